"""What the invented zones make: each industry with the words that its news is written in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    name: str
    products: tuple[str, ...]  # what leaves the gate
    inputs: tuple[str, ...]  # what the makers buy from upstream
    process: str  # the step that outsiders find hard
    equipment: str
    posts: str  # whom its recruiters look for
    suffix: str  # how its companies end
    scene: str  # a kind of picture

    @property
    def sorts(self) -> tuple[str, ...]:
        """What it counts as: its own name, and "goods" that are "assembled" or come out of a "process"."""
        if self.name in _SERVICES:
            return (self.name,)
        return (self.name, "goods", "process" if self.name in _PROCESS else "assembled")


_SERVICES = ("现代物流", "工业软件", "跨境电商", "保税维修与研发")
_PROCESS = ("生物医药", "新材料", "绿色食品", "口岸落地加工")

INDUSTRIES = {
    item.name: item
    for item in (
        Industry("新能源汽车零部件", ("一体化压铸件", "电驱动总成", "车用线束", "线控底盘"),
                 ("铝合金锭", "永磁体", "连接器"), "压铸模具温控", "大型压铸单元", "模具工程师", "汽车部件", "robots"),
        Industry("集成电路封测", ("功率模块", "传感器芯片", "车规级控制芯片", "射频前端模组"),
                 ("引线框架", "环氧塑封料", "封装基板"), "晶圆减薄与划片", "高精度固晶机", "工艺整合工程师", "微电子", "chip"),
        Industry("生物医药", ("吸入制剂", "重组蛋白原料", "体外诊断试剂", "改良型缓释片"),
                 ("培养基", "层析填料", "药用辅料"), "无菌灌装", "一次性生物反应器", "质量受权人", "生物科技", "laboratory"),
        Industry("高端装备制造", ("五轴数控机床", "精密减速器", "智能输送线", "液压伺服机构"),
                 ("滚珠丝杠", "轴承钢", "伺服电机"), "齿面精磨", "恒温装配间", "机电装调技师", "智能装备", "robots"),
        Industry("光伏与储能", ("储能变流器", "光伏支架", "电池簇", "组串式逆变器"),
                 ("电芯", "铝型材", "功率器件"), "电芯一致性分选", "自动化叠片线", "电气工程师", "新能源科技", "energy"),
        Industry("新材料", ("高性能复合薄膜", "特种陶瓷基板", "再生铝型材", "电子级树脂"),
                 ("基膜", "氧化铝粉体", "固化剂"), "涂布厚度控制", "连续涂布线", "材料工程师", "新材料", "workshop"),
        Industry("绿色食品", ("冻干果蔬", "植物基饮料", "预制菜肴", "功能性低聚糖"),
                 ("鲜果", "大豆蛋白", "食品级包材"), "冷链温度追溯", "真空冻干机组", "食品检验员", "食品", "workshop"),
        Industry("医疗器械", ("超声诊断设备", "介入导管", "康复机器人", "牙科影像设备"),
                 ("医用高分子", "精密弹簧管", "探头晶片"), "洁净装配", "万级洁净车间", "注册专员", "医疗器械", "laboratory"),
        Industry("现代物流", ("区域分拨服务", "冷链城配服务", "供应链集采服务", "多式联运服务"),
                 ("标准托盘", "周转箱", "新能源重卡"), "干支线衔接", "自动分拣系统", "调度员", "供应链", "warehouse"),
        Industry("航空零部件", ("钛合金结构件", "机载线缆组件", "复材舱门", "起落架衬套"),
                 ("钛合金棒材", "预浸料", "高温紧固件"), "复材热压成型", "热压罐", "数控编程员", "航空科技", "workshop"),
        Industry("海洋工程装备", ("海上风电塔筒", "系泊链", "深水采样绞车", "海缆附件"),
                 ("厚钢板", "防腐涂料", "锻造法兰"), "厚板焊接", "龙门焊接工作站", "焊接工程师", "海洋工程", "harbour"),
        Industry("智能家电", ("变频压缩机", "智能厨电", "空气源热泵", "显示控制模组"),
                 ("漆包线", "注塑件", "控制板"), "整机噪声测试", "柔性总装线", "结构工程师", "智能电器", "robots"),
        Industry("工业软件", ("车间排产系统", "设备联网网关", "工艺仿真软件", "能耗管理平台"),
                 ("边缘服务器", "采集终端", "开发组件"), "多品种排产算法", "联合调试平台", "架构师", "数字科技", "chip"),
        Industry("跨境电商", ("保税备货零售", "海外仓集货", "跨境直播零售", "退货中心仓服务"),
                 ("保税仓位", "国际干线运力", "物流面单"), "三单比对", "自动化保税仓", "关务专员", "国际贸易", "warehouse"),
        Industry("保税维修与研发", ("航空部件维修", "医疗设备再制造", "服务器主板检测维修", "工程机械翻新"),
                 ("进口旧件", "检测工装", "备件"), "旧件溯源", "全自动检测线", "维修工程师", "检测维修", "warehouse"),
        Industry("口岸落地加工", ("坚果深加工", "水产品分割", "木制家居部件", "药材饮片"),
                 ("互市进口原料", "包装膜", "冷库仓位"), "原料检验检疫衔接", "色选分级线", "关务员", "口岸实业", "warehouse"),
    )
}  # fmt: skip
