"""Letters that readers sent to the demonstration portal: messages for the public box, and submitted articles.

All senders are invented; telephone numbers and addresses cannot be reached.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoMessage:
    kind: str  # "consult", "suggest", "complain", "correct" or "other"
    subject: str
    text: str
    name: str
    contact: str
    may_publish: bool
    days_ago: int
    reply: str  # empty: not answered yet
    published: bool


@dataclass(frozen=True)
class DemoSubmission:
    unit: str
    contact: str
    phone: str
    email: str
    title: str
    text: str  # paragraphs parted by blank lines
    column: str
    days_ago: int
    state: str  # "received", "reviewing", "returned", "adopted" or "declined"
    note: str  # what the editors told the author


MESSAGES = [
    DemoMessage(
        "consult", "新成立的县级园区可以申请入会吗？",
        "我们是去年刚批复设立的县级工业园区，目前只有二十多家企业，想了解入会需要满足哪些条件、要准备什么材料。",
        "邱女士", "13800000000", True, 2,
        "您好。经批准设立的开发区和园区均可申请，没有企业数量门槛。请按“入会指南”准备申请表、设立批复复印件和园区简介各一份，"
        "秘书处收到后 10 个工作日内答复。", True,
    ),
    DemoMessage(
        "consult", "培训班结业证书丢失如何补办",
        "去年秋季参加了产业链招商专题班，单位评职称需要证书原件，搬家时弄丢了，请问能否补办？",
        "任先生", "reader01@example.com", True, 6,
        "您好。可以出具学习证明，效力与证书相同。请将姓名、班次和单位名称发至联系邮箱，五个工作日内寄出，不收费用。", True,
    ),
    DemoMessage(
        "suggest", "希望增加按产业查找稿件的办法",
        "网站内容很好，我们做生物医药招商，每次都要在搜索里换好几个词。能不能在栏目页加上产业标签，点一下就能看到相关稿件？",
        "园区读者小顾", "reader02@example.com", True, 9,
        "感谢建议。稿件下方的标签已经可以点开查看同类稿件；栏目页的产业筛选已列入下一步改版安排。", True,
    ),
    DemoMessage(
        "correct", "综保区稿件中的单位疑似有误",
        "上周一篇讲保税维修的稿件，正文写“货值 3.6 亿元”，表格里写的却是“3.6 亿美元”，请核对。",
        "一名关务员", "13800000000", True, 11,
        "您说得对，表格单位应为“亿元”，已更正并在文末注明更正时间。谢谢您读得这样仔细。", True,
    ),
    DemoMessage(
        "complain", "报名系统提交后没有收到确认短信",
        "周一报名了研修班，页面显示成功，但两天没有收到短信，打电话又一直占线，担心没有报上。",
        "雷先生", "13800000000", True, 15,
        "给您添麻烦了。核实后确认您的报名已经成功，短信因通道故障延迟。报名期间已加开一条接听线路，今后也会同时发送邮件确认。", True,
    ),
    DemoMessage(
        "consult", "投稿是否收取版面费？",
        "有人自称协会编辑部，说发表文章要先交版面费，请问是真的吗？",
        "研究生小纪", "reader03@example.com", True, 21,
        "是假的。本站和《中国开发区》投稿均不收取任何费用，也不委托任何机构代收稿件。请保留聊天记录，并向当地有关部门反映。", True,
    ),
    DemoMessage(
        "suggest", "表格在手机上看不全",
        "统计公报里的表格列很多，手机上右边几列看不到，建议可以左右滑动。",
        "通勤路上的读者", "", True, 27,
        "已经调整：表格超出屏幕时可以左右滑动，表头保持可见。您可以再打开试一试。", True,
    ),
    DemoMessage(
        "consult", "案例征集可以一家单位报两个案例吗",
        "我们园区有一个零碳方面的案例，还有一个产教融合的案例，方向不同，能不能都报？",
        "饶女士", "13800000000", True, 34,
        "可以。每个方向限报一个，同一单位合计不超过两个，请分别填写申报表。", True,
    ),
    DemoMessage(
        "other", "感谢一次耐心的电话答复",
        "咨询统计口径的问题，接电话的老师解释了近半个小时，还把旧版表格找出来对照。特此感谢。",
        "某园区统计员", "", True, 46,
        "您的话已转告同事。口径问题问的人多，我们把这次通话整理成了一页说明，放在“调研咨询”栏目。", True,
    ),
    DemoMessage(
        "correct", "通讯录里我们园区的电话已变更",
        "会员通讯录中我单位办公室电话仍是旧号，新号码已发邮件，请更新。",
        "办公室小戚", "13800000000", False, 52, "已更新，谢谢。", False,
    ),
    DemoMessage(
        "consult", "往期杂志能否购买纸质版",
        "想收集近三年的《中国开发区》，网上只能看电子版，请问有没有合订本？",
        "市图书馆采编员", "reader04@example.com", True, 68,
        "每年一月编印上一年合订本，数量不多，图书馆可免费申请一套。请来函注明收件地址。", True,
    ),
    DemoMessage(
        "suggest", "建议开设一线员工的栏目",
        "现在的报道写项目、写政策多，写车间里的人少。我们厂里有一位做了二十年的模具师傅，很值得写。",
        "车间通讯员", "13800000000", True, 1, "", False,
    ),
    DemoMessage(
        "consult", "省级开发区参加综合评价交流会是否需要邀请函",
        "看到通知里说“各会员单位”，我们还不是会员，能否列席旁听？",
        "席女士", "reader05@example.com", True, 0, "", False,
    ),
    DemoMessage(
        "other", "求购二手厂房设备",
        "长期收购各类旧设备，量大从优，有意请联系。",
        "某商行", "reader06@example.com", True, 3, "", False,
    ),
]  # fmt: skip

SUBMISSIONS = [
    DemoSubmission(
        "柏塘经济开发区管委会", "甘霖儿", "13800000000", "baitang@example.org",
        "柏塘经开区把夜校办进园区食堂",
        "晚上七点半，园区食堂撤下餐盘，投影幕布放了下来。今天的课是变频压缩机的装配公差，讲课的是企业里干了十六年的老技师。\n\n"
        "夜校每周开三晚，课程由企业点单、园区排课，半年来有四百多名职工来听过课，其中六十一人拿到了新的技能等级证书。",
        "shengji", 1, "received", "",
    ),
    DemoSubmission(
        "青汀高新区融媒体中心", "简一鸣", "13800000000", "qingting@example.org",
        "一张共享仪器清单，帮小企业省下八百万元",
        "检测一批样品要多少钱？在青汀高新区，答案取决于你是不是知道隔壁实验室的仪器什么时候空着。\n\n"
        "高新区把园内十四家单位的二百零三台仪器列成一张清单，标明空闲时段与价格，今年以来共享机时一万一千小时。",
        "gaoxin", 2, "received", "",
    ),
    DemoSubmission(
        "霜河边境经济合作区管委会", "白以恒", "13800000000", "shuanghe@example.org",
        "冬天的口岸：一车坚果的两个小时",
        "早上八点十分，货车驶过地磅；十点零五分，坚果进了加工厂的原料库。两个小时里，它走完了申报、查验、检疫和过磅。\n\n"
        "把时间压下来的，是提前申报和错峰查验，也是查验员冻红的手。",
        "bianhe", 3, "reviewing", "",
    ),
    DemoSubmission(
        "禾州经济开发区", "粟文峥", "13800000000", "hezhou@example.org",
        "禾州经开区二季度工业经济运行情况",
        "二季度以来，全区工业经济总体平稳，规模以上工业企业五十二家，增加值增长百分之六点八。\n\n"
        "分行业看，绿色食品行业增长较快，现代物流业务量稳步回升。",
        "shengji", 5, "returned", "请补充一张分行业数据表，并说明增速是否按可比价格计算；改好后用同一编号再次提交即可。",
    ),
    DemoSubmission(
        "沐江经济技术开发区", "祝安澜", "13800000000", "mujiang@example.org",
        "沐江经开区线控底盘项目提前两个月试生产",
        "设备比图纸先到，图纸比设备先改。沐江经开区的线控底盘项目用“边装边调”的办法，把试生产日期提前了两个月。\n\n"
        "项目负责人说，最难的不是抢时间，而是每抢一天都要说清楚没有少做哪一步。",
        "guojiaji", 8, "adopted", "已采用，编辑时改了标题，删去了两处重复的数字。",
    ),
    DemoSubmission(
        "泓阳综合保税区", "宁可为", "13800000000", "hongyang@example.org",
        "旧件进区、新件出区：再制造的单证之路",
        "一台旧服务器主板从进区到修复出区，要经过十一道记录。记录越完整，放行越快。\n\n"
        "综保区与企业一起把十一道记录合并为四张电子单证，平均用时从三天减到十九个小时。",
        "baoshui", 12, "adopted", "已采用，感谢来稿。",
    ),
    DemoSubmission(
        "某咨询公司", "和致远", "13800000000", "consult@example.com",
        "某园区招商策划方案推介",
        "我公司拥有专业团队，可为各地园区提供一站式招商策划服务，欢迎来电洽谈。",
        "zhaoshang", 16, "declined", "来稿属于业务推广，不在采用范围，望理解。",
    ),
    DemoSubmission(
        "稷原经济技术开发区", "栾晓棠", "13800000000", "jiyuan@example.org",
        "粮食企业的“第二车间”在实验室",
        "同一粒大豆，榨油能卖一份钱，做成蛋白能卖三份钱，再做成低聚糖，能卖到十份钱。\n\n"
        "稷原经开区的几家食品企业这两年不约而同地扩建了实验室。",
        "jingkai", 23, "adopted", "已采用，并推荐到“产业观察”。",
    ),
    DemoSubmission(
        "岭关边境经济合作区", "农子墨", "13800000000", "lingguan@example.org",
        "互市商品落地加工的几点体会",
        "落地加工要算三笔账：原料账、用工账、时间账。本文结合近两年的工作，谈谈三笔账怎么算。",
        "bianhe", 31, "returned", "观点很好，篇幅偏短，建议就“时间账”补充一两个实例。",
    ),
    DemoSubmission(
        "个人来稿", "薄雪汀", "13800000000", "reader07@example.com",
        "工业遗存与园区更新：一组照片的文字说明",
        "照片拍摄于一座停产二十年的纺织厂。锯齿形屋顶还在，天窗换成了光伏板。",
        "guancha", 40, "declined", "图片未附拍摄许可，暂不能采用；取得许可后欢迎再投。",
    ),
]  # fmt: skip
