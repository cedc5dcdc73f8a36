# Страница отчёта.
report-skip = Перейти к карте
report-metric = Показатель
report-year = Год
report-region = Регион
report-zoom = Масштаб карты
report-zoom-in = Ближе
report-zoom-out = Дальше
report-zoom-whole = Вся карта
report-keys = Щелчок или Enter выбирает регион, стрелки переходят к соседним, Esc снимает выбор; Ctrl и колесо меняют масштаб.
report-chosen = Что выбрано
report-sort-hint = Заголовок столбца сортирует таблицу. Линия — диапазон, знак — значение: закрашен — опубликовано, наполовину — рассчитано, пустой — оценка.
report-no-script = Без скриптов диаграммы ниже показывают показатель и год, выбранные при создании страницы.
report-all-regions = Все регионы
report-ban-holds = действует запрет майнинга: весь регион
report-bounds-only = неизвестно: опубликованный диапазон слишком широк
report-clear = Показать все регионы
report-contents = Содержание
report-context = вне показанной территории
report-csv = Показанные данные (CSV)
report-svg = Карта (SVG)
report-disputed = спорная территория
report-growth-of = { $metric }: { $region }
report-interval = Диапазон
report-more-sources = и ещё { $count }
report-no-data = нет данных
report-no-growth = Данных по годам для выбранного нет. Выберите регион или другой показатель.
report-place = место { $place } из { $all }
report-region-count = (в скобках — число регионов)
report-self-sufficient = выработка = потребление
report-sheet-shown = Показано: { $title }
report-sources-disagree = источники расходятся
report-sure = диапазон в пределах класса
report-unsure = штриховка: диапазон шире класса
# Листы таблицы с данными рисунка.
workbook-data = Данные
workbook-sources = Источники
workbook-about = О рисунке
