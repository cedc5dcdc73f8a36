// The charts: the years of a region, generation against consumption, and all regions by value.

const HEIGHT = 300;
const LINE = 18;

/** Years of the metric for a region; figures of one period that answer for several years once. */
function yearsOf(region) {
  const years = [];
  const seen = new Set();
  for (const year of data.years) {
    const sheet = sheetOf(shown.metric, year);
    const figure = sheet?.figures.get(region) ?? null;
    if (!sheet || (figure && seen.has(figure.period))) continue;
    if (figure) seen.add(figure.period);
    years.push({ year, figure, growth: growthOf(region, year) });
  }
  return years;
}

function growthOf(region, year) {
  const metric = metricShown().growth;
  return metric === null ? null : sheetOf(metric, year)?.figures.get(region) ?? null;
}

function drawGrowth() {
  const figure = byId("growth");
  const canvas = figure.querySelector(".canvas");
  const chosen = shown.region ?? data.whole;
  const metric = metricShown();
  const years = chosen === null || metric.is_categorical ? [] : yearsOf(chosen);
  const known = years.filter((year) => year.figure);
  byId("growth-title").textContent =
    word("report-growth-of", { metric: metric.name, region: chosen === null ? "" : data.regions[chosen].name });
  const notes = known.map(({ figure: of }) => of.note && `${of.period}: ${of.note}`);
  fillFoot(figure.querySelector(".foot"), { notes: [...new Set(notes)] }, known.map(({ figure: of }) => of.sources));
  if (known.length === 0) {
    canvas.replaceChildren(element("p", { class: "absent" }, word("report-no-growth")));
    return;
  }
  canvas.replaceChildren(columns(years, canvas.clientWidth || 400));
}

function columns(years, width) {
  const ends = years.flatMap(({ figure }) => (figure ? [figure.value, figure.low, figure.high] : [])).filter((v) => v !== null);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const top = 30;
  const floor = 236;
  const y = (value) => top + (high - value) / (high - low || 1) * (floor - top);
  const step = width / years.length;
  const bar = Math.min(step * 0.5, 110);
  // Lines that no year has take no room.
  const told = years.map(toldOf);
  const lines = told[0].map((_, at) => at).filter((at) => told.some((column) => column[at][0]));
  const height = floor + 12 + LINE * lines.length;
  const marks = years.flatMap(({ figure }, at) => {
    const x = step * (at + 0.5);
    const marks = lines.map((line, row) => {
      const [text, kind] = told[at][line];
      return text ? svg("text", { x, y: floor + LINE * (row + 1), "text-anchor": "middle", class: kind }, text) : null;
    }).filter(Boolean);
    if (!figure) {
      return [svg("rect", { x: x - bar / 2, y: top, width: bar, height: floor - top, fill: "url(#no-data)" }), ...marks];
    }
    const [value] = wordsOf(figure);
    if (figure.value !== null) {
      const [from, to] = [y(Math.max(figure.value, 0)), y(Math.min(figure.value, 0))];
      marks.push(svg("rect", { class: "bar", "data-status": figure.status, x: x - bar / 2, width: bar, y: from, height: Math.max(to - from, 1) }));
    }
    const isRange = figure.low !== null && figure.high !== null && figure.low < figure.high;
    if (isRange) {
      const [from, to] = [y(figure.high), y(figure.low)];
      marks.push(svg("path", { class: "whisker", d: `M${x} ${from}V${to}M${x - 5} ${from}h10M${x - 5} ${to}h10` }));
    }
    const above = Math.min(y(figure.value ?? 0), isRange ? y(figure.high) : Infinity) - 10;
    marks.push(svg("text", { x, y: above, "text-anchor": "middle", class: value.length > 12 ? "" : "strong" }, value));
    return marks;
  });
  const described = years.map(({ figure, growth, year }) => {
    const change = growth ? `, ${signed(growth, growth.text)}, ${growth.statusWord}` : "";
    return `${year}: ${figure ? `${figure.text}, ${figure.statusWord}${change}` : word("report-no-data")}`;
  }).join("; ");
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": described },
    svg("defs", {}, svg("pattern", { id: "bar-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("path", { d: "M0 3.5H7", class: "bar-hatch" }))),
    svg("path", { class: "axis", d: `M0 ${y(0)}H${width}` }), ...marks);
}

const signed = (growth, text) => (growth.value > 0 ? `+${text}` : text);

/** What stands below a column, with its kind: the year, how its figure came to be, its interval, and
 *  the same of the change against the year before. */
function toldOf({ figure, growth, year }) {
  const [, interval] = figure ? wordsOf(figure) : [];
  const change = figure && growth?.value != null ? growth : null;
  const [changed, bounds] = change ? wordsOf(change) : [];
  return [
    [figure?.period || String(year), null],
    [figure ? figure.statusWord : word("report-no-data"), "small"],
    [interval, "small"],
    [change && signed(change, changed), "change"],
    [change?.statusWord, "small"],
    [bounds, "small"],
  ];
}

/** Ticks of a logarithmic axis: 1, 2, 5 of every power. */
function logTicks(low, high) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power;
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return ticks.length > 7 ? ticks.filter((value) => /^1(?:e|0*$)|^0\.0*1$/.test(String(value))) : ticks;
}

function drawBalance() {
  const figure = byId("balance");
  const { balance } = data;
  figure.hidden = !balance;
  if (!balance) return;
  byId("balance-title").textContent = balance.title;
  figure.querySelector(".subtitle").textContent = balance.subtitle;
  fillFoot(figure.querySelector(".foot"), balance, balance.marks.map((mark) => mark.sources));
  const canvas = figure.querySelector(".canvas");
  canvas.replaceChildren(scatter(balance, canvas.clientWidth || 600));
  markBalance();
}

function scatter(balance, width) {
  const height = Math.max(HEIGHT, Math.min(460, width * 0.72));
  const marks = balance.marks.filter((mark) => mark.used[0] !== null && mark.made[0] !== null);
  const ends = marks.flatMap((mark) => [mark.used[0], mark.made[0]]).filter((value) => value > 0);
  const [low, high] = [Math.min(...ends) * 0.75, Math.max(...ends) * 1.35];
  // Zero has no place on such an axis: it stands at its end, which says so.
  const share = (value) => Math.max(0, Math.log(value / low) / Math.log(high / low));
  const zeros = [marks.some((mark) => mark.used[0] <= 0), marks.some((mark) => mark.made[0] <= 0)];
  const left = 44;
  const x = (value) => left + share(value) * (width - left - 10);
  const y = (value) => height - 38 - share(value) * (height - 48);
  const most = Math.max(...marks.map((mark) => mark.size ?? 0), 1);
  const radius = (mark) => (mark.size === null ? 4 : 3 + 19 * Math.sqrt(mark.size / most));
  const ticks = logTicks(low, high);
  const grid = ticks.flatMap((value) => [
    svg("path", { class: "grid", d: `M${x(value)} ${y(low)}V${y(high)}M${x(low)} ${y(value)}H${x(high)}` }),
    svg("text", { class: "small", x: x(value), y: height - 22, "text-anchor": "middle" }, tick(value)),
    svg("text", { class: "small", x: left - 6, y: y(value) + 4, "text-anchor": "end" }, tick(value)),
  ]);
  if (zeros[0]) grid.push(svg("text", { class: "small", x: x(low), y: height - 22, "text-anchor": "middle" }, "0"));
  if (zeros[1]) grid.push(svg("text", { class: "small", x: left - 6, y: y(low) + 4, "text-anchor": "end" }, "0"));
  // The largest lie below, so that none is hidden.
  const drawn = [...marks].sort((a, b) => radius(b) - radius(a)).map((mark) => svg("circle", {
    class: `mark ${mark.made[0] >= mark.used[0] ? "surplus" : "deficit"}${mark.size === null ? " unknown" : ""}`,
    cx: x(mark.used[0]), cy: y(mark.made[0]), r: radius(mark), "data-mark": mark.region, role: "img", "aria-label": mark.text,
    onpointermove: (event) => pointAtMark(mark, event),
    onpointerleave: () => { hideTip(); show({ hovered: null }); },
    onclick: () => choose(mark.region),
  }));
  const isRange = ([, from, to]) => from !== null && to !== null && from < to;
  const spans = marks.map(({ used, made }) => svg("path", { class: "span", d:
    (isRange(used) ? `M${x(used[1])} ${y(made[0])}H${x(used[2])}` : "") + (isRange(made) ? `M${x(used[0])} ${y(made[1])}V${y(made[2])}` : "") }));
  // Names leave room for the words of the axes.
  const words = [{ left, right: left + 130, y: 20, half: 30 }, { left: width - 110, right: width, y: height - 54, half: 18 }];
  const named = namesOf(marks, x, y, radius, width, words);
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": balance.alt },
    ...grid,
    svg("path", { class: "axis", d: `M${left} ${y(low)}L${x(high)} ${y(high)}`, "stroke-dasharray": "5 4" }),
    svg("text", { class: "small", x: width - 10, y: height - 6, "text-anchor": "end" }, word("chart-consumption")),
    svg("text", { class: "small", x: left + 6, y: 12 }, word("chart-generation")),
    svg("text", { class: "small", x: x(low) + 34, y: y(low) - 16, "text-anchor": "start" }, word("report-self-sufficient")),
    svg("text", { x: left + 12, y: 44, class: "strong surplus-name" }, word("chart-surplus")),
    svg("text", { x: width - 14, y: height - 50, "text-anchor": "end", class: "strong deficit-name" }, word("chart-deficit")),
    ...spans, ...drawn, ...named);
}

/** Names beside the largest marks, each only where it meets no other. */
function namesOf(marks, x, y, radius, width, words) {
  const LETTER = 6.4;
  const most = Math.min(16, Math.round(width / 40));
  const taken = [...words];
  const names = [];
  for (const mark of [...marks].sort((a, b) => radius(b) - radius(a))) {
    const text = data.regions[mark.region].short;
    const long = text.length * LETTER;
    const [cx, cy, r] = [x(mark.used[0]), y(mark.made[0]), radius(mark)];
    // Beside it, above it, below it: where it meets no other name and no larger circle, whose name
    // it would seem to be.
    const places = [
      { x: cx + r + 4, y: cy + 4, anchor: "start", left: cx + r + 4 },
      { x: cx - r - 4, y: cy + 4, anchor: "end", left: cx - r - 4 - long },
      { x: cx, y: cy - r - 5, anchor: "middle", left: cx - long / 2 },
      { x: cx, y: cy + r + 14, anchor: "middle", left: cx - long / 2 },
    ];
    const isFree = (place) => {
      const right = place.left + long;
      if (place.left < 0 || right > width) return false;
      const meets = (other) => place.left < other.right && other.left < right && Math.abs(place.y - other.y) < other.half;
      const covers = (other) => {
        if (other === mark || radius(other) < r) return false;
        const [ox, oy] = [x(other.used[0]), y(other.made[0])];
        const dx = ox - Math.min(Math.max(ox, place.left), right);
        const dy = oy - Math.min(Math.max(oy, place.y - 11), place.y + 3);
        return Math.hypot(dx, dy) < radius(other);
      };
      return !taken.some(meets) && !marks.some(covers);
    };
    const place = places.find(isFree);
    if (!place) continue;
    taken.push({ left: place.left, right: place.left + long, y: place.y, half: 14 });
    names.push(svg("text", { class: "name", x: place.x, y: place.y, "text-anchor": place.anchor }, text));
    if (names.length >= most) break;
  }
  return names;
}

function pointAtMark(mark, event) {
  if (shown.hovered !== mark.region) show({ hovered: mark.region });
  showTip(mark.region, event.clientX, event.clientY);
  tip.replaceChildren(element("b", {}, data.regions[mark.region].name), element("span", {}, mark.text), element("br"), cited(mark.sources));
}

function markBalance() {
  for (const mark of byId("balance").querySelectorAll("[data-mark]")) {
    const region = Number(mark.dataset.mark);
    mark.classList.toggle("chosen", region === shown.region);
    mark.classList.toggle("hovered", region === shown.hovered);
  }
}

const sorting = { by: "value", isDown: true };
const COLUMNS = [
  { id: "rank", word: "column-rank", of: ({ figure }) => figure?.best || Infinity, isWide: true },
  { id: "region", word: "column-region", of: ({ region }) => data.regions[region].name },
  { id: "value", word: "column-figure", of: ({ figure }) => standing(figure), isNumber: true },
  { id: "interval", word: "report-interval", isDrawn: true },
  { id: "status", word: "column-status", of: ({ figure }) => figure?.statusWord ?? "" },
  { id: "period", word: "column-period", of: ({ figure }) => figure?.period ?? "", isWide: true },
  { id: "sources", word: "column-sources", isWide: true },
];

function drawRanking() {
  const sheet = sheetShown();
  byId("ranking-title").textContent = sheet.title;
  const table = byId("ranking").querySelector("table");
  table.tHead.replaceChildren(element("tr", {}, ...COLUMNS.map((column) => {
    const isSorted = sorting.by === column.id;
    const order = isSorted ? (sorting.isDown ? "descending" : "ascending") : null;
    const text = word(column.word);
    const content = column.of ? element("button", { type: "button", onclick: () => sortBy(column) }, text) : text;
    return element("th", { scope: "col", "aria-sort": order, class: column.isNumber ? "n" : column.isWide ? "wide" : column.isDrawn ? "drawn" : null }, content);
  })));
  const rows = data.regions.map((region, at) => ({ region: at, figure: sheet.figures.get(at) ?? null }))
    .filter(({ region }) => data.regions[region].on_map);
  rows.sort(comparing(COLUMNS.find((column) => column.id === sorting.by)));
  const scale = scaleOf(rows);
  table.tBodies[0].replaceChildren(...rows.map((row) => rowOf(row, scale)));
  fillFoot(byId("ranking").querySelector(".foot"), sheet, rows.map(({ figure }) => figure?.sources ?? []), [csvLink(sheet)]);
  markRanking();
}

/** What is not known comes last, whichever way the rest is sorted. */
function comparing(column) {
  const collator = new Intl.Collator(data.lang);
  const turn = sorting.isDown ? -1 : 1;
  return (a, b) => {
    if (!a.figure !== !b.figure && column.id !== "region") return a.figure ? -1 : 1;
    const [left, right] = [column.of(a), column.of(b)];
    const order = typeof left === "string" || typeof right === "string"
      ? collator.compare(left, right) : (left ?? -Infinity) - (right ?? -Infinity);
    return (Number.isNaN(order) ? 0 : turn * order) || collator.compare(data.regions[a.region].name, data.regions[b.region].name);
  };
}

function sortBy(column) {
  const isSame = sorting.by === column.id;
  Object.assign(sorting, { by: column.id, isDown: isSame ? !sorting.isDown : Boolean(column.isNumber) });
  drawRanking();
  byId("ranking").querySelector(`th[aria-sort] button`)?.focus();
}

function scaleOf(rows) {
  const ends = rows.flatMap(({ figure }) => (figure ? [figure.value, figure.low, figure.high] : [])).filter((v) => v !== null);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const percent = (value) => ((value - low) / (high - low || 1)) * 100;
  return { percent, zero: percent(metricShown().centre ?? 0) };
}

function rowOf({ region, figure }, scale) {
  const name = element("th", { scope: "row" },
    element("button", { type: "button", onclick: (event) => { event.stopPropagation(); choose(region); } }, data.regions[region].name));
  const absent = element("span", { class: "absent" }, word("report-no-data"));
  const [value, interval] = figure ? wordsOf(figure) : [];
  const cells = figure
    ? [
        element("td", { class: "wide" }, placeOf(figure)), name,
        element("td", { class: "n" }, value, interval ? element("span", { class: "bounds" }, ` (${interval})`) : null),
        element("td", { class: "drawn" }, track(figure, scale)),
        element("td", {}, statusMark(figure), figure.isDisputed ? `; ${word("report-sources-disagree")}` : null),
        element("td", { class: "wide" }, figure.period),
        element("td", { class: "wide" }, ...sourceLinks(figure.sources.slice(0, 2)), figure.sources.length > 2 ? ` +${figure.sources.length - 2}` : null),
      ]
    : [element("td", { class: "wide" }), name, element("td", { class: "n" }, absent), element("td", { class: "drawn" }), element("td", {}),
        element("td", { class: "wide" }), element("td", { class: "wide" })];
  return element("tr", {
    "data-row": region, onclick: (event) => { if (!event.target.closest("a")) choose(region); },
    onpointerenter: () => show({ hovered: region }), onpointerleave: () => show({ hovered: null }),
  }, ...cells);
}

/** The interval as a line and the value as a mark of its status; an open side fades out. */
function track(figure, { percent, zero }) {
  const line = element("div", { class: "track" }, element("u"));
  line.firstChild.style.left = `${zero}%`;
  if (figure.low !== null || figure.high !== null) {
    const [from, to] = [figure.low === null ? 0 : percent(figure.low), figure.high === null ? 100 : percent(figure.high)];
    const range = element("i", { class: figure.high === null ? "open" : figure.low === null ? "down" : null });
    range.style.left = `${from}%`;
    range.style.width = `${Math.max(to - from, 0)}%`;
    line.append(range);
  }
  if (figure.value !== null) {
    const mark = element("b", { "data-status": figure.status });
    mark.style.left = `${percent(figure.value)}%`;
    line.append(mark);
  }
  return line;
}

function markRanking() {
  for (const row of byId("ranking").querySelectorAll("tr[data-row]")) {
    const region = Number(row.dataset.row);
    row.classList.toggle("chosen", region === shown.region);
    row.classList.toggle("hovered", region === shown.hovered);
  }
}

function startCharts() {
  byId("charts").hidden = false;
  byId("ranking").hidden = false;
  onWidth(byId("growth").querySelector(".canvas"), drawGrowth);
  onWidth(byId("balance").querySelector(".canvas"), drawBalance);
  watchers.push((changed) => {
    if (changed.has("metric") || changed.has("year")) drawRanking();
    if (changed.has("metric") || changed.has("year") || changed.has("region")) drawGrowth();
    markRanking();
    markBalance();
  });
}
