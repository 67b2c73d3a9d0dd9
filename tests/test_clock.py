"""What happens by itself: the tick, its parts, what is swept, the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from feedback import intake
from news import attachments, counters, magazine, placements
from news.models import Attachment, Issue, Placement, RankingEntry
from portal import clock
from portal.models import Due
from tests import factories, people

pytestmark = pytest.mark.django_db
SWEEP = (clock, "sweep")
PARTS = [
    (counters, "roll_up"), (placements, "catch_up"), (counters, "rank"), SWEEP,
    (clock, "_forget_past_instants"), (intake, "sweep"), (attachments, "sweep_orphans"),
    (clock, "_withdraw_pictures_of_expired"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def journal(settings, tmp_path: Path) -> Path:
    settings.JOURNAL_ROOT = tmp_path
    return tmp_path


def test_a_tick_counts_places_ranks_and_sweeps() -> None:
    column, now = factories.column(), timezone.now()
    article = factories.published(column)
    counters.append(article.pk, now)
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))
    Due.objects.all().delete()
    for hours in (-3, -2, -1, 1):
        Due.objects.create(at=now + timedelta(hours=hours))
    clock.tick(now)
    article.refresh_from_db()
    assert article.views == 1
    assert Placement.objects.get().article == article
    assert {entry.article_id for entry in RankingEntry.objects.all()} == {article.pk}
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    # The last instant that has passed is part of the edition; those before it say nothing any more.
    assert sorted(Due.objects.values_list("at", flat=True)) == [now - timedelta(hours=1), now + timedelta(hours=1)]


def test_ranking_and_sweeping_wait_for_their_time_and_counting_does_not(monkeypatch) -> None:
    done: list[str] = []
    for module, name in PARTS[:4]:
        monkeypatch.setattr(module, name, lambda *_, name=name, **__: done.append(name))
    for _ in range(2):
        clock.tick(timezone.now())
    assert done == ["roll_up", "catch_up", "rank", "sweep", "roll_up", "catch_up"]


@pytest.mark.parametrize("broken", [part for part in PARTS if part != SWEEP], ids=lambda part: part[1])
def test_one_part_that_fails_is_logged_and_stops_no_other(monkeypatch, caplog, broken: tuple[ModuleType, str]) -> None:
    done = []

    def does(part: tuple[ModuleType, str]) -> Callable[..., None]:
        def act(*args: object, **kwargs: object) -> None:
            if part == broken:
                raise RuntimeError("broken")
            done.append(part)

        return act

    parts = [part for part in PARTS if part != SWEEP]  # that one runs, and calls those after it
    for part in parts:
        monkeypatch.setattr(*part, does(part))
    clock.tick(timezone.now())
    assert done == [part for part in parts if part != broken]
    assert "a part of the clock failed" in caplog.text


def test_the_worker_ticks_once_when_asked(journal) -> None:
    article = factories.published(factories.column())
    counters.append(article.pk, timezone.now())
    call_command("worker", "--once")
    article.refresh_from_db()
    assert article.views == 1


# --- Attachments that nothing has -------------------------------------------------------------------------------------


def stored(name: str, at: datetime) -> Attachment:
    return attachments.store(ContentFile(b"%PDF-1.4 " + name.encode(), name=name), by=people.editor(), now=at)


def test_attachments_of_forms_never_saved_go_after_a_day(django_capture_on_commit_callbacks) -> None:
    now = timezone.now()
    old = now - timedelta(days=1, minutes=1)
    orphan, fresh = stored("孤.pdf", old), stored("新.pdf", now - timedelta(hours=23))
    in_draft, out, in_issue = stored("稿.pdf", old), stored("出.pdf", old), stored("刊.pdf", old)
    column = factories.column()
    factories.saved(column, attachments=[(in_draft, "稿")])
    article = factories.published(column, attachments=[(out, "出")])
    factories.edited(article, attachments=[])  # no later version has it, readers still do
    magazine.save_issue(Issue(year=2026, number=1, title="", published_on=now.date(), pdf=in_issue))
    private, name = orphan.file.storage, orphan.file.name
    with django_capture_on_commit_callbacks() as callbacks:
        assert attachments.sweep_orphans(now) == 1
    assert private.exists(name)  # a sweep that is rolled back must not leave rows without their files
    for callback in callbacks:
        callback()
    assert not private.exists(name)
    assert set(Attachment.objects.all()) == {fresh, in_draft, out, in_issue}
    assert all(private.exists(one.file.name) for one in Attachment.objects.all())
    assert attachments.sweep_orphans(now) == 0
