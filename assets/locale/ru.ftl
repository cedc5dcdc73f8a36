# Слова программы по-русски. Названия регионов, показателей и источников приходят из данных.
farms-count = { $n ->
    [one] { $count } ферма
    [few] { $count } фермы
   *[many] { $count } ферм
}
unit-twh = ТВт·ч

## Months
## Charts
status-published = опубликовано
status-derived = рассчитано
status-detected = выявлено
status-estimated = оценено
status-simulated = смоделировано
chart-nothing = Нет данных для показа
chart-no-data = нет данных
chart-interval = возможный диапазон
chart-interval-goes-on = возможный диапазон; стрелка — за пределами оси
chart-bounds-only = известен только диапазон
chart-bounds-only-goes-on = известен только диапазон; стрелка — за пределами оси
ranking-bounds-only = известен только диапазон: строка стоит по нижней границе
chart-ban = майнинг запрещён во всём регионе или его части
chart-more-rows = { $n ->
    [one] и ещё { $count } строка, для которой не хватило места
    [few] и ещё { $count } строки, для которых не хватило места
   *[many] и ещё { $count } строк, для которых не хватило места
}
growth-more = { $n ->
    [one] и ещё { $count } регион, для которого не хватило места
    [few] и ещё { $count } региона, для которых не хватило места
   *[many] и ещё { $count } регионов, для которых не хватило места
}
chart-consumption = Потребление, ТВт·ч в год →
chart-generation = ↑ Выработка, ТВт·ч в год
chart-self-sufficient = выработка = потребление
chart-surplus = Избыток
chart-deficit = Дефицит
chart-area-surplus = Избыток: вырабатывает больше, чем потребляет
chart-area-deficit = Дефицит: потребляет больше, чем вырабатывает
chart-farms-bounds-only = число ферм: известен только диапазон
chart-farms-unknown = число ферм неизвестно
act-in_force = действует
act-reported = сообщено
act-planned = планируется, не подтверждено
act-draft = проект
act-requested = запрошено
act-superseded = утратило силу
topic-law = Закон
topic-policy = Политика
topic-limit = Лимиты
topic-register = Реестр
topic-tax = Налоги
topic-tariff = Тарифы
topic-data = Отчётность
topic-liability = Ответственность
topic-ban = Запреты
topic-detection_system = Система выявления
topic-economics = Экономика
topic-place_share = Места и доли
topic-bounds = Диапазоны
topic-power = Мощность
topic-fewest = Меньше всего ферм
topic-profitability = Выгодность
topic-rank = Место
topic-count = Число ферм
topic-enforcement = Проверки
month-1 = янв.
month-2 = февр.
month-3 = март
month-4 = апр.
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = авг.
month-9 = сент.
month-10 = окт.
month-11 = нояб.
month-12 = дек.
month-of-day-1 = января
month-of-day-2 = февраля
month-of-day-3 = марта
month-of-day-4 = апреля
month-of-day-5 = мая
month-of-day-6 = июня
month-of-day-7 = июля
month-of-day-8 = августа
month-of-day-9 = сентября
month-of-day-10 = октября
month-of-day-11 = ноября
month-of-day-12 = декабря
unit-gwh = ГВт·ч
unit-kwh = кВт·ч
unit-gw = ГВт
unit-mw = МВт
unit-kw = кВт
unit-percent = %
unit-people = чел.
unit-per-100k-people = на 100 тыс. жителей
unit-rub-per-kwh = руб./кВт·ч
unit-rub-per-month = руб./мес.
unit-rub-per-year = руб./год
unit-bn-rub = млрд руб.
unit-ratio = ×
unit-rank = место
unit-km2 = км²
unit-addresses = адреса
unit-entries = записи

## Заголовки и подписи
title-in = { $metric } { $place }
title-of = { $metric }: { $place }
whole-line = { $place } в целом{ $when }: { $figure }, { $status }
interval-unknown = диапазон неизвестен
status-line = Данные — { $list }
status-line-bans = Регионы с запретом — { $list }
status-line-no-bans = Запретов не найдено
status-line-range = только диапазон
status-bounds-only = известен только диапазон
figure-not-known = неизвестно: { $range }
figure-up-to = до { $high }
name-estimated = { $name }, оценка
status-no-data = нет данных
sources-disagree = источники расходятся
source-line = Источники: { $list }.
source-line-bans = Запреты: { $list }.
source-more = { $list } и ещё { $more } { $n ->
    [one] источник
    [few] источника
   *[many] источников
}
region-more = { $list } и ещё { $more } { $n ->
    [one] регион
    [few] региона
   *[many] регионов
}
regions-count = { $n ->
    [one] { $count } регион
    [few] { $count } региона
   *[many] { $count } регионов
}

## Карты
map-unit = Единица: { $unit }
map-bars = столбики: число регионов
map-bans = Число регионов по виду запрета
map-no-data = нет данных
map-bounds-only = неизвестно: опубликованный диапазон слишком широк
map-unsure = штриховка: диапазон шире класса
map-bars-municipal = столбцы: число муниципалитетов
map-bans-municipal = Число муниципалитетов по видам запрета
map-drawn-ban-whole-municipal = запрет майнинга: весь муниципалитет
map-drawn-ban-part-municipal = запрет майнинга: часть муниципалитета
map-drawn-ban-whole = запрет майнинга: весь регион
map-drawn-ban-part = запрет майнинга: часть региона
map-drawn-ban-seasonal = запрет майнинга: только зимой
map-drawn-ban-planned = запрет майнинга планируется
map-disputed = спорная территория
map-ban-whole = весь регион, круглый год: { $count }
map-ban-part = часть региона, круглый год: { $count }
map-ban-seasonal = зимой: { $count }
map-ban-planned = планируется, не подтверждено: { $count }
map-ban-requested = запрет запрошен: { $count }
map-ban-unclear = запрет в части региона, здесь ли — не опубликовано: { $count }
map-ban-none = запрет не найден: { $count }
# То же там, где страница мала.
map-bounds-only-short = неизвестно
map-unsure-short = диапазон шире класса
map-drawn-ban-whole-short = запрет: весь регион
map-drawn-ban-part-short = запрет: часть
map-drawn-ban-seasonal-short = запрет: зимой
map-drawn-ban-planned-short = запрет: в планах
map-drawn-ban-whole-municipal-short = запрет: целиком
map-drawn-ban-part-municipal-short = запрет: часть
map-disputed-short = спорная территория
map-ban-whole-short = весь регион: { $count }
map-ban-part-short = часть: { $count }
map-ban-seasonal-short = зимой: { $count }
map-ban-planned-short = в планах: { $count }
map-ban-requested-short = запрошен: { $count }
map-ban-unclear-short = в части, где — неясно: { $count }
map-ban-none-short = не найден: { $count }
ban-whole = запрет во всём регионе, круглый год
ban-part = запрет в части региона, круглый год
ban-seasonal = запрет зимой
ban-planned = запрет планируется, не подтверждён
ban-requested = запрет запрошен
ban-unclear = запрет действует в части региона; здесь ли, не опубликовано
table-only-later = Данных за { $year } год и ранее нет; самые ранние — за { $period }.
ban-none = запрет не найден
ban-none-by-lists = запрет не найден: в списках по { $date } не назван
classes-by = Классы: { $method }
map-classes-of-all-years = Классы: { $method }, одинаковые для всех лет.
map-schematic = Границы схематичны.
map-disputed-left-out = Спорные территории не входят в классы и итоги.
map-disputed-counted = Спорные территории учтены в классах и рангах; опубликованные итоги их не включают.
map-credit = Границы: { $credit }.
map-credit-municipal = Муниципалитеты: { $credit }.
map-alt = Карта: { $title }.
map-alt-ends = { $n ->
    [one] Наибольшее значение — { $highest }; наименьшее — { $lowest }; значение есть у { $count } региона.
   *[other] Наибольшее значение — { $highest }; наименьшее — { $lowest }; значение есть у { $count } регионов.
}
map-alt-no-data = { $n ->
    [one] Нет данных по { $count } региону.
   *[other] Нет данных по { $count } регионам.
}
map-alt-bans = { $n ->
    [one] Запрет действует в { $count } регионе.
   *[other] Запрет действует в { $count } регионах.
}
method-jenks = естественные границы (Дженкс)
method-quantile = квантили
method-equal = равные интервалы
method-pretty = круглые границы
method-manual = заданы вручную
unit-km = км
unit-m = м
projection-aea = Равновеликая проекция Альберса.
projection-laea = Равновеликая азимутальная проекция Ламберта.
projection-cea = Равновеликая цилиндрическая проекция.
projection-eqearth = Проекция Equal Earth.

## Тексты диаграмм
ranking-no-data = { $n ->
    [one] Нет данных по { $count } региону.
   *[other] Нет данных по { $count } регионам.
}
balance-title = Выработка и потребление электроэнергии
balance-subtitle = Круг — регион, площадь круга — число выявленных ферм ({ $period }). ТВт·ч в год, логарифмические оси.
balance-subtitle-energy = Знак — регион. ТВт·ч в год, логарифмические оси.
balance-note = Выработка и потребление для каждого региона — за один и тот же период.
balance-alt = { $n ->
    [one] { $title }. { $surplus } регион из { $all } вырабатывает больше, чем потребляет.
    [few] { $title }. { $surplus } региона из { $all } вырабатывают больше, чем потребляют.
   *[many] { $title }. { $surplus } регионов из { $all } вырабатывают больше, чем потребляют.
}
timeline-title = Законы о майнинге и запреты
timeline-title-of-part = Запреты майнинга
timeline-subtitle = Точки — акты и запросы, полосы — запреты от первого до последнего дня
timeline-requested = Запрет запрошен, решение не найдено: { $regions }.
timeline-undated = Не известен первый день запрета: { $regions }.
timeline-ban-whole = весь регион
timeline-ban-part = часть региона
timeline-ban-winter = только зимой

## Свои данные о выявленных фермах
metric-detections = Выявления
metric-detections-per-100k = Выявления на 100 тысяч жителей
metric-detections-description = Строки файла с датой первого выявления не позже конца года
metric-own-description = Как указано в файле { $file }
detections-no-dates = В файле нет дат; учтены все строки.
detections-undated = Строк без даты: { $count }. Они могут относиться к любому году и расширяют каждый интервал.

## Отчёт
report-title = Майнинговые фермы: { $place }
report-map = Карта
report-timeline = Законы и запреты
report-table = Данные со статусом, диапазоном и источником
report-conflicts = Где источники противоречат друг другу
report-bans = Запреты
report-events = Законы и события подробно
report-statements = Что опубликовано словами
report-notes = Примечания о регионах
report-rows = { $n ->
    [one] Показать { $count } строку
    [few] Показать { $count } строки
   *[many] Показать { $count } строк
}
column-conflict = Противоречие
column-topic = Тема
column-regions = Регионы
column-text = Текст
column-date = Дата
column-dates = С какого дня и по какой
column-event = Событие
column-coverage = Где
column-window = Когда действует
column-act = Акт
column-act-status = Статус акта
report-sources = Источники
column-region = Регион
column-period = Период
column-figure = Значение (диапазон)
column-status = Статус
column-sources = Источники
column-note = Примечание
column-claim-a = Одни утверждают
column-claim-b = Другие утверждают
column-how-shown = Как показано здесь

## Выявления
points-count = { $n ->
    [one] { $count } выявление
    [few] { $count } выявления
   *[many] { $count } выявлений
}
points-power = вместе { $sum } кВт, в среднем { $mean } кВт
points-days = впервые замечены { $days }
point-power = { $kw } кВт
point-first-seen = впервые замечено { $day }
point-last-seen = замечено в последний раз { $day }
point-score = балл { $score }
kind-abnormal_load = Аномальная нагрузка
kind-meter_tampering = Вмешательство в счётчик
kind-unauthorised_connection = Самовольное подключение
kind-unknown = Вид неизвестен
# Оценки
estimate-bounds = Границы следуют из утверждений: { $texts }
estimate-figure = { $region }, { $year } год: { $low }.
estimate-figure-between = { $region }, { $year } год: от { $low } до { $high }.
estimate-figure-least = { $region }, { $year } год: не менее { $low }.
estimate-figure-most = { $region }, { $year } год: не более { $high }.
estimate-no-floor = Нижняя граница не публиковалась.
estimate-point = Число — то из допустимых, которое ближе всего к { $spread }.
estimate-point-known = Число — известное для региона.
estimate-point-moved = Число — то из допустимых, которое ближе всего к { $spread }; его сдвинули: { $texts }
estimate-spread-prior = исходному распределению ({ $prior })
estimate-spread-year = распределению за { $year } год
estimates-note = { $count } из { $all } чисел — оценки в пределах опубликованных границ; исходное распределение: { $prior }.
