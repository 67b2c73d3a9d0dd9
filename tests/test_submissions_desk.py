"""What the office does with submissions: states, adoption, deletion, and the queue on the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from feedback import intake
from feedback.models import Submission, SubmissionEvent, SubmissionFile
from news.models import Article
from portal.lib import codes
from portal.models import AuditEntry
from tests import factories, people, visitors
from tests.test_uploads import HTML, PDF, docx, picture
from tests.visitors import desk, on_disk

pytestmark = pytest.mark.django_db

PRIVATE = ("方以安", "13900001111", "fang@example.org", "10.2.3.4")


@pytest.fixture(autouse=True)
def _empty_folders() -> None:
    visitors.empty_folders()


# --- What the office does ---------------------------------------------------------------------------------------------


def test_a_state_is_an_event_with_a_note_and_an_audit_entry() -> None:
    submission, now = visitors.submission(), timezone.now()
    done = intake.set_state(submission=submission, state="declined", note=" 谢谢\n", by=people.editor(), now=now)
    assert (done.state, done.note) == ("declined", "谢谢")
    event = submission.events.last()
    assert (event.state, event.note, event.by, event.at) == ("declined", "谢谢", "陈编", now)
    entry = AuditEntry.objects.get(action="处理来稿")
    assert entry.detail == {"before": "已收到", "state": "未采用", "note": "谢谢"}
    intake.set_state(submission=submission, state="declined", note="谢谢", by=people.editor(), now=now)
    assert submission.events.count() == 2


def test_adopting_makes_a_draft_that_readers_do_not_see(client) -> None:
    column, now = factories.column(), timezone.now()
    submission = visitors.submission(text="第一段 <b>不是</b>标记\n\n第二段")
    article = intake.adopt(submission=submission, by=people.editor(), now=now, column=column)
    submission.refresh_from_db()
    assert (submission.state, submission.article) == ("adopted", article)
    version = article.latest
    assert version.body == "<p>第一段 &lt;b&gt;不是&lt;/b&gt;标记</p><p>第二段</p>"
    assert (version.title, version.source, version.column) == ("一张共享仪器清单", "青汀高新区", column)
    assert not any(private in f"{version.body}{version.author}" for private in PRIVATE)
    assert client.get(f"/news/{article.pk}/").status_code == 404
    with pytest.raises(ValidationError) as caught:
        intake.adopt(submission=submission, by=people.editor(), now=now, column=column)
    assert caught.value.code == "already_adopted"
    assert Article.objects.count() == 1


def test_what_is_no_list_adopts_nothing() -> None:
    link = factories.column(kind="link", url="/links/")
    with pytest.raises(ValidationError) as caught:
        intake.adopt(submission=visitors.submission(), by=people.editor(), now=timezone.now(), column=link)
    assert caught.value.code == "not_a_list"
    assert not Article.objects.exists()


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_only_those_with_the_right_act(who) -> None:
    submission, by, now, column = visitors.submission(), who(), timezone.now(), factories.column()
    for act in (
        lambda: intake.set_state(submission=submission, state="declined", note="", by=by, now=now),
        lambda: intake.adopt(submission=submission, by=by, now=now, column=column),
        lambda: intake.delete_submissions(ids=[submission.pk], by=by, now=now),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert submission.events.count() == 1


def test_deletion_takes_rows_and_files_and_leaves_the_article(django_capture_on_commit_callbacks) -> None:
    submission, now = visitors.submission(PDF, docx()), timezone.now()
    article = intake.adopt(submission=submission, by=people.editor(), now=now, column=factories.column())
    with django_capture_on_commit_callbacks(execute=True):
        assert intake.delete_submissions(ids=[submission.pk], by=people.site_editor(), now=now) == 1
    assert not SubmissionFile.objects.exists()
    assert not SubmissionEvent.objects.exists()
    assert on_disk() == []
    assert Article.objects.filter(pk=article.pk).exists()
    assert AuditEntry.objects.get(action="删除来稿").target == "一张共享仪器清单"


# --- The desk ---------------------------------------------------------------------------------------------------------


def change_url(submission: Submission) -> str:
    return reverse("admin:feedback_submission_change", args=[submission.pk])


def test_the_queue_lists_filters_and_finds(django_assert_max_num_queries) -> None:
    for number in range(5):
        visitors.submission(PDF, title=f"来稿{number}", column=factories.column())
    done = visitors.submission(title="处理过的")
    intake.set_state(submission=done, state="declined", note="", by=people.editor(), now=timezone.now())
    staff, url = desk(people.editor()), reverse("admin:feedback_submission_changelist")
    with django_assert_max_num_queries(12):
        text = staff.get(url).content.decode()
    assert "来稿4" in text
    assert "处理过的" in text
    text = staff.get(url, {"state__exact": "received"}).content.decode()
    assert "来稿4" in text
    assert "处理过的" not in text
    text = staff.get(url, {"q": codes.spoken(done.code)}).content.decode()
    assert "处理过的" in text
    assert "来稿4" not in text


def test_the_desk_sets_a_state_and_changes_nothing_the_visitor_wrote() -> None:
    submission, staff = visitors.submission(), desk(people.editor())
    text = staff.get(change_url(submission)).content.decode()
    assert "13900001111" in text
    form = {"state": "returned", "note": "请补数据", "adopt_into": "", "title": "改掉", "phone": "改掉"}
    assert staff.post(change_url(submission), form).status_code == 302
    submission.refresh_from_db()
    assert (submission.state, submission.note, submission.title) == ("returned", "请补数据", "一张共享仪器清单")
    assert submission.events.last().by == "陈编"


def test_the_desk_adopts_into_a_column_and_leads_to_the_draft() -> None:
    submission, staff, column = visitors.submission(), desk(people.editor()), factories.column()
    assert 'name="_adopt"' in staff.get(change_url(submission)).content.decode()
    form = {"state": "received", "note": "谢谢来稿", "_adopt": "1"}
    response = staff.post(change_url(submission), form)
    assert "请选择采用到哪个栏目" in response.content.decode()
    assert submission.events.count() == 1  # nothing half done
    response = staff.post(change_url(submission), form | {"adopt_into": str(column.pk)})
    article = Article.objects.get()
    assert response["Location"] == reverse("admin:news_article_change", args=[article.pk])
    submission.refresh_from_db()
    assert (submission.state, submission.note, submission.article) == ("adopted", "谢谢来稿", article)
    assert 'name="_adopt"' not in staff.get(change_url(submission)).content.decode()


def test_chosen_submissions_are_adopted_into_the_columns_they_wish_for() -> None:
    column = factories.column()
    ready, undecided = visitors.submission(title="有栏目", column=column), visitors.submission(title="没栏目")
    form = {"action": "adopt_chosen", "_selected_action": [ready.pk, undecided.pk]}
    response = desk(people.editor()).post(reverse("admin:feedback_submission_changelist"), form, follow=True)
    text = response.content.decode()
    assert "1 篇来稿已采用" in text
    assert "《没栏目》：作者没有选栏目" in text
    assert Article.objects.get().latest.title == "有栏目"


def test_staff_download_a_file_as_a_file() -> None:
    submission = visitors.submission(picture("JPEG") + HTML)
    one = submission.files.get()
    url = reverse("admin:feedback_submission_file", args=[submission.pk, one.pk])
    staff = desk(people.editor())
    assert url in staff.get(change_url(submission)).content.decode()
    response = staff.get(url)
    assert b"".join(response.streaming_content) == picture("JPEG") + HTML
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]
    other = visitors.submission()
    assert staff.get(reverse("admin:feedback_submission_file", args=[other.pk, one.pk])).status_code == 404
    assert staff.get(reverse("admin:feedback_submission_file", args=[submission.pk, 10**6])).status_code == 404


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_others_reach_neither_queue_nor_file(who) -> None:
    submission, staff = visitors.submission(PDF), desk(who())
    file = reverse("admin:feedback_submission_file", args=[submission.pk, submission.files.get().pk])
    for url in (reverse("admin:feedback_submission_changelist"), change_url(submission), file):
        assert staff.get(url).status_code == 403
    assert staff.post(change_url(submission), {"state": "declined", "note": ""}).status_code == 403
    submission.refresh_from_db()
    assert submission.state == "received"


def test_a_visitor_reaches_no_file(client) -> None:
    submission = visitors.submission(PDF)
    one = submission.files.get()
    file = reverse("admin:feedback_submission_file", args=[submission.pk, one.pk])
    assert client.get(file)["Location"].startswith("/admin/login/")
    for url in (f"/media/{one.file.name}", f"/private/{one.file.name}", f"/files/{one.pk}/"):
        assert client.get(url).status_code == 404


def test_one_who_may_only_look_changes_nothing() -> None:
    user = people.outsider()
    user.user_permissions.add(*Permission.objects.filter(codename="view_submission"))
    submission, staff = visitors.submission(PDF), desk(user)
    text = staff.get(change_url(submission)).content.decode()
    assert "13900001111" in text
    assert 'name="_adopt"' not in text
    assert staff.post(change_url(submission), {"state": "declined", "note": "x"}).status_code == 403
    file = reverse("admin:feedback_submission_file", args=[submission.pk, submission.files.get().pk])
    assert b"".join(staff.get(file).streaming_content) == PDF


def test_the_desk_deletes_with_the_right_only(django_capture_on_commit_callbacks) -> None:
    submission = visitors.submission(PDF)
    url = reverse("admin:feedback_submission_delete", args=[submission.pk])
    assert desk(people.editor()).post(url, {"post": "yes"}).status_code == 403
    staff = desk(people.site_editor())
    assert "一张共享仪器清单" in staff.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert staff.post(url, {"post": "yes"}).status_code == 302
    assert not Submission.objects.exists()
    assert on_disk() == []
    assert AuditEntry.objects.filter(action="删除来稿").count() == 1
    assert not AuditEntry.objects.filter(action="删除").exists()
