"""What an old article page says around its text, read line by line: the column's path, the title, the line 来源…, the foot.

Lines come from a text dump or from HTML flattened to a line a block; nothing here knows of elements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


class NotAnArticle(ValueError):
    """The file is no article page; the message says why, in Chinese."""


@dataclass(frozen=True)
class Meta:
    """The line 来源… 发布时间… 点击量…, which may be broken over several: lines[start:end]."""

    source: str
    published_at: datetime
    views: int
    start: int
    end: int


_COLON = r"\s*[:\uff1a]"
POSITION = re.compile(
    rf"(?:当前(?:所在)?的?位置|(?:您|你)(?:现在|当前|所在)?的位置|所在位置)(?:是|为)?(?:{_COLON})?\s*(?P<path>.*)"
)
SEPARATORS = re.compile(r"\s*(?:[>\uff1e›»→]|&gt;)+\s*")
_FALLBACK_SEPARATORS = re.compile(r"[\s/|\uff5c\\]+")
_NO_COLUMN = {
    "",
    "-",
    "首页",
    "网站首页",
    "主页",
    "返回首页",
    "正文",
    "内容",
    "详情",
    "文章正文",
    "文章内容",
    "详细内容",
}

_SOURCE = rf"(?:信息|稿件|文章|新闻)?来源{_COLON}"
_DATED = rf"(?:发布|发表|发稿|更新)?(?:时间|日期){_COLON}"
_VIEWED = rf"(?:点击|浏览|阅读|访问)(?:量|数|率|次数|人次)?{_COLON}"
_PEOPLE = rf"(?:作者|记者|撰稿|供稿|编辑|责任编辑|责编|审核){_COLON}"
_KNOBS = r"(?:字体|字号|分享|打印|收藏)"
# How a line begins that belongs to the line 来源…; a sentence that quotes one begins otherwise.
_BEGINS = re.compile(rf"[\s\[【(\uff08|\uff5c·]*(?:{_SOURCE}|{_DATED}|{_VIEWED}|{_PEOPLE})")
_GOES_ON = re.compile(rf"[\s\[【(\uff08|\uff5c·]*(?:{_VIEWED}|{_PEOPLE}|{_KNOBS})")
_SOURCE_NAME = re.compile(
    rf"{_SOURCE}\s*(?P<name>.*?)\s*(?=[|\uff5c【\[]|{_DATED}|{_VIEWED}|{_PEOPLE}|\s{_KNOBS}|\s\d{{4}}[年/.-]|$)"
)
_DATE = (
    r"(?P<year>\d{4})\s*[年/.-]\s*(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})\s*日?\s*"
    r"(?:(?P<hour>\d{1,2})\s*[:\uff1a时]\s*(?P<minute>\d{2}))?"
)
_DATE_SAID = re.compile(rf"{_DATED}\s*{_DATE}")
_DATE_ALONE = re.compile(rf"{_DATE}(?:[:\uff1a]\d{{2}})?")
_VIEWS_SAID = re.compile(rf"{_VIEWED}\s*[\[(]?\s*(?P<views>\d{{1,12}})(?!\d)")

TOOLS = re.compile(
    r"(?:[\s…·|\uff5c/\[\]【】()\uff08\uff09:\uff1a>+\-A×]|字体(?:大小)?|字号(?:大小)?|特大|大|中|小|正常|默认|放大|缩小|"
    r"(?:我要|一键)?分享(?:本[页文])?到?|微信|微博|新浪|腾讯|QQ(?:空间|好友)?|朋友圈|更多|收藏(?:本[页文])?|"
    r"打印(?:本[页文])?|关闭(?:窗口|本[页窗])?|我要纠错|纠错|返回(?:顶部|列表|上一页)?|复制链接|视力保护色|语音播报|扫一扫|"
    r"(?:浏览|点击|阅读)(?:量|数|次数)[:\uff1a]?\s*\d*\s*次?)+"
)
# What stands below a body whatever follows it.
_FOOT = re.compile(
    r"[•·*]\s*(?:政府部门|行业协会|新闻媒体|友情链接|留言箱)$|留言箱$|(?:上|下)一(?:篇|条)(?:[\s:\uff1a]|$)|版权所有|"
    r"Copyright\b|打印本页$|关闭窗口$",
    re.IGNORECASE,
)
# The same words can stand in a text, as a heading or a signature: a foot only where no sentence follows.
_FOOT_MAYBE = re.compile(
    rf"(?:政府部门|行业协会|新闻媒体|友情链接|相关(?:阅读|新闻|文章|链接|资讯)|热点(?:新闻|推荐)|推荐阅读){_COLON}?$|"
    r"[\[【(\uff08]?(?:责任)?编辑[:\uff1a]|分享到|主[办管]单位[:\uff1a]"
)
_IMPRINT = re.compile(r"版权|ICP|备案|Copyright|技术支持|公安|网站标识码", re.IGNORECASE)
# A sentence, but of the page's foot.
_DISCLAIMS = re.compile(r"版权|转载|免责|备案")
_SENTENCE = re.compile(r"[。！？!?；;][”’』」）)]?$")


def squeeze(text: str) -> str:
    """Return `text` with every run of blanks, Chinese and non-breaking ones too, as one space."""
    return " ".join(text.split())


def is_sentence(line: str) -> bool:
    """True when the line ends as a sentence of some length does."""
    return len(line) >= 20 and bool(_SENTENCE.search(line))


def is_tools(line: str) -> bool:
    """True when the line has no words, or only those of the page's buttons: 字号 大 中 小, 分享到, 打印."""
    return not line or bool(TOOLS.fullmatch(line))


def find_position(lines: Sequence[str]) -> int:
    """Return the index of the line 当前位置."""
    for at, line in enumerate(lines):
        if POSITION.search(line):
            return at
    raise NotAnArticle("找不到“当前位置”，不像一篇稿件的页面。")


def split_path(text: str) -> list[str]:
    """Return the names in a column's path that has no links. Blanks and strokes divide where nothing better does."""
    steps = SEPARATORS.split(text)
    if len(steps) == 1:
        return _FALLBACK_SEPARATORS.split(text)
    return [name for step in steps for name in step.split()]


def tidy_path(names: Sequence[str], title: str) -> list[str]:
    """Return the columns among `names`: without 首页, 正文 and the article's own title, whole or shortened with dots."""
    path = [name for name in map(squeeze, names) if name not in _NO_COLUMN]
    while path:
        shortened = re.sub(r"(?:\.{2,}|…+)$", "", path[-1])
        if path[-1] != title and not (shortened != path[-1] and title.startswith(shortened)):
            break
        path.pop()
    if not path:
        raise NotAnArticle("“当前位置”里没有栏目。")
    return path


def read_path(lines: Sequence[str], place: int, end: int) -> tuple[list[str], int]:
    """Return the path's names as words alone show them, and the index after it; it may be broken over lines."""
    found = POSITION.search(lines[place])
    names = SEPARATORS.split(found["path"]) if found else []
    text, after = found["path"] if found else "", place + 1
    rest = [at for at in range(place + 1, end) if lines[at]]
    while len(rest) > 1 and (names[-1:] == [""] or SEPARATORS.match(lines[rest[0]])):
        text += f" {lines[rest[0]]}"
        names = SEPARATORS.split(text.strip())
        after = rest.pop(0) + 1
    return split_path(text), after


def find_meta(lines: Sequence[str], place: int) -> Meta:
    """Return the line 来源… 发布时间… below the line 当前位置; no prose may stand between them."""
    for at in range(place + 1, len(lines)):
        if is_sentence(lines[at]) and re.search("。[”’』」）)]?$", lines[at]):
            break  # a title may end in ？ or ！
        if _BEGINS.match(lines[at]) and (meta := _meta_from(lines, at)):
            return meta
    raise NotAnArticle("找不到“来源…发布时间…”这一行，不像一篇稿件的页面。")


def _meta_from(lines: Sequence[str], start: int) -> Meta | None:
    said, end = lines[start], start + 1
    for at in range(start + 1, min(start + 24, len(lines))):
        line = lines[at]
        if not line or re.fullmatch(r"[|\uff5c\s]+", line):
            continue
        if not (len(line) <= 60 and _belongs(line, said)):
            break
        said, end = f"{said} {line}", at + 1
    source, date, views = _SOURCE_NAME.search(said), _DATE_SAID.search(said), _VIEWS_SAID.search(said)
    if source is None or date is None:
        return None
    return Meta(_source_name(source["name"]), _moment(date), int(views["views"]) if views else 0, start, end)


def _belongs(line: str, said: str) -> bool:
    """True when `line` goes on with the line 来源… of which `said` was read."""
    if is_tools(line) or _GOES_ON.match(line):
        return True
    if re.search(r"[:\uff1a]$", said) and not _SENTENCE.search(line):
        return bool(re.fullmatch(r"\d+次?", line)) or not (_SOURCE_NAME.search(said) and _DATE_SAID.search(said))
    complete = re.search(_SOURCE, said) and _DATE_SAID.search(said)
    return not complete and bool(_BEGINS.match(line))


def _source_name(name: str) -> str:
    name = squeeze(name).strip("|\uff5c,\uff0c;\uff1b/ ")
    for opening, closing in ("[]", "【】", "()", "\uff08\uff09"):
        if name.endswith(closing) and opening not in name:
            name = name[:-1].strip()
    return name[:60]


def _moment(date: re.Match[str]) -> datetime:
    numbers = [int(date[part] or 0) for part in ("year", "month", "day", "hour", "minute")]
    try:
        year, month, day, hour, minute = numbers
        moment = datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())
    except ValueError as error:
        raise NotAnArticle("发布时间不是一个日期。") from error
    if moment > timezone.now():
        raise NotAnArticle("发布时间在将来。")
    return moment


def find_title(lines: Sequence[str], ranks: Sequence[int], page_title: str = "") -> str:
    """Return the title among the lines between path and 来源….

    `ranks` says how much of a heading each is (0: none); of the highest, the nearest to the text wins, with the lines
    next to it. Without headings: the line that the page's <title> repeats, else the first one of some length.
    """
    able = [at for at, line in enumerate(lines) if not is_tools(line)]
    if not able:
        raise NotAnArticle("找不到标题。")
    best = max(ranks[at] for at in able)
    if best:
        last = max(at for at in able if ranks[at] == best)
        first = last
        while first - 1 in able and ranks[first - 1] == best:
            first -= 1
        return " ".join(lines[first : last + 1])
    repeated = [at for at in able if len(lines[at]) >= 4 and lines[at] in page_title]
    first = next(iter(repeated), next((at for at in able if len(lines[at]) >= 4), able[0]))
    # A second line of the title, as 公文 sets it.
    second = next((lines[at] for at in able if at > first), "")
    return f"{lines[first]} {second}" if re.match("——|──|--", second) else lines[first]


def skip_tools(lines: Sequence[str], at: int) -> int:
    """Return the index of the first line from `at` on that is more than the page's buttons."""
    while at < len(lines) and is_tools(lines[at]):
        at += 1
    return at


def find_foot(lines: Sequence[str], at: int, words: Sequence[str]) -> int:
    """Return the index of the first line of the foot from `at` on, or the number of lines.

    `words` are the lines without what is in links: sentences there say that the text goes on.
    """
    sentences = [i for i in range(at, len(lines)) if is_sentence(words[i]) and not _DISCLAIMS.search(words[i])]
    last_sentence = max(sentences, default=-1)
    for i in range(at, len(lines)):
        if _FOOT.match(lines[i]) or (i > last_sentence and i > at and _may_be_foot(lines, i)):
            while i > at and is_tools(lines[i - 1]):
                i -= 1
            return i
    return len(lines)


def _may_be_foot(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if re.match(r"主[办管]单位", line):  # a notice of a meeting names them too
        return any(_IMPRINT.search(below) for below in lines[at : at + 8])
    return bool(_FOOT_MAYBE.match(line)) or (
        len(line) > 1 and bool(re.search("分享|打印|关闭", line)) and is_tools(line)
    )
