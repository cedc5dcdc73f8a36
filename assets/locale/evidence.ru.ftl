# Почему что-то выявлено: с какого времени, сколько и что за это говорит.
evidence-of-load = нагрузка, похожая на майнинг
evidence-of-tampering = счётчик учитывает не всю энергию
evidence-of-connection = отбор энергии в обход счётчиков
evidence-of-load-kw = нагрузка, похожая на майнинг, около { $kw } кВт
evidence-of-tampering-kw = счётчик недоучитывает около { $kw } кВт
evidence-of-connection-kw = отбор около { $kw } кВт в обход счётчиков
evidence-since = { $what }, заметно с { $day }
evidence-traits = { $what }: { $traits }
evidence-because = { $what }; сильнее всего на балл повлияли: { $reasons }
evidence-and = { $what }; { $more }
evidence-made-up = { $n ->
    [one] из { $intervals } прочитанного интервала расчётных — { $estimated }, подставленных — { $substituted }; они не учтены
   *[other] из { $intervals } прочитанных интервалов расчётных — { $estimated }, подставленных — { $substituted }; они не учтены
}
evidence-value = { $name } { $value }
# Насколько что-то видно рядом со случайным, и то, что больше всякой меры.
evidence-standard-errors = { $n ->
    [many] { $value } стандартных ошибок
   *[other] { $value } стандартной ошибки
}
evidence-over = больше { $value }
evidence-peers = у { $others } { $value }
# С кем сравнивают, в родительном падеже.
peers-tariff = других того же тарифа
peers-unknown-tariff = других счётчиков с неизвестным тарифом
peers-learned = потребителей того же тарифа, на которых обучена модель
peers-feeders = других фидеров
evidence-past = раньше { $value }
trait-day-and-night = круглосуточно
trait-timed = включается каждый день с { $on } до { $off }
trait-flat = без колебаний
trait-grows = растёт
trait-standing = с первого показания
trait-comes-and-goes = с перерывами
trait-at-weekends = по выходным
trait-on-workdays = по рабочим дням
trait-no-weekend = в выходные так же, как в будни
trait-ignores-cold = не зависит от холода
trait-times-peers = { $n ->
    [one] базовая нагрузка в { $times } раз больше, чем у { $others }
    [few] базовая нагрузка в { $times } раза больше, чем у { $others }
    [many] базовая нагрузка в { $times } раз больше, чем у { $others }
   *[other] базовая нагрузка в { $times } раза больше, чем у { $others }
}
trait-over-limit = { $kwh } кВт·ч в месяц при законном пределе для дома { $limit }
trait-base-before = раньше базовая нагрузка { $kw } кВт
trait-zero-days = { $n ->
    [one] { $count } день подряд без энергии
    [few] { $count } дня подряд без энергии
   *[other] { $count } дней подряд без энергии
}
trait-frozen-days = { $n ->
    [one] одно и то же показание { $count } день
    [few] одно и то же показание { $count } дня
   *[other] одно и то же показание { $count } дней
}
trait-capped = { $percent } % показаний равны одному наибольшему значению
trait-zero-nights = нули только ночью
trait-fell = потребление упало на { $percent } % и осталось таким (так же выглядит выезд жильцов)
trait-nothing-before = раньше базовой нагрузки не было
trait-loses = фидер теряет { $percent } % энергии
trait-loses-more = фидер теряет { $percent } % энергии (другие { $usual } %)
trait-silent-meters = { $n ->
    [one] { $count } счётчик на нём без показаний
    [few] { $count } счётчика на нём без показаний
   *[other] { $count } счётчиков на нём без показаний
}
trait-clock-behind = часы фидера отстают от часов счётчиков на { $hours } ч, это учтено
trait-clock-ahead = часы фидера спешат на { $hours } ч против часов счётчиков, это учтено
trait-iron-losses = постоянные потери { $kw } кВт, как у трансформатора на { $least }–{ $most } кВА
trait-iron-losses-one = постоянные потери { $kw } кВт, как у трансформатора на { $least } кВА
trait-beyond-iron = постоянные потери { $kw } кВт, больше, чем у трансформатора
trait-export = { $n ->
    [one] в { $count } день около полудня отпущено меньше, чем насчитали его счётчики (солнечная энергия отдаётся в сеть?), эти часы не учтены
    [few] в { $count } дня около полудня отпущено меньше, чем насчитали его счётчики (солнечная энергия отдаётся в сеть?), эти часы не учтены
   *[many] в { $count } дней около полудня отпущено меньше, чем насчитали его счётчики (солнечная энергия отдаётся в сеть?), эти часы не учтены
}
trait-stray-meters = { $n ->
    [one] { $count } счётчик из его таблицы подключён в другом месте и не учтён
    [few] { $count } счётчика из его таблицы подключены в другом месте и не учтены
   *[many] { $count } счётчиков из его таблицы подключены в другом месте и не учтены
}
trait-adopted-meters = { $n ->
    [one] { $count } счётчик, отнесённый таблицей к другому месту, подключён к нему и учтён
    [few] { $count } счётчика, отнесённые таблицей к другому месту, подключены к нему и учтены
   *[many] { $count } счётчиков, отнесённых таблицей к другому месту, подключены к нему и учтены
}
trait-ended-meters = { $n ->
    [one] показания { $count } счётчика на нём начались или кончились
    [few] показания { $count } счётчиков на нём начались или кончились
   *[many] показания { $count } счётчиков на нём начались или кончились
}
trait-exchanged-meters = { $n ->
    [one] на нём заменён { $count } счётчик
    [few] на нём заменены { $count } счётчика
   *[many] на нём заменено { $count } счётчиков
}
trait-like-customer = похоже на ещё одного потребителя фидера (которого нет в таблице?)
trait-explains-losses = потери фидера меняются вместе с этим счётчиком
trait-stands-still = показания стоят, пока берётся энергия
trait-falls-with-losses = показывает меньше, когда потери растут
statistic-mean-kw = средняя мощность, кВт
statistic-variation = коэффициент вариации показаний
statistic-missing = доля пропущенных показаний
statistic-zero = доля нулевых показаний
statistic-p05 = 5-й процентиль нагрузки, в долях средней
statistic-p50 = медиана нагрузки, в долях средней
statistic-p95 = 95-й процентиль нагрузки, в долях средней
statistic-load-factor = коэффициент заполнения графика нагрузки (средняя к максимуму)
statistic-p95-kw = 95-й процентиль нагрузки, кВт
statistic-mode-mass = доля показаний на преобладающем уровне нагрузки
statistic-mode-level = преобладающий уровень нагрузки, в долях средней
statistic-below-mode = доля показаний ниже преобладающего уровня
statistic-night = ночная нагрузка (23:00–07:00), в долях средней
statistic-evening = вечерняя нагрузка (17:00–21:00), в долях средней
statistic-noon = дневная нагрузка (10:00–16:00), в долях средней
statistic-weekend = отношение нагрузки выходных дней к рабочим
statistic-weekend-base = отношение базовой нагрузки выходных дней к рабочим
statistic-night-base = отношение ночной базовой нагрузки к дневной
statistic-day-shape = разброс среднего суточного графика, в долях средней
statistic-clock-rise = ежедневное включение в один и тот же час, в долях средней
statistic-clock-rise-kw = ежедневное включение в один и тот же час, кВт
statistic-clock-rise-repeat = повторяемость ежедневного включения
statistic-clock-rise-hour = час ежедневного включения
statistic-clock-fall = ежедневное отключение в один и тот же час, в долях средней
statistic-clock-fall-repeat = повторяемость ежедневного отключения
statistic-clock-fall-hour = час ежедневного отключения
statistic-clock-equal = соответствие ежедневного включения и отключения по величине
statistic-clock-rise-before = ежедневное включение в тот же час в первую неделю, в долях средней
statistic-clock-calm = колебания нагрузки между включением и отключением относительно остальных часов
statistic-clock-size-kw = ежедневно включаемая мощность, кВт
statistic-timer-share = минимальная нагрузка при включённом таймере сверх соседних часов, в долях средней
statistic-timer-spread = разброс по дням минимальной нагрузки при включённом таймере
statistic-timer-kept = доля дней, когда работает таймер
statistic-timer-step = скачок нагрузки, включаемой таймером, в долях средней
statistic-timer-step-t = значимость скачка нагрузки, включаемой таймером
statistic-repeat-hour = автокорреляция нагрузки через 1 час
statistic-repeat-day = автокорреляция нагрузки через сутки
statistic-repeat-week = автокорреляция нагрузки через неделю
statistic-cycle-likeness = сходство соседних циклов включения
statistic-cycle-hours = длительность цикла включения, ч
statistic-rough = среднее изменение между соседними показаниями
statistic-rough-median = медианное изменение между соседними показаниями
statistic-still = доля показаний, почти равных предыдущему
statistic-calm-share = доля 6-часовых отрезков с постоянной нагрузкой
statistic-calm-best = разброс нагрузки за самые ровные 6 часов
statistic-calm-quartile = нижний квартиль разброса нагрузки за 6 часов
statistic-calm-level = шум при минимальной нагрузке
statistic-floor6-max = наибольший 6-часовой минимум нагрузки, в долях средней
statistic-floor6-median = медиана 6-часовых минимумов нагрузки, в долях средней
statistic-floor24-max = наибольший суточный минимум нагрузки, в долях средней
statistic-floor24-max-kw = наибольший суточный минимум нагрузки, кВт
statistic-floor24-median = медиана суточных минимумов нагрузки, в долях средней
statistic-floor24-min = наименьший суточный минимум нагрузки, в долях средней
statistic-floor24-min-kw = наименьший суточный минимум нагрузки, кВт
statistic-floor72-max = наибольший трёхсуточный минимум нагрузки, в долях средней
statistic-floor72-range-kw = размах трёхсуточных минимумов нагрузки, кВт
statistic-floor6-spread = разброс 6-часовых минимумов нагрузки
statistic-shifts-week = число изменений уровня минимальной нагрузки в неделю
statistic-shift-rise = наибольший рост минимальной нагрузки, в долях средней
statistic-shift-fall = наибольшее снижение минимальной нагрузки, в долях средней
statistic-shift-same-share = доля изменений уровня одной величины
statistic-shift-same = обычная величина изменения уровня, в долях средней
statistic-shift-same-kw = обычная величина изменения уровня, кВт
statistic-shift-same-week = число изменений уровня одной величины в неделю
statistic-dips-week = число кратковременных провалов нагрузки в неделю
statistic-dip-depth = медианная глубина кратковременных провалов, в долях минимальной нагрузки
statistic-household = бытовой потребитель
statistic-phases = число фаз
statistic-contract-share = базовая нагрузка, в долях договорной мощности
statistic-core-kw = постоянная нагрузка, кВт
statistic-core-even = нижний квартиль нагрузки, в долях постоянной
statistic-core-hours = различие нагрузки в часы покоя между частями суток
statistic-core-days = различие базовой нагрузки между сутками
statistic-rise-spread = разброс добавившейся нагрузки, в долях её самой
statistic-rise-heat = корреляция добавившейся нагрузки с похолоданием
statistic-rise-unheated = доля добавившейся нагрузки, не зависящая от погоды
statistic-recent-rise-kw = минимальная нагрузка последних суток сверх всех прежних, кВт
statistic-recent-ratio = минимальная нагрузка последних суток, в долях обычного минимума
statistic-recent-half-kw = минимальная нагрузка последних 12 часов сверх прежней, кВт
statistic-recent-share = превышение минимума последних суток над прежними, в долях средней
statistic-base-over-peers = базовая нагрузка относительно медианы сходных потребителей
statistic-base-over-high = базовая нагрузка относительно 90-го процентиля сходных потребителей
statistic-core-over-high = постоянная нагрузка относительно 90-го процентиля сходных потребителей
statistic-mean-over-peers = средняя мощность относительно медианы сходных потребителей
statistic-base-share = базовая нагрузка, в долях средней
statistic-base-kw = базовая нагрузка, кВт
statistic-base-spread = разброс базовой нагрузки по дням
statistic-base-step-kw = скачок базовой нагрузки, кВт
statistic-base-step = скачок базовой нагрузки, в долях средней
statistic-base-step-t = значимость скачка базовой нагрузки
statistic-base-step-ratio = отношение базовой нагрузки после скачка к прежней
statistic-base-before = базовая нагрузка до скачка, в долях средней
statistic-mean-step = скачок среднесуточной нагрузки
statistic-mean-step-t = значимость скачка среднесуточной нагрузки
statistic-step-fullness = доля скачка, работающая круглосуточно
statistic-base-trend = тренд базовой нагрузки
statistic-base-tau = тау Кендалла для тренда базовой нагрузки
statistic-base-two-levels = доля дисперсии базовой нагрузки, объяснимая двумя уровнями
statistic-base-level-gap = разность двух уровней базовой нагрузки, в долях средней
statistic-base-upper-spread = разброс базовой нагрузки в дни верхнего уровня
statistic-quarter-step = устойчивый рост минимальной нагрузки, в долях средней
statistic-quarter-step-kw = устойчивый рост минимальной нагрузки, кВт
statistic-quarter-step-t = значимость устойчивого роста минимальной нагрузки
statistic-step-gap = разрыв между минимальными нагрузками до и после устойчивого роста
statistic-step-even = равномерность роста минимальной нагрузки по часам суток
statistic-step-sharp = резкость роста минимальной нагрузки
statistic-timed-step = рост минимальной нагрузки в одной части суток, в долях средней
statistic-timed-step-t = значимость роста минимальной нагрузки в одной части суток
statistic-day-range = суточный размах нагрузки, в долях средней
statistic-day-range-best = размах нагрузки за самые ровные сутки, в долях средней
statistic-heat-mean = корреляция нагрузки с похолоданием
statistic-heat-base = корреляция базовой нагрузки с похолоданием
statistic-heated-step = скачок нагрузки сверх влияния погоды
statistic-heated-step-t = значимость скачка сверх влияния погоды
statistic-day-variation = изменчивость нагрузки по дням
statistic-day-repeat = корреляция соседних суток
statistic-day-week = корреляция суток через неделю
statistic-drop7 = неделя наибольшего спада, в долях предыдущей
statistic-fall = устойчивое снижение среднесуточной нагрузки, в долях средней
statistic-fall-t = значимость устойчивого снижения среднесуточной нагрузки
statistic-last-first = нагрузка последней трети периода, в долях первой
statistic-zero-days = доля суток без потребления
statistic-zero-run-days = самая длинная серия нулевых показаний, сут
statistic-frozen-run-days = самая длинная серия одинаковых показаний, сут
statistic-frozen = доля повторяющихся подряд показаний
statistic-capped = доля показаний на максимальном значении
statistic-night-zeros = доля нулевых показаний, приходящихся на ночь
statistic-day-min = наименьшее суточное потребление, в долях среднего
statistic-day-max = наибольшее суточное потребление, в долях среднего
statistic-base-with-peers = корреляция базовой нагрузки со сходными потребителями
statistic-base-peer-slope = коэффициент регрессии базовой нагрузки на сходных потребителей
statistic-base-peer-step = скачок базовой нагрузки сверх сходных потребителей
statistic-base-peer-step-t = значимость скачка базовой нагрузки сверх сходных потребителей
statistic-mean-with-peers = корреляция нагрузки со сходными потребителями
statistic-mean-peer-slope = коэффициент регрессии нагрузки на сходных потребителей
statistic-mean-peer-step = скачок средней нагрузки сверх сходных потребителей
statistic-mean-peer-step-t = значимость скачка средней нагрузки сверх сходных потребителей
statistic-night-with-peers = корреляция ночной нагрузки со сходными потребителями
statistic-night-peer-slope = коэффициент регрессии ночной нагрузки на сходных потребителей
statistic-night-peer-step = скачок ночной нагрузки сверх сходных потребителей
statistic-night-peer-step-t = значимость скачка ночной нагрузки сверх сходных потребителей
statistic-constant-loss-share = постоянные потери фидера, доля отпуска
statistic-quadratic-loss-share = нагрузочные потери фидера, доля отпуска
statistic-noise-share = случайная составляющая небаланса
statistic-wander = дрейф небаланса фидера
statistic-daily-wander = дрейф небаланса фидера по дням
statistic-taken-share = неучтённое потребление, в долях средней нагрузки фидера
statistic-taken-kw = неучтённая мощность, кВт
statistic-running-share = доля времени с неучтённой нагрузкой
statistic-unevenness = неравномерность неучтённой нагрузки
statistic-clock-offset = расхождение часов счётчика фидера
statistic-complete-share = доля интервалов с показаниями всех счётчиков
statistic-plateau-explained = доля небаланса, объяснимая одной постоянной нагрузкой
statistic-hour-explained = доля небаланса, объяснимая временем суток
statistic-suspect-explained = доля небаланса, объяснимая одним счётчиком
statistic-beyond-plateau = доля, объяснимая одним счётчиком сверх постоянной нагрузки
statistic-beyond-second = доля, объяснимая первым подозреваемым счётчиком сверх второго
statistic-beyond-hour = доля, объяснимая одним счётчиком сверх времени суток
statistic-suspect-stuck = показания подозреваемого счётчика не растут
statistic-suspect-lead = отрыв первого подозреваемого счётчика от второго
statistic-loss-share = потери фидера, доля отпуска
statistic-suspect-coincidence = совпадение спадов подозреваемого счётчика с ростом потерь
statistic-constant-loss-kw = постоянные потери фидера, кВт
statistic-beyond-iron = постоянные потери сверх потерь холостого хода трансформатора
statistic-customer-size = неучтённое потребление относительно медианного счётчика
statistic-customer-least-part = нижняя четверть неучтённой нагрузки, в долях её средней
alarm-ended-gone = то, что вызвало тревогу, в последний раз видно { $time }, и этого нет уже больше трёх дней
alarm-ended-weather = это объясняется погодой: нагрузка пришла с холодом, следует за ним, и в тёплые дни от неё ничего не остаётся
alarm-ended-exchanged = счётчик заменили
alarm-ended-more-readings = тревога поднята по показаниям меньше чем за две недели; по показаниям за { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    } майнинг здесь маловероятен
