"""The demonstration magazine's issues as small PDFs: a cover, the contents and one page for each piece."""

from .pdf import A4, Page, Shade, render
from .site import DemoIssue
from .texts import SAMPLE_MARK, Dice

_BRAND: Shade = (0.043, 0.290, 0.561)
_ACCENT: Shade = (0.710, 0.071, 0.106)
_PALE: Shade = (0.925, 0.945, 0.965)
_MUTED: Shade = (0.333, 0.376, 0.435)
_WHITE: Shade = (1.0, 1.0, 1.0)
_MARGIN = 56
_FIRST_PAGE = 3  # of the first piece, after cover and contents

# Label, title and paragraphs of each piece; the one without a title is the issue's own subject.
_PIECES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("卷首", "写给第一次到园区上班的人", (
        "一个园区最先让人看见的是厂房和道路，最后让人留下的却是几件小事：下夜班有没有车，样品坏了有没有地方测，申报材料写错了有没有人提前说一声。",
        "欢迎你来。请先记住三样东西：厂门口那条路的名字，食堂师傅的姓，还有第一位给你打电话诉苦的老板。他们会教给你的，比任何一份材料都多。",
    )),
    ("专题", "", (
        "本期专题由编辑部与六家开发区共同策划。我们没有请人写综述，而是请经办人各写一件自己做过的事，写清楚花了多少钱、用了多少天、哪一步走错了。",
        "读下来有一个共同的感受：做得好的地方，先把问题写成清单，再把清单写成时间表，最后把时间表贴在墙上。墙上的纸换得勤，说明事情办得快；换得慢，也有人来问。",
        "检查清单只有三行：谁负责，哪天办完，办不成时向谁说、怎么说。",
    )),
    ("调研", "四十一个样本园区的用地账", (
        "我们请四十一个园区各抽三十宗工业用地，逐宗看“现在还在做什么”。停产闲置的不到一成，更大的一块是半睡半醒：厂房还在用，用得不满。",
        "盘活的难处在于三笔账算不到一起：企业的账、园区的账、银行的账。文中列出五种做法，以及每一种不适用的情形。",
    )),
    ("访谈", "一位园区规划师的三十张图", (
        "路画宽了，绿地画在了边上，留白留少了，管线画对了。她把三十张图摊在地上，一张一张讲哪里后悔。",
        "“二十年后的产业你我都不知道，留一块白地，算是留给后人的礼物。”",
    )),
    ("案例", "把实验室搬到车间隔壁", (
        "从实验室到生产线，中间隔着一段不长却难走的路，行话叫中试。这家公共中试基地按机时收费，设备、环评、安评都是现成的。",
        "他们立了三条规矩：数据当天封存，人员单独签保密协议，同一条线不安排同业项目相邻使用。",
    )),
    ("资料", "本季主要指标", (
        "本栏刊登样本园区的季度指标中位数，按类型分组。数据来自协会统计直报平台，自愿填报，不宜外推。",
    )),
)  # fmt: skip


def magazine_pdf(issue: DemoIssue) -> bytes:
    """The issue as a PDF of eight pages."""
    pieces = [_piece(issue, number) for number in range(len(_PIECES))]
    return render([_cover(issue), _contents(issue), *pieces], f"《中国开发区》第 {issue.number} 期：{issue.title}")


def _cover(issue: DemoIssue) -> Page:
    dice = Dice(f"magazine-{issue.cover_seed}")
    page = Page()
    page.rect(0, 0, *A4, _BRAND)
    for step in range(8):
        left, rise = dice.n(-40, 480, 20), 110 + 62 * dice.n(1, 7)
        light = 0.05 * (step + 1)
        shade = (_BRAND[0] + light, _BRAND[1] + light, min(1.0, _BRAND[2] + light))
        page.poly([(left, 160), (left + 140, 160), (left + 140, 160 + rise), (left, 118 + rise)], shade)
    page.rect(0, 0, A4[0], 160, _WHITE)
    page.rect(_MARGIN, 132, 48, 6, _ACCENT)
    page.text(_MARGIN, 760, "中国开发区", 44, _WHITE)
    page.text(_MARGIN, 724, f"第 {issue.number} 期　演示刊", 16, _WHITE)
    page.text(_MARGIN, 88, issue.title, 26)
    page.text(_MARGIN, 52, "本刊内容均为虚构，仅供演示。", 12, _MUTED)
    return page


def _contents(issue: DemoIssue) -> Page:
    page = Page()
    page.text(_MARGIN, 752, "目录", 30)
    page.rect(_MARGIN, 736, 483, 1, _MUTED)
    for row, (label, title, _) in enumerate(_PIECES):
        height = 690 - 56 * row
        page.text(_MARGIN, height, label, 13, _ACCENT)
        page.text(126, height, title or issue.title, 17)
        page.text(526, height, str(_FIRST_PAGE + row), 13, _MUTED)
    page.lines(_MARGIN, 120, "主办：中国开发区协会（演示）　来稿请走网上投稿，编辑部不收取任何费用。", 11, 44)
    return page


def _piece(issue: DemoIssue, number: int) -> Page:
    label, title, paragraphs = _PIECES[number]
    page = Page()
    page.rect(0, 800, A4[0], 42, _PALE)
    page.text(_MARGIN, 815, f"{label}　{issue.title}", 11, _BRAND)
    page.text(_MARGIN, 728, title or issue.title, 26)
    page.rect(_MARGIN, 706, 48, 4, _ACCENT)
    height = 664.0
    for paragraph in (*paragraphs, SAMPLE_MARK):
        height = page.lines(_MARGIN, height, "　　" + paragraph, 14, 34, leading=2) - 10
    dice = Dice(f"figures-{issue.cover_seed}-{number}")
    for bar in range(10):
        page.rect(_MARGIN + bar * 49, 96, 34, dice.n(40, 190), _ACCENT if bar == 9 else _BRAND)
    page.rect(_MARGIN, 94, 483, 1.5, _MUTED)
    page.text(526, 48, str(_FIRST_PAGE + number), 11, _MUTED)
    return page
