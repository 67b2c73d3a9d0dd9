"""Parts of addresses."""

from __future__ import annotations


class Number:
    """A row's id: at most 18 digits, so that no database overflows; no leading zero, so that one page has one address."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """Return the id."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return it as it stands in the address."""
        return str(value)


class PageNumber(Number):
    """A page of a list, a year, an issue's number: at most six digits."""

    regex = r"[1-9][0-9]{0,5}"
