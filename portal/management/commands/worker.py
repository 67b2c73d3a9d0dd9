"""The background worker."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from portal.clock import tick


class Command(BaseCommand):
    """Tick until told to stop."""

    help = "后台进程：汇总点击量、更新点击排行、清理过期数据。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to rest between two ticks, and whether to tick once only."""
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="间隔秒数，默认 5。")
        parser.add_argument("--once", action="store_true", help="只做一次。")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick; finish the tick that runs before stopping."""
        if options["once"]:
            tick(timezone.now())
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            tick(timezone.now())
            stop.wait(options["every"])
