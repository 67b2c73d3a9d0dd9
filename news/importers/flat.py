"""A saved page as lines: what its blocks say, and for every piece of text where in the page it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from news.importers import landmarks
from news.importers.landmarks import squeeze

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|7z|txt|ofd)(?:$|[?#])", re.IGNORECASE)
_TITLED = re.compile(r"(?:^|[\s_-])(?:title|tit|biaoti|bt|headline)(?:$|[\s_\d-])|(?:title|biaoti)$", re.IGNORECASE)


@dataclass(eq=False)
class Leaf:
    """A piece of text. `within` are the ids of the elements around it, innermost first; `link` its link's, or 0."""

    node: LexborNode
    text: str
    within: tuple[int, ...]
    link: int
    links_file: bool
    rank: int


@dataclass
class Line:
    """What one block, or the part of one between two breaks, says."""

    leaves: list[Leaf] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All of it."""
        return squeeze("".join(leaf.text for leaf in self.leaves))

    @cached_property
    def words(self) -> str:
        """It without what is in links to other pages."""
        return squeeze("".join(leaf.text for leaf in self.leaves if not leaf.link or leaf.links_file))

    @property
    def is_link(self) -> bool:
        """True when it says little beside links: a date, 更多."""
        return len(self.words) < len(self.text) / 2 or (self.words != self.text and len(self.words) <= 12)


def lines_of(body: LexborNode) -> list[Line]:
    """Return the page's lines in order."""
    lines = [Line()]
    block = 0
    for node in body.traverse(include_text=True):
        if node.tag in BLOCKS or node.tag == "br":
            lines.append(Line())
        elif node.tag == "-text" and (text := node.text(deep=False)):
            leaf, home = _leaf(node, text)
            if home != block and text.strip():  # text after a block that ended, in the one around it
                lines.append(Line())
                block = home
            lines[-1].leaves.append(leaf)
    return [line for line in lines if line.text]


def _leaf(node: LexborNode, text: str) -> tuple[Leaf, int]:
    within: list[int] = []
    link = home = rank = 0
    links_file = False
    above = node.parent
    while above is not None:
        within.append(above.mem_id)
        if above.tag == "a" and not link:
            link, links_file = above.mem_id, bool(_FILE.search(above.attributes.get("href") or ""))
        if above.tag in BLOCKS and not home:
            home = above.mem_id
        rank = max(rank, _rank(above)) if len(within) <= 3 else rank
        above = above.parent
    return Leaf(node, text, tuple(within), link, links_file, rank), home


def _rank(node: LexborNode) -> int:
    if node.tag == "h1":
        return 3
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return 2 if node.tag in {"h2", "h3"} or _TITLED.search(named.strip()) else 0


class Weights:
    """How many words each element holds of the lines that were given: prose, and all, those in links half."""

    def __init__(self, lines: list[Line]) -> None:
        self.prose: dict[int, float] = defaultdict(float)
        self.all: dict[int, float] = defaultdict(float)
        self.total = 0.0
        for at, line in enumerate(lines):
            following = lines[at + 1] if at + 1 < len(lines) else None
            # The heading of a list of links counts as little as the list.
            idle = line.is_link or (
                following is not None
                and following.is_link
                and len(line.text) <= 12
                and not re.search("[。！？：:；]$", line.text)
            )
            for leaf in line.leaves:
                linked = bool(leaf.link) and not leaf.links_file
                size = len("".join(leaf.text.split()))
                prose = 0 if idle or linked else size
                self.total += prose
                for element in leaf.within:
                    self.prose[element] += prose
                    self.all[element] += size / 2 if linked or idle else size

    def share(self, taken: float, prose_taken: float) -> float:
        """Return the share of `taken` words in them and the prose that was left."""
        left = self.total - prose_taken
        return taken / (taken + left) if taken + left else 0.0


def path_of(lines: list[Line], place: int, end: int) -> tuple[list[str], int]:
    """Return the names in the column's path, by its links where it has some, and the index of the line after it."""
    texts = [line.text for line in lines]
    at = next((i for i, leaf in enumerate(lines[place].leaves) if landmarks.POSITION.search(leaf.text)), 0)
    start = lines[place].leaves[at]
    tail = {element for line in lines[end:] for leaf in line.leaves for element in leaf.within}
    for element in start.within:
        if element in tail:
            break
        inside = [i for i in range(place, end) if any(element in leaf.within for leaf in lines[i].leaves)]
        leaves = [leaf for i in inside for leaf in lines[i].leaves if element in leaf.within]
        leaves = leaves[leaves.index(start) :]
        if any(leaf.rank == 3 for leaf in leaves):
            break
        if len({leaf.link for leaf in leaves if leaf.link}) > 1:
            return _names(leaves), inside[-1] + 1
    return landmarks.read_path(texts, place, end)


def _names(leaves: list[Leaf]) -> list[str]:
    names: list[str] = []
    link = 0
    for leaf in leaves:
        if leaf.link and leaf.link == link:
            names[-1] += leaf.text
        elif leaf.link:
            names.append(leaf.text)
        else:
            text = landmarks.POSITION.sub(lambda found: found["path"], leaf.text)
            names += [name.strip("|\uff5c/-\\ ") for name in landmarks.SEPARATORS.split(text)]
        link = leaf.link
    return names


def ranks_of(lines: list[Line]) -> list[int]:
    """Return how much of a heading each line is."""
    return [max((leaf.rank for leaf in line.leaves), default=0) for line in lines]


def address_of(tree: LexborHTMLParser, text: str) -> str:
    """Return the page's own address, if it says one: canonical link, og:url, or the browser's note when it was saved.

    An address that names no page (the site's root, an index) is none: a common fault gives it to every page of a site.
    """
    candidates = [
        node.attributes.get(name) or ""
        for selector, name in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content"))
        for node in tree.css(selector)
    ]
    if saved := re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text):
        candidates.append(saved[1])
    for candidate in candidates:
        found = re.fullmatch(r"(https?://[^/?#]+(/[^?#]*)(?:\?[^#]*)?)(?:#.*)?", candidate.strip())
        name = found[2].rsplit("/", 1)[-1] if found else ""
        names_a_page = found and found[2].strip("/") and not re.match(r"(?:index|default|home)\b", name, re.IGNORECASE)
        if found and names_a_page and len(found[1]) <= 300:  # cut short, two could be the same
            return found[1]
    return ""
