"""The demonstration content is complete, consistent, invented, and the same at every call."""

import io
import re
import zipfile
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from portal.demo import articles as demo
from portal.demo import attachments, pictures, site
from portal.demo.bank import SKELETONS
from portal.demo.texts import SAMPLE_MARK, Dice, write, write_body
from portal.demo.zones import ZONES

ALLOWED_TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "figure", "img", "figcaption", "blockquote", "strong", "em", "a",
}  # fmt: skip
DAYS = [demo.REFERENCE_DAY, date(2026, 1, 1), date(2027, 8, 14), date(2028, 2, 29)]
# Places that have well-known zones, and companies and bodies that must not be drawn into invented news.
REAL_NAMES = re.compile(
    "苏州|上海|北京|天津|广州|深圳|青岛|大连|宁波|昆山|武汉|合肥|成都|西安|重庆|杭州|南京|无锡|长沙|郑州|沈阳|哈尔滨"
    "|厦门|福州|烟台|中关村|张江|浦东|滨海新区|雄安|满洲里|绥芬河|瑞丽|凭祥|霍尔果斯|商务部|国务院|海关总署"
    "|华为|比亚迪|阿里巴巴|腾讯|宁德时代"
)
SMALL = (300, 200)


@pytest.fixture(scope="module")
def written():
    return demo.articles()


class Nesting(HTMLParser):
    """Notes every tag and whether each is closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.faults = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


# --- Articles ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", DAYS)
def test_the_same_day_gives_the_same_articles(today):
    assert demo.articles(today) == demo.articles(today)


def test_another_day_gives_the_same_keys_columns_and_states():
    first, second = (
        [(one.key, one.column, one.state, one.attachments) for one in demo.articles(day)] for day in DAYS[:2]
    )

    assert first == second


@pytest.mark.parametrize("today", DAYS)
def test_keys_and_titles_are_unique_and_titles_fit_a_line(today):
    written = demo.articles(today)

    assert len({one.key for one in written}) == len({one.title for one in written}) == len(written)
    assert [one.title for one in written if not 12 <= len(one.title) <= 38] == []


def test_there_are_as_many_of_each_state_as_the_desk_needs(written):
    count = {state: sum(one.state == state for one in written) for state in {one.state for one in written}}

    assert count.pop("published") >= 280
    assert count == {"draft": 6, "scheduled": 3, "withdrawn": 3, "expired": 3}


def test_headlines_are_recent_and_have_different_covers(written):
    heads = [one for one in written if one.headline]

    assert len(heads) == len({one.cover for one in heads}) == 5
    assert all(one.cover and one.cover_alt and one.state == "published" and one.days_ago < 60 for one in heads)


def test_three_published_notices_are_pinned(written):
    assert [(one.column, one.state) for one in written if one.pinned] == [("tongzhi", "published")] * 3


def test_about_seventy_articles_have_covers_and_none_is_worn_out(written):
    covers = [one.cover for one in written if one.cover]

    assert 65 <= len(covers) <= 80
    assert max(covers.count(key) for key in covers) <= 4


def test_the_portal_looks_alive_today_and_reaches_back_three_years(written):
    days = [one.days_ago for one in written if one.state == "published"]

    assert days.count(0) >= 4
    assert days.count(1) >= 3
    assert sum(day <= 365 for day in days) > len(days) / 2
    assert 900 < max(days) <= 1095
    assert all(one.days_ago < 0 for one in written if one.state == "scheduled")
    assert all(7 * 60 <= one.minute < 18 * 60 for one in written)


def test_the_newest_articles_are_all_of_different_cut():
    jobs = demo._jobs()[: len(SKELETONS)]

    assert len(SKELETONS) >= 60
    assert len({job.skeleton.name for job in jobs}) == len(SKELETONS)


def test_every_reference_leads_somewhere(written):
    columns = {column.slug for column in site.COLUMNS if column.kind == "list"}
    for one in written:
        used = re.findall(r"demo-picture:([\w-]+)", one.body) + ([one.cover] if one.cover else [])
        assert set(used) <= set(site.PICTURES)
        assert set(one.attachments) <= set(attachments.ATTACHMENTS)
        assert {one.column, *one.further_columns} <= columns
        assert one.column not in one.further_columns
        assert one.source
        assert one.author
        assert one.summary


@pytest.mark.parametrize("today", DAYS)
def test_bodies_are_well_formed_marked_as_samples_and_fully_filled_in(today):
    for one in demo.articles(today):
        nesting = Nesting()
        nesting.feed(one.body)
        assert (nesting.faults, nesting.open) == ([], []), one.key
        assert nesting.tags <= ALLOWED_TAGS
        assert one.body.endswith(f"<p>{SAMPLE_MARK}</p>")
        text = LexborHTMLParser(one.body).text()
        assert not re.search(r"[\[\]{}]|\*\*|None|\.\d{5}", text + one.title + one.summary + one.source), one.key
        assert 150 <= len(text) <= 3000, one.key


def test_tables_have_heads_and_as_many_cells_in_every_row(written):
    seen = 0
    for one in written:
        for table in LexborHTMLParser(one.body).css("table"):
            widths = {len(row.css("th, td")) for row in table.css("tr")}
            assert len(widths) == 1, one.key
            assert table.css("thead th[scope=col]")
            assert table.css("tbody th[scope=row]")
            seen += 1
    assert seen > 40


def test_pictures_in_bodies_have_alternative_text_and_a_caption(written):
    figures = [figure for one in written for figure in LexborHTMLParser(one.body).css("figure")]

    assert figures
    for figure in figures:
        assert figure.css_first("img").attributes["alt"]
        assert figure.css_first("figcaption").text()


def test_nothing_real_is_named(written):
    texts = [one.title + one.body + one.source for one in written]
    texts += [page.body for page in site.PAGES] + [repr(letter) for letter in [*site.MESSAGES, *site.SUBMISSIONS]]
    texts += [repr(zone) + zone.name for zone in ZONES]

    assert [(found[0], text[:60]) for text in texts if (found := REAL_NAMES.search(text))] == []


def test_addresses_and_telephones_cannot_be_reached(written):
    texts = " ".join([one.body for one in written] + [page.body for page in site.PAGES] + [repr(site.SITE)])
    texts += repr(site.MESSAGES) + repr(site.SUBMISSIONS)

    assert set(re.findall(r"@([\w.-]+\.\w+)", texts)) <= {"example.org", "example.com"}
    assert set(re.findall(r"\b1\d{10}\b", texts)) <= {"13800000000"}
    assert set(re.findall(r"010-(\d{4})", texts)) <= {"0000"}


# --- The markup -------------------------------------------------------------------------------------------------


def test_markup_becomes_html():
    body = write_body(
        """
        ## 标题{n}

        甲[乙|乙]
        丙**重**，[链接](/submit/)。

        - 一
        - 二
          续

        |= 表
        | 头 | 数 |
        | 行 | {n} |

        ! chart :: 图 :: 说明
        """,
        {"n": 3},
        Dice(1),
        lambda kind: f"{kind}-key",
    )

    assert body.splitlines() == [
        "<h2>标题3</h2>",
        '<p>甲乙丙<strong>重</strong>，<a href="/submit/">链接</a>。</p>',
        "<ul><li>一</li><li>二续</li></ul>",
        '<table><caption>表</caption><thead><tr><th scope="col">头</th><th scope="col">数</th></tr></thead>'
        '<tbody><tr><th scope="row">行</th><td>3</td></tr></tbody></table>',
        '<figure><img src="demo-picture:chart-key" alt="图"><figcaption>说明</figcaption></figure>',
        f"<p>{SAMPLE_MARK}</p>",
    ]


def test_a_text_that_names_an_unknown_fact_is_refused():
    with pytest.raises(KeyError):
        write("{nobody}", {}, Dice(1))


# --- Zones and the frame of the site ------------------------------------------------------------------------------


def test_there_are_forty_zones_with_unique_names():
    assert len(ZONES) >= 40
    assert len({zone.name for zone in ZONES}) == len(ZONES)
    assert all(len(set(zone.companies)) == 3 for zone in ZONES)


def test_columns_form_a_tree_and_their_pages_exist():
    slugs = [column.slug for column in site.COLUMNS]
    pages = {page.slug for page in site.PAGES}

    assert len(set(slugs)) == len(slugs)
    for place, column in enumerate(site.COLUMNS):
        assert column.parent is None or column.parent in slugs[:place]
        assert (column.page in pages) == (column.kind == "page")
        assert bool(column.url) == (column.kind == "link")
    assert [column.slug for column in site.COLUMNS if column.notice_board] == ["tongzhi"]


def test_standing_pages_are_well_formed():
    for page in site.PAGES:
        nesting = Nesting()
        nesting.feed(page.body)
        assert (nesting.faults, nesting.open) == ([], []), page.slug
        assert page.body.endswith(f"<p>{SAMPLE_MARK}</p>")
    assert {page.slug for page in site.PAGES if page.in_foot} == {"about", "privacy", "copyright"}


def test_letters_use_the_kinds_and_states_of_the_portal():
    columns = {column.slug for column in site.COLUMNS}

    assert {one.kind for one in site.MESSAGES} == {"consult", "suggest", "complain", "correct", "other"}
    assert all(one.reply and one.may_publish for one in site.MESSAGES if one.published)
    assert {one.state for one in site.SUBMISSIONS} == {"received", "reviewing", "returned", "adopted", "declined"}
    assert {one.column for one in site.SUBMISSIONS} <= columns
    assert all(one.note for one in site.SUBMISSIONS if one.state in ("returned", "declined"))


@pytest.mark.parametrize("today", [*DAYS, date(2026, 2, 4), date(2026, 2, 5), date(2026, 12, 31)])
def test_issues_are_bimonthly_unique_and_past(today):
    issues = site.issues(today)
    days = [today - timedelta(days=issue.days_ago) for issue in issues]

    assert len(issues) == 12
    assert days == sorted(days, reverse=True)
    assert 0 <= issues[0].days_ago < 70
    for issue, day in zip(issues, days, strict=True):
        assert (day.year, day.month) == (today.year - issue.year_offset, issue.number * 2)


# --- Pictures -----------------------------------------------------------------------------------------------------


def test_every_picture_names_a_scene_and_each_scene_is_used():
    assert {kind for kind, _ in site.PICTURES.values()} == set(pictures.SCENES) == set(site.PICTURE_CAPTIONS)
    assert len(set(site.PICTURES.values())) == len(site.PICTURES) >= 36


def test_pictures_are_the_same_twice_and_differ_by_kind_and_seed():
    drawn = {(kind, seed): pictures.draw(kind, seed, SMALL) for kind in pictures.SCENES for seed in (1, 2)}

    assert len(set(drawn.values())) == len(drawn)
    for (kind, seed), picture in drawn.items():
        assert pictures.draw(kind, seed, SMALL) == picture


def test_pictures_and_covers_have_their_sizes():
    made = {
        (1600, 1067): pictures.draw("skyline", 3),
        (900, 1200): pictures.draw_cover(61),
    }
    for size, content in made.items():
        image = Image.open(io.BytesIO(content))
        assert image.size == size
        assert image.format == "JPEG"


def test_covers_differ():
    assert len({pictures.draw_cover(issue.cover_seed) for issue in site.ISSUES}) == len(site.ISSUES)


# --- Files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(attachments.ATTACHMENTS))
def test_attachments_are_the_same_twice_and_of_their_kind(key):
    name, content = attachments.build(key)

    assert attachments.build(key) == (name, content)
    if name.endswith(".pdf"):
        check_pdf(content)
        return
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            ET.fromstring(archive.read(part))  # noqa: S314 (our own bytes)
    assert ("[Content_Types].xml" in archive.namelist()) == name.endswith((".docx", ".xlsx"))


def test_an_unknown_attachment_is_refused():
    with pytest.raises(KeyError):
        attachments.build("nothing")


def test_every_issue_has_a_pdf_of_its_own():
    files = [attachments.magazine_pdf(issue) for issue in site.ISSUES]

    assert len(set(files)) == len(files)
    for content in files:
        assert check_pdf(content) == 8


def check_pdf(content: bytes) -> int:
    """Walk the cross-reference table the way a reader does; returns the number of pages."""
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert content[start:].startswith(b"xref\n")
    places = [int(entry[:10]) for entry in content[start:].split(b"\n")[3:] if entry.endswith(b"00000 n ")]
    for number, place in enumerate(places, start=1):
        assert content[place:].startswith(f"{number} 0 obj".encode())
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", content, re.DOTALL):
        assert int(length) == len(stream)
    return content.count(b"/Type /Page ")
