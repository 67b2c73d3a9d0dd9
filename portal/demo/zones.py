"""The invented development zones that the demonstration news comes from. None of these places exists."""

from dataclasses import dataclass

from .industries import INDUSTRIES, Industry

KINDS = {
    "jingkai": "经济技术开发区",
    "gaoxin": "高新技术产业开发区",
    "baoshui": "综合保税区",
    "bianhe": "边境经济合作区",
    "shengji": "经济开发区",
}
_ENDINGS = {"jingkai": "经开区", "gaoxin": "高新区", "baoshui": "综保区", "bianhe": "边合区", "shengji": "经开区"}


@dataclass(frozen=True)
class Zone:
    city: str
    kind: str  # a key of KINDS
    region: str
    founded: int
    area: float  # km²
    firms: int  # companies registered
    large_firms: int  # companies above the statistical threshold
    revenue: int  # 亿元, business income of last year
    industry_names: tuple[str, str]
    leader: str
    deputy: str
    brands: tuple[str, str, str]

    @property
    def name(self) -> str:
        return f"{self.city}{KINDS[self.kind]}"

    @property
    def short(self) -> str:
        """How the news says it at the second mention."""
        return f"{self.city}{_ENDINGS[self.kind]}"

    @property
    def level(self) -> str:
        return "省级" if self.kind == "shengji" else "国家级"

    @property
    def office(self) -> str:
        return "管委会"

    @property
    def industries(self) -> tuple[Industry, Industry]:
        return INDUSTRIES[self.industry_names[0]], INDUSTRIES[self.industry_names[1]]

    @property
    def companies(self) -> tuple[str, ...]:
        """Full company names, the first two in the leading industry."""
        first, second = self.industries
        return tuple(
            f"{self.city}{brand}{suffix}有限公司"
            for brand, suffix in zip(self.brands, (first.suffix, first.suffix, second.suffix), strict=True)
        )


# city, kind, region, founded, km², firms, above threshold, income 亿元, industries, director, deputy, brands
_ROWS = (
    ("澜川", "jingkai", "东部沿海", 1993, 46.8, 6120, 238, 1286, "新能源汽车零部件 集成电路封测", "秦渐明", "陆以宁", "澈野 衡岳 芯屿"),
    ("青汀", "jingkai", "东部沿海", 1994, 38.2, 4870, 196, 942, "高端装备制造 工业软件", "方行简", "傅晓笙", "砺峰 匠渡 数栈"),
    ("临屿", "jingkai", "东部沿海", 1992, 52.5, 5310, 221, 1174, "海洋工程装备 新材料", "庄怀舟", "钟可嘉", "沧笛 锚远 韧石"),
    ("槐州", "jingkai", "中部地区", 1996, 33.6, 3940, 158, 706, "智能家电 新材料", "裴立言", "冯念初", "暖栖 顺禾 璞川"),
    ("云岭", "jingkai", "西部地区", 2000, 29.4, 2860, 112, 418, "光伏与储能 绿色食品", "段知行", "苏令仪", "峰照 储原 高穗"),
    ("砚湖", "jingkai", "中部地区", 2002, 31.7, 3270, 134, 563, "医疗器械 生物医药", "叶清和", "严书衡", "砚康 泊影 湖光"),
    ("沐江", "jingkai", "西部地区", 2001, 27.9, 2480, 103, 389, "新能源汽车零部件 现代物流", "施远帆", "祝安澜", "驭桥 沐轮 通渡"),
    ("稷原", "jingkai", "东北地区", 1995, 41.3, 3060, 126, 497, "绿色食品 高端装备制造", "邢守拙", "栾晓棠", "稷香 仓廪 拓垄"),
    ("朔原", "jingkai", "西部地区", 2004, 36.5, 1930, 88, 352, "光伏与储能 新材料", "石向晨", "窦思源", "朔光 恒簇 烁岩"),
    ("浔湾", "jingkai", "东部沿海", 1998, 24.6, 4120, 171, 815, "智能家电 集成电路封测", "梁见深", "郁文澍", "知冷 浔家 微澜"),
    ("望海", "jingkai", "东部沿海", 1993, 44.1, 4680, 189, 968, "新材料 航空零部件", "骆亦诚", "卞舒然", "屿膜 汐陶 翔砚"),
    ("栖川", "jingkai", "中部地区", 2006, 22.8, 2150, 94, 311, "现代物流 绿色食品", "谭松年", "费语桐", "栖运 驿达 果隐"),
    ("青汀", "gaoxin", "东部沿海", 1997, 18.5, 5240, 147, 684, "集成电路封测 工业软件", "温若谷", "简一鸣", "汀芯 纳帆 析云"),
    ("鹤溪", "gaoxin", "东部沿海", 1999, 16.9, 4380, 129, 573, "生物医药 医疗器械", "葛明澈", "沈知微", "鹤鸣 溪原 微澍"),
    ("泓阳", "gaoxin", "中部地区", 2001, 21.4, 3890, 138, 526, "工业软件 高端装备制造", "邵景行", "蓝以深", "泓算 织序 恒工"),
    ("磐岭", "gaoxin", "西部地区", 2005, 19.7, 2640, 97, 334, "航空零部件 新材料", "向怀川", "牧青禾", "磐翼 岭翔 玄瓷"),
    ("霁城", "gaoxin", "中部地区", 2003, 17.3, 3150, 108, 402, "医疗器械 工业软件", "华予时", "伍清嘉", "霁影 晴护 序码"),
    ("汐川", "gaoxin", "东部沿海", 2008, 14.8, 2970, 91, 318, "海洋工程装备 生物医药", "康屿森", "乐知远", "汐探 深澈 藻原"),
    ("雁浦", "gaoxin", "东北地区", 2000, 23.2, 2760, 102, 371, "高端装备制造 新材料", "滕北辰", "于冬青", "雁翎 北衡 凝碳"),
    ("瑶津", "gaoxin", "西部地区", 2010, 15.6, 2080, 76, 246, "生物医药 绿色食品", "黎未央", "佟小满", "瑶草 津源 沁谷"),
    ("苍陌", "gaoxin", "中部地区", 2009, 13.9, 1890, 69, 215, "光伏与储能 工业软件", "鲍远岫", "柯念真", "苍储 陌能 格物思"),
    ("临屿", "baoshui", "东部沿海", 2011, 4.6, 1260, 58, 486, "保税维修与研发 跨境电商", "曲同舟", "阮静川", "屿修 复航 海橙"),
    ("澜川", "baoshui", "东部沿海", 2012, 3.8, 980, 43, 372, "跨境电商 集成电路封测", "奚望舒", "潘若水", "澜购 远橱 芯渡"),
    ("泓阳", "baoshui", "中部地区", 2014, 2.9, 640, 31, 208, "保税维修与研发 现代物流", "解思齐", "宁可为", "泓检 再衡 陆枢"),
    ("云岭", "baoshui", "西部地区", 2016, 2.4, 420, 22, 127, "跨境电商 绿色食品", "郎清越", "时予安", "岭仓 云捷 野咖"),
    ("汐川", "baoshui", "东部沿海", 2013, 3.1, 710, 36, 265, "现代物流 保税维修与研发", "池北望", "卓怀瑾", "汐链 泊仓 检渡"),
    ("雁浦", "baoshui", "东北地区", 2015, 2.7, 380, 19, 96, "现代物流 绿色食品", "闻人杰", "初雪宁", "雁程 北枢 谷语"),
    ("霜河", "bianhe", "东北地区", 1996, 12.4, 860, 37, 104, "口岸落地加工 现代物流", "那云清", "白以恒", "霜果 河坚果 岸通"),
    ("岭关", "bianhe", "西部地区", 2003, 9.8, 730, 32, 87, "口岸落地加工 跨境电商", "岑关月", "农子墨", "关栗 岭鲜 边购"),
    ("望岭", "bianhe", "西部地区", 2007, 8.6, 540, 26, 63, "现代物流 口岸落地加工", "韦一舟", "莫知秋", "望途 驮铃 木栖"),
    ("朔雁", "bianhe", "西部地区", 2001, 10.7, 610, 29, 78, "口岸落地加工 光伏与储能", "敖远山", "巴图恩", "雁草 朔绒 晴原"),
    ("柏塘", "shengji", "中部地区", 2006, 14.2, 1120, 64, 168, "智能家电 绿色食品", "尤子衿", "甘霖儿", "柏凉 塘居 稻里"),
    ("棠邑", "shengji", "东部沿海", 2005, 16.8, 1480, 83, 236, "高端装备制造 新材料", "巫行远", "水青梧", "棠铸 邑工 白垩川"),
    ("禾州", "shengji", "中部地区", 2008, 11.9, 870, 52, 121, "绿色食品 现代物流", "米若禾", "粟文峥", "禾仓 灶间 四方渡"),
    ("锦汀", "shengji", "东部沿海", 2007, 13.4, 1310, 77, 204, "新能源汽车零部件 智能家电", "束长风", "江可久", "锦轮 汀驭 温故"),
    ("芷川", "shengji", "西部地区", 2010, 10.3, 690, 41, 89, "绿色食品 生物医药", "茅半夏", "龙新竹", "芷橙 川酿 白芷堂"),
    ("澄屿", "shengji", "东部沿海", 2009, 9.7, 940, 56, 142, "海洋工程装备 绿色食品", "余听澜", "单正明", "澄锚 屿缆 鲜渡"),
    ("榆陵", "shengji", "西部地区", 2011, 15.1, 580, 38, 93, "光伏与储能 新材料", "艾守川", "成慕白", "榆晒 陵储 石语"),
    ("岚屿", "shengji", "东部沿海", 2012, 8.8, 760, 45, 116, "医疗器械 工业软件", "席清岚", "倪乐之", "岚护 屿康 舟算"),
    ("垣岭", "shengji", "中部地区", 2013, 12.6, 620, 40, 98, "新材料 航空零部件", "牛望川", "康小寒", "垣石 岭衡 远翔翼"),
    ("汀泽", "shengji", "中部地区", 2004, 13.8, 1050, 61, 157, "现代物流 智能家电", "湛若愚", "从一帆", "泽运 汀驿 暖舟"),
)  # fmt: skip

ZONES: tuple[Zone, ...] = tuple(
    Zone(*row[:8], tuple(row[8].split()), row[9], row[10], tuple(row[11].split()))  # type: ignore[arg-type]
    for row in _ROWS
)


def zones_of(*kinds: str) -> list[Zone]:
    """The zones of the given kinds (keys of `KINDS`), in their listed order."""
    return [zone for zone in ZONES if zone.kind in kinds]
