"""Withdrawing, deleting, restoring on the desk, one or many; and those who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news import counters, workflow
from news.models import Article, Column, Version
from news.workflow import Status
from portal.models import AuditEntry, User
from tests import factories, people
from tests.desk import ADD, LIST, as_typed, change, fresh, retyped, said, signed_in, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def column() -> Column:
    return factories.column("动态", slug="dongtai")


@pytest.fixture
def desk() -> Client:
    """A browser in which the editor is signed in."""
    return signed_in(people.editor())


# --- Acts --------------------------------------------------------------------------------------------------------------


def test_withdrawing_asks_for_a_reason_first(column: Column) -> None:
    client = signed_in(people.column_editor())
    article = factories.published(column, title="要撤的稿")
    address = reverse("admin:news_article_withdraw", args=[article.pk])
    assert "要撤的稿" in client.get(address).content.decode()
    assert "必填" in client.post(address, {"reason": " "}).content.decode()
    assert fresh(article).withdrawn_at is None
    client.post(address, {"reason": "数据有误"})
    assert fresh(article).withdrawn_reason == "数据有误"
    assert Client().get(article.get_absolute_url()).status_code == 410
    assert "重新发布" in client.get(change(article)).content.decode()
    client.post(change(article), retyped(article, _publish=""))
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_deleting_moves_to_the_bin_and_restoring_brings_back(column: Column) -> None:
    client = signed_in(people.column_editor())
    article = factories.published(column, title="要删的稿")
    address = reverse("admin:news_article_delete", args=[article.pk])
    assert "回收站" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert fresh(article).deleted_at is not None
    client.get(LIST)  # the message names it once
    assert "要删的稿" not in client.get(LIST).content.decode()
    assert "要删的稿" in client.get(LIST, {"state": "deleted"}).content.decode()
    response = client.get(change(article))
    assert response.status_code == 302  # what is in the bin is looked at, not edited
    assert "/preview/" in response["Location"]
    assert client.post(change(article), retyped(article, title="x", _save="")).status_code == 403
    client.post(reverse("admin:news_article_restore", args=[article.pk]))
    assert Client().get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("action", "extra", "status"),
    [
        ("withdraw_chosen", {"reason": "有误"}, Status.WITHDRAWN),
        ("delete_chosen", {}, Status.DELETED),
        ("publish_chosen", {}, Status.PUBLISHED),
    ],
)
def test_acts_on_many_ask_and_say_how_many(column: Column, action: str, extra: dict[str, str], status: Status) -> None:
    client = signed_in(people.column_editor())
    make = factories.saved if action == "publish_chosen" else factories.published
    articles = [make(column) for _ in range(3)]
    data = {"action": action, "_selected_action": [str(one.pk) for one in articles]}
    before = {workflow.status_of(fresh(one), timezone.now()) for one in articles}
    asked = client.post(LIST, data)
    assert "3 篇稿件" in asked.content.decode()
    assert {workflow.status_of(fresh(one), timezone.now()) for one in articles} == before
    done = client.post(LIST, data | extra | {"confirmed": "1"}, follow=True)
    assert "3 篇稿件" in said(done)
    assert {workflow.status_of(fresh(one), timezone.now()) for one in articles} == {status}


def test_an_act_on_many_is_done_to_all_or_to_none(column: Column) -> None:
    client = signed_in(people.column_editor())
    out, draft = factories.published(column), factories.saved(column)
    data = {
        "action": "withdraw_chosen",
        "_selected_action": [str(out.pk), str(draft.pk)],
        "reason": "x",
        "confirmed": "1",
    }
    response = client.post(LIST, data)
    assert "不能撤稿" in response.content.decode()
    assert fresh(out).withdrawn_at is None


def test_what_is_in_the_bin_is_restored_from_its_list(column: Column) -> None:
    client = signed_in(people.column_editor())
    article = factories.published(column)
    workflow.delete([article.pk], by=people.column_editor(), now=timezone.now())
    data = {"action": "restore_chosen", "_selected_action": [str(article.pk)], "confirmed": "1"}
    client.post(f"{LIST}?state=deleted", data)
    assert fresh(article).deleted_at is None


def test_views_are_changed_by_the_sites_editors_only_and_on_record(column: Column) -> None:
    article = factories.published(column)
    counters.set_views(article, 41)
    address = reverse("admin:news_article_views", args=[article.pk])
    for user in (people.editor(), people.column_editor()):
        assert signed_in(user).post(address, {"views": "9", "reason": "x"}).status_code == 403
    client = signed_in(people.site_editor())
    assert "必填" in client.post(address, {"views": "9", "reason": ""}).content.decode()
    assert "0" in client.post(address, {"views": "-1", "reason": "x"}).content.decode()
    assert fresh(article).views == 41
    client.post(address, {"views": "1234", "reason": "旧站数字"})
    assert fresh(article).views == 1234
    entry = AuditEntry.objects.get(action="修改点击量")
    assert entry.detail == {"old": 41, "new": 1234, "reason": "旧站数字"}


# --- Who may not -------------------------------------------------------------------------------------------------------


def addresses(article: Article) -> dict[str, str]:
    names = ("withdraw", "delete", "restore", "views", "versions")
    found = {name: reverse(f"admin:news_article_{name}", args=[article.pk]) for name in names}
    return found | {"add": ADD, "list": LIST, "change": change(article), "preview": f"{LIST}{article.pk}/preview/1/"}


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_those_without_rights_reach_nothing(column: Column, who: Callable[[], User]) -> None:
    article = factories.published(column)
    client = signed_in(who())
    for name, address in addresses(article).items():
        assert client.get(address).status_code == 403, name
        assert client.post(address, typed(column, _publish="", reason="x", views="1")).status_code == 403, name
    assert Version.objects.count() == 1


def test_visitors_are_led_to_the_sign_in(column: Column) -> None:
    article = factories.published(column)
    for address in addresses(article).values():
        response = Client().post(address, {})
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_an_editor_neither_withdraws_nor_deletes(desk: Client, column: Column) -> None:
    article = factories.published(column)
    for name in ("withdraw", "delete", "restore"):
        address = addresses(article)[name]
        assert desk.get(address).status_code == 403
        assert desk.post(address, {"reason": "x"}).status_code == 403
    for action in ("withdraw_chosen", "delete_chosen", "delete_selected"):
        desk.post(LIST, {"action": action, "_selected_action": [str(article.pk)], "reason": "x", "confirmed": "1"})
    content = desk.get(change(article)).content.decode()
    assert "撤稿…" not in content
    assert workflow.status_of(fresh(article), timezone.now()) is Status.PUBLISHED


def test_without_the_right_to_publish_there_is_no_button_and_no_way(column: Column) -> None:
    user = people.person("xie", "谢写")
    for name in ("add", "change", "view"):
        user.user_permissions.add(Permission.objects.get(codename=f"{name}_article"))
    client = signed_in(User.objects.get(pk=user.pk))
    assert 'name="_publish"' not in client.get(ADD).content.decode()
    assert client.post(ADD, typed(column, _publish="")).status_code == 403
    assert not Article.objects.exists()  # all of it or nothing
    until = as_typed(timezone.now() + timedelta(days=2))
    client.post(ADD, typed(column, pinned_until=until, _save=""))
    assert Article.objects.get().pinned_until is None


def test_a_post_without_a_token_is_refused(column: Column) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.column_editor())
    article = factories.published(column)
    for address in addresses(article).values():
        assert client.post(address, {"reason": "x"}).status_code == 403
    assert Version.objects.count() == 1
    assert fresh(article).withdrawn_at is None
