# Слова программы по-русски. Названия регионов, показателей и источников приходят из данных.
farms-count = { $n ->
    [one] { $count } ферма
    [few] { $count } фермы
   *[many] { $count } ферм
}
unit-twh = ТВт·ч

## Charts
status-published = опубликовано
status-derived = рассчитано
status-detected = обнаружено
status-estimated = оценка
status-simulated = модель
chart-nothing = Нет данных для показа
chart-no-data = нет данных
chart-interval = возможный диапазон
chart-bounds-only = известен только диапазон
chart-ban = майнинг запрещён во всём регионе или его части
chart-more-rows = { $n ->
    [one] и ещё { $count } строка, для которой не хватило места
    [few] и ещё { $count } строки, для которых не хватило места
   *[many] и ещё { $count } строк, для которых не хватило места
}
chart-consumption = Потребление, ТВт·ч в год →
chart-generation = ↑ Выработка, ТВт·ч в год
chart-self-sufficient = выработка равна потреблению
chart-surplus = Избыток
chart-deficit = Дефицит
chart-area-surplus = Избыток: вырабатывает больше, чем потребляет
chart-area-deficit = Дефицит: потребляет больше, чем вырабатывает
chart-farms-unknown = число ферм неизвестно
act-in-force = действует
act-reported = сообщено
act-planned = планируется, не подтверждено
act-draft = проект
act-requested = предложено регионом
act-superseded = утратило силу
topic-law = Закон
topic-policy = Политика
topic-limit = Лимиты
topic-register = Реестр
topic-tax = Налоги
topic-tariff = Тарифы
topic-data-duty = Отчётность
topic-liability = Ответственность
topic-ban = Запреты
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
month-of-1 = янв.
month-of-2 = февр.
month-of-3 = марта
month-of-4 = апр.
month-of-5 = мая
month-of-6 = июня
month-of-7 = июля
month-of-8 = авг.
month-of-9 = сент.
month-of-10 = окт.
month-of-11 = нояб.
month-of-12 = дек.
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
unit-addresses = адресов
unit-entries = записей
