"""Numbered paging, by addresses that can be stored: `/page/N/` on lists, `?page=N` on search."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404


@dataclass(frozen=True)
class Paging:
    """A page of a list: its number (from 1), the size of a page, how many there are in all, the list's address.

    Raises Http404 for a number out of range; an empty list has one page.
    """

    number: int
    size: int
    total: int
    base: str
    query: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.last:
            raise Http404

    @property
    def last(self) -> int:
        """The last page's number."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """The position of the page's first entry, from 0."""
        return (self.number - 1) * self.size

    def url(self, number: int) -> str:
        """Return the address of page `number`."""
        if self.query is not None:
            return f"{self.base}?{urlencode({'q': self.query, 'page': number})}"
        return self.base if number == 1 else f"{self.base}page/{number}/"

    @property
    def previous_url(self) -> str:
        """The address of the page before, or empty."""
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, or empty."""
        return self.url(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[tuple[int, str]]:
        """(number, address) of the pages to name: the first, the last, and those around this one; (0, "") is a gap."""
        near = {1, self.last} | {n for n in range(self.number - 2, self.number + 3) if 1 <= n <= self.last}
        found: list[tuple[int, str]] = []
        for number in sorted(near):
            if found and number - found[-1][0] > 1:
                found.append((0, ""))
            found.append((number, self.url(number)))
        return found
