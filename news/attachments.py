"""Taking attachments in: checked by content, stored privately under a random name."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Set
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from news.models import ArticleAttachment, Attachment, Issue, VersionAttachment
from portal.lib import storage, uploads
from portal.models import User

logger = logging.getLogger(__name__)
KEEP_UNUSED = timedelta(days=1)  # a form that is still open may be about to use it
SWEPT_AT_ONCE = 500
ALLOWED = frozenset({"pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "zip", "jpg", "png"})


def store(upload: File, *, by: User | None, now: datetime, allowed: Set[str] = ALLOWED) -> Attachment:
    """Take a file in and return its row; raise ValidationError (a Chinese sentence) for one that is not received.

    The file is written before the row: a crash leaves a file nobody can reach, never a row without its file.
    """
    received = uploads.receive(upload, allowed=set(allowed), max_bytes=settings.ATTACHMENT_MAX_BYTES)
    attachment = Attachment(
        name=received.name,
        kind=received.kind,
        size=received.size,
        sha256=received.sha256,
        uploaded_by=by,
        created_at=now,
    )
    # Nothing of the visitor's name is on the disk: the label is the row's, the name is random.
    attachment.file.save(f"{now:%Y/%m}/{secrets.token_hex(16)}.{received.kind}", upload, save=False)
    attachment.save(force_insert=True)
    return attachment


def attachable(article_id: int | None, *, by: User) -> QuerySet[Attachment]:
    """Return the files that a person may attach to an article: its own of any version, and those they uploaded."""
    own = VersionAttachment.objects.filter(version__article=article_id).values("attachment")
    return Attachment.objects.filter(Q(pk__in=own) | Q(uploaded_by=by))


def sweep_orphans(now: datetime) -> int:
    """Delete the files of over a day that no version, article or issue has: left by forms never saved. How many went.

    Rows go before files: one that somebody uses at this moment is protected, and with it the whole transaction.
    """
    unused = Attachment.objects.filter(
        ~Exists(VersionAttachment.objects.filter(attachment=OuterRef("pk"))),
        ~Exists(ArticleAttachment.objects.filter(attachment=OuterRef("pk"))),
        ~Exists(Issue.objects.filter(pdf=OuterRef("pk"))),
        created_at__lt=now - KEEP_UNUSED,
    )
    with transaction.atomic():
        found = list(unused.order_by("pk")[:SWEPT_AT_ONCE])
        Attachment.objects.filter(pk__in=[one.pk for one in found]).delete()
        transaction.on_commit(lambda: _delete_files([one.file.name for one in found if one.file.name]))
    return len(found)


def _delete_files(names: list[str]) -> None:
    for name in names:
        storage.private().delete(name)
        logger.info("swept %s: no article has it", name)
