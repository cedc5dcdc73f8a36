# Числа выявлений как отдельный атлас (`hashatlas aggregate`), проверки и досье одного
# выявления.

aggregate-name = Выявления из { $file }
aggregate-caution = Выявление — это не ферма, найденная на месте, не зарегистрированная компания и не мегаватт. Исходные и исправленные числа — два разных показателя; не смешивайте их.
aggregate-detected = Выявления
aggregate-detected-description = Строки файла выявлений к концу каждого года. Детектор ошибается: это не число ферм.
aggregate-detected-true = Верные выявления
aggregate-detected-true-description = Сколько выявлений верны, по проверкам, отобранным случайно внутри полос балла (Cochran 1977; интервалы Уилсона, объединённые по Zou, Huang и Zhang 2009, doi:10.1016/j.csda.2008.09.033). Пропущенное детектором сюда не входит.
aggregate-present = Действующие нагрузки
aggregate-present-description = Выявления с поправкой на ложные тревоги и на пропуски детектора. Не больше, чем счётчиков под наблюдением. Только среди счётчиков под наблюдением: для округа и страны — в тех регионах, которые есть в таблице охвата.
aggregate-watched = Счётчики под наблюдением
aggregate-watched-description = Счётчики, показания которых оценил детектор.
aggregate-detector = Детектор { $detector }
aggregate-method-drawn = Проверок, отобранных случайно внутри полос балла: { $drawn }. До цели не хватает: { $missing }.
aggregate-method-reviewers = Проверок, отобранных случайно внутри полос балла: { $drawn }; учтены ошибки проверяющих (Lang и Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015). До цели не хватает: { $missing }.
aggregate-method-pooled = Проверки этого региона охватывают не все полосы балла: взяты доли по всем регионам вместе. До цели здесь не хватает проверок: { $missing }.
aggregate-method-none = Известны только границы: отобрано и проверено слишком мало выявлений. Не хватает проверок: { $missing }.
aggregate-method-precision = Верные выявления, делённые на долю, которую детектор находит (Newcombe 2016, doi:10.1177/0962280213502144).
aggregate-method-errors = Выявления с поправкой на чувствительность и специфичность (Rogan и Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510; интервал Lang и Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015).

expected-made-atlas = папка без атласа или с атласом, созданным aggregate
found-other-atlas = другой атлас
expected-count = количество
expected-detections-among-watched = выявления среди счётчиков под наблюдением и детектор лучше случайного выбора; иначе ничего не вычисляется
found-of-region-year = { $region } { $year }: { $found }
found-more-than-watched = выявлений { $count }, счётчиков { $watched }
found-no-better-than-chance = чувствительность и специфичность в сумме не больше 1
expected-one-row-of-coverage = одна строка на регион и год; учтена первая
found-left-out-of-coverage = { $count ->
    [one] { $first }
   *[many] { $count }, первые: { $first }
}
expected-part-of-whole = количество части и целого, первое не больше второго

# Досье выявления.
dossier-title = { $kind }: { $subject }
dossier-power = { $kw }, видно с { $day }
dossier-since-day = видно с { $day }
dossier-frequency = Из 100 выявлений с таким баллом подтвердятся около { $count } (оценка)
dossier-frequency-above = Из 100 выявлений с таким баллом подтвердятся более { $count } (оценка)
dossier-frequency-below = Из 100 выявлений с таким баллом подтвердится менее { $count } (оценка)
dossier-frequency-method = Частота — это калиброванный балл: сигмоида Платта (doi:10.1007/s10994-007-5018-6) по потребителям, которых модель не видела. Её интервал неизвестен: числа таких случаев модель не хранит, а другая сеть может отличаться. Узнать его помогут проверки выявлений.
dossier-no-score = без балла
dossier-load = Нагрузка, кВт
dossier-first-seen = можно было обнаружить с { $day }
dossier-last-seen = в последний раз замечено { $day }
dossier-week-before = Неделя до, по часам
dossier-week-since = Неделя после, по часам
dossier-duration = Длительность, кВт
dossier-before = до
dossier-since = после
dossier-weekdays = Пн Вт Ср Чт Пт Сб Вс
dossier-reasons = Признаки и во сколько раз каждый меняет шансы
dossier-more-reasons = { $n ->
    [one] и ещё { $count } более слабый
    [few] и ещё { $count } более слабых
   *[many] и ещё { $count } более слабых
}
dossier-more-causes = { $n ->
    [one] и ещё { $count }: на рисунке побольше
    [few] и ещё { $count }: на рисунке побольше
   *[many] и ещё { $count }: на рисунке побольше
}
dossier-reason = { $name }: { $value }
dossier-reason-peers = { $name }: { $value } (у других { $peers })
dossier-reason-past = { $name }: { $value } (у других { $peers }, здесь раньше { $past })
dossier-caution = Выявление — повод проверить, а не доказательство.
dossier-daily-only = Построено по суточной энергии из файла выявлений; с --readings показан каждый интервал.
dossier-hours = Время местное, UTC{ $offset }.
dossier-hours-utc = Время — UTC: сдвиг местных часов неизвестен.
dossier-sources = Источники: { $files }.
dossier-meter = счётчик { $id }
dossier-feeder = фидер { $id }
dossier-row = строка { $id }
expected-row-of-meter = показания счётчика { $meter }
found-no-such-readings = их нет
dossier-key-load = от минимума до максимума
dossier-key-detected = выявленная нагрузка
dossier-key-peers = у соседей: 8 из 10 показаний
dossier-peers-told = Соседи — 40 ближайших по таблице счётчиков с тем же тарифом в том же регионе.
dossier-peers-unknown-told = Соседи — 40 ближайших по таблице счётчиков в том же регионе; их тариф неизвестен.
dossier-others = В признаках «у других» значит у { $others }.
dossier-began = начало { $day }
dossier-temperature = Температура воздуха по дням, °C
dossier-balance = Баланс фидера по дням, кВт
dossier-key-supply = отпущено
dossier-key-metered = учтено счётчиками
dossier-key-losses = обычные потери (по ближайшим фидерам)
dossier-key-left = необъяснённый небаланс
dossier-other-causes = Чем ещё это можно объяснить
dossier-speaks-for = подходит
dossier-speaks-against = не подходит
dossier-speaks-open = неясно
dossier-said = Проверено: { $verdict }, { $author }, { $day }.
verdict-confirmed = подтверждено
verdict-rejected = отклонено
verdict-unclear = неясно

# Другие причины нагрузки и показания за и против них.
cause-told = { $cause }: { $reading }
cause-heating = Отопление
cause-fan-heater = Тепловентилятор: сушат помещение или забыли выключить
cause-greenhouse = Теплица
cause-lighting = Уличное освещение
cause-pump = Насос
cause-server-room = Серверная
reading-beyond-socket = больше, чем выдерживает одна розетка ({ $kw })
reading-ran-days = { $n ->
    [one] работает уже { $count } день
    [few] работает уже { $count } дня
   *[other] работает уже { $count } дней
}
reading-ran-and-ended = { $n ->
    [one] работало { $count } день и отключилось
    [few] работало { $count } дня и отключилось
   *[other] работало { $count } дней и отключилось
}
reading-no-temperature = нет данных о температуре
reading-few-days = { $n ->
    [one] с начала нагрузки температура известна только за { $count } полные сутки; нужно { $least }
   *[other] с начала нагрузки температура известна только за { $count } полных суток; нужно { $least }
}
reading-steady-cold = температура почти не менялась (стандартное отклонение { $spread } °C)
reading-by-cold = { $kw } на каждые 10 °C похолодания (r = { $r })
reading-lowest-hour = в средние сутки минимум нагрузки по часам — { $share } от максимума
reading-noon = в полдень — { $share } от нагрузки в полночь
reading-switched = включений в сутки: { $times }
reading-household = счётчик бытовой
reading-even-business = нагрузка ровная, как у серверов; потребитель — не население
reading-even = нагрузка ровная, как у серверов; чей счётчик, неизвестно
reading-uneven = нагрузка меняется по часам сильнее, чем у серверов

# Что известно помимо показаний.
dossier-registered = В { $register }: { $operator }, ИНН { $inn }; сомнение { $doubt } из 1.
dossier-registered-otherwise = В { $register } — на другое время или с противоречиями: { $operator }, ИНН { $inn }.
dossier-unregistered = В { $register } нет.
dossier-register-unknown = { $register }: сопоставить нельзя, нет ни счётчика, ни места.
dossier-ban = Майнинг был тогда запрещён во всём регионе: { $act }.
dossier-ban-part = Майнинг был тогда запрещён в части региона ({ $where }): { $act }.
dossier-traffic = Интернет-трафик абонента: { $signs }; самый долгий сеанс { $hours } ч
sign-stratum = Stratum
sign-pool-name = имя пула
sign-rhythm = ритм майнинга
expected-project = проект (.hashatlas)
