"""投稿 and 留言: the forms, the receipts, the published answers. Never cached, and without a session.

A receipt is led to only when what it speaks of is committed; whatever goes wrong before, the form comes back as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from feedback import intake, waiting
from feedback.forms import (
    MAX_FILE_BYTES,
    MAX_TOTAL_BYTES,
    GuardedForm,
    LookupForm,
    MessageForm,
    SubmissionForm,
)
from feedback.models import Message, Submission
from feedback.uploadlimit import UploadLimit
from news import columns
from news.paging import Paging
from portal.generation import edition_of, now_of
from portal.lib import client, codes, ratelimit
from portal.models import Page

logger = logging.getLogger(__name__)
PAGE_SIZE = 10
TOO_MANY = "这个网络地址提交得太频繁了，这次没有收下。请过一会儿再提交（最多等一小时）。"
TOO_MANY_LOOKUPS = "这个网络地址查询得太频繁了，请十分钟后再试。"
NOT_STORED = "系统暂时没能存下来，这次没有收下。请稍后再提交一次。"
GONE_FILE = "之前选的附件已过期，请重新选择。"


class SeeOther(HttpResponseRedirect):
    """Leads to a page with GET, whatever asked: what a form that passed answers."""

    status_code = 303


# --- 投稿 -------------------------------------------------------------------------------------------------------------


@never_cache
@csrf_exempt  # the limit must stand before the body is read, which the check of the token does; _submit checks it
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Show the form of 投稿, take it, and look a code up."""
    request.upload_handlers.insert(0, UploadLimit(each=MAX_FILE_BYTES, total=MAX_TOTAL_BYTES))
    return _submit(request)


@csrf_protect
def _submit(request: HttpRequest) -> HttpResponse:
    tree, now = columns.at(edition_of(request)), now_of(request)
    form = SubmissionForm(*_posted(request), tree=tree, privacy_url=_privacy_url())
    if request.method == "POST":
        outcome = _take(request, form, lambda code: _receive_submission(request, form, code))
        if isinstance(outcome, HttpResponse):
            return outcome
        if outcome != 429:  # who sends too much doesn't get to fill the disk either
            form.keep_files(now)
        return _page(request, "feedback/submit.html", {"form": form}, outcome)
    lookup = _lookup(request, Submission)
    if isinstance(lookup, HttpResponse):
        return lookup
    return _page(request, "feedback/submit.html", {"form": form, "lookup": lookup}, _status_of(lookup))


def _receive_submission(request: HttpRequest, form: SubmissionForm, code: str) -> Submission:
    cleaned = form.cleaned_data
    with ExitStack() as opened:
        return intake.receive_submission(
            unit=cleaned["unit"],
            contact_name=cleaned["contact_name"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            title=cleaned["title"],
            column=cleaned["column"],
            text=cleaned["text"],
            files=form.incoming(opened),
            address=client.address_of(request),
            now=now_of(request),
            code=code,
        )


@never_cache
@require_safe
def submission(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt of a submission: its state and what was noted for its author, nothing of the person."""
    return _receipt(request, code, Submission, "feedback/submission.html")


# --- 留言 -------------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, page: int = 1) -> HttpResponse:
    """Show the published answers with the form of 留言, take it, and look a code up."""
    edition_of(request)
    base = reverse("feedback:messages")
    form = MessageForm(*_posted(request))
    if request.method == "POST":
        if request.path != base:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        outcome = _take(request, form, lambda code: _receive_message(request, form, code))
        if isinstance(outcome, HttpResponse):
            return outcome
        return _page(request, "feedback/messages.html", {"form": form, "privacy_url": _privacy_url()}, outcome)
    if page == 1 and request.path != base:
        return redirect(base, permanent=True)
    lookup = _lookup(request, Message)
    if isinstance(lookup, HttpResponse):
        return lookup
    published = Message.objects.filter(is_published=True).order_by("-replied_at", "-pk")
    paging = Paging(page, PAGE_SIZE, published.count(), base)
    context = {
        "form": form,
        "lookup": lookup,
        "paging": paging,
        "published": published.defer("contact", "address")[paging.start : paging.start + PAGE_SIZE],
        "privacy_url": _privacy_url(),
    }
    return _page(request, "feedback/messages.html", context, _status_of(lookup))


def _receive_message(request: HttpRequest, form: MessageForm, code: str) -> Message:
    cleaned = form.cleaned_data
    return intake.receive_message(
        kind=cleaned["kind"],
        subject=cleaned["subject"],
        text=cleaned["text"],
        name=cleaned["name"],
        contact=cleaned["contact"],
        may_be_published=cleaned["may_be_published"],
        address=client.address_of(request),
        now=now_of(request),
        code=code,
    )


@never_cache
@require_safe
def message(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt of a message, and its reply once there is one."""
    return _receipt(request, code, Message, "feedback/message.html")


# --- Both -------------------------------------------------------------------------------------------------------------


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    """Return what a form is bound to: nothing on GET."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _take(
    request: HttpRequest, form: GuardedForm, receive: Callable[[str], Message | Submission]
) -> HttpResponse | int:
    """Receive a posted form. Return the way to its receipt, or the status with which its page comes back."""
    if not ratelimit.allow_address(request, type(form).__name__, settings.RATE_FORMS):
        # The second click on what was the last one allowed is no second act.
        known = form.model._default_manager.filter(code=form.code()).first() if form.is_valid() else None
        if known:
            return SeeOther(known.get_absolute_url())
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
        return 429
    if not form.is_valid():
        return 200
    try:
        return SeeOther(receive(form.code()).get_absolute_url())
    except waiting.TooLate:
        form.add_error("attachments", ValidationError(GONE_FILE, code="expired_file"))
        return 200
    except (OSError, DatabaseError):
        logger.exception("what a visitor sent could not be stored")
        form.add_error(None, ValidationError(NOT_STORED, code="not_stored"))
        return 503


def _lookup(request: HttpRequest, model: type[Message] | type[Submission]) -> LookupForm | HttpResponse:
    """Return the box for codes, or the way to the receipt of the code that was asked for."""
    if "code" not in request.GET:
        return LookupForm(model=model)
    allowed = ratelimit.allow_address(request, "lookup", settings.RATE_LOOKUP)
    form = LookupForm(request.GET, model=model, refusal="" if allowed else TOO_MANY_LOOKUPS)
    if form.is_valid():
        return SeeOther(model(code=form.cleaned_data["code"]).get_absolute_url())
    return form


def _status_of(lookup: LookupForm) -> int:
    return 429 if lookup.is_bound and lookup.has_error("code", "too_many") else 200


def _receipt(request: HttpRequest, code: str, model: type[Message] | type[Submission], template: str) -> HttpResponse:
    """Show what has `code`; another spelling of it leads to the one address."""
    if not ratelimit.allow_address(request, "lookup", settings.RATE_LOOKUP):
        return _page(request, "feedback/too_many.html", {"sentence": TOO_MANY_LOOKUPS}, 429)
    canonical = codes.normalise(code)
    if canonical is None:
        raise Http404
    if canonical != code:
        return redirect(model(code=canonical).get_absolute_url())
    edition_of(request)
    found: Any = get_object_or_404(model, code=canonical)
    context = {"found": found, "spoken": codes.spoken(code), "address": settings.SITE_URL + found.get_absolute_url()}
    response = _page(request, template, context, 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _privacy_url() -> str:
    """Return the address of the privacy notice, or empty where the site has none."""
    page = Page.objects.filter(slug="privacy", is_published=True).first()
    return page.get_absolute_url() if page else ""


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    if status == 429:
        rate = settings.RATE_FORMS if request.method == "POST" else settings.RATE_LOOKUP
        response["Retry-After"] = str(ratelimit.seconds_left(rate))
    return response
