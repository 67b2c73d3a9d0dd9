"""Pages, settings, links, the magazine and tags on the desk; which of their pictures readers can reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from links.models import Link, LinkGroup
from news.models import Attachment, Issue, Tag
from portal.lib import storage
from portal.models import Page, Picture, SiteSettings, User
from tests import factories, people
from tests.desk import errors, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(people.site_editor())


def is_public(picture: Picture) -> bool:
    return storage.public().exists(picture.rendition(320)) and picture.uses.exists()


# --- Pages -------------------------------------------------------------------------------------------------------------


def page_data(**changes: Any) -> dict[str, Any]:
    return {"title": "关于我们", "slug": "", "body": "<p>我们</p>", "is_published": "on", "order": "0"} | changes


def test_a_page_is_published_with_its_pictures(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    picture = factories.picture()
    body = f'<p>我们</p><img src="/admin/pictures/{picture.pk}/960.jpg" onerror="alert(1)">'
    assert desk.post("/admin/portal/page/add/", page_data(body=body)).status_code == 302
    page = Page.objects.get()
    assert (page.slug, page.body) == ("guan-yu-wo-men", f'<p>我们</p><img src="/pictures/{picture.pk}/">')
    assert "我们" in Client().get(page.get_absolute_url()).content.decode()
    assert is_public(picture)
    with django_capture_on_commit_callbacks(execute=True):
        hidden = page_data(slug=page.slug, body=page.body)
        del hidden["is_published"]
        desk.post(f"/admin/portal/page/{page.pk}/change/", hidden)
    assert Client().get(page.get_absolute_url()).status_code == 404
    assert not is_public(picture)


def test_bad_pages_are_refused_with_what_was_typed(desk: Client) -> None:
    factories_page = Page.objects.create(title="旧", slug="jiu")
    for changes, field in (
        ({"title": ""}, "title"),
        ({"slug": "123"}, "slug"),
        ({"slug": factories_page.slug}, "slug"),
        ({"body": '<img src="https://x.example/a.png">'}, "body"),
    ):
        response = desk.post("/admin/portal/page/add/", page_data(**changes))
        assert field in errors(response)
    unknown = desk.post("/admin/portal/page/add/", page_data(body='<p>留着我</p><img src="/pictures/999/">'))
    assert "999" in errors(unknown)["__all__"][0]
    assert "留着我" in unknown.content.decode()
    assert Page.objects.count() == 1


def test_a_page_that_a_column_leads_to_is_not_deleted(desk: Client) -> None:
    page = Page.objects.create(title="关于", slug="about")
    factories.column("关于我们", kind="page", page=page)
    response = desk.post(f"/admin/portal/page/{page.pk}/delete/", {"post": "yes"}, follow=True)
    assert "关于我们" in response.content.decode()
    assert Page.objects.filter(pk=page.pk).exists()


def test_an_unused_page_is_deleted_with_what_it_made_public(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    picture = factories.picture()
    desk.post("/admin/portal/page/add/", page_data(body=f'<img src="/pictures/{picture.pk}/">'))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/portal/page/{Page.objects.get().pk}/delete/", {"post": "yes"})
    assert not Page.objects.exists()
    assert not is_public(picture)


# --- Settings ----------------------------------------------------------------------------------------------------------


def test_the_list_of_settings_leads_to_the_one_form_and_saving_shows_at_once(desk: Client) -> None:
    logo = factories.picture()
    address = desk.get("/admin/portal/sitesettings/")["Location"]
    assert address == "/admin/portal/sitesettings/1/change/"
    assert desk.get(address).status_code == 200
    assert not SiteSettings.objects.exists()  # looking writes nothing
    response = desk.post(address, {"site_name": "开发区协会网", "logo": str(logo.pk), "phone": "010-1"}, follow=True)
    assert "已保存" in response.content.decode()
    assert "开发区协会网" in Client().get("/").content.decode()
    assert is_public(logo)
    assert "site_name" in errors(desk.post(address, {"site_name": ""}))
    assert SiteSettings.objects.count() == 1


def test_settings_are_never_added_nor_deleted(desk: Client) -> None:
    SiteSettings.objects.create(pk=1)
    for path in ("add/", "1/delete/"):
        assert desk.post(f"/admin/portal/sitesettings/{path}", {"post": "yes", "site_name": "x"}).status_code == 403
    assert desk.get("/admin/portal/sitesettings/2/change/", follow=True).status_code == 200
    assert SiteSettings.objects.get().site_name != "x"


# --- Links -------------------------------------------------------------------------------------------------------------


def test_links_are_added_ordered_and_hidden_from_the_list(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    desk.post("/admin/links/linkgroup/add/", {"name": "政府部门", "slug": "", "order": "1", "is_shown": "on"})
    group, logo = LinkGroup.objects.get(), factories.picture()
    assert group.slug == "zheng-fu-bu-men"
    data = {
        "group": str(group.pk),
        "name": "商务部",
        "url": "https://www.mofcom.gov.cn/",
        "order": "5",
        "is_shown": "on",
    }
    desk.post("/admin/links/link/add/", data | {"logo": str(logo.pk)})
    link = Link.objects.get()
    assert "商务部" in Client().get("/links/").content.decode()
    assert is_public(logo)
    edited = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": str(link.pk),
        "form-0-order": "9",
        "_save": "",
    }
    with django_capture_on_commit_callbacks(execute=True):
        desk.post("/admin/links/link/", edited)
    link.refresh_from_db()
    assert (link.order, link.is_shown) == (9, False)
    assert "商务部" not in Client().get("/links/").content.decode()
    assert not is_public(logo)


def test_bad_links_are_refused(desk: Client) -> None:
    group = LinkGroup.objects.create(name="组", slug="zu")
    Link.objects.create(group=group, name="已有")
    data = {"group": str(group.pk), "name": "x", "url": "", "order": "0", "is_shown": "on"}
    for changes, field in (
        ({"name": "已有"}, "__all__"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"group": ""}, "group"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "__all__"),
    ):
        assert field in errors(desk.post("/admin/links/link/add/", data | changes))
    assert Link.objects.count() == 1


# --- The magazine ------------------------------------------------------------------------------------------------------


def issue_data(**changes: Any) -> dict[str, Any]:
    return {"year": "2026", "number": "3", "title": "", "published_on": "2026-03-01", "is_published": "on"} | changes


def test_an_issue_is_published_with_cover_and_pdf(desk: Client) -> None:
    cover = factories.picture()
    pdf = SimpleUploadedFile("第三期.pdf", b"%PDF-1.4 magazine")
    assert desk.post("/admin/news/issue/add/", issue_data(cover=str(cover.pk), upload=pdf)).status_code == 302
    issue = Issue.objects.get()
    assert issue.pdf is not None
    assert issue.pdf.name == "第三期.pdf"
    assert is_public(cover)
    assert Client().get(issue.get_absolute_url()).status_code == 200
    assert Client().get(f"/files/{issue.pdf_id}/").status_code == 200
    desk.post(f"/admin/news/issue/{issue.pk}/change/", issue_data(title="改题", cover=str(cover.pk)))
    issue.refresh_from_db()
    assert issue.title == "改题"
    assert issue.pdf is not None  # no new file keeps the old one


def test_only_a_pdf_is_an_issues_pdf(desk: Client) -> None:
    for content in (b"<html>", b"", b"PK\x03\x04 zip"):
        response = desk.post("/admin/news/issue/add/", issue_data(upload=SimpleUploadedFile("x.pdf", content)))
        assert errors(response)["upload"]
    assert not Issue.objects.exists()
    assert not Attachment.objects.exists()


def test_an_issue_stands_once(desk: Client) -> None:
    desk.post("/admin/news/issue/add/", issue_data())
    assert "已经有了" in errors(desk.post("/admin/news/issue/add/", issue_data()))["__all__"][0]


def test_deleting_an_issue_takes_its_cover_off(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    cover = factories.picture()
    desk.post("/admin/news/issue/add/", issue_data(cover=str(cover.pk)))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/news/issue/{Issue.objects.get().pk}/delete/", {"post": "yes"})
    assert not Issue.objects.exists()
    assert not is_public(cover)


# --- Tags --------------------------------------------------------------------------------------------------------------


def test_tags_are_renamed_and_appear_by_being_used_only(desk: Client) -> None:
    factories.published(factories.column(), tag_names=["招商"])
    tag = Tag.objects.get()
    assert desk.post("/admin/news/tag/add/", {"name": "x", "slug": "x"}).status_code == 403
    desk.post(f"/admin/news/tag/{tag.pk}/change/", {"name": "招商引资", "slug": tag.slug})
    assert "招商引资" in Client().get(tag.get_absolute_url()).content.decode()
    assert desk.get("/admin/news/tag/").context["cl"].result_list[0].number_of_items == 1
    asked = desk.get(f"/admin/news/tag/{tag.pk}/delete/").content.decode()
    assert "从 1 篇稿件上去掉" in asked
    desk.post(f"/admin/news/tag/{tag.pk}/delete/", {"post": "yes"})
    assert not Tag.objects.exists()


# --- Who may not -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [people.editor, people.auditor, people.outsider])
def test_others_change_none_of_it(who: Callable[[], User]) -> None:
    client = signed_in(who())
    group = LinkGroup.objects.create(name="组", slug="zu")
    page = Page.objects.create(title="页", slug="ye")
    issue = Issue.objects.create(year=2026, number=1, published_on="2026-01-01")
    SiteSettings.objects.create(pk=1)
    for address in (
        "/admin/portal/page/add/",
        f"/admin/portal/page/{page.pk}/change/",
        f"/admin/portal/page/{page.pk}/delete/",
        "/admin/portal/sitesettings/1/change/",
        "/admin/links/linkgroup/add/",
        f"/admin/links/linkgroup/{group.pk}/change/",
        "/admin/links/link/add/",
        "/admin/links/link/",
        "/admin/news/issue/add/",
        f"/admin/news/issue/{issue.pk}/change/",
        f"/admin/news/issue/{issue.pk}/delete/",
    ):
        response = client.post(address, {"post": "yes", "site_name": "x", "name": "x", "title": "x"})
        assert response.status_code == 403, address
    assert Page.objects.get().title == "页"
    assert SiteSettings.objects.get().site_name != "x"


def test_settings_are_the_site_editors_not_the_column_editors() -> None:
    client = signed_in(people.column_editor())
    assert client.get("/admin/portal/sitesettings/").status_code == 403
    assert client.post("/admin/portal/sitesettings/1/change/", {"site_name": "x"}).status_code == 403
