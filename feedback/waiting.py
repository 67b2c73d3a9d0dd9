"""Files of a form that did not pass: browsers forget chosen files, so ours keeps them until the form comes back.

A kept file is private. The form carries a signed token for it; no token, no file. Whatever is not claimed is swept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.core.files import File
from django.utils import timezone

from portal.lib import storage
from portal.lib.uploads import Received

FOLDER = "waiting"
LASTS = timedelta(hours=2)
MARGIN = timedelta(hours=1)  # a form that was in time may still be on its way
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
    """Delete the files whose tokens are no longer good, and the folders of past days; return how many files."""
    private, swept = storage.private(), 0
    for day in _days():
        folder = f"{FOLDER}/{day:%Y-%m-%d}"
        left = 0
        for name in private.listdir(folder)[1]:
            if private.get_modified_time(f"{folder}/{name}") < now - LASTS - MARGIN:
                private.delete(f"{folder}/{name}")
                swept += 1
            else:
                left += 1
        if not left and day < timezone.localdate(now) - timedelta(days=1):  # nothing is put there any more
            private.delete(folder)
    return swept


def _days() -> Iterator[date]:
    """Yield the days that have a folder; whatever else stands there is not ours."""
    private = storage.private()
    for name in private.listdir(FOLDER)[0] if private.exists(FOLDER) else []:
        with suppress(ValueError):
            day = date.fromisoformat(name)
            if name == f"{day:%Y-%m-%d}":  # Python reads other spellings too
                yield day
