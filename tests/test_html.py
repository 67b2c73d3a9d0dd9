"""The one gate for HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article
from portal.lib import html
from portal.models import Page

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<svg onload="alert(1)"></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<style>@import 'https://evil.example/x.css'</style>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<form action="https://evil.example"><input name=a></form>',
    '<p onclick="x()" id="y">x</p>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<img src="/pictures/1/" alt="&quot; onerror=&quot;alert(1)">',
]


@pytest.mark.parametrize("dirty", HOSTILE)
def test_hostile_markup_is_inert(dirty: str) -> None:
    clean = html.clean(dirty)
    lowered = clean.lower()
    for part in ("<script", "<style", "<iframe", "<svg", "<form", "<object", "javascript:", "data:", "<meta", "<base"):
        assert part not in lowered
    assert " onerror=" not in lowered.replace("&quot; onerror=&quot;", "")
    assert "onclick" not in lowered
    assert "style=" not in lowered


def test_what_an_article_needs_is_kept() -> None:
    body = (
        '<h2>一、总体情况</h2><p class="align-center">居中</p><ul><li>一</li></ul><ol start="3"><li>三</li></ol>'
        '<table><caption>表1</caption><thead><tr><th scope="col" colspan="2">名称</th></tr></thead>'
        '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr></tbody></table>'
        '<figure><img src="/pictures/12/" alt="图"><figcaption>说明</figcaption></figure>'
        '<p><a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener">链接</a><strong>重</strong></p>'
    )
    assert html.clean(body) == body


def test_alignment_becomes_a_class_because_pages_forbid_inline_style() -> None:
    assert html.clean('<p style="text-align: center; color: red">a</p>') == '<p class="align-center">a</p>'
    assert html.clean('<h1 style="text-align:right">a</h1>') == '<h2 class="align-right">a</h2>'
    assert html.clean('<p class="align-left x" style="text-align:center">a</p>') == '<p class="align-left">a</p>'


@pytest.mark.parametrize(
    "address", ["/pictures/7/", "/admin/pictures/7/960.jpg", "http://127.0.0.1:8000/admin/pictures/7/320.webp"]
)
def test_a_picture_of_the_library_gets_its_stable_address(address: str) -> None:
    assert html.clean(f'<img alt="图" src="{address}">') in {'<img alt="图" src="/pictures/7/">'}


def test_pictures_from_elsewhere_are_named_before_they_are_dropped() -> None:
    body = '<p>a<img src="https://x.example/1.png">b<img src="data:image/png;base64,AA"><img src="/pictures/3/"></p>'
    assert html.foreign_pictures(body) == ["https://x.example/1.png", "data:image/png;base64,AA"]
    assert html.clean(body) == '<p>ab<img src="/pictures/3/"></p>'
    assert html.picture_ids(html.clean(body)) == [3]


@given(st.text(max_size=300))
def test_cleaning_is_idempotent_on_anything(text: str) -> None:
    once = html.clean(text)
    assert html.clean(once) == once


@given(st.lists(st.sampled_from(["<p>", "</p>", "<img src='/pictures/1/' alt='>'>", "<b", ">", '"', "<td style='text-align:left'>", "&lt;", "字", "<h1>"]), max_size=30))  # fmt: skip
def test_cleaning_is_idempotent_on_broken_markup(parts: list[str]) -> None:
    once = html.clean("".join(parts))
    assert html.clean(once) == once


def test_plain_text_and_paragraphs() -> None:
    assert html.plain_text("<p>甲 &lt;乙</p><ul><li>丙</li></ul><script>丁</script>") == "甲 <乙 丙"
    assert html.paragraphs(["甲 & <乙>", "", " 丙 "]) == "<p>甲 &amp; &lt;乙&gt;</p><p>丙</p>"


def test_highlight_escapes_everything_but_its_own_mark() -> None:
    assert html.highlight("<b>开发区</b>", ["开发"]) == "&lt;b&gt;<mark>开发</mark>区&lt;/b&gt;"


def test_the_editor_gets_addresses_it_can_load() -> None:
    body = '<p><img src="/pictures/3/" alt="a &gt; b"></p>'
    assert html.map_pictures(body, lambda number: f"/admin/pictures/{number}/960.jpg") == (
        '<p><img src="/admin/pictures/3/960.jpg" alt="a &gt; b"></p>'
    )


@pytest.mark.django_db
def test_html_is_cleaned_by_every_road_into_the_database() -> None:
    dirty, clean = '<p onclick="x()">a</p><script>b</script>', "<p>a</p>"
    page = Page.objects.create(title="页", slug="ye", body=dirty)
    assert page.body == clean
    assert Page.objects.get().body == clean
    Page.objects.update(body=dirty)
    assert Page.objects.get().body == clean
    page = Page.objects.get()
    page.body = dirty
    Page.objects.bulk_update([page], ["body"])
    assert Page.objects.get().body == clean
    Page.objects.all().delete()
    Page.objects.bulk_create([Page(title="页", slug="ye", body=dirty)])
    assert Page.objects.get().body == clean
    assert Article._meta.get_field("body").__class__ is html.CleanHTMLField


@pytest.mark.parametrize("address", ["http://old.example/pictures/12/a.jpg", "//x/pictures/12/", "/other/pictures/12/"])
def test_a_picture_of_another_site_is_never_taken_for_ours(address: str) -> None:
    body = f'<p><img src="{address}">字</p>'
    assert html.foreign_pictures(body) == [address]
    assert html.clean(body) == "<p>字</p>"


def test_angle_brackets_in_attributes_stay_escaped() -> None:
    """render() replaces `<table>` in stored markup: an attribute must never hold one."""
    body = html.clean('<p><a href="/x" title="<table><img src=1>">字</a></p>')
    assert "<table>" not in body
    assert html.render(body, lambda number, alt: html.SafeString("")) == body
