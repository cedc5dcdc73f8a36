# Почему что-то выявлено: с какого времени, сколько и что за это говорит.
evidence-of-load = нагрузка, похожая на майнинг
evidence-of-tampering = счётчик показывает меньше, чем через него проходит
evidence-of-connection = энергия берётся мимо всех счётчиков
evidence-of-load-kw = нагрузка, похожая на майнинг, около { $kw } кВт
evidence-of-tampering-kw = счётчик показывает примерно на { $kw } кВт меньше, чем через него проходит
evidence-of-connection-kw = около { $kw } кВт берётся мимо всех счётчиков
evidence-since = { $what }, видно с { $day }
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
evidence-peers = у других того же тарифа { $value }
evidence-feeder-peers = у других фидеров { $value }
evidence-past = раньше { $value }
trait-day-and-night = днём и ночью
trait-timed = включается каждый день с { $on } до { $off }
trait-flat = ровно
trait-grows = растёт
trait-standing = с первого показания
trait-comes-and-goes = с перерывами
trait-at-weekends = по выходным
trait-on-workdays = по рабочим дням
trait-no-weekend = выходные как будни
trait-ignores-cold = не зависит от холода
trait-times-peers = { $n ->
    [one] базовая нагрузка в { $times } раз больше, чем у других того же тарифа
    [few] базовая нагрузка в { $times } раза больше, чем у других того же тарифа
    [many] базовая нагрузка в { $times } раз больше, чем у других того же тарифа
   *[other] базовая нагрузка в { $times } раза больше, чем у других того же тарифа
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
trait-capped = { $percent } % показаний на одном наибольшем значении
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
trait-falls-with-losses = показывает меньше, когда потери больше
statistic-mean-kw = средняя мощность, кВт
statistic-variation = разброс показаний к среднему
statistic-missing = доля пропущенных показаний
statistic-zero = доля нулевых показаний
statistic-p05 = 5-й процентиль к среднему
statistic-p50 = медиана к среднему
statistic-p95 = 95-й процентиль к среднему
statistic-load-factor = коэффициент заполнения (среднее к пику)
statistic-p95-kw = пик, 95-й процентиль, кВт
statistic-mode-mass = доля показаний на одном уровне
statistic-mode-level = самый частый уровень к среднему
statistic-below-mode = доля показаний ниже самого частого уровня
statistic-night = ночь (23–7 ч) к среднему
statistic-evening = вечер (17–21 ч) к среднему
statistic-noon = день (10–16 ч) к среднему
statistic-weekend = выходные к будням
statistic-weekend-base = базовая нагрузка: выходные к будням
statistic-night-base = базовая нагрузка: ночь к дню
statistic-day-shape = размах среднего дня
statistic-clock-rise = ежедневный подъём в один час, к среднему
statistic-clock-rise-kw = ежедневный подъём в один час, кВт
statistic-clock-rise-repeat = точность повторения ежедневного подъёма
statistic-clock-rise-hour = час ежедневного подъёма
statistic-clock-fall = ежедневный спад в один час, к среднему
statistic-clock-fall-repeat = точность повторения ежедневного спада
statistic-clock-fall-hour = час ежедневного спада
statistic-clock-equal = равенство ежедневных подъёма и спада
statistic-clock-rise-before = ежедневный подъём в тот же час в первую неделю
statistic-clock-calm = неровность между подъёмом и спадом
statistic-clock-size-kw = мощность ежедневно включаемого, кВт
statistic-timer-share = нижний уровень между ежедневными переключениями сверх соседних часов, к среднему
statistic-timer-spread = разброс ото дня ко дню нижнего уровня между ежедневными переключениями
statistic-timer-kept = доля дней с ежедневными переключениями
statistic-timer-step = скачок ежедневно включаемого, к среднему
statistic-timer-step-t = чёткость скачка ежедневно включаемого
statistic-repeat-hour = сходство от часа к часу
statistic-repeat-day = сходство ото дня ко дню
statistic-repeat-week = сходство от недели к неделе
statistic-cycle-likeness = сходство соседних циклов включения
statistic-cycle-hours = длина цикла включения, ч
statistic-rough = среднее изменение между показаниями
statistic-rough-median = обычное изменение между показаниями
statistic-still = доля неподвижных показаний
statistic-calm-share = доля ровных отрезков по 6 часов
statistic-calm-best = разброс самых ровных 6 часов
statistic-calm-quartile = разброс ровных отрезков по 6 часов
statistic-calm-level = шум у нижнего уровня
statistic-floor6-max = высший нижний уровень за 6 часов, к среднему
statistic-floor6-median = обычный нижний уровень за 6 часов, к среднему
statistic-floor24-max = высший нижний уровень за сутки, к среднему
statistic-floor24-max-kw = высший нижний уровень за сутки, кВт
statistic-floor24-median = обычный нижний уровень за сутки, к среднему
statistic-floor24-min = низший нижний уровень за сутки, к среднему
statistic-floor24-min-kw = низший нижний уровень за сутки, кВт
statistic-floor72-max = высший нижний уровень за трое суток, к среднему
statistic-floor72-range-kw = размах нижнего уровня за трое суток, кВт
statistic-floor6-spread = разброс нижнего уровня
statistic-shifts-week = сдвигов нижнего уровня в неделю
statistic-shift-rise = наибольший подъём нижнего уровня, к среднему
statistic-shift-fall = наибольший спад нижнего уровня, к среднему
statistic-shift-same-share = доля сдвигов одной величины
statistic-shift-same = величина обычного сдвига, к среднему
statistic-shift-same-kw = величина обычного сдвига, кВт
statistic-shift-same-week = сдвигов одной величины в неделю
statistic-dips-week = коротких провалов нижнего уровня в неделю
statistic-dip-depth = обычная глубина коротких провалов к нижнему уровню
statistic-household = жильё
statistic-phases = число фаз
statistic-contract-share = базовая нагрузка к договорной мощности
statistic-core-kw = постоянная нагрузка, кВт
statistic-core-even = нагрузка в покое к постоянной
statistic-core-hours = различие нагрузки в покое между частями суток
statistic-core-days = различие базовой нагрузки между сутками
statistic-rise-spread = разброс нагрузки с её начала
statistic-rise-heat = нагрузка с её начала следует за холодом
statistic-rise-unheated = доля нагрузки с её начала, не зависящая от холода
statistic-recent-rise-kw = минимум последних суток сверх прежнего, кВт
statistic-recent-ratio = минимум последних суток к обычному
statistic-recent-half-kw = минимум последних 12 часов сверх прежнего, кВт
statistic-recent-share = доля последних суток сверх прежнего
statistic-base-over-peers = базовая нагрузка к обычной у других
statistic-base-over-high = базовая нагрузка к верхней десятой доле других
statistic-core-over-high = постоянная нагрузка к верхней десятой доле других
statistic-mean-over-peers = средняя мощность к обычной у других
statistic-base-share = базовая нагрузка к среднему
statistic-base-kw = базовая нагрузка, кВт
statistic-base-spread = разброс базовой нагрузки по дням
statistic-base-step-kw = скачок базовой нагрузки, кВт
statistic-base-step = скачок базовой нагрузки, к среднему
statistic-base-step-t = чёткость скачка базовой нагрузки
statistic-base-step-ratio = базовая нагрузка после скачка к прежней
statistic-base-before = базовая нагрузка до скачка, к среднему
statistic-mean-step = скачок суточного среднего
statistic-mean-step-t = чёткость скачка суточного среднего
statistic-step-fullness = доля скачка, работающая круглые сутки
statistic-base-trend = рост базовой нагрузки
statistic-base-tau = устойчивость роста базовой нагрузки
statistic-base-two-levels = базовая нагрузка на двух уровнях
statistic-base-level-gap = расстояние между двумя уровнями базовой нагрузки, к среднему
statistic-base-upper-spread = разброс дней верхнего уровня базовой нагрузки
statistic-quarter-step = оставшийся подъём нижнего уровня, к среднему
statistic-quarter-step-kw = оставшийся подъём нижнего уровня, кВт
statistic-quarter-step-t = чёткость оставшегося подъёма нижнего уровня
statistic-step-gap = разрыв между нижними уровнями до и после оставшегося подъёма
statistic-step-even = ровность подъёма нижнего уровня по часам суток
statistic-step-sharp = внезапность подъёма нижнего уровня
statistic-timed-step = подъём нижнего уровня в одной части суток, к среднему
statistic-timed-step-t = чёткость подъёма нижнего уровня в одной части суток
statistic-day-range = размах за сутки, к среднему
statistic-day-range-best = размах самых ровных суток
statistic-heat-mean = потребление следует за холодом
statistic-heat-base = базовая нагрузка следует за холодом
statistic-heated-step = скачок сверх объяснимого холодом
statistic-heated-step-t = чёткость скачка сверх объяснимого холодом
statistic-day-variation = разброс по дням
statistic-day-repeat = сходство соседних дней
statistic-day-week = сходство дня с прошлой неделей
statistic-drop7 = худшая неделя к предыдущей
statistic-fall = оставшийся спад суточного среднего, к среднему
statistic-fall-t = чёткость оставшегося спада суточного среднего
statistic-last-first = последняя треть времени к первой
statistic-zero-days = доля дней без энергии
statistic-zero-run-days = самый долгий ряд нулей, суток
statistic-frozen-run-days = самый долгий ряд одного показания, суток
statistic-frozen = доля повторяющихся показаний
statistic-capped = доля показаний на наибольшем значении
statistic-night-zeros = доля нулей, приходящихся на ночь
statistic-day-min = наименьшие сутки к среднему
statistic-day-max = наибольшие сутки к среднему
statistic-base-with-peers = базовая нагрузка идёт вместе с подобными
statistic-base-peer-slope = сила следования базовой нагрузки за подобными
statistic-base-peer-step = скачок базовой нагрузки сверх подобных
statistic-base-peer-step-t = чёткость скачка базовой нагрузки сверх подобных
statistic-mean-with-peers = потребление идёт вместе с подобными
statistic-mean-peer-slope = сила следования потребления за подобными
statistic-mean-peer-step = скачок среднего сверх подобных
statistic-mean-peer-step-t = чёткость скачка среднего сверх подобных
statistic-night-with-peers = ночи идут вместе с подобными
statistic-night-peer-slope = сила следования ночей за подобными
statistic-night-peer-step = скачок ночей сверх подобных
statistic-night-peer-step-t = чёткость скачка ночей сверх подобных
statistic-constant-loss-share = постоянные потери фидера
statistic-quadratic-loss-share = потери, растущие с нагрузкой
statistic-noise-share = шум баланса
statistic-wander = блуждание баланса
statistic-daily-wander = блуждание баланса по дням
statistic-taken-share = взятая энергия к средней нагрузке
statistic-taken-kw = взятая мощность, кВт
statistic-running-share = доля времени, в которое берётся энергия
statistic-unevenness = неровность отбора
statistic-clock-offset = сдвиг часов фидера
statistic-complete-share = доля интервалов со всеми счётчиками
statistic-plateau-explained = баланс объясняется ровной нагрузкой
statistic-hour-explained = баланс объясняется временем суток
statistic-suspect-explained = баланс объясняется одним счётчиком
statistic-beyond-plateau = объяснение счётчиком сверх ровной нагрузки
statistic-beyond-second = объяснение первым подозреваемым сверх второго
statistic-beyond-hour = объяснение счётчиком сверх времени суток
statistic-suspect-stuck = показания подозреваемого стоят
statistic-suspect-lead = отрыв первого подозреваемого
statistic-loss-share = потери фидера
statistic-suspect-coincidence = падение подозреваемого при росте потерь
statistic-constant-loss-kw = постоянные потери фидера, кВт
statistic-beyond-iron = постоянные потери сверх потерь трансформатора
statistic-customer-size = взятая энергия к энергии обычного счётчика
statistic-customer-least-part = наименьшее за четверть времени к среднему взятому
alarm-ended-gone = то, что вызвало тревогу, в последний раз видно { $time }, и этого нет уже больше трёх дней
alarm-ended-weather = это объясняется погодой: нагрузка пришла с холодом, следует за ним, и в тёплые дни от неё ничего не остаётся
alarm-ended-exchanged = счётчик заменили
