"""The picture library's own addresses on the desk: files that may not be public, uploading, choosing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from news.models import Version
from portal import audit, pictures
from portal.lib import storage
from portal.models import Page, Picture, User
from portal.picker import staff_url

PER_PAGE = 24
ENDINGS = {"jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
def file(request: HttpRequest, pk: int, width: int, ending: str) -> FileResponse:
    """Stream a rendition from the private storage to staff who may see the library."""
    if not _person(request).has_perm("portal.view_picture"):
        raise PermissionDenied("您没有查看图片库的权限。")
    if ending not in ENDINGS:
        raise Http404
    picture = get_object_or_404(Picture, pk=pk)
    try:
        opened = storage.private().open(picture.rendition(width, ending))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, content_type=ENDINGS[ending])
    # The bytes of a picture never change; only this browser may keep them.
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Take a picture from CKEditor or the picker; answer in CKEditor's JSON, refusals too."""
    if not _person(request).has_perm("portal.add_picture"):
        return _refusal("您没有上传图片的权限。", status=403)
    given = request.FILES.get("upload")
    if given is None:
        return _refusal("没有收到图片，请重新选择。", status=400)
    try:
        picture, is_new = pictures.store(given, by=_person(request))
    except ValidationError as error:
        return _refusal(" ".join(error.messages), status=400)
    if is_new:
        audit.record("新增", by=_person(request), target=picture)
    return JsonResponse(
        {
            "uploaded": 1,
            "fileName": picture.title,
            "url": staff_url(picture.pk, 960, "jpg"),
            "id": picture.pk,
            "thumbnail": staff_url(picture.pk),
        }
    )


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Show the library in a small window, for the editor (CKEditorFuncNum) or a picker (field) to choose from."""
    if not _person(request).has_perm("portal.view_picture"):
        raise PermissionDenied("您没有查看图片库的权限。")
    query = request.GET.get("q", "")[:60].strip()
    found = Picture.objects.all()
    if query:
        found = found.filter(Q(title__icontains=query) | Q(credit__icontains=query))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "选择图片",
        "is_popup": True,
        "query": query,
        "page": page,
        "choices": [(one, staff_url(one.pk), staff_url(one.pk, 960, "jpg")) for one in page],
        "callback": request.GET.get("CKEditorFuncNum", ""),
        "field": request.GET.get("field", ""),
    }
    return render(request, "admin/pictures/browse.html", context)


def where_used(picture: Picture) -> list[str]:
    """Return what uses a picture, in words: rows that point to it, and texts that show it, drafts and old ones too."""
    relations = [one for one in Picture._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    places = []
    for relation in relations:
        model: Any = relation.related_model
        if model._base_manager.filter(**{relation.field.name: picture}).exists():  # type: ignore[union-attr]
            places.append(str(model._meta.verbose_name))
    shown = f'src="/pictures/{picture.pk}/"'
    if Version.objects.filter(body__contains=shown).exists():
        places.append("稿件正文")
    if Page.objects.filter(body__contains=shown).exists():
        places.append("单页正文")
    return list(dict.fromkeys(places))


def _refusal(words: str, *, status: int) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": words}}, status=status)


def _person(request: HttpRequest) -> User:
    user: Any = request.user  # staff: the admin's own check stands before every view
    return user
