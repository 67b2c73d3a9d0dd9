"""What the office does with messages: replies, publication, deletion, and the queue on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from feedback import intake
from feedback.models import Message
from portal.generation import edition
from portal.lib import codes
from portal.models import AuditEntry
from tests import people, visitors
from tests.visitors import desk

pytestmark = pytest.mark.django_db


# --- The reply --------------------------------------------------------------------------------------------------------


def test_a_reply_is_dated_signed_and_audited() -> None:
    now = timezone.now()
    message = intake.reply(message=visitors.message(), text=" 可以。\n", by=people.editor(), publish=True, now=now)
    message.refresh_from_db()
    assert (message.reply, message.replied_at, message.replied_by, message.is_published) == (
        "可以。",
        now,
        "陈编",
        True,
    )
    entry = AuditEntry.objects.get(action="回复留言")
    assert (entry.target, entry.detail) == ("怎样入会", {"public": True})


def test_the_edition_moves_only_when_readers_see_something_else() -> None:
    now, by = timezone.now(), people.editor()
    message = visitors.message()

    def moves(text: str, publish: bool) -> bool:
        before = edition(now).generation
        intake.reply(message=message, text=text, by=by, publish=publish, now=now)
        return edition(now).generation != before

    assert not moves("可以", publish=False)
    assert moves("可以", publish=True)
    assert not moves("可以", publish=True)
    assert moves("可以的", publish=True)
    assert moves("可以的", publish=False)
    assert not moves("不可以", publish=False)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "回复留言", "公开留言", "修改回复", "取消公开", "修改回复",
    ]  # fmt: skip


def test_a_corrected_reply_keeps_its_date_and_what_it_replaced_is_on_record() -> None:
    first = timezone.now()
    message = intake.reply(message=visitors.message(), text="旧答", by=people.editor(), publish=True, now=first)
    message = intake.reply(
        message=message, text="新答", by=people.column_editor(), publish=True, now=first + timedelta(days=1)
    )
    assert (message.reply, message.replied_at, message.replied_by) == ("新答", first, "林栏")
    assert AuditEntry.objects.get(action="修改回复").detail["replaced"] == "旧答"


def test_a_reply_can_be_taken_back(client) -> None:
    message = intake.reply(message=visitors.answered(), text="", by=people.editor(), publish=False, now=timezone.now())
    assert (message.reply, message.replied_at, message.replied_by) == ("", None, "")
    assert "怎样入会" not in client.get("/messages/").content.decode()
    assert AuditEntry.objects.filter(action="收回回复").exists()


def test_nothing_is_published_without_consent_or_without_a_reply() -> None:
    by, now = people.editor(), timezone.now()
    with pytest.raises(ValidationError) as caught:
        intake.reply(message=visitors.message(may_be_published=False), text="答", by=by, publish=True, now=now)
    assert caught.value.code == "not_agreed"
    with pytest.raises(ValidationError) as caught:
        intake.reply(message=visitors.message(), text=" ", by=by, publish=True, now=now)
    assert caught.value.code == "no_reply"
    assert not Message.objects.exclude(reply="").exists()


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_only_those_with_the_right_reply_and_delete(who) -> None:
    message = visitors.message()
    with pytest.raises(PermissionDenied):
        intake.reply(message=message, text="答", by=who(), publish=False, now=timezone.now())
    with pytest.raises(PermissionDenied):
        intake.delete_messages(ids=[message.pk], by=who(), now=timezone.now())


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_the_queue_shows_the_unanswered_first_and_filters() -> None:
    now = timezone.now()
    visitors.answered(subject="答过的", now=now)
    visitors.message(subject="没答的", now=now - timedelta(days=3))
    client, url = desk(people.editor()), reverse("admin:feedback_message_changelist")
    text = client.get(url).content.decode()
    assert text.index("没答的") < text.index("答过的")
    assert "3 天前" in text
    for value, shown in (("open", "没答的"), ("answered", "答过的"), ("public", "答过的")):
        text = client.get(url, {"reply": value}).content.decode()
        assert ("没答的" in text, "答过的" in text) == (shown == "没答的", shown == "答过的")
    code = codes.spoken(Message.objects.get(subject="没答的").code).lower()
    text = client.get(url, {"q": code}).content.decode()
    assert "没答的" in text
    assert "答过的" not in text


def test_the_desk_replies_and_changes_nothing_the_visitor_wrote(client) -> None:
    message = visitors.message()
    url = reverse("admin:feedback_message_change", args=[message.pk])
    staff = desk(people.editor())
    assert "13900001111" in staff.get(url).content.decode()
    form = {
        "reply": "可以。",
        "is_published": "on",
        "text": "改掉",
        "subject": "改掉",
        "contact": "改掉",
        "code": "改掉",
    }
    assert staff.post(url, form).status_code == 302
    message.refresh_from_db()
    assert (message.reply, message.is_published, message.replied_by) == ("可以。", True, "陈编")
    assert (message.subject, message.contact) == ("怎样入会", "13900001111")
    assert AuditEntry.objects.filter(action="回复留言", actor="陈编(chen)").count() == 1
    assert not AuditEntry.objects.filter(action="修改").exists()
    assert "可以。" in client.get("/messages/").content.decode()


def test_the_desk_can_not_publish_without_consent(client) -> None:
    message = visitors.message(may_be_published=False)
    url = reverse("admin:feedback_message_change", args=[message.pk])
    staff = desk(people.editor())
    assert "没有同意公开" in staff.get(url).content.decode()
    staff.post(url, {"reply": "可以。", "is_published": "on"})
    message.refresh_from_db()
    assert (message.reply, message.is_published) == ("可以。", False)
    assert "怎样入会" not in client.get("/messages/").content.decode()


def test_the_desk_says_why_it_does_not_publish(client) -> None:
    message = visitors.message()
    url = reverse("admin:feedback_message_change", args=[message.pk])
    response = desk(people.editor()).post(url, {"reply": "", "is_published": "on"})
    assert response.status_code == 200
    assert "还没有回复，不能公开。" in response.content.decode()


@pytest.mark.parametrize("who", [people.outsider, people.auditor])
def test_others_reach_neither_queue_nor_message(who) -> None:
    message = visitors.message()
    staff = desk(who())
    change = reverse("admin:feedback_message_change", args=[message.pk])
    assert staff.get(reverse("admin:feedback_message_changelist")).status_code == 403
    assert staff.get(change).status_code == 403
    assert staff.post(change, {"reply": "答", "is_published": "on"}).status_code == 403
    message.refresh_from_db()
    assert message.reply == ""


def test_a_visitor_is_led_to_the_sign_in(client) -> None:
    url = reverse("admin:feedback_message_change", args=[visitors.message().pk])
    assert client.get(url).status_code == 302
    assert client.post(url, {"reply": "答"})["Location"].startswith("/admin/login/")


def test_nobody_adds_a_message_on_the_desk() -> None:
    staff = desk(people.superuser())
    assert staff.get(reverse("admin:feedback_message_add")).status_code == 403
    assert staff.post(reverse("admin:feedback_message_add"), visitors.MESSAGE).status_code == 403


def test_deletion_takes_its_right_and_moves_what_readers_see(client) -> None:
    message = visitors.answered()
    url = reverse("admin:feedback_message_delete", args=[message.pk])
    assert desk(people.editor()).post(url, {"post": "yes"}).status_code == 403
    before = edition(timezone.now()).generation
    assert desk(people.site_editor()).post(url, {"post": "yes"}).status_code == 302
    assert not Message.objects.exists()
    assert edition(timezone.now()).generation != before
    assert AuditEntry.objects.filter(action="删除留言", target="怎样入会").count() == 1
    assert client.get(message.get_absolute_url()).status_code == 404


def test_chosen_messages_are_deleted_together() -> None:
    ids = [visitors.message().pk, visitors.message().pk]
    url = reverse("admin:feedback_message_changelist")
    form = {"action": "delete_selected", "_selected_action": ids, "post": "yes"}
    desk(people.editor()).post(url, form)
    assert Message.objects.count() == 2
    desk(people.site_editor()).post(url, form)
    assert not Message.objects.exists()
    assert AuditEntry.objects.filter(action="删除留言").count() == 2
