"""The files that demonstration articles offer for download, built on demand; the magazine's issues with them."""

from .magazine import magazine_pdf
from .office import docx, pack, xlsx
from .pdf import A4, Page, Shade, render
from .texts import SAMPLE_MARK
from .zones import ZONES

__all__ = ["ATTACHMENTS", "build", "magazine_pdf"]

_BRAND: Shade = (0.043, 0.290, 0.561)
_MUTED: Shade = (0.333, 0.376, 0.435)


def build(key: str) -> tuple[str, bytes]:
    """File name and bytes of the attachment; raises KeyError for a key that is not in `ATTACHMENTS`."""
    name, make = ATTACHMENTS[key]
    return name, make()


def _application_form() -> bytes:
    rows = (
        ("项目", "填写内容"), ("单位名称", ""), ("姓名与职务", ""), ("手机", ""), ("电子邮箱", ""),
        ("是否住宿", "□ 是　□ 否"), ("备注", ""),
    )  # fmt: skip
    return docx("参会（培训）报名回执", ["请于截止日期前将本表发至联系邮箱，每人一表。", SAMPLE_MARK], rows)


def _case_form() -> bytes:
    rows = (
        ("栏目", "要求"), ("案例名称", "不超过 30 字"), ("申报单位", "与公章一致"), ("背景与问题", "300 字以内"),
        ("主要做法", "1000 字以内，分条写"), ("实际效果", "用数据说明，并注明时间范围"), ("可复制之处", "300 字以内"),
    )  # fmt: skip
    return docx("创新案例申报表", ["一个案例填写一张表，附图片不超过五张。", SAMPLE_MARK], rows)


def _statistics() -> bytes:
    heads = ("开发区", "类型", "设立年份", "面积（平方千米）", "企业数（家）", "规上企业（家）", "营业收入（亿元）")
    rows = [(z.name, z.level, z.founded, z.area, z.firms, z.large_firms, z.revenue) for z in ZONES]
    return xlsx("样本园区", [heads, *rows, (SAMPLE_MARK,)])


def _handbook() -> bytes:
    pages = []
    chapters = (
        ("一、总体要求", "材料真实、数据可查、图文对应。引用数据须注明来源和时间。"),
        ("二、写作体例", "标题不超过三十字；正文小标题分两级；数字使用阿拉伯数字，计量单位使用法定单位。"),
        ("三、报送方式", "通过投稿页面提交，保留回执编号，可随时查询进度。"),
    )
    for number, (title, text) in enumerate(chapters, start=1):
        page = Page()
        page.rect(0, 812, A4[0], 30, _BRAND)
        page.text(56, 740, title, 24)
        page.lines(56, 690, text + SAMPLE_MARK, 14, 34)
        page.text(290, 48, str(number), 11, _MUTED)
        pages.append(page)
    return render(pages, "材料编写说明")


def _bundle() -> bytes:
    files = {name: make() for name, make in (ATTACHMENTS["case-form"], ATTACHMENTS["handbook"])}
    return pack({**files, "请先阅读.txt": "请先阅读《材料编写说明》，再填写申报表。\n" + SAMPLE_MARK})


ATTACHMENTS = {
    "application-form": ("参会报名回执.docx", _application_form),
    "case-form": ("创新案例申报表.docx", _case_form),
    "statistics": ("样本园区基本情况.xlsx", _statistics),
    "handbook": ("材料编写说明.pdf", _handbook),
    "bundle": ("申报材料包.zip", _bundle),
}
