// The map: colours of what is shown, legend, pointing, choosing, keys, nearer and farther.

const map = byId("map");
const stage = byId("stage");
const shapes = [...map.querySelectorAll(".region")];
const outlines = byId("outlines");
const labels = byId("labels");
const signs = byId("signs");
const tip = byId("tip");
const bans = [...map.querySelectorAll("[data-ban]")];
const regionOf = (shape) => Number(shape.dataset.region);
const shapesOf = (region) => shapes.filter((shape) => regionOf(shape) === region);
const whole = { x: 0, y: 0, width: map.viewBox.baseVal.width, height: map.viewBox.baseVal.height };
const camera = { ...whole };
const MOST_NEAR = 12;

/** What fills a region: its class, hatched where its bounds reach into others; never a colour
 *  where nothing is known. */
function paintOf(figure, sheet) {
  if (!figure) return "url(#no-data)";
  if (figure.class === BOUNDS_ONLY) return "url(#bounds)";
  const group = sheet.classes[figure.class];
  if (!group) return "url(#no-data)";
  return figure.isUnsure ? `url(#unsure-${figure.class})` : group.colour;
}

function paint() {
  const sheet = sheetShown();
  sheet.classes.forEach(({ colour }, at) => map.querySelector(`#unsure-${at} rect`)?.setAttribute("fill", colour));
  for (const shape of shapes) {
    const figure = sheet.figures.get(regionOf(shape));
    shape.setAttribute("fill", paintOf(figure, sheet));
    shape.setAttribute("aria-label", sentence(regionOf(shape), figure));
  }
  const isCategorical = metricShown().is_categorical;
  for (const ban of bans) {
    const isShown = !isCategorical && banOf(Number(ban.dataset.ban))?.class === "whole";
    if (isShown) ban.removeAttribute("display");
    else ban.setAttribute("display", "none");
  }
  map.setAttribute("aria-label", sheet.alt);
  byId("map-title").textContent = sheet.title;
  byId("map-subtitle").textContent = sheet.subtitle;
  label(sheet);
  drawSigns();
  drawLegend(sheet);
  const shownFigures = [...sheet.figures.values()].filter((figure) => data.regions[figure.region].on_map);
  fillFoot(byId("map-foot"), sheet, shownFigures.map((figure) => figure.sources), [csvLink(sheet), svgLink()]);
}

const SIGN_PX = 14;

/** Draws the signs of bans of a part of a region, of a season, or planned; they keep their size on the screen. */
function drawSigns() {
  const side = SIGN_PX * camera.width / (map.getBoundingClientRect().width || whole.width);
  const drawn = data.bans[shown.year] ?? [];
  signs.replaceChildren(...drawn.flatMap((ban) => ban.signs.map(([x, y]) =>
    svg("use", { href: `#ban-${ban.class}`, x: x - side / 2, y: y - side / 2, width: side, height: side }))));
}

const LABELS = 7;
const LABEL_PX = 12;

/** Names the regions that stand out most, each only where it meets no other name. */
function label(sheet) {
  const { centre, is_categorical } = metricShown();
  const weight = (figure) => Math.abs((standing(figure) ?? 0) - (centre ?? 0));
  const figures = [...sheet.figures.values()]
    .filter((figure) => data.regions[figure.region].on_map && figure.label)
    .sort((a, b) => weight(b) - weight(a)).slice(0, is_categorical ? 0 : LABELS);
  labels.replaceChildren();
  // Names keep their size on the screen.
  labels.setAttribute("font-size", LABEL_PX * camera.width / (map.getBoundingClientRect().width || whole.width));
  const taken = [];
  for (const figure of figures) {
    const box = shapesOf(figure.region)[0]?.getBBox();
    if (!box) continue;
    const text = svg("text", { x: box.x + box.width / 2, y: box.y + box.height / 2, "text-anchor": "middle", "data-label": figure.region },
      svg("tspan", {}, data.regions[figure.region].short),
      svg("tspan", { x: box.x + box.width / 2, dy: "1.15em", class: "strong" }, figure.label));
    labels.append(text);
    const room = text.getBBox();
    const meets = (other) => room.x < other.x + other.width && other.x < room.x + room.width
      && room.y < other.y + other.height && other.y < room.y + room.height;
    const isOff = room.x < 0 || room.x + room.width > whole.width;
    if (isOff || taken.some(meets)) text.remove();
    else taken.push(room);
  }
}

/** A figure as one sentence, to be read out. */
function sentence(region, figure) {
  const name = data.regions[region].name;
  if (!figure) return `${name}: ${word("report-no-data")}`;
  const parts = [figure.text, figure.statusWord, figure.period];
  if (hasBan(region) && !metricShown().is_categorical) parts.push(banWord(region));
  if (figure.isDisputed) parts.push(word("report-sources-disagree"));
  return `${name}: ${parts.filter(Boolean).join(", ")}`;
}

function drawLegend(sheet) {
  const swatch = (fill, overlay) =>
    svg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" },
      svg("rect", { width: 26, height: 16, fill }), overlay ? svg("rect", { width: 26, height: 16, fill: overlay }) : null);
  const item = (mark, text, count) =>
    element("span", { class: "item" }, mark, element("span", {}, text,
      count === undefined ? null : element("span", { class: "count" }, ` (${count})`)));
  const figures = [...sheet.figures.values()].filter((figure) => data.regions[figure.region].on_map);
  const known = new Set(figures.map((figure) => figure.region));
  const unknown = data.regions.filter((region, at) => region.on_map && !known.has(at)).length;
  const items = sheet.classes.map((group) => item(swatch(group.colour), group.label, group.count));
  const firstUnsure = figures.find((figure) => figure.isUnsure);
  if (firstUnsure) items.push(item(swatch(`url(#unsure-${firstUnsure.class})`), word("report-unsure")));
  const ranges = figures.filter((figure) => figure.class === BOUNDS_ONLY).length;
  if (ranges) items.push(item(swatch("url(#bounds)"), word("report-bounds-only"), ranges));
  if (unknown) items.push(item(swatch("url(#no-data)"), word("report-no-data"), unknown));
  const outlined = (name) =>
    svg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" }, svg("rect", { x: 2, y: 2, width: 22, height: 12, class: name }));
  const drawn = data.bans[shown.year] ?? [];
  for (const kind of ["whole", "part", "seasonal", "planned"]) {
    const count = drawn.filter((ban) => ban.class === kind).length;
    // Where bans are what is coloured, they are outlined by no line.
    if (!count || kind === "whole" && metricShown().is_categorical) continue;
    const mark = kind === "whole" ? outlined("ban")
      : svg("svg", { viewBox: "-13 -9 26 18", "aria-hidden": "true" },
        svg("use", { href: `#ban-${kind}`, x: -9, y: -9, width: 18, height: 18 }));
    items.push(item(mark, word(`map-drawn-ban-${kind}`), count));
  }
  if (map.querySelector(".disputed")) items.push(item(outlined("dashed"), word("report-disputed")));
  const { name, unit } = metricShown();
  const heading = element("span", { class: "heading" }, unit ? `${name}, ${unit}` : name, " ",
    element("span", { class: "count" }, word("report-region-count")));
  byId("legend").replaceChildren(heading, ...items);
}

/** Draws the outlines of what is pointed at and of what is chosen, on top of all. */
function outline() {
  const copies = (region, name) =>
    region === null ? [] : shapesOf(region).flatMap((shape) => [`${name} halo`, name].map((kind) =>
      svg("use", { href: shape.getAttribute("href"), class: kind })));
  outlines.replaceChildren(...copies(shown.region, "chosen"),
    ...(shown.hovered === shown.region ? [] : copies(shown.hovered, "hovered")));
  for (const shape of shapes) shape.setAttribute("aria-pressed", String(regionOf(shape) === shown.region));
}

function showTip(region, x, y) {
  const figure = sheetShown().figures.get(region);
  const { name } = data.regions[region];
  const lines = figure
    ? [figure.text, [figure.statusWord, figure.period].filter(Boolean).join(", ")]
    : [word("report-no-data")];
  if (placeOf(figure)) lines.push(word("report-place", { place: placeOf(figure), all: countOnMap }));
  if (hasBan(region) && !metricShown().is_categorical) lines.push(banWord(region));
  if (figure?.isDisputed) lines.push(word("report-sources-disagree"));
  tip.replaceChildren(element("b", {}, name), ...lines.flatMap((line) => [element("span", {}, line), element("br")]),
    ...(figure ? [cited(figure.sources)] : []));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, x + 14), innerWidth - box.width - 8);
  const top = y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18;
  tip.style.left = `${left}px`;
  tip.style.top = `${Math.max(8, top)}px`;
}

const countOnMap = data.regions.filter((region) => region.on_map).length;

function hideTip() {
  tip.hidden = true;
}

/** Points at a region from wherever it is drawn. */
function pointAt(region, event) {
  if (region !== shown.hovered) show({ hovered: region });
  if (region === null) hideTip();
  else showTip(region, event.clientX, event.clientY);
}

/** Chooses a region, or lets it go where it is chosen already. */
function choose(region) {
  show({ region: region === shown.region ? null : region });
}

/** The region whose middle is nearest in a direction; distances across it count double. */
function neighbour(region, [dx, dy]) {
  const middle = (of) => {
    const box = shapesOf(of)[0].getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const from = middle(region);
  let best = null;
  for (const other of new Set(shapes.map(regionOf))) {
    const [x, y] = middle(other);
    const along = (x - from[0]) * dx + (y - from[1]) * dy;
    const across = Math.abs((x - from[0]) * dy - (y - from[1]) * dx);
    if (other === region || along <= 0.5) continue;
    const far = along + 2 * across;
    if (!best || far < best.far) best = { region: other, far };
  }
  return best?.region ?? region;
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function onKey(event) {
  const region = regionOf(event.target);
  if (event.key in ARROWS) focusOn(neighbour(region, ARROWS[event.key]));
  else if (event.key === "Enter" || event.key === " ") choose(region);
  else return;
  event.preventDefault();
}

function focusOn(region) {
  const shape = shapesOf(region)[0];
  for (const other of shapes) other.setAttribute("tabindex", other === shape ? "0" : "-1");
  shape.focus({ preventScroll: true });
}

function onFocus(event) {
  const region = regionOf(event.target);
  show({ hovered: region });
  const box = event.target.getBoundingClientRect();
  showTip(region, box.x + box.width / 2, box.y + box.height / 2);
}

/** Shows the part of the map that the camera is at. */
function look() {
  camera.width = Math.min(camera.width, whole.width);
  camera.height = camera.width * whole.height / whole.width;
  camera.x = Math.min(Math.max(camera.x, 0), whole.width - camera.width);
  camera.y = Math.min(Math.max(camera.y, 0), whole.height - camera.height);
  map.setAttribute("viewBox", `${camera.x} ${camera.y} ${camera.width} ${camera.height}`);
  map.classList.toggle("near", camera.width < whole.width);
  label(sheetShown());
  drawSigns();
}

/** Goes nearer (above one) or farther around a point of the map. */
function zoom(factor, point) {
  const width = Math.min(Math.max(camera.width / factor, whole.width / MOST_NEAR), whole.width);
  const [x, y] = point ?? [camera.x + camera.width / 2, camera.y + camera.height / 2];
  const share = width / camera.width;
  Object.assign(camera, { x: x - (x - camera.x) * share, y: y - (y - camera.y) * share, width });
  look();
}

/** Where on the map an event is. */
function placeOfEvent(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  return [at.x, at.y];
}

function onZoomButton(event) {
  const kind = event.target.dataset.zoom;
  const chosen = shown.region !== null && shapesOf(shown.region)[0]?.getBBox();
  const middle = chosen ? [chosen.x + chosen.width / 2, chosen.y + chosen.height / 2] : undefined;
  if (kind === "in") {
    zoom(1.6, middle);
    if (middle) {
      camera.x = middle[0] - camera.width / 2;
      camera.y = middle[1] - camera.height / 2;
      look();
    }
  } else if (kind === "out") zoom(1 / 1.6);
  else if (kind === "whole") {
    Object.assign(camera, whole);
    look();
  }
}

/** Dragging moves a map that is looked at from near. */
function dragFrom(start) {
  if (camera.width >= whole.width || start.button !== 0) return;
  const from = { ...camera };
  const scale = camera.width / map.getBoundingClientRect().width;
  const move = (event) => {
    const [dx, dy] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (Math.abs(dx) + Math.abs(dy) > 4) dragged = true;
    Object.assign(camera, { x: from.x - dx * scale, y: from.y - dy * scale });
    look();
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
}
let dragged = false;

function startMap() {
  shapes.forEach((shape, at) => {
    shape.querySelector("title")?.remove();
    dress(shape, { role: "button", tabindex: at === 0 ? "0" : "-1", onkeydown: onKey, onfocus: onFocus,
      onblur: () => { hideTip(); show({ hovered: null }); } }, []);
  });
  const regionAt = (event) => (event.target.closest?.(".region") ? regionOf(event.target) : null);
  map.addEventListener("pointermove", (event) => pointAt(regionAt(event), event));
  map.addEventListener("pointerleave", (event) => pointAt(null, event));
  map.addEventListener("pointerdown", (event) => { dragged = false; dragFrom(event); });
  map.addEventListener("click", (event) => {
    const region = regionAt(event);
    if (region !== null && !dragged) choose(region);
  });
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, placeOfEvent(event));
  }, { passive: false });
  byId("zoom").addEventListener("click", onZoomButton);
  byId("zoom").hidden = false;
  onWidth(stage, look);
  byId("keys").hidden = false;
  watchers.push((changed) => {
    if (changed.has("metric") || changed.has("year")) paint();
    outline();
  });
}
