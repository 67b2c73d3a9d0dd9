"""Files of a form that did not pass: browsers forget chosen files, so ours keeps them until the form comes back.

A kept file is private. The form carries a signed token for it; no token, no file. Whatever is not claimed is swept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.core.files import File
from django.utils import timezone

from portal.lib import storage
from portal.lib.uploads import Received

FOLDER = "waiting"
LASTS = timedelta(hours=2)
_SALT = "feedback.waiting"


class TooLate(Exception):
    """The token is too old, or no token of ours."""


@dataclass(frozen=True)
class Kept:
    """A file that waits: its token, what it is, and where."""

    token: str
    received: Received
    path: str

    def open(self) -> File:
        """Open it; TooLate when it has been swept."""
        try:
            return storage.private().open(self.path)
        except FileNotFoundError as error:
            raise TooLate from error


def keep(file: File, received: Received, now: datetime) -> Kept:
    """Store a file that passed its checks, until its form passes too."""
    file.seek(0)
    path = f"{FOLDER}/{timezone.localdate(now):%Y-%m-%d}/{secrets.token_hex(16)}.{received.kind}"
    path = storage.private().save(path, file)
    return Kept(signing.dumps({"path": path, **asdict(received)}, salt=_SALT), received, path)


def claim(token: str) -> Kept:
    """Return the file that a form's token stands for; raise TooLate."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise TooLate from error
    path = content.pop("path")
    if not storage.private().exists(path):
        raise TooLate
    return Kept(token, Received(**content), path)


def sweep(now: datetime) -> int:
    """Delete the files kept before yesterday, and their folders; return how many files."""
    private, yesterday, swept = storage.private(), timezone.localdate(now) - timedelta(days=1), 0
    for day in _days():
        if date.fromisoformat(day) >= yesterday:
            continue
        folder = f"{FOLDER}/{day}"
        for name in private.listdir(folder)[1]:
            private.delete(f"{folder}/{name}")
            swept += 1
        private.delete(folder)
    return swept


def _days() -> Iterable[str]:
    private = storage.private()
    return private.listdir(FOLDER)[0] if private.exists(FOLDER) else []
