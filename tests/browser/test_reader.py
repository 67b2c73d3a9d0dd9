"""Reading in a real browser: on a desk, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from news import counters
from news.models import Article
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, TABLET

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ["/", "/news/zixun/", "{article}", "/search/?q=项目", "/magazine/", "/magazine/2026/5/", "/links/", "/sitemap/",
         "/pages/about/", "/favourites/", "/nothing/", "/submit/", "/messages/"]  # fmt: skip


@pytest.fixture
def portal(settings, tmp_path):
    settings.JOURNAL_ROOT = tmp_path
    return world.build()


def test_the_menu_of_a_phone_opens_and_closes(portal, open_page) -> None:
    page = open_page("/", width=PHONE)
    button = page.get_by_role("button", name="打开菜单")
    assert button.get_attribute("aria-expanded") == "false"
    menu = page.locator("#site-menu")
    expect(menu.get_by_role("link", name="资讯中心", exact=True)).to_be_hidden()
    button.click()
    assert page.get_by_role("button", name="收起菜单").get_attribute("aria-expanded") == "true"
    for name in ("资讯中心", "收藏", "留言", "《中国开发区》", "投稿"):
        expect(menu.get_by_role("link", name=name, exact=True).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="打开菜单")).to_be_visible()


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE, 320])
def test_no_page_is_wider_than_its_screen(portal, open_page, live_server, width: int) -> None:
    page = open_page("/", width=width)
    for path in KINDS:
        page.goto(live_server.url + path.format(article=portal.article.get_absolute_url()))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} px wider than {width}"


def test_a_view_is_counted_once_and_the_number_corrects_itself(portal, open_page) -> None:
    page = open_page("/")
    with page.expect_response(re.compile(r"/views$")) as reply:
        page.goto(page.url.rstrip("/") + portal.article.get_absolute_url())
    assert reply.value.status == 200
    expect(page.locator("[data-views]")).to_have_text("1")
    counters.roll_up(timezone.now())
    assert Article.objects.get(pk=portal.article.pk).views == 1


def test_the_size_of_type_is_remembered(portal, open_page) -> None:
    page = open_page(portal.article.get_absolute_url())
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="大", exact=True).click()
    larger = page.evaluate(size)
    assert larger > before
    page.reload()
    assert page.evaluate(size) == larger
    assert page.get_by_role("button", name="大", exact=True).get_attribute("aria-pressed") == "true"


def test_sharing(portal, open_page) -> None:
    page = open_page(portal.article.get_absolute_url())
    page.locator(".share__wechat summary").click()
    expect(page.get_by_role("img", name="本页网址的二维码")).to_be_visible()
    weibo = page.get_by_role("link", name=re.compile("微博")).get_attribute("href")
    assert weibo.startswith("https://service.weibo.com/share/share.php?url=http")
    assert "%2Fnews%2F" in weibo
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


def test_favourites_live_in_the_browser(portal, open_page, live_server) -> None:
    page = open_page(portal.article.get_absolute_url())
    page.locator("[data-favourite]").first.click()
    page.goto(live_server.url + "/favourites/")
    expect(page.get_by_role("link", name="经开区主要负责人到育成中心走访")).to_be_visible()
    page.get_by_role("button", name=re.compile("取消收藏")).click()
    expect(page.get_by_text("还没有收藏")).to_be_visible()


def test_the_keyboard_alone_reaches_everything(portal, open_page) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    menu = page.get_by_role("button", name="资讯中心的下级栏目")
    menu.focus()
    page.keyboard.press("Enter")
    child = page.get_by_role("link", name="国家级开发区动态").first
    expect(child).to_be_visible()
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"


def test_link_directories_are_tabs(portal, open_page) -> None:
    page = open_page("/")
    page.get_by_role("tab", name="新闻媒体").click()
    expect(page.get_by_role("link", name=re.compile("新闻媒体甲"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("政府部门甲"))).to_be_hidden()
    link = page.get_by_role("link", name=re.compile("新闻媒体甲"))
    assert link.get_attribute("rel") == "noopener"
    assert "在新窗口打开" in link.inner_text() or "在新窗口打开" in link.text_content()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_without_javascript_everything_is_readable(portal, open_page, live_server, width: int) -> None:
    page = open_page("/", width=width, java_script_enabled=False)
    for name in ("资讯中心", "收藏", "《中国开发区》"):
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    for group in ("政府部门", "行业协会", "新闻媒体", "友情链接"):
        expect(page.get_by_text(f"{group}乙")).to_be_visible()
    page.goto(live_server.url + portal.article.get_absolute_url())
    expect(page.get_by_text("厂房一角")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing(portal, open_page, live_server, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is put into the page as a script of its own, which our policy rightly refuses elsewhere.
    page = open_page("/", width=width, color_scheme=scheme, bypass_csp=True)
    found = []
    for path in KINDS:
        page.goto(live_server.url + path.format(article=portal.article.get_absolute_url()))
        for violation in Axe().run(page).response["violations"]:
            targets = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{path}: {violation['id']} {violation['help']} {targets}")
    assert found == []


def test_printing_shows_the_article_and_nothing_else(portal, open_page) -> None:
    page = open_page(portal.article.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="经开区主要负责人到育成中心走访")).to_be_visible()
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.get_by_text("政府部门甲")).to_be_hidden()
