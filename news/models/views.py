"""Views: counted in a journal file first (news.counters), rolled up into these rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from news.models.articles import Article


class ViewDay(models.Model):
    """How often an article was read on a day (Asia/Shanghai)."""

    reader_visible: ClassVar[bool] = False

    article = models.ForeignKey(Article, models.CASCADE, related_name="view_days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "日点击"
        verbose_name_plural = "日点击"
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "day"], name="view_day_once")]
        indexes: ClassVar = [models.Index(fields=["day", "-views"], name="views_of_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}: {self.views}"


class JournalOffset(models.Model):
    """How far a journal file has been rolled up, in bytes; its name is unique to a node and a day."""

    reader_visible: ClassVar[bool] = False

    name = models.CharField(max_length=100, unique=True)
    offset = models.PositiveBigIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "点击流水位置"
        verbose_name_plural = "点击流水位置"

    def __str__(self) -> str:
        return f"{self.name} @ {self.offset}"


class RankingEntry(models.Model):
    """点击排行 as it is shown: recomputed at most every five minutes."""

    reader_visible: ClassVar[bool] = True

    class Period(models.TextChoices):
        """What a ranking spans, today included."""

        DAY = "day", "今日"
        WEEK = "week", "本周"
        MONTH = "month", "本月"

    period = models.CharField(max_length=5, choices=Period)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "点击排行"
        verbose_name_plural = "点击排行"
        ordering: ClassVar = ["period", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "position"], name="ranking_position_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.position}"
