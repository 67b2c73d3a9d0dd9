"""Finding the text of an article in a saved page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from news.importers.flat import Leaf, Line, Weights
from news.importers.landmarks import squeeze
from news.importers.writer import paragraphs_of

# Elements that the publishing systems of Chinese sites put an article's text in, and nothing else.
OWN = (
    "#zoom, .TRS_Editor, .TRS_UEDITOR, .trs_editor_view, #UCAP-CONTENT, .article-content, #article-content, "
    "#vsb_content"
)
# Names that others use for it, and for more.
OFTEN = ".content, #content, .article, .view, .con, .text, .detail, article"
# What may stand beside a text or inside its element without being text.
ASIDES = "aside, nav, select, button, textarea, [class*=share], [id*=share], [class*=sidebar], [id*=sidebar]"
_BOXES = {"body", "div", "section", "article", "main", "center", "table", "tbody", "tr", "td", "form", "font", "span"}
_LISTS = {"div", "section", "td", "tr", "ul", "ol", "dl", "table"}
_MORE_META = re.compile(r"\d+次?|[^，。]{1,8}[:\uff1a].{0,20}")
_MEDIA = "video, audio, iframe, embed, object"


@dataclass
class Found:
    """The text's HTML, not cleaned yet; the share of the page's words that it holds; what was left behind."""

    html: str
    share: float
    warnings: list[str] = field(default_factory=list)


def find(root: LexborNode, lines: list[Line], meta: Leaf, head: int, foot: int) -> Found:
    """Return the article's text: it stands in lines[head:foot], together with what the page has beside it.

    `meta` is the last piece of the line 来源…. The tree is cut down on the way.
    """
    path: list[LexborNode] = []
    above = meta.node.parent
    while above is not None and above.tag != "html":
        path.append(above)
        above = above.parent
    for line in lines[:head] + lines[foot:]:
        for leaf in line.leaves:
            leaf.node.decompose()
    between = _without_asides(root, lines[head:foot], {node.mem_id for node in path})
    weights = Weights(between)
    region = _region(root, path, between, weights)
    region, pruned = _narrow(region, weights)
    taken, prose = weights.all[region.mem_id], weights.prose[region.mem_id]
    found = Found("", weights.share(taken, prose))
    found.warnings += [f"末尾的链接没有带过来：{squeeze(node.text(deep=True))[:60]}" for node in pruned]
    left = [line.words for line in between if region.mem_id not in line.leaves[0].within and not line.is_link]
    if said := [words for words in left if len(words) > 15 or re.search("[。！？]$", words)]:
        found.warnings.append(f"正文以外的文字没有带过来：{' '.join(said)[:60]}")
    for node in pruned:
        node.decompose()
    found.warnings += _lost(region)
    found.html = paragraphs_of(region)
    return found


def _without_asides(root: LexborNode, lines: list[Line], kept: set[int]) -> list[Line]:
    """Cut the asides out of the tree; return the lines without them. What the line 来源… stands in is none."""
    weights = Weights(lines)
    gone: dict[int, LexborNode] = {}
    for node in root.css(ASIDES):
        inside_gone = any(one.mem_id in gone for one in _above(node))
        if node.mem_id not in kept and weights.prose[node.mem_id] <= weights.total / 2 and not inside_gone:
            gone[node.mem_id] = node
    rest = [[leaf for leaf in line.leaves if gone.keys().isdisjoint(leaf.within)] for line in lines]
    for node in gone.values():
        node.decompose()
    return [line for leaves in rest if (line := Line(leaves)).text]


def _above(node: LexborNode) -> list[LexborNode]:
    found = []
    while (parent := node.parent) is not None:
        found.append(parent)
        node = parent
    return found


# --- Where the text stands -------------------------------------------------------------------------------------------


def _region(root: LexborNode, path: list[LexborNode], lines: list[Line], weights: Weights) -> LexborNode:
    """Return the element that holds the text; besides it, it may hold what `_narrow` takes away."""
    ids = {node.mem_id for node in path}
    if own := _known(root, OWN, ids, weights):
        return own
    around = next((node for node in path if _is_text(node.mem_id, lines, weights)), path[-1])
    often = _known(around, OFTEN, ids, weights)
    if often and weights.prose[often.mem_id] >= 0.9 * weights.prose[around.mem_id]:
        return often
    return around


def _is_text(element: int, lines: list[Line], weights: Weights) -> bool:
    """True when an element around the line 来源… holds the text too, however short, not only more of that line."""
    if not weights.all[element]:
        return False
    says = (line.words for line in lines if element in line.leaves[0].within)
    return weights.share(weights.all[element], weights.prose[element]) >= 0.5 or any(
        words and not _MORE_META.fullmatch(words) for words in says
    )


def _known(root: LexborNode, selector: str, around_meta: set[int], weights: Weights) -> LexborNode | None:
    """Return the smallest element of a known name, below the line 来源…, that holds most prose; where the prose goes
    on beside it, the one around both."""
    named = [node for node in root.css(selector) if node.mem_id not in around_meta and weights.prose[node.mem_id]]
    if not named:
        return None
    ids = {node.mem_id for node in named}
    most = max(weights.prose[node.mem_id] for node in named)
    best = min(
        (node for node in named if weights.prose[node.mem_id] >= 0.9 * most),
        key=lambda node: weights.all[node.mem_id],
    )
    outermost = [node for node in named if ids.isdisjoint(one.mem_id for one in _above(node))]
    goal = sum(weights.prose[node.mem_id] for node in outermost if weights.prose[node.mem_id] >= 0.1 * most)
    for node in _above(best):
        if node.mem_id in around_meta and weights.prose[best.mem_id] >= 0.9 * goal:
            break
        prose_beside = any(
            child.tag in {"p", "-text", "ul", "ol", "table"} and child.mem_id != best.mem_id and _says(child, weights)
            for child in node.iter(include_text=True)
        )
        if weights.prose[best.mem_id] < 0.9 * goal or prose_beside:
            best = node
    return best


def _says(node: LexborNode, weights: Weights) -> bool:
    if node.tag == "-text":
        return bool(node.text(deep=False).strip())
    return weights.prose[node.mem_id] > 0


def _narrow(region: LexborNode, weights: Weights) -> tuple[LexborNode, list[LexborNode]]:
    """Go down from an element while all its words are in one inside it; set lists of links below the text aside."""
    pruned: list[LexborNode] = []
    while True:
        kids = [
            kid
            for kid in region.iter(include_text=True)
            if (kid.text(deep=False).strip() if kid.tag == "-text" else weights.all[kid.mem_id])
            and all(kid.mem_id != node.mem_id for node in pruned)
        ]
        dropped = len(pruned)
        while len(kids) > 1 and (
            _is_link_list(kids[-1], weights) or (len(pruned) > dropped and _heads(kids[-1], weights))
        ):
            pruned.append(kids.pop())
        for node in pruned[dropped:]:
            for element in (region, *_above(region)):
                weights.all[element.mem_id] -= weights.all[node.mem_id]
                weights.prose[element.mem_id] -= weights.prose[node.mem_id]
        inner = kids[0] if len(kids) == 1 else _wide_cell(region, kids, weights)
        if inner is None or inner.tag not in _BOXES:
            break
        region = inner
    while region.tag in {"tbody", "tr"} and region.parent is not None:
        region = region.parent
    return region, pruned


def _is_link_list(node: LexborNode, weights: Weights) -> bool:
    few = weights.prose[node.mem_id] < 0.3 * weights.all[node.mem_id]
    return node.tag in _LISTS and few and len(node.css("a")) > 1


def _heads(node: LexborNode, weights: Weights) -> bool:
    """True for the heading of a list of links."""
    return node.tag != "-text" and not weights.prose[node.mem_id] and weights.all[node.mem_id] <= 12


def _wide_cell(row: LexborNode, cells: list[LexborNode], weights: Weights) -> LexborNode | None:
    """Return the cell of a layout table's row that holds the text, beside one that holds a sidebar."""
    if row.tag != "tr":
        return None
    for cell in cells:
        if weights.prose[cell.mem_id] >= 0.8 * weights.prose[row.mem_id] and cell.css_first("p, div, br, table"):
            return cell
    return None


def _lost(region: LexborNode) -> list[str]:
    """Take the pictures and films out of the text; say which. None comes along: an address of the earlier site that
    looks like one of our library's would show a picture of ours."""
    warnings = []
    for node in region.css("img"):
        address = node.attributes.get("src") or node.attributes.get("data-src") or "（没有地址）"
        warnings.append(f"图片没有带过来：{address[:120]}")
        node.decompose()
    for node in region.css(_MEDIA):
        if not any(one.tag in {"object", "video", "audio"} for one in _above(node)):
            warnings.append(f"音频或视频没有带过来：{(node.attributes.get('src') or '（没有地址）')[:120]}")
    for node in reversed(region.css(_MEDIA)):
        node.decompose()
    return warnings
