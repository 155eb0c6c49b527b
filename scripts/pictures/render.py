"""Adaptive Cards 1.5 as HTML, in the manner of Teams: what `flows/cards` uses, and nothing more."""

import html
import re

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { background: #f0f0f0; padding: 12px; width: WIDTHpx;
  font: 14px/20px "Segoe UI", "Liberation Sans", system-ui, sans-serif; color: #242424 }
.card { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; padding: 16px;
  box-shadow: 0 1px 2px #0002; display: flow-root }
.t { overflow-wrap: anywhere } .t p + p { margin-top: 8px }
.small { font-size: 12px; line-height: 16px } .medium { font-size: 16px; line-height: 22px }
.large { font-size: 18px; line-height: 24px } .extraLarge { font-size: 24px; line-height: 32px }
.bolder { font-weight: 600 } .lighter { font-weight: 300 } .subtle { color: #616161 }
.c-good { color: #237b4b } .c-warning { color: #835c00 } .c-attention { color: #c4314b }
.c-accent { color: #4f52b2 } .c-light { color: #616161 }
h2 { font-size: 18px; line-height: 24px; font-weight: 600 }
.sp-none { margin-top: 0 } .sp-small { margin-top: 4px } .sp-default { margin-top: 8px }
.sp-medium { margin-top: 12px } .sp-large { margin-top: 20px } .sp-extraLarge { margin-top: 28px }
.sep { border-top: 1px solid #e0e0e0; padding-top: 8px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px }
dt { font-weight: 600; max-width: 130px; overflow-wrap: anywhere } dd { margin: 0; overflow-wrap: anywhere }
.cols { display: flex; gap: 12px } .cols > div { min-width: 0 }
.emphasis, .s-emphasis { background: #f5f5f5; padding: 10px; border-radius: 4px }
.s-good { background: #e7f2da; padding: 10px; border-radius: 4px }
.s-warning { background: #fbf6d9; padding: 10px; border-radius: 4px }
.s-attention { background: #fcf4f6; padding: 10px; border-radius: 4px }
.s-accent { background: #e8ebfa; padding: 10px; border-radius: 4px }
label { display: block; font-weight: 600; margin-bottom: 4px } .req::after { content: " *"; color: #c4314b }
.in { border: 1px solid #d1d1d1; border-bottom-color: #616161; border-radius: 4px; min-height: 32px;
  padding: 5px 10px; background: #fff; color: #707070; display: flex; justify-content: space-between }
.in.value { color: #242424 } .tall { min-height: 72px }
.pick { display: block; padding: 3px 0 } .pick i { display: inline-block; width: 15px; height: 15px;
  border: 1px solid #616161; border-radius: 50%; margin-right: 8px; vertical-align: -2px }
.pick i.sq { border-radius: 3px } .pick i.on { background: #5b5fc7; border-color: #5b5fc7;
  box-shadow: inset 0 0 0 3px #fff }
.acts { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px }
.act { border: 1px solid #d1d1d1; border-radius: 4px; padding: 5px 12px; font-weight: 600;
  background: #fff; max-width: 100% }
img { max-width: 100%; display: block }
table { border-collapse: collapse; width: 100% } td { border: 1px solid #e0e0e0; padding: 6px 8px;
  vertical-align: top } tr.head td { font-weight: 600 }
code, pre { font-family: "Liberation Mono", monospace; font-size: 13px }
"""


def inline(text):
    """Bold, italics, links and escapes of the Markdown that cards may have."""
    text = html.escape(text)
    text = re.sub(r"\\([*_`~\\\[\]])", lambda m: f"&#{ord(m[1])};", text)
    text = re.sub(r"\[([^\]]+)\]\((\S+?)\)", r'<a href="#">\1</a>', text)
    text = re.sub(r"\*\*(.+?)\*\*|__(.+?)__", lambda m: f"<b>{m[1] or m[2]}</b>", text)
    return re.sub(r"(?<![\w*])[*_]([^*_\n]+?)[*_](?![\w*])", r"<i>\1</i>", text)


def markdown(text):
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        if all(re.match(r"\s*[-*] ", line) for line in lines):
            blocks.append("<ul>" + "".join(f"<li>{inline(l.strip()[2:])}</li>" for l in lines) + "</ul>")
        else:
            blocks.append("<p>" + "<br>".join(inline(line) for line in lines) + "</p>")
    return "".join(blocks)


def spaced(element, inner, first):
    space = "" if first else f"sp-{element.get('spacing', 'default')}"
    rule = " sep" if element.get("separator") and not first else ""
    align = element.get("horizontalAlignment", "left")
    return f'<div class="{space}{rule}" style="text-align:{align}">{inner}</div>'


def items(elements):
    shown = [e for e in elements if e.get("isVisible", True) is not False]
    return "".join(spaced(e, element(e), i == 0) for i, e in enumerate(shown))


def words(e):
    kinds = [e.get("size", ""), e.get("weight", ""), f"c-{e.get('color', '')}"]
    return " ".join(kinds + (["subtle"] if e.get("isSubtle") else []))


def text_block(e):
    if e.get("style") == "heading":
        return f'<h2 class="t {words(e)}">{inline(e.get("text", ""))}</h2>'
    return f'<div class="t {words(e)}">{markdown(e.get("text", ""))}</div>'


def rich_text(e):
    runs = [{"text": r} if isinstance(r, str) else r for r in e.get("inlines", [])]
    return "<div class=t>" + "".join(
        f'<span class="{words(r)}">{html.escape(r.get("text", ""))}</span>' for r in runs) + "</div>"


def fact_set(e):
    return "<dl>" + "".join(
        f"<dt>{inline(f.get('title', ''))}</dt><dd>{inline(str(f.get('value', '')))}</dd>"
        for f in e.get("facts", [])) + "</dl>"


def column_set(e):
    columns = ""
    for column in e.get("columns", []):
        width = column.get("width", "stretch")
        flex = {"auto": "0 1 auto", "stretch": "1 1 0"}.get(width)
        if flex is None:
            number = str(width)
            flex = f"0 0 {number}" if number.endswith("px") else f"{number} 1 0"
        columns += f'<div class="s-{column.get("style", "")}" style="flex:{flex}">{items(column.get("items", []))}</div>'
    return f'<div class="cols">{columns}</div>'


def picture(e):
    sizes = {"small": 40, "medium": 80, "large": 160}
    width = e.get("width", "").removesuffix("px") or sizes.get(e.get("size", ""), "")
    width = f' width="{width}"' if width else ""
    return f'<img src="{html.escape(e.get("url", ""))}" alt="{html.escape(e.get("altText", ""))}"{width}>'


def table(e):
    rows = ""
    for index, row in enumerate(e.get("rows", [])):
        head = ' class="head"' if index == 0 and e.get("firstRowAsHeader", e.get("firstRowAsHeaders", True)) else ""
        rows += f"<tr{head}>" + "".join(f"<td>{items(c.get('items', []))}</td>" for c in row.get("cells", [])) + "</tr>"
    return f"<table>{rows}</table>"


def field(e):
    kind = e["type"].removeprefix("Input.")
    required = ' class="req"' if e.get("isRequired") else ""
    label = f"<label{required}>{inline(e['label'])}</label>" if e.get("label") else ""
    value = e.get("value")
    if kind == "Toggle":
        on = " on" if value == e.get("valueOn", "true") else ""
        return label + f'<span class="pick"><i class="sq{on}"></i>{inline(e.get("title", ""))}</span>'
    if kind == "ChoiceSet":
        choices, many = e.get("choices", []), e.get("isMultiSelect")
        chosen = str(value or "").split(",")
        if e.get("style") == "expanded" or many:
            square = " sq" if many else ""
            return label + "".join(
                f'<span class="pick"><i class="{square}{" on" if c["value"] in chosen else ""}"></i>{inline(c["title"])}</span>'
                for c in choices)
        title = next((c["title"] for c in choices if c["value"] in chosen), None)
        shown, css = (title, " value") if title else (e.get("placeholder", "\u00a0"), "")
        return label + f'<div class="in{css}"><span>{html.escape(shown)}</span><span>⌄</span></div>'
    mark = {"Date": "▦", "Time": "◷"}.get(kind, "")
    css = " value" if value not in (None, "") else ""
    css += " tall" if e.get("isMultiline") else ""
    shown = value if value not in (None, "") else e.get("placeholder") or {"Date": "dd.mm.åååå", "Time": "tt:mm"}.get(kind, "\u00a0")
    return label + f'<div class="in{css}"><span>{html.escape(str(shown))}</span><span>{mark}</span></div>'


def buttons(actions):
    return '<div class="acts">' + "".join(
        f'<span class="act">{html.escape(a.get("title", ""))}{" ⌄" if a["type"] == "Action.ShowCard" else ""}</span>'
        for a in actions) + "</div>"


def element(e):
    kind = e.get("type", "")
    if kind.startswith("Input."):
        return field(e)
    if kind == "Container":
        return f'<div class="s-{e.get("style", "")}">{items(e.get("items", []))}</div>'
    simple = {"TextBlock": text_block, "RichTextBlock": rich_text, "FactSet": fact_set,
              "ColumnSet": column_set, "Image": picture, "Table": table}
    if kind in simple:
        return simple[kind](e)
    if kind == "ActionSet":
        return buttons(e.get("actions", []))
    if kind == "ImageSet":
        return '<div class="cols">' + "".join(picture(i) for i in e.get("images", [])) + "</div>"
    raise ValueError(f"{kind}: this renderer does not know it; teach it in scripts/pictures/render.py")


def page(card, width):
    """A whole page with one card, `width` CSS pixels wide."""
    actions = buttons(card["actions"]) if card.get("actions") else ""
    return (f'<!doctype html><html lang="{card.get("lang", "nb")}"><meta charset="utf-8">'
            f'<style>{STYLE.replace("WIDTH", str(width))}</style>'
            f'<div class="card">{items(card.get("body", []))}{actions}</div>')
