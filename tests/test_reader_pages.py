"""Reader pages: complete in content, the same everywhere, at a fixed number of queries."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from links.directory import save_group, save_link
from links.models import Link, LinkGroup
from news import attachments, columns, counters, magazine, workflow
from news.models import Article, Column, Issue, ViewDay
from portal import site
from portal.models import Page, SiteSettings
from tests import factories, people

pytestmark = pytest.mark.django_db
TOOLS = ["收藏", "扫一扫", "关注公众号", "加入QQ", "留言", "《中国开发区》", "打开菜单"]


def text_of(reply) -> str:
    assert reply.status_code == 200, reply.status_code
    return reply.content.decode()


@pytest.fixture
def world() -> dict[str, Column]:
    """A small portal with everything in it."""
    site.save_settings(
        SiteSettings(
            pk=1,
            site_name="开发区之家",
            english_name="Home of Zones",
            wechat_qr=factories.picture(),
            qq_group="123456",
            qq_group_url="https://qm.qq.com/x",
            magazine_name="《中国开发区》",
            organiser="某某协会",
            icp_number="",
            hot_words="招商、园区",
        )
    )
    about = site.save_page(Page(title="协会简介", slug="jianjie", body="<p>我们是谁。</p>", in_foot=True))
    top = factories.column("资讯中心", slug="zixun")
    made = {
        "top": top,
        "notices": factories.column("通知公告", slug="tongzhi", parent=top, is_notice_board=True),
        "state": factories.column("国家级开发区动态", slug="guojiaji", parent=top),
        "zones": factories.column("中国开发区", slug="kaifaqu"),
        "services": factories.column("协会服务", slug="fuwu"),
        "about": factories.column("中国开发区协会", slug="xiehui"),
        "profile": factories.column("简介", slug="jianjie-lanmu", kind="page", page=about),
        "submit": factories.column("投稿", slug="tougao", kind="link", url="/submit/"),
    }
    for number, name in enumerate(["政府部门", "行业协会", "新闻媒体", "友情链接"]):
        group = save_group(LinkGroup(name=name, order=number))
        save_link(Link(group=group, name=f"{name}甲", url="https://example.org/"))
        save_link(Link(group=group, name=f"{name}乙"))
    factories.published(made["notices"], title="关于征集案例的通知")
    return made


def full_article(column: Column, **extra) -> Article:
    picture = factories.picture()
    pdf = attachments.store(
        ContentFile(b"%PDF-1.4 demo", name="名录.pdf"), by=people.editor(), now=timezone.now(), allowed={"pdf"}
    )
    content = {
        "title": "经开区走访育成中心",
        "source": "银川经开区",
        "author": "记者甲",
        "responsible_editor": "编辑乙",
        "body": f'<p>第一段。</p><figure><img src="/pictures/{picture.pk}/" alt="厂房"><figcaption>图说</figcaption></figure>'
        "<table><tr><td>1</td></tr></table>",
        "tag_names": ["产业", "走访"],
        "attachments": [(pdf, "名录")],
        "cover": picture,
        "cover_alt": "厂房",
    } | extra
    return factories.published(
        column, at=datetime(2022, 3, 9, 10, 19, tzinfo=timezone.get_default_timezone()), **content
    )


PAGES = ["/", "/news/zixun/", "/news/guojiaji/", "/links/", "/sitemap/", "/magazine/", "/search/?q=走访", "/pages/jianjie/",
         "/favourites/", "/news/jianjie-lanmu/"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_the_present_site_has(client: Client, world, path: str) -> None:
    body = text_of(client.get(path))
    for name in ["首页", "资讯中心", "中国开发区", "协会服务", "中国开发区协会", "投稿"]:
        assert name in body, name
    for tool in TOOLS:
        assert tool in body, tool
    assert "关于征集案例的通知" in body  # 通知公告
    for group in ["政府部门", "行业协会", "新闻媒体", "友情链接"]:
        assert f"{group}甲" in body
        assert f"{group}乙" in body
    assert "留言箱" in body
    assert "某某协会" in body
    assert "ICP" not in body  # an empty filing number is not shown
    if path != "/":
        assert body.index("通知公告") < body.index("当前位置")
        assert "当前位置" in body


def test_the_article_page_reads_like_the_original(client: Client, world) -> None:
    article = full_article(world["state"])
    Article.objects.filter(pk=article.pk).update(views=268)
    older = factories.published(world["state"], title="更早一篇", at=article.publish_at - timedelta(days=1))
    newer = factories.published(
        world["state"], title="更新一篇", at=article.publish_at + timedelta(days=1), tag_names=["产业"]
    )
    body = text_of(client.get(article.get_absolute_url()))
    flat = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
    for word in [
        "银川经开区",
        "2022年03月09日 10:19",
        "268",
        "字体",
        "分享",
        "记者甲",
        "编辑乙",
        "图说",
        "产业",
        "走访",
        "名录",
    ]:
        assert word in flat, word
    assert 'href="/news/zixun/"' in body
    assert 'href="/news/guojiaji/"' in body
    assert "更早一篇" in body
    assert "更新一篇" in body
    assert f'href="{older.get_absolute_url()}"' in body
    assert f'href="{newer.get_absolute_url()}"' in body
    img = re.search(r'<img[^>]*alt="厂房"[^>]*>', body)
    assert img
    assert re.search(r'width="\d+"', img[0])
    assert re.search(r'height="\d+"', img[0])
    assert "image/webp" in body
    assert "/pictures/" not in re.search(r'src="([^"]*)"', img[0])[1].removeprefix("/media/pictures/")


def test_pages_hold_nothing_personal_and_set_no_cookie(client: Client, world) -> None:
    article = full_article(world["state"])
    client.force_login(people.editor())
    for path in [*PAGES, article.get_absolute_url()]:
        reply = client.get(path)
        assert "csrf" not in reply.content.decode().lower(), path
        assert not reply.cookies, path
        assert "Cookie" not in reply.headers.get("Vary", ""), path
        assert "陈编" not in reply.content.decode()


def test_a_parent_column_lists_its_descendants_and_pages_are_numbered(client: Client, world) -> None:
    for number in range(45):
        factories.published(
            world["state"], title=f"动态{number:02d}号", at=timezone.now() - timedelta(hours=number + 2)
        )
    first = text_of(client.get("/news/zixun/"))
    assert "动态00号" in first
    assert "动态30号" not in first
    assert "动态30号" in text_of(client.get("/news/zixun/page/2/"))
    assert client.get("/news/zixun/page/4/").status_code == 404
    assert client.get("/news/zixun/page/1/").headers["Location"] == "/news/zixun/"


def test_pinned_articles_stand_on_top_of_the_first_page_until_their_time(client: Client, world) -> None:
    now = timezone.now()
    old = factories.published(world["state"], title="置顶的旧闻", at=now - timedelta(days=300))
    for number in range(25):
        factories.published(world["state"], title=f"新闻{number}号")
    assert "置顶的旧闻" not in text_of(client.get("/news/guojiaji/"))
    workflow.schedule(old.pk, by=people.editor(), now=now, pinned_until=now + timedelta(days=1))
    body = text_of(client.get("/news/guojiaji/"))
    assert body.index("置顶的旧闻") < body.index("新闻24号")
    assert "置顶" in body
    workflow.schedule(old.pk, by=people.editor(), now=now, pinned_until=now - timedelta(seconds=1))
    assert "置顶的旧闻" not in text_of(client.get("/news/guojiaji/"))


def test_what_is_not_out_does_not_crowd_out_related_articles(client: Client, world) -> None:
    article = full_article(world["state"])
    factories.published(world["services"], title="同类旧稿", tag_names=["产业"])
    for _ in range(20):
        factories.published(world["state"], at=timezone.now() + timedelta(days=1), tag_names=["产业"])
    assert "同类旧稿" in text_of(client.get(article.get_absolute_url())).split("相关阅读")[1]


def test_tags_list_their_articles(client: Client, world) -> None:
    full_article(world["state"])
    body = text_of(client.get("/tags/chan-ye/"))
    assert "经开区走访育成中心" in body
    assert client.get("/tags/chan-ye/page/2/").status_code == 404


def test_search_finds_titles_and_summaries_and_marks_the_words(client: Client, world) -> None:
    factories.published(world["state"], title="园区招商大会", summary="今年的大会")
    body = text_of(client.get("/search/", {"q": "招商 大会"}))
    assert "<mark>招商</mark>" in body
    assert "园区" in body
    assert "<mark>" not in text_of(client.get("/search/", {"q": "不存在的词"}))
    assert client.get("/search/").status_code == 200


def test_a_link_column_leads_to_its_link_and_a_hidden_one_nowhere(client: Client, world) -> None:
    assert client.get("/news/tougao/").headers["Location"] == "/submit/"
    services = Column.objects.get(slug="fuwu")
    services.is_hidden = True
    columns.save(services)
    assert client.get("/news/fuwu/").status_code == 404
    assert "/news/fuwu/" not in text_of(client.get("/"))


def test_the_magazine(client: Client, world) -> None:
    pdf = attachments.store(ContentFile(b"%PDF-1.4 x", name="a.pdf"), by=None, now=timezone.now(), allowed={"pdf"})
    issue = magazine.save_issue(
        Issue(year=2026, number=5, title="县域的路", cover=factories.picture(), pdf=pdf, published_on=date(2026, 10, 5))
    )
    hidden = magazine.save_issue(
        Issue(year=2026, number=6, title="还没出", published_on=date(2026, 12, 5), is_published=False)
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    magazine.save_issue(Issue(year=2027, number=1, title="明天才出", published_on=tomorrow))
    body = text_of(client.get("/magazine/"))
    assert "县域的路" in body
    assert "明天才出" not in body
    assert "还没出" not in body
    page = text_of(client.get(issue.get_absolute_url()))
    assert f"/files/{pdf.pk}/" in page
    assert client.get(hidden.get_absolute_url()).status_code == 404
    reply = client.get(f"/files/{pdf.pk}/")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["X-Frame-Options"] == "SAMEORIGIN"
    issue.is_published = False
    magazine.save_issue(issue)
    assert client.get(f"/files/{pdf.pk}/").status_code == 404


def test_a_file_is_reached_only_while_its_article_is_out(client: Client, world) -> None:
    article = full_article(world["state"])
    number = article.attachments.get().attachment_id
    reply = client.get(f"/files/{number}/")
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(reply.streaming_content) == b"%PDF-1.4 demo"
    workflow.withdraw(article.pk, by=people.column_editor(), now=timezone.now(), reason="x")
    assert client.get(f"/files/{number}/").status_code == 404


def test_a_picture_is_public_only_while_something_published_shows_it(
    client: Client, world, django_capture_on_commit_callbacks
) -> None:
    article = full_article(world["state"])
    picture = article.cover
    address = picture.public_url(960)
    reply = client.get(address)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in reply.headers["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article.pk, by=people.column_editor(), now=timezone.now(), reason="x")
    assert client.get(address).status_code == 404
    assert client.get(f"/media/{picture.folder}/original.jpg").status_code == 404


def test_queries_do_not_grow_with_what_is_shown(client: Client, world, django_assert_num_queries) -> None:
    article = full_article(world["state"])
    today = timezone.localdate()
    for number in range(30):
        one = factories.published(world["state"], tag_names=["产业"], cover=factories.picture() if number < 8 else None)
        ViewDay.objects.create(article=one, day=today, views=number + 1)
    for number in range(5):
        child = factories.column(f"子栏{number}", parent=world["services"])
        factories.published(child)
    counters.rank(timezone.now())
    client.get("/")  # the frame of this edition is in memory from here on
    for path, queries in {
        "/": 9,
        "/news/zixun/": 9,
        article.get_absolute_url(): 13,
        "/links/": 1,
        "/favourites/": 1,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_the_frame_is_made_anew_when_something_visible_changes(client: Client, world) -> None:
    assert "某某协会" in text_of(client.get("/links/"))
    row = SiteSettings.objects.get()
    row.organiser = "另一个协会"
    site.save_settings(row)
    body = text_of(client.get("/links/"))
    assert "另一个协会" in body
    factories.published(world["notices"], title="刚刚发布的通知")
    assert "刚刚发布的通知" in text_of(client.get("/links/"))


def test_error_pages_stand_in_the_frame(client: Client, world) -> None:
    reply = client.get("/news/nothing/")
    body = reply.content.decode()
    assert reply.status_code == 404
    assert "资讯中心" in body
    assert 'name="q"' in body
    gone = factories.published(world["state"])
    workflow.withdraw(gone.pk, by=people.column_editor(), now=timezone.now(), reason="内部原因")
    reply = client.get(gone.get_absolute_url())
    assert reply.status_code == 410
    assert "内部原因" not in reply.content.decode()


def test_a_failure_of_ours_answers_500_without_the_database(client: Client, monkeypatch) -> None:
    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("portal.home.context", fail)
    quiet = Client(raise_request_exception=False)
    reply = quiet.get("/")
    assert reply.status_code == 500
    assert "<html" in reply.content.decode()


def test_machines_are_told_where_not_to_go(client: Client) -> None:
    assert "Disallow: /admin/" in text_of(client.get("/robots.txt"))
    assert text_of(client.get("/healthz")) == "ok\n"
