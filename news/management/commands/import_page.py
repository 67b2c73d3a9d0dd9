"""Import saved article pages of the association's earlier site."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from news.importers import legacy, takeover


class Command(BaseCommand):
    """Read each file, store the article, go on after one that is refused; exit 1 if any was."""

    help = "导入旧网站存下来的稿件页面（HTML，或页面的文字）。重复导入不会重复建稿。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and whether to store anything."""
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只显示将要存入什么，不写数据库。")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file and print what became of it, then the sums."""
        sums: Counter[str] = Counter()
        for path in tqdm(options["files"], disable=len(options["files"]) < 20, unit="页"):
            try:
                page = legacy.parse(path.read_bytes())
                sums[self._show(page) if options["dry_run"] else self._store(page, path)] += 1
            except OSError as error:
                sums["refused"] += 1
                self.stderr.write(self.style.ERROR(f"{path.name}：读不了（{error.strerror}）。"))
            except (legacy.NotAnArticle, ValidationError) as error:
                reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                sums["refused"] += 1
                self.stderr.write(self.style.ERROR(f"{path.name}：没有导入。{reason}"))
            except Exception as error:  # whatever one file breaks, the others are imported
                sums["refused"] += 1
                self.stderr.write(
                    self.style.ERROR(f"{path.name}：没有导入，程序出错（{type(error).__name__}：{error}）。")
                )
        words = {"created": "新增", "updated": "更新", "unchanged": "未变", "shown": "可导入", "refused": "拒绝"}
        self.stdout.write("、".join(f"{word} {sums[key]}" for key, word in words.items() if sums[key]))
        if sums["refused"]:
            raise CommandError(f"{sums['refused']} 个文件没有导入，原因见上。")

    def _store(self, page: legacy.LegacyPage, path: Path) -> str:
        done = takeover.take_over(page, now=timezone.now(), source=path.name)
        for column in done.made_columns:
            self.stdout.write(f"新建栏目 {column.name}（{column.get_absolute_url()}）")
        for warning in page.warnings:
            self.stderr.write(self.style.WARNING(f"{path.name}：{warning}"))
        words = {"created": "新增", "updated": "更新", "unchanged": "未变"}
        self.stdout.write(f"{words[done.outcome]} {done.article.get_absolute_url()} {page.title}")
        return done.outcome

    def _show(self, page: legacy.LegacyPage) -> str:
        missing = takeover.missing_columns(page.column_path)
        self.stdout.write(f"标题  {page.title}")
        self.stdout.write(
            f"栏目  {' > '.join(page.column_path)}" + (f"（将新建：{'、'.join(missing)}）" if missing else "")
        )
        self.stdout.write(f"来源  {page.source or '—'}")
        self.stdout.write(f"时间  {timezone.localtime(page.published_at):%Y-%m-%d %H:%M}")
        self.stdout.write(f"点击  {page.views}")
        self.stdout.write(
            f"正文  {len(page.paragraphs)} 段，{sum(map(len, page.paragraphs))} 字，占页面文字的 {page.share:.0%}"
        )
        for paragraph in page.paragraphs:
            self.stdout.write(f"      {paragraph[:60]}{'…' if len(paragraph) > 60 else ''}")
        for warning in page.warnings:
            self.stdout.write(self.style.WARNING(f"注意  {warning}"))
        self.stdout.write(f"编号  {page.source_ref}\n")
        return "shown"
