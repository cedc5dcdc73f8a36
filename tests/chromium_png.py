#!/usr/bin/env python3
"""Draws figures of all kinds as SVG in a real browser without a window and holds that they look
as our own PNG of them: both are one scene, drawn by two renderers. Needs Chromium and ImageMagick.

Usage: tests/chromium_png.py PATH/TO/hashatlas [FOLDER FOR PICTURES]
"""

import base64
import pathlib
import subprocess
import sys
import tempfile

from report import Browser, hold

# The edges of shapes and letters are smoothed differently; nothing else may differ.
MEAN_DIFFERENCE = 3 / 255
"""Of all channels of all pixels, as a share of white."""
FAR_OFF, FAR_OFF_SHARE = 64 / 255, 0.015
"""Pixels with a channel that is so far off, and how many of them there may be."""

KINDS = {
    "choropleth": [],
    "symbols": [],
    "bivariate": [],
    "growth": ["--theme", "dark"],
    "ranking": ["--lang", "ru"],
    "diverging": ["--metric", "energy_balance"],
    "balance": [],
    "slope": ["--lang", "ru", "--theme", "print"],
    "scatter": [],
    "timeline": [],
    "small-multiples": ["--size", "square"],
    "region-sheet": ["--region", "RU-IRK", "--lang", "ru"],
}


def tell(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def difference(first, second):
    """The mean difference, and the share of pixels that are far off."""
    apart = ["convert", first, second, "-alpha", "off", "-compose", "difference", "-composite"]
    mean = tell(*apart, "-format", "%[fx:mean]", "info:")
    most = ["-separate", "-evaluate-sequence", "max", "-threshold", f"{100 * FAR_OFF}%"]
    return float(mean), float(tell(*apart, *most, "-format", "%[fx:mean]", "info:"))


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as desk:
        pictures = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else desk)
        pictures.mkdir(parents=True, exist_ok=True)
        browser = Browser(pathlib.Path(desk) / "profile")
        try:
            for kind, options in KINDS.items():
                drawing, ours, theirs = (pictures / name for name in (f"{kind}.svg", f"{kind}.png", f"{kind}-browser.png"))
                for path in (drawing, ours):
                    subprocess.run([program, "render", "--kind", kind, *options, "-o", path], check=True)
                size = tuple(int(side) for side in tell("identify", "-format", "%w %h", ours).split())
                browser.show(drawing.resolve(), size)
                shot = browser.ask("Page.captureScreenshot", format="png")
                theirs.write_bytes(base64.b64decode(shot["data"]))
                mean, far_off = difference(ours, theirs)
                print(f"  {kind}: {255 * mean:.2f} of 255 on average, {100 * far_off:.2f} % of pixels far off")
                hold(mean <= MEAN_DIFFERENCE and far_off <= FAR_OFF_SHARE, f"{kind} looks otherwise in a browser")
        finally:
            browser.close()
    print("the browser draws what we draw")


if __name__ == "__main__":
    main()
