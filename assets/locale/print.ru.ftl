## Печатные рисунки
map-inset = крупнее в { $times } { $n ->
    [one] раз
    [few] раза
    [many] раз
   *[other] раза
}
map-inset-letters = АБ
map-circles = площадь круга — значение
map-circle-known = опубликовано или рассчитано
map-circle-estimated = оценка
map-circle-most = верхняя граница интервала
map-circle-most-short = верхняя граница
map-circle-known-short = известно
map-circles-short = площадь — значение
rank-or = или
two-metrics = { $first } и { $second }
bivariate-subtitle = Чем темнее, тем больше и того и другого
bivariate-alt = Больше всего и того и другого: { $regions }.
multiples-alt = Карты по годам: { $title }.
slope-regions = { $n ->
    [one] { $count } регион
    [few] { $count } региона
   *[other] { $count } регионов
}
slope-others = другие регионы
slope-log = Логарифмическая шкала: одинаковый наклон — одинаковый рост
periods-other = За другой период — { $list }.
slope-alt-line = { $region }: было { $from }, стало { $to }.
diverging-alt = { $title }. Выше { $centre }: регионов – { $above }; не выше: { $below }. { $ends }.
scatter-subtitle = Каждая точка — регион; кресты — возможные границы
scatter-log = логарифмическая ось
left-out = Не показаны: { $list }.
left-out-no-pair = нет данных о выработке и потреблении за один и тот же период
left-out-range-in-a-year = за один из годов лишь диапазон
left-out-few-years = данные меньше чем за два года
scatter-alt = { $n ->
    [one] { $title }. { $count } регион: { $x } (вправо) и { $y } (вверх).
    [few] { $title }. { $count } региона: { $x } (вправо) и { $y } (вверх).
   *[other] { $title }. { $count } регионов: { $x } (вправо) и { $y } (вверх).
}
chart-more-between = { $n ->
    [one] … между ними ещё { $count }, для него нет места
    [few] … между ними ещё { $count }, для них нет места
   *[other] … между ними ещё { $count }, для них нет места
}
growth-gap = { $n ->
    [one] { $count } год без данных
    [few] { $count } года без данных
   *[many] { $count } лет без данных
}
years-left-out = Не показаны за недостатком места: { $years }.
map-ban-dates = Сроки запретов: { $list }.
ranking-places = Слева — место среди всех регионов: опубликованное или то, которое допускают интервалы. Порядок строк — по значению, у диапазонов — по нижней границе.
ranking-open = { $n ->
    [one] Не показан { $count } регион: известны лишь границы { $range }.
    [few] Не показаны { $count } региона: известны лишь границы { $range }.
   *[other] Не показано { $count } регионов: известны лишь границы { $range }.
}
ranking-open-widest = { $n ->
    [one] Не показан { $count } регион: известен лишь диапазон { $range }.
    [few] Не показаны { $count } региона: известны лишь диапазоны, самый широкий — { $range }.
   *[other] Не показано { $count } регионов: известны лишь диапазоны, самый широкий — { $range }.
}
bans-title = Региональные запреты майнинга: { $count } из { $all } регионов
bans-title-of = Запреты майнинга в { $count } из { $all } регионов: { $place }
bans-in-parts = в { $count } из { $all } регионов
message-leads = { $name }: лидирует { $region }, { $figure }
message-growth = { $name }: { $change } за { $year } год
message-balance = { $n ->
    [one] Не меньше { $surplus } из { $all } регионов вырабатывает больше электричества, чем потребляет
   *[other] Не меньше { $surplus } из { $all } регионов вырабатывают больше электричества, чем потребляют
}
