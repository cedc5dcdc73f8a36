# Что говорится о файлах, которые нельзя использовать как есть: что ожидалось (`expected-…`), что
# найдено (`found-…`) и ошибки (`error-…`). После «ожидалось» и «найдено» — именительный падеж.

# Ошибки, на которых чтение кончается, и проблема одной строкой.
problem-told = { $place }: ожидалось: { $expected }; найдено: { $found }
problem-alike = { $count ->
    [one] { $told }; ещё { $count } такая строка
    [few] { $told }; ещё { $count } такие строки
   *[other] { $told }; ещё { $count } таких строк
}
error-system = { $action ->
    [list] не удалось просмотреть папку { $path }
    [open] не удалось открыть { $path }
    [write] не удалось записать { $path }
   *[read] не удалось прочесть { $path }
}
error-with-cause = { $error }: { $cause }
error-cause = { $kind ->
    [not-found] такого файла или папки нет
    [denied] нет прав доступа
    [exists] такой файл уже есть
    [full] на диске нет места
    [read-only] диск только для чтения
    [not-folder] часть пути – не папка
    [folder] это папка
    [refused] в соединении отказано
    [cut] соединение обрывается
    [too-late] нет ответа вовремя
    [unreachable] связи нет
    [in-use] адрес занят
    [unfit] не подходит ({ $text })
   *[other] { $text }
}
error-solver = решатель остановился раньше конца: величины различаются на много порядков?
error-zone = часового пояса «{ $found }» нет; ожидалось имя, например Europe/Moscow, или сдвиг, например +03:00
error-zone-reversed = знак у «{ $found }» обратный тому, как он читается (Etc/GMT+5 — это UTC−5); ожидается смещение, например +05:00, или имя, например Asia/Yekaterinburg
error-mapping = ожидались соответствия сообщений: { $cause }
error-mapping-unusable = соответствие для { $topic } не годится: { $why }
error-book = ожидалась книга тревог: { $cause }
error-newer = формат { $found } новее этой программы
error-model = это не модель: { $cause }
error-model-feature = модель ожидает в столбце { $column } признак «{ $expected }», а в нём «{ $found }»
error-model-no-part = в модели нет ни одной из частей: abnormal_load, daily_load, meter_tampering, daily_tampering
error-model-number = { $expected ->
    [share] { $place } в модели: ожидалось от 0 до 1, найдено { $found }
    [above] { $place } в модели: ожидалось число больше 0, найдено { $found }
    [some] { $place } в модели: ожидалось не меньше одного, найдено { $found }
   *[number] { $place } в модели: ожидалось число, найдено { $found }
}
error-model-borders = границы «{ $feature }» идут не по возрастанию: { $low } перед { $high }
error-model-tree = дерево { $tree } модели повреждено
error-training-one-kind = для обучения нужны строки обоих видов: есть { $positives } случаев и { $negatives } обычных
error-learning-no-labels = учиться не на чем: ни одна разметка не относится к прочитанным счётчикам (разметок: { $labels }, счётчиков: { $subjects })
error-learning-one-kind = учиться не на чем: ни у одного вида нет разметки и «за», и «против»
error-learning-too-few = учиться не на чем: у { $part } в разметке прочитанного { $positives } случаев, а нужно { $needed }
error-simulation-no-counts = моделировать нечего: в атласе нет оценок чисел по регионам
error-simulation-no-place = сеть негде разместить ({ $place }): в атласе нет места столицы или часового пояса
error-grid-interval = интервалы бывают 15, 30 или 60 минут, а не { $found }
error-grid-size = в сети от 1 до { $meters } счётчиков и от 1 до { $days } суток
error-estimate-contradictory = { $contradiction }; исправьте одно из них или объявите их взаимоисключающими (строка в conflicts, стороны в столбце alternative)
error-estimate-nothing = оценивать нечего: в атласе нет оцениваемого показателя или года, за который известно число по стране
error-estimate-sides = стороны противоречий можно выбрать более чем { $most } способами
error-estimate-no-point = за { $year } год не найдено чисел, которые отвечают всем утверждениям и местам
error-store-busy = эти решения открыты в другой программе
error-store-unusable = это не файл решений, или он повреждён
error-project-newer = у проекта версия { $found }; эта программа знает { $known }
error-project-path = «{ $path }»: пути в проекте отсчитываются от него
error-traffic-unknown = это не журнал Zeek, Suricata или nfdump и не запись трафика
error-traffic-needs-zone = время в нём без часового пояса: укажите его, например --zone +08:00 или Asia/Irkutsk
error-traffic-column = нет столбца { $column }
error-traffic-log = журнал { $kind }: читаются conn, ssl и dns
error-traffic-capture = эту запись трафика прочесть нельзя: { $why }
error-address-scheme = нужно mqtt://узел/топик или mqtts://узел/топик, nats://узел/поток или tls://узел/поток
error-address-stream = нужен поток, можно с темами, например METERS/meters.>, а найдено «{ $found }»
error-address-host = после :// нужен узел
error-address-port = нужен порт от 1 до 65535, а не «{ $found }»
error-address-password = пароль в адресе виден всем на этой машине; дайте его в файле или в окружении
error-address-topic = нужен топик, например meters/#, а не «{ $found }»
error-unrecognised = { $path }: файл не распознан ({ $found }); ожидалось: { $expected }
error-workbook = не удалось создать книгу Excel: { $cause }
error-stopped = остановлено; ничего не записано

# Что должно стоять в строке таблицы.
expected-value = значение
expected-number = число
expected-period = год, месяц, день или два из них через косую черту (2025, 2025-05, 2022/2023)
expected-one-of = одно из слов: { $words }
expected-fields = { $count ->
    [one] { $count } поле
    [few] { $count } поля
   *[many] { $count } полей
}
expected-header-line = строка заголовка в UTF-8
expected-column = столбец { $name }
expected-csv = таблица CSV, которую можно прочесть
expected-utf8 = текст в UTF-8
expected-row = хотя бы одна строка
found-columns = столбцы { $names }
found-names-more = { $names } и ещё { $count }
found-other-bytes = другие байты
found-nothing = ничего
found-header-only = только заголовок
found-cause-byte = { $found } (байт { $byte })

# Таблицы атласа.
expected-unique-id = идентификатор, который встречается один раз
expected-own-name = название, которого нет у другого региона
found-name-of-region = { $name }, как и у { $code }
expected-one-figure = одно значение для региона, показателя и периода или объявленное противоречие
found-same-row = то же, что в строке { $line }
found-other-figure = другое значение в строке { $line }
expected-share-of-whole = доля от 0 до 100 %
expected-rank = место не ниже 1
expected-whole-things = целое неотрицательное число
expected-near-year = год, близкий к остальным, последний из которых — { $year }
expected-unique-code = код, который встречается один раз
expected-year = год
expected-year-with-total = год, за который известно число по стране
expected-open-order = порядок, который не замыкается в круг вместе со строками выше
expected-some-source = хотя бы один идентификатор из таблицы источников
expected-descending-codes = не меньше двух кодов, начиная с наибольшего региона
expected-whole-of-regions = то, частью чего являются регионы
expected-place = место от 1 до { $last }
expected-group-of-regions = то, к чему относятся регионы
expected-bound = граница: здесь или в столбце high
expected-at-least = не меньше { $least }
expected-share = доля не больше 100 (процентов)
expected-high = не меньше, чем в столбце low ({ $low })
expected-undisputed-codes = коды неспорных регионов или того, частью чего они являются
expected-followed-side = сторона, которая принята за верную
expected-one-conflict = одно противоречие, к сторонам которого это относится
expected-descriptor = описание пакета данных (https://datapackage.org)
expected-format = атлас формата { $format }
found-newer-format = формат { $format }: чтобы прочесть его, обновите hashatlas
expected-regions-table = ресурс с именем regions
found-resources = ресурсы { $names }
expected-free-year = год, за который у региона ещё нет оценки
expected-region-code = код региона
expected-region-codes = коды регионов
expected-estimated-metric = показатель из hashatlas.estimate
expected-whole-number = целое число не меньше нуля
expected-range = число от { $low } до { $high }
expected-sensitivity = prior:ID=N, without:SOURCE+…=N или side:CONFLICT:SIDE=N
expected-constraint-ids = идентификаторы из таблицы ограничений
expected-source-ids = идентификаторы из таблицы источников
expected-conflict-ids = идентификаторы из таблицы противоречий
expected-inner-path = путь внутри папки атласа
expected-boundaries-path = hashatlas.boundaries.path: файл GeoJSON
expected-projection = hashatlas.projection: строка PROJ
expected-atlas-region-code = код региона атласа
expected-degrees = градусы от −{ $limit } до { $limit }
expected-season = сезон в виде 11-15/03-15
expected-later-day = день после начала
expected-date = дата
expected-some-period = период
expected-title = название
expected-utc-offset = разница с UTC, например UTC+8
expected-one-country = одна строка уровня country
expected-region-rows = строки уровня region
found-several = несколько
expected-metric-id = идентификатор показателя
expected-other-metric-id = идентификатор другого показателя
expected-acyclic-metric = показатель, который не выводится из этого, в цепочке не длиннее 8
expected-factor = число от factor_low до factor_high
expected-derivation = пустое поле или одно из слов: ratio, difference, product, growth, ban
expected-value-or-bound = число либо граница в столбце low или high
expected-interval = интервал: оценки и результаты моделирования не бывают точными
expected-decimals = число от 0 до 15

# Границы.
expected-polygons = полигоны
found-unusable-polygons = ни одного пригодного: { $problem }
found-no-feature = ни одного объекта
found-features-without = { $count ->
    [one] { $count } объект без них
    [few] { $count } объекта без них
   *[many] { $count } объектов без них
}
expected-region-word = код или название региона атласа

# Выявления.
expected-longitude = градусы от −180 до 360
expected-latitude = градусы от −90 до 90
expected-detection-region = код региона
expected-kind = abnormal_load, meter_tampering или unauthorised_connection
expected-kilowatts = киловатты, не меньше 0
expected-score = число от 0 до 1
expected-day = дата, например 2025-03-12 или 2025-03-12T04:30:00Z
expected-status = published, derived, detected, estimated или simulated
expected-legal = registered, unregistered или unknown
expected-likely-day = день между 1900 и 2200 годами
found-year = { $year } год
found-epoch-days = дней от 1970-01-01: { $days }
expected-day-from-first = день не раньше, чем в столбце first_seen
found-days-early = { $count ->
    [one] день на { $count } сутки раньше
   *[other] день на { $count } суток раньше
}
expected-position-or-region = координаты или регион
found-neither = ни того ни другого
expected-lon-and-lat = и lon, и lat
found-lat-only = только lat
found-lon-only = только lon
expected-detection-columns = столбцы lon и lat (или longitude, latitude; x, y; lng, long) либо region и один из столбцов detection_id, kind, kw, score, first_seen, last_seen
expected-one-such-column = один столбец с таким именем
found-more-than-one = больше одного
expected-fewer-rows = не больше 4 294 967 295 строк
found-lines = { $count ->
    [one] { $count } строка
    [few] { $count } строки
   *[many] { $count } строк
}
expected-unchanged-file = файл, который не меняется
found-changed-file = файл, изменившийся во время чтения
expected-header = заголовок
expected-short-header = заголовок короче 1 МиБ
found-no-end = заголовок без конца
expected-closing-quote = закрывающая кавычка
found-end-of-file = конец файла
expected-header-fields = { $count ->
    [one] { $count } поле, как в заголовке
    [few] { $count } поля, как в заголовке
   *[many] { $count } полей, как в заголовке
}
expected-record = запись
found-endless-record = запись длиннее 256 МиБ (незакрытая кавычка?)
expected-reopenable-file = файл, который можно открыть ещё раз
found-not-reopenable = второй раз файл не открылся
expected-detection-points = точки, по одной на выявление
expected-point = точка
found-other-geometry = другая геометрия
expected-earlier-row = строка { $row }, которая раньше была в файле
found-fewer-rows = строк стало меньше
expected-map-region = код или название региона карты
found-code-in-rows = { $count ->
    [one] { $code } в { $count } строке
   *[other] { $code } в { $count } строках
}
expected-one-extent = название с одним толкованием: код или название со словами «без автономных округов»
found-unclear-region = { $found }; подходит к любому из { $codes }
found-wider-region = { $found }: отнесено только к { $code }; название может включать и { $also }
expected-apart = регионы карты без наложения
found-region-in-region = { $inner } внутри { $outer }
found-overlap = { $count ->
    [one] { $count } пара с наложением: { $regions }
    [few] { $count } пары с наложением: { $regions }
   *[many] { $count } пар с наложением: { $regions }
}; координаты в обоих относятся к меньшему
expected-feature-a-region = по одному объекту на регион
found-named-parts = { $count ->
    [one] { $count } объект в { $regions }, у каждого своё значение { $key }; показаны как отдельные регионы
    [few] { $count } объекта в { $regions }, у каждого своё значение { $key }; показаны как отдельные регионы
   *[many] { $count } объектов в { $regions }, у каждого своё значение { $key }; показаны как отдельные регионы
}
found-named-parts-regions = { $count ->
    [one] { $count } регионе
   *[other] { $count } регионах
}
expected-geojson-files = файлы GeoJSON в папке
expected-municipalities = муниципалитеты; границы регионов задаёт --boundaries
found-regions-instead = сами регионы
expected-municipalities-of-atlas = муниципалитеты регионов атласа: свойство с кодом или названием региона или полигоны внутри региона
found-none-of-a-region = ни одного в регионах атласа
expected-place-in-region = свойство с кодом или названием региона или место внутри региона
found-outside-regions = { $name }, вне всех регионов; пропущен
expected-municipality-code = код муниципалитета из атласа или новая строка для него в таблице регионов
found-drawn-without-figures = { $code }, такого кода в атласе нет; показан без данных
expected-boundary-of-each = границы для каждого муниципалитета атласа в этих регионах
found-municipalities-without = { $count ->
    [one] нет для { $count }: { $codes }; он остаётся только в таблицах
    [few] нет для { $count }, например { $codes }; они остаются только в таблицах
   *[many] нет для { $count }, например { $codes }; они остаются только в таблицах
}
expected-own-names = своё название у каждого региона
found-same-names = { $count ->
    [one] { $count } объект с тем же названием, что у другого; объединены
    [few] { $count } объекта с тем же названием, что у других; объединены
   *[many] { $count } объектов с тем же названием, что у других; объединены
}
found-same-names-by-key = { $count ->
    [one] { $count } объект с тем же названием, что у другого; различены по { $key }
    [few] { $count } объекта с тем же названием, что у других; различены по { $key }
   *[many] { $count } объектов с тем же названием, что у других; различены по { $key }
}
expected-known-place = известный регион или координаты
found-unplaced-rows = { $count ->
    [one] ни того ни другого в { $count } строке; в число по регионам не входит
   *[other] ни того ни другого в { $count } строках; в число по регионам не входят
}
expected-inner-positions = координаты внутри регионов карты
found-outer-rows = { $count ->
    [one] { $count } строка вне всех регионов; в число по регионам не входит
    [few] { $count } строки вне всех регионов; в число по регионам не входят
   *[many] { $count } строк вне всех регионов; в число по регионам не входят
}
expected-same-place = координаты внутри региона, названного в строке
found-elsewhere = { $count ->
    [one] { $count } строка с координатами далеко от него: { $pairs }; учтена по названию региона
    [few] { $count } строки с координатами далеко от него: { $pairs }; учтены по названию региона
   *[many] { $count } строк с координатами далеко от него: { $pairs }; учтены по названию региона
}
found-elsewhere-pair = { $named }, а точка в { $found } ({ $count })
expected-no-own-metric = атлас, в котором такого показателя ещё нет: им считаются строки файла
found-own-metric = свой показатель «{ $metric }»
expected-shown-file = папка атласа, границы (полигоны GeoJSON) или выявления

# Parquet.
expected-parquet = файл Parquet
expected-parquet-start = файл Parquet, который начинается с PAR1
expected-intact-parquet = неповреждённый файл Parquet
found-unexpected-damage = повреждение, которого декодер не ожидал
found-too-many-rows = число строк, для которого файл слишком короток
found-impossible-rows = невозможное число строк
found-row-group = { $count ->
    [one] группа строк, в которой { $count } строка вместо { $rows }
    [few] группа строк, в которой { $count } строки вместо { $rows }
   *[many] группа строк, в которой { $count } строк вместо { $rows }
}
found-rows-instead = { $count ->
    [one] { $count } строка вместо { $rows }
    [few] { $count } строки вместо { $rows }
   *[many] { $count } строк вместо { $rows }
}
found-bad-key = ключ вне своего словаря
expected-number-column = столбец с числами
expected-text-column = столбец с текстом
expected-day-column = столбец с датами, метками времени или текстом ISO 8601
expected-id-column = столбец с текстом или целыми числами
expected-time-column = столбец с метками времени, датами или текстом ISO 8601
found-column-type = значения типа { $type }

# Файлы целиком.
expected-file = файл
found-folder = папка
found-empty-file = пустой файл
expected-text-table = таблица с заголовком, текст UTF-8
expected-table-file = таблица в Parquet или CSV
expected-small-file = файл не больше 8 ГиБ
found-bytes = { $count ->
    [one] { $count } байт
    [few] { $count } байта
   *[many] { $count } байт
}
found-json-text = текст JSON
found-utf16 = текст UTF-16; сохраните его в UTF-8
found-old-excel = книга старого Excel (.xls); сохраните её как XLSX
found-binary = двоичные данные (нулевые байты)
found-lfs-pointer = указатель Git LFS; получите файл командой `git lfs pull`
found-zip = архив ZIP или электронная таблица; распакуйте или сохраните как текст
found-gzip = данные gzip; сначала распакуйте их
found-sqlite = база данных SQLite (GeoPackage?); выгрузите слой в GeoJSON или CSV
found-shapefile = шейп-файл; преобразуйте его в GeoJSON
found-flatgeobuf = FlatGeobuf; преобразуйте его в GeoJSON
found-png = картинка PNG
found-pdf = документ PDF
found-parquet = Parquet
found-utf32 = текст UTF-32; сохраните его в UTF-8
found-html = страница HTML (вместо файла сохранена страница с ошибкой?)
found-kml = KML; преобразуйте его в GeoJSON
found-xml = XML или HTML
found-something-else = что-то другое

# GeoJSON.
expected-geojson = GeoJSON (FeatureCollection, Feature, геометрия или что-то из этого в каждой строке)
found-json-array = массив JSON; его элементы должны стоять в поле "features" объекта FeatureCollection
found-topojson = TopoJSON; преобразуйте его в GeoJSON
found-no-features = нет массива "features"
found-json-type = JSON типа { $type }
found-other-json = другой JSON
found-highcharts = карта Highcharts в единицах страницы; возьмите карту в долготе и широте
expected-globe-positions = координаты на земном шаре
expected-next-object = конец файла или ещё один объект
expected-one-crs = одна система координат на файл
expected-known-crs = известная система координат
error-unknown-crs = неизвестная система координат «{ $name }»: укажите код EPSG, строку PROJ или OGC:CRS84
expected-file-crs = система координат всего файла
expected-crs-name = система координат по имени: {"{"}"type": "name", "properties": {"{"}"name": "EPSG:…"{"}"}{"}"}
expected-epsg-code = код EPSG
found-outside-crs = { $position }: вне области { $crs }
found-swapped = { $position }; похоже, долгота и широта переставлены местами
found-metres = { $position }; похоже, файл в метрах: добавьте в него поле "crs" с кодом EPSG или переведите координаты в долготу и широту
expected-feature = объект Feature
expected-feature-type = "Feature"
expected-distinct-points = кольца и линии из разных точек
found-collapsed = без протяжённости: { $count }; отброшено
expected-geometry = геометрия
found-none = нет
expected-closed-rings = кольца, которые кончаются там, где начинаются
found-open-rings = не замкнуто: { $count }
expected-own-id = собственный идентификатор
found-repeated-id = { $id }: тот же, что у объекта { $first }
expected-text-or-number = текст или число
expected-number-or-null = число или null
expected-short-text = текст не длиннее { $most } байт
found-long-text = { $count ->
    [one] { $count } байт, текст отброшен
    [few] { $count } байта, текст отброшен
   *[many] { $count } байт, текст отброшен
}
expected-utf8-text = текст UTF-8
found-bytes-not-kept = другие байты, отброшены
expected-geometry-type-member = геометрия с полем "type"
expected-geometry-type = вид геометрии (Point, LineString, Polygon, …)
expected-geometries-member = поле "geometries"
expected-coordinates-member = поле "coordinates"
expected-coordinates-end = конец координат
expected-shallow-collections = наборы геометрий, вложенные друг в друга не глубже 16 уровней
found-one-deeper = ещё один уровень
expected-geometries = массив геометрий
expected-positions = массив точек
expected-polygon-array = массив полигонов
expected-rings = массив колец
expected-features = массив объектов Feature
expected-position = точка: [долгота, широта]
expected-second-number = запятая и второе число точки
expected-position-end = запятая или конец точки
expected-lon-lat = долгота и широта в градусах
expected-object = объект
expected-member-name = имя поля в кавычках
expected-colon = двоеточие
expected-object-next = запятая или конец объекта
expected-array-next = запятая или конец массива
expected-quoted-text = текст в кавычках
expected-text-end = конец текста, который начинается здесь
found-no-closing-quote = закрывающей кавычки нет
expected-object-end = конец объекта
expected-array-end = конец массива
found-text-end = конец текста; начало стоит в байте { $byte }
found-end = конец
found-object = объект
found-array = массив
found-text = текст { $text }

# Показания счётчиков и то, что к ним относится.
expected-header-width = столько полей, сколько в заголовке
found-fields-instead = { $count ->
    [one] { $count } поле вместо { $fields }
    [few] { $count } поля вместо { $fields }
   *[many] { $count } полей вместо { $fields }
}
expected-name = имя
expected-time = время, например 2025-03-12T04:30:00Z
expected-one-meter = каждый счётчик один раз (у двух счётчиков один номер?); осталась первая строка
expected-phases = 1 или 3
expected-tariff = household или business
expected-meter-or-feeder = meter_id или feeder_id
expected-watt-hours = Вт·ч, не меньше 0
expected-temperature = температура от −90 до 60 °C
expected-contract-column = столбец { $name } ({ $contract })
expected-table-or-folder = таблица Parquet или CSV либо папка с такими
found-no-table = папка, в которой нет таблицы «{ $contract }»
found-no-table-but = { $found }, но есть { $path }: { $what }
found-packed-table = упакованный файл, он не прочитан: распакуйте его
found-spreadsheet = электронная таблица, она не прочитана: сохраните её лист как CSV
found-foreign-table = таблица другой программы, она не прочитана: преобразуйте её в CSV или Parquet
found-text-ending = таблица с другим окончанием имени, она не прочитана: назовите её .csv
found-other-table = таблица со столбцами { $names }, она не прочитана
expected-one-interval = показания { $name } с одним интервалом от 15 минут до суток
found-usual-step = { $rows }, чаще всего через { $step }
found-one-time = { $rows } без двух разных времён
expected-values = значения { $name }
found-no-values = { $count ->
    [one] ни одного в { $count } строке
   *[other] ни одного в { $count } строках
}
expected-time-order = показания { $name } в порядке времени
found-sorted = другой порядок; показания отсортированы
expected-one-at-a-time = одно показание { $name } на каждое время
found-repeated = повторов: { $count }; взята более поздняя строка
expected-one-series = один ряд { $name }
found-two-series = два ряда (у двух счётчиков один номер?); взяты более поздние строки
expected-whole-intervals = показания { $name } через целое число интервалов
found-between = на стыке интервалов: { $count }; отброшено
expected-near-readings = показания { $name }, близкие по времени
found-years-away = { $count ->
    [one] { $count } показание на годы в стороне от других, { $time } (это время?); не учтено
    [few] { $count } показания на годы в стороне от других, первое { $time } (это время?); не учтены
   *[many] { $count } показаний на годы в стороне от других, первое { $time } (это время?); не учтены
}
expected-interval-start = показания { $name } в начале интервала
found-shifted = не в начале: { $count } (секунды или летнее время); сдвинуто к началу
expected-one-step = один интервал { $name }
found-mixed-steps = несколько; просуммировано до { $step }
found-step-hours = { $count } ч
found-step-minutes = { $count } мин
found-step-seconds = { $count } с

# Выявление: что относится к показаниям.
expected-all-readings = показания каждого счётчика
found-meters-without = { $count ->
    [one] нет показаний { $count } счётчика из таблицы
   *[other] нет показаний { $count } счётчиков из таблицы
}
expected-time-zone = регион, часовой пояс которого есть в атласе, или --utc-offset
found-no-region = нет региона
found-unknown-clocks = { $count ->
    [one] { $region } у { $count } счётчика; его местное время принято за UTC
   *[other] { $region } у { $count } счётчиков; их местное время принято за UTC
}
expected-feeder-meters = счётчики на фидере { $name }
found-none-with-readings = ни одного с показаниями
expected-all-supply = отпуск энергии в каждый фидер
found-feeders-without = { $count ->
    [one] нет данных { $count } фидера, к которому относятся счётчики
   *[other] нет данных { $count } фидеров, к которым относятся счётчики
}
expected-weather-of-meters = погода регионов, где есть счётчики
found-unused-weather = { $count ->
    [one] погода { $name }, где нет ни одного счётчика
    [few] погода { $count } регионов, где нет ни одного счётчика, первый из них { $name }
   *[many] погода { $count } регионов, где нет ни одного счётчика, первый из них { $name }
}
expected-offset = время со смещением, например 2025-03-12T04:30:00Z
found-no-offset = { $time }; время без смещения считается всемирным (UTC)
expected-two-days = значения { $name } за двое суток
found-short-readings = { $count ->
    [one] { $count } показание; счётчик не оценивался
    [few] { $count } показания; счётчик не оценивался
   *[many] { $count } показаний; счётчик не оценивался
}
expected-usual-means = Вт·ч за интервал, при которых половина счётчиков потребляет не менее 10 Вт
found-low-means = медиана { $watts } Вт по { $count ->
    [one] { $count } счётчику (не кВт·ч ли это?)
    [few] { $count } счётчикам (не кВт·ч ли это?)
   *[many] { $count } счётчикам (не кВт·ч ли это?)
}
expected-energy-of-intervals = энергия за каждый интервал
found-registers = { $count ->
    [0] показания нарастающим итогом ({ $meters }); взяты разности
    [one] показания нарастающим итогом ({ $meters }), { $count } раз начатые заново; взяты разности
    [few] показания нарастающим итогом ({ $meters }), { $count } раза начатые заново; взяты разности
   *[many] показания нарастающим итогом ({ $meters }), { $count } раз начатые заново; взяты разности
}
found-meters-named = { $meters }: { $names }
expected-one-unit = везде Вт·ч
found-kwh-from = кВт·ч с { $day } ({ $meters }); так и учтено
found-kwh-until = кВт·ч до { $day } ({ $meters }); так и учтено
found-kwh-for-a-while = кВт·ч на время с { $day } ({ $meters }); так и учтено
found-kwh-whole = кВт·ч во всех показаниях ({ $meters }); так и учтено
found-kwh-perhaps = меньше 10 Вт в долях Вт·ч ({ $meters }): кВт·ч? Учтено как Вт·ч
found-between-days = дня между { $first } и { $last }
expected-no-code = энергия, а не коды ошибок
expected-within-phases = не больше, чем проходит через фазы: по 25 кВт
expected-within-contract = не больше пяти мощностей договора
expected-within-past = не больше десятикратного значения, ниже которого 99 из 100 показаний счётчика
expected-at-most-mw = не больше 25 МВт
found-above = { $count ->
    [one] { $count } значение { $most } Вт·ч ({ $meters }); отброшено
    [few] { $count } значения до { $most } Вт·ч ({ $meters }); отброшены
   *[many] { $count } значений до { $most } Вт·ч ({ $meters }); отброшены
}
found-beyond = больше, часами подряд ({ $meters }): верна ли таблица счётчиков? Оставлено
expected-one-number = один номер на месте
found-exchanged = { $count ->
    [one] { $count } заменённый счётчик, { $pairs }; учтены как один ряд
    [few] { $count } заменённых счётчика, { $pairs }; каждая пара учтена как один ряд
   *[many] { $count } заменённых счётчиков, { $pairs }; каждая пара учтена как один ряд
}
found-one-for-another = { $new } вместо { $old }
expected-full-supply = не меньше, чем насчитали счётчики фидера
found-short-supply = { $count ->
    [one] меньше у { $count } фидера, { $name } (другая единица или счётчики другого фидера?)
    [few] меньше у { $count } фидеров, сильнее всего у { $name } (другая единица или счётчики других фидеров?)
   *[many] меньше у { $count } фидеров, сильнее всего у { $name } (другая единица или счётчики других фидеров?)
}
expected-supplied-watt-hours = Вт·ч
expected-feeder-of-meter = фидер, к которому подключён счётчик
found-meter-fits-better = { $meter }: подходит к фидеру { $to } лучше, чем к { $feeder } (записан не на тот фидер?); учтён там
found-meter-fits = { $meter } без фидера: подходит к фидеру { $to }; учтён там
found-meter-fits-not = { $meter }: не подходит ни к фидеру { $feeder }, ни к другим из данных (записан не на тот фидер?); не учтён
found-export = { $count ->
    [one] меньше около полудня в отдельные дни у { $count } фидера, { $name } (солнечная энергия отдаётся в сеть?); эти часы не учтены
    [few] меньше около полудня в отдельные дни у { $count } фидеров, первый из них { $name } (солнечная энергия отдаётся в сеть?); эти часы не учтены
   *[many] меньше около полудня в отдельные дни у { $count } фидеров, первый из них { $name } (солнечная энергия отдаётся в сеть?); эти часы не учтены
}
expected-all-customers = все потребители фидера в таблице счётчиков
found-unlisted = { $count ->
    [one] энергия ещё одного потребителя у { $count } фидера, { $name } (без сигнала)
    [few] энергия ещё одного потребителя у { $count } фидеров, первый из них { $name } (без сигнала)
   *[many] энергия ещё одного потребителя у { $count } фидеров, первый из них { $name } (без сигнала)
}
expected-within-limit = не больше { $limit } кВт·ч в месяц у дома — законный предел
found-over-limit = { $count ->
    [one] { $count } дом берёт больше, { $name } (само по себе не тревога)
    [few] { $count } дома берут больше, первый из них { $name } (само по себе не тревога)
   *[many] { $count } домов берут больше, первый из них { $name } (само по себе не тревога)
}
expected-tariffs = чей это счётчик (household — жильё, business — предприятие)
found-no-tariff = ни об одном счётчике это не известно: счётчики слабее 15 кВт оцениваются как жильё, и у предприятий среди них больше ложных тревог
expected-peers = пять счётчиков одного тарифа в запуске, чтобы знать, что обычно
found-few-peers = { $count ->
    [one] { $count } счётчик, { $name }: подобных слишком мало, он сравнивается с потребителями, на которых обучена модель
    [few] { $count } счётчика, первый из них { $name }: подобных слишком мало, они сравниваются с потребителями, на которых обучена модель
   *[many] { $count } счётчиков, первый из них { $name }: подобных слишком мало, они сравниваются с потребителями, на которых обучена модель
}
expected-full-window = окно от четырёх недель и интервалы до часа, на которые рассчитаны тревоги
found-reach = { $count ->
    [one] { $count } день по { $minutes } мин: из нагрузок, что есть с первого показания, хотя бы половина даёт тревогу только от { $kw } кВт
    [few] { $count } дня по { $minutes } мин: из нагрузок, что есть с первого показания, хотя бы половина даёт тревогу только от { $kw } кВт
   *[many] { $count } дней по { $minutes } мин: из нагрузок, что есть с первого показания, хотя бы половина даёт тревогу только от { $kw } кВт
}
found-no-reach = { $count ->
    [one] { $count } день по { $minutes } мин: из нагрузок, что есть с первого показания, тревогу даёт меньше половины даже при { $kw } кВт
    [few] { $count } дня по { $minutes } мин: из нагрузок, что есть с первого показания, тревогу даёт меньше половины даже при { $kw } кВт
   *[many] { $count } дней по { $minutes } мин: из нагрузок, что есть с первого показания, тревогу даёт меньше половины даже при { $kw } кВт
}
expected-fine-readings = интервалы от 15 до 60 минут или сутки, на которых обучены сигналы об аномальной нагрузке
found-coarse-readings = { $count ->
    [one] более длинные у { $count } счётчика, оценки которого вряд ли станут сигналами: задайте --threshold или обучите модель на своих показаниях
    [few] более длинные у { $count } счётчиков, оценки которых вряд ли станут сигналами: задайте --threshold или обучите модель на своих показаниях
   *[many] более длинные у { $count } счётчиков, оценки которых вряд ли станут сигналами: задайте --threshold или обучите модель на своих показаниях
}
found-no-learning-folder = нет папки с показаниями и разметкой
expected-learning-folder = папка с таблицами показаний и разметки или папка с такими папками

# Чем оказался файл или папка и что внутри.
found-atlas = атлас: { $name }
found-boundaries = границы (полигоны { $format })
found-line-file = линии ({ $format })
found-point-file = точки ({ $format }); читаются как выявления, если это они
found-no-geometry = { $format } без геометрии
found-mixed-geometry = { $format } с разной геометрией
found-table-folder = папка с таблицами
found-tables = { $contract }{ $count ->
    [one] {""}
    [few] {" "}в { $count } файлах
   *[many] {" "}в { $count } файлах
}: { $good }
found-no-known-table = папка, в которой нет известной таблицы
expected-atlas-or-tables = атлас (datapackage.json) или таблицы показаний, счётчиков, фидеров, погоды, разметки, баллов или выявлений
expected-own-detection-id = собственный detection_id
found-id-again = { $id }, как в { $line }
found-table = таблица со столбцами { $names }
expected-known-table = выявления (lon, lat или region), показания (meter_id, ts, wh), счётчики, фидеры, погода, разметка, баллы или статистики счётчиков
found-contract = { $id ->
   *[detections] выявления
    [readings] показания
    [meters] счётчики
    [feeders] фидеры
    [weather] погода
    [labels] разметка
    [scores] баллы
    [measures] статистики счётчиков
}
found-contract-file = { $contract } ({ $format })
found-good = { $counted } без ошибок
found-good-detections = годятся как выявления: { $count }
counted-regions = { $count ->
    [one] { $count } регион, округ или группа
    [few] { $count } региона, округа и группы
   *[many] { $count } регионов, округов и групп
}
counted-metrics = { $count ->
    [one] { $count } показатель
    [few] { $count } показателя
   *[many] { $count } показателей
}
counted-figures = { $count ->
    [one] { $count } значение
    [few] { $count } значения
   *[many] { $count } значений
}
counted-bans = { $count ->
    [one] { $count } запрет
    [few] { $count } запрета
   *[many] { $count } запретов
}
counted-sources = { $count ->
    [one] { $count } источник
    [few] { $count } источника
   *[many] { $count } источников
}
counted-conflicts = { $count ->
    [one] { $count } противоречие
    [few] { $count } противоречия
   *[many] { $count } противоречий
}
counted-constraints = { $count ->
    [one] { $count } ограничение
    [few] { $count } ограничения
   *[many] { $count } ограничений
}
counted-estimates = { $count ->
    [one] { $count } оценка
    [few] { $count } оценки
   *[many] { $count } оценок
}
counted-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
counted-boundaries = { $count ->
    [one] { $count } граница
    [few] { $count } границы
   *[many] { $count } границ
}
counted-features = { $count ->
    [one] { $count } объект
    [few] { $count } объекта
   *[many] { $count } объектов
}
counted-rings = { $count ->
    [one] { $count } кольцо
    [few] { $count } кольца
   *[many] { $count } колец
}
counted-lines = { $count ->
    [one] { $count } линия
    [few] { $count } линии
   *[many] { $count } линий
}
counted-points = { $count ->
    [one] { $count } точка
    [few] { $count } точки
   *[many] { $count } точек
}
counted-vertices = { $count ->
    [one] { $count } вершина
    [few] { $count } вершины
   *[many] { $count } вершин
}
counted-rows = { $count ->
    [one] { $count } строка
    [few] { $count } строки
   *[many] { $count } строк
}
counted-readings = { $count ->
    [one] { $count } показание
    [few] { $count } показания
   *[many] { $count } показаний
}
counted-detections = { $count ->
    [one] { $count } выявление
    [few] { $count } выявления
   *[many] { $count } выявлений
}
counted-trees = { $count ->
    [one] { $count } дерево
    [few] { $count } дерева
   *[many] { $count } деревьев
}
counted-meters = { $count ->
    [one] { $count } счётчик
    [few] { $count } счётчика
   *[many] { $count } счётчиков
}
counted-feeders = { $count ->
    [one] { $count } фидер
    [few] { $count } фидера
   *[many] { $count } фидеров
}
counted-weather-regions = { $count ->
    [one] { $count } регион
    [few] { $count } региона
   *[many] { $count } регионов
}
counted-labels = { $count ->
    [one] { $count } метка
    [few] { $count } метки
   *[many] { $count } меток
}
counted-scores = { $count ->
    [one] { $count } балл
    [few] { $count } балла
   *[many] { $count } баллов
}

# Рисунки и команды, которые невозможны.
error-no-metric = показателя «{ $found }» нет; похожие: { $nearest }; в атласе есть: { $known }
error-several-regions = регионов с названием «{ $found }» несколько: укажите код, один из { $codes }
error-no-region = региона «{ $found }» нет: укажите название или код; похожие: { $nearest }
error-no-palette = палитры «{ $found }» нет; есть: { $known }
error-diverging-palette = у палитры { $palette } есть середина, а у показателя её нет: выберите палитру от светлого к тёмному, например viridis
error-class-count = число классов – { $found }: выберите от { $least } до { $most }
error-class-breaks = свои границы классов должны быть разными числами по возрастанию
error-spec-form = это не описание рисунка: { $cause }
error-spec-no-version = это не описание рисунка: в нём нет "version": { $version }
error-spec-newer = версия описания – { $found }, а эта программа читает версии до { $version }: нужна более новая
error-spec-size = страница { $width } × { $height } пикселей: задайте стороны от { $least } до { $most }
error-page-small = на странице { $width } × { $height } пикселей карта не помещается рядом с легендой: при этой ширине нужна высота не меньше { $least } пикселей ({ $least_mm } мм)
error-page-narrow = на странице { $width } × { $height } пикселей карта не помещается рядом с легендой при любой высоте: возьмите страницу шире
error-spec-palette = палитры «{ $found }» нет; похожие: { $nearest }
error-no-source = у рисунка нет источника: добавьте источники в атлас или "source" в описание
error-no-boundary = у региона { $region } нет границы в этом атласе
error-chart-metric = в этом атласе нет показателя «{ $metric }», по которому строится диаграмма
error-no-encryption = здесь нельзя установить защищённое соединение: установлены ли системные сертификаты?
error-no-vega = у рисунков вида «{ $kind }» нет формы Vega-Lite; она есть у choropleth, growth, slope, ranking, diverging, scatter, balance и timeline
error-no-circles = у показателя «{ $metric }» нет чисел, по которым рисуют круги
error-circles-below-zero = у показателя «{ $metric }» есть значения меньше нуля, для которых круг нарисовать нельзя
error-no-figures-of-year = нет значений показателя «{ $metric }» за { $year } год; есть за { $years }
error-no-figures = ни у одного региона нет значения показателя «{ $metric }»
error-no-year = нет года, который можно показать
error-no-regions = в атласе нет регионов
error-nothing-known = о регионе { $region } ничего не известно
error-no-metrics = в атласе нет показателей
error-no-second-metric = ни у одного другого показателя нет значений для большинства регионов
error-few-years = у показателя «{ $metric }» есть значения меньше чем за два года: выберите годовой показатель или "years"
error-no-two-years = ни у одного региона нет значений показателя «{ $metric }» за два года из выбранных
error-no-centre = у показателя «{ $metric }» нет середины; она есть у показателей: { $others }
error-no-both = ни у одного региона нет значений сразу двух показателей, «{ $first }» и «{ $second }»
error-no-yearly-whole = нет годовых значений по всей территории, чтобы построить диаграмму
error-no-acts = нет ни законов, ни запретов, чтобы построить диаграмму
error-no-balance = ни у одного региона нет выработки и потребления за один и тот же период

# Показания в чужих форматах
found-foreign-folder = папка с показаниями счётчиков в известных форматах
found-foreign-readings = показания счётчиков в формате { $format }
found-foreign-table-of-readings = таблица показаний со своими столбцами
found-first-of = { $found }, всего таких { $count }
expected-energy = энергия не меньше нуля
expected-active-energy = активная энергия или мощность
expected-meter-unit-interval = счётчик, единица измерения и интервал
expected-check-sum = верная контрольная сумма
expected-register-in-one-unit = показания в одних и тех же единицах; скачок ровно в степень десяти — не энергия, показания в меньшей единице пропущены
expected-rising-register = растущие показания; счётчик заменён или сброшен
expected-reading-once = каждое значение один раз
expected-order-of-time = показания по порядку времени
expected-usable-value = значение, которое файл не считает пропущенным или негодным
expected-channel-with-energy = канал с энергией; нули за все сутки означают, что канала нет
expected-existing-time = существующее местное время; часы переводили вперёд
expected-register-below-end = показания в пределах разрядов счётчика; счёт продолжен с нуля
expected-measured = измеренное значение; расчётное или подставленное не служит доказательством и не учитывается
expected-known-quality = известная отметка достоверности; значение оставлено как сомнительное
expected-named-zone = файл с указанием часового пояса; взят обычный для формата
expected-known-zone = известная отметка часового пояса; взят обычный для формата
expected-season-of-zone = отметка сезона, согласная с часовым поясом; время взято по поясу и может отличаться на час (см. --zone)
expected-one-column-of-energy = один столбец энергии; названные столбцы не читаются
expected-named-unit = файл с указанием единицы; взята обычная для формата
expected-record-of-format = запись по правилам формата
expected-description = описание таблицы, какое пишет hashatlas describe
expected-full-description = описание, которого хватает для чтения показаний
found-also-open = { $first }; { $more }
found-open-question = не сказано: { $question }; выполните hashatlas describe { $path } -o readings.json
expected-readings-file = показания счётчиков в известном формате или таблица показаний
found-no-readings = другое содержимое
found-repeated-readings = { $count ->
    [one] { $count } повторное значение; учтено последнее
    [few] { $count } повторных значения; учтены последние
   *[many] { $count } повторных значений; учтены последние
}
found-readings-in-other-unit = { $count ->
    [one] { $count } значение до того, как стала известна единица; пропущено
    [few] { $count } значения до того, как стала известна единица; пропущены
   *[many] { $count } значений до того, как стала известна единица; пропущены
}
expected-single-interval = значения за один интервал
found-sums-of-intervals = { $count ->
    [one] { $count } сумма за пропуск в несколько интервалов
    [few] { $count } суммы за пропуски в несколько интервалов
   *[many] { $count } сумм за пропуски в несколько интервалов
}
found-interval-readings = { $count ->
    [one] { $count } значение, { $meters }
    [few] { $count } значения, { $meters }
   *[many] { $count } значений, { $meters }
}
found-exported-rows = { $count ->
    [one] { $count } значение отдачи в сеть, не учтено
    [few] { $count } значения отдачи в сеть, не учтены
   *[many] { $count } значений отдачи в сеть, не учтены
}
found-not-measured = { $count ->
    [one] { $count } значение не измерено: расчётное, замещённое или сомнительное
    [few] { $count } значения не измерены: расчётные, замещённые или сомнительные
   *[many] { $count } значений не измерены: расчётные, замещённые или сомнительные
}

# Таблицы не в виде простого текста и запросы к таблицам
found-encoding = { $name }, так и прочитано
expected-one-sheet = один лист
found-other-sheets = и другие, они не прочитаны ({ $others }); прочитан { $name }
expected-header-first = названия столбцов в первой строке
found-lines-above = { $count ->
    [one] над ними { $count } строка, она пропущена
    [few] над ними { $count } строки, они пропущены
   *[other] над ними { $count } строк, они пропущены
}
expected-rows-only = строки данных до конца
found-footer = { $count ->
    [one] строка итогов или примечаний, пропущена ({ $first })
    [few] { $count } строки итогов или примечаний, пропущены (начиная с { $first })
   *[other] { $count } строк итогов или примечаний, пропущены (начиная с { $first })
}
expected-json-object = объект JSON
found-columns-read-as = прочитано как: { $columns }
found-columns-unread = не прочитаны: { $columns }
expected-region-once = каждый регион один раз или один раз за год
expected-bounds = нижняя граница не больше верхней
found-turned-bounds = наоборот
expected-region-of-row = регион в каждой строке
expected-named-columns = название у каждого столбца чисел
found-column-without-name = столбец { $number } без названия; его числа не прочитаны
expected-region-column = столбец регионов (region, регион …) и столбцы чисел
found-region-table = показатели по регионам ({ $format })
found-figures-of = { $name }: { $count ->
    [one] { $count } значение
    [few] { $count } значения
   *[other] { $count } значений
}
found-column-read-as = { $column } → { $name }
expected-contract-names = столбцы с названиями по договору о данных
found-in-rows = { $found }, всего таких { $count } (ещё строки: { $others })
expected-numbers-only = только числа
found-mixed-text = { $count ->
    [one] { $count } значение не число, { $found } в строке { $line }: прочитано как текст
    [few] { $count } значения не числа, первое { $found } в строке { $line }: прочитано как текст
   *[other] { $count } значений не числа, первое { $found } в строке { $line }: прочитано как текст
}
query-statement = запрос
query-place = запрос, строка { $line }, знак { $column }
query-kind = { $kind ->
    [empty] ничего
    [integer] целые числа
    [number] числа
    [day] даты
    [time] время в UTC
   *[text] текст
}
expected-query-part = { $part }
query-part-statement = запрос SQL
query-part-expression = выражение
query-part-end = конец запроса
expected-select = один запрос SELECT
expected-query-table = таблица ({ $names })
expected-query-column = столбец ({ $names })
expected-fit = то, что подходит к столбцу { $column }, в котором { $kind ->
    [empty] ничего нет
    [integer] целые числа
    [number] числа
    [day] даты
    [time] время
   *[text] текст
}
error-query = { $cause }
# Файлы с фигурами в других форматах, чем GeoJSON.
expected-shape-without-arcs = полигоны, линии или точки без дуг
expected-degrees-or-crs = долготы и широты или система координат (файл .prj рядом с шейп-файлом)
expected-shallow-nesting = не такая глубокая вложенность
expected-less-to-unpack = меньше байтов до и после распаковки
expected-whole-file = целый файл
expected-known-shape-format = границы в известном формате (Shapefile, GeoPackage, FlatGeobuf, TopoJSON, GeoJSON, KML, GeoParquet, таблица с WKT)
expected-known-layer = имя одного из слоёв
expected-layer-of-shapes = слой с фигурами
expected-open-archive = архив без пароля, файлы в котором не сжаты или сжаты методом deflate
expected-plain-xml = XML без собственных сущностей
expected-value-of-column = значение того типа, что у столбца, или ничего
expected-named-encoding = верное указание кодировки (файл .cpg рядом с шейп-файлом)
expected-text-of-encoding = буквы в кодировке файла
expected-named-crs = система координат (файл .prj рядом с шейп-файлом)
expected-datum-parameters = датум, сдвиг которого известен без сетки; места могут отстоять на несколько сотен метров
expected-chosen-layer = один слой или имя слоя (--layer)
expected-row-a-shape = строка свойств для каждой фигуры (файл .dbf рядом с шейп-файлом)
expected-undeleted-rows = ни одной удалённой строки
expected-merged-journal = все изменения в самом файле: откройте и закройте его в программе, которая их сделала
expected-ending-of-shapes = имя с окончанием .gpkg, .geoparquet, .fgb, .geojson или .topojson
found-read-as = ни одной подходящей; прочитано как { $what }
found-taken-as-degrees = нет; взяты долгота и широта WGS 84
found-layer-taken = несколько; взят: { $what }
found-layers = слои: { $names }
# Что кроме ошибок говорят `check` и `describe`.
check-good = ошибок нет
check-left-out = { $count ->
    [one] { $count } строка или значение отброшено
    [few] { $count } строки или значения отброшены
   *[many] { $count } строк или значений отброшено
}
check-warnings = { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
   *[many] { $count } замечаний
}
check-more = … и ещё { $number }
contradicting = { $years }: эти утверждения не могут быть верны вместе. Исправьте одно из них или объявите противоречие: строка в таблице conflicts, её id в столбце conflict у каждого утверждения, стороны (a, b) — в столбце alternative.
contradicting-without-sides = { $years }: эти утверждения не могут быть верны вместе. Атлас объявляет противоречие ({ $conflict }), но не называет сторон: укажите a и b в столбце alternative, и оценки будут брать их по очереди.
contradicting-known = { $years }: эти утверждения не могут быть верны вместе; атлас объявляет это ({ $conflict }), и оценки берут стороны по очереди.
contradicting-statement = { $place }: { $text }
contradictions = { $n ->
    [0] { $atlas }: противоречий между источниками нет
    [one] { $atlas }: { $count } противоречие между источниками
    [few] { $atlas }: { $count } противоречия между источниками
   *[other] { $atlas }: { $count } противоречий между источниками
}
contradiction-undeclared = Атлас не объявляет это противоречие; в таблице остаются оба числа.
describe-needless = описание не нужно: файл читают detect --readings и convert
describe-open = Чего в файле нет:
describe-text = кодировка { $encoding }, разделитель полей { $separator }, десятичный знак { $decimal }, названия столбцов в строке { $line }
describe-meter = счётчик: столбец { $name }
describe-only-meter = счётчик: { $name }, единственный
describe-and = { $first } и { $second }
describe-time = время: { $columns }
describe-start = начало интервала
describe-end = конец интервала
describe-zone = часовой пояс { $zone }
describe-values = значения: { $columns }
describe-value-column = столбец { $name }
describe-part = строки одного времени, различающиеся столбцом { $name }, складываются
describe-value-sum = { $count ->
    [one] сумма { $count } столбца: { $names }
   *[many] сумма { $count } столбцов: { $names }
}
describe-value-columns = { $count ->
    [one] { $count } столбец
    [few] { $count } столбца
   *[many] { $count } столбцов
}
describe-of-unit = { $columns }, единица — { $unit }
describe-energy = энергия за интервал
describe-mean-power = средняя мощность за интервал
describe-register = показания нарастающим итогом
describe-every = { $count ->
    [one] каждую { $count } минуту
    [few] каждые { $count } минуты
   *[many] каждые { $count } минут
}
describe-meter-option = имя единственного счётчика
describe-in-file = укажите в файле, который записывает -o
describe-asks-meter = в каком столбце счётчик или как называется единственный счётчик
describe-asks-time = в каком столбце время
describe-asks-dates = как записаны даты
describe-asks-values = в каком столбце значения
describe-asks-unit = единица измерения
describe-asks-quantity = что означают значения
describe-asks-interval = длина интервала в минутах
describe-asks-stamp = время указано на начало или на конец интервала
describe-asks-zone = часовой пояс, если он не указан в самом времени: имя вроде Europe/Moscow, UTC или +03:00
expected-database-address = адрес базы данных, например postgres://user@host/database
expected-time-with-zone = «timestamp with time zone», например ts AT TIME ZONE 'Europe/Moscow' AS ts
expected-empty-table = таблица, которой ещё нет или которая пуста; ничего не записано
found-rows-in = строки в { $table }
usage-aggregate = aggregate берёт регионы атласа и указанный файл случаев: уберите --boundaries и --detections
usage-breaks-manual = --breaks указывают только с --method manual
usage-manual-breaks = для --method manual нужны --breaks, например --breaks 1000,5000
usage-one-region = { $kind } показывает один --region; несколько принимают { $able }
usage-one-year = { $kind } показывает один --year; несколько принимают { $able }
usage-figure-ending = вид рисунка определяется окончанием имени: { $forms }
usage-picture-ending = укажите имя с окончанием .pdf, .svg или .png
usage-dpi-png = --dpi указывают только с именем на .png
usage-too-many-pixels = PNG больше 400 млн пикселей: уменьшите страницу или число точек на дюйм
usage-same-file = { $one } и { $other } указывают на один файл, { $file }: укажите два разных
usage-same-folder = --folder и --state указывают на одну папку: укажите две разные
usage-broker-no-user = есть пароль к брокеру, но нет имени пользователя: укажите USER@{ $place }
usage-publish-topic = --publish { $topic }: под таким топиком брокер ничего не опубликует; укажите топик без подстановочных знаков
usage-publish-loop = --publish { $topic }: этот топик входит в число читаемых; укажите другой
usage-file-is-read = { $option } { $file } — файл, который читается ({ $read_by }): укажите другое имя
usage-the-detections = файл случаев
usage-the-spec = описание рисунка
usage-the-table = таблица
usage-an-input = входной файл
usage-a-log = журнал
usage-the-scenario = сценарий
usage-project-no-detections = { $file }: в проекте нет файла случаев
usage-register = укажите реестр: --register
usage-beside = --beside: нет показателя { $id }
usage-register-columns = { $file }: ожидались meter_id или lon и lat, найдено: { $found }
usage-moved = для --moved нужен --detections
usage-no-detection-of = { $file }: нет случаев в { $region }
usage-author = укажите автора: --author
usage-no-detection = { $file }: нет случая { $id }
usage-several-detections = у { $id } несколько случаев: укажите один из { $ids }
usage-level = --boundaries-of: ожидалось municipality, затем файл; найдено «{ $found }» (границы регионов — --boundaries)
run-sides-in-turn = { $contradiction }; каждая сторона учтена по очереди
run-no-reading = в них нет показаний; ничего не записано
run-one-boundary-file = ожидался один файл границ, указано: { $count }
run-no-polygon = в нём нет полигонов; ничего не записано
run-shapes-written = объектов: { $features }, контуров: { $rings }
run-nothing-measured = ни у одного счётчика нет показаний с одним шагом от 15 минут до суток; ничего не записано
run-measured = измерено: { $meters }
run-no-readings = нет показаний ни одного счётчика; ничего не записано
run-none-judged = { $meters }: ни у одного нет показаний за двое суток с одним шагом от 15 минут до суток, оценить нечего; ничего не записано
run-judged = { $meters }, { $readings }; оценено: { $judged }
run-judged-with-feeders = { $meters }, { $readings }; оценено: { $judged }, { $feeders }
run-nearest = До уровня тревоги не доходит ни одна нагрузка; наибольший балл { $score } — у { $name }
run-nearest-kw = До уровня тревоги не доходит ни одна нагрузка; наибольший балл { $score } — у { $name } ({ $kw } кВт)
run-no-region = без региона
run-cannot-hold = эти утверждения о { $years } не могут быть верны вместе: { $statements }
error-no-prior = априорного распределения «{ $found }» нет; есть { $known }
expected-position-not-zero = координаты; 0°, 0° в Гвинейском заливе — не место
expected-computed-formulas = значения формул; откройте книгу в табличном редакторе и сохраните её
found-uncomputed = { $count ->
    [one] { $count } формула не вычислена; значения нет
    [few] { $count } формулы не вычислены; значений нет
   *[many] { $count } формул не вычислены; значений нет
}
convert-loses-status = Показания смоделированы, а CSV не может этого сообщить: найденное в нём будет названо выявленным. Чтобы сохранить пометку, пишите Parquet.
# Почему сообщения брокера пропущены и почему их соответствия не годятся.
message-foreign = не сказано, как читать сообщения этого топика
message-malformed = ожидался JSON: { $cause }
message-missing = ожидалось поле { $member }
message-time = ожидалось время, найдено { $found }
message-number = ожидалось число не меньше нуля, найдено { $found }
message-unit = ожидалась единица энергии или мощности, найдено { $found }
message-timeless = сохранённое брокером сообщение без времени: неизвестно, когда оно было верно
message-too-long = сообщение в { $bytes } байт; ожидалось более короткое
message-ahead = время позже, чем время прибытия
mapping-register-of-power = у регистра должна быть единица энергии
mapping-power-needs-interval = для мощности нужно interval_s
mapping-end-needs-interval = для конца интервала нужно interval_s
mapping-pointer = ожидался указатель JSON Pointer, например /energy/total, найдено «{ $found }»
mapping-meter = ожидалось "meter" как JSON Pointer или с {"{"}2{"}"}, найдено «{ $found }»
expected-empty-folder = пустая папка
found-files-in-it = файлы в ней
expected-one-parquet = один файл Parquet с показаниями
expected-measures-file = признаки в том виде, в каком их пишет hashatlas.measure_file
found-another-file = другой файл
expected-measured-by = признаки, вычисленные версией { $version } программы
found-measured-by = вычисленные версией { $version }
expected-measured-once = показания, измеренные один раз
found-measured-twice = признаки для { $name } вычислены дважды
found-no-measures = признаков для них нет
expected-measured-rows = { $count ->
    [one] { $count } строка, как при измерении
    [few] { $count } строки, как при измерении
   *[many] { $count } строк, как при измерении
}
expected-measured-readings = все измеренные показания
found-measured-gone = нет файла { $name }
expected-meter-in-one-file = все показания счётчика в одном файле
found-meter-in-two-files = { $name } есть и в другом файле
usage-buckets-folder = --buckets пишет папку: в --output нужно имя без расширения
usage-folder-buckets = --output: для папки нужен --buckets; показания: .csv или .parquet; границы: .gpkg, .geoparquet, .fgb, .geojson или .topojson
