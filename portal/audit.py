"""Writing the audit log."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils import timezone

from portal.models import AuditEntry

# Set by the middleware for the length of a request; empty for commands and the worker.
client_address: ContextVar[str] = ContextVar("client_address", default="")


def record(
    action: str,
    *,
    by: AbstractBaseUser | AnonymousUser | str | None,
    target: models.Model | None = None,
    at: datetime | None = None,
    **detail: Any,
) -> AuditEntry:
    """Write one entry, in the transaction that runs. `by` is a person, or the name of what acts by itself."""
    actor = by if isinstance(by, str) else (by.get_username() if by and by.is_authenticated else "访客")
    name = getattr(by, "name", "")
    words = {
        "actor": f"{name}({actor})" if name else actor,
        "address": client_address.get(),
        "action": action,
        "target_type": str(target._meta.verbose_name) if target else "",
        "target_id": str(target.pk) if target else "",
        "target": str(target) if target else "",
    }
    return AuditEntry.objects.create(
        at=at or timezone.now(), detail=detail, **{field: _cut(field, text) for field, text in words.items()}
    )


def _cut(field: str, text: str) -> str:
    """Return as much of `text` as its column holds: an act must not fail because its name in the log is long."""
    column = AuditEntry._meta.get_field(field)
    assert isinstance(column, models.CharField)  # noqa: S101  for the type checker
    return text[: column.max_length]
