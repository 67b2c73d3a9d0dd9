"""The only gate that HTML passes. What `clean` returns is safe, canonical and free of inline style.

Everything here works on the canonical form that nh3 (html5ever) writes: attributes double-quoted, `"` and `&`
escaped inside them, `<` escaped in text. That is what makes the small regular expressions below sound.
"""

from __future__ import annotations

import html as html_escapes
import re
from collections.abc import Callable, Iterable
from typing import Any

import nh3
from django.conf import settings
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ALIGNED = {"p", "h1", "h2", "h3", "h4", "td", "th", "figure", "div"}
TAGS = {
    "p", "br", "hr", "div", "span", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code",
    "strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "figure", "figcaption", "img",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "ol": {"start"},
    **{tag: {"style"} for tag in ALIGNED - {"td", "th"}},
}
ALIGNMENTS = {"left", "center", "right", "justify"}
CLASSES = {tag: {f"align-{side}" for side in ALIGNMENTS} | {"no-indent"} for tag in ALIGNED}

_IMG = re.compile(r'<img((?:\s+[a-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_STYLED = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*\s+style="[^"]*"(?:\s+[a-z-]+="[^"]*")*)>')
_TEXT_ALIGN = re.compile(r"text-align:\s*(\w+)")
_BLOCK_END = re.compile(r"</(?:p|div|h[1-4]|li|tr|figcaption|caption|blockquote|pre)>|<(?:br|hr)>")


def picture_number(address: str) -> int | None:
    """Return the id of the library's picture at `address`: our own site's only, by itself or below the admin."""
    path = address.removeprefix(settings.SITE_URL)
    admin = re.escape(settings.ADMIN_PATH.rstrip("/"))
    found = re.fullmatch(rf"(?:{admin})?/pictures/([1-9][0-9]{{0,17}})/[A-Za-z0-9_.-]*", path)
    return int(found[1]) if found else None


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        number = picture_number(value)
        return f"/pictures/{number}/" if number else None
    if name in {"colspan", "rowspan", "start"}:
        return value if re.fullmatch(r"\d{1,4}", value) else None
    if name == "scope":
        return value if value in {"row", "col", "rowgroup", "colgroup"} else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    tag_attribute_values={"a": {"target": {"_blank"}}},
    allowed_classes=CLASSES,
    filter_style_properties={"text-align"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)
_text_only = nh3.Cleaner(
    tags=set(), attributes={}, clean_content_tags={"script", "style", "title", "noscript", "template"}, link_rel=None
)


def clean(html: str) -> str:
    """Return `html` with only what the portal shows: safe, canonical, no inline style, pictures of the library only.

    Idempotent. `text-align` becomes a class (the pages' policy forbids inline style), h1 becomes h2 (the page has its
    own), a picture from elsewhere is dropped: callers that must not lose one ask `foreign_pictures` first.
    """
    # NUL can be stored by neither database; vertical tabs and the like break feeds.
    html = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", html)
    html = _STYLED.sub(_style_to_class, _cleaner.clean(html))
    if "<h1" in html:  # a second pass: what may stand beside an h1 may not stand inside an h2
        html = _cleaner.clean(re.sub(r"<(/?)h1(?=[ >])", r"<\1h2", html))
    return _IMG.sub(lambda found: found[0] if ' src="' in found[1] else "", html).strip()


def _style_to_class(found: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[2]))
    aligned = _TEXT_ALIGN.search(attributes.pop("style"))
    classes = attributes.get("class", "").split()
    if aligned and aligned[1] in ALIGNMENTS and not any(name.startswith("align-") for name in classes):
        classes.append(f"align-{aligned[1]}")
    if classes:
        attributes["class"] = " ".join(classes)
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{found[1]}{written}>"


def foreign_pictures(html: str) -> list[str]:
    """Return the addresses of the pictures in `html` that are not the library's, in order; uncleaned HTML is fine."""
    found: list[str] = []

    def note(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("img", "src") and picture_number(value) is None:
            found.append(value)
        return None

    schemes = {"http", "https", "data", "file", "blob"}
    nh3.clean(html, tags={"img"}, attributes={"img": {"src"}}, attribute_filter=note, url_schemes=schemes)
    return found


def picture_ids(html: str) -> list[int]:
    """Return the ids of the library's pictures in cleaned `html`, in order, each once."""
    numbers = (picture_number(dict(_ATTRIBUTE.findall(attributes)).get("src", "")) for attributes in _IMG.findall(html))
    return list(dict.fromkeys(number for number in numbers if number))


def plain_text(html: str) -> str:
    """Return the words of `html`, blocks separated by one space."""
    text = _text_only.clean(_BLOCK_END.sub(lambda found: found[0] + " ", html))
    return " ".join(html_escapes.unescape(text).split())


def paragraphs(lines: Iterable[str]) -> str:
    """Return plain `lines` as cleaned HTML paragraphs; empty lines are skipped."""
    return "".join(f"<p>{html_escapes.escape(line.strip(), quote=False)}</p>" for line in lines if line.strip())


def map_pictures(html: str, address: Callable[[int], str]) -> str:
    """Return cleaned `html` with each picture's address replaced by `address(id)`: what the editor loads."""
    return re.sub(
        r'(<img[^>]*? src=")/pictures/(\d{1,18})/(")',
        lambda found: f"{found[1]}{html_escapes.escape(address(int(found[2])))}{found[3]}",
        html,
    )


def render(html: str, picture: Callable[[int, str], SafeString]) -> SafeString:
    """Return stored, cleaned `html` for a page: each picture as `picture(id, alt)`, each table in a scrolling frame.

    `picture` returns markup made by format_html. Nothing else in the project trusts stored markup.
    """

    def img(found: re.Match[str]) -> str:
        attributes = {name: html_escapes.unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        number = picture_number(attributes.get("src", ""))
        return picture(number, attributes.get("alt", "")) if number else ""

    html = _IMG.sub(img, html)
    html = html.replace("<table>", '<div class="table-scroll" tabindex="0" role="group" aria-label="表格"><table>')
    html = html.replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308  cleaned when it was stored, by CleanHTMLField


def highlight(text: str, terms: Iterable[str]) -> SafeString:
    """Return `text` escaped, with each of `terms` in <mark>."""
    wanted = [re.escape(term) for term in terms if term]
    if not wanted:
        return format_html("{}", text)
    parts = re.split(f"({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    return mark_safe("".join(format_html("<mark>{}</mark>" if i % 2 else "{}", part) for i, part in enumerate(parts)))  # noqa: S308


class CleanHTMLField(models.TextField):
    """A text field whose value is cleaned as it is stored, by whatever road: save, update, bulk_create, bulk_update."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Clean the value on the instance too, so that what is in memory is what was stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Return the cleaned value for the database."""
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)
