"""What reader pages cost as the number of articles grows.

    .venv/bin/python -m benchmarks.reading [--small 2000] [--large 100000] [--rounds 15]

It fills two SQLite databases in temporary folders, asks each page through Django's test client, and prints the median
of each and the ratio large / small. Only the ratios mean anything from machine to machine. Exit 1 when a page's ratio
exceeds its bound below (invariant 9 of the design: cost grows no more than is allowed here).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# page → how many times dearer it may be with fifty times as many articles
BOUNDS = {"home": 3.0, "column": 3.0, "column, page 10": 3.0, "article": 3.0, "tag": 6.0, "search": 60.0}


def build(number: int) -> None:
    """Fill the database with `number` published articles in ten columns."""
    from django.utils import timezone

    from news import columns, placements, workflow
    from news.models import Article, ArticleTag, Column, Tag, Version
    from portal.models import User

    now = timezone.now()
    person = User.objects.create_superuser("bench", password=None)
    top = columns.save(Column(name="资讯", slug="zixun"))
    below = [columns.save(Column(name=f"栏目{i}", slug=f"lanmu-{i}", parent=top)) for i in range(10)]
    tags = [Tag.objects.create(name=f"标签{i}", slug=f"biaoqian-{i}") for i in range(50)]
    for start in range(0, number, 5000):
        size = min(5000, number - start)
        ids = range(start + 1, start + size + 1)
        Article.objects.bulk_create(Article(pk=i, created_at=now, title="", body="") for i in ids)
        Version.objects.bulk_create(
            Version(
                pk=i, article_id=i, number=1, state="approved", title=f"第{i}篇关于园区产业的报道", body="<p>正文。</p>" * 20,
                column=below[i % 10], created_at=now, created_by=person, approved_at=now, approved_by=person, digest="0",
            )
            for i in ids
        )  # fmt: skip
        rows = list(Article.objects.filter(pk__in=ids))
        for row in rows:
            row.title, row.body, row.column = (
                f"第{row.pk}篇关于园区产业的报道",
                "<p>正文。</p>" * 20,
                below[row.pk % 10],
            )
            row.latest_id = row.approved_id = row.pk
            row.publish_at = now - timedelta(minutes=number - row.pk + 1)
        Article.objects.bulk_update(
            rows, ["title", "body", "column", "latest", "approved", "publish_at"], batch_size=500
        )
        ArticleTag.objects.bulk_create(ArticleTag(tag=tags[i % 50], content_object_id=i) for i in ids)
        placements.sync(ids)
    if workflow.status_of(Article.objects.get(pk=number), now) is not workflow.Status.PUBLISHED:
        raise SystemExit("the articles made for the measurement are not published")


def measure(number: int, rounds: int) -> None:
    """Print `page seconds` for each page of the database, the median of `rounds`."""
    from django.test import Client

    client = Client()
    pages = {
        "home": "/",
        "column": "/news/zixun/",
        "column, page 10": "/news/zixun/page/10/",
        "article": f"/news/{number // 2}/",
        "tag": "/tags/biaoqian-7/",
        "search": "/search/?q=园区 产业",
    }
    for name, path in pages.items():
        took = []
        for _ in range(rounds + 2):
            began = time.perf_counter()
            reply = client.get(path)
            took.append(time.perf_counter() - began)
            if reply.status_code != 200:
                raise SystemExit(f"{path} answered {reply.status_code}")
        print(f"{name}\t{statistics.median(took[2:])}", flush=True)


def child(number: int, rounds: int) -> None:
    """Run inside a process of its own, with a database of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    build(number)
    measure(number, rounds)


def main() -> int:
    """Measure both sizes, print the table; exit 1 when a ratio exceeds its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.rounds)
        return 0
    results = []
    for number in (options.small, options.large):
        with tempfile.TemporaryDirectory() as folder:
            env = os.environ | {"TMPDIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": ""}
            command = [
                sys.executable,
                "-m",
                "benchmarks.reading",
                "--child",
                str(number),
                "--rounds",
                str(options.rounds),
            ]
            out = subprocess.run(
                command, cwd=ROOT, env=env, check=True, capture_output=True, text=True, encoding="utf-8"
            )
            results.append({name: float(took) for name, took in (line.split("\t") for line in out.stdout.splitlines())})
    small, large = results
    failed = 0
    print(f"{'page':<18}{options.small:>12,}{options.large:>12,}{'ratio':>8}{'bound':>8}")
    for name, bound in BOUNDS.items():
        ratio = large[name] / small[name]
        failed += ratio > bound
        print(f"{name:<18}{small[name] * 1000:>9.1f} ms{large[name] * 1000:>9.1f} ms{ratio:>8.2f}{bound:>8.1f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
