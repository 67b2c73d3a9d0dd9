"""The rich text editor: the one module through which CKEditor is reached.

It offers what portal.lib.html keeps and nothing else, so that nobody formats in vain. CKEditor 4 writes handlers and
styles into the page: `RichTextAdmin` relaxes the policy on the pages that hold it, and on no others.
"""

from __future__ import annotations

import re
from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator

from portal.lib import html
from portal.picker import staff_url

MAX_LENGTH = 500_000  # characters of HTML: a book of 150,000 characters with all its markup
PLACEHOLDER = "在这里写图片说明"
_unwritten_caption = re.compile(rf"<figcaption>\s*(?:{PLACEHOLDER})?\s*</figcaption>\s*")
_FIGURE = re.compile(r'<figure(?: class="([^"]*)")?>')

# Nothing that talks to other people's servers, and nothing whose work the sanitiser would undo.
REMOVED = (
    "about bidi colorbutton colordialog copyformatting dialogadvtab div elementspath exportpdf flash font forms iframe "
    "image language liststyle newpage pagebreak preview print save scayt showblocks smiley sourcearea stylescombo "
    "templates wsc"
)
CONFIG: dict[str, Any] = {
    "toolbar": [
        ["Format"],
        ["Bold", "Italic", "Underline", "Strike", "Subscript", "Superscript"],
        ["NumberedList", "BulletedList", "Blockquote"],
        ["JustifyLeft", "JustifyCenter", "JustifyRight", "JustifyBlock"],
        ["Link", "Unlink"],
        ["Image", "Table", "HorizontalRule", "SpecialChar"],
        ["PasteText", "PasteFromWord", "RemoveFormat"],
        ["Undo", "Redo", "Find"],
        ["Maximize"],
    ],
    "format_tags": "p;h2;h3;h4",
    "justifyClasses": ["align-left", "align-center", "align-right", "align-justify"],
    "coreStyles_strike": {"element": "s", "overrides": "strike"},
    "coreStyles_bold": {"element": "strong", "overrides": "b"},
    "coreStyles_italic": {"element": "em", "overrides": "i"},
    "extraAllowedContent": "figure(image,align-*,no-indent); figcaption; p(no-indent); td[colspan,rowspan]; th[scope]",
    # What the sanitiser would drop is not offered: the dialogs hide the fields these name.
    "disallowedContent": "img[width,height]{*}(*); table[*]{*}; td{*}; th{*}; *{margin*}; a[name,id]",
    "extraPlugins": "image2",
    "removePlugins": REMOVED.replace(" ", ","),
    "captionPlaceholder": PLACEHOLDER,
    "image2_disableResizer": True,
    "image2_prefillDimensions": False,
    "linkShowAdvancedTab": False,
    "removeDialogTabs": "link:advanced;table:advanced",
    "filebrowserUploadMethod": "xhr",
    "filebrowserWindowWidth": 1000,
    "filebrowserWindowHeight": 720,
    "clipboard_handleImages": False,  # pasted pictures are uploaded, not turned into text
    "disableNativeSpellChecker": False,
    "entities": False,
    "versionCheck": False,
    "fullPage": False,
    "width": "100%",
    "height": 520,
    "resize_dir": "vertical",
    "title": "正文",
}


class RichTextWidget(CKEditorWidget):
    """CKEditor, with the library behind its picture button."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(template_name="admin/widgets/rich_text.html", attrs=attrs)

    @property
    def media(self) -> forms.Media:
        """The editor's own files, then ours."""
        ours: list[Any] = [
            "ckeditor/fixups.js",
            "desk/editor.js",
            Script("desk/form.js", defer=True),
        ]  # after the editor's last
        return super().media + forms.Media(css={"all": ["desk/editor.css"]}, js=ours)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the configuration; addresses are known only when a page is made."""
        self.config = CONFIG | {
            "contentsCss": [static("desk/ckeditor-contents.css")],
            "filebrowserImageBrowseUrl": reverse("admin:picture_browse"),
            "filebrowserImageUploadUrl": reverse("admin:picture_upload"),
            "imageUploadUrl": reverse("admin:picture_upload"),  # for pictures that are pasted or dropped
        }
        return super().get_context(name, value, attrs)


class RichTextField(forms.CharField):
    """A text with markup. Shown with pictures at their staff addresses; checked for what cleaning would drop."""

    widget = RichTextWidget

    def prepare_value(self, value: Any) -> Any:
        """Return stored HTML as the editor takes it: private pictures too, figures as its own kind of figure."""
        if not isinstance(value, str):
            return value
        return _FIGURE.sub(_as_widget, html.map_pictures(value, lambda number: staff_url(number, 960, "jpg")))

    def clean(self, value: Any) -> str:
        """Return the cleaned HTML; refuse one too long, and pictures that are not the library's."""
        text = super().clean(value)
        if len(text) > MAX_LENGTH:
            raise ValidationError(
                f"正文连同格式有 {len(text):,} 个字符，最多 {MAX_LENGTH:,} 个；请分成几篇，或用“清除格式”后再试。",
                code="too_long",
            )
        if foreign := html.foreign_pictures(text):
            listed = "、".join(address[:80] for address in foreign[:5])
            more = f" 等 {len(foreign)} 张" if len(foreign) > 5 else ""
            raise ValidationError(
                f"正文里有不在图片库的图片：{listed}{more}。请先用“图片”按钮上传，或把它们删去。",
                code="foreign_pictures",
            )
        return _unwritten_caption.sub("", html.clean(text))


def _as_widget(found: re.Match[str]) -> str:
    classes = (found[1] or "").split()
    return f'<figure class="{" ".join(["image", *(name for name in classes if name != "image")])}">'


class RichTextAdmin:
    """Mixed into a ModelAdmin whose form holds the editor: its add and change pages allow what CKEditor writes."""

    @method_decorator(csp_update({"script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as the admin does, under the relaxed policy."""
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
