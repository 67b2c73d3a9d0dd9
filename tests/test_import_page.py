"""Articles of the association's earlier site."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from news import columns, workflow
from news.importers import legacy
from news.models import Article, Column, Version
from portal.models import AuditEntry
from tests import factories, people

FILES = Path(__file__).parent / "files" / "pages"
# The one real page, kept beside the checkout; where it is elsewhere, SEED_DIR says so.
SIGNED = [
    "青汀经开区今日举行项目签约仪式，十二家企业的负责人到场，签约金额比去年有明显增长。",
    "园区负责人介绍，签约项目以新材料和智能装备为主，其中七个项目计划在年内开工建设。",
    "下一步，青汀经开区将为每个项目指定专人，跟进用地、环评和用工等各项手续。",
]
CRUMB = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zx">资讯中心</a></div>'
SEED = Path(os.environ.get("SEED_DIR") or Path(__file__).parents[2] / "shared" / "seed") / "article-page.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the saved page of the present site is not here (SEED_DIR)")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def test_a_text_dump_gives_the_article_and_nothing_around_it() -> None:
    page = legacy.parse((FILES / "dump.txt").read_bytes())
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
    page = legacy.parse(content)
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
    ("name", "paragraphs"),
    [
        ("trs_editor.html", SIGNED),  # GBK; an editor of its own; the columns' path with a shortened title
        ("zoom_breaks.html", [SIGNED[0], "二是抓好落实。", "三是抓好服务。", SIGNED[1], "秘书处"]),  # nested tables
        ("bare_after_meta.html", SIGNED),  # bare text between breaks, beside the line 来源…
        ("div_paragraphs.html", [*SIGNED[:2], "（记者 甲乙）"]),
        ("one_container.html", SIGNED),  # title, 来源… and text in one box, a sidebar beside it
        ("two_editors.html", SIGNED),  # two boxes of a known name, and a paragraph beside them
        ("side_column.html", SIGNED[:2]),  # text and sidebar in one row below 来源…
        ("short_text.html", ["端午节放假三天。"]),  # a layout of tables; the sidebar has more words
        ("links_only.html", ["申报表一（样表）", "申报表二（样表）"]),
        ("double_gaps.txt", [*SIGNED[:2], "青汀经开区管委会", "2019年6月3日"]),
    ],
)
def test_each_layout_gives_its_whole_text_and_nothing_beside_it(name: str, paragraphs: list[str]) -> None:
    page = legacy.parse((FILES / name).read_bytes())
    assert page.paragraphs == paragraphs
    assert page.share > 0.7


@pytest.mark.parametrize(
    ("name", "title", "path", "source", "views"),
    [
        ("trs_editor.html", "青汀经开区十二个项目签约", ["资讯中心", "高新区 / 经开区"], "青汀经开区", 0),
        ("zoom_breaks.html", "青汀经开区十二个项目签约", ["资讯中心"], "青汀经开区", 45),
        ("bare_after_meta.html", "青汀经开区十二个项目签约", ["资讯中心", "省级开发区动态"], "青汀经开区", 0),
        ("div_paragraphs.html", "青汀经开区十二个项目签约", ["资讯中心", "国家级开发区动态"], "青汀经开区", 0),
        ("one_container.html", "青汀经开区十二个项目签约", ["资讯中心"], "青汀经开区", 0),
        ("two_editors.html", "青汀经开区十二个项目签约", ["资讯中心"], "青汀经开区（本部）", 8),
        ("short_text.html", "关于端午节放假的通知", ["通知公告"], "秘书处", 7),
        ("notice.html", "关于召开园区年会的通知", ["通知公告"], "秘书处", 0),
        ("double_gaps.txt", "青汀经开区十二个项目签约", ["资讯中心", "省级开发区动态"], "青汀经开区", 0),
    ],
)
def test_each_layout_gives_title_columns_source_and_views(
    name: str, title: str, path: list[str], source: str, views: int
) -> None:
    page = legacy.parse((FILES / name).read_bytes())
    assert (page.title, page.column_path, page.source, page.views) == (title, path, source, views)


def test_a_table_between_short_paragraphs_stays_whole() -> None:
    page = legacy.parse((FILES / "intro_table.html").read_bytes())
    assert page.body.startswith("<p>名单如下。</p><table>")
    assert page.body.endswith("</table><p>公示期五天。</p>")
    assert page.body.count("<tr>") == 21


def test_words_of_the_foot_inside_a_text_do_not_end_it() -> None:
    page = legacy.parse((FILES / "notice.html").read_bytes())
    assert page.paragraphs[:3] == ["时间：2019年8月1日", "主办单位：某某开发区协会", "承办单位：青汀经开区"]
    assert page.paragraphs[-1] == "附件：参会回执"


def test_no_picture_comes_along_not_even_at_an_address_like_ours() -> None:
    page = legacy.parse((FILES / "one_container.html").read_bytes())
    assert "<img" not in page.body
    assert page.warnings == [
        "图片没有带过来：/pictures/12/a.jpg",
        "图片没有带过来：http://other.example.org/pictures/13/b.jpg",
    ]


def test_text_that_was_left_behind_is_said() -> None:
    page = legacy.parse((FILES / "zoom_breaks.html").read_bytes())
    assert page.warnings == ["正文以外的文字没有带过来：本栏目由秘书处编辑，欢迎各开发区来稿，来稿请注明联系人和电话。"]
    assert 0.7 < page.share < 0.8


def test_a_line_quoted_in_the_text_is_not_taken_for_the_real_one() -> None:
    page = legacy.parse((FILES / "quoted_below.html").read_bytes())
    assert (page.source, page.published_at) == ("青汀经开区", local(2019, 6, 3))
    assert len(page.paragraphs) == 3
    with pytest.raises(legacy.NotAnArticle, match="来源"):
        legacy.parse((FILES / "quoted_meta.html").read_bytes())


def test_a_page_whose_text_is_in_doubt_is_refused() -> None:
    with pytest.raises(legacy.NotAnArticle, match="只认出了页面文字的 6%"):
        legacy.parse((FILES / "unsure.html").read_bytes())
    # However short what follows 来源… is: it is the text, and the box beside it is not.
    content = f"{CRUMB}<div><h1>题目</h1><div>来源：甲 发布时间：2019-06-03</div><div>放假三天</div></div>"
    with pytest.raises(legacy.NotAnArticle, match="只认出了"):
        legacy.parse(f'{content}<div class="con"><p>{SIGNED[0]}</p></div>'.encode())


def saved(
    head: str = "", crumb: str = CRUMB, meta: str = "来源：甲 发布时间：2019-06-03", text: str = SIGNED[0]
) -> bytes:
    """Return a page as a browser saves it."""
    return (
        f"<html><head>{head}</head><body>{crumb}<p>青汀园区题目</p><p>字号：大 中 小</p><div>{meta}</div>"
        f"<div><p>{text}</p></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("http://old.example.org/news/4711.html", "http://old.example.org/news/4711.html"),
        ("http://old.example.org/show.aspx?id=3#top", "http://old.example.org/show.aspx?id=3"),
        ("http://old.example.org", ""),
        ("http://old.example.org/", ""),
        ("http://old.example.org/?p=1", ""),
        ("http://old.example.org/zx/index.html", ""),
        ("http://old.example.org/zx/Index.aspx?x=1", ""),
        ("http://old.example.org/" + "a" * 300, ""),
        ("/news/4711.html", ""),
    ],
)
def test_only_an_address_of_its_own_identifies_a_page(address: str, identity: str) -> None:
    page = legacy.parse(saved(f'<link rel="canonical" href="{address}">'))
    assert page.source_ref == identity or (not identity and page.source_ref.startswith("page:"))


@pytest.mark.parametrize(
    ("crumb", "path"),
    [
        ("当前位置:首页> 资讯中心 国家级开发区动态", ["资讯中心", "国家级开发区动态"]),
        ("当前位置：首页 › 高新区/经开区 › 正文", ["高新区/经开区"]),
        ("当前位置：首页 / 资讯中心 / 动态", ["资讯中心", "动态"]),
        ("当前位置：首页 资讯中心 动态", ["资讯中心", "动态"]),
        ("当前位置：首页 » 资讯中心 » 青汀园区题目", ["资讯中心"]),
        ("当前位置：<a>首页</a>&nbsp;›&nbsp;<a>资讯 中心</a>&nbsp;›&nbsp;动态", ["资讯 中心", "动态"]),
        ("当前位置：<a>首页</a> <a>资讯中心</a> <a>青汀园区题目</a>", ["资讯中心"]),
        (
            "<span>当前位置：</span><ul><li><a>首页</a></li><li><a>资讯中心</a></li><li>青汀园区…</li></ul>",
            ["资讯中心"],
        ),
        ("<p>当前位置：</p><p>首页</p><p>&gt;</p><p>资讯中心</p>", ["资讯中心"]),
    ],
)
def test_the_columns_are_read_from_each_kind_of_path(crumb: str, path: list[str]) -> None:
    page = legacy.parse(saved(crumb=f"<div>{crumb}</div>"))
    assert (page.title, page.column_path) == ("青汀园区题目", path)


@pytest.mark.parametrize(
    ("meta", "source", "views"),
    [
        ("发布时间：2019-06-03 来源：甲网 | 点击：5", "甲网", 5),
        ("来源：甲网 | 发布时间：2019/6/3", "甲网", 0),
        (
            "<ul><li>发布时间：2019年6月3日</li><li>作者：乙</li><li>来源：甲网</li><li>浏览次数：<i></i>次</li></ul>",
            "甲网",
            0,
        ),
        ("<span>[来源：甲网]</span><span>[发布日期：2019.6.3]</span><span>责任编辑：乙</span>", "甲网", 0),
        ("<p>信息来源：<a>甲网</a></p><p>|</p><p>发布时间：</p><p>2019-06-03</p><p>阅读：</p><p>31</p>", "甲网", 31),
    ],
)
def test_the_line_of_the_source_is_read_in_each_order_and_broken_over_elements(
    meta: str, source: str, views: int
) -> None:
    page = legacy.parse(saved(meta=meta))
    assert (page.source, page.views, page.published_at) == (source, views, local(2019, 6, 3))
    assert page.paragraphs == [SIGNED[0]]


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
        legacy.parse(content)


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
    assert "占页面文字的 100%" in shown
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


@pytest.mark.django_db
def test_a_page_that_says_it_is_another_one_overwrites_nothing(tmp_path: Path, capsys) -> None:
    head = '<link rel="canonical" href="http://old.example.org/zx/">'
    files = [tmp_path / "1.html", tmp_path / "2.html"]
    files[0].write_bytes(saved(head))
    files[1].write_bytes(
        saved(head, meta="来源：甲 发布时间：2020-01-01").replace("青汀园区题目".encode(), "别的题目".encode())
    )
    with pytest.raises(CommandError, match="1 个文件"):
        call_command("import_page", *map(str, files))
    assert "已属于另一篇稿件“青汀园区题目”" in capsys.readouterr().err
    article = Article.objects.get()
    assert (article.title, article.versions.count()) == ("青汀园区题目", 1)


@pytest.mark.django_db
def test_a_page_whose_title_was_changed_here_is_still_the_same(tmp_path: Path) -> None:
    file = tmp_path / "1.html"
    file.write_bytes(saved('<link rel="canonical" href="http://old.example.org/zx/1.html">'))
    call_command("import_page", str(file))
    article = factories.edited(Article.objects.get(), title="改过的标题")
    workflow.publish(article.latest, by=people.editor(), now=timezone.now())
    Article.objects.update(publish_at=local(2021, 1, 1))
    call_command("import_page", str(file))
    assert Article.objects.get().title == "改过的标题"


@pytest.mark.django_db
def test_a_long_column_name_is_cut_the_same_way_each_time(tmp_path: Path, capsys) -> None:
    crumb = f"<div>当前位置：首页 &gt; {'很长的栏目' * 8}</div>"
    for number in (1, 2):
        file = tmp_path / f"{number}.html"
        file.write_bytes(saved(f'<link rel="canonical" href="http://old.example.org/{number}.html">', crumb))
        call_command("import_page", str(file))
    assert Column.objects.get().name == "很长的栏目" * 6
    assert Article.objects.count() == 2
    call_command("import_page", "--dry-run", str(file))
    assert "将新建" not in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [IntegrityError("UNIQUE"), RecursionError("too deep")])
def test_whatever_one_file_breaks_the_others_are_imported(tmp_path: Path, capsys, monkeypatch, broken) -> None:
    file = tmp_path / "1.html"
    file.write_bytes(saved())
    real = workflow.import_legacy

    def break_on_one(draft: workflow.Draft, **about: Any) -> tuple[Article, str]:
        if about["source"] == "1.html":
            raise broken
        return real(draft, **about)

    monkeypatch.setattr(workflow, "import_legacy", break_on_one)
    with pytest.raises(CommandError, match="1 个文件"):
        call_command("import_page", str(file), str(FILES / "dump.txt"))
    assert f"1.html：没有导入，程序出错（{type(broken).__name__}" in capsys.readouterr().err
    assert Article.objects.get().title.startswith("青汀经开区主要负责人")
    assert not Column.objects.filter(articles=None, children=None).exists()


@needs_seed
@pytest.mark.django_db
def test_the_seed_page_word_for_word() -> None:
    lines = SEED.read_text("utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if "来源" in line)
    words = [line.strip() for line in lines[at + 1 : at + 15] if line.strip()]
    page = legacy.parse(SEED.read_bytes())
    assert page.paragraphs == words
    assert len(words) == 7
    assert sum(text.startswith("●") for text in words) == 3
    assert page.column_path == ["资讯中心", "国家级开发区动态"]
    assert (page.source, page.views, page.published_at) == ("银川经开区", 268, local(2022, 3, 9, 10, 19))
    call_command("import_page", str(SEED))
    stored = Article.objects.get()
    assert stored.body.count("<p>") == 7
    assert legacy.html.plain_text(stored.body) == " ".join(words)


LINKS = """<html><head>{head}</head><body><div>当前位置：<a href="/">首页</a> &gt; <a href="/zx">资讯中心</a></div><h1>附件很多的通知</h1>
<div>来源：青汀经开区 发布时间：2020年05月08日 16:40 点击量：3</div><div class="content">
<p>各单位请下载<a title="表" href="/up/a&amp;b.doc">申报表</a>，也可以看<a href="https://example.org/x">说明</a>，填好后寄回。</p>
</div></body></html>"""


def test_links_relative_to_the_old_site_are_made_whole_or_dropped_with_a_word() -> None:
    head = '<link rel="canonical" href="http://old.example.org/news/4711.html">'
    whole = legacy.parse(LINKS.format(head=head).encode())
    assert 'href="http://old.example.org/up/a&amp;b.doc"' in whole.body
    assert 'href="https://example.org/x"' in whole.body
    assert whole.warnings == []
    lost = legacy.parse(LINKS.format(head="").encode())
    assert "/up/" not in lost.body
    assert "申报表" in lost.body
    assert lost.warnings == ["链接没有带过来：/up/a&b.doc"]
