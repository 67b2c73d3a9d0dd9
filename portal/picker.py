"""Choosing a picture of the library: a number to the form, a thumbnail and two buttons to the editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse

from portal.models import Picture


def staff_url(picture_id: int, width: int = 320, ending: str = "webp") -> str:
    """Return the address at which staff see a picture that may not be public."""
    return reverse("admin:picture_file", args=[picture_id, width, ending])


class PicturePicker(forms.TextInput):
    """A picture's number; desk/picker.js turns it into a thumbnail with 选择 and 上传."""

    template_name = "admin/widgets/picture_picker.html"

    class Media:
        js = (Script("desk/picker.js", defer=True),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the picture and the addresses of the library."""
        context = super().get_context(name, value, attrs)
        number = str(value or "")
        picture = Picture.objects.filter(pk=number).first() if number.isascii() and number.isdigit() else None
        context["widget"] |= {
            "picture": picture,
            "thumbnail": staff_url(picture.pk) if picture else "",
            "browse_url": reverse("admin:picture_browse"),
            "upload_url": reverse("admin:picture_upload"),
        }
        return context
