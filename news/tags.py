"""Tags as people type them: commas and semicolons of both widths and 、 separate; blanks belong to the tag."""

from __future__ import annotations

import re
from collections.abc import Iterable

from news.models import Tag

MAX_LENGTH = 20
MAX_NUMBER = 10


def parse(text: str) -> list[str]:
    """Return the tag names in `text`, in order, each once whatever its case; blanks inside are folded."""
    names: dict[str, str] = {}
    for part in re.split(r"[,\uff0c;\uff1b、\n]", text or ""):
        name = " ".join(part.split())
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


def join(tags: Iterable[Tag]) -> str:
    """Return tags as they are typed."""
    return "、".join(tag.name for tag in tags)
