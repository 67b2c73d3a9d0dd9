"""Columns on the desk: the tree on one page, saved through news.columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import Article, Column
from portal.models import AuditEntry, User
from tests import factories, people
from tests.desk import errors

pytestmark = pytest.mark.django_db
LIST = "/admin/news/column/"
ADD = f"{LIST}add/"


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(people.site_editor())
    return client


def typed(**changes: Any) -> dict[str, Any]:
    data = {"name": "政策法规", "slug": "", "parent": "", "kind": "list", "page": "", "url": "", "description": ""}
    return data | {"order": "0", "in_nav": "on"} | changes


def test_a_column_is_added_with_a_pinyin_address_and_is_there_at_once(desk: Client) -> None:
    assert desk.post(ADD, typed()).status_code == 302
    column = Column.objects.get()
    assert column.slug == "zheng-ce-fa-gui"
    assert "政策法规" in Client().get("/").content.decode()
    assert AuditEntry.objects.filter(action="新增", target="政策法规").exists()
    desk.post(ADD, typed(name="政策 法规"))
    assert set(Column.objects.values_list("slug", flat=True)) == {"zheng-ce-fa-gui", "zheng-ce-fa-gui-2"}


def test_the_tree_is_shown_in_reading_order_with_its_numbers(desk: Client) -> None:
    first = factories.column("第一", order=1)
    factories.column("第二", order=2)
    below = factories.column("第一之下", parent=first)
    factories.published(below)
    response = desk.get(LIST)
    rows = [(row["depth"], row["column"].name, row["number"]) for row in response.context["rows"]]
    assert rows == [(0, "第一", 1), (1, "第一之下", 1), (0, "第二", 0)]


def test_the_tree_costs_the_same_whatever_its_size(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(LIST)
        return len(found)

    top = factories.column()
    few = queries()
    for _ in range(10):
        factories.column(parent=top)
    assert queries() == few


def test_hiding_a_column_hides_its_articles_at_once(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    column = factories.column("要藏的")
    article = factories.published(column)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{LIST}{column.pk}/change/", typed(name="要藏的", slug=column.slug, is_hidden="on"))
    assert Client().get(article.get_absolute_url()).status_code == 404
    assert "要藏的" not in Client().get("/").content.decode()
    assert "隐藏" in desk.get(LIST).content.decode()


def test_columns_change_places(desk: Client) -> None:
    for name in ("甲", "乙", "丙"):
        factories.column(name)  # all with the same order: moving numbers them
    third = Column.objects.get(name="丙")
    desk.post(f"{LIST}{third.pk}/up/move/")
    assert [row["column"].name for row in desk.get(LIST).context["rows"]] == ["甲", "丙", "乙"]
    desk.post(f"{LIST}{third.pk}/up/move/")
    desk.post(f"{LIST}{third.pk}/up/move/")  # the first stays where it is
    assert [row["column"].name for row in desk.get(LIST).context["rows"]] == ["丙", "甲", "乙"]
    desk.post(f"{LIST}{third.pk}/down/move/")
    assert [row["column"].name for row in desk.get(LIST).context["rows"]] == ["甲", "丙", "乙"]


def test_moving_takes_a_post_and_the_right(desk: Client) -> None:
    column = factories.column()
    address = f"{LIST}{column.pk}/up/move/"
    assert desk.get(address).status_code == 405
    assert desk.post(f"{LIST}{column.pk}/sideways/move/").status_code == 404
    assert desk.post(f"{LIST}99999/up/move/").status_code == 404
    editor = Client()
    editor.force_login(people.editor())
    assert editor.post(address).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.site_editor())
    assert strict.post(address).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"slug": "12345"}, "slug"),
        ({"slug": "Ab c"}, "slug"),
        ({"kind": "page"}, "page"),
        ({"kind": "link"}, "url"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "url"),
        ({"kind": "link", "url": "//evil.example"}, "url"),
        ({"kind": "other"}, "kind"),
        ({"parent": "99999"}, "parent"),
        ({"order": "-1"}, "order"),
    ],
)
def test_bad_input_gives_an_error_beside_its_field(desk: Client, changes: dict[str, str], field: str) -> None:
    response = desk.post(ADD, typed(description="留着我", **changes))
    assert field in errors(response)
    assert "留着我" in response.content.decode()
    assert not Column.objects.exists()


def test_names_and_addresses_are_not_taken_twice(desk: Client) -> None:
    factories.column("政策法规", slug="zhengce")
    assert "__all__" in errors(desk.post(ADD, typed()))
    assert "slug" in errors(desk.post(ADD, typed(name="别的", slug="zhengce")))


def test_no_circles_and_no_more_than_four_levels(desk: Client) -> None:
    steps = [factories.column("一级")]
    for name in ("二级", "三级", "四级"):
        steps.append(factories.column(name, parent=steps[-1]))
    assert "4 级" in errors(desk.post(ADD, typed(parent=str(steps[-1].pk))))["parent"][0]
    top = steps[0]
    change = f"{LIST}{top.pk}/change/"
    response = desk.post(change, typed(name="一级", slug=top.slug, parent=str(steps[1].pk)))
    assert "下级" in errors(response)["parent"][0]
    offered = [pk for pk, _ in desk.get(change).context["adminform"].form.fields["parent"].choices]
    assert offered == [""]


def test_only_an_empty_column_is_deleted(desk: Client) -> None:
    top, empty = factories.column("有下级的"), factories.column("空的")
    filled = factories.column("有稿件的", parent=top)
    factories.saved(filled)
    for column, words in ((top, "下面还有 1 个栏目"), (filled, "里有稿件")):
        response = desk.post(f"{LIST}{column.pk}/delete/", {"post": "yes"}, follow=True)
        assert words in response.content.decode()
    desk.post(f"{LIST}{empty.pk}/delete/", {"post": "yes"})
    assert set(Column.objects.values_list("name", flat=True)) == {"有下级的", "有稿件的"}
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [(people.editor, 200), (people.auditor, 403), (people.outsider, 403)])
def test_others_look_at_most(who: Callable[[], User], status: int) -> None:
    column = factories.column("不许动")
    client = Client()
    client.force_login(who())
    assert client.get(LIST).status_code == status
    assert client.post(ADD, typed()).status_code == 403
    assert client.post(f"{LIST}{column.pk}/change/", typed(name="动了", slug="x")).status_code == 403
    assert client.post(f"{LIST}{column.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list(Column.objects.values_list("name", flat=True)) == ["不许动"]


def test_a_column_editor_adds_and_changes_but_does_not_delete() -> None:
    client = Client()
    client.force_login(people.column_editor())
    assert client.post(ADD, typed()).status_code == 302
    column = Column.objects.get()
    assert client.post(f"{LIST}{column.pk}/delete/", {"post": "yes"}).status_code == 403
