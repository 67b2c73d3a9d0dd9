"""The demonstration portal: into an empty database only, resumable, whole."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from feedback.models import Message, Submission
from links.models import Link, LinkGroup
from news.models import Article, Column, ColumnCount, Issue, Placement
from portal.demo import loading
from portal.models import AuditEntry, Picture, SiteSettings, User
from tests import factories


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_it_never_touches_existing_content(data, capsys) -> None:
    factories.published(factories.column())
    with pytest.raises(CommandError, match="已有内容"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert capsys.readouterr().out == ""
    assert Article.objects.count() == 1
    assert not User.objects.filter(username="admin").exists()


@pytest.mark.django_db
def test_accounts_in_use_are_left_as_they_are(data) -> None:
    def load() -> dict[str, str]:
        loading.Loader(timezone.now(), lambda _, total: iter(range(total))).accounts()
        rows = [line.split("\t") for line in loading.accounts_file().read_text("utf-8").splitlines()]
        return {username: password for _, username, password in rows}

    def valid(passwords: dict[str, str]) -> set[str]:
        return {name for name, word in passwords.items() if User.objects.get(username=name).check_password(word)}

    first = load()
    assert len(first) == len(valid(first)) == 5
    assert load() == first  # an interrupted load that goes on
    changed = User.objects.get(username="bianji")
    changed.set_password("chosen by chen")
    changed.last_login = timezone.now()
    changed.is_active = False
    changed.save()
    second = load()
    assert second == first | {"bianji": loading.OWN_PASSWORD}
    changed.refresh_from_db()
    assert changed.check_password("chosen by chen")
    assert not changed.is_active
    loading.accounts_file().unlink()  # stopped before it was written
    third = load()
    assert valid(third) == set(third) - {"bianji"}
    assert loading.accounts_file().stat().st_mode & 0o077 == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_whole_even_when_it_was_interrupted(data, monkeypatch, capsys) -> None:
    def stop(self) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(loading.Loader, "magazine", stop)
        with pytest.raises(KeyboardInterrupt):
            call_command("demo", "--if-empty")
    assert not loading.is_finished()
    sample = Article.objects.filter(source_ref__startswith="demo:")
    articles = sample.count()
    call_command("demo", "--if-empty")
    assert loading.is_finished()
    assert sample.count() == articles
    call_command("demo", "--if-empty")
    assert AuditEntry.objects.filter(action=loading.FINISHED).count() == 1

    now = timezone.now()
    out = Article.objects.published(now)
    assert out.count() >= 280
    assert out.filter(cover__isnull=False).count() >= 30
    assert Article.objects.filter(approved=None).count() >= 3  # drafts
    assert Article.objects.filter(publish_at__gt=now).exists()
    assert Article.objects.exclude(withdrawn_at=None).exists()
    assert Article.objects.filter(expire_at__lte=now).exists()
    assert (now - out.order_by("publish_at").first().publish_at).days > 900
    assert not out.exclude(body__contains="示例").exists()  # every one says what it is
    assert Link.objects.count() == 58
    assert list(LinkGroup.objects.values_list("name", flat=True)) == ["政府部门", "行业协会", "新闻媒体", "友情链接"]
    assert Issue.objects.filter(pdf__isnull=False, cover__isnull=False).count() >= 10
    assert set(Submission.objects.values_list("state", flat=True)) == set(Submission.State.values)
    assert Message.objects.filter(is_published=True).exists()
    assert Message.objects.filter(reply="").exists()
    assert SiteSettings.load().icp_number == ""
    assert Column.objects.filter(is_notice_board=True).count() == 1
    assert Picture.objects.count() >= 40
    for row in ColumnCount.objects.all():
        assert row.number == Placement.objects.filter(column=row.column_id).count()

    accounts = [line.split("\t") for line in loading.accounts_file().read_text("utf-8").splitlines()]
    assert len(accounts) == 5
    client = Client()
    for _, username, password in accounts:
        assert client.login(username=username, password=password)
    for path in ["/", "/news/zixun/", "/magazine/", "/links/", out.newest_first().first().get_absolute_url()]:
        assert client.get(path).status_code == 200
