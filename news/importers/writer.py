"""Writing what an element of an old page says as a row of paragraphs, headings, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from news.importers.flat import BLOCKS

_WHOLE = {"h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "figure"}
_WRAPS = {"strong", "b", "em", "i", "u", "s", "sub", "sup"}
_BLANKS = r"(?:&nbsp;|[\s\u00a0\u3000])+"
_EDGE_BLANKS = re.compile(rf"^((?:<[^>]+>)*){_BLANKS}|{_BLANKS}((?:</[^>]+>)*)$")


def paragraphs_of(region: LexborNode) -> str:
    """Return the HTML, not cleaned. Bare text, text between breaks and boxes of text become paragraphs."""
    writer = _Writer()
    if region.tag == "table":
        writer.write(region, (), "")
    else:
        writer.write_all(region, (), _alignment(region))
    return "".join(writer.blocks)


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._run: list[str] = []

    def write_all(self, box: LexborNode, wraps: tuple[str, ...], align: str) -> None:
        """Write a box's children; the box ends the paragraph."""
        for child in box.iter(include_text=True):
            self.write(child, wraps, align)
        if box.tag in BLOCKS:
            self._end(align)

    def write(self, node: LexborNode, wraps: tuple[str, ...], align: str) -> None:
        """Write one node. `wraps` are the tags of emphasis around it that hold whole paragraphs."""
        if node.tag == "br":
            self._end(align)
        elif node.tag in _WHOLE or (node.tag == "table" and not _is_frame(node)):
            self._end(align)
            if node.text(deep=True).strip():
                self.blocks.append(node.html or "")
        elif node.tag in BLOCKS:
            self._end(align)
            self.write_all(node, wraps, _alignment(node) or align)
        elif node.tag == "-text" or node.tag == "a" or not _holds_blocks(node):
            opening = "".join(f"<{tag}>" for tag in wraps)
            closing = "".join(f"</{tag}>" for tag in reversed(wraps))
            self._run.append(
                f"{opening}{node.html or ''}{closing}" if node.text(deep=True).strip() else node.html or ""
            )
        else:
            self.write_all(node, (*wraps, node.tag or "") if node.tag in _WRAPS else wraps, align)

    def _end(self, align: str) -> None:
        """End the paragraph that is being written, if it says anything."""
        text = "".join(self._run)
        self._run = []
        while text != (trimmed := _EDGE_BLANKS.sub(r"\1\2", text)):
            text = trimmed
        if re.sub(r"<[^>]*>|&nbsp;", "", text).strip():
            self.blocks.append(f'<p style="text-align: {align}">{text}</p>' if align else f"<p>{text}</p>")


def _holds_blocks(node: LexborNode) -> bool:
    return any(one.tag == "br" or one.tag in BLOCKS for one in node.traverse())


def _alignment(node: LexborNode) -> str:
    if node.tag == "center":
        return "center"
    said = re.search(r"text-align:\s*(\w+)", node.attributes.get("style") or "", re.IGNORECASE)
    align = (said[1] if said else node.attributes.get("align") or "").lower()
    return align if align in {"center", "right"} else ""


def _is_frame(table: LexborNode) -> bool:
    """True for a table that only sets text in place: no row has a second cell with words."""
    return table.css_first("th, caption") is None and all(
        sum(1 for cell in row.iter() if cell.text(deep=True).strip()) <= 1 for row in _rows(table)
    )


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for part in table.iter():
        if part.tag == "tr":
            yield part
        elif part.tag in {"tbody", "thead", "tfoot"}:
            yield from (row for row in part.iter() if row.tag == "tr")
