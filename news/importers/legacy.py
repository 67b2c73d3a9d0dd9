"""Saved article pages of an association's earlier site: HTML as a browser saved it, or its text as it was dumped.

Both carry the same landmarks: 当前位置 with the column's path, the title, a line 来源… 发布时间… 点击量…, the body, and
a foot with the link directories. `parse` finds the landmarks and takes what stands between them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from charset_normalizer import from_bytes
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.lib import html

MAX_BYTES = 20 * 2**20
_SPACE = r"[\s\u00a0\u3000]"
META = re.compile(
    rf"来源[:\uff1a]{_SPACE}*(?P<source>.*?){_SPACE}*发布时间[:\uff1a]{_SPACE}*"
    rf"(?P<year>\d{{4}})[年/-](?P<month>\d{{1,2}})[月/-](?P<day>\d{{1,2}})日?{_SPACE}*"
    rf"(?:(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}})?)?"
    rf"(?:.*?点击(?:量|数|率)?[:\uff1a]{_SPACE}*(?P<views>\d{{1,12}}))?"
)
POSITION = re.compile(rf"当前位置[:\uff1a]?{_SPACE}*(?P<path>.*)")
# What stands below a body, each on a line of its own.
FOOT = re.compile(
    r"^(?:[•·*]\s*)?(?:政府部门|行业协会|新闻媒体|友情链接|留言箱|主办单位.*|版权所有.*|Copyright.*|上一篇.*|下一篇.*|相关阅读|"
    r"打印本页|关闭窗口|责任编辑[:\uff1a].*)$",
    re.IGNORECASE,
)
BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "tr",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "td",
    "br",
    "header",
    "footer",
    "nav",
}


class NotAnArticle(ValueError):
    """The file is no article page; the message says why, in Chinese."""


@dataclass(frozen=True)
class LegacyPage:
    """An article as the old page showed it. `body` is cleaned HTML; `paragraphs` are its paragraphs as plain text."""

    title: str
    column_path: list[str]
    source: str
    published_at: datetime
    views: int
    body: str
    paragraphs: list[str]
    source_ref: str
    warnings: list[str] = field(default_factory=list)


def parse(content: bytes, name: str) -> LegacyPage:
    """Return the article in a saved page; raise NotAnArticle with the reason."""
    if not content.strip():
        raise NotAnArticle("文件是空的。")
    if len(content) > MAX_BYTES:
        raise NotAnArticle(f"文件超过 {MAX_BYTES // 2**20} MB，不像一个网页。")
    text = decode(content)
    if "\x00" in text:
        raise NotAnArticle("不是文本文件。")
    if re.search(r"<(?:html|body|div|p)[\s>]", text[:200_000], re.IGNORECASE):
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


def _squeeze(text: str) -> str:
    return re.sub(rf"{_SPACE}+", " ", text).strip(" ")


# --- The landmarks ---------------------------------------------------------------------------------------------------


def _read_landmarks(lines: list[str]) -> tuple[str, list[str], re.Match[str], int]:
    """Return title, column path, the line 来源… as matched, and that line's index."""
    place = next((i for i, line in enumerate(lines) if POSITION.search(line)), None)
    if place is None:
        raise NotAnArticle("找不到“当前位置”，不像一篇稿件的页面。")
    found = next(((i, m) for i in range(place, len(lines)) if (m := META.search(lines[i]))), None)
    if found is None:
        raise NotAnArticle("找不到“来源…发布时间…”这一行，不像一篇稿件的页面。")
    at, meta = found
    position = POSITION.search(lines[place])
    names = re.split(r"[>›»/\s\u00a0\u3000]+", position["path"]) if position else []
    rest = [_squeeze(line) for line in lines[place + 1 : at] if _squeeze(line)]
    # A breadcrumb broken over lines: short names before the title, separators between them.
    while len(rest) > 1 and (rest[0] in ">›»/" or names[-1:] == [""] or rest[0].startswith(">")):
        names += re.split(r"[>›»/\s]+", rest.pop(0))
    path = [name for name in names if name and name not in {"首页", "正文", "内容"}]
    if not rest:
        raise NotAnArticle("找不到标题。")
    if not path:
        raise NotAnArticle("“当前位置”里没有栏目。")
    return " ".join(rest), path, meta, at


def _moment(meta: re.Match[str]) -> datetime:
    try:
        moment = datetime(
            int(meta["year"]),
            int(meta["month"]),
            int(meta["day"]),
            int(meta["hour"] or 0),
            int(meta["minute"] or 0),
            tzinfo=timezone.get_default_timezone(),
        )
    except ValueError as error:
        raise NotAnArticle("发布时间不是一个日期。") from error
    if moment > timezone.now():
        raise NotAnArticle("发布时间在将来。")
    return moment


def _page(title: str, path: list[str], meta: re.Match[str], body: str, address: str, warnings: list[str]) -> LegacyPage:
    blocks = re.split(r"</(?:p|li|h[2-4]|tr|figcaption|blockquote)>|<br>", body)
    paragraphs = [text for block in blocks if (text := html.plain_text(block))]
    if not paragraphs:
        raise NotAnArticle("正文是空的。")
    published_at = _moment(meta)
    if len(title) > 120:
        raise NotAnArticle("标题超过 120 个字，可能认错了标题。")
    digest = hashlib.sha256(f"{title}|{published_at:%Y-%m-%d %H:%M}".encode()).hexdigest()[:32]
    return LegacyPage(
        title=title,
        column_path=path,
        source=_squeeze(meta["source"])[:60],
        published_at=published_at,
        views=int(meta["views"] or 0),
        body=body,
        paragraphs=paragraphs,
        source_ref=address or f"page:{digest}",
        warnings=warnings,
    )


# --- A text dump -----------------------------------------------------------------------------------------------------


def _parse_dump(text: str) -> LegacyPage:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    title, path, meta, at = _read_landmarks(lines)
    foot = next((i for i in range(at + 1, len(lines)) if FOOT.match(_squeeze(lines[i]))), len(lines))
    body = lines[at + 1 : foot]
    # The run of directory names above the foot's list stands apart from the body by two empty lines.
    gaps = [i for i in range(1, len(body)) if not body[i].strip() and not body[i - 1].strip()]
    if foot < len(lines):
        after_text = [i for i in gaps if any(line.strip() for line in body[:i])]
        body = body[: after_text[-1]] if after_text else body
    return _page(title, path, meta, html.paragraphs(line.strip(" \t\u00a0\u3000") for line in body), "", [])


# --- HTML ------------------------------------------------------------------------------------------------------------


def _parse_html(text: str) -> LegacyPage:
    tree = LexborHTMLParser(text)
    for node in tree.css("script, style, noscript, template, iframe"):
        node.decompose()
    if tree.body is None:
        raise NotAnArticle("网页没有内容。")
    title, path, meta, _ = _read_landmarks(_lines(tree.body))
    container = _body_of(tree.body)
    dirty = container.inner_html or ""
    warnings = [f"图片没有带过来：{address[:120]}" for address in html.foreign_pictures(dirty)]
    body = _without_meta(html.clean(dirty), title)
    return _page(title, path, meta, body, _address_of(tree, text), warnings)


def _lines(body: LexborNode) -> list[str]:
    """Return the page's text, a line a block."""
    parts: list[str] = []
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            parts.append(re.sub(r"[\r\n]+", " ", node.text(deep=False)))
        elif node.tag in BLOCKS:
            parts.append("\n")
    return "".join(parts).split("\n")


def _body_of(body: LexborNode) -> LexborNode:
    """Return the element that holds the article's text: after the line 来源…, most words, fewest of them in links."""
    seen_meta = False
    best, best_score = None, 0.0
    for node in body.traverse():
        if node.tag not in {"div", "td", "article", "section", "main"}:
            continue
        text = node.text(deep=True)
        if META.search(re.sub(r"\s+", " ", text)):
            seen_meta = True
            continue  # it holds the head of the article too
        if not seen_meta:
            continue
        words = len(_squeeze(text))
        linked = sum(len(_squeeze(link.text(deep=True))) for link in node.css("a"))
        paragraphs = sum(len(_squeeze(p.text(deep=True))) for p in node.css("p")) or words / 2
        score = paragraphs * (1 - linked / words) if words and linked / words < 0.4 else 0.0
        if score > best_score:
            best, best_score = node, score
    if best is None:
        raise NotAnArticle("找不到正文。")
    return best


def _without_meta(body: str, title: str) -> str:
    """Drop what is left of the article's head and foot inside the element that holds its text."""
    blocks = re.split(r"(?<=</p>)", body)
    while blocks and (html.plain_text(blocks[0]) == title or META.search(html.plain_text(blocks[0]))):
        blocks.pop(0)
    while blocks and FOOT.match(html.plain_text(blocks[-1]) or "上一篇"):
        blocks.pop()
    return "".join(blocks)


def _address_of(tree: LexborHTMLParser, text: str) -> str:
    """Return the page's own address, if it says one: canonical link, og:url, or the browser's note when it was saved."""
    candidates = [
        node.attributes.get(name) or ""
        for selector, name in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content"))
        for node in tree.css(selector)
    ]
    if saved := re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text):
        candidates.append(saved[1])
    return next((url[:300] for url in candidates if re.match(r"https?://", url)), "")


def short_name(path: str) -> str:
    """Return the file's name without its folder, for messages."""
    return PurePath(path).name
