# Числа выявленных случаев как отдельный атлас (`hashatlas aggregate`), проверки и досье одного
# случая.

aggregate-name = Выявленные случаи из { $file }
aggregate-caution = Выявленный случай — это не ферма, найденная на месте, не зарегистрированная компания и не мегаватт. Исходные и исправленные числа — два разных показателя; не смешивайте их.
aggregate-detected = Выявленные случаи
aggregate-detected-description = Строки файла с выявленными случаями к концу каждого года. Детектор ошибается: это не число ферм.
aggregate-detected-true = Верно выявленные случаи
aggregate-detected-true-description = Сколько выявленных случаев верны, по проверкам, отобранным случайно внутри полос оценки (Cochran 1977; интервалы Уилсона, объединённые по Zou, Huang и Zhang 2009, doi:10.1016/j.csda.2008.09.033). Пропущенное детектором сюда не входит.
aggregate-present = Действующие нагрузки
aggregate-present-description = Выявленные случаи с поправкой на ложные тревоги и на пропуски детектора. Не больше, чем счётчиков под наблюдением.
aggregate-watched = Счётчики под наблюдением
aggregate-watched-description = Счётчики, показания которых оценил детектор.
aggregate-detector = Детектор { $detector }
aggregate-method-drawn = Проверок, отобранных случайно внутри полос оценки: { $drawn }. До цели не хватает: { $missing }.
aggregate-method-pooled = Проверки этого региона охватывают не все полосы оценки: взяты доли по всем регионам вместе. До цели здесь не хватает проверок: { $missing }.
aggregate-method-none = Известны только границы: отобрано и проверено слишком мало случаев. Не хватает проверок: { $missing }.
aggregate-method-precision = Верно выявленные случаи, делённые на долю, которую детектор находит (Newcombe 2016, doi:10.1177/0962280213502144).
aggregate-method-errors = Выявленные случаи с поправкой на чувствительность и специфичность (Rogan и Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510; интервал Lang и Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015).

expected-made-atlas = папка без атласа или с атласом, созданным aggregate
found-other-atlas = другой атлас
expected-count = количество
expected-part-of-whole = количество части и целого, первое не больше второго

# Досье выявленного случая.
dossier-title = { $kind }: { $subject }
dossier-power = { $kw } с { $day }
dossier-since-day = с { $day }
dossier-frequency = Из 100 случаев с такой оценкой { $count } — то, чем кажутся
dossier-no-score = без оценки
dossier-load = Нагрузка, кВт: наименьшая и наибольшая в каждый момент; закрашено выявленное
dossier-first-seen = впервые видно { $day }
dossier-last-seen = в последний раз видно { $day }
dossier-week-before = Средняя неделя до, по часам
dossier-week-since = Средняя неделя после, по часам
dossier-duration = Длительность нагрузки, кВт
dossier-before = до
dossier-since = после
dossier-weekdays = Пн Вт Ср Чт Пт Сб Вс
dossier-reasons = Доводы: «за» направо, «против» налево
dossier-reason = { $name }: { $value }
dossier-reason-peers = { $name }: { $value } (у других { $peers })
dossier-reason-past = { $name }: { $value } (у других { $peers }, здесь раньше { $past })
dossier-caution = Выявленный случай — повод проверить, а не доказательство. Похоже выглядят отопление, теплица, серверная или насос.
dossier-daily-only = Построено по суточной энергии из файла случаев; с --readings показан каждый интервал.
dossier-hours = Время местное, UTC{ $offset }.
dossier-hours-utc = Время — UTC: сдвиг местных часов неизвестен.
dossier-sources = Источники: { $files }.
dossier-meter = счётчик { $id }
dossier-feeder = фидер { $id }
dossier-row = строка { $id }
expected-row-of-meter = показания счётчика { $meter }
found-no-such-readings = их нет
