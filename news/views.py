"""Reader pages of columns, articles, tags, the magazine and search."""

from __future__ import annotations

import logging
import re

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from news import columns, counters, placements, reading
from news import search as finder
from news.models import Article, Column, Issue, Tag
from news.paging import Paging
from portal.generation import edition_of, now_of
from portal.lib import client, ratelimit

logger = logging.getLogger(__name__)
PAGE_SIZE = 20
LOAD_LASTS = 600  # seconds in which a page's load is known again: browsers repeat a request at once or not at all


@require_safe
def column(request: HttpRequest, slug: str, page: int = 1) -> HttpResponse:
    """Show a column: its list (with all below it), its page, or lead where its link leads."""
    tree, now = columns.at(edition_of(request)), now_of(request)
    found = tree.by_slug.get(slug)
    if found is None or not found.is_open:
        raise Http404
    if found.kind == Column.Kind.LINK:
        return HttpResponseRedirect(found.url)
    if found.kind == Column.Kind.PAGE:
        if page != 1 or not found.page or not found.page.is_published:
            raise Http404
        return render(request, "news/column_page.html", reading.column_context(tree, found))
    paging = Paging(page, PAGE_SIZE, placements.count(found, now), found.get_absolute_url())
    if page == 1 and request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    ids = placements.page(found, now, start=paging.start, number=PAGE_SIZE)
    context = reading.column_context(tree, found) | {
        "paging": paging,
        "pinned": reading.pinned(found, now) if page == 1 else [],
        "articles": reading.in_order(ids, now),
        "rankings": counters.rankings(now),
    }
    return render(request, "news/column.html", context)


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an article that is published; say 410 for one that was and has been withdrawn."""
    tree, now = columns.at(edition_of(request)), now_of(request)
    found = Article.objects.published(now).select_related("column", "cover").filter(pk=pk).first()
    if found is None:
        return _gone(request, pk)
    return render(request, "news/article.html", reading.article_context(tree, found, now))


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer 410 where readers had seen an article that was taken off, else 404."""
    lost = (
        Article.objects.filter(pk=pk, approved__isnull=False).values("publish_at", "withdrawn_at", "deleted_at").first()
    )
    taken_off = lost and (lost["withdrawn_at"] or lost["deleted_at"])
    if not lost or not taken_off or not lost["publish_at"] or lost["publish_at"] > taken_off:
        raise Http404
    return render(request, "410.html", status=410)


@csrf_exempt  # the page that posts it is stored and holds no token; where the request comes from is asked instead
@require_POST
def count_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Count one view of a published article and answer with its number; `load` names the page load, counted once."""
    if not client.is_same_site(request):
        return HttpResponse(status=403)
    load = request.POST.get("load", "")
    if not re.fullmatch(r"[0-9a-f]{32}", load):
        return HttpResponse(status=400)
    now = now_of(request)
    views = Article.objects.published(now).filter(pk=pk).values_list("views", flat=True).first()
    if views is None:
        raise Http404
    address = client.address_of(request, network=True)
    if not (
        ratelimit.allow("views", address, settings.RATE_VIEWS)
        and ratelimit.allow("views-of-article", f"{address} {pk}", settings.RATE_VIEWS_OF_ARTICLE)
    ):
        return HttpResponse(status=429)
    loads, name = caches["loads"], f"load:{pk}:{load}"
    if loads.add(name, 1, timeout=LOAD_LASTS):
        try:
            counters.append(pk, now)
        except OSError:
            logger.exception("a view could not be written to the journal")
            loads.delete(name)
            return HttpResponse(status=503)
    return JsonResponse({"views": views + 1})


@require_safe
def tag(request: HttpRequest, slug: str, page: int = 1) -> HttpResponse:
    """Show the articles of a tag."""
    edition_of(request)
    now = now_of(request)
    found = get_object_or_404(Tag, slug=slug)
    articles = Article.objects.published(now).filter(tag_items__tag=found)
    paging = Paging(page, PAGE_SIZE, articles.count(), found.get_absolute_url())
    if paging.total == 0:
        raise Http404  # a tag that nothing published has any more
    if page == 1 and request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    listed = articles.for_lists().newest_first()[paging.start : paging.start + PAGE_SIZE]
    context = {"tag": found, "paging": paging, "articles": listed, "rankings": counters.rankings(now)}
    return render(request, "news/tag.html", context)


@require_safe
def magazine(request: HttpRequest) -> HttpResponse:
    """Show the covers of the magazine by year."""
    edition_of(request)
    issues = Issue.objects.published(timezone.localdate(now_of(request))).select_related("cover")
    return render(request, "news/magazine.html", {"issues": issues})


@require_safe
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show an issue of the magazine."""
    edition_of(request)
    issues = Issue.objects.published(timezone.localdate(now_of(request))).select_related("cover", "pdf")
    found = get_object_or_404(issues, year=year, number=number)
    others = issues.filter(year=year).exclude(pk=found.pk)
    return render(request, "news/issue.html", {"issue": found, "others": others})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search titles and summaries; anything may be asked."""
    edition_of(request)
    now = now_of(request)
    query = request.GET.get("q", "")[: finder.MAX_LENGTH].strip()
    terms = finder.terms_of(query)
    asked = request.GET.get("page", "1")
    page = int(asked) if re.fullmatch(r"[1-9][0-9]{0,5}", asked) else 0
    found = finder.find(terms, now)
    paging = Paging(page, PAGE_SIZE, found.count() if terms else 0, request.path, query=query)
    articles = found[paging.start : paging.start + PAGE_SIZE]
    return render(request, "news/search.html", {"query": query, "terms": terms, "paging": paging, "articles": articles})
