"""投稿: the form, the receipt, and that all of it is stored, once, or nothing."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as site
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from feedback import intake, views, waiting
from feedback.models import Submission, SubmissionEvent, SubmissionFile
from portal.lib import codes, storage
from portal.models import Page
from tests import factories, people, visitors
from tests.test_uploads import PDF, picture
from tests.visitors import on_disk, refusals, submit, tokens, upload

pytestmark = pytest.mark.django_db

URL = "/submit/"
PRIVATE = ("方以安", "13900001111", "fang@example.org", "10.2.3.4")


@pytest.fixture(autouse=True)
def _empty_folders() -> None:
    visitors.empty_folders()


# --- Sent and received ------------------------------------------------------------------------------------------------


def test_a_submission_is_stored_with_its_files_and_leads_to_its_receipt(client) -> None:
    column = factories.column("产业观察")
    response = submit(client, upload("../数据 表.pdf"), upload("照片.html", picture("JPEG")), column=str(column.pk))
    submission = Submission.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/submit/{submission.code}/")
    assert (submission.title, submission.unit, submission.column) == ("一张共享仪器清单", "青汀高新区", column)
    assert (submission.state, submission.address) == ("received", "10.2.3.4")
    assert submission.text.endswith("？\n\n在青汀，答案取决于仪器何时空着。")
    files = list(submission.files.order_by("pk"))
    assert [(one.name, one.kind, one.size) for one in files] == [
        ("数据 表.pdf", "pdf", len(PDF)),
        ("照片.jpg", "jpg", len(picture("JPEG"))),
    ]
    assert [one.file.read() for one in files] == [PDF, picture("JPEG")]
    assert len(on_disk()) == 2
    assert all(re.fullmatch(r"submissions/\d{4}/\d\d/[0-9a-f]{32}\.(pdf|jpg)", one.file.name) for one in files)
    assert [(event.state, event.by) for event in submission.events.all()] == [("received", "")]
    assert "sessionid" not in response.cookies


def test_the_receipt_shows_what_its_holder_needs_and_nothing_of_the_person(client) -> None:
    now = timezone.now() - timedelta(days=2)
    submission = visitors.submission(PDF, now=now)
    intake.set_state(
        submission=submission, state="returned", note="请补<b>数据</b>\n再投", by=people.editor(), now=timezone.now()
    )
    response = client.get(submission.get_absolute_url())
    text = response.content.decode()
    assert codes.spoken(submission.code) in text
    assert 'aria-label="本页网址的二维码"' in text
    assert f'data-copy="{site.SITE_URL}/submit/{submission.code}/"' in text
    assert "退回修改" in text
    assert "请补&lt;b&gt;数据&lt;/b&gt;<br>再投" in text
    assert "1 个" in text
    assert text.index(f"{timezone.localtime(now):%Y-%m-%d %H:%M}") < text.rindex("退回修改")
    assert not any(private in text for private in (*PRIVATE, "陈编"))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_the_form_lists_the_open_list_columns_in_their_tree(client) -> None:
    top = factories.column("资讯中心")
    factories.column("国家级", parent=top)
    factories.column("停用的", is_hidden=True)
    factories.column("外链", kind="link", url="/links/")
    choices = client.get(URL).context["form"].fields["column"].choices
    assert [label for _, label in choices] == ["由编辑部决定", "资讯中心", "　国家级"]


def test_the_privacy_notice_is_linked_where_there_is_one(client) -> None:
    assert "隐私说明" not in client.get(URL).content.decode()
    Page.objects.create(title="隐私说明", slug="privacy", body="<p>x</p>")
    assert 'href="/pages/privacy/" target="_blank"' in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("unit", "", "required"),
        ("unit", "长" * 81, "max_length"),
        ("contact_name", " ", "required"),
        ("phone", "", "required"),
        ("phone", "打我电话", "bad_phone"),
        ("phone", "1234", "bad_phone"),
        ("phone", "<script>12345", "bad_phone"),
        ("email", "fang@", "invalid"),
        ("title", "", "required"),
        ("title", "\ufeff\u200b", "required"),
        ("title", "长" * 121, "max_length"),
        ("text", "", "required"),
        ("text", "长" * 20_001, "max_length"),
        ("text", "a\x00b", "null_characters_not_allowed"),
        ("column", "999999", "invalid_choice"),
        ("column", "1 OR 1=1", "invalid_choice"),
        ("is_original", "", "required"),
        ("consents", "", "required"),
        ("website", "x", "trap"),
    ],
)
def test_what_can_not_be_stored_is_refused(client, field: str, value: str, code: str) -> None:
    assert refusals(submit(client, **{field: value})) == {field: [code]}
    assert not Submission.objects.exists()


def test_every_sentence_is_chinese_and_beside_its_field(client) -> None:
    response = client.post(URL, {"email": "x", "column": "x", "website": "x", "phone": "x"})
    text = response.content.decode()
    errors = response.context["form"].errors
    assert set(errors) == {
        "unit", "contact_name", "phone", "email", "title", "text", "column", "is_original", "consents", "website",
    }  # fmt: skip
    for name, sentences in errors.items():
        assert re.search(r"[一-鿿]", sentences[0])
        assert re.search(rf'id="id_{name}_error"[^>]*>.*?{re.escape(sentences[0])}', text)
        assert f'href="#id_{name}"' in text


@pytest.mark.parametrize(
    "phone", ["010-12345678", "+86 139 0000 1111", "（0551）1234567转8", "13900001111、13900002222"]
)
def test_telephone_numbers_are_taken_as_people_write_them(client, phone: str) -> None:
    assert submit(client, phone=phone).status_code == 303


# --- All of it or nothing ---------------------------------------------------------------------------------------------


def test_when_the_rows_fail_no_file_stays_and_the_form_comes_back(client) -> None:
    with mock.patch.object(SubmissionEvent.objects, "create", side_effect=OperationalError("database is locked")):
        response = submit(client, upload())
    assert response.status_code == 503
    assert views.NOT_STORED in response.content.decode()
    assert not Submission.objects.exists()
    assert not SubmissionFile.objects.exists()
    assert on_disk() == []
    assert submit(client, kept=tokens(response)).status_code == 303  # the file was not lost either
    assert Submission.objects.get().files.get().file.read() == PDF


def test_when_the_second_file_fails_the_first_goes_too(client) -> None:
    save, calls = storage.private().__class__.save, []

    def full_disk(self, name, content, max_length=None):
        calls.append(name)
        if len(calls) == 2:
            raise OSError("No space left on device")
        return save(self, name, content, max_length)

    with mock.patch("portal.lib.storage.PrivateStorage.save", full_disk):
        response = submit(client, upload("一.pdf"), upload("二.pdf"))
    assert response.status_code == 503
    assert not Submission.objects.exists()
    assert on_disk() == []


def test_a_receipt_waits_until_files_and_their_names_are_on_disk(monkeypatch) -> None:
    synced: list[tuple[Path, int]] = []
    sync = intake._sync

    def remember(path: Path, mode: int) -> None:
        assert not Submission.objects.exists()
        sync(path, mode)
        synced.append((path, mode))

    monkeypatch.setattr(intake, "_sync", remember)
    file = Path(visitors.submission(PDF).files.get().file.path)
    folders = file.parents[:4] if os.name == "posix" else []  # Windows opens no folder
    assert folders == [] or folders[-1] == Path(site.PRIVATE_ROOT)
    assert synced == [(file, os.O_RDWR), *((folder, os.O_RDONLY) for folder in folders)]


def test_a_crash_leaves_no_row_without_its_files() -> None:
    class Killed(BaseException):
        pass

    with mock.patch.object(SubmissionFile.objects, "bulk_create", side_effect=Killed), pytest.raises(Killed):
        visitors.submission(PDF)
    assert not Submission.objects.exists()
    assert on_disk() == []


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_second_click_leads_to_the_same_receipt_and_stores_no_second_file(client) -> None:
    first, second = submit(client, upload()), submit(client, upload())
    assert first["Location"] == second["Location"]
    assert (Submission.objects.count(), SubmissionEvent.objects.count(), len(on_disk())) == (1, 1, 1)


def test_another_file_makes_it_another_submission(client) -> None:
    submit(client, upload())
    submit(client, upload(content=PDF + b"x"))
    assert Submission.objects.count() == 2


def test_two_at_the_same_moment_store_one() -> None:
    first = visitors.submission(PDF, code="A" * 16)
    nothing_yet = mock.Mock(first=lambda: None)
    found = mock.Mock(first=lambda: first)
    with mock.patch.object(Submission.objects, "filter", side_effect=[nothing_yet, found]):
        assert visitors.submission(PDF, code="A" * 16) == first
    assert len(on_disk()) == 1
    assert Submission.objects.count() == 1


# --- Limits and methods -----------------------------------------------------------------------------------------------


def test_one_address_sends_so_many_and_then_is_asked_to_wait(client, settings) -> None:
    settings.RATE_FORMS = "1/h"
    submit(client, title="")
    response = submit(client, upload("第二份.pdf"), title="第二篇")
    assert response.status_code == 429
    text = response.content.decode()
    assert views.TOO_MANY in text
    assert 'value="第二篇"' in text
    assert "这次选的附件没有收下" in text
    assert on_disk(waiting.FOLDER) == []
    assert not Submission.objects.exists()
    assert client.post("/messages/", {}).status_code == 200  # the other form is counted apart


def test_other_methods_are_refused(client) -> None:
    for method in (client.put, client.patch, client.delete, client.options):
        assert method(URL).status_code == 405
    assert client.post(visitors.submission().get_absolute_url()).status_code == 405
    assert client.head(URL).status_code == 200


def test_without_its_token_the_form_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    response = submit(client, upload())
    assert response.status_code == 403
    assert "页面放得太久了" in response.content.decode()
    assert not Submission.objects.exists()
    token = client.get(URL).context["csrf_token"]
    assert submit(client, upload(), csrfmiddlewaretoken=str(token)).status_code == 303


def test_a_code_is_looked_up(client) -> None:
    submission = visitors.submission()
    response = client.get(URL, {"code": codes.spoken(submission.code).lower()})
    assert (response.status_code, response["Location"]) == (303, submission.get_absolute_url())
    text = client.get(URL, {"code": "0" * 16}).content.decode()
    assert "没有找到这个回执码" in text
    assert client.get(f"/submit/{submission.code.lower()}/")["Location"] == submission.get_absolute_url()
    assert client.get(f"/messages/{submission.code}/").status_code == 404
    assert client.get(f"/submit/{'0' * 16}/").status_code == 404
