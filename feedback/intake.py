"""What comes in, and what the office does with it: messages answered, submissions taken on.

The only module that writes messages and submissions. Each function runs in one transaction; what the office does asks
for the person's right and leaves an audit entry.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback import waiting
from feedback.models import Message, Submission, SubmissionEvent, SubmissionFile
from news import workflow
from news.models import Article, Column
from portal import audit, generation
from portal.lib import codes, storage
from portal.lib.html import paragraphs
from portal.lib.uploads import Received
from portal.models import User

logger = logging.getLogger(__name__)
FOLDER = "submissions"


@dataclass(frozen=True)
class Incoming:
    """A file that passed portal.lib.uploads, still to be stored."""

    file: File
    received: Received


# --- Received from visitors ------------------------------------------------------------------------------------------


def receive_message(
    *,
    kind: str,
    subject: str,
    text: str,
    name: str,
    contact: str,
    may_be_published: bool,
    address: str,
    now: datetime,
    code: str | None = None,
) -> Message:
    """Store a message and return it; a `code` that is already there returns that one, and nothing is stored twice."""
    code = code or codes.new_code()
    message = Message(
        code=code,
        kind=kind,
        subject=subject,
        text=text,
        name=name,
        contact=contact,
        may_be_published=may_be_published,
        address=address,
        received_at=now,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        # Sent twice at the same moment. Whatever else the database refuses is an error.
        if known := Message.objects.filter(code=code).first():
            return known
        raise
    return message


def receive_submission(
    *,
    unit: str,
    contact_name: str,
    phone: str,
    email: str,
    title: str,
    column: Column | None,
    text: str,
    address: str,
    now: datetime,
    files: Sequence[Incoming] = (),
    code: str | None = None,
) -> Submission:
    """Store a submission with its files and return it; a `code` that is already there returns that one.

    Files are on disk before the first row is written, and go again when the rows can't be.
    """
    code = code or codes.new_code()
    if known := Submission.objects.filter(code=code).first():
        return known
    submission = Submission(
        code=code,
        unit=unit,
        contact_name=contact_name,
        phone=phone,
        email=email,
        title=title,
        column=column,
        text=text,
        address=address,
        received_at=now,
    )
    try:
        with _stored_files(files, now) as names, transaction.atomic():
            submission.save(force_insert=True)
            SubmissionFile.objects.bulk_create(
                SubmissionFile(
                    submission=submission,
                    file=name,
                    name=one.received.name,
                    kind=one.received.kind,
                    size=one.received.size,
                    sha256=one.received.sha256,
                )
                for one, name in zip(files, names, strict=True)
            )
            SubmissionEvent.objects.create(submission=submission, at=now, state=submission.state)
    except IntegrityError:
        if known := Submission.objects.filter(code=code).first():
            return known
        raise
    return submission


@contextmanager
def _stored_files(files: Sequence[Incoming], now: datetime) -> Iterator[list[str]]:
    """Store the files, give their names, and take them away again when the block fails."""
    private = storage.private()
    names: list[str] = []
    try:
        for one in files:
            # The visitor's name for it is a label in the row; on disk its name is ours.
            name = f"{FOLDER}/{timezone.localtime(now):%Y/%m}/{secrets.token_hex(16)}.{one.received.kind}"
            one.file.seek(0)
            # Wrapped, it is copied and not moved: when the rows can't be written, the form still has it to keep.
            names.append(private.save(name, File(one.file)))
            _settle(names[-1])
        yield names
    except BaseException:
        for name in names:
            private.delete(name)
        raise


def _settle(name: str) -> None:
    """Have the file on disk, not only in the system's memory: a receipt promises that it is kept."""
    try:
        path = Path(storage.private().path(name))
    except NotImplementedError:
        return  # a storage elsewhere answers only when it has the file
    _sync(path, os.O_RDWR)  # Windows syncs what may be written only
    if os.name == "posix":
        for folder in path.parents[:4]:  # month, year, ours, the storage's: the file's name stands in them, and theirs
            _sync(folder, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- Messages answered -----------------------------------------------------------------------------------------------


def reply(*, message: Message, text: str, by: User, publish: bool, now: datetime) -> Message:
    """Write the reply to a message and say whether readers see both; an empty text takes the reply back.

    A corrected reply keeps its date, so that the list stays in order; what stood there before is kept in the audit log.
    """
    _require(by, "feedback.change_message", "回复留言")
    text = text.strip()
    with transaction.atomic():
        found = Message.objects.select_for_update().get(pk=message.pk)
        if publish and not text:
            raise ValidationError("还没有回复，不能公开。", code="no_reply")
        if publish and not found.may_be_published:
            raise ValidationError("留言人没有同意公开，只能回复，不能公开。", code="not_agreed")
        before, was_published, shown = found.reply, found.is_published, _shown(found)
        if (before, was_published) == (text, publish):
            return found
        found.reply, found.is_published = text, publish
        if text != before:
            found.replied_by = by.get_full_name()[:60] if text else ""
        if not text or not before:
            found.replied_at = now if text else None
        found.save(update_fields=["reply", "is_published", "replied_by", "replied_at"])
        detail = {"replaced": before} if before and before != text else {}
        audit.record(_act(before, text, was_published, publish), by=by, target=found, at=now, public=publish, **detail)
        if _shown(found) != shown:
            generation.move()
    return found


def _shown(message: Message) -> str | None:
    """What readers see of a message that can change: its reply while it is published."""
    return message.reply if message.is_published else None


def _act(before: str, text: str, was_published: bool, publish: bool) -> str:
    if not text:
        return "收回回复"
    if text != before:
        return "修改回复" if before else "回复留言"
    return "公开留言" if publish else "取消公开"


def delete_messages(*, ids: Iterable[int], by: User, now: datetime) -> int:
    """Delete messages for good, as their senders may ask for; returns how many."""
    _require(by, "feedback.delete_message", "删除留言")
    with transaction.atomic():
        found = list(Message.objects.select_for_update().filter(pk__in=list(ids)))
        for message in found:
            audit.record("删除留言", by=by, target=message, at=now, received_at=message.received_at.isoformat())
        Message.objects.filter(pk__in=[message.pk for message in found]).delete()
        if any(message.is_published for message in found):
            generation.move()
    return len(found)


# --- Submissions taken on --------------------------------------------------------------------------------------------


def set_state(*, submission: Submission, state: str, note: str, by: User, now: datetime) -> Submission:
    """Move a submission to `state`, with a note that its author sees; nothing happens when both are as they were."""
    _require(by, "feedback.change_submission", "处理来稿")
    with transaction.atomic():
        found = Submission.objects.select_for_update().get(pk=submission.pk)
        return _set_state(found, Submission.State(state), note.strip(), by=by, now=now)


def _set_state(found: Submission, state: Submission.State, note: str, *, by: User, now: datetime) -> Submission:
    if (found.state, found.note) == (state, note):
        return found
    before, found.state, found.note = Submission.State(found.state), state, note
    found.save(update_fields=["state", "note"])
    SubmissionEvent.objects.create(submission=found, at=now, state=state, by=by.get_full_name()[:60], note=note)
    audit.record("处理来稿", by=by, target=found, at=now, before=before.label, state=state.label, note=note)
    return found


def adopt(*, submission: Submission, by: User, now: datetime, column: Column) -> Article:
    """Make a draft of a submission in `column` and mark it 采用; return the article.

    The unit becomes the source. The contact's name stays out of the draft: they agreed to be reached, not to be named.
    """
    _require(by, "feedback.change_submission", "采用来稿")
    if column.kind != Column.Kind.LIST:
        raise ValidationError("请选一个列表栏目：单页和链接栏目里不能放稿件。", code="not_a_list")
    with generation.moving():
        found = Submission.objects.select_for_update().get(pk=submission.pk)
        if found.article_id:
            raise ValidationError("这篇来稿已经采用为稿件，不用再采用一次。", code="already_adopted")
        content = {
            "title": found.title,
            "body": paragraphs(found.text.splitlines()),
            "column": column,
            "source": found.unit[:60],
        }
        article = workflow.create(workflow.Draft(content=content), by=by, now=now)
        found.article = article
        found.save(update_fields=["article"])
        _set_state(found, Submission.State.ADOPTED, found.note, by=by, now=now)
        audit.record("采用为稿件", by=by, target=found, at=now, article=article.pk, column=column.name)
    return article


def delete_submissions(*, ids: Iterable[int], by: User, now: datetime) -> int:
    """Delete submissions for good, with their files and events; an article made from one stays. Returns how many."""
    _require(by, "feedback.delete_submission", "删除来稿")
    with transaction.atomic():
        found = list(Submission.objects.select_for_update().filter(pk__in=list(ids)))
        rows = SubmissionFile.objects.filter(submission__in=found)
        names = [name for name in rows.values_list("file", flat=True) if name]
        for submission in found:
            audit.record("删除来稿", by=by, target=submission, at=now, received_at=submission.received_at.isoformat())
        rows.delete()
        SubmissionEvent.objects.filter(submission__in=found).delete()
        Submission.objects.filter(pk__in=[submission.pk for submission in found]).delete()
        # After commit: a transaction that is rolled back must not leave rows without their files.
        transaction.on_commit(lambda: _delete_files(names))
    return len(found)


def _delete_files(names: Iterable[str]) -> None:
    for name in names:
        storage.private().delete(name)


def _require(by: User, right: str, act: str) -> None:
    if not (by.is_active and by.has_perm(right)):
        raise PermissionDenied(f"您没有“{act}”的权限。")


# --- Swept -----------------------------------------------------------------------------------------------------------


def sweep(now: datetime) -> int:
    """Delete files of over a day that no submission has: left by forms never finished and by crashes. How many went."""
    return waiting.sweep(now) + _sweep_orphans(now - timedelta(days=1))


def _sweep_orphans(before: datetime) -> int:
    private, swept = storage.private(), 0
    for folder in _folders():
        known = set(SubmissionFile.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        for file in private.listdir(folder)[1]:
            name = f"{folder}/{file}"
            if name not in known and private.get_modified_time(name) < before:
                private.delete(name)
                logger.info("swept %s: no submission has it", name)
                swept += 1
    return swept


def _folders() -> Iterator[str]:
    private = storage.private()
    if not private.exists(FOLDER):
        return
    for year in private.listdir(FOLDER)[0]:
        for month in private.listdir(f"{FOLDER}/{year}")[0]:
            yield f"{FOLDER}/{year}/{month}"
