"""Saved article pages of an association's earlier site: HTML as a browser saved it, or its text as it was dumped.

Both carry the same landmarks: 当前位置 with the column's path, the title, a line 来源… 发布时间… 点击量…, the body, and
a foot with the link directories. `parse` finds the landmarks and takes what stands between them; of HTML, the element
that holds the text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from urllib.parse import urljoin

from charset_normalizer import from_bytes
from selectolax.lexbor import LexborHTMLParser

from news.importers import body, flat, landmarks
from news.importers.landmarks import Meta, NotAnArticle
from portal.lib import html

MAX_BYTES = 20 * 2**20
# A run of directory names has none of these; a date, as a signature has, is no name either.
_NO_DIRECTORY = re.compile(r"[，。：；！？,:;!?]|\d{4}\s*年|年.*月|\d{4}[-/.]\d")


@dataclass(frozen=True)
class LegacyPage:
    """An article as the old page showed it. `body` is cleaned HTML; `paragraphs` are its paragraphs as plain text.

    `share` says how much of the words between 来源… and the foot, links aside, the body holds.
    """

    title: str
    column_path: list[str]
    source: str
    published_at: datetime
    views: int
    body: str
    paragraphs: list[str]
    source_ref: str
    share: float = 1.0
    warnings: list[str] = field(default_factory=list)


def parse(content: bytes) -> LegacyPage:
    """Return the article in a saved page; raise NotAnArticle with the reason."""
    if not content.strip():
        raise NotAnArticle("文件是空的。")
    if len(content) > MAX_BYTES:
        raise NotAnArticle(f"文件超过 {MAX_BYTES // 2**20} MB，不像一个网页。")
    text = decode(content)
    if "\x00" in text:
        raise NotAnArticle("不是文本文件。")
    if re.search(r"<(?:html|body|div|p|table|td|span)[\s>]", text[:200_000], re.IGNORECASE):
        return _parse_html(text)
    return _parse_dump(text)


def decode(content: bytes) -> str:
    """Return the text of a page whose encoding is not known: UTF-8, GB 18030 or what the bytes look like."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    if best is None:
        raise NotAnArticle("看不出文件的文字编码，可能不是文本文件。")
    return str(best)


def _page(title: str, path: list[str], meta: Meta, found: body.Found, address: str = "") -> LegacyPage:
    cleaned, lost = _with_links_settled(html.clean(found.html), address)
    blocks = re.split(r"</(?:p|li|h[2-4]|tr|figcaption|blockquote)>|<br>", cleaned)
    paragraphs = [text for block in blocks if (text := html.plain_text(block))]
    if not paragraphs:
        raise NotAnArticle("正文是空的。")
    if found.share < 0.5:
        raise NotAnArticle(f"只认出了页面文字的 {found.share:.0%}，可能认错了正文，没有收。")
    if len(title) > 120:
        raise NotAnArticle("标题超过 120 个字，可能认错了标题。")
    digest = hashlib.sha256(f"{title}|{meta.published_at:%Y-%m-%d %H:%M}".encode()).hexdigest()[:32]
    return LegacyPage(
        title=title,
        column_path=path,
        source=meta.source,
        published_at=meta.published_at,
        views=meta.views,
        body=cleaned,
        paragraphs=paragraphs,
        source_ref=address or f"page:{digest}",
        share=found.share,
        warnings=[*found.warnings, *(f"链接没有带过来：{href[:120]}" for href in lost)],
    )


def _with_links_settled(cleaned: str, address: str) -> tuple[str, list[str]]:
    """Return the text with links relative to the old site made whole, and those that can't be, which are dropped.

    Left as they stand they would lead into this site.
    """
    lost: list[str] = []

    def settle(found: re.Match[str]) -> str:
        href = unescape(found[2])
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", href):
            return found[0]
        if not address:
            lost.append(href)
            return found[1]
        return f'{found[1]} href="{escape(urljoin(address, href))}"'

    return re.sub(r'(<a(?: [a-z]+="[^"]*")*?) href="([^"]*)"', settle, cleaned), lost


# --- A text dump -----------------------------------------------------------------------------------------------------


def _parse_dump(text: str) -> LegacyPage:
    lines = [landmarks.squeeze(line) for line in re.split(r"\r\n|\r|\n", text)]
    place = landmarks.find_position(lines)
    meta = landmarks.find_meta(lines, place)
    names, after = landmarks.read_path(lines, place, meta.start)
    above = lines[after : meta.start]
    title = landmarks.find_title(above, [0] * len(above))
    head = landmarks.skip_tools(lines, meta.end)
    foot = landmarks.find_foot(lines, head, lines)
    taken = lines[head:foot]
    # The run of directory names above the foot's list stands apart from the body by two empty lines.
    gaps = [i for i in range(1, len(taken)) if not taken[i] and not taken[i - 1] and any(taken[:i])]
    gaps = [i for i in gaps if any(taken[i:])]
    if foot < len(lines) and gaps and _is_directory(taken[gaps[-1] :]):
        taken = taken[: gaps[-1]]
    return _page(title, landmarks.tidy_path(names, title), meta, body.Found(html.paragraphs(taken), 1.0))


def _is_directory(lines: list[str]) -> bool:
    """True for runs of names; one short line may be a signature."""
    names = [line for line in lines if line]
    return not any(_NO_DIRECTORY.search(line) for line in names) and (len(names) > 1 or len(names[0]) > 30)


# --- HTML ------------------------------------------------------------------------------------------------------------


def _parse_html(text: str) -> LegacyPage:
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise NotAnArticle("网页没有内容。")
    page_title = landmarks.squeeze(node.text()) if (node := tree.css_first("title")) else ""
    address = flat.address_of(tree, text)
    tree.strip_tags(["script", "style", "noscript", "template"])
    lines = flat.lines_of(tree.body)
    texts = [line.text for line in lines]
    place = landmarks.find_position(texts)
    meta = landmarks.find_meta(texts, place)
    names, after = flat.path_of(lines, place, meta.start)
    title = landmarks.find_title(texts[after : meta.start], flat.ranks_of(lines[after : meta.start]), page_title)
    path = landmarks.tidy_path(names, title)
    head = landmarks.skip_tools(texts, meta.end)
    while head < len(lines) and texts[head] == title:
        head = landmarks.skip_tools(texts, head + 1)
    foot = landmarks.find_foot(texts, head, [line.words for line in lines])
    if head >= foot:
        raise NotAnArticle("正文是空的。")
    return _page(title, path, meta, body.find(tree.body, lines, lines[meta.end - 1].leaves[-1], head, foot), address)
