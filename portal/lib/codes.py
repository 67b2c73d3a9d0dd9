"""Codes that people read aloud, write down and type: receipts of 投稿 and 留言."""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

# Crockford's base 32 without U: no I, L, O to be taken for 1 and 0.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # 80 bits: unguessable


def new_code() -> str:
    """Return a fresh code of 16 characters, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived(*parts: str) -> str:
    """Return the code that belongs to `parts`: the same parts give the same code, and only we can tell which."""
    # Lengths are part of it, so that no two lists of parts read alike.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    number = int.from_bytes(salted_hmac("portal.lib.codes", text, algorithm="sha256").digest()[:10], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 5 * LENGTH, 5))


def normalise(typed: str) -> str | None:
    """Return the code a person meant, or None if it is none.

    Case, blanks, dashes, full-width letters, O for 0 and I or L for 1 are forgiven.
    """
    text = unicodedata.normalize("NFKC", typed[:64]).upper()
    code = re.sub(r"[\s\-‐-―−ー_.]", "", text).translate(str.maketrans("OIL", "011"))
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def spoken(code: str) -> str:
    """Return `code` in groups of four: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
