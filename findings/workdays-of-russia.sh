#!/usr/bin/env bash
# Guessed: workalendar and holidays count the same days of 2024 and 2025 as workdays in Russia, but
#   for one at most; and a working Saturday, set by decree, is in neither.
# Seen: they differ on 16 days. holidays follows the decrees, working Saturdays included; workalendar
#   moves each holiday of a weekend to Monday, though the decrees often put it elsewhere. Yet holidays'
#   usual test, "date in calendar", knows nothing of working Saturdays: only is_working_day does.
# Why it matters: a business at work on such a Saturday looks like a load without weekends, a farm's sign.
# Version: workalendar 17.0.0, holidays 0.109
. "$(dirname "$0")/lib/fresh.sh"
python_with workalendar==17.0.0 holidays==0.109 <<'PY'
from datetime import date, timedelta
import holidays
from finding import told
from workalendar.europe import Russia

decreed, computed = holidays.country_holidays("RU", years=[2024, 2025]), Russia()
days = [date(2024, 1, 1) + timedelta(days=day) for day in range(366 + 365)]
differ = [day.isoformat() for day in days if decreed.is_working_day(day) != computed.is_working_day(day)]
saturday = date(2024, 4, 27)
seen = {"differ": differ, "2024-04-27": {"holidays works": decreed.is_working_day(saturday), "in holidays": saturday in decreed,
                                         "workalendar works": computed.is_working_day(saturday)}}
told(["workalendar", "holidays"], "one day at most; nobody works on 2024-04-27", seen,
     {"differ": ["2024-04-27", "2024-04-29", "2024-04-30", "2024-05-10", "2024-11-02", "2024-12-28", "2024-12-30", "2024-12-31",
                 "2025-02-24", "2025-03-10", "2025-05-02", "2025-05-08", "2025-06-13", "2025-11-01", "2025-11-03", "2025-12-31"],
      "2024-04-27": {"holidays works": True, "in holidays": False, "workalendar works": False}})
PY
