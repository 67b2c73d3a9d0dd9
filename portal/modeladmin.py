"""What every admin of ours is made from: a ModelAdmin that records what is done, and shows what is refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from portal import audit
from portal.lib.slugs import free_slug, slug_of
from portal.models import Picture
from portal.picker import PicturePicker

COUNTED = 10_000


class CappedPaginator(Paginator):
    """Pages of a list, counted up to 10,000 rows: nobody turns to page 200, and counting a million costs a second."""

    @cached_property
    def count(self) -> int:
        """The number of rows, at most COUNTED."""
        if isinstance(self.object_list, models.QuerySet):
            return self.object_list.order_by().values("pk")[:COUNTED].count()
        return super().count


class DeskAdmin(admin.ModelAdmin):
    """A ModelAdmin whose additions, changes and deletions are recorded in the audit log too.

    Django's own log keeps a key to the person; AuditEntry keeps the name and the address. `save_model` may raise a
    ValidationError: its words are shown beside the fields, with everything that was typed.
    """

    show_full_result_count = False  # counting a million rows to say "of 1,000,000" helps nobody
    paginator = CappedPaginator
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # a count for each choice of each filter: a scan each

    formfield_overrides = {
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"}), "assume_scheme": "https"}
    }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Answer as the admin does; what was refused while saving comes back as errors of the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            # The transaction is rolled back. The form is made once more from the same request, with the refusal in it.
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Call the list by its name."""
        return super().changelist_view(request, {"title": self.opts.verbose_name_plural, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call the form by what is done with it, without the blanks of the stock translation."""
        add, obj = kwargs.get("add", False), kwargs.get("obj")
        changes = obj is not None and self.has_change_permission(request, obj)
        verb = "新增" if add and obj is None else "修改" if changes else "查看"
        context["title"] = f"{verb}{self.opts.verbose_name}"
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form's class, with the words of a refusal where there was one."""
        return with_refusal(super().get_form(request, obj, change=change, **kwargs), request)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Choose pictures from the library by their thumbnails; other rows from a plain list, without pop-ups."""
        if isinstance(db_field, models.ForeignKey):
            if db_field.related_model is Picture:
                return db_field.formfield(widget=PicturePicker)
            return self.formfield_for_foreignkey(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the fields of a list that is edited in place: their column's heading is no label."""
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Record an addition."""
        audit.record("新增", by=request.user, target=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Record a change, with the names of the fields."""
        audit.record("修改", by=request.user, target=obj, fields=_changed_fields(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        """Record each deletion."""
        for obj in queryset:
            audit.record("删除", by=request.user, target=obj)
        return super().log_deletions(request, queryset)


class RowForm(forms.ModelForm):
    """One row of a list that is edited in place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["aria-label"] = f"{field.label}：{self.instance}"


class SluggedForm(forms.ModelForm):
    """A form whose blank address is made from the name, so that the row is checked with the address it will have.

    The name has to stand before the slug in `Meta.fields`.
    """

    named_by = "name"
    fallback = "x"

    def clean_slug(self) -> str:
        """Return the slug that was typed, else a free one."""
        slug: str = self.cleaned_data.get("slug") or ""
        if slug:
            return slug
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        made = slug_of(self.cleaned_data.get(self.named_by) or "", fallback=self.fallback)
        return free_slug(made, lambda taken: others.filter(slug=taken).exists())


def with_refusal(form: type[forms.ModelForm], request: HttpRequest) -> type[forms.ModelForm]:
    """Return `form`, or one that also has the errors of the request's refusal."""
    if not hasattr(request, "refusal"):
        return form
    refusal: ValidationError = request.refusal

    class Refused(form):  # type: ignore[misc,valid-type]
        def full_clean(self) -> None:
            super().full_clean()
            for name, errors in by_field(refusal).items():
                self.add_error(name if name in self.fields else None, errors)

    return Refused


def by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    """Return the errors in a ValidationError by the name of their field; the form's own under NON_FIELD_ERRORS."""
    if hasattr(error, "error_dict"):
        return dict(error.error_dict)
    return {NON_FIELD_ERRORS: list(error.error_list)}


def _changed_fields(message: Any) -> list[str]:
    if not isinstance(message, list):
        return []
    return [name for part in message for name in part.get("changed", {}).get("fields", [])]
