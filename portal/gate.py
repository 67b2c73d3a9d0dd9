"""What stands before Django: requests that its own request object breaks on, so that no middleware could answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHARSETS = {"utf-8", "utf8", "us-ascii"}
REFUSAL = "看不懂这个请求：本站只接收 UTF-8 编码的内容。\n".encode()


def utf8_only(application: WSGIApplication) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Answer 400 to a request that says it is written in anything but UTF-8.

    Django decodes the query string and the form with whatever codec of Python's `Content-Type` names: some raise
    while the request object is being made, others yield text that no database stores.
    """

    def gate(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _is_utf8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(REFUSAL))),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("400 Bad Request", headers)
        return [REFUSAL]

    return gate


def _is_utf8(content_type: str) -> bool:
    try:
        # Django's own parser: a way of writing the parameter that the two read differently would be a way through.
        charset = parse_header_parameters(content_type)[1].get("charset", "")
    except (ValueError, LookupError):
        return False
    return not charset or charset.lower() in CHARSETS
