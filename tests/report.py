#!/usr/bin/env python3
"""Opens the report in a real browser without a window, from disk and without a network, and holds
what a reader does with it: pointing, choosing, sorting, years, metrics, keys, downloads, both
languages; and the report on paper. Speaks the DevTools protocol over pipes; needs nothing but
Python, Chromium, and pdftotext and pdffonts of Poppler.

Usage: tests/report.py PATH/TO/hashatlas [FOLDER FOR PICTURES]
"""

import base64
import csv
import io
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree

PATIENCE_S = 60
LARGEST_BYTES = 3 * 1000 * 1000
DESKTOP, PHONE = (1280, 800), (390, 844)


class Browser:
    """A Chromium that was started for the test, and one page of it."""

    def __init__(self, folder):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not program:
            sys.exit("FAILED: there is no chromium")
        to_browser, ours_out = os.pipe()
        ours_in, from_browser = os.pipe()

        def place_pipes():
            # The browser reads file descriptor 3 and writes 4.
            read, write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(read, 3)
            os.dup2(write, 4)

        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={folder}", "--remote-debugging-pipe",
            "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=place_pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_browser)
        os.close(from_browser)
        self.out, self.into = ours_out, ours_in
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next_message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def next_message(self):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.into], [], [], PATIENCE_S)
            piece = os.read(self.into, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("the browser does not answer")
            self.buffer += piece
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def evaluate(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait_for(self, expression):
        end = time.monotonic() + PATIENCE_S
        while not self.evaluate(expression):
            if time.monotonic() > end:
                fail(f"waited in vain for {expression}")
            time.sleep(0.05)

    def show(self, path, size, is_dark=False, scripts=True):
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.ask("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size == PHONE)
        scheme = "dark" if is_dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        self.ask("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.next_message())

    def mouse(self, kind, x, y):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left" if kind != "mouseMoved" else "none", clickCount=1)

    def click(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(kind, x, y)

    def key(self, name):
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name)

    def tab(self):
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)

    def picture(self, path, is_whole=False):
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=is_whole, **self.clip(is_whole))
        path.write_bytes(base64.b64decode(shot["data"]))

    def clip(self, is_whole):
        if not is_whole:
            return {}
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 9000), "scale": 1}}

    def close(self):
        self.process.terminate()
        self.process.wait()


def fail(text):
    print(f"FAILED: {text}", file=sys.stderr)
    sys.exit(1)


def hold(is_so, text):
    if not is_so:
        fail(text)


def complaints(browser):
    """Errors of the page and requests to anywhere but the disk."""
    said = []
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            said.append(json.dumps(parameters["exceptionDetails"])[:600])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            said.append(parameters["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            said.append(str(parameters["args"])[:600])
        elif method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            if not url.startswith(("file:", "data:", "about:")):
                said.append(f"asks for {url}")
    return said


def middle_of(browser, selector):
    """A point that lies on a shape, whatever its form."""
    return browser.evaluate(
        f"""(async () => {{
            const shape = document.querySelector({json.dumps(selector)});
            shape.scrollIntoView({{ block: "center" }});
            // Scrolling is told a frame later.
            for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
            const box = shape.getBoundingClientRect();
            for (const share of [.5, .4, .6, .3, .7, .2, .8]) for (const other of [.5, .4, .6, .3, .7, .2, .8]) {{
                const at = [box.x + box.width * share, box.y + box.height * other];
                if (document.elementFromPoint(...at)?.closest({json.dumps(selector)})) return at;
            }}
            return null;
        }})()"""
    )


def text(browser, selector):
    return browser.evaluate(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''")


def check_page(program, browser, path, lang):
    words = {
        "en": {"unknown": "no data", "estimated": "estimated", "farms": "Farms detected", "irkutsk": "Irkutsk Oblast"},
        "ru": {"unknown": "нет данных", "estimated": "оценено", "farms": "Выявленные фермы", "irkutsk": "Иркутская область"},
    }[lang]
    browser.show(path, DESKTOP)
    hold(browser.evaluate("document.documentElement.lang") == lang, "the page does not say its language")
    data = json.loads(text(browser, "#data"))
    number = next(at for at, region in enumerate(data["regions"]) if region["code"] == "RU-IRK")
    irkutsk = f'.region[data-region="{number}"]'

    print(f"  {lang}: pointing shows name, figure and status; no data has the colour of no class")
    at = middle_of(browser, irkutsk)
    hold(at, "Irkutsk is nowhere on the map")
    browser.mouse("mouseMoved", *at)
    browser.wait_for("!document.querySelector('#tip').hidden")
    tip = text(browser, "#tip")
    hold(words["irkutsk"] in tip and data["statuses"][1][1] in tip, f"the tip says {tip!r}")
    hold(browser.evaluate("document.querySelectorAll('#outlines .hovered').length > 0"), "what is pointed at has no outline")
    fills = browser.evaluate("[...document.querySelectorAll('.region')].map((shape) => shape.getAttribute('fill'))")
    hold(all(fill.startswith(("#", "url(#")) for fill in fills), f"fills: {set(fills)}")

    hold(data["sources"][0]["label"] and text(browser, "#tip .cited"), "the tip names no source")
    hold(browser.evaluate("[...document.querySelectorAll('.headline li')].every((year) => year.querySelector('.status') && year.querySelector('.cited a'))"), "the headline lacks status or source")

    print(f"  {lang}: choosing opens the card, marks the row, and is heard")
    browser.click(*at)
    browser.wait_for("document.querySelectorAll('#outlines .chosen').length > 0")
    hold(words["irkutsk"] in text(browser, "#card h2"), "the card is of another region")
    hold(data["statuses"][1][1] in text(browser, "#card"), "the card has no status")
    hold(browser.evaluate("document.querySelectorAll('#card dd a[href^=\"#source-\"]').length > 0"), "the card has no source")
    hold(browser.evaluate(f"document.querySelector('tr[data-row=\"{number}\"]').classList.contains('chosen')"), "the row is not marked")
    hold(words["irkutsk"] in text(browser, "#said"), "nothing is said to those who listen")
    hold(words["irkutsk"] in text(browser, "#growth-title"), "the growth chart is of another region")
    browser.key("Escape")
    browser.wait_for("document.querySelectorAll('#outlines .chosen').length === 0")

    print(f"  {lang}: the keyboard goes from region to region and chooses")
    browser.evaluate(f"document.querySelector('{irkutsk}').focus()")
    browser.key("ArrowRight")
    second = browser.evaluate("document.activeElement.dataset.region")
    hold(second not in (None, str(number)), "the arrow key does not move")
    browser.key("Enter")
    browser.wait_for("document.querySelectorAll('#outlines .chosen').length > 0")
    hold(browser.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true", "Enter does not choose")
    browser.key("Escape")

    print(f"  {lang}: the whole page is within reach of Tab alone, in the order of the page")
    browser.evaluate("document.querySelector('.skip').focus()")
    reached = ["skip"]
    for _ in range(20):
        browser.tab()
        reached.append(browser.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.tagName"))
        if reached[-1] == "metric":
            hold(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", "focus is not seen")
    found = [reached.index(part) for part in ("skip", "metric", "region") if part in reached]
    hold(len(found) == 3 and found == sorted(found), f"Tab reaches {reached}")

    print(f"  {lang}: a heading sorts, and what is unknown stays last")
    values = "[...document.querySelectorAll('#ranking tbody tr')].map((row) => row.cells[1].textContent)"
    first = browser.evaluate(values)
    browser.evaluate("document.querySelectorAll('#ranking th button')[1].click()")
    by_name = browser.evaluate(values)
    hold(sorted(first) == sorted(by_name) and first != by_name, "sorting by name changes nothing")
    hold(browser.evaluate("document.querySelectorAll('#ranking th[aria-sort=ascending]').length") == 1, "no column says that it is sorted")
    browser.evaluate("document.querySelectorAll('#ranking th button')[2].click()")
    hold(browser.evaluate(values) == first, "sorting by value does not come back")

    print(f"  {lang}: year and metric change all of the page")
    title = text(browser, "#map-title")
    hold(words["farms"] in title and "2025" in title, f"the map says {title!r}")
    browser.evaluate("document.querySelector('input[name=year][value=\"2023\"]').click()")
    hold("2023" in text(browser, "#map-title") and "2023" in text(browser, "#ranking-title"), "the year does not change")
    before = browser.evaluate("document.querySelector('#legend').textContent")
    browser.evaluate(
        "(() => { const all = document.querySelector('#metric');"
        " all.value = [...all.options].findIndex((option, at) => at === 3); all.dispatchEvent(new Event('change')); })()"
    )
    hold(browser.evaluate("document.querySelector('#legend').textContent") != before, "the legend does not change")
    for at, metric in enumerate(data["metrics"]):
        browser.evaluate(
            f"(() => {{ const all = document.querySelector('#metric'); all.value = {at}; all.dispatchEvent(new Event('change')); }})()"
        )
        hold(metric["name"] in text(browser, "#card"), f"{metric['id']} is not shown")
        hold(browser.evaluate("document.querySelectorAll('#map-foot .sources a').length > 0"), f"{metric['id']} names no source")
    browser.evaluate(
        "(() => { const all = document.querySelector('#metric'); all.value = 0; all.dispatchEvent(new Event('change')); })()"
    )

    print(f"  {lang}: what is shown can be taken along")
    check_tables(program, browser, data, lang)
    check_map_download(browser)

    print(f"  {lang}: nothing went wrong, and nothing was asked of a network")
    hold(not complaints(browser), "; ".join(complaints(browser)))


def rows_of(text):
    """Rows of a table by names of columns, numbers as numbers."""
    numbers = ("value", "low", "high", "rank_best", "rank_worst")
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    rows = [{name: float(cell) if cell and name in numbers else cell for name, cell in row.items()} for row in reader]
    return reader.fieldnames, rows


def check_tables(program, browser, data, lang):
    """Each table of the page is the one that the program exports, row by row."""
    in_page = {region["code"] for region in data["regions"]}
    link = "#map-foot a[download$='.csv']"
    for at, metric in enumerate(data["metrics"]):
        browser.evaluate(
            f"(() => {{ const all = document.querySelector('#metric'); all.value = {at}; all.dispatchEvent(new Event('change')); }})()"
        )
        address = browser.evaluate(f"document.querySelector(\"{link}\").href")
        name = browser.evaluate(f"document.querySelector(\"{link}\").download")
        year = name.removesuffix(".csv").rsplit("-", 1)[1]
        shown_year = browser.evaluate("document.querySelector('#years input:checked').value")
        if year == shown_year:
            command = [program, "table", metric["id"], "--year", year, "--lang", lang]
            exported = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        else:
            # No figure is as old as the year shown, and the table has none: the map draws later ones and says so.
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / "shown.csv"
                command = [program, "render", "--kind", "choropleth", "--metric", metric["id"]]
                command += ["--year", shown_year, "--lang", lang, "-o", str(file)]
                subprocess.run(command, check=True, capture_output=True)
                exported = file.read_text()
        (columns, rows), (wanted_columns, wanted) = rows_of(urllib.parse.unquote(address.split(",", 1)[1])), rows_of(exported)
        hold(columns == wanted_columns, f"{name} has the columns {columns}")
        if year != shown_year:
            hold(all(row["period"].startswith(year) for row in wanted if row["period"]), f"{name} is of another year")
            drawn = {row["region"] for row in wanted}
            beside = [row for row in rows if row["region"] not in drawn]
            hold(all(row["status"] == "no_data" for row in beside), f"{name} has figures that no map draws: {beside}")
            rows = [row for row in rows if row["region"] in drawn]
        wanted = [row for row in wanted if row["region"] in in_page]
        order = lambda row: [str(cell) for cell in row.values()]
        for row, other in zip(sorted(rows, key=order), sorted(wanted, key=order)):
            hold(row == other, f"{name}: {row} in place of {other}")
        hold(len(rows) == len(wanted) > 0, f"{name} has {len(rows)} rows, not {len(wanted)}")
    browser.evaluate(
        "(() => { const all = document.querySelector('#metric'); all.value = 0; all.dispatchEvent(new Event('change')); })()"
    )


def check_map_download(browser):
    link = "#map-foot a[download$='.svg']"
    svg = browser.evaluate(
        f"(() => {{ const link = document.querySelector(\"{link}\"); link.focus(); return link.href; }})()"
    )
    picture = urllib.parse.unquote(svg.split(",", 1)[1])
    root = xml.etree.ElementTree.fromstring(picture)
    written = "".join(root.itertext())
    for part in (text(browser, "#map-title"), text(browser, "#legend .item")):
        hold(part in written, f"the picture lacks {part!r}")
    hold(text(browser, "#map-foot .sources a") in written, "the picture lacks its source")


def check_without_script(browser, path):
    print("  without a script there are the map, charts, tables and sources")
    browser.show(path, DESKTOP, scripts=False)
    # Scripts of the page are off; ours go through the debugger and would be too.
    document = browser.ask("DOM.getDocument", depth=-1)["root"]
    found = lambda selector: browser.ask("DOM.querySelectorAll", nodeId=document["nodeId"], selector=selector)["nodeIds"]
    hold(len(found("noscript svg")) == 3, "the charts are missing")
    hold(len(found("#map .region title")) > 80, "the map does not say what it shows")
    hold(len(found("#tables tr")) > 100 and len(found("li[id^=source-]")) > 20, "tables or sources are missing")


def check_sizes(browser, path, pictures):
    print("  no side scrolling on a desk or a phone; light, dark and paper")
    for name, size, is_dark in [("desktop", DESKTOP, False), ("phone", PHONE, False), ("dark", DESKTOP, True)]:
        browser.show(path, size, is_dark)
        wide = browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        hold(wide <= 0, f"{name}: the page is {wide} px wider than its window")
        hidden = browser.evaluate(
            "[...document.querySelectorAll('#ranking .scroll')].some((box) => box.scrollWidth > box.clientWidth)"
        )
        hold(not hidden, f"{name}: columns of the ranking are out of sight")
        hold(browser.evaluate("document.querySelector('#ranking td .status').offsetWidth > 0"), f"{name}: a row shows no status")
        if pictures:
            browser.picture(pictures / f"{path.stem}-{name}.png")
            browser.picture(pictures / f"{path.stem}-{name}-whole.png", is_whole=True)
    hold(not complaints(browser), "; ".join(complaints(browser)))
    browser.show(path, DESKTOP)
    pdf = base64.b64decode(browser.ask("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)["data"])
    hold(pdf.startswith(b"%PDF"), "it does not print")
    if pictures:
        (pictures / f"{path.stem}-print.pdf").write_bytes(pdf)


def check_paper(program, desk, lang):
    print(f"  {lang}: the PDF has its pages, fonts, and text that can be searched; the same bytes each time")
    paths = [desk / f"{number}-{lang}.pdf" for number in (1, 2)]
    for path in paths:
        subprocess.run([program, "report", "--lang", lang, "-o", path], check=True)
    hold(paths[0].read_bytes() == paths[1].read_bytes(), "two runs differ")
    hold(paths[0].stat().st_size <= LARGEST_BYTES, f"{paths[0].stat().st_size} bytes")
    tell = lambda *command: subprocess.run([*command], check=True, capture_output=True, text=True).stdout
    fonts = tell("pdffonts", paths[0]).splitlines()[2:]
    hold(len(fonts) == 2 and all(font.split()[-5:-2] == ["yes", "yes", "yes"] for font in fonts), f"fonts: {fonts}")
    pages = tell("pdftotext", "-layout", paths[0], "-").split("\f")[:-1]
    words = {"en": ("Contents", "published", "estimated", "Sources"), "ru": ("Содержание", "опубликовано", "оценено", "Источники")}[lang]
    hold(words[0] in pages[0] and words[1] in pages[0], "the title page lacks contents or status")
    hold("MForum" in pages[0] and "sha256" in pages[0], "the title page lacks its sources or the hash of its data")
    hold(all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1)), "a page has no number")
    hold(any(words[2] in page for page in pages) and words[3] in "".join(pages[1:7]), "figures lack status or sources")
    hold("https://" in pages[-1], "the list of sources is not at the end")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as desk:
        desk = pathlib.Path(desk)
        browser = Browser(desk / "profile")
        try:
            for lang in ("en", "ru"):
                path = desk / f"report-{lang}.html"
                subprocess.run([program, "report", "--lang", lang, "-o", path], check=True)
                hold(path.stat().st_size <= LARGEST_BYTES, f"{path.name} has {path.stat().st_size} bytes")
                check_page(program, browser, path, lang)
                check_sizes(browser, path, pictures)
                check_paper(program, desk, lang)
            check_without_script(browser, desk / "report-en.html")
        finally:
            browser.close()
    print("the report holds")


if __name__ == "__main__":
    main()
