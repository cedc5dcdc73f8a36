// What is shown as files: the figures as CSV, the map as SVG with its title, legend and sources.

const dataUrl = (type, text) => `data:${type};charset=utf-8,${encodeURIComponent(text)}`;

/** The year that a file is named for: that of the figures where all of them are later than the year asked for. */
function yearOfFile(sheet) {
  const years = sheet.rows.map((row) => Number.parseInt(data.texts[row[1]], 10)).filter(Number.isFinite);
  return years.length > 0 ? Math.max(shown.year, Math.min(...years)) : shown.year;
}

const fileName = (ending) => `${metricShown().id}-${yearOfFile(sheetShown())}.${ending}`;

/** A cell of a CSV file; what a spreadsheet would take for a formula stays a text. */
function csvCell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows and columns of the table that the program exports; no data is a row without a value. */
function csvText(sheet) {
  const metric = metricShown();
  const rows = sheet.rows.map(([at, period, accuracy, category, actStatus, conflicts, note, sources]) => {
    const region = data.regions[at];
    const figure = sheet.figures.get(at);
    const cited = sources.map((id) => data.sources[id]);
    const row = {
      region: region.code, region_name: region.name, metric: metric.id, metric_name: metric.name, unit: metric.unit_id,
      period: data.texts[period], accuracy: data.texts[accuracy], category: data.texts[category],
      act_status: data.texts[actStatus], conflicts: data.texts[conflicts], note: data.texts[note],
      value: figure?.value, low: figure?.low, high: figure?.high, status: figure?.status ?? "no_data",
      rank: placeOf(figure), rank_best: figure?.best || null, rank_worst: figure?.worst || null,
      sources: cited.map((source) => source.id).join(" "),
      source_urls: cited.map((source) => source.url).filter(Boolean).join(" "),
    };
    return data.columns.map((column) => row[column]);
  });
  // Excel reads UTF-8 by its mark only.
  return "\ufeff" + [data.columns, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

const csvLink = (sheet) =>
  element("a", { href: dataUrl("text/csv", csvText(sheet)), download: fileName("csv") }, word("report-csv"));

/** The link is filled when it is wanted: a map is large. */
function svgLink() {
  const link = element("a", { href: "#", download: fileName("svg") }, word("report-svg"));
  const fill = () => link.setAttribute("href", dataUrl("image/svg+xml", svgText()));
  for (const event of ["pointerdown", "focus", "keydown"]) link.addEventListener(event, fill);
  link.addEventListener("click", fill);
  return link;
}

/** Lines of a text that is to be so wide; widths are those of an ordinary sans-serif. */
function wrapped(text, width, size) {
  const most = Math.floor(width / (size * 0.52));
  const lines = [""];
  for (const part of text.split(" ")) {
    const line = lines.at(-1);
    if (line && line.length + 1 + part.length > most) lines.push(part);
    else lines[lines.length - 1] = line ? `${line} ${part}` : part;
  }
  return lines;
}

/** The look of the map on white paper, without the style sheet of the page. */
const PRINTED = `.land{fill:#f1f1ee}.lakes{fill:#d0e1ec}.borders{fill:none;stroke:#fff;stroke-width:.8}
.dashed{fill:none;stroke:#6f7880;stroke-dasharray:3 2}.none{fill:#e3e5e7}.paper{fill:#fff}
.seam{stroke:#fff;stroke-width:1.4;fill:none}.range{stroke:#6f7880;stroke-width:.9;stroke-opacity:.55}
.ban{fill:none;stroke:#a1263f;stroke-width:2.2}.sign{fill:#fff;stroke:#a1263f;stroke-width:1.6}.sign-line{fill:none;stroke:#a1263f;stroke-width:1.6}
.halo{fill:none;stroke:#fff;stroke-width:5}.chosen{fill:none;stroke:#000;stroke-width:2.8}.hovered{display:none}
text{font-family:Inter,'Helvetica Neue',Arial,'Liberation Sans',sans-serif;fill:#1a1d21}`;

/** The map with all that must stand beside it. */
function svgText() {
  const sheet = sheetShown();
  const copy = map.cloneNode(true);
  for (const shape of copy.querySelectorAll("[tabindex], [role]")) {
    const figure = sheet.figures.get(Number(shape.dataset.region));
    if (shape.dataset.region) shape.append(svg("title", {}, sentence(Number(shape.dataset.region), figure)));
    for (const name of ["tabindex", "role", "aria-pressed", "aria-label"]) shape.removeAttribute(name);
  }
  const { width, height } = whole;
  let y = 0;
  const texts = [];
  const write = (text, size, weight = 400) => wrapped(text, width - 40, size).forEach((line) => {
    y += size * 1.35;
    texts.push(svg("text", { x: 20, y, "font-size": size, "font-weight": weight }, line));
  });
  write(sheet.title, 28, 700);
  write(sheet.subtitle, 16);
  const top = y + 12;
  y = top + height + 8;
  let x = 20;
  const swatches = [...byId("legend").querySelectorAll(".item")].flatMap((item) => {
    const text = item.textContent;
    const wide = 40 + text.length * 7.4;
    if (x + wide > width - 20) [x, y] = [20, y + 26];
    const rects = [...item.querySelectorAll("rect")].map((rect) =>
      svg("rect", { x, y, width: 26, height: 16, fill: rect.getAttribute("fill"), stroke: "#6f7880", "stroke-width": 0.8 }));
    rects.push(svg("text", { x: x + 32, y: y + 13, "font-size": 14 }, text));
    x += wide;
    return rects;
  });
  y += 26;
  const cited = [...byId("map-foot").querySelectorAll(".sources a")].map((link) => link.textContent).join("; ");
  for (const text of [...sheet.notes, sheet.status_line, word("source-line", { list: cited })].filter(Boolean)) write(text, 13);
  const page = svg("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${y + 14}`, width, height: y + 14, role: "img", "aria-label": sheet.alt, lang: data.lang });
  page.append(svg("title", {}, sheet.title), svg("desc", {}, sheet.alt), svg("style", {}, PRINTED),
    svg("rect", { width, height: y + 14, fill: "#fff" }));
  for (const [name, value] of Object.entries({ x: 0, y: top, width, height, viewBox: `0 0 ${width} ${height}` })) copy.setAttribute(name, value);
  page.append(copy, ...swatches, ...texts);
  return new XMLSerializer().serializeToString(page);
}
