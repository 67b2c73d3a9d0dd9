"""Articles of the association's earlier site."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from news import columns, workflow
from news.importers import legacy
from news.models import Article, Column, Version
from portal.models import AuditEntry
from tests import factories, people

FILES = Path(__file__).parent / "files" / "pages"
# The one real page, kept beside the checkout; where it is elsewhere, SEED_DIR says so.
SEED = Path(os.environ.get("SEED_DIR") or Path(__file__).parents[2] / "shared" / "seed") / "article-page.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the saved page of the present site is not here (SEED_DIR)")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def test_a_text_dump_gives_the_article_and_nothing_around_it() -> None:
    page = legacy.parse((FILES / "dump.txt").read_bytes(), "dump.txt")
    assert page.title == "青汀经开区主要负责人到育苗中心走访 部署春季项目建设"
    assert page.column_path == ["资讯中心", "国家级开发区动态"]
    assert (page.source, page.views) == ("青汀经开区", 97)
    assert page.published_at == local(2021, 4, 6, 9, 5)
    assert [text[0] for text in page.paragraphs] == ["4", "●", "●"]
    assert page.paragraphs[2].startswith("●抓服务")
    assert "甲部" not in page.body


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_saved_html_keeps_tables_and_says_which_pictures_it_lost(encoding: str) -> None:
    content = (FILES / "table.html").read_text("utf-8").encode(encoding)
    page = legacy.parse(content, "table.html")
    assert page.title == "澜川高新区发布一季度数据"
    assert page.column_path == ["资讯中心", "省级开发区动态"]
    assert (page.source, page.views) == ("澜川高新区", 1024)
    assert page.published_at == local(2020, 5, 8, 16, 40)
    assert '<p class="align-center"><strong>一季度主要数据</strong></p>' in page.body
    assert "<th>指标</th>" in page.body
    assert page.paragraphs[-1].startswith("下一步")
    assert "track" not in page.body
    assert "相关" not in page.body
    assert page.warnings == ["图片没有带过来：http://old.example.org/up/1.jpg"]
    assert page.source_ref == "http://old.example.org/news/4711.html"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空"),
        (b"\x00\x01\x02" * 50, "文本"),
        ("通知公告\n没有面包屑".encode(), "当前位置"),
        ("当前位置：首页> 资讯中心\n\n题目\n\n没有来源行".encode(), "来源"),
        ("当前位置：首页> 资讯中心\n来源：甲 发布时间：2022年03月09日 10:19".encode(), "标题"),
        ("当前位置：首页> 资讯中心\n题\n来源：甲 发布时间：2022年13月40日 10:19\n文".encode(), "日期"),
        ("当前位置：首页> 资讯中心\n题\n来源：甲 发布时间：2099年03月09日 10:19\n文".encode(), "将来"),
        ("当前位置：首页> 资讯中心\n题\n来源：甲 发布时间：2022年03月09日 10:19\n\n  • 政府部门".encode(), "正文是空"),
        ("当前位置：首页\n题\n来源：甲 发布时间：2022年03月09日\n文".encode(), "栏目"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(legacy.NotAnArticle, match=reason):
        legacy.parse(content, "x.txt")


@pytest.mark.django_db
def test_importing_makes_the_columns_and_is_audited(capsys) -> None:
    call_command("import_page", str(FILES / "dump.txt"))
    article = Article.objects.published(timezone.now()).get()
    assert [step.name for step in columns.read().path(article.column)] == ["资讯中心", "国家级开发区动态"]
    assert article.views == 97
    assert article.publish_at == local(2021, 4, 6, 9, 5)
    assert AuditEntry.objects.filter(action="导入", actor="import_page").count() == 1
    assert not AuditEntry.objects.filter(action="发布").exists()
    assert article.placements.count() == 2


@pytest.mark.django_db
def test_importing_again_changes_nothing_and_undoes_no_edit() -> None:
    call_command("import_page", str(FILES / "dump.txt"))
    call_command("import_page", str(FILES / "dump.txt"))
    assert Version.objects.count() == 1
    article = factories.edited(Article.objects.get(), title="改过的标题")
    workflow.publish(article.latest, by=people.editor(), now=timezone.now())
    call_command("import_page", str(FILES / "dump.txt"))
    assert Article.objects.get().title == "改过的标题"
    workflow.withdraw(article.pk, by=people.column_editor(), now=timezone.now(), reason="x")
    call_command("import_page", str(FILES / "dump.txt"))
    assert not Article.objects.published(timezone.now()).exists()


@pytest.mark.django_db
def test_a_changed_page_is_updated(tmp_path: Path) -> None:
    call_command("import_page", str(FILES / "dump.txt"))
    changed = tmp_path / "dump.txt"
    changed.write_text((FILES / "dump.txt").read_text("utf-8").replace("上门办理", "上门办好"), "utf-8")
    call_command("import_page", str(changed))
    article = Article.objects.get()
    assert "上门办好" in article.body
    assert article.versions.count() == 2


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(capsys) -> None:
    call_command("import_page", "--dry-run", str(FILES / "dump.txt"))
    shown = capsys.readouterr().out
    assert "将新建：资讯中心、国家级开发区动态" in shown
    assert "3 段" in shown
    assert not Column.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, capsys) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<html><body><p>不是稿件</p></body></html>", "utf-8")
    with pytest.raises(CommandError, match="2 个文件"):
        call_command("import_page", str(bad), str(tmp_path / "missing.txt"), str(FILES / "dump.txt"))
    assert Article.objects.count() == 1
    assert "bad.html" in capsys.readouterr().err


@needs_seed
@pytest.mark.django_db
def test_the_seed_page_word_for_word() -> None:
    lines = SEED.read_text("utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if "来源" in line)
    words = [line.strip() for line in lines[at + 1 : at + 15] if line.strip()]
    page = legacy.parse(SEED.read_bytes(), SEED.name)
    assert page.paragraphs == words
    assert len(words) == 7
    assert sum(text.startswith("●") for text in words) == 3
    assert page.column_path == ["资讯中心", "国家级开发区动态"]
    assert (page.source, page.views, page.published_at) == ("银川经开区", 268, local(2022, 3, 9, 10, 19))
    call_command("import_page", str(SEED))
    stored = Article.objects.get()
    assert stored.body.count("<p>") == 7
    assert legacy.html.plain_text(stored.body) == " ".join(words)
