"""Load the demonstration portal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from portal.demo import loading


class Command(BaseCommand):
    """Load it into an empty database, or finish a load that was interrupted; never over existing content."""

    help = "载入演示门户：只写入空数据库；上次没载完的接着载完。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the switch with which `run.py` calls it at every start."""
        parser.add_argument("--if-empty", action="store_true", help="数据库里已有内容时什么也不做，也不报错。")

    def handle(self, *args: Any, **options: Any) -> None:
        """Decide whether to load, and load."""
        if loading.is_finished() or not (loading.begun_on() or loading.is_empty()):
            if options["if_empty"]:
                return
            raise CommandError("数据库里已有内容，演示数据不会覆盖它。请换一个空的 DATA_DIR 或 DATABASE_URL。")
        loading.Loader(timezone.now(), self._progress).run()
        self.stdout.write(f"演示门户已载入：{loading.summary()}。")

    def _progress(self, name: str, total: int) -> Iterator[int]:
        return iter(tqdm(range(total), desc=name, leave=False, disable=not sys.stderr.isatty()))
