"""Signing in, failing to, signing out: each leaves an entry in the audit log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from portal import audit


def connect() -> None:
    """Connect the three signals of Django's sign-in."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit-signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit-signed-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-sign-in-failed")


def _signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    audit.record("登录", by=user)


def _signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record("退出", by=user)


def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    # What was typed is a stranger's: cut to what an account can be, and without NUL, which no database stores.
    typed = str(credentials.get("username", ""))[:150].replace("\x00", "")
    audit.record("登录失败", by="访客", account=typed)
