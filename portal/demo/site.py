"""The frame of the demonstration portal: its columns, settings, pictures, tags and magazine issues."""

from dataclasses import dataclass
from datetime import date

from .letters import MESSAGES, SUBMISSIONS
from .pages import PAGES
from .schedule import REFERENCE_DAY

__all__ = ["COLUMNS", "ISSUES", "MESSAGES", "PAGES", "PICTURES", "PICTURE_CAPTIONS", "SITE", "SUBMISSIONS", "TAGS"]


@dataclass(frozen=True)
class DemoColumn:
    slug: str
    name: str
    parent: str | None = None
    kind: str = "list"  # "list", "page" or "link"
    url: str = ""
    page: str = ""
    description: str = ""
    notice_board: bool = False
    in_nav: bool = True


@dataclass(frozen=True)
class DemoIssue:
    """One number of the magazine; `year_offset` counts years back from the year of loading (0 = this year)."""

    year_offset: int
    number: int
    title: str
    cover_seed: int
    days_ago: int


COLUMNS = [
    DemoColumn("zixun", "资讯中心", description="开发区的新闻、通知、政策与观察，每个工作日更新。"),
    DemoColumn("tongzhi", "通知公告", "zixun", notice_board=True, description="协会的会议、培训、征集和公示通知。"),
    DemoColumn("guojiaji", "国家级开发区动态", "zixun", description="来自国家级开发区的项目、改革和服务消息。"),
    DemoColumn("shengji", "省级开发区动态", "zixun", description="县域和省级开发区的新鲜事与老办法。"),
    DemoColumn("xiehui-dongtai", "协会动态", "zixun", description="协会在做什么：会议、调研、标准与服务。"),
    DemoColumn("zhengce", "政策法规", "zixun", description="政策原文要点与解读，尽量说人话。"),
    DemoColumn("zhaoshang", "招商引资", "zixun", description="签约、推介、选址要素与招商方法。"),
    DemoColumn("guancha", "产业观察", "zixun", description="调研手记、数据观察、访谈与专论。"),
    DemoColumn("kaifaqu", "中国开发区", description="按类型了解开发区：概况、年报与特色做法。"),
    DemoColumn("jingkai", "经济技术开发区", "kaifaqu", description="以先进制造为主的经济技术开发区。"),
    DemoColumn("gaoxin", "高新技术产业开发区", "kaifaqu", description="以创新策源和成果转化见长的高新区。"),
    DemoColumn("baoshui", "海关特殊监管区域", "kaifaqu", description="综合保税区的业务、通关与创新。"),
    DemoColumn("bianhe", "边境经济合作区", "kaifaqu", description="沿边口岸的落地加工、贸易与物流。"),
    DemoColumn("fuwu", "协会服务", description="培训、调研、会展与会员服务。"),
    DemoColumn("peixun", "培训研修", "fuwu", description="面向开发区干部和园区企业的课程。"),
    DemoColumn("diaoyan", "调研咨询", "fuwu", description="专题调研、规划评估与体检报告。"),
    DemoColumn("zhanhui", "会展活动", "fuwu", description="展会、对接会和考察活动。"),
    DemoColumn("ruhui", "入会指南", "fuwu", kind="page", page="ruhui"),
    DemoColumn("xiehui", "中国开发区协会"),
    DemoColumn("jianjie", "协会简介", "xiehui", kind="page", page="jianjie"),
    DemoColumn("zhangcheng", "协会章程", "xiehui", kind="page", page="zhangcheng"),
    DemoColumn("jigou", "组织机构", "xiehui", kind="page", page="jigou"),
    DemoColumn("lianxi", "联系我们", "xiehui", kind="page", page="lianxi"),
    DemoColumn("tougao", "投稿", kind="link", url="/submit/"),
]

SITE: dict[str, str | list[str]] = {
    "site_name": "中国开发区门户（演示站）",
    "english_name": "China Development Zones Portal · Demo",
    "description": "开发区资讯、政策、招商与研究的演示门户。站内稿件、单位、人物和数据均为虚构。",
    "organiser": "中国开发区协会（演示）",
    "address": "示例市演示区样张路 1 号",
    "phone": "010-0000 0000",
    "email": "portal@example.org",
    "qq_group": "000000000",
    "magazine_name": "《中国开发区》",
    "hot_words": ["标准地", "零碳园区", "产业链招商", "中试基地", "保税维修", "综合评价"],
}

TAGS = [
    "标准地", "零碳园区", "产业链招商", "中试基地", "营商环境", "数字化改造", "产教融合", "产城融合", "人才服务",
    "项目建设", "集中签约", "保税维修", "跨境电商", "互市贸易", "口岸物流", "综合评价", "安全生产", "金融服务",
    "土地利用", "绿色制造", "专精特新", "科技成果转化", "政策解读", "统计数据", "培训", "会议", "征集", "公示",
    "人物访谈", "调研手记", "飞地合作", "工业上楼", "公共服务", "团体标准",
]  # fmt: skip

# What each picture is, by key: the scene and the seed it is drawn from.
PICTURES: dict[str, tuple[str, int]] = {
    "skyline-morning": ("skyline", 6),
    "skyline-river": ("skyline", 11),
    "skyline-haze": ("skyline", 9),
    "skyline-avenue": ("skyline", 4),
    "dusk-towers": ("dusk", 4),
    "dusk-lights": ("dusk", 9),
    "dusk-bay": ("dusk", 8),
    "harbour-cranes": ("harbour", 4),
    "harbour-quay": ("harbour", 8),
    "harbour-evening": ("harbour", 7),
    "harbour-ships": ("harbour", 12),
    "workshop-sawtooth": ("workshop", 21),
    "workshop-yard": ("workshop", 33),
    "workshop-row": ("workshop", 8),
    "robots-line": ("robots", 3),
    "robots-cell": ("robots", 5),
    "robots-hall": ("robots", 11),
    "energy-hills": ("energy", 6),
    "energy-solar": ("energy", 19),
    "energy-ridge": ("energy", 31),
    "rail-viaduct": ("rail", 10),
    "rail-valley": ("rail", 9),
    "rail-evening": ("rail", 8),
    "chip-blue": ("chip", 7),
    "chip-core": ("chip", 3),
    "lab-bench": ("laboratory", 1),
    "lab-lattice": ("laboratory", 9),
    "warehouse-docks": ("warehouse", 1),
    "warehouse-trucks": ("warehouse", 6),
    "park-river": ("park", 5),
    "park-bridge": ("park", 3),
    "conference-hall": ("conference", 4),
    "conference-round": ("conference", 5),
    "chart-growth": ("chart", 5),
    "chart-night": ("chart", 8),
    "chart-ring": ("chart", 4),
    "isometric-blocks": ("isometric", 7),
    "isometric-campus": ("isometric", 11),
    "plan-streets": ("plan", 12),
    "plan-river": ("plan", 5),
}

PICTURE_CAPTIONS: dict[str, str] = {
    "skyline": "开发区城市界面示意图", "dusk": "傍晚的园区天际线示意图", "harbour": "港区岸桥与堆场示意图",
    "workshop": "厂房外景示意图", "robots": "自动化产线示意图", "energy": "风光储场景示意图",
    "rail": "铁路通道示意图", "chip": "芯片版图意象", "laboratory": "实验室意象", "warehouse": "仓储物流示意图",
    "park": "园区公园示意图", "conference": "会场示意图", "chart": "数据图形意象", "isometric": "园区鸟瞰示意图",
    "plan": "街区规划意象",
}  # fmt: skip

# The newest first: what each issue is about, and the seed of its cover.
_ISSUE_TITLES = (
    ("零碳园区：从试点到日常", 63), ("中试这一公里", 62), ("存量土地的第二次生命", 65), ("招商的加法与减法", 66),
    ("综保区：不止于保税", 69), ("一枚公章之后", 61), ("产业工人的城市", 67), ("数字化改造的账怎么算", 70),
    ("县域开发区的路", 64), ("口岸小镇一日", 71), ("工业上楼", 68), ("开年的第一批项目", 72),
)  # fmt: skip
_ISSUES_A_YEAR = 6
_ISSUE_DAY = 5  # of every even month


def issues(today: date) -> list[DemoIssue]:
    """Twelve bimonthly issues up to `today`, the newest first; year, number and date agree with one another."""
    month = today.year * 12 + today.month - 1  # months since year 0
    newest = month if today.month % 2 == 0 and today.day >= _ISSUE_DAY else month - 1 - (today.month % 2 == 0)
    out = []
    for index, (title, seed) in enumerate(_ISSUE_TITLES):
        year, rest = divmod(newest - 2 * index, 12)
        day = date(year, rest + 1, _ISSUE_DAY)
        out.append(DemoIssue(today.year - year, (rest + 1) // 2, title, seed, (today - day).days))
    return out


ISSUES = issues(REFERENCE_DAY)
