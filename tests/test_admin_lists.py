"""The list of articles on the desk, their versions, and previews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.models import Article, Attachment, Column, Tag
from portal.models import PictureUse
from tests import factories, people
from tests.desk import ADD, LIST, signed_in, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def column() -> Column:
    return factories.column("动态", slug="dongtai")


@pytest.fixture
def desk() -> Client:
    """A browser in which the editor is signed in."""
    return signed_in(people.editor())


# --- The list, versions, previews --------------------------------------------------------------------------------------


def test_the_list_shows_states_and_filters_them(desk: Client, column: Column) -> None:
    now = timezone.now()
    child = factories.column("下级", parent=column)
    factories.saved(column, title="写着的")
    factories.edited(factories.published(column, title="原来的"), title="改着的")
    factories.published(child, title="等着的", at=now + timedelta(days=1))
    factories.published(factories.column("另一处"), title="在别处的")

    def listed(**query: str) -> set[str]:
        response = desk.get(LIST, query)
        assert response.status_code == 200
        return {str(one.latest) for one in response.context["cl"].result_list}

    assert listed() == {"写着的", "改着的", "等着的", "在别处的"}
    assert listed(state="pending") == {"写着的", "改着的"}
    assert listed(state="unpublished") == {"写着的"}
    assert listed(state="changed") == {"改着的"}
    assert listed(state="scheduled") == {"等着的"}
    assert listed(state="published") == {"改着的", "在别处的"}
    assert listed(column=str(column.pk)) == {"写着的", "改着的", "等着的"}
    assert listed(column=str(child.pk)) == {"等着的"}
    assert listed(column="99999") == set()
    assert listed(q="等着") == {"等着的"}
    assert listed(state="nonsense", q="'\"%_\\") == set()


def test_the_list_costs_the_same_whatever_its_length(desk: Client, column: Column) -> None:
    picture = factories.picture()
    factories.published(column, cover=picture)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(LIST)
        return len(found)

    few = queries()
    for _ in range(12):
        factories.published(column, cover=picture, tag_names=["x"])
        factories.saved(column)
    assert queries() == few
    assert few <= 12


def test_a_nul_in_the_search_is_no_error_of_ours(desk: Client) -> None:
    assert desk.get(f"{LIST}?q=%00").status_code == 400
    assert desk.get(f"{LIST}?state=%27&column=%C0%AE&p=99999&o=1.x").status_code in {200, 302}


def test_versions_are_listed_with_previews(desk: Client, column: Column) -> None:
    article = factories.edited(factories.published(column, title="第一稿"), title="第二稿")
    content = desk.get(reverse("admin:news_article_versions", args=[article.pk])).content.decode()
    assert "第一稿" in content
    assert "第二稿" in content
    assert "读者所见" in content
    assert f"/admin/news/article/{article.pk}/preview/2/" in content


def test_a_preview_is_the_readers_page_for_staff_only(desk: Client, column: Column) -> None:
    picture = factories.picture()
    body = f'<p>新的正文</p><img src="/pictures/{picture.pk}/">'
    article = factories.edited(factories.published(column), title="预览题", body=body, tag_names=["没有过的标签"])
    address = f"/admin/news/article/{article.pk}/preview/2/"
    response = desk.get(address)
    content = response.content.decode()
    for words in ("预览题", "新的正文", "没有过的标签", "读者看不到", f"/admin/pictures/{picture.pk}/960.jpg"):
        assert words in content
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "noindex" in response["X-Robots-Tag"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert not Tag.objects.exists()
    assert not PictureUse.objects.exists()
    assert desk.get(f"/admin/news/article/{article.pk}/preview/9/").status_code == 404
    assert desk.post(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_drafts_file_is_handed_to_staff(desk: Client, column: Column) -> None:
    desk.post(ADD, typed(column, **{"attachments-new": SimpleUploadedFile("稿.pdf", b"%PDF-1.4 x")}, _save=""))
    article, attachment = Article.objects.get(), Attachment.objects.get()
    address = reverse("admin:news_article_attached", args=[article.pk, attachment.pk])
    response = desk.get(address)
    assert b"".join(response) == b"%PDF-1.4 x"
    assert signed_in(people.auditor()).get(address).status_code == 403
    assert signed_in(people.outsider()).get(address).status_code == 403
