"""What every request passes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from feedback.forms import MAX_TOTAL_BYTES
from portal.audit import client_address
from portal.lib.client import address_of

GetResponse = Callable[[HttpRequest], HttpResponse]
MAX_QUERY = 8_192  # characters of a query string; ours never come near
FILES_AT_ONCE = 10  # how many of the largest files one form of the desk may bring


def refuse_broken_addresses(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL in the path or the query (no database stores one) and to an absurdly long query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or "\x00" in query or len(query) > MAX_QUERY:
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def refuse_large_bodies(get_response: GetResponse) -> GetResponse:
    """Answer 413 to a body larger than its address has a use for, before anybody reads it.

    The check of the CSRF token reads the body of a POST to any address, files and all, and stores those in the
    temporary folder. It does so once every middleware has let the request in, so this one may ask who is signed in.
    A body of no stated length (chunked) is not read at all: Django takes it for empty.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)  # as Django reads it
        except ValueError:
            length = 0
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:  # few get further: only then it is asked who they are
            return get_response(request)
        most = _largest_body(request)
        if length <= most:
            return get_response(request)
        at_desk = request.path_info.startswith(settings.ADMIN_PATH)
        return render(request, "413.html", {"most": most // 2**20, "at_desk": at_desk}, status=413)

    return middleware


def _largest_body(request: HttpRequest) -> int:
    """Return the bytes of the largest body that the request's address takes from who sends it."""
    text = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.path_info == reverse("feedback:submit"):
        # What exceeds the form's own limit is not stored (feedback.uploadlimit), and the form says so beside the field
        # and keeps the text. That is worth reading some more; not worth reading anything.
        return 4 * MAX_TOTAL_BYTES + text
    if request.path_info.startswith(settings.ADMIN_PATH) and request.user.is_active and request.user.is_staff:
        return FILES_AT_ONCE * max(settings.ATTACHMENT_MAX_BYTES, settings.PICTURE_MAX_BYTES) + text
    return text


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
