"""Requests that are turned away before anybody reads them: in no UTF-8, or larger than their address has a use for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from feedback import forms, views
from portal import gate, middleware
from portal.wsgi import application
from tests import people, visitors
from tests.desk import signed_in
from tests.test_uploads import PDF

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection open: at the ends of a request, Django closes those that are old."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(path: str, content_type: str, *, query: str = "", body: bytes = b"", method: str = "GET") -> tuple[str, bytes]:
    """Ask the application as a server does; return its status and body."""
    environ = RequestFactory().generic(method, path, body, content_type, QUERY_STRING=query).environ
    environ |= {"CONTENT_TYPE": content_type, "HTTP_HOST": "localhost", "wsgi.errors": io.StringIO()}
    said: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said.append(status)

    reply = application(environ, start_response)
    try:
        return said[0], b"".join(reply)
    finally:
        getattr(reply, "close", lambda: None)()


# --- Charsets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "charset",
    ["rot13", "hex", "bz2", "idna", "undefined", "unicode_escape", "utf-7", "utf-16", "gbk", "latin-1", "nothing",
     "\x00", "UTF-8 ,rot13", "utf-8\x00"],
)  # fmt: skip
def test_a_charset_other_than_utf8_is_refused(charset: str) -> None:
    for content_type in (f"text/plain; charset={charset}", f'{FORM};CharSet="{charset}"'):
        for path, method in (("/", "GET"), ("/search/", "GET"), ("/messages/", "POST"), ("/nothing", "HEAD")):
            status, body = ask(path, content_type, query="q=%5Cud800", method=method)
            assert (status, body) == ("400 Bad Request", gate.REFUSAL)


@pytest.mark.parametrize(
    "parameter",
    ["charset*=utf-8''rot13", "charset*0=rot; charset*1=13", "charset*=rot13''utf-8", "charset*=idna''%FF",
     "x=1; charset=rot13", "charset=utf-8; charset=rot13"],
)  # fmt: skip
def test_no_other_way_of_writing_it_gets_through(parameter: str) -> None:
    status, _ = ask("/search/", f"text/plain; {parameter}", query="q=%FF%5Cud800")
    assert status in {"400 Bad Request", "200 OK"}


@pytest.mark.parametrize(
    "content_type",
    ["", FORM, f"{FORM}; charset=UTF-8", f'{FORM}; charset="utf8"', "text/plain;charset=us-ascii", "; charset=utf-8",
     "multipart/form-data; boundary=x", "charset=", "text/plain; charset=", "字", ";;;=;"],
)  # fmt: skip
def test_utf8_and_no_charset_at_all_pass(content_type: str) -> None:
    assert ask("/search/", content_type, query="q=%E5%BC%80%FF%5Cud800")[0] == "200 OK"


# --- Large bodies -----------------------------------------------------------------------------------------------------

SMALL, TOTAL = 100_000, 250_000


@pytest.fixture(autouse=True)
def small_limits(settings, monkeypatch) -> None:
    """Make the limits small: what is tested is what happens there, not megabytes."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = SMALL
    settings.ATTACHMENT_MAX_BYTES = settings.PICTURE_MAX_BYTES = TOTAL
    monkeypatch.setattr(middleware, "MAX_TOTAL_BYTES", TOTAL)
    for module in (forms, views):
        monkeypatch.setattr(module, "MAX_FILE_BYTES", SMALL)
        monkeypatch.setattr(module, "MAX_TOTAL_BYTES", TOTAL)


class Untouched(io.RawIOBase):
    """A body that nobody may read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("the body was read")


def claimed(client: Client, path: str, length: object, body: io.IOBase | None = None) -> Any:
    meta: dict[str, Any] = {"CONTENT_LENGTH": length, "wsgi.input": body or Untouched()}
    return client.generic("POST", path, b"", "multipart/form-data; boundary=x", **meta)


@pytest.mark.parametrize(
    "path", ["/", "/links/", "/robots.txt", "/messages/", "/submit/AAAA/", "/submit", "/nothing/", "/news/1/views",
             "/admin/", "/admin/login/", "/admin/news/article/add/"],
)  # fmt: skip
def test_a_body_too_large_for_its_address_is_refused_unread(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    client.cookies["sessionid"] = "forged"
    response = claimed(client, path, SMALL + 1)
    assert response.status_code == 413
    assert "提交的内容太大" in response.content.decode()
    assert "Content-Security-Policy" in response.headers


def test_the_form_of_submissions_says_itself_what_is_too_large_up_to_four_times_its_limit() -> None:
    client = Client()
    response = visitors.submit(client, visitors.upload("大.pdf", PDF + b"x" * 3 * TOTAL), title="留着的标题")
    assert response.status_code == 200
    assert "留着的标题" in response.content.decode()
    assert claimed(client, "/submit/", 4 * TOTAL + SMALL + 1).status_code == 413


def test_the_desk_takes_ten_of_the_largest_files_from_its_staff() -> None:
    desk = signed_in(people.editor())
    most = 10 * TOTAL + SMALL
    assert claimed(desk, "/admin/", most, io.BytesIO()).status_code != 413
    response = claimed(desk, "/admin/", most + 1)
    assert response.status_code == 413
    assert "请先重新登录" in response.content.decode()
    assert claimed(desk, "/messages/", most).status_code == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "1e9", "１２", "99999999999999999999x", None])
def test_a_length_that_is_none_is_no_body(client, length: object) -> None:
    assert claimed(client, "/messages/", length, io.BytesIO()).status_code < 500


def test_a_length_beyond_all_numbers_is_refused_or_no_length(client) -> None:
    assert claimed(client, "/messages/", "9" * 30).status_code == 413
    assert claimed(client, "/messages/", "9" * 10_000, io.BytesIO()).status_code < 500  # Python reads no such number
