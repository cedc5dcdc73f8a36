// The page as a whole: its controls, the card of what is chosen, and how it starts.

function fillControls() {
  const metrics = byId("metric");
  metrics.append(...data.metrics.map((metric, at) => element("option", { value: at }, metric.name)));
  metrics.addEventListener("change", () => show({ metric: Number(metrics.value) }));
  byId("years").append(...data.years.map((year) => element("label", {},
    element("input", { type: "radio", name: "year", value: year, onchange: () => show({ year }) }), element("span", {}, String(year)))));
  const collator = new Intl.Collator(data.lang);
  const regions = data.regions.map((region, at) => ({ ...region, at }))
    .sort((a, b) => Number(a.on_map) - Number(b.on_map) || (a.on_map ? collator.compare(a.name, b.name) : a.at - b.at));
  const chosen = byId("region");
  chosen.append(element("option", { value: "" }, word("report-all-regions")),
    ...regions.filter(({ at }) => at !== data.whole).map(({ name, at }) => element("option", { value: at }, name)));
  chosen.addEventListener("change", () => show({ region: chosen.value === "" ? null : Number(chosen.value) }));
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("controls").hidden = false;
}

function followControls() {
  byId("metric").value = shown.metric;
  byId("region").value = shown.region ?? "";
  for (const input of byId("years").querySelectorAll("input")) {
    input.checked = Number(input.value) === shown.year;
    input.disabled = !(input.value in metricShown().sheets);
  }
}

/** All that is known of what is chosen, or of the whole. */
function drawCard() {
  const card = byId("card");
  const region = shown.region ?? data.whole;
  card.hidden = region === null;
  if (region === null) return;
  const { name, part_of, on_map } = data.regions[region];
  const metric = metricShown();
  const figure = sheetShown().figures.get(region);
  const rows = [];
  const row = (label, ...content) => rows.push(element("dt", {}, label), element("dd", {}, ...content));
  const parts = [];
  if (figure) {
    const [value, interval] = wordsOf(figure);
    parts.push(element("p", { class: "value" }, value));
    if (interval) row(word("report-interval"), interval);
    row(word("column-status"), statusMark(figure), figure.isDisputed ? `; ${word("report-sources-disagree")}` : null);
    if (figure.period) row(word("column-period"), figure.period);
    if (placeOf(figure)) row(word("column-rank"), word("report-place", { place: placeOf(figure), all: countOnMap }));
  } else parts.push(element("p", { class: "value absent" }, word("report-no-data")));
  if (on_map && hasBan(region) && !metric.is_categorical) parts.push(element("p", { class: "ban-holds" }, banWord(region)));
  if (figure) row(word("column-sources"), ...sourceLinks(figure.sources));
  card.replaceChildren(
    element("h2", {}, name), ...(part_of ? [element("p", { class: "hint" }, part_of)] : []),
    element("p", { class: "subtitle" }, `${metric.name}, ${shown.year}`), ...parts, element("dl", {}, ...rows),
    ...[figure?.note, metric.description].filter(Boolean).map((text) => element("p", { class: "note" }, text)),
    ...(shown.region === null ? [] : [element("button", { type: "button", id: "clear", onclick: () => show({ region: null }) }, word("report-clear"))]),
  );
}

/** Tells those who listen what has changed. */
function tell(changed) {
  const sheet = sheetShown();
  if (changed.has("region") && shown.region !== null) byId("said").textContent = sentence(shown.region, sheet.figures.get(shown.region));
  else if (changed.has("metric") || changed.has("year")) byId("said").textContent = word("report-sheet-shown", { title: sheet.title });
}

function start() {
  document.documentElement.classList.remove("no-script");
  fillControls();
  startMap();
  startCharts();
  watchers.push((changed) => {
    if (changed.has("hovered") && changed.size === 1) return;
    followControls();
    drawCard();
    tell(changed);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hideTip();
      show({ region: null, hovered: null });
    }
  });
  addEventListener("scroll", hideTip, { passive: true });
  // Sources that are folded on the screen are read on paper; long tables stay folded.
  const folded = [];
  addEventListener("beforeprint", () => document.querySelectorAll("details.more:not([open])").forEach((part) => {
    folded.push(part);
    part.open = true;
  }));
  addEventListener("afterprint", () => folded.splice(0).forEach((part) => { part.open = false; }));
  show({ metric: 0, year: data.year, region: null });
}

if (data.metrics.length > 0 && sheetShown()) start();
