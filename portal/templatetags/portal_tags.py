"""Template tags of the reader pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib import html, qr
from portal.models import Picture

register = template.Library()
MEASURE = 792  # the widest a text is set, in CSS pixels: 44em of 18px


@register.simple_tag
def picture(one: Picture | None, alt: str = "", sizes: str = "100vw", css: str = "", eager: bool = False) -> SafeString:
    """Show a picture's public renditions as <picture>: srcset, sizes, width and height always set."""
    if one is None:
        return SafeString("")
    context = {
        "picture": one,
        "webp": one.srcset("webp"),
        "jpg": one.srcset("jpg"),
        "src": one.public_url(640),
        "alt": alt,
        "sizes": sizes,
        "css": css,
        "eager": eager,
    }
    return render_to_string("_picture.html", context)


@register.simple_tag
def rich_text(body: str, pictures: Mapping[int, Any]) -> SafeString:
    """Show stored, cleaned HTML; `pictures` maps the ids in it to pictures, or (in a preview) to `alt -> markup`."""

    def show(number: int, alt: str) -> SafeString:
        one = pictures.get(number)
        if not isinstance(one, Picture):
            return one(alt) if callable(one) else SafeString("")
        width = min(MEASURE, one.width)  # a small picture is shown small, not blown up to the measure
        return picture(one, alt, f"(max-width: {width + 32}px) calc(100vw - 32px), {width}px")

    return html.render(body, show)


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Show a QR code as inline SVG."""
    return qr.svg(text, label=label)


@register.filter
def marked(text: str, terms: list[str]) -> SafeString:
    """Escape `text` and mark `terms` in it."""
    return html.highlight(text, terms)


@register.filter
def file_size(number: int) -> str:
    """Say a number of bytes as people do: 856 KB, 3.2 MB."""
    if number < 1024:
        return f"{number} B"
    if number < 1024**2:
        return f"{number / 1024:.0f} KB"
    return f"{number / 1024**2:.1f} MB"


@register.simple_tag
def new_window() -> SafeString:
    """Say to screen readers that a link opens a new window."""
    return format_html('<span class="visually-hidden">{}</span>', "（在新窗口打开）")
