"""Two people, or a person and the worker, at the same moment. On PostgreSQL the threads truly meet; on SQLite the one
writer's lock keeps them apart, and the same must hold."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import Storage
from django.db import connections
from django.utils import timezone

from news import columns, placements, workflow
from news.models import Article, Column, ColumnCount, Placement
from portal import generation, pictures
from portal.lib import storage
from portal.models import AuditEntry, Picture
from tests import factories, people

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads of their own; return what went wrong."""
    errors: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:  # whatever it is, the test shows it
            errors.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def assert_in_step() -> None:
    """Check that every count is right, and that every placement is one that should be."""
    for column in Column.objects.all():
        kept = ColumnCount.objects.filter(column=column).values_list("number", flat=True).first() or 0
        assert kept == Placement.objects.filter(column=column).count(), column
    tree = columns.read()
    for article in Article.objects.all():
        out = article.approved_id and not article.withdrawn_at and not article.deleted_at
        wanted = set()
        if out and article.column_id and tree.is_open(tree.by_id[article.column_id]):
            wanted = {step.pk for step in tree.path(tree.by_id[article.column_id])}
        assert set(article.placements.values_list("column", flat=True)) == wanted, article.pk


@pytest.fixture
def slow(monkeypatch) -> None:
    """Make each transaction rest before it ends, so that others surely come in between."""
    move = generation.move

    def slow_move() -> None:
        time.sleep(0.2)
        move()

    monkeypatch.setattr(generation, "move", slow_move)


@pytest.fixture
def slow_sync(monkeypatch) -> None:
    """Make each placing rest between reading and writing."""
    write = placements._write

    def slow_write(*args: object) -> None:
        time.sleep(0.2)
        write(*args)

    monkeypatch.setattr(placements, "_write", slow_write)


def test_the_first_two_articles_of_a_column(slow) -> None:
    column, boss, now = factories.column(), people.column_editor(), timezone.now()
    first, second = (factories.saved(column, by=boss) for _ in range(2))
    assert together(*(lambda one=one: workflow.publish(one.latest, by=boss, now=now) for one in (first, second))) == []
    assert placements.count(column, now) == 2
    assert_in_step()


def test_the_desk_and_the_worker_place_the_same_column(slow_sync) -> None:
    top = factories.column()
    column = factories.column(parent=top)
    for _ in range(4):
        factories.published(column)

    def tick_often() -> None:
        for _ in range(10):
            placements.catch_up(limit=100)
            time.sleep(0.05)

    for hidden in (True, False):
        column.is_hidden = hidden
        assert together(lambda: columns.save(column), tick_often) == []
        placements.catch_up(limit=100)
        assert_in_step()
    assert placements.count(top, timezone.now()) == 4


def test_withdrawing_while_the_column_is_placed_anew(slow_sync) -> None:
    top, boss = factories.column(), people.column_editor()
    column = factories.column()
    articles = [factories.published(column) for _ in range(3)]
    column.parent = top
    assert together(
        lambda: columns.save(column),
        lambda: workflow.withdraw(articles[0].pk, by=boss, now=timezone.now(), reason="x"),
    ) == []  # fmt: skip
    placements.catch_up(limit=100)
    assert_in_step()


def test_publishing_while_the_column_is_hidden(slow) -> None:
    top, boss = factories.column(), people.column_editor()
    column = factories.column(parent=top)
    article = factories.saved(column, by=boss)
    column.is_hidden = True
    assert together(
        lambda: workflow.publish(article.latest, by=boss, now=timezone.now()),
        lambda: columns.save(column),
    ) == []  # fmt: skip
    placements.catch_up(limit=100)
    assert_in_step()


def test_hiding_a_parent_while_a_column_is_moved_below_it(slow) -> None:
    parent, child = factories.column(), factories.column()
    article = factories.published(child)
    parent.is_hidden, child.parent = True, parent
    assert together(lambda: columns.save(parent), lambda: columns.save(child)) == []
    placements.catch_up(limit=100)
    assert not Article.objects.published(timezone.now()).filter(pk=article.pk).exists()
    assert_in_step()


def test_two_columns_moved_below_each_other_make_no_circle(slow) -> None:
    one, two = factories.column(), factories.column()
    one.parent, two.parent = two, one
    errors = together(lambda: columns.save(one), lambda: columns.save(two))
    assert len(errors) == 1
    assert "自己的下级" in errors[0]


def test_deleting_in_opposite_orders(slow) -> None:
    column, boss, now = factories.column(), people.column_editor(), timezone.now()
    numbers = [factories.published(column).pk for _ in range(2)]
    errors = together(
        lambda: workflow.delete(numbers, by=boss, now=now),
        lambda: workflow.delete(numbers[::-1], by=boss, now=now),
    )
    assert not [error for error in errors if "deadlock" in error]
    assert Article.objects.filter(deleted_at=None).count() == 0
    assert_in_step()


def test_two_people_publish_the_same_version(slow) -> None:
    column, now = factories.column(), timezone.now()
    article = factories.saved(column)
    version = article.latest
    together(
        lambda: workflow.publish(version, by=people.editor(), now=now),
        lambda: workflow.publish(version, by=people.column_editor(), now=now),
    )
    entry = AuditEntry.objects.get(action="发布")
    version.refresh_from_db()
    assert version.approved_by.name in entry.actor


def test_a_picture_withdrawn_here_and_published_there_stays_public(monkeypatch) -> None:
    column, boss, now = factories.column(), people.column_editor(), timezone.now()
    picture = factories.picture()
    first = factories.published(column, cover=picture)
    second = factories.saved(column, cover=picture)
    copy_out = pictures._copy_out

    def slow_copy(one: Picture) -> None:
        copy_out(one)
        time.sleep(0.4)

    monkeypatch.setattr(pictures, "_copy_out", slow_copy)

    def withdraw() -> None:
        time.sleep(0.1)
        workflow.withdraw(first.pk, by=boss, now=now, reason="x")

    assert together(lambda: workflow.publish(second.latest, by=boss, now=now), withdraw) == []
    public: Storage = storage.public()
    assert public.exists(picture.rendition(320))
    assert picture.uses.count() == 1


def test_a_stale_form_does_not_open_a_hidden_column() -> None:
    parent = factories.column()
    child = factories.column(parent=parent)
    article = factories.published(child)
    stale = Column.objects.get(pk=child.pk)
    parent.is_hidden = True
    columns.save(parent)
    stale.description = "只改了简介"
    columns.save(stale)
    assert not Column.objects.get(pk=child.pk).is_open
    assert not Article.objects.published(timezone.now() + timedelta(seconds=1)).filter(pk=article.pk).exists()
