"""留言: the form, its receipt, and what readers see of both."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.utils import timezone

from feedback import intake, views
from feedback.forms import MessageForm
from feedback.models import Message
from portal.lib import codes
from portal.models import Page
from tests import people, visitors
from tests.visitors import refusals

pytestmark = pytest.mark.django_db

URL = "/messages/"


def page(client: Client, url: str = URL, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def posted(client: Client, status: int = 200, **changes: str) -> str:
    response = client.post(URL, visitors.MESSAGE | changes)
    assert response.status_code == status
    return response.content.decode()


# --- Sent and received ------------------------------------------------------------------------------------------------


def test_a_message_is_stored_and_leads_to_its_receipt(client) -> None:
    response = client.post(URL, visitors.MESSAGE, REMOTE_ADDR="10.2.3.4")
    message = Message.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/messages/{message.code}/")
    assert message.text == "县级园区可以申请吗？\n需要什么材料？"
    assert (message.contact, message.address, message.may_be_published) == ("13900001111", "10.2.3.4", True)
    assert not message.is_published
    assert "sessionid" not in response.cookies
    text = page(client, response["Location"])
    assert codes.spoken(message.code) in text
    assert "怎样入会" in text
    assert "待回复" in text
    assert "县级园区可以申请吗？<br>需要什么材料？" in text
    for private in ("13900001111", "邱女士", "10.2.3.4"):
        assert private not in text
    assert client.get(response["Location"])["X-Robots-Tag"] == "noindex, nofollow"


def test_the_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(client) -> None:
    text = posted(client, subject="", text="想问一下")
    assert "请用一句话写明主题。" in text
    assert 'href="#id_subject"' in text  # the summary leads there
    assert re.search(r'name="subject"[^>]*aria-invalid="true"[^>]*aria-describedby="id_subject_error"', text)
    assert "想问一下" in text
    assert 'value="13900001111"' in text
    assert 'value="key-1"' in text
    assert 'role="alert"' in text


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "", "required"),
        ("kind", "gossip", "invalid_choice"),
        ("subject", " \t\u3000", "required"),
        ("subject", "\ufeff", "required"),
        ("subject", "\u200b \u2060\u3164\u2800\u00ad", "required"),
        ("subject", "长" * 81, "max_length"),
        ("text", "\r\n \r\n", "required"),
        ("text", "\u200b\r\n\u200d\r\n", "required"),
        ("text", "长" * 3001, "max_length"),
        ("name", "", "required"),
        ("name", "长" * 31, "max_length"),
        ("contact", "", "required"),
        ("contact", "1" * 81, "max_length"),
        ("subject", "a\x00b", "null_characters_not_allowed"),
        ("text", "a\x00b", "null_characters_not_allowed"),
        ("website", "https://example.com", "trap"),
    ],
)
def test_what_can_not_be_stored_is_refused(client, field: str, value: str, code: str) -> None:
    assert refusals(client.post(URL, visitors.MESSAGE | {field: value})) == {field: [code]}
    assert not Message.objects.exists()


def test_every_sentence_is_chinese(client) -> None:
    everything_wrong = dict.fromkeys(visitors.MESSAGE, "") | {"subject": "长" * 100, "name": "\x00", "website": "x"}
    response = client.post(URL, everything_wrong)
    sentences = [str(error) for errors in response.context["form"].errors.values() for error in errors]
    assert len(sentences) >= 6
    assert all(re.search(r"[一-鿿]", sentence) and not re.search(r"[A-Za-z]{3}", sentence) for sentence in sentences)


def test_a_line_end_counts_once_and_the_whole_length_fits(client) -> None:
    text = "\r\n".join(["字"] * 1500)  # 2,999 characters to the person who typed it
    assert client.post(URL, visitors.MESSAGE | {"text": text}).status_code == 303
    assert len(Message.objects.get().text) == 2999


def test_a_text_of_ten_megabytes_comes_back_with_a_sentence(client) -> None:
    text = posted(client, text="a" * (10 * 2**20))
    assert "最多 3000 个字，现在是 10485760 个" in text
    assert "a" * (10 * 2**20) in text
    assert not Message.objects.exists()


def test_what_can_not_be_seen_is_left_out(client) -> None:
    client.post(
        URL, visitors.MESSAGE | {"subject": "怎样\u202e入会\x07\n\n一", "text": "第一行\x0b\u2067\n\n第二行\x1b"}
    )
    message = Message.objects.get()
    assert (message.subject, message.text) == ("怎样入会 一", "第一行\n\n第二行")


def test_what_joins_signs_stays_between_them(client) -> None:
    client.post(URL, visitors.MESSAGE | {"name": "👩\u200d🔧师傅"})
    assert Message.objects.get().name == "👩\u200d🔧师傅"


def test_the_trap_is_hidden_until_a_browser_fills_it(client) -> None:
    assert '<div class="form-trap" aria-hidden="true">' in page(client)
    text = posted(client, website="https://example.com")
    assert "form-trap" not in text
    assert "请清空后再提交" in text
    assert 'tabindex="-1" value' not in text


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_second_click_leads_to_the_same_receipt(client) -> None:
    first, second = client.post(URL, visitors.MESSAGE), client.post(URL, visitors.MESSAGE)
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


def test_another_message_from_the_same_page_is_another_message(client) -> None:
    client.post(URL, visitors.MESSAGE)
    client.post(URL, visitors.MESSAGE | {"text": "还有一个问题"})
    client.post(URL, visitors.MESSAGE | {"form_key": "key-2"})
    assert Message.objects.count() == 3


def test_two_at_the_same_moment_store_one(monkeypatch) -> None:
    first = visitors.message(code="A" * 16)
    assert visitors.message(code="A" * 16) == first
    assert Message.objects.count() == 1
    monkeypatch.setattr(Message.objects, "filter", lambda **_: Message.objects.none())
    with pytest.raises(IntegrityError), transaction.atomic():
        visitors.message(code="A" * 16)


def test_the_code_is_no_secret_of_the_sender_but_ours(client) -> None:
    client.post(URL, visitors.MESSAGE)
    assert Message.objects.get().code != "key-1"
    form = MessageForm(visitors.MESSAGE | {"form_key": ""})
    assert form.is_valid()
    assert form.code() != form.code()  # without a key, every sending is its own


def test_a_receipt_is_shown_only_for_what_is_stored(client) -> None:
    with mock.patch.object(Message, "save", side_effect=OperationalError("disk full")):
        text = posted(client, status=503)
    assert views.NOT_STORED in text
    assert "怎样入会" in text
    assert not Message.objects.exists()
    assert client.post(URL, visitors.MESSAGE).status_code == 303


# --- Limits and methods -----------------------------------------------------------------------------------------------


def test_one_address_sends_so_many_and_then_is_asked_to_wait(client, settings) -> None:
    settings.RATE_FORMS = "2/h"
    client.post(URL, visitors.MESSAGE)
    client.post(URL, visitors.MESSAGE | {"subject": ""})
    response = client.post(URL, visitors.MESSAGE | {"text": "第三条"})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    text = response.content.decode()
    assert views.TOO_MANY in text
    assert "第三条" in text
    assert Message.objects.count() == 1
    assert (
        client.post(URL, visitors.MESSAGE).status_code == 303
    )  # the second click on what was stored is answered, not refused
    assert client.post(URL, visitors.MESSAGE | {"text": "别处"}, REMOTE_ADDR="10.9.9.9").status_code == 303


def test_other_methods_are_refused(client) -> None:
    for method in (client.put, client.patch, client.delete, client.options):
        response = method(URL)
        assert response.status_code == 405
        assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    message = visitors.message()
    for method in (client.post, client.put, client.delete):
        assert method(message.get_absolute_url()).status_code == 405
    assert client.post("/messages/page/2/", visitors.MESSAGE).status_code == 405
    assert client.head(URL).status_code == 200


def test_without_its_token_the_form_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(URL, visitors.MESSAGE)
    assert response.status_code == 403
    assert "页面放得太久了" in response.content.decode()
    token = client.get(URL).context["csrf_token"]
    assert client.post(URL, visitors.MESSAGE | {"csrfmiddlewaretoken": str(token)}).status_code == 303


# --- Codes ------------------------------------------------------------------------------------------------------------


def test_a_code_is_looked_up_as_people_type_it(client) -> None:
    message = visitors.message(code="AB01CDEFGHJKMNPQ")
    response = client.get(URL, {"code": " abol-cdef ghjk-mnpq "})
    assert (response.status_code, response["Location"]) == (303, message.get_absolute_url())
    response = client.get("/messages/ABOI-cdefghjkmnpq/")
    assert (response.status_code, response["Location"]) == (302, message.get_absolute_url())


@pytest.mark.parametrize("typed", ["", "ABC", "0" * 16, "<script>alert(1)</script>", "' OR 1=1 --", "字" * 500])
def test_a_wrong_code_is_said_to_be_wrong(client, typed: str) -> None:
    text = client.get(URL, {"code": typed}).content.decode()
    assert any(words in text for words in ("没有找到这个回执码", "请输入回执码", "最多 64 个字"))
    assert "<script>alert" not in text


def test_what_nobody_sent_is_not_found(client) -> None:
    assert client.get(f"/messages/{'0' * 16}/").status_code == 404
    assert client.get("/messages/nothing/").status_code == 404


def test_codes_can_not_be_tried_out(client, settings) -> None:
    settings.RATE_LOOKUP = "3/10m"
    message = visitors.message()
    assert [client.get(f"/messages/{number:016}/").status_code for number in range(4)] == [404, 404, 404, 429]
    response = client.get(message.get_absolute_url())
    assert response.status_code == 429
    assert int(response["Retry-After"]) <= 600
    assert client.get(URL, {"code": message.code}).status_code == 429  # and doesn't say whether it exists
    assert client.get(URL).status_code == 200
    assert client.get(message.get_absolute_url(), REMOTE_ADDR="10.9.9.9").status_code == 200


# --- What readers see -------------------------------------------------------------------------------------------------


def test_only_what_is_published_is_listed(client) -> None:
    visitors.answered(subject="公开的问题")
    intake.reply(
        message=visitors.message(subject="只回复的问题"),
        text="只给您看",
        by=people.editor(),
        publish=False,
        now=timezone.now(),
    )
    visitors.message(subject="未回复的问题")
    text = page(client)
    assert "公开的问题" in text
    assert "可以申请。" in text
    assert "只回复的问题" not in text
    assert "只给您看" not in text
    assert "未回复的问题" not in text


def test_how_to_reach_a_sender_is_on_no_public_page(client) -> None:
    message = visitors.answered(contact="secret@example.com", address="10.77.0.1")
    for url in (URL, message.get_absolute_url()):
        text = page(client, url)
        assert "secret@example.com" not in text
        assert "10.77.0.1" not in text
    assert message.code not in page(client)


def test_markup_is_shown_and_not_obeyed(client) -> None:
    evil = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{{ 7|add:7 }}"
    message = visitors.message(subject=evil[:80], text=evil, name="<b>邱</b>")
    intake.reply(message=message, text=evil, by=people.editor(), publish=True, now=timezone.now())
    for url in (URL, message.get_absolute_url()):
        text = page(client, url)
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "<b>邱" not in text
        assert "&lt;script&gt;alert(2)&lt;/script&gt;{{ 7|add:7 }}" in text


def test_the_list_has_pages(client, django_assert_max_num_queries) -> None:
    now = timezone.now()
    by = people.editor()
    for number in range(12):
        message = visitors.message(subject=f"第{number:02}问")
        intake.reply(message=message, text="答", by=by, publish=True, now=now + timedelta(minutes=number))
    client.get(URL)
    with django_assert_max_num_queries(6):
        first = page(client)
    second = page(client, "/messages/page/2/")
    assert "第11问" in first
    assert "第01问" not in first
    assert "第01问" in second
    assert client.get("/messages/page/3/").status_code == 404
    assert client.get("/messages/page/1/")["Location"] == URL


def test_the_privacy_notice_is_named_where_there_is_one(client) -> None:
    assert "隐私说明" not in page(client)
    Page.objects.create(title="隐私说明", slug="privacy", body="<p>x</p>")
    assert 'href="/pages/privacy/"' in page(client)
