"""Nothing a stranger sends gives a 500, and nothing that is not out gives a 200."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news import workflow
from tests import factories, people

pytestmark = pytest.mark.django_db
BIG = "字" * 3_500_000  # 10 MB


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


PATHS = [
    "/news/0/", "/news/01/", "/news/99999999999999999999/", "/news/999999999999999999/", "/news/-1/", "/news/nothing/",
    "/news/nothing/page/1/", "/tags/nothing/", "/pages/nothing/", "/files/1/", "/files/99999999999999999999/",
    "/pictures/1/", "/media/", "/media/../secret_key", "/media/..%2fsecret_key", "/media/%2e%2e/secret_key",
    "/media/nothing.jpg", "/magazine/2020/1/", "/magazine/999999/999999/", "/messages/page/99/", "/nothing/",
    "/news/%D9%A1/", "/news/%EF%BC%91/", "/news/1%D9%A1/", "/messages/page/%EF%BC%92/", "/static/nothing.css", "/submit/NOTACODE/", "/messages/NOTACODE/", "/news/%E5%AD%97/", "/%FF%FE/", "/news/%ED%A0%80/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_addresses_that_lead_nowhere_answer_404(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/search/?q=%00", "/search/?q=a%00b", "/news/%00/", "/?x=%00", "/messages/?code=%00"])
def test_a_nul_byte_is_refused(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 400


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "%FF%FE", "%ED%A0%80", "😀", "(", "[a-z", "*",
     "　", "\u202e倒", "a" * 3000, "开发区 " * 50],
)  # fmt: skip
def test_any_search_is_answered(visitor: Client, query: str) -> None:
    factories.published(factories.column(), title="100%的开发区_名录")
    reply = visitor.get("/search/", {"q": query})
    assert reply.status_code == 200
    assert b"<script>alert" not in reply.content


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "999999", "9999999999999999999", "١", "²", ""])
def test_a_page_number_out_of_range_answers_404(visitor: Client, page: str) -> None:
    column = factories.column()
    factories.published(column, title="甲")
    assert visitor.get("/search/", {"q": "甲", "page": page}).status_code == 404
    assert visitor.get(f"{column.get_absolute_url()}page/{page}/").status_code == 404


def test_ten_megabytes_anywhere_give_no_500(visitor: Client) -> None:
    assert visitor.get("/search/", {"q": "a" * 100_000}).status_code == 400
    assert visitor.post("/search/", {"q": BIG}).status_code == 405
    assert visitor.post("/messages/", {"text": BIG}).status_code < 500
    assert visitor.post("/submit/", {"text": BIG}).status_code < 500
    article = factories.published(factories.column())
    assert (
        visitor.post(f"/news/{article.pk}/views", {"load": BIG}, HTTP_SEC_FETCH_SITE="same-origin").status_code == 400
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_take_reading_methods_only(method: str) -> None:
    visitor = Client(enforce_csrf_checks=False, raise_request_exception=False)
    article = factories.published(factories.column())
    for path in (
        "/",
        article.get_absolute_url(),
        article.column.get_absolute_url(),
        "/links/",
        "/sitemap/",
        "/robots.txt",
    ):
        assert getattr(visitor, method)(path).status_code == 405


def test_what_is_not_out_is_nowhere_and_what_was_withdrawn_says_so(visitor: Client) -> None:
    column, now = factories.column("动态"), timezone.now()
    word = "绝密词"
    draft = factories.saved(column, title=f"{word}一")
    later = factories.published(column, title=f"{word}二", at=now + timedelta(hours=1), tag_names=["隐签"])
    over = factories.published(column, title=f"{word}三", at=now - timedelta(days=2))
    workflow.schedule(over.pk, by=people.editor(), now=now - timedelta(days=1), expire_at=now - timedelta(hours=1))
    gone = factories.published(column, title=f"{word}四")
    workflow.withdraw(gone.pk, by=people.column_editor(), now=now, reason="x")
    never = factories.published(column, title=f"{word}五", at=now + timedelta(hours=1))
    workflow.withdraw(never.pk, by=people.column_editor(), now=now, reason="x")
    deleted = factories.published(column, title=f"{word}六")
    workflow.delete([deleted.pk], by=people.column_editor(), now=now)
    hidden = factories.published(factories.column("藏", is_hidden=True), title=f"{word}七")
    expected = {draft: 404, later: 404, over: 404, gone: 410, never: 404, deleted: 410, hidden: 404}
    for article, status in expected.items():
        assert visitor.get(f"/news/{article.pk}/").status_code == status, article
        load = {"load": "0" * 32}
        assert visitor.post(f"/news/{article.pk}/views", load, HTTP_SEC_FETCH_SITE="same-origin").status_code == 404
    for path in ("/", column.get_absolute_url(), "/search/?q=" + word, "/sitemap/", hidden.column.get_absolute_url()):
        body = visitor.get(path).content.decode()
        assert word + "一" not in body
        assert not [title for title in "二三四五六七" if word + title in body], path
    assert visitor.get("/tags/yin-qian/").status_code == 404


def test_a_foreign_host_is_refused(visitor: Client) -> None:
    assert visitor.get("/", HTTP_HOST="evil.example").status_code == 400
