// What all parts of the page share: the data, words and numbers, elements, and what is shown.
// Figures come with their words; nothing is computed here but places on the screen.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

/** The message `id` with its named places filled in. */
const word = (id, places = {}) =>
  Object.entries(places).reduce((text, [name, value]) => text.replaceAll(`{$${name}}`, value), data.words[id] ?? id);

/** An element with attributes and children; texts are only ever texts. */
function element(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const numbers = new Intl.NumberFormat(data.lang === "ru" ? "ru-RU" : "en-GB", {
  maximumFractionDigits: 2,
  useGrouping: data.lang === "ru" ? "min2" : "auto",
});
/** A tick of an axis. */
const tick = (value) => numbers.format(value).replace("-", "\u2212");

/** What is shown; `region` and `hovered` are numbers of regions or null. */
const shown = { metric: 0, year: data.year, region: null, hovered: null };
/** Called after every change of what is shown, with what has changed. */
const watchers = [];

function show(change) {
  Object.assign(shown, change);
  const metric = data.metrics[shown.metric];
  if (!(shown.year in metric.sheets)) {
    const known = Object.keys(metric.sheets).map(Number);
    const nearest = known.sort((a, b) => Math.abs(a - shown.year) - Math.abs(b - shown.year))[0];
    if (nearest !== undefined) shown.year = nearest;
  }
  for (const watcher of watchers) watcher(new Set(Object.keys(change)));
}

const UNSURE = 1;
const DISPUTED = 2;
const BOUNDS_ONLY = -2;
const sheets = new Map();

/** The sheet of a metric and year: its texts, and its figures by region. */
function sheetOf(metric, year) {
  const number = data.metrics[metric]?.sheets[year];
  if (number === undefined) return null;
  if (!sheets.has(number)) {
    const { cells, ...texts } = data.sheets[number];
    sheets.set(number, { ...texts, number, figures: new Map(cells.map((cell) => [cell[0], figureOf(cell)])) });
  }
  return sheets.get(number);
}

function figureOf([region, value, low, high, status, group, flags, best, worst, place, text, period, note, sources, label]) {
  return {
    region, value, low, high, sources, best, worst, place: data.texts[place],
    class: group,
    isUnsure: (flags & UNSURE) !== 0,
    isDisputed: (flags & DISPUTED) !== 0,
    status: data.statuses[status][0],
    statusWord: data.statuses[status][1],
    text: data.texts[text],
    period: data.texts[period],
    note: data.texts[note],
    label: data.texts[label],
  };
}

const sheetShown = () => sheetOf(shown.metric, shown.year);
const metricShown = () => data.metrics[shown.metric];

/** The number by which a figure is ranked: its value, else the least that it can be. */
const standing = (figure) => figure?.value ?? figure?.low ?? figure?.high ?? null;

/** "1", "2–9", "9 or 1–3": the places that bounds and sources leave open. */
const placeOf = (figure) => figure?.place ?? "";

/** The words of a figure and those of its interval, which is empty where it is exact. */
function wordsOf({ text }) {
  const [, value, interval] = text.match(/^(.*?)(?: \((.*)\))?$/);
  return [value, interval ?? ""];
}

/** The sources of a figure in a few words, where there is no room for links. */
const cited = (ids) => element("span", { class: "cited" }, word("source-line", {
  list: [...new Set(ids.map((id) => data.sources[id].label))].slice(0, 3).join("; "),
}));

const HOLDING = ["whole", "part", "seasonal"];
/** The ban of a region that is drawn, if there is one. */
const banOf = (region, year = shown.year) => (data.bans[year] ?? []).find((ban) => ban.region === region);
const hasBan = (region, year = shown.year) => HOLDING.includes(banOf(region, year)?.class);
const banWord = (region) => word(`map-drawn-ban-${banOf(region).class}`);

/** A mark and the word of a status. */
const statusMark = (figure) =>
  element("span", { class: "status", "data-status": figure.status }, figure.statusWord);

/** A link to a source in the list below. */
function sourceLink(number) {
  const source = data.sources[number];
  return element("a", { href: `#source-${source.id}`, title: source.title }, source.label);
}

/** Links with semicolons between them. */
const sourceLinks = (ids) => ids.flatMap((id, at) => (at > 0 ? ["; ", sourceLink(id)] : [sourceLink(id)]));

/** "Sources: …", those of most use first, the rest folded. */
function sourceLine(lists) {
  const NAMED = 4;
  const uses = new Map();
  for (const id of lists.flat()) uses.set(id, (uses.get(id) ?? 0) + 1);
  const ids = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
  if (ids.length === 0) return null;
  const [before, after] = word("source-line").split("{$list}");
  // Of several by one publisher on one day, the first stands for all among those named.
  const isFirst = (id, at) => ids.findIndex((other) => data.sources[other].label === data.sources[id].label) === at;
  const named = ids.filter(isFirst).slice(0, NAMED);
  const rest = ids.filter((id) => !named.includes(id));
  return element(
    "p",
    { class: "sources" },
    before,
    ...sourceLinks(named),
    rest.length ? element("details", { class: "more" },
      element("summary", {}, word("report-more-sources", { count: rest.length })), ...sourceLinks(rest)) : after,
  );
}

/** Notes, status and sources below a figure, then its downloads. */
function fillFoot(foot, { notes = [], status_line = "" }, sources, downloads = []) {
  const texts = [...notes, status_line].filter(Boolean).map((text) => element("p", {}, text));
  foot.replaceChildren(...texts, ...[sourceLine(sources)].filter(Boolean));
  if (downloads.length) foot.append(element("p", { class: "downloads" }, ...downloads));
}

/** Redraws when the width has changed. */
function onWidth(node, draw) {
  let width = 0;
  new ResizeObserver(() => {
    if (node.clientWidth !== width && node.clientWidth > 0) {
      width = node.clientWidth;
      draw();
    }
  }).observe(node);
}
