"""When pages change."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from links.models import LinkGroup
from news import workflow
from news.models import Version
from portal import generation
from portal.models import Due, Generation, Page, SiteSettings
from tests import factories, people

pytestmark = pytest.mark.django_db


def number() -> int:
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def test_saving_and_deleting_what_readers_see_moves_it() -> None:
    before = number()
    group = LinkGroup.objects.create(name="甲", slug="jia")
    after_create = number()
    group.delete()
    assert before < after_create < number()


def test_what_readers_do_not_see_moves_nothing() -> None:
    before = number()
    people.editor()
    Due.objects.create(at=timezone.now())
    assert number() == before


def test_a_draft_moves_it_no_more_than_once_and_publishing_exactly_once() -> None:
    column, editor = factories.column(), people.editor()
    article = factories.saved(column, by=editor, tag_names=["甲", "乙"], cover=factories.picture())
    before = number()
    workflow.publish(article.latest, by=editor, now=timezone.now())
    assert number() == before + 1


def test_a_rolled_back_change_moves_nothing() -> None:
    SiteSettings(pk=1).save()
    before = number()

    def fail() -> None:
        with transaction.atomic(), generation.moving():
            Page.objects.create(title="页", slug="ye")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert number() == before
    Page.objects.create(title="页", slug="ye")
    assert number() == before + 1  # and what comes after still moves it


def test_the_edition_changes_with_the_clock_alone() -> None:
    now = timezone.now()
    generation.due([now + timedelta(minutes=5), None, now + timedelta(minutes=5)])
    assert Due.objects.count() == 1
    early = generation.edition(now)
    assert generation.edition(now + timedelta(minutes=4, seconds=59)).due == early.due
    assert generation.edition(now + timedelta(minutes=5)) != early


def test_the_edition_changes_at_local_midnight() -> None:
    zone = timezone.get_default_timezone()
    late = datetime(2026, 3, 9, 23, 59, 59, tzinfo=zone)
    assert generation.edition(late) != generation.edition(late + timedelta(seconds=1))


def test_the_edition_is_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        generation.edition(timezone.now())


def test_a_version_is_private() -> None:
    article = factories.published(factories.column())
    before = number()
    version = Version.objects.get(article=article)
    version.save()
    assert number() == before
