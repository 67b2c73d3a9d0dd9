"""Views: counted once, in a journal before the reply; rolled up; ranked."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.utils import timezone

from news import counters, workflow
from news.models import Article, JournalOffset, RankingEntry, ViewDay
from portal import generation
from tests import factories, people

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def journal(settings, tmp_path: Path) -> Path:
    settings.JOURNAL_ROOT = tmp_path
    return tmp_path


def lines(folder: Path) -> list[str]:
    return [line for path in folder.glob("views-*.log") for line in path.read_text().splitlines() if line]


def count(client: Client, article: Article, load: str = "", **headers: str):
    return client.post(f"/news/{article.pk}/views", {"load": load or secrets.token_hex(16)}, **(headers or OURS))


@pytest.fixture
def article() -> Article:
    return factories.published(factories.column())


def test_a_view_is_in_the_journal_before_the_reply_and_in_the_rows_after_the_roll_up(client, article, journal) -> None:
    reply = count(client, article)
    assert reply.json() == {"views": 1}
    assert len(lines(journal)) == 1
    assert lines(journal)[0].endswith(f" {article.pk} .")
    assert counters.roll_up(timezone.now()) == 1
    article.refresh_from_db()
    assert article.views == 1
    assert ViewDay.objects.get().views == 1
    assert counters.roll_up(timezone.now()) == 0


def test_a_page_load_is_counted_once(client, article, journal) -> None:
    for _ in range(3):
        assert count(client, article, load="0123456789abcdef" * 2).status_code == 200
    count(client, article, load="fedcba9876543210" * 2)
    assert len(lines(journal)) == 2


@pytest.mark.parametrize(
    "load", ["", "0123456789abcdef", "0123456789ABCDEF" * 2, "x" * 32, "0" * 33, "١" * 32, "0" * 32 + "\n"]
)
def test_a_load_that_no_page_of_ours_sends_is_refused(client, article, journal, load: str) -> None:
    assert client.post(f"/news/{article.pk}/views", {"load": load}, **OURS).status_code == 400
    assert client.post(f"/news/{article.pk}/views", **OURS).status_code == 400
    assert lines(journal) == []


def test_page_loads_are_kept_where_they_push_out_no_rate_limit(client, article) -> None:
    load = secrets.token_hex(16)
    assert count(client, article, load).status_code == 200
    name = f"load:{article.pk}:{load}"
    assert (caches["loads"].get(name), caches["default"].get(name)) == (1, None)


@pytest.mark.parametrize("written", [0, 7, OSError(28, "No space left on device")])
def test_a_view_that_the_disk_does_not_take_is_not_acknowledged(client, article, journal, monkeypatch, written) -> None:
    load, write = secrets.token_hex(16), os.write

    def full(handle: int, line: bytes) -> int:
        if isinstance(written, OSError):
            raise written
        return write(handle, line[:written])

    with monkeypatch.context() as patch:
        patch.setattr(counters.os, "write", full)
        assert count(client, article, load).status_code == 503
    assert count(client, article, load).status_code == 200  # the same load is counted once there is room again
    assert counters.roll_up(timezone.now()) == 1


def test_a_line_that_was_cut_anywhere_neither_counts_nor_spoils_the_next(article, journal) -> None:
    now = timezone.now()
    counters.append(article.pk, now)
    path = next(journal.glob("views-*.log"))
    whole = path.read_bytes()
    for end in range(len(whole) - 1):
        path.write_bytes(whole[:end] + whole)
        JournalOffset.objects.all().delete()
        assert counters.roll_up(now) == 1, end


def test_only_our_own_pages_count(client, article, journal) -> None:
    assert count(client, article, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert count(client, article, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert client.post(f"/news/{article.pk}/views").status_code == 403
    for origin in ("http://[", "http://]", "null", "//", "http://testserver:x"):
        assert count(client, article, HTTP_ORIGIN=origin).status_code == 403
    assert count(client, article, HTTP_ORIGIN="http://testserver").status_code == 200  # a browser of 2018
    assert client.get(f"/news/{article.pk}/views").status_code == 405
    assert len(lines(journal)) == 1


def test_what_is_not_visible_is_not_counted(client, journal) -> None:
    column, now = factories.column(), timezone.now()
    hidden = [factories.saved(column), factories.published(column, at=now + timedelta(hours=1))]
    gone = factories.published(column)
    workflow.withdraw(gone.pk, by=people.column_editor(), now=now, reason="x")
    for article in [*hidden, gone]:
        assert count(client, article).status_code == 404
    assert lines(journal) == []


def test_one_address_does_not_pump_up_an_article(client, article, journal, settings) -> None:
    settings.RATE_VIEWS_OF_ARTICLE = "3/h"
    replies = [count(client, article).status_code for _ in range(5)]
    assert replies == [200, 200, 200, 429, 429]
    assert len(lines(journal)) == 3  # what was refused was not counted, what was counted was acknowledged


def test_viewing_moves_no_edition_and_writes_no_row(client, article, django_assert_num_queries) -> None:
    before = generation.edition(timezone.now())
    with django_assert_num_queries(1):
        count(client, article)
    assert generation.edition(timezone.now()).generation == before.generation


def test_views_from_many_threads_are_all_there(article) -> None:
    now = timezone.now()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: counters.append(article.pk, now), range(400)))
    assert counters.roll_up(now) == 400
    article.refresh_from_db()
    assert article.views == 400


def test_what_was_acknowledged_survives_kill_9(article, journal) -> None:
    code = (
        "import django, sys; django.setup()\n"
        "from pathlib import Path; from django.conf import settings; from django.utils import timezone\n"
        "from news import counters\n"
        "settings.JOURNAL_ROOT = Path(sys.argv[1])\n"
        "while True:\n"
        "    counters.append(int(sys.argv[2]), timezone.now()); print('counted', flush=True)\n"
    )
    arguments = [sys.executable, "-c", code, str(journal), str(article.pk)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    acknowledged = sum(1 for _ in zip(range(300), child.stdout, strict=False))
    child.kill()
    acknowledged += len(child.stdout.read().split())
    child.wait()
    counted = counters.roll_up(timezone.now())
    assert acknowledged >= 300
    assert acknowledged <= counted <= acknowledged + 1  # the last may have been written and not yet acknowledged


def test_a_half_written_and_a_damaged_line_do_no_harm(article, journal) -> None:
    now = timezone.now()
    counters.append(article.pk, now)
    path = next(journal.glob("views-*.log"))
    with path.open("ab") as file:
        file.write(b"nonsense\n\xff\xfe 1 .\n%d 999999 .\n%d %d ." % (now.timestamp(), now.timestamp(), article.pk))
    assert counters.roll_up(now) == 1  # the damaged are skipped, the unknown article too, the unfinished one waits
    with path.open("ab") as file:
        file.write(b"\n")
    assert counters.roll_up(now) == 1


def test_a_crash_between_counts_and_offset_counts_nothing_twice(article, monkeypatch) -> None:
    now = timezone.now()
    counters.append(article.pk, now)

    def crash(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(JournalOffset, "save", crash)
        with pytest.raises(RuntimeError):
            counters.roll_up(now)
    article.refresh_from_db()
    assert article.views == 0
    assert counters.roll_up(now) == 1


def test_each_day_has_its_own_file_and_a_finished_one_goes(article, journal) -> None:
    zone = timezone.get_default_timezone()
    late = datetime(2026, 3, 9, 23, 59, tzinfo=zone)
    counters.append(article.pk, late)
    counters.append(article.pk, late + timedelta(minutes=2))
    assert len(list(journal.glob("views-*.log"))) == 2
    old = next(path for path in journal.glob("views-*.log") if path.stem.endswith("20260309"))
    os.utime(old, (0, 0))
    counters.roll_up(late + timedelta(minutes=3))
    assert not old.exists()
    assert not JournalOffset.objects.filter(name=old.name).exists()
    assert JournalOffset.objects.count() == 1
    assert {str(row.day) for row in ViewDay.objects.all()} == {"2026-03-09", "2026-03-10"}


def test_a_journal_made_anew_is_read_from_its_start(article, journal) -> None:
    now = timezone.now()
    for _ in range(3):
        counters.append(article.pk, now)
    assert counters.roll_up(now) == 3
    next(journal.glob("views-*.log")).unlink()  # or the clock stepped back to a day whose file had gone
    counters.append(article.pk, now)
    assert counters.roll_up(now) == 1
    assert counters.roll_up(now) == 0


# --- Nodes ------------------------------------------------------------------------------------------------------------


def called(monkeypatch, name: str) -> None:
    monkeypatch.setattr(counters.socket, "gethostname", lambda: name)


def test_another_folders_file_is_left_alone(article, journal) -> None:
    now = timezone.now()
    (journal / f"views-0123456789ab-web-{now:%Y%m%d}.log").write_text(f"{int(now.timestamp())} {article.pk} .\n")
    assert counters.roll_up(now) == 0


@pytest.mark.parametrize("host", ["web-1.example.org", "../../etc", "站点*[a]?", "h" * 64, ""])
def test_any_machines_name_makes_a_harmless_file_name(article, journal, monkeypatch, host: str) -> None:
    called(monkeypatch, host)
    now = timezone.now()
    counters.append(article.pk, now)
    assert counters.roll_up(now) == 1
    (row,) = JournalOffset.objects.all()
    assert len(row.name) <= 100
    assert (journal / row.name).is_file()


def test_machines_that_share_a_folder_write_their_own_files_and_each_view_counts_once(
    article, journal, monkeypatch
) -> None:
    now = timezone.now()
    for host in ("web", "web-2"):
        called(monkeypatch, host)
        counters.append(article.pk, now)
    assert len(list(journal.glob("views-*.log"))) == 2
    called(monkeypatch, "worker")
    assert counters.roll_up(now) == 2
    called(monkeypatch, "web")
    assert counters.roll_up(now) == 0


def test_what_another_machine_wrote_in_a_copied_folder_is_not_counted_again(article, journal, monkeypatch) -> None:
    now = timezone.now()
    called(monkeypatch, "first")
    for _ in range(2):
        counters.append(article.pk, now)
    path = next(journal.glob("views-*.log"))
    copy = path.read_bytes()
    counters.append(article.pk, now)
    assert counters.roll_up(now) == 3
    called(monkeypatch, "second")
    path.write_bytes(copy)  # the copy is older than what has been counted
    assert counters.roll_up(now) == 0
    JournalOffset.objects.all().delete()  # the first machine is done with its file, a day later
    assert counters.roll_up(now + timedelta(days=1)) == 0
    assert path.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_count_nothing_twice(monkeypatch) -> None:
    monkeypatch.setattr(counters, "CHUNK", 200)  # many transactions
    article, now = factories.published(factories.column()), timezone.now()
    for _ in range(60):
        counters.append(article.pk, now)
    together = Barrier(2)

    def work() -> int:
        try:
            together.wait(10)
            return counters.roll_up(now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        added = [future.result() for future in [pool.submit(work) for _ in range(2)]]
    article.refresh_from_db()
    assert sum(added) == article.views == ViewDay.objects.get().views == 60


def test_rankings_of_today_the_week_and_the_month() -> None:
    column, now = factories.column(), timezone.now()
    today = timezone.localdate(now)
    old, new, hidden = (factories.published(column) for _ in range(3))
    for one, days, views in [(old, 20, 100), (old, 3, 4), (new, 0, 5), (hidden, 0, 999)]:
        ViewDay.objects.create(article=one, day=today - timedelta(days=days), views=views)
    workflow.withdraw(hidden.pk, by=people.column_editor(), now=now, reason="x")
    assert counters.rank(now)
    shown = {period: [one.pk for one in listed] for period, listed in counters.rankings(now).items()}
    assert shown == {"day": [new.pk], "week": [new.pk, old.pk], "month": [old.pk, new.pk]}
    before = generation.edition(now)
    assert not counters.rank(now)  # what is shown has not changed: no page is made anew
    assert generation.edition(now) == before
    workflow.withdraw(new.pk, by=people.column_editor(), now=now, reason="x")
    assert new not in counters.rankings(now)["day"]  # at once, not at the next ranking
    assert RankingEntry.objects.exists()
