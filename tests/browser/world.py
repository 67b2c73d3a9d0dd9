"""A small portal for the browser tests, made through the same functions as everything else."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from links.directory import save_group, save_link
from links.models import Link, LinkGroup
from news import attachments, columns, magazine, workflow
from news.models import Column, Issue
from portal import site
from portal.models import Page, SiteSettings
from tests import factories, people


def build() -> SimpleNamespace:
    """Make columns, articles with pictures, links, settings, an issue; return what tests name."""
    now = timezone.now()
    site.save_settings(
        SiteSettings(
            pk=1, site_name="开发区之家", english_name="Home of Zones", organiser="某某协会", phone="010-0000 0000",
            wechat_qr=factories.picture(size=(300, 300)), qq_group="123456", magazine_name="《中国开发区》",
            hot_words="招商、园区",
        )
    )  # fmt: skip
    site.save_page(Page(title="关于我们", slug="about", body="<p>我们是谁。</p>", in_foot=True))
    top = columns.save(Column(name="资讯中心", slug="zixun"))
    notices = columns.save(Column(name="通知公告", slug="tongzhi", parent=top, is_notice_board=True))
    state = columns.save(Column(name="国家级开发区动态", slug="guojiaji", parent=top))
    columns.save(Column(name="协会服务", slug="fuwu"))
    for order, name in enumerate(["政府部门", "行业协会", "新闻媒体", "友情链接"]):
        group = save_group(LinkGroup(name=name, order=order))
        save_link(Link(group=group, name=f"{name}甲", url="https://example.org/"))
        save_link(Link(group=group, name=f"{name}乙"))
    factories.published(notices, title="关于征集案例的通知")
    for number in range(8):
        article = factories.published(
            state, title=f"青汀经开区第{number}个项目开工", at=now - timedelta(hours=number + 1),
            cover=factories.picture(), cover_alt="工地", summary="项目开工。", tag_names=["项目"],
        )  # fmt: skip
        if number < 3:
            workflow.schedule(article.pk, by=people.editor(), now=now, headline_until=now + timedelta(days=1))
    pdf = attachments.store(ContentFile(b"%PDF-1.4 x", name="名录.pdf"), by=people.editor(), now=now, allowed={"pdf"})
    picture = factories.picture(size=(1600, 900))
    article = factories.published(
        state,
        title="经开区主要负责人到育成中心走访",
        source="青汀经开区",
        author="记者甲",
        responsible_editor="编辑乙",
        at=now - timedelta(minutes=30),
        tag_names=["项目", "走访"],
        attachments=[(pdf, "名录")],
        body="<h2>一、情况</h2>"
        + "<p>青汀经开区坚持项目为王，抓好要素保障。</p>" * 12
        + f'<figure><img src="/pictures/{picture.pk}/" alt="厂房"><figcaption>厂房一角</figcaption></figure>'
        + '<table><caption>指标</caption><thead><tr><th scope="col">指标</th><th scope="col">数值</th></tr></thead>'
        "<tbody><tr><td>投资</td><td>12.6亿元</td></tr></tbody></table>",
    )
    magazine.save_issue(
        Issue(year=2026, number=5, title="县域的路", cover=factories.picture(size=(900, 1200)), pdf=pdf,
              published_on=date(2026, 10, 5))
    )  # fmt: skip
    return SimpleNamespace(article=article, state=state, top=top)
