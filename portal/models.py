"""What every page shares: people, settings of the site, pages, pictures, the generation number, the audit log."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.lib import images, storage
from portal.lib.html import CleanHTMLField
from portal.lib.slugs import validate_slug


class User(AbstractUser):
    """A person of the secretariat. People are deactivated, never deleted: their name stays on what they signed."""

    reader_visible: ClassVar[bool] = False

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=40, blank=True)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name people know, else the account."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """Return the same: a Chinese name isn't cut."""
        return self.get_full_name()


class Picture(models.Model):
    """A picture of the library. Its bytes never change; a crop is a new one; alt text belongs to the place of use.

    `token` is a random folder name, so that the public address of a rendition can't be guessed before a page shows it.
    """

    reader_visible: ClassVar[bool] = True

    token = models.CharField(max_length=32, unique=True, editable=False)
    title = models.CharField("名称", max_length=100, help_text="供编辑在图片库里查找，读者看不到。")
    credit = models.CharField("摄影/来源", max_length=60, blank=True)
    kind = models.CharField("格式", max_length=4, editable=False)
    width = models.PositiveIntegerField("宽", editable=False)
    height = models.PositiveIntegerField("高", editable=False)
    size = models.PositiveIntegerField("字节数", editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        "portal.User", models.PROTECT, verbose_name="上传人", null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField("上传时间", editable=False, db_index=True)

    class Meta:
        verbose_name = "图片"
        verbose_name_plural = "图片"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> str:
        """The folder of its files, in the private and in the public storage alike."""
        return f"pictures/{self.token[:2]}/{self.token}"

    @property
    def widths(self) -> list[int]:
        """The widths of its renditions, in pixels, ascending."""
        return images.widths_for(self.width)

    def rendition(self, width: int, ending: str = "jpg") -> str:
        """Return the name of the smallest rendition at least `width` wide, else of the widest."""
        fitting = [size for size in self.widths if size >= width]
        return f"{self.folder}/{fitting[0] if fitting else self.widths[-1]}.{ending}"

    def public_url(self, width: int, ending: str = "jpg") -> str:
        """Return the public address of a rendition; it answers only while something published uses the picture."""
        return storage.public().url(self.rendition(width, ending))

    def srcset(self, ending: str) -> str:
        """Return the srcset of its public renditions in `ending` (webp or jpg)."""
        public = storage.public()
        return ", ".join(f"{public.url(f'{self.folder}/{width}.{ending}')} {width}w" for width in self.widths)


class PictureUse(models.Model):
    """One visible thing that shows a picture. A picture is public exactly while it has a use."""

    reader_visible: ClassVar[bool] = False

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=20)  # article, page, settings, issue, link …
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = "图片使用"
        verbose_name_plural = "图片使用"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id", "picture"], name="picture_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Page(models.Model):
    """A page that stands by itself: 关于我们, 隐私说明, 入会指南."""

    reader_visible: ClassVar[bool] = True

    title = models.CharField("标题", max_length=60)
    slug = models.SlugField(
        "网址名",
        max_length=60,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text="留空则由标题的拼音生成。",
    )
    body = CleanHTMLField("正文", blank=True)
    is_published = models.BooleanField("已发布", default=True)
    in_foot = models.BooleanField("列在页脚", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = "单页"
        verbose_name_plural = "单页"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(slug=""), name="page_slug_not_empty")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its address."""
        return reverse("page", args=[self.slug])


class SiteSettings(models.Model):
    """All site-wide text and pictures, in one row. What is empty is not shown."""

    reader_visible: ClassVar[bool] = True

    site_name = models.CharField("站点名称", max_length=60, default="开发区门户")
    english_name = models.CharField("英文名称", max_length=120, blank=True)
    description = models.CharField("站点简介", max_length=200, blank=True, help_text="给搜索引擎看的一两句话。")
    logo = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name="标志",
        null=True,
        blank=True,
        related_name="+",
        help_text="留空则用自带的标志。",
    )
    hot_words = models.CharField("搜索热词", max_length=200, blank=True, help_text="用逗号或顿号隔开，显示在搜索框旁。")
    wechat_name = models.CharField("微信公众号名称", max_length=40, blank=True)
    wechat_qr = models.ForeignKey(
        Picture, models.PROTECT, verbose_name="公众号二维码", null=True, blank=True, related_name="+"
    )
    qq_group = models.CharField("QQ交流群号", max_length=20, blank=True)
    qq_group_url = models.URLField("加群链接", blank=True, help_text="QQ 群“加群组件”给出的网址。")
    magazine_name = models.CharField(
        "会刊名称", max_length=40, blank=True, help_text="如《中国开发区》；留空则不显示会刊入口。"
    )
    magazine_intro = models.TextField("会刊简介", max_length=400, blank=True)
    organiser = models.CharField("主办单位", max_length=100, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    postcode = models.CharField("邮编", max_length=10, blank=True)
    phone = models.CharField("电话", max_length=60, blank=True)
    email = models.EmailField("邮箱", blank=True)
    copyright_note = models.CharField("版权声明", max_length=200, blank=True)
    icp_number = models.CharField(
        "ICP备案号", max_length=60, blank=True, help_text="备案后填写，页脚会链接到工信部网站。"
    )
    police_number = models.CharField(
        "公安备案号", max_length=60, blank=True, help_text="如“京公网安备 11010102000000号”。"
    )
    submission_note = models.TextField("投稿须知", max_length=1000, blank=True)
    message_note = models.TextField("留言须知", max_length=1000, blank=True)

    class Meta:
        verbose_name = "站点设置"
        verbose_name_plural = "站点设置"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_site_settings")]

    def __str__(self) -> str:
        return self.site_name

    @classmethod
    def load(cls) -> SiteSettings:
        """Return the one row with its pictures; defaults, unsaved, where it is not there yet."""
        return cls.objects.select_related("logo", "wechat_qr").filter(pk=1).first() or cls(pk=1)


class Generation(models.Model):
    """A number, in one row, that moves whenever something visible changes; see portal/generation.py."""

    reader_visible: ClassVar[bool] = False

    number = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = "版次"
        verbose_name_plural = "版次"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_generation")]

    def __str__(self) -> str:
        return str(self.number)


class Due(models.Model):
    """An instant at which something changes by itself: a publication, an expiry, the end of a pin or a headline."""

    reader_visible: ClassVar[bool] = False

    at = models.DateTimeField(unique=True)

    class Meta:
        verbose_name = "到期时刻"
        verbose_name_plural = "到期时刻"

    def __str__(self) -> str:
        return str(self.at)


class AuditEntry(models.Model):
    """Who did what to what, when, from where. It keeps names, not keys, so that it outlives what it speaks of."""

    reader_visible: ClassVar[bool] = False

    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("人员", max_length=150)
    address = models.CharField("地址", max_length=45, blank=True)
    action = models.CharField("动作", max_length=40, db_index=True)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.CharField("对象编号", max_length=40, blank=True)
    target = models.CharField("对象", max_length=200, blank=True)
    detail = models.JSONField("详情", default=dict, blank=True)

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id", "-at"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target}"
