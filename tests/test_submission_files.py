"""Files of 投稿: the hostile are refused, and those that passed wait for their form."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.utils import timezone

from feedback import forms, intake, views, waiting
from feedback.models import Submission, SubmissionFile
from portal.lib import uploads
from tests import visitors
from tests.test_uploads import HTML, PDF, docx, picture, zipped
from tests.visitors import on_disk, refusals, submit, tokens, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_folders() -> None:
    visitors.empty_folders()


# --- Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("照片.jpg", HTML, "bad_type"),
        ("照片.jpg", b"\xff\xd8\xff" + HTML, "bad_picture"),
        ("图.svg", b"<svg onload='alert(1)'/>", "bad_type"),
        ("安装.pdf", b"MZ\x90\x00" * 50, "bad_type"),
        ("宏.docx", docx(**{"word/vbaProject.bin": b"x"}), "bad_type"),
        ("包.zip", zipped({"../../x": b"x"}), "bad_type"),
        ("空.pdf", b"", "empty_file"),
        ("动图.gif", picture("GIF"), "bad_type"),
        ("旧文档.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "bad_type"),
    ],
)
def test_a_hostile_file_is_refused_and_stored_nowhere(client, name: str, content: bytes, code: str) -> None:
    response = submit(client, upload(name, content))
    assert refusals(response) == {"attachments": [code]}
    assert not Submission.objects.exists()
    assert on_disk() == on_disk(waiting.FOLDER) == []
    assert name in response.content.decode()


def test_a_zip_bomb_is_refused(client, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MAX_UNZIPPED", 2**20)
    assert refusals(submit(client, upload("a.zip", zipped({"a": b"\x00" * 2**21})))) == {"attachments": ["bad_type"]}


def test_the_number_of_files_is_limited(client) -> None:
    assert refusals(submit(client, *[upload(f"{number}.pdf") for number in range(6)])) == {
        "attachments": ["too_many_files"]
    }
    assert on_disk(waiting.FOLDER) == []
    assert submit(client, *[upload(f"{number}.pdf") for number in range(5)]).status_code == 303


@pytest.fixture
def small_limits(monkeypatch) -> None:
    """Make the limits 100 KB a file and 250 KB in all: what is tested is what happens there, not megabytes."""
    for module in (forms, views):
        monkeypatch.setattr(module, "MAX_FILE_BYTES", 100_000)
        monkeypatch.setattr(module, "MAX_TOTAL_BYTES", 250_000)


@pytest.mark.usefixtures("small_limits")
def test_a_file_too_large_is_refused_before_it_fills_the_disk(client) -> None:
    response = submit(client, upload("大.pdf", PDF + b"x" * 3_000_000), title="留着的标题")
    assert refusals(response) == {"attachments": ["too_large"]}
    (stored,) = response.wsgi_request.FILES.getlist("attachments")
    assert stored.size <= 100_000 + 2**17
    assert "留着的标题" in response.content.decode()
    assert on_disk(waiting.FOLDER) == []


@pytest.mark.usefixtures("small_limits")
def test_files_too_large_together_are_refused_and_none_is_kept_cut_short(client) -> None:
    files = [upload(f"{number}.pdf", PDF + b"x" * 90_000) for number in range(3)]
    assert refusals(submit(client, *files)) == {"attachments": ["total_too_large"]}
    assert on_disk(waiting.FOLDER) == []
    files = [upload(f"{number}.pdf", PDF + b"x" * 90_000) for number in range(3)]
    response = submit(client, upload("1.pdf"), elsewhere=files)
    assert refusals(response) == {"attachments": ["total_too_large"]}


# --- Files of a form that did not pass --------------------------------------------------------------------------------


def test_files_that_passed_wait_for_their_form(client) -> None:
    response = submit(client, upload("好.pdf"), upload("坏.exe", b"MZ"), title="")
    assert set(refusals(response)) == {"title", "attachments"}
    (token,) = tokens(response)
    text = response.content.decode()
    assert f'name="kept" value="{token}"' in text
    assert "好.pdf" in text
    response = submit(client, upload("又一个.docx", docx()), kept=[token])
    assert response.status_code == 303
    submission = Submission.objects.get()
    assert [(one.name, one.file.read()) for one in submission.files.order_by("pk")] == [
        ("好.pdf", PDF),
        ("又一个.docx", docx()),
    ]
    assert len(on_disk()) == 2


def test_a_waiting_file_can_be_dropped_and_comes_back_on_each_failure(client) -> None:
    first, second = tokens(submit(client, upload("一.pdf"), upload("二.pdf"), title=""))
    assert tokens(submit(client, title="", kept=[first, second])) == [first, second]
    assert tokens(submit(client, title="", kept=[first, second], drop=[first])) == [second]
    assert submit(client, kept=[first, second], drop=[first]).status_code == 303
    assert Submission.objects.get().files.get().name == "二.pdf"


def test_a_waiting_file_counts_toward_the_limits_once(client) -> None:
    kept = tokens(submit(client, *[upload(f"{number}.pdf") for number in range(4)], title=""))
    assert len(kept) == 4
    assert refusals(submit(client, upload(), upload(), kept=kept)) == {"attachments": ["too_many_files"]}
    assert submit(client, upload("五.pdf"), kept=[*kept, *kept]).status_code == 303
    assert Submission.objects.get().files.count() == 5


@pytest.mark.parametrize("token", ["", "x", "eyJwYXRoIjoiL2V0Yy9wYXNzd2QifQ:1:x", "字", "\x00"])
def test_a_token_that_is_not_ours_is_refused(client, token: str) -> None:
    assert refusals(submit(client, kept=[token])) == {"attachments": ["expired_file"]}


def test_a_token_of_another_kind_is_refused(client) -> None:
    forged = signing.dumps({"path": "secret_key", "kind": "pdf", "name": "x", "size": 1, "sha256": ""}, salt="another")
    assert refusals(submit(client, kept=[forged])) == {"attachments": ["expired_file"]}


def test_a_token_lasts_two_hours(client, monkeypatch) -> None:
    kept = tokens(submit(client, upload(), title=""))
    clock = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: clock() + 7_201)
    response = submit(client, kept=kept)
    assert refusals(response) == {"attachments": ["expired_file"]}
    assert tokens(response) == []


def test_a_file_swept_while_its_form_was_away_is_said_to_be_gone(client) -> None:
    kept = tokens(submit(client, upload(), title=""))
    (path,) = on_disk(waiting.FOLDER)
    path.unlink()
    assert refusals(submit(client, kept=kept)) == {"attachments": ["expired_file"]}
    with pytest.raises(waiting.TooLate):
        waiting.claim(kept[0])


def test_one_token_in_two_submissions_gives_each_its_own_file(client) -> None:
    kept = tokens(submit(client, upload(), title=""))
    submit(client, kept=kept)
    submit(client, kept=kept, title="另一篇")
    names = {one.file.name for one in SubmissionFile.objects.all()}
    assert len(names) == 2


def test_waiting_files_are_swept_an_hour_after_their_tokens_have_expired(client) -> None:
    now = timezone.now()
    folder = Path(settings.PRIVATE_ROOT) / waiting.FOLDER
    kept = tokens(submit(client, upload(), title=""))
    assert intake.sweep(now) == 0
    assert submit(client, kept=kept).status_code == 303
    assert intake.sweep(now + timedelta(hours=2, minutes=59)) == 0
    assert intake.sweep(now + timedelta(hours=3, minutes=1)) == 1
    assert on_disk(waiting.FOLDER) == []
    assert len(list(folder.iterdir())) == 1  # another file may come to today's folder at any moment
    assert intake.sweep(now + timedelta(days=2)) == 0
    assert list(folder.iterdir()) == []
    assert SubmissionFile.objects.get().file.read() == PDF


def test_what_is_no_day_of_ours_does_not_stop_the_sweeping(client) -> None:
    submit(client, upload(), title="")
    folder = Path(settings.PRIVATE_ROOT) / waiting.FOLDER
    for name in ("lost+found", "2026-13-01", "20260101", "@eaDir"):
        (folder / name).mkdir()
    assert intake.sweep(timezone.now() + timedelta(days=3)) == 1
    assert {path.name for path in folder.iterdir()} == {"lost+found", "2026-13-01", "20260101", "@eaDir"}


def test_files_without_a_row_are_swept_after_a_day_and_others_never() -> None:
    kept = visitors.submission(PDF).files.get()
    orphan = Path(kept.file.path).with_name("orphan.pdf")
    orphan.write_bytes(PDF)
    now = timezone.now()
    assert intake.sweep(now) == 0
    assert intake.sweep(now + timedelta(days=1, minutes=1)) == 1
    assert not orphan.exists()
    assert kept.file.read() == PDF


def test_sweeping_an_empty_place_does_nothing() -> None:
    assert intake.sweep(timezone.now()) == 0
