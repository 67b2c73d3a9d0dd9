"""The directory page; the lists themselves stand on every page, in the frame."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show all groups of links."""
    return render(request, "links/directory.html")
