"""Addresses from Chinese names: pinyin, hyphens, never a bare number (numbers are ids)."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.validators import RegexValidator

validate_slug = RegexValidator(
    r"\A(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    message="只用小写字母、数字和连字符，且至少有一个字母，例如 zhengce-fagui。",
    code="bad_slug",
)


def slug_of(name: str, *, fallback: str, limit: int = 60) -> str:
    """Return the pinyin slug of `name`, at most `limit` characters; `fallback` where nothing is left of it."""
    # pypinyin takes 55 MB once imported; the servers that only answer readers never need it.
    from pypinyin import lazy_pinyin

    words = " ".join(lazy_pinyin(name)).lower().split()
    slug = "-".join(re.sub(r"[^a-z0-9]+", "-", word) for word in words)
    slug = re.sub(r"-+", "-", slug).strip("-")
    if len(slug) > limit:
        slug = slug[:limit].rsplit("-", 1)[0].strip("-") or slug[:limit]
    if not re.search(r"[a-z]", slug):
        slug = f"{fallback}-{slug}".strip("-")
    return slug


def free_slug(slug: str, taken: Callable[[str], bool]) -> str:
    """Return `slug`, or `slug-2`, `slug-3`… the first that is not `taken`."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
