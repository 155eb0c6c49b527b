#!/usr/bin/env python3
"""Takes a picture of every card that ships, with its samples, in a real browser (Debian's chromium).

Each card is drawn at the width of a phone and of a desktop, side by side, to docs/pictures/cards/NAME.png, and
docs/pictures/README.md shows them all. It needs python3, chromium and pngquant, and writes nothing else.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import render  # noqa: E402

PHONE, DESKTOP = 360, 560
MOST = 40_000


def shoot(page, target, width, height, scratch):
    """The page as a picture, at twice the density of a screen."""
    path = os.path.join(scratch, "page.html")
    with open(path, "w") as file:
        file.write(page)
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={scratch}/profile", f"--screenshot={target}",
         f"--window-size={width},{height}", f"file://{path}"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def height_of(page, width, scratch):
    """How high the page is, by the browser's own measure."""
    path = os.path.join(scratch, "page.html")
    with open(path, "w") as file:
        file.write(page)
    dom = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
         f"--user-data-dir={scratch}/profile", f"--window-size={width},800", f"file://{path}"],
        check=True, capture_output=True, text=True, timeout=120).stdout
    return int(dom.split("<title>")[1].split("<")[0])


def both(card):
    """One page with the card twice, each in a frame of its own so that widths are honest."""
    def frame(width):
        page = render.page(card, width).replace("&", "&amp;").replace('"', "&quot;")
        return f'<iframe srcdoc="{page}" width="{width}" onload="fit(this)"></iframe>'
    return ('<!doctype html><meta charset="utf-8"><style>body { margin: 0; background: #f0f0f0;'
            ' display: flex; align-items: start } iframe { border: 0 }</style>'
            '<title>0</title><script>function fit(f) { f.height = Math.ceil('
            'f.contentDocument.body.getBoundingClientRect().height);'
            ' document.title = Math.max(document.title, f.height) }</script>'
            + frame(PHONE) + frame(DESKTOP))


def small(path):
    """Makes the picture as small as the gallery wants it."""
    for colours in (64, 32, 16, 8):
        subprocess.run(["pngquant", "--force", "--strip", "--speed", "1", "--output", path + ".q",
                        str(colours), path], check=True)
        if os.path.getsize(path + ".q") <= MOST:
            break
    os.replace(path + ".q", path)


def gallery(names, folder):
    lines = ["# What the cards look like", "",
             "Every card that ships, with its sample data, as a phone and as a desktop show it. `make pictures` takes them"
             " anew, with Debian's chromium and a", "small renderer of our own (`scripts/pictures/render.py`) that follows"
             " Teams' measures and colours; Teams itself may differ in details.", ""]
    for name in names:
        lines += [f"## {name}", "", f"![The card {name}](cards/{name}.png)", ""]
    with open(os.path.join(folder, "README.md"), "w") as file:
        file.write("\n".join(lines).rstrip() + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rakel", required=True)
    parser.add_argument("--all-languages", action="store_true", help="not only Bokmål")
    parser.add_argument("names", nargs="*", help="only cards whose names begin so")
    options = parser.parse_args()
    for tool in ("chromium", "pngquant"):
        if not shutil.which(tool):
            sys.exit(f"pictures: needs {tool} (apt install {tool})")
    folder = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "pictures")
    target = os.path.join(folder, "cards")
    os.makedirs(target, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        cards = os.path.join(scratch, "cards")
        subprocess.run([options.rakel, "flow", "cards", "--out", cards], check=True)
        for file in sorted(os.listdir(cards)):
            name = file.removesuffix(".json")
            if options.names and not name.startswith(tuple(options.names)):
                continue
            if "." in name and not options.all_languages:
                continue
            with open(os.path.join(cards, file)) as text:
                page = both(json.load(text))
            width = PHONE + DESKTOP
            height = height_of(page, width, scratch)
            picture = os.path.join(target, f"{name}.png")
            shoot(page, picture, width, height, scratch)
            small(picture)
            print(f"{name}: {os.path.getsize(picture) // 1000} KB")
    gallery(sorted(f.removesuffix(".png") for f in os.listdir(target)), folder)


if __name__ == "__main__":
    main()
