
## Открытие и экспорт
cancel = Отмена
open-title = Открыть
open-path = ФАЙЛ ИЛИ ПУТЬ
open-hint = Начните вводить имя или путь; ↑ ↓ и Enter — выбор
open-up = Папка выше
open-up-hint = Подняться на папку (Backspace в пустом поле)
open-home = Домашняя папка
open-current = Текущая папка
open-browse = Обзор…
open-embedded = Закрыть свои файлы
open-no-system-dialog = Системное окно выбора файла здесь недоступно; список ниже его заменяет.
open-nothing = Здесь нечего открыть.
open-what = Можно открыть папку атласа, границы (Shapefile, GeoPackage, GeoJSON, KML…), таблицы выявлений или показателей (CSV, XLSX, ODS, Parquet…), показания счётчиков, проект. Файл можно и перетащить в окно.
open-recent = недавний · { $folder }
open-kind-atlas = атлас
open-kind-folder = папка
open-progress = Открывается { $name }…
open-embedded-name = встроенный атлас
open-again-name = файлы прошлого раза
open-failed = { $name } не открыт: { $why }. Всё, что было открыто, осталось.
open-again-failed = Файлы прошлого раза больше не открываются, поэтому показан встроенный атлас: { $why }.
drop-to-open = Отпустите, чтобы открыть: { $name }
size-b = { $size } байт
size-kb = { $size } кБ
size-mb = { $size } МБ
size-gb = { $size } ГБ
said-opened = Открыто: { $name }.
said-saved = Сохранено: { $path }
said-picture-copied = Изображение в буфере обмена.
save = Сохранить
save-name = ИМЯ ФАЙЛА
save-folder = ПАПКА
save-exists = { $name } уже есть. Заменить?
save-replace = Заменить
save-keep = Оставить
save-failed = Не сохранено: { $why }
export-title = Экспорт изображения
export-figure = ИЗОБРАЖЕНИЕ
export-language = ЯЗЫК
export-page = СТРАНИЦА
export-form = ФАЙЛЫ
export-files = { $n ->
    [0] отметьте хотя бы один формат
    [one] { $count } файл
    [few] { $count } файла с одними и теми же подписями
   *[other] { $count } файлов с одними и теми же подписями
}
export-vision = КАК ЭТО ВИДЯТ
export-preview = Предпросмотр изображения
picture-map = Карта
vision-full = Обычное зрение
vision-deuteranopia = Дейтеранопия
vision-protanopia = Протанопия
vision-tritanopia = Тританопия
vision-grey = Без цвета
vision-fine = Классы различимы: соседние отличаются не менее чем на { $apart } (CIEDE2000; достаточно { $least }).
vision-warning = Классы { $first } и { $second } легко спутать: они отличаются на { $apart } (CIEDE2000), а нужно { $least }. Помогут меньшее число классов или другая палитра.
table-title = Экспорт таблицы
table-metrics = ПОКАЗАТЕЛИ
table-on-screen = Таблица на экране
table-russian-csv = CSV для русского Excel
table-all-metrics = Все показатели
table-years = ГОДЫ
table-all-years = Все годы
table-form = ФАЙЛ
table-rows = { $n ->
    [one] { $count } строка: статус, границы и источник у каждого значения
    [few] { $count } строки: статус, границы и источник у каждого значения
   *[many] { $count } строк: статус, границы и источник у каждого значения
}
problems-title = Ошибки в открытых файлах
problems-show = Показать ошибки
problems-filter = Фильтр
find-title = Найти фермы по этим показаниям
find-note = Выявления записываются в этот файл и открываются вместе с показаниями
find-note-converted = Выявления записываются в этот файл и открываются; показания преобразуются по описанию и записываются рядом
find-output = Файл выявлений
find-button = Найти фермы в этом файле…
find-not-ready = Сначала ответьте на вопросы выше
find-known = { $what }; описывать нечего.
find-progress = Поиск ферм в { $name }…
find-told = { $found } по показаниям: { $judged }.
find-told-nearest = { $told } { $nearest }.
find-exists = Уже есть: { $names }.
problems-copy = Копировать список
problems-none = Ошибок нет.
problems-errors = { $n ->
    [one] { $count } строка или значение отброшено
    [few] { $count } строки или значения отброшены
   *[many] { $count } строк или значений отброшено
}
problems-warnings = { $n ->
    [one] { $count } замечание
    [few] { $count } замечания
   *[many] { $count } замечаний
}
problems-more = { $n ->
    [one] и ещё { $count }: посчитано, но не показано
    [few] и ещё { $count }: посчитаны, но не показаны
   *[many] и ещё { $count }: посчитаны, но не показаны
}
problems-file = Файл
problems-where = Где
problems-column = Столбец
problems-expected = Ожидалось
problems-found = Найдено
problems-line = строка { $number }
problems-row = запись { $number }
problems-feature = объект { $number }
problems-and-more = { $place } и ещё { $count }
tiles-title = Показывать карту из сети?
tiles-what = Подложка под регионами будет загружаться с сервера OpenStreetMap, tile.openstreetmap.org. © Участники OpenStreetMap.
tiles-privacy = Сервер узнает адрес этого компьютера и места, которые вы смотрите. Ваши файлы и данные не отправляются.
tiles-terms = Сервер содержат добровольцы:
tiles-policy = правила использования
tiles-later = До сих пор ничего не запрашивалось. При каждом запуске онлайн-карта выключена.
tiles-yes = Показывать онлайн-карту
tiles-no = Нет, остаться офлайн
page-web = Веб 1200 × 675
page-square = Квадрат 1080 × 1080
page-a4 = A4
page-column = Колонка 85 мм
page-slide = Слайд 16 : 9
picture-symbols = Карта с кругами
picture-small-multiples = Карты по годам
picture-bivariate = Карта двух показателей
picture-slope = Линии изменений
picture-diverging = Столбцы в обе стороны
picture-scatter = Диаграмма рассеяния
print-theme-light = Светлые
print-theme-dark = Тёмные
print-theme-print = Для печати
export-theme = ЦВЕТА
export-patterns = Узоры вместе с цветом
export-spec = Описание (JSON)
export-from-data = пишется по данным
export-headline = ЗАГОЛОВОК
export-subtitle = ПОДЗАГОЛОВОК
export-note = ПРИМЕЧАНИЕ
export-credit = АВТОР, РЯДОМ С ИСТОЧНИКАМИ
picture-region-sheet = Справка о регионе

described-title = Как прочитан файл { $name }
described-open = { $n ->
    [one] Файл не отвечает на { $count } вопрос: выберите ответ ниже.
    [few] Файл не отвечает на { $count } вопроса: выберите ответы ниже.
   *[many] Файл не отвечает на { $count } вопросов: выберите ответы ниже.
}
described-complete = Вопросов нет: описание можно сохранить.
described-known = Вопросов нет: таблица читается как есть.
described-meter = счётчик
described-time = время
described-time-of-day = время суток
described-values = значения
described-unread = не читается
described-column = Столбец { $column }: { $part }
described-more-columns = { $n ->
    [one] … и ещё { $count } столбец
    [few] … и ещё { $count } столбца
   *[many] … и ещё { $count } столбцов
}
described-above = Выберите столбец выше.
described-meter-name = Название единственного счётчика
described-zone = Часовой пояс
described-zones = Выбрать…
described-zone-list = Список часовых поясов
described-no-zone = Такого часового пояса нет
described-no-readings = Показаний не найдено: проверьте столбцы, даты и единицу.
described-day-later = Первые сутки появятся, когда станет известно, что такое значения, в каких они единицах и какой длины интервал.
described-day = { $day }: не более { $peak }, всего { $energy } кВт·ч
described-of-meter = Счётчик { $meter }, { $day }
described-save = Сохранить описание
described-next = По описанию файл читают другие команды:
described-copy-command = Копировать команду
unit-wh = Вт·ч
unit-mwh = МВт·ч
unit-w = Вт
columns-note = Как понят каждый столбец. Где неверно, выберите другое.
columns-missing = Строкам нужны долгота и широта либо регион вместе с видом, датой, мощностью или баллом.
columns-read = Прочитать так
columns-keep = Всё верно
columns-choose = Указать столбцы…
meaning-lon = долгота
meaning-lat = широта
meaning-region = регион
meaning-kind = вид
meaning-kw = мощность, кВт
meaning-score = балл
meaning-first-seen = первый день
meaning-last-seen = последний день
meaning-status = статус
meaning-legal = законность
top-errors = { $n ->
    [one] { $count } ошибка
    [few] { $count } ошибки
   *[many] { $count } ошибок
}
figures-read = { $n ->
    [one] Как понят каждый столбец; прочитана { $count } строка.
    [few] Как понят каждый столбец; прочитаны { $count } строки.
   *[many] Как понят каждый столбец; прочитано { $count } строк.
}
figures-period = период
figures-metric = показатель
figures-missing = Таблице нужен столбец регионов и столбец показателя.
figures-low = нижняя граница: { $column }
figures-high = верхняя граница: { $column }
