"""News of building: projects begun, finished and put to work."""

from portal.demo.skeletons import Skeleton

_MADE_BY = "jingkai gaoxin"

SKELETONS = (
    Skeleton(
        "single-start", "guojiaji",
        (
            "{short}一{product}项目开工，首条产线明年投产",
            "总投资{invest}亿元，{co1s}新厂在{short}破土",
            "从签约到开工{days}天：{short}{product}项目动建",
        ),
        """
        {day}上午，{co1}{product}项目在{zone}开工。项目总投资{invest}亿元，占地{mu}亩，建设四栋厂房和一座检测中心，
        计划{next_year}年[三季度|上半年|10月]投产，达产后年产值约{output}亿元，新增就业岗位{jobs}个。

        这是{co1s}在{city}的[第二个|第三个]生产基地。公司项目负责人{p1}说，选址时比较过四个城市，最后看中的是配套：
        “{input}的供应商就在两公里以内，[早上下单，下午上线|少走一趟长途，就少压一周的库存]。”

        ? 开工前，{short}把规划许可、施工图审查和质量监督登记并联办理，[项目专班每周三到现场开一次短会|审批人员提前
        看图，退图意见一次说完]，从签约到开工用了{days}天。{short}建设局有关负责人介绍，
        省下来的时间不是少了哪道手续，而是“材料不再排队”。

        工地上，{p2}正带着测量员复核基准点。他所在的施工单位在{short}干过三个项目，“[雨季之前出地面|入冬之前封顶]，
        是我们给业主的承诺，也写进了合同。”

        ? 据{short}统计，今年以来全区已开工亿元以上工业项目{count}个，总投资{total}亿元，其中{ind}项目占四成。
        """,
        uses=5, zones=_MADE_BY, lead="goods", scenes="workshop robots", tags="项目建设 招商落地", headline=True,
        further=("jingkai",),
        facts=lambda d, z, b: dict(invest=(v := d.n(8, 46)), mu=d.n(60, 280, 10), output=round(v * d.x(1.4, 2.1)),
            jobs=d.n(260, 1400, 20), days=d.n(58, 118), count=(n := d.n(14, 33)), total=n * 7 + v),
    ),
    Skeleton(
        "batch-start", "guojiaji",
        (
            "{count}个项目集中开工，{short}开出[新年|新季]“施工图”",
            "{short}{count}个重点项目同日动工，总投资{total}亿元",
            "打桩声起：{short}集中开工{count}个产业项目",
        ),
        """
        {day}，{zone}举行重点项目集中开工活动，{count}个项目同时动工，总投资{total}亿元，
        年内计划完成投资{yearly}亿元。

        开工的项目分布在三个片区：

        - 东片区以{ind}为主，{a}个项目，总投资{ta}亿元，其中{co1s}{product}项目投资额最大；
        - 南片区以{ind2}为主，{b_}个项目，总投资{tb}亿元；
        - 北片区以配套和基础设施为主，{c}个项目，总投资{tc}亿元，包括一座变电站和两条园区道路。

        与往年相比，这批项目有两个变化。一是“小而专”的多了，单个投资在3亿元以下的有{small}个，
        多数是为龙头企业做配套；二是用旧地的多了，{reuse}个项目建在腾退出来的存量用地上，没有新占一亩农田。

        > 开工不是终点。我们把每个项目的竣工日期倒排成月计划，贴在专班办公室的墙上，谁负责哪一天，一眼就能看到。

        {short}管委会副主任{deputy}在现场这样说。她的手机里存着{count}个项目经理的电话，“[能打通电话，
        比开十次协调会管用|有问题当天说，不等例会]”。

        按照安排，{short}今年计划实施亿元以上项目{all_}个，上半年开工率要达到八成。
        """,
        uses=3, zones=_MADE_BY, scenes="workshop plan", tags="项目建设 土地利用", months=(2, 3, 4, 7, 9, 10),
        headline=True,
        facts=lambda d, z, b: dict(a=(a := d.n(5, 9)), b_=(e := d.n(4, 7)), c=(g := d.n(3, 5)), count=a + e + g,
            ta=(x := d.n(40, 90)), tb=(y := d.n(22, 52)), tc=(w := d.n(9, 20)), total=x + y + w,
            yearly=round((x + y + w) * 0.37), small=a + 1, reuse=e - 1, all_=d.n(46, 88)),
    ),
    Skeleton(
        "plant-opens", "guojiaji",
        (
            "首批{product}下线，{co1s}{city}工厂投产",
            "{short}：{co1s}新工厂试产满月，良品率{yield_}%",
            "一条线少用{fewer}个人，{short}这家新工厂投产了",
        ),
        """
        {day}，第一批{product}从{co1}的总装线上下来，贴标、称重、入库，全程没有人伸手去搬。这座建在{zone}的工厂，
        从打桩到投产用了{months}个月。

        工厂一期投资{invest}亿元，最贵的是{equipment}。“过去这道工序靠老师傅的手感，现在靠{sensors}个传感器。
        ”生产经理{p1}说，同样的产能，新线比老线少用{fewer}名操作工，多用了{more}名[设备工程师|工艺员]，
        工资总额反而高了一些。

        ! robots :: 自动化产线示意图，机械臂在传送带旁作业 :: 新工厂产线示意图

        最难的是{process}。试产头一周，良品率只有六成多，技术组把铺盖搬到了车间旁边的会议室。第{week}周，
        良品率稳定在{yield_}%。“[没有什么诀窍，就是把每一次报警都弄明白|我们把三百多条报警一条条归类，
        最后发现八成来自同一个接头]。”工艺负责人{p2}说。

        {short}为项目配了一名服务专员。投产前，专员陪企业跑了用电增容、消防验收和环保备案，
        [又帮着对接了区里的职业学校，招来四十名应届生|还把食堂和宿舍的事一并谈妥]。

        企业计划{next_year}年启动二期，主要生产{product2}，建成后年产值预计达到{output}亿元。
        """,
        uses=4, zones=_MADE_BY, lead="assembled", scenes="robots workshop", tags="智能制造 项目建设 数字化改造",
        headline=True,
        facts=lambda d, z, b: dict(invest=d.x(4, 19), months=d.n(13, 22), sensors=d.n(320, 1260, 10),
            fewer=d.n(36, 110), more=d.n(12, 28), week=d.n(5, 9), yield_=d.x(96.2, 98.8), output=d.n(12, 38)),
    ),
    Skeleton(
        "standard-halls", "guojiaji",
        (
            "{short}{area_}万平方米标准厂房交付，小企业[拎包入驻|先租后买]",
            "楼上研发楼下生产：{short}“工业上楼”二期启用",
            "首付三成搬进新厂房，{short}给小企业算了一笔账",
        ),
        """
        电梯能载五吨，楼板每平方米承重一吨，卸货平台直通三层——{day}，{zone}“工业上楼”二期交付使用，
        {area_}万平方米标准厂房迎来首批{firms_}家企业。

        {short}可供的工业用地已经不多。二期占地{mu}亩，容积率{far}，照过去单层厂房的建法，
        同样的面积要多用{more}亩地。“[地是挤不出来的，只能往上要|土地不会长，厂房可以长高]。
        ”管委会主任{leader}说。

        “上楼”之前，招商部门摸了一遍企业的设备清单：重量、振动、层高、排风，一项项对照楼板图。
        最后确定{ind}的组装、检测和{ind2}的研发试制可以上楼，冲压、铸造一类仍留在平地。

        价格是小企业最关心的。厂房可租可买，买的话首付三成，余款分[八年|十年]付清，租金抵房款。
        做{product4}配件的{p1}算过：“每月还的钱比原来的租金多不到两千元，十年以后厂房是自己的。”

        目前二期已签约{rate}%，剩余部分优先给区内搬迁企业。三期正在做方案，将增加一座共享的危化品暂存间和一处货车等
        候区，这两样都是一期企业提出来的。
        """,
        uses=3, zones=_MADE_BY, scenes="isometric workshop", headline=True, tags="工业上楼 土地利用",
        further=("jingkai",),
        facts=lambda d, z, b: dict(area_=(a := d.x(8, 22)), firms_=d.n(18, 41), far=(f := d.x(2.4, 3.4)),
            mu=round(a * 10000 / f / 666.7), more=round(a * 10000 / 0.9 / 666.7 - a * 10000 / f / 666.7),
            rate=d.n(64, 91)),
    ),
    Skeleton(
        "pilot-base", "gaoxin",
        (
            "把实验室的“一克”变成车间的“一吨”，{short}中试基地运行",
            "{short}[公共|共享]中试基地接下首批{orders}单",
            "中试不再“借车间”，{short}建起{ind}中试平台",
        ),
        """
        从实验室到生产线，中间隔着一段不长却难走的路，行话叫中试。{day}，{zone}{ind}中试基地投入运行，
        首批接下{orders}个项目的订单。

        基地建筑面积{area_}平方米，设{lines}条柔性试验线，可以完成{process}等{steps}类工艺验证。和企业自建车间不同，
        这里按机时收费，设备、环评、安评都是现成的，来的人[带着样品和图纸就能开工|只需要带上配方和问题]。

        {p1}是首批用户。他的团队在实验室里做出了新的{product}方案，却在放大时反复失败。“一个环节的温差，
        在烧杯里看不出来，到了釜里就是另一回事。”在基地试了{weeks}周，换过三种{input}，终于跑通。

        ! laboratory :: 实验台上的玻璃器皿与背景中的分子结构 :: 中试连接着实验台与生产线（示意图）

        基地由{short}国有平台出资建设，委托专业团队运营，{names}家企业和院所共用。为打消“技术被看走”的顾虑，
        基地立了三条规矩：数据当天封存，人员单独签保密协议，同一条线不安排同业项目相邻使用。

        ? 运营方说，基地不指望靠机时费赚钱，账算在后面：每走通一个项目，就可能留下一家企业。按协议，
        完成中试并在区内落地的项目，机时费返还一半。

        全年预计服务项目{yearly}个。二期将补上包装验证和加速老化两项能力。
        """,
        uses=2, zones="gaoxin", scenes="laboratory chip", tags="中试基地 科技成果转化 公共服务", headline=True,
        further=("guojiaji",), lead="process",
        facts=lambda d, z, b: dict(orders=(o := d.n(11, 24)), area_=d.n(6200, 18400, 100), lines=d.n(4, 9),
            steps=d.n(7, 15), weeks=d.n(5, 11), names=d.n(9, 21), yearly=o * 3),
    ),
    Skeleton(
        "zero-carbon", "guojiaji",
        (
            "{short}零碳园区试点一年，[绿电|用能]账本首次公开",
            "屋顶发电、湖水供冷：{short}零碳园区一期建成",
            "{short}让每度电有“出生证”，零碳园区试点提速",
        ),
        """
        在{zone}的能源控制中心，一面屏幕实时显示三个数字：发了多少、用了多少、差了多少。{day}中午，
        屋顶光伏的出力占到园区用电的{noon}%。

        {short}零碳园区试点运行满一年。园区公布的账本显示：全年用电{use}亿千瓦时，其中绿色电力{green}亿千瓦时，
        占{rate}%；单位产值能耗比试点前下降{drop}%。

        |= {short}零碳园区试点一年用能情况（演示数据）
        | 项目 | 数量 | 占比 |
        | 全年用电量 | {use}亿千瓦时 | 100% |
        | 其中：屋顶光伏 | {pv}亿千瓦时 | {pvr}% |
        | 其中：绿电交易 | {buy}亿千瓦时 | {buyr}% |
        | 其余电量 | {rest}亿千瓦时 | {restr}% |

        ## 先做看得见的

        试点从屋顶开始。园区对{roofs}栋厂房做了承重复核，能装的装，不能装的不勉强，共装光伏{mw}兆瓦。
        第二步是给用能大户装分项计量，{co1s}据此调整了排产，把耗电多的{process}挪到中午，一年省下电费{save}万元。

        ## 再啃看不见的

        难的是蒸汽和运输。园区把三家企业的余热连成一张网，冬天供办公楼采暖；厂区短驳换成电动重卡，充电安排在谷段。
        负责能源管理的{p1}说：“[减碳不是少干活，是换个时间、换种方式干活|数据不准的时候，谁都觉得自己已经很省了]。”

        下一步，园区将为出口企业提供产品碳足迹核算，先从{product}做起。
        """,
        uses=3, zones="jingkai gaoxin", scenes="energy park", tags="零碳园区 绿色制造", headline=True, lead="goods",
        facts=lambda d, z, b: dict(use=(u := d.x(6, 14)), pv=(p := round(u * d.x(0.12, 0.2, 2), 1)),
            buy=(q := round(u * d.x(0.22, 0.36, 2), 1)), green=round(p + q, 1), rate=round((p + q) / u * 100, 1),
            rest=round(u - p - q, 1), pvr=(i := round(p / u * 100, 1)), buyr=(j := round(q / u * 100, 1)),
            restr=round(100 - i - j, 1), noon=d.n(46, 71), drop=d.x(4, 9), roofs=round(p * 37), mw=round(p * 95),
            save=d.n(86, 240)),
    ),
    Skeleton(
        "utility-tunnel", "guojiaji",
        (
            "{short}再生水厂通水，[景观河|工厂]用上“第二水源”",
            "一吨水用两遍：{short}再生水管网覆盖{firms_}家企业",
            "{short}投用再生水厂，每天少取新水{save}万吨",
        ),
        """
        {day}，{zone}再生水厂正式通水。处理后的水分成两路：一路进企业的冷却塔，一路补给园区的景观河。

        水厂设计规模为每天{cap}万吨，目前日供水{save}万吨，通过{km}公里专用管网送到{firms_}家企业。
        再生水每吨{price}元，比自来水便宜{cheap}元。用水大户{co1s}每天用{daily}吨，一年可节约水费{money}万元。

        水质是企业最担心的。建设前，园区请{firms_}家企业的设备主管坐到一起，逐项谈指标：硬度、氯离子、浊度，
        谁家要求最严，就按谁家的来。“[一根管子供大家，标准只能往高里定|指标谈了七轮，比招标还久]。
        ”水厂负责人{p1}说。

        ! park :: 河流从草地间流过，远处是城市轮廓 :: 园区景观河补水后的示意图

        景观河沿岸补种了芦苇和菖蒲，尾水在这里再走{km2}公里才进入外河。傍晚，河边步道上多了散步的人。
        """,
        uses=2, zones="jingkai", lead="goods", scenes="park plan", tags="绿色制造 公共服务",
        facts=lambda d, z, b: dict(cap=(c := d.n(4, 9)), save=round(c * 0.55, 1), km=d.n(18, 42),
            firms_=d.n(14, 33), price=2.1, cheap=(e := d.x(1.2, 1.9)), daily=(g := d.n(1200, 3200, 100)),
            money=round(g * e * 330 / 10000), km2=d.x(2, 4)),
    ),
    Skeleton(
        "idle-land", "guojiaji",
        (
            "{short}盘活{mu}亩“沉睡地”，停产厂房里开起新产线",
            "不新供一亩地，{short}落下{firms_}个项目",
            "旧厂房的第二次生命：{short}存量用地调查",
        ),
        """
        [铁门上的锁换过三次，院子里的草长到齐腰高|门卫室的日历还停在六年前]。在{zone}，像这样停产多年的厂区，
        去年底还有{idle}处。

        半年过去，其中{done}处有了新主人，盘活土地{mu}亩，落户项目{firms_}个，总投资{invest}亿元。
        {short}今年没有为这些项目新供一亩地。

        办法说起来不复杂，就是“一地一策”：

        - 有订单缺资金的，由平台公司回租部分厂房，帮企业周转；
        - 想退出的，协商收回，按评估价加设备搬迁补助结算；
        - 地还在、人找不到的，走司法程序，[用了十一个月|专人盯了大半年]；
        - 只用一半的，允许分割转让，把另一半让给下游企业。

        {co2}就接手了其中一处。总经理{p1}第一次来看厂房时，屋顶漏雨，地面却是好的，“承重、层高都合适，
        比新建快一年”。如今，{product2}产线已经装了一半。

        ? 并不是每一处都顺利。还有{left}处牵涉债务，短期内难有结果。负责这项工作的{deputy}说，该等的就等，
        “[急着清零，容易留下新的尾巴|账算不清，地就动不了]”。
        """,
        uses=3, zones=_MADE_BY, lead="goods", scenes="workshop plan", tags="土地利用 标准地", further=("guancha",),
        facts=lambda d, z, b: dict(idle=(i := d.n(19, 34)), done=(n := i - d.n(6, 11)), left=i - n,
            mu=d.n(480, 1260, 10), firms_=n + 3, invest=d.n(14, 47)),
    ),
    Skeleton(
        "freight-line", "guojiaji",
        (
            "{short}开通铁路专用线，集装箱[下楼就上车|不再倒短]",
            "从厂门到码头少两次吊装，{short}公铁联运首发",
            "{short}到{city2}货运班列首发，每周{trips}列",
        ),
        """
        {day}{time}，满载{teu}个标准箱的列车驶出{zone}铁路专用线，开往{city2}港区。
        这是{short}开通的首条“园区直达”货运班列，每周开行{trips}列。

        过去，区内企业的出口货物要先用卡车拉到{km}公里外的货站，换装、等车、编组，最快也要[三天|两天半]。
        现在集装箱在园区装好，[当晚上车，次日傍晚到港|一次吊装直接上车]，每箱综合成本下降约{cheap}元。

        班列能不能开得长久，取决于有没有回程货。运营公司和{city2}的贸易企业签了协议，返程捎回{input}和日用百货。
        “去程八成满，回程六成满，就能不亏。”运营负责人{p1}说，首月的目标就是这两个数。

        ! rail :: 高架桥上的列车穿过山谷 :: 铁路通道示意图

        {co1s}的物流主管{p2}当天也在现场，[她的六个箱子排在第三节车|他拍下车号发进了工作群]。
        “以前客户问货到哪儿了，我们只能说在路上；现在能报出几点几分。”
        """,
        uses=3, zones="jingkai", lead="goods", scenes="rail harbour", headline=True, tags="口岸物流 营商环境",
        facts=lambda d, z, b: dict(time=d.choice(("9时26分", "10时08分", "16时40分")), teu=d.n(56, 110, 2),
            trips=d.n(2, 5), km=d.n(38, 96), cheap=d.n(260, 680, 10)),
    ),
)  # fmt: skip
