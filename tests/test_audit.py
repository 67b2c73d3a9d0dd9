"""The audit log takes every act, however long the names in it are."""

from __future__ import annotations

import pytest

from portal import audit
from portal.models import AuditEntry
from tests import factories, people

pytestmark = pytest.mark.django_db


def test_every_column_holds_what_it_is_given(monkeypatch) -> None:
    by = people.person("u" * 150, "名" * 40)
    target = factories.column("栏" * 20)
    monkeypatch.setattr(type(target), "__str__", lambda self: "栏" * 500)
    token = audit.client_address.set("f" * 90)
    try:
        entry = audit.record("动" * 60, by=by, target=target, reason="因" * 5_000)
    finally:
        audit.client_address.reset(token)
    for name in ("actor", "address", "action", "target_type", "target_id", "target"):
        assert len(getattr(entry, name)) <= AuditEntry._meta.get_field(name).max_length
    assert entry.actor.startswith("名" * 40 + "(uuu")
    assert len(entry.detail["reason"]) == 5_000
    entry.full_clean()
