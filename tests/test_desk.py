"""The desk: its index and side list by role, signing in, the audit log, people, and the policy of its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import workflow
from news.models import ViewDay
from portal.models import AuditEntry, User
from tests import factories, people
from tests.desk import signed_in

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
LOGIN = "/admin/login/"


# --- The index and the side list ---------------------------------------------------------------------------------------


def test_the_index_says_what_waits_with_a_link_behind_each_number() -> None:
    column, now = factories.column(), timezone.now()
    factories.saved(column, title="写着的稿子")
    factories.edited(factories.published(column, title="旧题"), title="改着的稿子")
    factories.published(column, title="等着的稿子", at=now + timedelta(days=1))
    read = factories.published(column)
    today = timezone.localtime(now).date()
    ViewDay.objects.create(article=read, day=today, views=7)
    ViewDay.objects.create(article=read, day=today - timedelta(days=6), views=30)
    ViewDay.objects.create(article=read, day=today - timedelta(days=7), views=500)
    client = signed_in(people.editor())
    response = client.get(INDEX)
    cards = {card.label: card for card in response.context["cards"]}
    assert cards["草稿和未发布的修改"].number == 2
    assert {line.text for line in cards["草稿和未发布的修改"].lines} == {"写着的稿子", "改着的稿子"}
    assert cards["已定时"].number == 1
    assert cards["新来稿"].number == cards["待回复留言"].number == 0
    assert response.context["views"] == {"today": 7, "week": 37}
    for card in cards.values():
        assert client.get(card.url).status_code == 200
        for line in card.lines:
            assert client.get(line.url).status_code == 200


def test_what_is_in_the_bin_waits_for_nobody() -> None:
    article = factories.saved(factories.column())
    workflow.delete([article.pk], by=people.column_editor(), now=timezone.now())
    cards = signed_in(people.editor()).get(INDEX).context["cards"]
    assert all(card.number == 0 for card in cards)


def test_the_index_costs_the_same_whatever_waits() -> None:
    column, client = factories.column(), signed_in(people.superuser())

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(INDEX)
        return len(found)

    factories.saved(column)
    factories.published(column, at=timezone.now() + timedelta(days=1))
    few = queries()
    for _ in range(8):
        factories.saved(column)
        factories.published(column, at=timezone.now() + timedelta(days=1))
    assert queries() == few
    assert few <= 15


@pytest.mark.parametrize(
    ("who", "groups"),
    [
        (people.editor, ["稿件", "图片库", "栏目与首页", "投稿", "留言"]),
        (people.auditor, ["日志"]),
        (people.outsider, []),
        (
            people.site_editor,
            ["稿件", "图片库", "栏目与首页", "投稿", "留言", "链接与开发区", "杂志与专题", "站点设置"],
        ),
        (
            people.superuser,
            [
                "稿件",
                "图片库",
                "栏目与首页",
                "投稿",
                "留言",
                "链接与开发区",
                "杂志与专题",
                "站点设置",
                "人员与权限",
                "日志",
            ],
        ),
    ],
)
def test_a_role_sees_its_own_groups_of_work(who: Callable[[], User], groups: list[str]) -> None:
    response = signed_in(who()).get(INDEX)
    assert response.status_code == 200
    assert [app["name"] for app in response.context["available_apps"]] == groups


def test_those_without_rights_are_told_so() -> None:
    content = signed_in(people.outsider()).get(INDEX).content.decode()
    assert "还没有任何权限" in content
    assert "草稿" not in content
    assert "写稿件" not in content


def test_apps_have_no_pages_of_their_own() -> None:
    assert signed_in(people.superuser()).get("/admin/news/")["Location"] == INDEX


def test_every_list_opens_for_the_superuser() -> None:
    client = signed_in(people.superuser())
    for app in client.get(INDEX).context["available_apps"]:
        for model in app["models"]:
            assert client.get(model["admin_url"], follow=True).status_code == 200, model["name"]
            if model["add_url"]:
                assert client.get(model["add_url"]).status_code == 200, model["name"]


# --- Signing in --------------------------------------------------------------------------------------------------------


def test_signing_in_failing_and_out_are_recorded() -> None:
    people.editor()
    client = Client()
    client.post(LOGIN, {"username": "chen", "password": "wrong"}, REMOTE_ADDR="10.1.2.3")
    client.post(LOGIN, {"username": "chen", "password": people.PASSWORD, "next": INDEX})
    client.post("/admin/logout/")
    entries = list(AuditEntry.objects.order_by("pk").values_list("action", "actor"))
    assert entries == [("登录失败", "访客"), ("登录", "陈编(chen)"), ("退出", "陈编(chen)")]
    failure = AuditEntry.objects.get(action="登录失败")
    assert (failure.detail, failure.address) == ({"account": "chen"}, "10.1.2.3")


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b", "<script>alert(1)</script>", "名字"])
def test_strange_names_fail_like_any_other(name: str) -> None:
    response = Client().post(LOGIN, {"username": name, "password": "x"})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_an_address_may_try_so_often_and_no_more(settings: Any) -> None:
    settings.RATE_LOGIN = "3/5m"
    people.editor()
    client = Client()
    for _ in range(3):
        assert client.post(LOGIN, {"username": "chen", "password": "wrong"}).status_code == 200
    response = client.post(LOGIN, {"username": "chen", "password": people.PASSWORD})
    assert response.status_code == 429
    assert "5 分钟后再试" in response.content.decode()
    assert client.get(INDEX).status_code == 302  # the right password helps no more
    other = Client(REMOTE_ADDR="10.9.9.9")
    assert other.post(LOGIN, {"username": "chen", "password": people.PASSWORD, "next": INDEX}).status_code == 302


def test_those_who_are_not_staff_or_deactivated_stay_out() -> None:
    User.objects.create_user("reader", password=people.PASSWORD)
    User.objects.create_user("gone", password=people.PASSWORD, is_staff=True, is_active=False)
    for name in ("reader", "gone"):
        response = Client().post(LOGIN, {"username": name, "password": people.PASSWORD, "next": INDEX})
        assert response.status_code == 200
        assert "登录" in response.content.decode()


def test_the_session_lives_below_the_desks_path_only() -> None:
    people.editor()
    client = Client()
    client.post(LOGIN, {"username": "chen", "password": people.PASSWORD, "next": INDEX})
    assert client.cookies["sessionid"]["path"] == INDEX


def test_changing_ones_password_is_recorded() -> None:
    client = signed_in(people.editor())
    new = "a quite different one"
    data = {"old_password": people.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", data).status_code == 302
    assert AuditEntry.objects.filter(action="修改口令", actor="陈编(chen)").exists()


# --- The policy --------------------------------------------------------------------------------------------------------


def test_only_pages_with_the_editor_relax_the_policy() -> None:
    client = signed_in(people.superuser())
    article = factories.published(factories.column())
    with_editor = [
        "/admin/news/article/add/",
        f"/admin/news/article/{article.pk}/change/",
        "/admin/portal/page/add/",
    ]
    without = [
        LOGIN,
        INDEX,
        "/admin/news/article/",
        f"/admin/news/article/{article.pk}/versions/",
        f"/admin/news/article/{article.pk}/withdraw/",
        f"/admin/news/article/{article.pk}/preview/1/",
        "/admin/news/column/",
        "/admin/news/column/add/",
        "/admin/portal/picture/",
        "/admin/portal/picture/add/",
        "/admin/portal/sitesettings/1/change/",
        "/admin/pictures/browse/",
        "/",
        article.get_absolute_url(),
    ]
    for address in with_editor:
        policy = client.get(address)["Content-Security-Policy"]
        assert policy.count("'unsafe-inline'") == 2, address
        assert "unsafe-eval" not in policy
    for address in without:
        assert "unsafe" not in client.get(address)["Content-Security-Policy"], address


# --- The log -----------------------------------------------------------------------------------------------------------


def test_the_log_is_read_by_auditors_and_written_by_nobody() -> None:
    factories.published(factories.column(), title="记一笔")
    entry = AuditEntry.objects.get(action="发布")
    address = f"/admin/portal/auditentry/{entry.pk}/change/"
    for who in (people.auditor, people.superuser):
        client = signed_in(who())
        assert "记一笔" in client.get("/admin/portal/auditentry/", {"q": "记一笔"}).content.decode()
        assert "版本：1" in client.get(address).content.decode()
        assert client.get("/admin/portal/auditentry/", {"action": "发布"}).status_code == 200
        for forbidden in (address, "/admin/portal/auditentry/add/", address.replace("change", "delete")):
            assert client.post(forbidden, {"actor": "x", "post": "yes"}).status_code == 403
    for who in (people.editor, people.site_editor, people.outsider):
        assert signed_in(who()).get("/admin/portal/auditentry/").status_code == 403
    entry.refresh_from_db()
    assert entry.actor == "陈编(chen)"


# --- People ------------------------------------------------------------------------------------------------------------


def test_a_superuser_adds_a_person_with_roles() -> None:
    client = signed_in(people.superuser())
    role = Group.objects.get(name="编辑")
    data = {
        "username": "newcomer",
        "name": "新人",
        "password1": people.PASSWORD,
        "password2": people.PASSWORD,
        "is_staff": "on",
        "groups": [str(role.pk)],
    }
    response = client.post("/admin/portal/user/add/", data)
    assert response.status_code == 302
    user = User.objects.get(username="newcomer")
    assert (user.name, user.is_staff, user.is_superuser) == ("新人", True, False)
    assert list(user.groups.all()) == [role]
    assert AuditEntry.objects.filter(action="新增", target="新人").exists()


def test_people_are_deactivated_never_deleted() -> None:
    client, user = signed_in(people.superuser()), people.editor()
    data = {"username": "chen", "name": "陈编", "is_staff": "on", "groups": []}
    assert client.post(f"/admin/portal/user/{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert user.is_active is False
    assert client.post(f"/admin/portal/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post("/admin/portal/user/", {"action": "delete_selected", "_selected_action": [user.pk]}).status_code
    assert User.objects.filter(pk=user.pk).exists()


def test_nobody_raises_or_loses_their_own_rights() -> None:
    chief = people.superuser()
    client = signed_in(chief)
    client.post(f"/admin/portal/user/{chief.pk}/change/", {"username": "wu", "name": "吴总"})
    chief.refresh_from_db()
    assert (chief.is_active, chief.is_staff, chief.is_superuser) == (True, True, True)


@pytest.mark.parametrize("who", [people.editor, people.site_editor, people.auditor, people.outsider])
def test_others_manage_no_people(who: Callable[[], User]) -> None:
    user = who()
    client = signed_in(user)
    own = f"/admin/portal/user/{user.pk}/"
    for address in ("/admin/portal/user/", "/admin/portal/user/add/", f"{own}change/", f"{own}password/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"is_superuser": "on"}).status_code == 403
    group = Group.objects.get(name="编辑")
    assert client.get(f"/admin/auth/group/{group.pk}/change/").status_code == 403
    user.refresh_from_db()
    assert user.is_superuser is False


def test_roles_are_looked_at_and_not_changed() -> None:
    client, group = signed_in(people.superuser()), Group.objects.get(name="编辑")
    address = f"/admin/auth/group/{group.pk}/change/"
    assert "稿件：查看、新增、修改、发布" in client.get(address).content.decode()
    for forbidden in (address, "/admin/auth/group/add/", f"/admin/auth/group/{group.pk}/delete/"):
        assert client.post(forbidden, {"name": "x", "permissions": [], "post": "yes"}).status_code == 403
