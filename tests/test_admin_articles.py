"""Writing and publishing articles through the desk's own addresses; what is refused keeps everything typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from news import workflow
from news.models import Article, ArticleTag, Attachment, Column, Tag, Version
from news.workflow import Status
from portal.models import AuditEntry, PictureUse
from tests import factories, people
from tests.desk import ADD, LIST, as_typed, change, errors, fresh, latest, retyped, said, signed_in, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def column() -> Column:
    return factories.column("动态", slug="dongtai")


@pytest.fixture
def desk() -> Client:
    """A browser in which the editor is signed in."""
    return signed_in(people.editor())


# --- Writing -----------------------------------------------------------------------------------------------------------


def test_a_new_article_is_saved_as_a_draft_that_readers_do_not_see(desk: Client, column: Column) -> None:
    response = desk.post(ADD, typed(column, _save=""), follow=True)
    article = Article.objects.get()
    assert response.redirect_chain == [(change(article), 302)]
    assert "读者还看不到" in said(response)
    assert (article.title, latest(article).title, latest(article).created_by) == ("", "开发区动态", people.editor())
    assert "开发区动态" not in desk.get("/").content.decode()
    assert desk.get(article.get_absolute_url()).status_code == 404


def test_publishing_makes_it_visible_at_once_on_every_list(desk: Client, column: Column) -> None:
    reader = Client()
    for address in ("/", column.get_absolute_url()):
        assert "开发区动态" not in reader.get(address).content.decode()
    response = desk.post(ADD, typed(column, tag_text="招商,临港新区", _publish=""), follow=True)
    article = Article.objects.get()
    assert "已发布" in said(response)
    assert article.get_absolute_url() in response.content.decode()
    for address in ("/", column.get_absolute_url(), article.get_absolute_url()):
        assert "开发区动态" in reader.get(address).content.decode()
    assert reader.get(Tag.objects.get(name="临港新区").get_absolute_url()).status_code == 200
    assert AuditEntry.objects.filter(action="发布", actor="陈编(chen)").count() == 1


def test_a_future_time_schedules(desk: Client, column: Column) -> None:
    at = timezone.now() + timedelta(days=3)
    response = desk.post(ADD, typed(column, publish_at=as_typed(at), _publish=""), follow=True)
    article = Article.objects.get()
    assert workflow.status_of(article, timezone.now()) is Status.SCHEDULED
    assert "已定时" in said(response)
    assert "保存并定时" in response.content.decode()
    assert Client().get(article.get_absolute_url()).status_code == 404


def test_a_changed_plan_needs_no_change_of_the_text(desk: Client, column: Column) -> None:
    article = factories.published(column, at=timezone.now() + timedelta(days=3))
    later = (timezone.now() + timedelta(days=5)).replace(second=0, microsecond=0)
    desk.post(change(article), retyped(article, publish_at=as_typed(later), _save=""))
    assert fresh(article).publish_at == later
    assert workflow.status_of(fresh(article), timezone.now()) is Status.SCHEDULED


def test_a_draft_of_a_published_article_changes_nothing_for_readers(desk: Client, column: Column) -> None:
    article = factories.published(column, title="原题", body="<p>原文</p>", tag_names=["旧"])
    page = article.get_absolute_url()
    other, picture, reader = factories.column("别处"), factories.picture(), Client()
    before = reader.get(page).content
    upload = SimpleUploadedFile("说明.pdf", b"%PDF-1.4 words")
    changes = {
        "title": "新题",
        "body": f'<p>新文</p><img src="/admin/pictures/{picture.pk}/960.jpg" alt="图">',
        "tag_text": "新",
        "cover": str(picture.pk),
        "further_columns": [str(other.pk)],
        "attachments-new": upload,
    }
    response = desk.post(change(article), retyped(article, **changes, _save=""), follow=True)
    assert "读者看到的仍是上次发布的内容" in said(response)
    assert "有未发布的修改" in response.content.decode()
    assert reader.get(page).content == before
    assert not PictureUse.objects.exists()
    assert not Tag.objects.filter(name="新").exists()
    assert latest(article).body == f'<p>新文</p><img src="/pictures/{picture.pk}/" alt="图">'
    attachment = latest(article).attachments.get().attachment
    assert reader.get(f"/files/{attachment.pk}/").status_code == 404
    desk.post(change(article), retyped(article, _publish=""))
    content = reader.get(page).content.decode()
    assert "新题" in content
    assert "新文" in content
    assert "说明" in content
    assert reader.get(f"/files/{attachment.pk}/").status_code == 200
    assert [item.tag.name for item in ArticleTag.objects.all()] == ["新"]
    assert set(article.placements.values_list("column", flat=True)) == {column.pk, other.pk}


def test_saving_what_did_not_change_makes_no_version(desk: Client, column: Column) -> None:
    article = factories.published(column)
    AuditEntry.objects.all().delete()
    response = desk.post(change(article), retyped(article, _save=""), follow=True)
    assert "内容没有变化" in said(response)
    assert Version.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_the_form_shows_the_latest_version_with_private_pictures(desk: Client, column: Column) -> None:
    picture = factories.picture()
    body = f'<figure><img src="/pictures/{picture.pk}/"><figcaption>说明</figcaption></figure>'
    article = factories.saved(column, title="草稿题", body=body, cover=picture)
    content = desk.get(change(article)).content.decode()
    assert "草稿题" in content
    assert f"/admin/pictures/{picture.pk}/960.jpg" in content
    assert "figure class=&quot;image&quot;" in content


def test_times_are_set_at_once_and_are_no_content(desk: Client, column: Column) -> None:
    article = factories.published(column)
    until = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    desk.post(change(article), retyped(article, pinned_until=as_typed(until), _save=""))
    article = fresh(article)
    assert article.pinned_until == until
    assert Version.objects.count() == 1


def test_the_date_of_what_is_out_cannot_be_moved(desk: Client, column: Column) -> None:
    article = factories.published(column)
    later = as_typed(timezone.now() + timedelta(days=3))
    desk.post(change(article), retyped(article, title="改", publish_at=later, _publish=""))
    assert fresh(article).publish_at == article.publish_at


# --- What is refused keeps everything typed ----------------------------------------------------------------------------


def test_saving_over_a_newer_version_is_refused_with_everything_kept(desk: Client, column: Column) -> None:
    article = factories.saved(column)
    mine = retyped(article, title="我的题目", body="<p>我的正文</p>", tag_text="我的标签", _save="")
    factories.edited(article, by=people.site_editor(), title="别人的题目")
    response = desk.post(change(article), mine)
    assert "赵站" in errors(response)["__all__"][0]
    content = response.content.decode()
    for words in ("我的题目", "我的正文", "我的标签"):
        assert words in content
    assert latest(article).title == "别人的题目"
    assert Version.objects.count() == 2


def test_a_file_that_is_refused_gives_an_error_beside_the_field(desk: Client, column: Column) -> None:
    bad = SimpleUploadedFile("病毒.pdf", b"MZ this is no pdf")
    response = desk.post(ADD, typed(column, title="保留我", **{"attachments-new": bad}, _save=""))
    assert "病毒.pdf" in errors(response)["attachments"][0]
    assert "保留我" in response.content.decode()
    assert not Article.objects.exists()
    assert not Attachment.objects.exists()


def test_a_good_file_is_not_lost_when_something_else_is_wrong(desk: Client, column: Column) -> None:
    files = [SimpleUploadedFile("通知.pdf", b"%PDF-1.4 a"), SimpleUploadedFile("坏.pdf", b"no")]
    response = desk.post(ADD, typed(column, title="", **{"attachments-new": files}, _save=""))
    assert set(errors(response)) == {"title", "attachments"}
    stored = Attachment.objects.get()
    assert f'name="attachments-id" value="{stored.pk}"' in response.content.decode()
    again = {"attachments-id": [str(stored.pk)], f"attachments-title-{stored.pk}": "通知全文"}
    desk.post(ADD, typed(column, **again, _publish=""))
    attached = Article.objects.get().attachments.get()
    assert (attached.title, attached.attachment) == ("通知全文", stored)
    assert "通知" not in str(stored.file.name)


def test_attachments_are_ordered_and_removed(desk: Client, column: Column) -> None:
    files = [SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.4 " + name.encode()) for name in "abc"]
    desk.post(ADD, typed(column, **{"attachments-new": files}, _save=""))
    article = Article.objects.get()
    a, b, c = (row.attachment_id for row in latest(article).attachments.all())
    data = retyped(article, _save="")
    data |= {f"attachments-order-{a}": "9", f"attachments-remove-{b}": "on", f"attachments-title-{c}": "丙"}
    desk.post(change(article), data)
    rows = latest(article).attachments.values_list("attachment", "title")
    assert list(rows) == [(c, "丙"), (a, "a")]


def test_other_peoples_files_cannot_be_attached(desk: Client, column: Column) -> None:
    theirs = signed_in(people.site_editor())
    theirs.post(ADD, typed(column, **{"attachments-new": SimpleUploadedFile("x.pdf", b"%PDF-1.4")}, _save=""))
    stolen = Attachment.objects.get()
    for number in (str(stolen.pk), "999", "1e9", "-1", "9" * 30):
        response = desk.post(ADD, typed(column, **{"attachments-id": [number]}, _publish=""))
        assert "附件" in errors(response)["attachments"][0]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "必填"),
        ("title", "长" * 121, "120"),
        ("column", "", "必填"),
        ("column", "99999", "有效"),
        ("cover", "99999", "有效"),
        ("cover", "9" * 40, "有效"),
        ("tag_text", "字" * 21, "20"),
        ("tag_text", ",".join(f"标签{n}" for n in range(11)), "最多 10 个"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("publish_at", "someday", "有效"),
        ("body", '<p>x</p><img src="https://elsewhere.example/a.png">', "elsewhere.example/a.png"),
        ("body", '<img src="/pictures/99999/">', "99999"),
        ("body", "<p>" + "长" * 500_001 + "</p>", "500,000"),
    ],
)
def test_bad_input_gives_an_error_and_is_kept(desk: Client, column: Column, field: str, value: str, words: str) -> None:
    response = desk.post(ADD, typed(column, summary="留着我", **{field: value}, _publish=""))
    found = errors(response)
    assert words in " ".join(found.get(field) or found["__all__"])
    assert "留着我" in response.content.decode()
    assert not Article.objects.exists()


def test_a_text_of_ten_megabytes_comes_back_with_an_error(desk: Client, column: Column) -> None:
    response = desk.post(ADD, typed(column, body="<p>" + "x" * 10 * 2**20 + "</p>", _save=""))
    assert "最多" in errors(response)["body"][0]
    assert len(response.content) > 10 * 2**20


def test_pages_and_links_hold_no_articles(desk: Client, column: Column) -> None:
    link = factories.column("链接", kind=Column.Kind.LINK, url="https://example.org/")
    assert "不是列表栏目" in errors(desk.post(ADD, typed(link, _save="")))["column"][0]
    response = desk.post(ADD, typed(column, further_columns=[str(link.pk)], _save=""))
    assert "不是列表栏目" in errors(response)["further_columns"][0]


def test_it_cannot_end_before_it_begins(desk: Client, column: Column) -> None:
    now = timezone.now()
    times = {"publish_at": as_typed(now + timedelta(days=2)), "expire_at": as_typed(now + timedelta(days=1))}
    assert "晚于" in errors(desk.post(ADD, typed(column, **times, _save="")))["expire_at"][0]
    past = {"expire_at": as_typed(now - timedelta(days=1))}
    assert "晚于" in errors(desk.post(ADD, typed(column, **past, _publish="")))["expire_at"][0]
    assert not Article.objects.exists()


def test_a_scheduled_article_keeps_a_time(desk: Client, column: Column) -> None:
    article = factories.published(column, at=timezone.now() + timedelta(days=3))
    response = desk.post(change(article), retyped(article, publish_at="", _save=""))
    assert "要有发布时间" in errors(response)["publish_at"][0]
    desk.post(change(article), retyped(article, publish_at="", _publish=""))
    assert workflow.status_of(fresh(article), timezone.now()) is Status.PUBLISHED


def test_a_form_without_its_version_number_is_refused(desk: Client, column: Column) -> None:
    article = factories.saved(column)
    response = desk.post(change(article), retyped(article, title="x", seen="", _save=""))
    assert "重新打开" in errors(response)["__all__"][0]


def test_markup_is_inert_everywhere(desk: Client, column: Column) -> None:
    nasty = "<script>alert(1)</script>"
    picture = factories.picture()
    body = (
        f'<p onclick="alert(1)">文</p>{nasty}<figure><img src="/pictures/{picture.pk}/" onerror="alert(1)">'
        f"<figcaption>说明{nasty}</figcaption></figure>"
    )
    fields = {"title": f"题{nasty}", "summary": nasty, "source": nasty, "tag_text": nasty[:18], "body": body}
    desk.post(ADD, typed(column, **fields, _publish=""))
    article = Article.objects.get()
    preview = f"/admin/news/article/{article.pk}/preview/1/"
    for address in ("/", article.get_absolute_url(), preview, LIST, change(article), "/admin/"):
        content = desk.get(address).content.decode()
        assert "<script>alert" not in content
        assert "onclick=" not in content
        assert "onerror=" not in content
