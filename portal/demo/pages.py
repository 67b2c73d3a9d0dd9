"""The standing pages of the demonstration portal."""

from dataclasses import dataclass

from .texts import SAMPLE_MARK


@dataclass(frozen=True)
class DemoPage:
    slug: str
    title: str
    body: str  # HTML
    in_foot: bool = False


_ABOUT = """
<p>本站是开发区门户系统的演示站，用来说明一家开发区协会的门户可以怎样采编、审核、发布和保存内容。</p>
<h2>站上有什么</h2>
<ul>
<li>资讯中心：通知公告、各级开发区动态、政策法规、招商引资与产业观察；</li>
<li>中国开发区：按类型介绍经济技术开发区、高新技术产业开发区、海关特殊监管区域和边境经济合作区；</li>
<li>协会服务：培训研修、调研咨询、会展活动与入会指南；</li>
<li>投稿与留言：会员单位和读者可以在线投稿、留言，并凭编号查询进度。</li>
</ul>
<h2>内容的性质</h2>
<p>站内稿件、单位、人物和数据全部为演示而编写，插图由程序绘制，不对应任何真实的开发区、企业或个人。</p>
"""

_PRIVACY = """
<p>我们只收集办理事项所必需的信息，并在用途结束后删除。</p>
<h2>收集哪些信息</h2>
<table><caption>信息、用途与保存期限</caption>
<thead><tr><th scope="col">场景</th><th scope="col">信息</th><th scope="col">用途</th><th scope="col">保存期限</th></tr></thead>
<tbody>
<tr><th scope="row">投稿</th><td>单位、姓名、电话、邮箱</td><td>核实来稿、告知结果</td><td>结果告知后两年</td></tr>
<tr><th scope="row">留言</th><td>称呼、联系方式</td><td>答复留言</td><td>答复后一年</td></tr>
<tr><th scope="row">浏览</th><td>访问时间、页面</td><td>统计点击量、保障安全</td><td>六个月</td></tr>
</tbody></table>
<h2>不做什么</h2>
<ul><li>不使用第三方统计和广告；</li><li>不向其他单位提供您的联系方式；</li><li>公开留言时不显示联系方式。</li></ul>
<h2>您的权利</h2>
<p>您可以要求查阅、更正或删除自己的信息，请写信至 <a href="mailto:privacy@example.org">privacy@example.org</a>，
我们在 15 个工作日内答复。</p>
"""

_COPYRIGHT = """
<p>本站演示稿件与插图为本项目编写和绘制，可随软件一并使用。</p>
<h2>转载</h2>
<p>正式启用后，注明“来源：本站”的稿件欢迎转载，请保留来源、作者和原文链接，不得改变原意。注明其他来源的稿件，
版权归原作者所有，转载请与原作者联系。</p>
<h2>投稿人的权利</h2>
<p>投稿人保留著作权，并保证稿件不侵犯他人权利。编辑可以作文字修改；涉及事实和观点的修改，会先征得投稿人同意。</p>
<h2>更正</h2>
<p>发现差错请通过 <a href="/messages/">留言箱</a> 告诉我们，选择“纠错”一类即可。核实后在原文更正，并注明更正时间。</p>
"""

_JOIN = """
<p>经批准设立的开发区、园区，以及从事开发区研究、建设、运营和服务的单位，均可申请加入协会。</p>
<h2>会员类型</h2>
<table><caption>会员类型与年度会费</caption>
<thead><tr><th scope="col">类型</th><th scope="col">适用单位</th><th scope="col">会费（元/年）</th></tr></thead>
<tbody>
<tr><th scope="row">会员单位</th><td>各级开发区、园区管理机构</td><td>5000</td></tr>
<tr><th scope="row">理事单位</th><td>愿意承担协会工作的会员单位</td><td>10000</td></tr>
<tr><th scope="row">协作单位</th><td>高校、研究机构与服务企业</td><td>8000</td></tr>
</tbody></table>
<h2>办理步骤</h2>
<ol>
<li>下载并填写入会申请表，由单位负责人签字盖章；</li>
<li>附设立批复或营业执照复印件、单位简介各一份；</li>
<li>寄送或上传至秘书处，10 个工作日内收到受理答复；</li>
<li>经常务理事会审议通过后，颁发会员证书。</li>
</ol>
<h2>会员可以得到什么</h2>
<ul>
<li>参加协会培训、交流会和考察活动，会员单位每年有两个免费名额；</li>
<li>获得年度统计资料、研究报告和《中国开发区》杂志；</li>
<li>就规划、评价、招商等事项向专家库提出咨询；</li>
<li>在门户优先刊登单位动态和招商信息。</li>
</ul>
"""

_PROFILE = """
<p>中国开发区协会（演示）是由开发区、园区管理机构以及相关研究和服务单位自愿组成的非营利社会组织，
设会员代表大会、理事会和秘书处。</p>
<h2>我们做的事</h2>
<p>协会围绕“交流、研究、服务、自律”开展工作：组织会员单位相互学习，研究开发区发展中的共同问题，为会员提供培训、
咨询、评价和会展服务，制定团体标准，反映行业诉求。</p>
<h2>基本数字</h2>
<table><caption>协会概况（演示数据）</caption>
<thead><tr><th scope="col">项目</th><th scope="col">数量</th></tr></thead>
<tbody>
<tr><th scope="row">会员单位</th><td>326 家</td></tr>
<tr><th scope="row">专业委员会</th><td>6 个</td></tr>
<tr><th scope="row">专家库专家</th><td>118 人</td></tr>
<tr><th scope="row">团体标准</th><td>14 项</td></tr>
<tr><th scope="row">年培训人次</th><td>约 2600 人次</td></tr>
</tbody></table>
<h2>工作方式</h2>
<p>协会每年初公布工作计划，年末公布完成情况；收费项目一律公示标准；培训和评价不与会费挂钩。</p>
"""

_ARTICLES_OF_ASSOCIATION = """
<p>（演示文本，节选）</p>
<h2>第一章　总则</h2>
<p><strong>第一条</strong>　本会名称为中国开发区协会（演示），是由开发区及相关单位自愿组成的全国性、非营利社会组织的演示样本。</p>
<p><strong>第二条</strong>　本会的宗旨是：遵守法律法规和社会公德，服务会员，促进开发区之间的交流与合作，推动开发区高质量发展。</p>
<h2>第二章　业务范围</h2>
<p><strong>第三条</strong>　本会的业务范围：</p>
<ol>
<li>开展开发区发展的调查研究和信息交流；</li>
<li>组织培训、会议、展览和考察；</li>
<li>提供规划、评价、招商等咨询服务；</li>
<li>制定和推广团体标准；</li>
<li>编辑会刊，维护门户网站。</li>
</ol>
<h2>第三章　会员</h2>
<p><strong>第四条</strong>　会员为单位会员。申请入会须承认本章程，提交申请并经理事会或者其授权的机构讨论通过。</p>
<p><strong>第五条</strong>　会员有选举权、被选举权和表决权，优先参加本会活动，对本会工作有批评建议权和监督权，退会自由。</p>
<p><strong>第六条</strong>　会员应当执行本会决议，维护本会权益，按规定缴纳会费，如实提供统计资料。</p>
<h2>第四章　组织机构</h2>
<p><strong>第七条</strong>　会员代表大会是本会的最高权力机构，每届五年，每年至少召开一次。</p>
<p><strong>第八条</strong>　理事会是会员代表大会的执行机构，在闭会期间领导本会开展工作，对会员代表大会负责。</p>
<p><strong>第九条</strong>　秘书处是本会的日常办事机构，秘书长由理事会聘任。</p>
<h2>第五章　资产</h2>
<p><strong>第十条</strong>　经费来源为会费、捐赠、在核准业务范围内开展服务的收入、利息和其他合法收入。经费收支每年向会员公布。</p>
<h2>第六章　附则</h2>
<p><strong>第十一条</strong>　本章程的解释权属于理事会，自会员代表大会表决通过之日起生效。</p>
"""

_ORGANISATION = """
<p>协会设会员代表大会、理事会、监事会和秘书处，秘书处下设五个部门，另有六个专业委员会。</p>
<table><caption>秘书处部门与职责</caption>
<thead><tr><th scope="col">部门</th><th scope="col">主要职责</th><th scope="col">电话</th></tr></thead>
<tbody>
<tr><th scope="row">综合部</th><td>会务、文秘、财务、人事</td><td>010-0000 0001</td></tr>
<tr><th scope="row">会员部</th><td>入会、联络、会员活动</td><td>010-0000 0002</td></tr>
<tr><th scope="row">研究部</th><td>调研、评价、团体标准</td><td>010-0000 0003</td></tr>
<tr><th scope="row">培训会展部</th><td>培训班、展会、考察</td><td>010-0000 0004</td></tr>
<tr><th scope="row">编辑部</th><td>门户网站、《中国开发区》</td><td>010-0000 0005</td></tr>
</tbody></table>
<h2>专业委员会</h2>
<ul>
<li>绿色低碳专业委员会</li><li>产业链招商专业委员会</li><li>海关特殊监管区域专业委员会</li>
<li>产教融合专业委员会</li><li>数字园区专业委员会</li><li>县域开发区专业委员会</li>
</ul>
"""

_CONTACT = """
<p>工作时间：星期一至星期五 9:00—12:00，13:30—17:30（法定节假日除外）。</p>
<table><caption>联系方式（均为演示，不能接通）</caption>
<thead><tr><th scope="col">事项</th><th scope="col">电话</th><th scope="col">邮箱</th></tr></thead>
<tbody>
<tr><th scope="row">总机</th><td>010-0000 0000</td><td>portal@example.org</td></tr>
<tr><th scope="row">投稿与更正</th><td>010-0000 0005</td><td>editor@example.org</td></tr>
<tr><th scope="row">培训报名</th><td>010-0000 0004</td><td>training@example.org</td></tr>
<tr><th scope="row">入会咨询</th><td>010-0000 0002</td><td>members@example.org</td></tr>
</tbody></table>
<p>地址：示例市演示区样张路 1 号，邮编 000000。</p>
<p>不方便打电话时，可以在 <a href="/messages/">留言箱</a> 写下问题，两个工作日内答复。</p>
"""


def _page(slug: str, title: str, body: str, *, in_foot: bool = False) -> DemoPage:
    return DemoPage(slug, title, f"{body.strip()}\n<p>{SAMPLE_MARK}</p>", in_foot)


PAGES = [
    _page("about", "关于我们", _ABOUT, in_foot=True),
    _page("privacy", "隐私说明", _PRIVACY, in_foot=True),
    _page("copyright", "版权声明", _COPYRIGHT, in_foot=True),
    _page("ruhui", "入会指南", _JOIN),
    _page("jianjie", "协会简介", _PROFILE),
    _page("zhangcheng", "协会章程", _ARTICLES_OF_ASSOCIATION),
    _page("jigou", "组织机构", _ORGANISATION),
    _page("lianxi", "联系我们", _CONTACT),
]
