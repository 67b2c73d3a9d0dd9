"""The tree of columns, and where articles stand in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from news import columns, placements, workflow
from news.models import Article, Column, ColumnCount, Placement
from tests import factories, people

pytestmark = pytest.mark.django_db


def counts() -> dict[int, int]:
    return {row.column_id: row.number for row in ColumnCount.objects.filter(number__gt=0)}


def real_counts() -> dict[int, int]:
    found: dict[int, int] = {}
    for column in Placement.objects.values_list("column", flat=True):
        found[column] = found.get(column, 0) + 1
    return found


@pytest.fixture
def tree() -> dict[str, Column]:
    top = factories.column("资讯中心")
    return {
        "top": top,
        "state": factories.column("国家级", parent=top),
        "province": factories.column("省级", parent=top),
        "other": factories.column("协会服务"),
    }


def test_a_parent_column_lists_its_descendants(tree) -> None:
    article = factories.published(tree["state"])
    now = timezone.now()
    assert placements.page(tree["top"], now, start=0, number=9) == [article.pk]
    assert placements.page(tree["state"], now, start=0, number=9) == [article.pk]
    assert placements.page(tree["province"], now, start=0, number=9) == []
    assert placements.count(tree["top"], now) == 1


def test_a_further_column_lists_it_and_so_do_those_above(tree) -> None:
    service = factories.column("培训", parent=tree["other"])
    article = factories.published(tree["state"], further_columns=[service, tree["province"]])
    stands = set(article.placements.values_list("column__name", flat=True))
    assert stands == {"国家级", "资讯中心", "省级", "培训", "协会服务"}


def test_counts_leave_out_what_is_not_out_yet_or_has_expired(tree) -> None:
    now = timezone.now()
    factories.published(tree["state"])
    factories.published(tree["state"], at=now + timedelta(hours=1))
    gone = factories.published(tree["state"], at=now - timedelta(days=2))
    workflow.schedule(gone.pk, by=people.editor(), now=now, expire_at=now + timedelta(minutes=1))
    assert placements.count(tree["top"], now) == 2
    assert placements.count(tree["top"], now + timedelta(minutes=1)) == 1
    assert placements.count(tree["top"], now + timedelta(hours=1)) == 2


def test_hiding_a_column_hides_its_articles_at_once_and_showing_brings_them_back(
    tree, django_capture_on_commit_callbacks
) -> None:
    article = factories.published(tree["state"], further_columns=[tree["other"]])
    now = timezone.now()
    top = Column.objects.get(pk=tree["top"].pk)
    top.is_hidden = True
    with django_capture_on_commit_callbacks() as after_commit:
        columns.save(top)
    assert not Article.objects.published(now).filter(pk=article.pk).exists()  # before anything was placed anew
    for step in after_commit:
        step()
    assert not article.placements.exists()
    assert counts() == real_counts() == {}
    top = Column.objects.get(pk=top.pk)
    top.is_hidden = False
    with django_capture_on_commit_callbacks(execute=True):
        columns.save(top)
    assert Article.objects.published(now).filter(pk=article.pk).exists()
    assert article.placements.count() == 3
    assert counts() == real_counts()
    assert not Column.objects.exclude(placing_after=None).exists()


def test_moving_a_column_moves_its_articles(tree, django_capture_on_commit_callbacks) -> None:
    article = factories.published(tree["state"])
    state = Column.objects.get(pk=tree["state"].pk)
    state.parent = tree["other"]
    with django_capture_on_commit_callbacks(execute=True):
        columns.save(state)
    assert set(article.placements.values_list("column__name", flat=True)) == {"国家级", "协会服务"}
    assert counts() == real_counts()


def test_placing_anew_resumes_where_it_stopped(tree, monkeypatch) -> None:
    monkeypatch.setattr(placements, "BATCH", 2)
    articles = [factories.published(tree["state"]) for _ in range(5)]
    state = Column.objects.get(pk=tree["state"].pk)
    state.parent = tree["other"]
    columns.save(state)
    assert placements.catch_up(limit=2) == 2
    assert Column.objects.get(pk=state.pk).placing_after == articles[1].pk
    placements.catch_up(limit=100)
    moved = Placement.objects.filter(column=tree["other"]).count()
    assert moved == 5
    assert counts() == real_counts()


def test_a_circle_and_too_deep_a_tree_are_refused(tree) -> None:
    top = tree["top"]
    top.parent = tree["state"]
    with pytest.raises(ValidationError, match="自己的下级"):
        columns.save(top)
    below = factories.column(parent=factories.column(parent=tree["state"]))
    with pytest.raises(ValidationError, match="最多 4 级"):
        factories.column(parent=below)


def test_addresses_come_from_pinyin_and_are_never_a_number() -> None:
    assert columns.save(Column(name="政策法规")).slug == "zheng-ce-fa-gui"
    assert columns.save(Column(name="政策法规", parent=factories.column())).slug == "zheng-ce-fa-gui-2"
    assert columns.save(Column(name="2026")).slug == "lanmu-2026"
    with pytest.raises(ValidationError):
        columns.save(Column(name="数字", slug="2026"))


def test_a_kind_needs_what_it_needs() -> None:
    with pytest.raises(ValidationError) as refused:
        columns.save(Column(name="页", kind="page"))
    assert "page" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        columns.save(Column(name="链", kind="link", url="javascript:alert(1)"))
    assert "url" in refused.value.message_dict


def test_one_notice_board_only() -> None:
    factories.column(is_notice_board=True)
    with pytest.raises(ValidationError, match="只能有一个"):
        factories.column(is_notice_board=True)


def test_the_newest_of_many_columns_are_one_query(tree, django_assert_num_queries) -> None:
    now = timezone.now()
    for _ in range(3):
        factories.published(tree["state"])
        factories.published(tree["province"])
    with django_assert_num_queries(1):
        found = placements.newest({tree["state"].pk: 2, tree["province"].pk: 1, tree["other"].pk: 5}, now)
    assert [len(ids) for ids in found.values()] == [2, 1, 0]


@given(own=st.integers(0, 7), further=st.lists(st.integers(0, 7), max_size=4), closed=st.sets(st.integers(0, 7)))
def test_columns_of_is_a_pure_rule(own: int, further: list[int], closed: set[int]) -> None:
    parents = {0: None, 1: 0, 2: 0, 3: 1, 4: None, 5: 4, 6: 3, 7: None}
    closed = {
        c for c in parents if any(step in closed for step in path(c, parents))
    }  # below a closed one all is closed
    found = placements.columns_of(own, further, parents, closed)
    assert found.isdisjoint(closed)
    if own in closed:
        assert found == set()
    else:
        wanted = {step for start in (own, *further) if start not in closed for step in path(start, parents)}
        assert found == wanted


def path(column: int, parents: dict[int, int | None]) -> list[int]:
    steps = [column]
    while (above := parents[steps[-1]]) is not None:
        steps.append(above)
    return steps
