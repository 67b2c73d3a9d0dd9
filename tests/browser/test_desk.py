"""The desk in a real browser: an editor's whole task, from a new column to the home page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from news.models import Article, Column, Tag
from portal.models import Picture
from tests import factories, people
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, TABLET

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def portal(settings, tmp_path):
    settings.JOURNAL_ROOT = tmp_path
    return world.build()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "厂房.jpg"
    path.write_bytes(factories.picture_bytes((1600, 1000), "#2f6f9f"))
    return path


@pytest.fixture
def sign_in(open_page):
    def signed_in(person, *, width: int = DESK, **options):
        page = open_page("/admin/", width=width, **options)
        page.get_by_label("用户名").fill(person.username)
        page.get_by_label("密码").fill(people.PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("heading", name="工作台").wait_for()
        return page

    return signed_in


def write(page, words: str) -> None:
    """Type into CKEditor."""
    body = page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")
    body.click()
    body.press_sequentially(words)


def test_a_column_an_article_with_picture_and_tags_and_the_home_page(portal, sign_in, photo, live_server) -> None:
    page = sign_in(people.column_editor())
    page.get_by_role("link", name="新建栏目").click()
    page.get_by_label("名称").fill("营商环境")
    page.get_by_label("上级栏目").select_option(label="资讯中心")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("营商环境").first.wait_for()

    page.goto(live_server.url + "/admin/")
    page.get_by_role("link", name="写稿件").click()
    page.get_by_label("标题", exact=True).fill("一枚印章管审批的第二年")
    write(page, "窗口从三十七个减到九个。")
    page.locator("#id_column").select_option(str(Column.objects.get(name="营商环境").pk))
    page.locator("input[data-file]").first.set_input_files(photo)
    page.get_by_text("已上传").wait_for()
    page.get_by_label("封面图说明").fill("政务大厅")
    page.locator("#id_tag_text").fill("审批、营商环境")
    page.get_by_role("button", name="保存并发布").click()
    page.get_by_text(re.compile("发布")).first.wait_for()

    article = Article.objects.get(title="一枚印章管审批的第二年")
    assert sorted(tag.name for tag in article.tags.all()) == ["审批", "营商环境"]
    page.goto(live_server.url + "/")
    expect(page.get_by_role("link", name="一枚印章管审批的第二年").first).to_be_visible()
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.get_by_text("窗口从三十七个减到九个。")).to_be_visible()
    trail = page.locator("nav", has_text="当前位置")
    assert "营商环境" in trail.first.inner_text()


def test_a_picture_in_the_text_is_uploaded_and_kept(portal, sign_in, photo, live_server) -> None:
    page = sign_in(people.editor())
    page.goto(f"{live_server.url}/admin/news/article/{portal.article.pk}/change/")
    page.locator(".cke_button__image").click()
    before = Picture.objects.count()
    page.get_by_role("tab", name="上传").click()
    dialog = page.locator(".cke_dialog_body")
    dialog.frame_locator("iframe").locator("input[type=file]").set_input_files(photo)
    dialog.get_by_role("button", name="上传到服务器").click()
    # CKEditor shows the address in the dialog's first tab when the upload is done.
    expect(dialog.get_by_label("图像 URL").or_(dialog.get_by_label("URL")).first).to_have_value(
        re.compile(r"/admin/pictures/")
    )
    assert Picture.objects.count() == before + 1
    page.locator(".cke_dialog_footer").get_by_role("button", name="确定").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("有未发布的修改").first.wait_for()
    article = Article.objects.get(pk=portal.article.pk)
    number = Picture.objects.latest("pk").pk
    assert f"/pictures/{number}/" in article.latest.body
    assert f"/pictures/{number}/" not in article.body


def test_a_draft_of_a_published_article_is_seen_in_the_preview_and_nowhere_else(portal, sign_in, live_server) -> None:
    page = sign_in(people.editor())
    page.goto(f"{live_server.url}/admin/news/article/{portal.article.pk}/change/")
    page.get_by_label("标题", exact=True).fill("还没有人通过的标题")
    page.locator("#id_tag_text").fill("尚未公开的标签")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("有未发布的修改").first.wait_for()
    assert not Tag.objects.filter(name="尚未公开的标签").exists()
    for path in ("/", "/news/zixun/", portal.article.get_absolute_url(), "/search/?q=还没有人通过的标题"):
        page.goto(live_server.url + path)
        assert page.get_by_role("link", name="还没有人通过的标题").count() == 0
        assert page.get_by_text("尚未公开的标签").count() == 0
    number = Article.objects.get(pk=portal.article.pk).latest.number
    page.goto(f"{live_server.url}/admin/news/article/{portal.article.pk}/preview/{number}/")
    expect(page.get_by_role("heading", name="还没有人通过的标题")).to_be_visible()
    expect(page.get_by_text("读者看不到")).to_be_visible()


def test_what_was_typed_survives_an_error(portal, sign_in, live_server) -> None:
    page = sign_in(people.editor())
    page.goto(f"{live_server.url}/admin/news/article/add/")
    page.get_by_label("标题", exact=True).fill("没有选栏目的稿件")
    write(page, "写了很多字。")
    page.locator("#id_tag_text").fill("很长很长很长很长很长很长很长很长很长很长很长的标签")
    page.locator("#id_column").evaluate("field => field.required = false")
    page.get_by_role("button", name="保存草稿").click()
    page.locator(".errorlist").first.wait_for()
    assert page.get_by_label("标题", exact=True).input_value() == "没有选栏目的稿件"
    assert "写了很多字" in page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").inner_text()
    assert not Article.objects.filter(latest__title="没有选栏目的稿件").exists()


def test_withdrawing_on_a_phone(portal, sign_in, live_server) -> None:
    page = sign_in(people.column_editor(), width=PHONE)
    page.goto(f"{live_server.url}/admin/news/article/{portal.article.pk}/change/")
    page.get_by_role("link", name=re.compile("撤稿")).click()
    page.get_by_label(re.compile("原因")).fill("来源单位要求")
    page.get_by_role("button", name=re.compile("撤稿")).click()
    page.get_by_text("已撤稿").first.wait_for()
    assert page.request.get(live_server.url + portal.article.get_absolute_url()).status == 410


@pytest.mark.parametrize("width", [DESK, TABLET])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_of_ours(portal, sign_in, live_server, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = sign_in(people.superuser(), width=width, color_scheme=scheme, bypass_csp=True)
    found = []
    for path in ("", "news/article/", f"news/article/{portal.article.pk}/change/", "news/column/", "portal/picture/",
                 "portal/sitesettings/1/change/", "links/link/", "portal/auditentry/", "feedback/message/"):  # fmt: skip
        page.goto(f"{live_server.url}/admin/{path}")
        for violation in Axe().run(page, context={"exclude": [[".cke"]]}).response["violations"]:
            targets = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"/admin/{path}: {violation['id']} {violation['help']} {targets}")
    assert found == []
