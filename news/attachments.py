"""Taking attachments in: checked by content, stored privately under a random name."""

from __future__ import annotations

import secrets
from collections.abc import Set
from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.db.models import Q, QuerySet

from news.models import Attachment, VersionAttachment
from portal.lib import uploads
from portal.models import User

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
