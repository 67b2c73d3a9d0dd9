"""The editor in a real browser: pasted pictures, the library's window, keys, and what is wrong said first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from news.models import Article
from portal.models import Picture, User
from tests import factories, people

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/news/article/add/"
PASTE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 500, height: 300 });
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "shot.png", { type: "image/png" }));
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  window.CKEDITOR.instances.id_body.editable().$.dispatchEvent(paste);
}"""


@pytest.fixture
def sign_in(open_page: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that opens a page of the desk as somebody."""

    def opener(user: User, path: str) -> Any:
        page = open_page(f"/admin/login/?next={path}")
        page.fill("#id_username", user.username)
        page.fill("#id_password", people.PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**{path}")
        return page

    return opener


def test_an_article_is_written_with_a_pasted_picture_and_published(sign_in: Callable[..., Any]) -> None:
    column = factories.column("动态")
    page = sign_in(people.editor(), ADD)
    page.fill("#id_title", "浏览器里写的稿件")
    page.select_option("#id_column", str(column.pk))
    text = page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")
    text.click()
    page.keyboard.type("第一段。")
    page.evaluate(PASTE)
    text.locator("img[src*='/admin/pictures/']").wait_for()
    page.get_by_role("button", name="保存并发布").click()
    page.get_by_role("link", name="查看页面").first.wait_for()
    article, picture = Article.objects.get(), Picture.objects.get()
    assert "第一段。" in article.body
    assert f'src="/pictures/{picture.pk}/"' in article.body


def test_a_cover_is_chosen_from_the_library(sign_in: Callable[..., Any]) -> None:
    picture = factories.picture()
    page = sign_in(people.editor(), ADD)
    with page.expect_popup() as popup:
        page.get_by_role("button", name="从图片库选择").click()
    popup.value.wait_for_load_state()
    # The window closes itself as it is clicked: an ordinary click would wait for what is gone.
    popup.value.locator(f"button[data-id='{picture.pk}']").dispatch_event("click")
    expect(page.locator("#id_cover")).to_have_value(str(picture.pk))
    page.get_by_role("button", name="不用图片").click()
    assert page.input_value("#id_cover") == ""


def test_leaving_with_unsaved_words_asks_and_ctrl_s_saves(sign_in: Callable[..., Any]) -> None:
    article = factories.saved(factories.column())
    address = f"/admin/news/article/{article.pk}/change/"
    page = sign_in(people.editor(), address)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.fill("#id_title", "改过的标题")
    with page.expect_event("dialog"):
        page.locator("#site-name a").click()
    assert page.url.endswith(address)
    page.keyboard.press("Control+s")
    page.get_by_text("已保存为版本 2").wait_for()
    assert asked == ["beforeunload"]


def test_what_is_wrong_is_said_first_with_a_way_to_the_field(sign_in: Callable[..., Any]) -> None:
    page = sign_in(people.editor(), ADD)
    page.get_by_role("button", name="保存草稿").click()
    note = page.locator(".errornote")
    note.wait_for()
    expect(page.locator(".errornote")).to_be_focused()
    note.get_by_role("link", name="标题").first.click()
    assert page.evaluate("document.activeElement.id") == "id_title"
