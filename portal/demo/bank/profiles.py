"""Portraits and yearly figures of economic and high-tech zones."""

from portal.demo.skeletons import Facts, Skeleton
from portal.demo.texts import Dice
from portal.demo.zones import Zone


def _figures(d: Dice, z: Zone) -> Facts:
    """One set of yearly figures that agree with the zone's income."""
    return dict(
        value=(v := round(z.revenue * 0.27, 1)),
        vg=d.x(4, 8),
        rg=d.x(4, 9),
        tax=round(v * d.x(0.16, 0.22, 2), 1),
        tg=d.x(2, 7),
        invest=round(z.revenue * d.x(0.09, 0.14, 3), 1),
        ig=d.x(3, 11),
        rd=d.x(2, 5, 2),
        staff=d.x(4, 19),
        patents=d.n(320, 1680, 10),
        trade=round(z.revenue * d.x(0.14, 0.3, 2), 1),
        eg=d.x(2, 9),
        i1=(p := d.n(38, 52)),
        i2=(q := d.n(17, 27)),
        i3=100 - p - q,
    )


def _figures_of_period(d: Dice, z: Zone, b: Facts) -> Facts:
    """The figures cut down to the period that the bulletin reports on."""
    figures = _figures(d, z)
    share = float(str(b["share"]))
    parts = {key: round(float(str(figures[key])) * share, 1) for key in ("value", "tax", "invest", "trade")}
    return {**figures, **parts, "income": round(z.revenue * 1.05 * share, 1), "equip": d.n(51, 68), "up": d.x(2, 6)}


SKELETONS = (
    Skeleton(
        "profile-jingkai", "jingkai",
        ("{zone}：从[一片滩涂|一片农田|一条土路]到{revenue}亿元", "走近{zone}：{ind}和它的邻居",
            "{city}：一座开发区和它的{age}年"),
        """
        {zone}设立于{founded}年，规划面积{area}平方千米，位于{region}，现有注册企业{firms}家，
        其中规模以上工业企业{large}家。{last_year}年营业收入{revenue}亿元。

        ## 产业

        以{ind}、{ind2}为主导。{ind}方面，形成了从{input}到{product}的配套能力，代表企业有{co1s}、{co2s}；
        {ind2}方面，以{co3s}为骨干，主要产品有{product4}。

        ! skyline :: 高低错落的楼群 :: 园区城市界面示意图

        ## 空间

        全区分为起步区、拓展区和港区三片。起步区建成最早，正在更新；拓展区以标准地供应为主；
        [港区承担仓储和出口加工|北侧预留了两平方千米的白地]。

        |= 基本数据（演示）
        | 指标 | 数值 |
        | 规划面积 | {area}平方千米 |
        | 注册企业 | {firms}家 |
        | 规模以上工业企业 | {large}家 |
        | 从业人员 | {staff}万人 |
        | 上年营业收入 | {revenue}亿元 |
        | 上年进出口 | {trade}亿元 |

        ## 服务

        设企业服务中心，实行服务专员制度，每家规上企业有一名固定联系人。审批事项在区内办结率[九成五|九成七]。
        建有人才公寓、共享食堂和公共检测中心。

        ## 联系

        招商热线 010-0000 0006，可预约实地考察。
        """,
        uses=5, zones="jingkai", lead="goods", scenes="skyline workshop", tags="统计数据", further=("kaifaqu",),
        facts=lambda d, z, b: dict(_figures(d, z), age=int(str(b["year"])) - z.founded),
    ),
    Skeleton(
        "bulletin", "jingkai",
        ("{short}{period_year}年{period}经济运行情况", "{period_year}年{period}{short}主要指标公布"),
        """
        {period_year}年{period}，{zone}经济运行总体平稳，主要指标好于上年同期。

        |= {period_year}年{period}主要指标（演示数据）
        | 指标 | 单位 | 数值 | 增长（%） |
        | 工业增加值 | 亿元 | {value} | {vg} |
        | 营业收入 | 亿元 | {income} | {rg} |
        | 税收收入 | 亿元 | {tax} | {tg} |
        | 固定资产投资 | 亿元 | {invest} | {ig} |
        | 进出口总额 | 亿元 | {trade} | {eg} |

        **工业增长稳定。**完成工业增加值{value}亿元，增长{vg}%。分行业看，{ind}占全部工业增加值的{i1}%，
        {ind2}占{i2}%，其余行业占{i3}%。

        **投资结构改善。**固定资产投资{invest}亿元，增长{ig}%，其中设备投资占{equip}%，
        [比上年同期提高{up}个百分点|厂房和设备的比例首次倒过来]。

        **外贸保持增长。**进出口总额{trade}亿元，增长{eg}%。出口产品以{product}、{product4}为主。

        也要看到，部分行业订单周期缩短，中小企业应收账款增加，{posts}等岗位缺口仍在。
        下一阶段将重点抓好项目投产达效和企业纾困。

        ### 说明

        增速均按可比口径计算；进出口按人民币计价；数据为快报数，以年报为准。
        """,
        uses=5, zones="jingkai", lead="goods", scenes="chart", tags="统计数据", attachments=("statistics",),
        source="{zone}统计中心",
        facts=_figures_of_period,
    ),
    Skeleton(
        "year-report", "jingkai",
        ("{short}{last_year}年大事[十则|记]", "{short}{last_year}：十二个月里的[十件事|十个瞬间]"),
        """
        翻过{last_year}年，{zone}把一年的事情拣出十件，不分大小。

        1. **一月**　返岗专车发出{n1}班，接回工人{n2}名，最远的一趟开了十九个小时。
        2. **二月**　新年第一批项目开工，雨停之后的那天下午。
        3. **三月**　{co1s}的{product}产线投产。
        4. **四月**　共享食堂的意见本写满了第一本。
        5. **五月**　职工技能赛，冠军是一名[二十二岁的女焊工|入职不到两年的小伙子]。
        6. **六月**　暴雨，低洼路段没有积水，管网改造经受住了检验。
        7. **八月**　夜班公交开通，末班车零点二十分。
        8. **九月**　职校合作班开学，报名人数是名额的{n3}倍。
        9. **十一月**　公布当年终止的{n4}个项目及原因，第一次这样做。
        10. **十二月**　全年营业收入{revenue}亿元，规上工业企业{large}家。

        管委会主任{leader}在内部刊物上写道：十件事里，能上新闻的也许只有三件，另外七件，[是职工记得的|才是过日子]。
        """,
        uses=3, zones="jingkai", lead="goods", scenes="skyline", tags="统计数据 产城融合", months=(1, 2),
        facts=lambda d, z, b: dict(n1=d.n(26, 64), n2=d.n(900, 2400, 10), n3=d.x(1, 4), n4=d.n(2, 6)),
    ),
    Skeleton(
        "profile-gaoxin", "gaoxin",
        ("走近{zone}：{area}平方千米里的{high}家高企", "{zone}：[实验室|楼宇]里的{revenue}亿元",
            "{city}高新区{age}年：从[一栋楼|一条街]开始"),
        """
        {zone}设立于{founded}年，规划面积{area}平方千米。面积不大，却聚集了{firms}家企业，其中高新技术企业{high}家，
        {last_year}年研发投入占营业收入的{rd}%。

        |= 创新指标（演示数据）
        | 指标 | 数值 |
        | 高新技术企业 | {high}家 |
        | 研发机构 | {labs}家 |
        | 当年授权专利 | {patents}件 |
        | 技术合同成交额 | {deals}亿元 |
        | 孵化面积 | {nest}万平方米 |

        ## 主导产业

        {ind}、{ind2}两大产业占营业收入的六成以上。{ind}以{co1s}为代表，主攻{product}；{ind2}领域有{co3s}等企业，
        产品包括{product4}。

        ## 孵化链条

        从概念验证、中试到加速，每一段都有对应的空间和资金。概念验证资金单个项目不超过{seed}万元，[允许失败，
        三年统一结账|不要求股权，不要求回报]。

        ## 生活

        高新区不想做一座下班就空的园区。近三年新建学校两所、公园四处，[实验楼之间修了一条可以跑步的环路，
        全长三点二公里|沿河的咖啡馆成了最热闹的“会议室”]。
        """,
        uses=4, zones="gaoxin", scenes="chip laboratory skyline", tags="科技成果转化 统计数据",
        further=("kaifaqu",),
        facts=lambda d, z, b: dict(_figures(d, z), age=int(str(b["year"])) - z.founded, high=z.firms // 9,
            labs=d.n(46, 132), deals=round(z.revenue * 0.07, 1), nest=d.n(28, 86), seed=d.n(50, 100, 10)),
    ),
    Skeleton(
        "incubator", "gaoxin",
        ("孵化器不收房租收什么？{short}试了[三年|一种新办法]",
            "{n}家毕业、{dead}家关门，{short}一座孵化器的[成绩单|六年]"),
        """
        {zone}的一座孵化器公布了六年的成绩单：入驻{all_}家，毕业{n}家，关门{dead}家，仍在孵{now}家。
        关门的名单也挂在墙上，写着公司名和[创始人留的一句话|关门的原因]。

        “创业本来就是多数不成。只挂成功的，新来的人会以为很容易。”孵化器负责人{p1}说。

        三年前，孵化器改了收费办法：不收房租，收“服务时长”。每家企业每月有二十小时的服务额度，可以用来找会计、
        找律师、找设备，也可以找前辈聊天；用不完作废，不够用可以向别家借。结果最抢手的不是融资对接，
        而是“[有人陪着看一遍合同|陪着去见第一个客户]”。

        在孵企业平均{people}个人，做{ind}的最多，占四成。{p2}的团队刚搬进来时只有三个人，现在有{grow}个，
        正准备搬到隔壁的加速器去。她在墙上留的话是：“[谢谢冬天的暖气|别怕问傻问题]。”
        """,
        uses=3, zones="gaoxin", scenes="isometric chip", tags="科技成果转化 公共服务",
        facts=lambda d, z, b: dict(n=(n := d.n(31, 52)), dead=(e := d.n(38, 66)), now=(w := d.n(40, 61)),
            all_=n + e + w, people=d.n(7, 12), grow=d.n(17, 34)),
    ),
    Skeleton(
        "tech-contract", "gaoxin",
        ("{short}技术合同成交额{period}达{deal}亿元", "专利先用后付：{short}{n}家小企业用上高校技术"),
        """
        {period_year}年{period}，{zone}技术合同成交额{deal}亿元，增长{up}%。其中通过“先用后付”方式成交的{n}项，
        受让方都是小企业。

        “先用后付”是这样一种安排：高校和院所把专利放进池子，企业先拿去用，一年内不付费；用出了效益，
        再按销售额的一定比例支付；没有效益，[写一份说明，不收钱|说明原因即可终止]。高新区出资为专利方托底，
        每项不超过{base}万元。

        {co1s}用的是一项关于{process}的专利。技术负责人{p1}说，过去一次性要价六十万元，“[不知道能不能用，
        谁也不敢买|小公司掏不起这笔试错的钱]”。试用八个月后，废品率下降{fall}个百分点，双方签了正式合同。

        目前池中有专利{pool}项，{cold}项还没有人问津。高新区请工程师把专利说明改写成“[能解决什么问题|大白话]”，
        再挂出去，一个月里有{asked}项被预约。
        """,
        uses=3, zones="gaoxin", lead="goods", scenes="laboratory chart", tags="科技成果转化",
        facts=lambda d, z, b: dict(deal=round(z.revenue * 0.075 * float(str(b["share"])), 1), up=d.x(7, 19),
            n=d.n(26, 74), base=d.n(10, 30, 5), fall=d.x(1, 4), pool=(a := d.n(420, 960)), cold=a // 2 + 17,
            asked=d.n(19, 46)),
    ),
    Skeleton(
        "instrument-share", "gaoxin",
        ("{n}台仪器晒出空闲时间，{short}共享机时[过万|破万]小时",
            "实验室隔壁有台空闲的仪器，{short}让企业[知道|用上]"),
        """
        检测一批样品要多少钱？在{zone}，答案取决于你是不是知道隔壁实验室的仪器什么时候空着。

        高新区把区内{units}家单位的{n}台仪器列成一张清单，标明空闲时段、价格和操作人员。企业在线预约，
        操作由仪器所在单位的人来做，[出了问题有保险|不用担心弄坏]。运行一年多，共享机时{hours}小时，
        为企业节省检测费{save}万元。

        愿意共享并不容易。仪器单位最怕三件事：弄坏、耽误自己用、收了钱不知道怎么入账。前两件靠保险和预约规则，
        第三件最费劲，[财务、审计、科技三个部门坐在一起开了六次会|最后写成一张两页的操作说明]。

        {co1s}的{p1}是常客，“半夜也能约到机时，价格只有外面的六成”。
        """,
        uses=3, zones="gaoxin", scenes="laboratory", tags="公共服务 科技成果转化",
        facts=lambda d, z, b: dict(units=d.n(12, 28), n=d.n(160, 420), hours=d.n(10200, 18600, 100),
            save=d.n(420, 960, 10)),
    ),
)  # fmt: skip
