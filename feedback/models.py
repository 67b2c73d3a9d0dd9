"""What visitors send: messages (留言) and submissions (投稿)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from news.models import Article, Column
from portal.lib import codes, storage


class Message(models.Model):
    """A message to the association, and its reply.

    Private: what a stranger sends must not make every page anew. feedback.intake moves the generation when a reply
    is published or taken back.
    """

    reader_visible: ClassVar[bool] = False

    class Kind(models.TextChoices):
        """What a message is about."""

        QUESTION = "question", "咨询"
        ADVICE = "advice", "建议"
        COMPLAINT = "complaint", "投诉"
        CORRECTION = "correction", "纠错"
        OTHER = "other", "其他"

    code = models.CharField("回执码", max_length=16, unique=True, default=codes.new_code, editable=False)
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.QUESTION)
    subject = models.CharField("主题", max_length=80)
    text = models.TextField("内容", max_length=3000)
    name = models.CharField("称呼", max_length=30)
    contact = models.CharField("联系方式", max_length=80, help_text="电话或邮箱，只有工作人员能看到。")
    may_be_published = models.BooleanField("同意公开", default=False)
    received_at = models.DateTimeField("收到时间", db_index=True, editable=False)
    address = models.CharField("来自", max_length=45, blank=True, editable=False)
    reply = models.TextField("回复", max_length=5000, blank=True)
    replied_at = models.DateTimeField("回复时间", null=True, blank=True, editable=False)
    replied_by = models.CharField("回复人", max_length=60, blank=True, editable=False)
    is_published = models.BooleanField(
        "公开", default=False, help_text="公开后，问与答显示在留言箱页面；联系方式不公开。"
    )

    class Meta:
        verbose_name = "留言"
        verbose_name_plural = "留言"
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-replied_at"], condition=Q(is_published=True), name="messages_published")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_published=False) | (Q(may_be_published=True, replied_at__isnull=False) & ~Q(reply="")),
                name="published_message_is_answered",
                violation_error_message="只有留言人同意公开、且已回复的留言才能公开。",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="message_reply_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the address of its receipt."""
        return reverse("feedback:message", args=[self.code])


class Submission(models.Model):
    """An article sent in (来稿)."""

    reader_visible: ClassVar[bool] = False

    class State(models.TextChoices):
        """What became of it."""

        RECEIVED = "received", "已收到"
        REVIEWING = "reviewing", "审阅中"
        RETURNED = "returned", "退回修改"
        ADOPTED = "adopted", "采用"
        DECLINED = "declined", "未采用"

    code = models.CharField("回执码", max_length=16, unique=True, default=codes.new_code, editable=False)
    unit = models.CharField("供稿单位", max_length=80)
    contact_name = models.CharField("联系人", max_length=30)
    phone = models.CharField("电话", max_length=30)
    email = models.EmailField("邮箱", blank=True)
    title = models.CharField("标题", max_length=120)
    column = models.ForeignKey(
        Column, models.SET_NULL, verbose_name="希望刊登的栏目", null=True, blank=True, related_name="+"
    )
    text = models.TextField("正文", max_length=20000)
    received_at = models.DateTimeField("收到时间", db_index=True, editable=False)
    address = models.CharField("来自", max_length=45, blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    note = models.TextField("给作者的话", max_length=1000, blank=True, help_text="作者凭回执码能看到。")
    article = models.ForeignKey(
        Article, models.SET_NULL, verbose_name="采用为", null=True, blank=True, related_name="submissions"
    )

    class Meta:
        verbose_name = "投稿"
        verbose_name_plural = "投稿"
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="submission_queue")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its receipt."""
        return reverse("feedback:submission", args=[self.code])


class SubmissionFile(models.Model):
    """A file that came with a submission: private, handed to staff only."""

    reader_visible: ClassVar[bool] = False

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    file = models.FileField("文件", storage=storage.private, upload_to="submissions/", max_length=200)
    name = models.CharField("文件名", max_length=110)
    kind = models.CharField("类型", max_length=5)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "来稿文件"
        verbose_name_plural = "来稿文件"

    def __str__(self) -> str:
        return self.name


class SubmissionEvent(models.Model):
    """What happened to a submission, when, by whom."""

    reader_visible: ClassVar[bool] = False

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    at = models.DateTimeField("时间")
    state = models.CharField("状态", max_length=10, choices=Submission.State)
    by = models.CharField("人员", max_length=60, blank=True)
    note = models.TextField("给作者的话", blank=True)

    class Meta:
        verbose_name = "来稿记录"
        verbose_name_plural = "来稿记录"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_state_display()}"
