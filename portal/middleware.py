"""What every request passes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.audit import client_address
from portal.lib.client import address_of

GetResponse = Callable[[HttpRequest], HttpResponse]
MAX_QUERY = 8_192  # characters of a query string; ours never come near


def refuse_broken_addresses(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL in the path or the query (no database stores one) and to an absurdly long query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or "\x00" in query or len(query) > MAX_QUERY:
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def remember_client_address(get_response: GetResponse) -> GetResponse:
    """Keep the client's address for the audit log while the request lasts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = client_address.set(address_of(request))
        try:
            return get_response(request)
        finally:
            client_address.reset(token)

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Say that no page of ours uses a camera, a microphone or a place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
        )
        return response

    return middleware
