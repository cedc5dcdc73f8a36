# Слова программы по-русски. Названия регионов, показателей и источников приходят из данных.
farms-count = { $n ->
    [one] { $count } ферма
    [few] { $count } фермы
   *[many] { $count } ферм
}
unit-twh = ТВт·ч

## Months
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
