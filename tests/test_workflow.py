"""The way of an article: who may do what, what readers see, what a draft leaves alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from news import attachments, columns, workflow
from news.models import Article, ArticleAttachment, ArticleTag, Column, Placement, Tag, Version
from news.workflow import Status
from portal.lib import storage
from portal.models import AuditEntry, Due, Picture
from tests import factories, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def column() -> Column:
    return factories.column("动态")


def visible(article: Article, now=None) -> bool:
    return Article.objects.published(now or timezone.now()).filter(pk=article.pk).exists()


def test_a_new_article_is_a_draft_that_nobody_sees(column: Column) -> None:
    article = factories.saved(column, title="草稿")
    assert article.latest.number == 1
    assert article.title == ""
    assert workflow.status_of(article, timezone.now()) is Status.UNPUBLISHED
    assert not visible(article)
    assert not Placement.objects.exists()


def test_publishing_copies_everything_a_reviewer_approves(column: Column) -> None:
    further = factories.column("招商")
    picture = factories.picture()
    article = factories.published(
        column,
        title="发布了",
        body=f'<p>正文</p><img src="/pictures/{picture.pk}/">',
        tag_names=["临港新区", "RCEP 规则"],
        further_columns=[further],
        cover=picture,
    )
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.column, article.cover) == ("发布了", column, picture)
    assert sorted(tag.name for tag in article.tags.all()) == ["RCEP 规则", "临港新区"]
    assert Tag.objects.get(name="临港新区").slug == "lin-gang-xin-qu"
    assert set(article.placements.values_list("column", flat=True)) == {column.pk, further.pk}
    assert visible(article)
    entry = AuditEntry.objects.get(action="发布")
    assert entry.target == "发布了"
    assert "陈编" in entry.actor


def test_a_draft_of_a_published_article_shows_nowhere(column: Column) -> None:
    article = factories.published(column, title="原题", body="<p>原文</p>", tag_names=["旧"])
    picture = factories.picture()
    upload = attachments.store(
        ContentFile(b"%PDF-1.4 x", name="a.pdf"), by=people.editor(), now=timezone.now(), allowed={"pdf"}
    )
    article = factories.edited(
        article,
        title="新题",
        body=f'<p>新文</p><img src="/pictures/{picture.pk}/">',
        tag_names=["新"],
        cover=picture,
        attachments=[(upload, "附件")],
        further_columns=[factories.column()],
    )
    assert (article.title, article.body, article.cover) == ("原题", "<p>原文</p>", None)
    assert [tag.name for tag in article.tags.all()] == ["旧"]
    assert not Tag.objects.filter(name="新").exists()
    assert not ArticleAttachment.objects.exists()
    assert not picture.uses.exists()
    assert not storage.public().exists(picture.rendition(320))
    assert article.placements.count() == 1
    assert article.latest.title == "新题"


def test_an_approved_update_goes_out_at_once_and_keeps_its_date(column: Column) -> None:
    article = factories.published(column, title="原题", at=timezone.now() - timedelta(days=3))
    first = article.publish_at
    article = factories.edited(article, title="新题", tag_names=["新"])
    workflow.publish(article.latest, by=people.editor(), now=timezone.now())
    article.refresh_from_db()
    assert (article.title, article.publish_at) == ("新题", first)
    assert [tag.name for tag in article.tags.all()] == ["新"]
    assert article.versions.count() == 2


def test_saving_without_a_change_makes_no_version(column: Column) -> None:
    article = factories.saved(column)
    same = factories.draft_of(article.latest)
    assert workflow.save_draft(article.pk, same, by=people.editor(), now=timezone.now()) is None
    assert article.versions.count() == 1


def test_saving_over_somebody_elses_version_is_refused(column: Column) -> None:
    article = factories.saved(column, title="一")
    factories.edited(article, title="二")
    mine = factories.draft_of(article.latest)
    mine.content["title"] = "三"
    with pytest.raises(ValidationError) as refused:
        workflow.save_draft(article.pk, mine, by=people.editor(), now=timezone.now(), seen=1)
    assert refused.value.code == "stale"
    assert [version.title for version in article.versions.order_by("number")] == ["一", "二"]


def test_only_the_latest_version_can_be_published(column: Column) -> None:
    article = factories.saved(column)
    old = article.latest
    factories.edited(article, title="新题")
    with pytest.raises(ValidationError, match="已不是最新版本"):
        workflow.publish(old, by=people.editor(), now=timezone.now())


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_nobody_without_the_right_writes_or_publishes(column: Column, who) -> None:
    article = factories.saved(column)
    now = timezone.now()
    with pytest.raises(PermissionDenied):
        workflow.create(factories.draft(column), by=who(), now=now)
    with pytest.raises(PermissionDenied):
        workflow.publish(article.latest, by=who(), now=now)
    with pytest.raises(PermissionDenied):
        workflow.withdraw(article.pk, by=who(), now=now, reason="x")
    with pytest.raises(PermissionDenied):
        workflow.schedule(article.pk, by=who(), now=now, expire_at=now)
    with pytest.raises(PermissionDenied):
        workflow.delete([article.pk], by=who(), now=now)
    assert not visible(article)


def test_a_closed_account_does_nothing(column: Column) -> None:
    article = factories.saved(column)
    gone = people.editor()
    gone.is_active = False
    with pytest.raises(PermissionDenied):
        workflow.publish(article.latest, by=gone, now=timezone.now())


def test_a_planned_article_appears_by_itself(column: Column) -> None:
    now = timezone.now()
    then = now + timedelta(hours=2)
    article = factories.published(column, at=then)
    assert workflow.status_of(article, now) is Status.SCHEDULED
    assert not visible(article, now)
    assert not visible(article, then - timedelta(seconds=1))
    assert visible(article, then)
    assert Due.objects.filter(at=then).exists()


def test_editing_a_planned_article_takes_it_back_to_review(column: Column) -> None:
    then = timezone.now() + timedelta(hours=2)
    article = factories.published(column, at=then)
    article = factories.edited(article, title="改了一个字")
    assert article.approved is None
    assert not visible(article, then + timedelta(seconds=1))
    assert not article.placements.exists()
    assert AuditEntry.objects.filter(action="取消定时").exists()


def test_an_article_expires_by_itself(column: Column) -> None:
    now = timezone.now()
    article = factories.published(column)
    until = now + timedelta(hours=1)
    workflow.schedule(article.pk, by=people.editor(), now=now, expire_at=until)
    assert visible(article, now)
    assert not visible(article, until)
    article.refresh_from_db()
    assert workflow.status_of(article, until) is Status.EXPIRED


def test_times_that_make_no_sense_are_refused(column: Column) -> None:
    now = timezone.now()
    article = factories.published(column)
    with pytest.raises(ValidationError) as refused:
        workflow.schedule(article.pk, by=people.editor(), now=now, expire_at=now - timedelta(days=9))
    assert "expire_at" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        workflow.schedule(article.pk, by=people.editor(), now=now, publish_at=now + timedelta(days=1))
    assert "publish_at" in refused.value.message_dict


def test_withdrawing_takes_everything_off_and_publishing_brings_it_back(
    column: Column, django_capture_on_commit_callbacks
) -> None:
    picture = factories.picture()
    article = factories.published(column, body=f'<img src="/pictures/{picture.pk}/">')
    assert storage.public().exists(picture.rendition(320, "webp"))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article.pk, by=people.column_editor(), now=timezone.now(), reason="来源有误")
    article.refresh_from_db()
    assert not visible(article)
    assert not article.placements.exists()
    assert not storage.public().exists(picture.rendition(320, "webp"))
    assert AuditEntry.objects.get(action="撤稿").detail == {"reason": "来源有误"}
    workflow.publish(article.latest, by=people.column_editor(), now=timezone.now())
    assert visible(article)
    assert storage.public().exists(picture.rendition(320, "webp"))


def test_withdrawing_takes_a_reason(column: Column) -> None:
    article = factories.published(column)
    with pytest.raises(ValidationError, match="原因"):
        workflow.withdraw(article.pk, by=people.column_editor(), now=timezone.now(), reason="  ")


def test_a_picture_that_another_article_shows_stays(column: Column, django_capture_on_commit_callbacks) -> None:
    picture = factories.picture()
    first = factories.published(column, cover=picture)
    factories.published(column, cover=picture)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(first.pk, by=people.column_editor(), now=timezone.now(), reason="x")
    assert storage.public().exists(picture.rendition(320))


def test_deleting_and_restoring_keeps_place_and_views(column: Column) -> None:
    article = factories.published(column)
    Article.objects.filter(pk=article.pk).update(views=42)
    boss = people.column_editor()
    assert workflow.delete([article.pk], by=boss, now=timezone.now()) == 1
    assert not visible(article)
    with pytest.raises(ValidationError, match="已删除"):
        workflow.publish(article.latest, by=boss, now=timezone.now())
    assert workflow.restore([article.pk], by=boss, now=timezone.now()) == 1
    article.refresh_from_db()
    assert visible(article)
    assert article.views == 42
    assert article.placements.count() == 1


def test_an_article_stands_in_list_columns_only(column: Column) -> None:
    link = factories.column("外站", kind="link", url="https://example.org/")
    article = factories.saved(link)
    with pytest.raises(ValidationError, match="列表栏目"):
        workflow.publish(article.latest, by=people.editor(), now=timezone.now())


def test_a_picture_that_does_not_exist_is_refused(column: Column) -> None:
    with pytest.raises(ValidationError, match="没有编号为 999999"):
        factories.saved(column, body='<img src="/pictures/999999/">')
    assert not Article.objects.exists()


def test_one_changed_character_picture_or_file_changes_the_digest(column: Column) -> None:
    base = workflow.digest_of(factories.draft(column, title="甲", body="<p>乙</p>"))
    assert workflow.digest_of(factories.draft(column, title="甲", body="<p>乙</p>")) == base
    pdf = attachments.store(
        ContentFile(b"%PDF-1.4 y", name="b.pdf"), by=people.editor(), now=timezone.now(), allowed={"pdf"}
    )
    changed = [
        {"title": "甲。"},
        {"body": "<p>乙.</p>"},
        {"tag_names": ["丙"]},
        {"cover": factories.picture()},
        {"further_columns": [factories.column()]},
        {"attachments": [(pdf, "丁")]},
        {"source": "丙"},
    ]
    digests = {
        workflow.digest_of(factories.draft(column, **({"title": "甲", "body": "<p>乙</p>"} | one))) for one in changed
    }
    assert base not in digests
    assert len(digests) == len(changed)


def test_the_database_itself_refuses_half_an_article(column: Column) -> None:
    article = factories.saved(column)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(approved=article.latest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(article=article).update(state="approved")


def test_the_shell_can_make_nothing_visible_by_saving(column: Column) -> None:
    article = factories.saved(column)
    article.title, article.column, article.publish_at = "硬来", column, timezone.now()
    article.save()
    assert not visible(article)


def test_tags_are_never_doubled(column: Column) -> None:
    one = factories.published(column, tag_names=["开放"])
    two = factories.published(column, tag_names=["开放"])
    assert Tag.objects.count() == 1
    assert ArticleTag.objects.count() == 2
    assert Picture.objects.count() == 0
    assert {one.pk, two.pk} == set(ArticleTag.objects.values_list("content_object", flat=True))


def test_publishing_what_was_withdrawn_before_its_day_is_publishing_now(column: Column) -> None:
    now, boss = timezone.now(), people.column_editor()
    article = factories.published(column, by=boss, at=now + timedelta(days=30))
    workflow.withdraw(article.pk, by=boss, now=now, reason="x")
    article = workflow.publish(Article.objects.get(pk=article.pk).latest, by=boss, now=now)
    assert workflow.status_of(article, now) is Status.PUBLISHED


def test_a_planned_article_keeps_a_time(column: Column) -> None:
    now = timezone.now()
    article = factories.published(column, at=now + timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        workflow.schedule(article.pk, by=people.editor(), now=now, publish_at=None)
    assert "publish_at" in refused.value.message_dict


def test_a_second_click_on_publish_changes_nothing(column: Column) -> None:
    article = factories.published(column)
    version = article.latest
    workflow.publish(version, by=people.column_editor(), now=timezone.now())
    version.refresh_from_db()
    assert version.approved_by == people.editor()
    assert AuditEntry.objects.filter(action="发布").count() == 1


def test_pictures_of_a_hidden_column_are_not_public(column: Column, django_capture_on_commit_callbacks) -> None:
    picture = factories.picture()
    factories.published(column, cover=picture)
    for hidden in (True, False):
        column.is_hidden = hidden
        with django_capture_on_commit_callbacks(execute=True):
            columns.save(column)
        assert storage.public().exists(picture.rendition(320)) is not hidden
        assert picture.uses.exists() is not hidden


def test_words_that_look_like_a_picture_are_words(column: Column) -> None:
    article = factories.saved(column, body='<p>写法是 src="/pictures/999/" 这样。</p>')
    assert "/pictures/999/" in article.latest.body
