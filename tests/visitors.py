"""What visitors send: filled forms, and the same through the functions that the forms call."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from feedback import forms, intake, waiting
from feedback.intake import Incoming
from feedback.models import Message, Submission
from portal.lib import uploads
from portal.models import User
from tests import people
from tests.test_uploads import PDF

MESSAGE = {
    "kind": "question",
    "subject": "怎样入会",
    "text": "县级园区可以申请吗？\r\n需要什么材料？",
    "name": "邱女士",
    "contact": "13900001111",
    "may_be_published": "on",
    "form_key": "key-1",
}
SUBMISSION = {
    "unit": "青汀高新区",
    "contact_name": "方以安",
    "phone": "13900001111",
    "email": "fang@example.org",
    "title": "一张共享仪器清单",
    "column": "",
    "text": "检测一批样品要多少钱？\r\n\r\n在青汀，答案取决于仪器何时空着。",
    "is_original": "on",
    "consents": "on",
    "form_key": "key-1",
}
ADDRESS = "10.2.3.4"


def message(**fields: Any) -> Message:
    """Return a message that a visitor sent."""
    sent: dict[str, Any] = {name: value for name, value in MESSAGE.items() if name != "form_key"}
    sent |= {"may_be_published": True, "address": ADDRESS, "now": timezone.now()}
    return intake.receive_message(**sent | fields)


def answered(**fields: Any) -> Message:
    """Return a message whose answer is published."""
    return intake.reply(
        message=message(**fields), text="可以申请。", by=people.editor(), publish=True, now=timezone.now()
    )


def submission(*files: bytes, **fields: Any) -> Submission:
    """Return a submission that a visitor sent, with `files`."""
    names = ("unit", "contact_name", "phone", "email", "title", "text")
    sent: dict[str, Any] = {name: SUBMISSION[name] for name in names}
    sent |= {"column": None, "address": ADDRESS, "now": timezone.now()}
    opened = [ContentFile(content, name="附件") for content in files]
    limits: dict[str, Any] = {"allowed": forms.KINDS, "max_bytes": forms.MAX_FILE_BYTES}
    return intake.receive_submission(
        **sent | fields, files=[Incoming(one, uploads.receive(one, **limits)) for one in opened]
    )


def upload(name: str = "说明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def submit(client: Client, *files: SimpleUploadedFile, **changes: Any) -> Any:
    """Post the form of 投稿."""
    return client.post("/submit/", SUBMISSION | {"attachments": list(files)} | changes, REMOTE_ADDR=ADDRESS)


def tokens(response: Any) -> list[str]:
    """Return the tokens of the files that a form shown again has kept."""
    return [one.token for one in response.context["form"].kept]


def refusals(response: Any) -> dict[str, list[str]]:
    """Return the codes of what is wrong with a form that was shown again, by field."""
    assert response.status_code == 200
    errors = response.context["form"].errors.as_data()
    return {name: [error.code for error in found] for name, found in errors.items()}


def empty_folders() -> None:
    """Take away what other tests left on disk."""
    for folder in (intake.FOLDER, waiting.FOLDER):
        shutil.rmtree(Path(settings.PRIVATE_ROOT) / folder, ignore_errors=True)


def on_disk(folder: str = intake.FOLDER) -> list[Path]:
    """Return the files in a private folder."""
    return [path for path in (Path(settings.PRIVATE_ROOT) / folder).rglob("*") if path.is_file()]


def desk(user: User) -> Client:
    """Return a browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client
