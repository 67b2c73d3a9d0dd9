"""How demonstration texts are written down and turned into HTML.

Bodies are a small markup, so that a sentence bank reads like prose in the source:

* blank lines part paragraphs; lines of one paragraph are joined without a space (Chinese has none)
* `[甲|乙|丙]` is a choice; `{zone}` a fact; a paragraph that begins with `? ` may be left out
* `## ` and `### ` are headings, `- ` and `1. ` lists, `> ` a quotation, `**…**` strong, `[text](url)` a link
* `| a | b |` rows are a table (the first row its heads), with `|= caption` before them
* `! kind :: alt :: caption` is a figure with a picture of that kind
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from random import Random
from typing import TypeVar

SAMPLE_MARK = "（示例稿件：文中地名、单位、人物和数据均为虚构，仅供演示。）"

T = TypeVar("T")

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\](?!\()")
_LINK = re.compile(r"\[([^\[\]|]+)\]\(([^()\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^(- |\d+\. )")
_KEEP_OPTIONAL = 0.6


class Dice(Random):
    """A seeded source of plausible numbers."""

    def n(self, low: int, high: int, step: int = 1) -> int:
        """A whole number from `low` to `high`, both included, in steps."""
        return self.randrange(low, high + 1, step)

    def x(self, low: float, high: float, digits: int = 1) -> float:
        """A decimal number, never a whole one (`8.0` looks made up)."""
        value = round(self.uniform(low, high), digits)
        return value if value != int(value) else round(value + 0.3, digits)

    def pick(self, choices: Sequence[T], count: int) -> list[T]:
        return self.sample(list(choices), count)


def expand(text: str, rng: Random) -> str:
    """Settle every `[甲|乙]`, the innermost first."""
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
    return text


def write(text: str, facts: Mapping[str, object], rng: Random) -> str:
    """A one-line text (title, summary) with its choices settled and its facts filled in."""
    return expand("".join(line.strip() for line in text.splitlines()), rng).format_map(facts)


def write_body(text: str, facts: Mapping[str, object], rng: Random, picture: Callable[[str], str]) -> str:
    """A body in the markup above as HTML, closed by the sample mark; `picture` turns a kind into a picture key."""
    blocks = []
    for raw in re.split(r"\n\s*\n", text.strip()):
        block = raw.strip()
        if block.startswith("? "):
            if rng.random() > _KEEP_OPTIONAL:
                continue
            block = block[2:]
        blocks.append(_block(expand(block, rng).format_map(facts), picture))
    return "\n".join([*blocks, f"<p>{SAMPLE_MARK}</p>"])


def paragraphs(html: str) -> list[str]:
    """The plain text of a body's paragraphs, the sample mark left out."""
    found = (re.sub(r"<[^>]+>", "", part) for part in re.findall(r"<p>(.*?)</p>", html, re.DOTALL))
    return [text for text in found if text != SAMPLE_MARK]


def _block(block: str, picture: Callable[[str], str]) -> str:
    lines = [line.strip() for line in block.splitlines()]
    first = lines[0]
    if first.startswith("|"):
        return _table(lines)
    if first.startswith("! "):
        return _figure("".join(lines), picture)
    if _ITEM.match(first):
        return _list(lines)
    joined = "".join(lines)
    for prefix, tag in (("### ", "h3"), ("## ", "h2")):
        if joined.startswith(prefix):
            return f"<{tag}>{_inline(joined.removeprefix(prefix))}</{tag}>"
    if joined.startswith("> "):
        return f"<blockquote><p>{_inline(joined[2:])}</p></blockquote>"
    return f"<p>{_inline(joined)}</p>"


def _inline(text: str) -> str:
    text = _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False))
    return _LINK.sub(r'<a href="\2">\1</a>', text)


def _list(lines: list[str]) -> str:
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line):
            items.append(_ITEM.sub("", line))
        else:
            items[-1] += line
    tag = "ul" if lines[0].startswith("- ") else "ol"
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _table(lines: list[str]) -> str:
    caption = ""
    if lines[0].startswith("|="):
        caption = f"<caption>{_inline(lines.pop(0)[2:].strip())}</caption>"
    head, *rows = [[_inline(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>" for row in rows
    )
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _figure(line: str, picture: Callable[[str], str]) -> str:
    kind, alt, caption = (part.strip() for part in line[2:].split("::"))
    return (
        f'<figure><img src="demo-picture:{picture(kind)}" alt="{escape(alt)}">'
        f"<figcaption>{_inline(caption)}</figcaption></figure>"
    )
