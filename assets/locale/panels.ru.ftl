
## Слова диаграмм и таблицы под картой
column-value = Значение
column-low = От
column-high = До
column-unit = Единица
column-rank = Место
column-ban = Запрет майнинга
column-year = Год
column-growth = Изменение, %
column-generation = Выработка, ТВт·ч
column-consumption = Потребление, ТВт·ч
column-farms = Выявленные фермы
table-exact = точно
table-unknown = неизвестно
balance-side-surplus = избыток
balance-side-deficit = дефицит
panel-more = Ещё
panel-export = Экспорт…
panel-export-hint = Сохранить диаграмму такой, какой она будет в печати
panel-copy-picture = Копировать рисунок
panel-copy-picture-hint = Поместить диаграмму в буфер обмена как рисунок
panel-copy-data = Копировать данные
panel-copy-data-hint = Скопировать значения с диапазонами, статусом и источниками, чтобы вставить в электронную таблицу
panel-export-table = Экспорт таблицы…
panel-export-table-hint = Записать таблицу в файл вместе с источниками (Ctrl+Shift+E)
growth-nothing = Данных по годам об этом здесь нет.
growth-no-number = Запреты — не число, роста у них нет. Смотрите вкладку о законах и запретах.
ranking-place-head = Место
ranking-nothing = Ни у одного региона нет данных за выбранный год.
ranking-no-number = Запреты — не число, по ним регионы не упорядочить. Все они есть в таблице.
balance-nothing = Ни для одного региона нет выработки и потребления за один период.
timeline-nothing = Законов и запретов здесь нет.
timeline-click = Щелчок выберет его регионы — не больше четырёх.
table-filter = Отбор: слова или balance < 0 и farms > 2000
table-filter-help = Слова ищутся в строках. Выражение сравнивает показатели по их обозначениям: balance < 0 и farms > 2000, округ = "Сибирский ФО", fas_max_rate is missing. Остаются строки, для которых условие выполнено наверняка, что бы ни допускали интервалы; отсутствующее значение никогда не считается нулём.
table-columns = Столбцы…
table-one-metric = Только показанный показатель
table-by-district = По округам
table-open = { $n ->
    [one] и { $count }, который может подойти
   *[other] и { $count }, которые могут подойти
}
table-open-hint = Их интервалы захватывают границу, или значения нет
column-code = Код
column-district = Округ
table-no-match = Подходящих строк нет.
table-copy = Копировать таблицу
table-copy-hint = Скопировать строки в этом порядке с диапазонами, статусом и источниками, чтобы вставить в электронную таблицу
table-copy-row = Копировать строку
table-sort = Упорядочить по столбцу: { $column }
table-ascending = по возрастанию
table-descending = по убыванию
marked-count = { $n ->
    [one] { $count } регион отмечен ✕
    [few] { $count } региона отмечено ✕
   *[many] { $count } регионов отмечено ✕
}
marked-hint = Остальные на карте бледны, а в таблице их нет. Снять отметки: щелчок или Esc
table-count = { $n ->
    [one] { $count } строка из { $all }
    [few] { $count } строки из { $all }
   *[many] { $count } строк из { $all }
}

## Выражения в таблице
expression-at = Символ { $place }: { $why }
expression-letter = знак «{ $found }» здесь ничего не значит
expression-open-quote = нет закрывающей кавычки
expression-number = «{ $found }» — не число
expression-comma = «{ $found }» можно прочесть двояко: пишите тысячи без запятой
expression-name = показателя «{ $found }» нет; похожие: { $near }
expression-end = конец
expression-unexpected = ожидается { $expected }, а здесь { $found }
expression-expected-and = «и», «или» либо конец
expression-expected-close = закрывающая скобка «)»
expression-expected-is = «=» или «≠» и название
expression-expected-sign = знак сравнения, например < или ≥
expression-expected-known = «known» (известно) или «missing» (нет данных)
expression-expected-words = название в кавычках
expression-expected-number = число или показатель
expression-two-signs = одно сравнение за раз: соедините два союзом «и»
expression-text = «{ $name }» — название, а не число: используйте = или ≠
expression-too-deep = слишком много вложенных скобок
