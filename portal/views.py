"""The home page, single pages, the site map, files, error pages."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from news import columns
from news.models import Article, ArticleAttachment, Attachment, Issue
from portal import home as home_page
from portal.generation import edition_of, now_of
from portal.lib import storage
from portal.lib.handout import hand_out
from portal.lib.html import picture_ids
from portal.models import Page, Picture


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page."""
    tree, now = columns.at(edition_of(request)), now_of(request)
    return render(request, "home.html", home_page.context(tree, now))


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page that stands by itself."""
    edition_of(request)
    found = get_object_or_404(Page, slug=slug, is_published=True)
    pictures = Picture.objects.in_bulk(picture_ids(found.body))
    return render(request, "page.html", {"page": found, "pictures": pictures})


@require_safe
def favourites(request: HttpRequest) -> HttpResponse:
    """Show the reader's own list; it lives in the browser."""
    return render(request, "favourites.html")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show all columns and pages on one page (网站地图)."""
    tree = columns.at(edition_of(request))
    pages = Page.objects.filter(is_published=True)
    branches = [
        [(len(tree.path(one)) - 1, one) for one in tree.subtree(root) if one.is_open]
        for root in tree.roots
        if root.is_open
    ]
    return render(request, "site_map.html", {"branches": branches, "pages": pages})


# --- Files ---------------------------------------------------------------------------------------------------------


@require_safe
@xframe_options_sameorigin  # an issue's page shows its PDF
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out an attachment of something published; a PDF of the magazine opens in the page."""
    now = now_of(request)
    found = get_object_or_404(Attachment, pk=pk)
    in_articles = ArticleAttachment.objects.filter(attachment=found, article__in=Article.objects.published(now))
    in_magazine = Issue.objects.published(timezone.localdate(now)).filter(pdf=found).exists()
    if not in_magazine and not in_articles.exists():
        raise Http404
    inline = in_magazine and "download" not in request.GET
    return hand_out(found.file, name=found.name, content_type=found.content_type, inline=inline)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a public file where no web server in front does. Names are random and bytes never change."""
    public = storage.public()
    if not isinstance(public, FileSystemStorage):
        raise Http404
    try:
        opened = public.open(name)
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    response = FileResponse(opened)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


# --- Machines ------------------------------------------------------------------------------------------------------


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask machines to leave the desk, the forms and search alone."""
    lines = ["User-agent: *", f"Disallow: {settings.ADMIN_PATH}", "Disallow: /search/", "Disallow: /submit/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the mark that is drawn for this project."""
    return HttpResponseRedirect(static("img/mark.svg"))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


# --- Errors --------------------------------------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not one."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a person without the right; the exception's words are ours and say which."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token has expired: what was typed is still in the browser, one step back."""
    return render(request, "403.html", {"token_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed: a page that needs no database."""
    return HttpResponse(render_to_string("500.html"), status=500)
