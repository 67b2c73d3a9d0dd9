"""The picture library: taking a picture in, and making it public exactly while something published shows it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from portal.lib import images, storage, uploads
from portal.models import Picture, PictureUse, User

logger = logging.getLogger(__name__)
ALLOWED = {"jpg", "png", "webp", "gif"}


def store(
    upload: File, *, by: User | None, title: str = "", credit: str = "", now: datetime | None = None
) -> tuple[Picture, bool]:
    """Take an uploaded picture into the library; return it and whether it is new. The same file is kept once.

    Raises ValidationError (a Chinese sentence) for what is no picture. Files are written before the row: a crash
    leaves an orphaned folder, never a row without its files.
    """
    received = uploads.receive(upload, allowed=ALLOWED, max_bytes=settings.PICTURE_MAX_BYTES)
    if known := Picture.objects.filter(sha256=received.sha256).first():
        return known, False
    upload.seek(0)
    normal = images.normalise(upload.read())
    picture = Picture(
        token=secrets.token_hex(16),
        title=(title or received.name.rsplit(".", 1)[0])[:100],
        credit=credit,
        kind=normal.kind,
        width=normal.width,
        height=normal.height,
        size=len(normal.content),
        sha256=received.sha256,
        uploaded_by=by,
        created_at=now or timezone.now(),
    )
    private = storage.private()
    private.save(f"{picture.folder}/original.{normal.kind}", ContentFile(normal.content))
    for name, content in images.renditions(normal).items():
        private.save(f"{picture.folder}/{name}", ContentFile(content))
    picture.save(force_insert=True)
    return picture, True


def set_uses(kind: str, object_id: int, picture_ids: Iterable[int | None]) -> None:
    """Say which pictures the visible thing (`kind`, `object_id`) shows now; an empty list takes it off the site.

    Must run inside a transaction. Renditions become public at once (their addresses can't be guessed before the page
    shows them) and are taken away after commit when nothing published shows them any more.
    """
    wanted = {number for number in picture_ids if number}
    uses = PictureUse.objects.filter(kind=kind, object_id=object_id)
    had = set(uses.values_list("picture_id", flat=True))
    gone = had - wanted
    # Locked, so that whoever takes an unused picture's files away sees this use, or we copy them out again.
    touched = {one.pk: one for one in _locked(gone | wanted - had)}
    if gone:
        uses.filter(picture_id__in=gone).delete()
    for picture in (touched[number] for number in sorted(wanted - had) if number in touched):
        _copy_out(picture)
        PictureUse.objects.create(picture=picture, kind=kind, object_id=object_id)
    if gone:
        # After commit: a transaction that is rolled back must not take a picture off a page that still shows it.
        transaction.on_commit(partial(withdraw_unused, gone))


def _copy_out(picture: Picture) -> None:
    private, public = storage.private(), storage.public()
    for width in picture.widths:
        for ending in ("webp", "jpg"):
            name = f"{picture.folder}/{width}.{ending}"
            if not public.exists(name):
                with private.open(name) as file:
                    public.save(name, file)


def withdraw_unused(picture_ids: Iterable[int]) -> None:
    """Take the public files of those of `picture_ids` away that nothing visible uses."""
    public = storage.public()
    with transaction.atomic():
        for picture in _locked(picture_ids):
            if picture.uses.exists():
                continue
            for width in picture.widths:
                public.delete(f"{picture.folder}/{width}.webp")
                public.delete(f"{picture.folder}/{width}.jpg")


def _locked(picture_ids: Iterable[int]) -> list[Picture]:
    """Lock the pictures, in one order everywhere."""
    return list(Picture.objects.select_for_update(no_key=True).filter(pk__in=list(picture_ids)).order_by("pk"))


def remove(picture: Picture) -> None:
    """Delete a picture of the library with its files; raise ProtectedError while something uses it.

    Texts of versions name pictures by number; the desk asks `where_used` before it calls this.
    """
    folder = picture.folder
    names = [f"{folder}/original.{picture.kind}"]
    names += [f"{folder}/{width}.{ending}" for width in picture.widths for ending in ("webp", "jpg")]
    picture.delete()
    # After commit: a transaction that is rolled back must not leave a row without its files.
    transaction.on_commit(partial(_delete_private, names))


def _delete_private(names: list[str]) -> None:
    for name in names:
        storage.private().delete(name)


def require_known(picture_ids: Iterable[int]) -> None:
    """Raise ValidationError when one of `picture_ids` is not in the library."""
    wanted = set(picture_ids)
    missing = wanted - set(Picture.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if missing:
        numbers = "、".join(str(number) for number in sorted(missing))
        raise ValidationError(f"图片库里没有编号为 {numbers} 的图片，请重新插入。", code="unknown_picture")
