
## Слова инспектора, поиска и палитры команд
card-country = Страна
card-district = Округ
card-region = Регион
card-group = Группа регионов
card-municipality = Муниципалитет
card-municipalities = Муниципалитеты
card-figures = Показатели
card-parts = Регионы
card-rank = { $place }-е место из { $all }
source-publisher = Издатель
source-date = Дата
source-licence = Лицензия
column-metric = Показатель
column-value = Значение
column-interval = Интервал
card-row-hint = Щёлкните, чтобы узнать, откуда показатель; Ctrl+C копирует его с источником
card-other-figures = Другие периоды и утверждения
card-no-data = нет данных за { $year } год
card-missing = Нет данных: { $list }.
card-bans = Запреты майнинга
card-copy-act = Копировать с источником
card-conflicts = Где источники противоречат друг другу
card-statements = Опубликовано словами
card-compare = Сравнить…
card-compare-hint = Выберите регионы для сравнения; на карте их можно выбирать щелчком с Ctrl
source-title = Источник
source-copy-citation = Копировать ссылку на источник
source-copy-address = Копировать адрес
source-rests = На нём основано: { $region }
source-figures = { $n ->
    [one] На нём основан { $count } показатель атласа.
    [few] На нём основаны { $count } показателя атласа.
   *[other] На нём основаны { $count } показателей атласа.
}
compare-title = Сравнение
compare-pick-title = Сравнить регионы
compare-pick-hint = Начните вводить название; Enter отметит регион
compare-pick-count = Выбрано { $count } из { $most }
compare-pick-done = Сравнить
compare-pick-none = Снять все отметки
compare-copy = Копировать таблицей
compare-copy-hint = Для электронной таблицы: каждый показатель с интервалом, статусом, периодом и источниками
compare-add = Выбрать регионы…
compare-end = Закончить сравнение
compare-remove = Убрать из сравнения: { $region }
compare-highest = больше всех
find-field = Поиск
find-hint = Регион, город, показатель, источник или команда
find-nothing = Ничего не найдено.
find-keys = ↑ ↓ — выбор · Enter — открыть · Ctrl+Enter — сравнить регион · Esc — закрыть
find-region = Регион
find-metric = Показатель
find-command = Команда
find-place = Место
find-source = Источник
do-year = Показать { $year } год
do-palette = Палитра: { $palette }
do-export-chart = Экспорт диаграммы: { $chart }
do-copy-chart = Копировать диаграмму: { $chart }
do-leave-disputed-out = Не учитывать спорные территории
do-compare = Сравнить регионы…
do-contradictions = Все противоречия между источниками…
contradictions-title = Противоречия между источниками
contradictions-count = { $n ->
    [one] { $count } пара утверждений, которые не могут быть верны вместе
    [few] { $count } пары утверждений, которые не могут быть верны вместе
   *[many] { $count } пар утверждений, которые не могут быть верны вместе
}
contradictions-figures = Показатели, которых это касается:
do-whole = Показать всё целиком
do-choose-none = Снять выбор, закончить сравнение
do-embedded = Закрыть свои файлы, открыть встроенный атлас
keys-group-look = Найти и вернуться
keys-group-map = Карта и годы
keys-group-detections = Выявления и решения по ним
keys-group-panels = Панели
keys-group-files = Файлы
keys-group-beside = Кроме того
keys-brackets = [ и ]
keys-years = Предыдущий и следующий год
keys-arrows = Стрелки, на карте
keys-pan = Двигать карту
keys-click = Щелчок
keys-choose = Выбрать регион
keys-double-click = Двойной щелчок
keys-drill = Открыть регион
keys-ctrl-click = Ctrl+щелчок
keys-compare = Сравнить регионы
keys-right-click = Правый щелчок
keys-menu = Что здесь можно сделать
keys-tab = Tab, Enter
keys-next = К следующему элементу, применить его
keys-copy = Ctrl+C, на показателе
keys-copy-figure = Копировать его с интервалом, статусом и источником
source-hint = Щёлкните: издатель, адрес и что на этом основано
estimate-title = Откуда взят диапазон
estimate-range = { $point }, возможные границы: { $bounds }
estimate-bounds-only = { $bounds }: столько допускает опубликованное
estimate-too-wide = { $bounds }: для числа слишком широко
estimate-from = Исходное предположение: { $prior }; уточнено по опубликованному.
estimate-statements = Из чего он сложился
estimate-shifts = Число при других допущениях
estimate-prior = Исходное предположение: { $prior }
estimate-without = Если не учитывать: { $sources }
estimate-side = Если верно это: { $claim }
