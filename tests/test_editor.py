"""The rich text editor: what it is given, what comes back, and that both ways keep the text."""

from __future__ import annotations

import html as html_escapes
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal import editor
from portal.editor import RichTextField
from portal.lib import html
from tests import factories, people


def config() -> dict:
    markup = RichTextField().widget.render("body", "", {"id": "id_body"})
    found = re.search(r'data-config="([^"]*)"', markup)
    assert found is not None
    return json.loads(html_escapes.unescape(found[1]))


def test_the_editor_is_asked_for_what_the_sanitiser_keeps() -> None:
    given = config()
    assert given["format_tags"] == "p;h2;h3;h4"
    assert given["language"] == "zh-cn"
    assert given["versionCheck"] is False
    assert given["filebrowserImageUploadUrl"] == given["imageUploadUrl"] == "/admin/pictures/upload/"
    assert given["filebrowserImageBrowseUrl"] == "/admin/pictures/browse/"
    assert "filebrowserUploadUrl" not in given  # links take no uploads
    buttons = {button for group in given["toolbar"] for button in group}
    assert buttons.isdisjoint({"Source", "Flash", "Iframe", "Font", "FontSize", "TextColor", "Preview", "Save"})
    removed = set(given["removePlugins"].split(","))
    assert {"exportpdf", "scayt", "wsc", "preview", "iframe", "flash", "forms", "image"} <= removed
    assert set(given["justifyClasses"]) <= html.CLASSES["p"]


def test_the_bundle_has_what_the_configuration_names() -> None:
    for name in ("ckeditor/ckeditor/ckeditor.js", "ckeditor/ckeditor/plugins/image2/plugin.js", "desk/editor.js"):
        assert finders.find(name), name


def test_its_own_upload_addresses_are_not_mounted() -> None:
    for name in ("ckeditor_upload", "ckeditor_browse"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.django_db
def test_no_address_of_its_uploader_answers() -> None:
    client = Client()
    client.force_login(people.superuser())
    for address in ("/ckeditor/upload/", "/ckeditor/browse/"):
        assert client.post(address).status_code == 404


def test_stored_text_goes_to_the_editor_and_back_unchanged() -> None:
    stored = html.clean(
        '<h2>题</h2><p class="align-center">文<strong>粗</strong></p>'
        '<figure class="align-left"><img src="/pictures/7/" alt="图"><figcaption>说明</figcaption></figure>'
        '<p><img src="/pictures/8/" alt=""></p><table><tbody><tr><td colspan="2">格</td></tr></tbody></table>'
    )
    field = RichTextField()
    shown = field.prepare_value(stored)
    assert '<figure class="image align-left">' in shown
    assert 'src="/admin/pictures/7/960.jpg"' in shown
    assert field.prepare_value(shown) == shown
    assert field.clean(shown) == stored


def test_a_caption_nobody_wrote_is_dropped() -> None:
    figure = '<figure class="image"><img src="/admin/pictures/7/960.jpg"><figcaption>{}</figcaption></figure>'
    clean = RichTextField().clean
    assert "figcaption" not in clean(figure.format(editor.PLACEHOLDER))
    assert "figcaption" not in clean(figure.format(" "))
    assert "<figcaption>写了</figcaption>" in clean(figure.format("写了"))


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/a.png", "data:image/png;base64,AAAA", "file:///C:/a.png", "/media/x.png"]
)
def test_pictures_from_elsewhere_are_named_and_not_dropped_silently(address: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        RichTextField().clean(f'<p>x<img src="{address}"></p>')
    assert refusal.value.code == "foreign_pictures"
    assert address[:20] in refusal.value.messages[0]


def test_many_pictures_from_elsewhere_are_counted() -> None:
    body = "".join(f'<img src="https://x.example/{n}.png">' for n in range(9))
    with pytest.raises(ValidationError, match="等 9 张"):
        RichTextField().clean(body)


def test_too_long_a_text_is_refused_with_its_length() -> None:
    with pytest.raises(ValidationError, match="500,001"):
        RichTextField().clean("x" * 500_001)


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://x.example"></iframe>',
        "<svg onload=alert(1)>",
        '<p style="background:url(https://x.example)">x</p>',
        '<form action="https://x.example"><input></form>',
    ],
)
def test_what_comes_back_is_clean(nasty: str) -> None:
    cleaned = RichTextField().clean(f"<p>文</p>{nasty}")
    assert "<p>文</p>" in cleaned
    assert not re.search(r"script|onclick|onload|iframe|svg|style|form|javascript", cleaned)


@pytest.mark.django_db
def test_the_page_with_the_editor_loads_our_files_after_its_own() -> None:
    client = Client()
    client.force_login(people.editor())
    factories.column()
    content = client.get("/admin/news/article/add/").content.decode()
    order = [
        content.index(name) for name in ("ckeditor-init.js", "ckeditor/ckeditor.js", "fixups.js", "desk/editor.js")
    ]
    assert order == sorted(order)
