"""Loading the demonstration portal through the same functions that the desk and the forms call.

Every step finds what is already there by its natural key, so that a run that was interrupted goes on where it
stopped. The first mark keeps the day from which dates are counted; the last one says that all is there.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from feedback import intake
from feedback.models import Message, Submission
from links.directory import save_group, save_link
from links.models import Link, LinkGroup
from news import attachments, columns, counters, magazine, workflow
from news.models import Article, Attachment, Column, Issue, Tag, ViewDay
from portal import audit, pictures
from portal import site as site_pages
from portal.demo import attachments as files
from portal.demo import pictures as art
from portal.demo import site
from portal.demo.articles import DemoArticle, articles
from portal.demo.letters import DemoSubmission
from portal.demo.links import GROUPS
from portal.generation import moving
from portal.lib.qr import png
from portal.models import AuditEntry, Page, Picture, SiteSettings, User

BEGUN, FINISHED = "演示数据开始", "演示数据完成"
ACCOUNTS = [  # role, user name, name, groups
    ("系统管理员", "admin", "吴总", ()),
    ("站点管理员", "zhandian", "赵站", ("站点管理员",)),
    ("栏目管理员", "lanmu", "林栏", ("栏目管理员",)),
    ("编辑", "bianji", "陈编", ("编辑",)),
    ("审计员", "shenji", "孙审", ("审计员",)),
]
KINDS = {"consult": "question", "suggest": "advice", "complain": "complaint", "correct": "correction", "other": "other"}
OWN_PASSWORD = "（已自行设置）"  # noqa: S105  what is listed where we don't know it
DAYS_OF_VIEWS = 30
Progress = Callable[[str, int], Iterator[int]]


def is_finished() -> bool:
    """True when the whole demonstration has been loaded."""
    return AuditEntry.objects.filter(action=FINISHED).exists()


def begun_on() -> date | None:
    """Return the day on which loading began, or None."""
    entry = AuditEntry.objects.filter(action=BEGUN).order_by("pk").first()
    return date.fromisoformat(entry.detail["today"]) if entry else None


def is_empty() -> bool:
    """True when nobody has put anything into this database yet."""
    models = (Column, Article, Page, Picture, LinkGroup, Issue, Message, Submission, Tag, User, SiteSettings)
    return not any(model.objects.exists() for model in models)


def accounts_file() -> Path:
    """Return where the demo's sign-ins are written for `run.py` to print: role, user name, password by tabs."""
    return Path(settings.DATA_DIR) / "demo-accounts.txt"


def _listed(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the user names and passwords that an earlier run has written down."""
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            if line.count("\t") == 2:
                _, username, password = line.split("\t")
                yield username, password


class Loader:
    """One run of the demonstration: `steps` are (name, function) in order."""

    def __init__(self, now: datetime, progress: Progress) -> None:
        self.today = begun_on() or timezone.localdate(now)
        self.now = now
        self.progress = progress
        self.people: dict[str, User] = {}
        self.pictures: dict[str, Picture] = {}
        self.columns: dict[str, Column] = {}
        self.written = articles(self.today)

    def run(self) -> None:
        """Load everything; what is there already is left as it is."""
        if begun_on() is None:
            audit.record(BEGUN, by="demo", today=self.today.isoformat())
        for step in (
            self.accounts, self.library, self.pages, self.tree, self.settings, self.links,
            self.articles, self.magazine, self.letters, self.views,
        ):  # fmt: skip
            step()
        audit.record(FINISHED, by="demo")

    def moment(self, days_ago: int, minute: int = 600) -> datetime:
        """Return the instant `minute` minutes into the day `days_ago` days before the first; never in the future."""
        naive = datetime.combine(self.today - timedelta(days=days_ago), time()) + timedelta(minutes=minute)
        at = timezone.make_aware(naive)
        return at if days_ago < 0 else min(at, self.now - timedelta(minutes=2))

    # --- Who, and with what -------------------------------------------------------------------------------------

    def accounts(self) -> None:
        """Make an account for each role, with passwords of this machine's own; one that is in use is left as it is."""
        path, lines = accounts_file(), []
        listed = dict(_listed(path))
        for role, username, name, groups in ACCOUNTS:
            user, made = User.objects.get_or_create(username=username, defaults={"name": name})
            password = listed.get(username, "")
            if made or not user.check_password(password):
                password = OWN_PASSWORD if user.last_login else self._account(user, name, groups)
            self.people[username] = User.objects.get(pk=user.pk)
            lines.append(f"{role}\t{username}\t{password}\n")
        path.touch(mode=0o600)
        path.write_text("".join(lines), "utf-8")

    def _account(self, user: User, name: str, groups: tuple[str, ...]) -> str:
        password = secrets.token_urlsafe(9)
        user.name, user.is_staff, user.is_superuser = name, True, not groups
        user.set_password(password)
        user.save()
        user.groups.set(Group.objects.filter(name__in=groups))
        return password

    def library(self) -> None:
        """Draw the pictures, on all cores, and take them into the library."""
        wanted: dict[str, tuple[Callable[..., bytes], tuple[object, ...]]] = {
            f"demo:{key}": (art.draw, (kind, seed)) for key, (kind, seed) in site.PICTURES.items()
        }
        for issue in site.issues(self.today):
            wanted[f"cover:{issue.cover_seed}"] = (art.draw_cover, (issue.cover_seed,))
        known = {one.title: one for one in Picture.objects.filter(title__in=[self._title(key) for key in wanted])}
        missing = [key for key in wanted if self._title(key) not in known]
        self.pictures = {key: known[self._title(key)] for key in wanted if key not in missing}
        with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            drawn = {key: pool.submit(wanted[key][0], *wanted[key][1]) for key in missing}
            for number in self.progress("图片", len(missing)):
                key = missing[number]
                content = ContentFile(drawn[key].result(), name=f"{number}.jpg")
                self.pictures[key], _ = pictures.store(
                    content, by=self.people["bianji"], title=self._title(key), now=self.moment(1095)
                )

    def _title(self, key: str) -> str:
        kind, _, name = key.partition(":")
        return f"会刊封面 {name}" if kind == "cover" else f"示例图 {site.PICTURE_CAPTIONS.get(name, name)[:60]}({name})"

    # --- The site ------------------------------------------------------------------------------------------------

    def pages(self) -> None:
        """Make the pages that stand by themselves."""
        for order, page in enumerate(site.PAGES):
            if not Page.objects.filter(slug=page.slug).exists():
                body = self._body(page.body)
                site_pages.save_page(
                    Page(title=page.title, slug=page.slug, body=body, in_foot=page.in_foot, order=order)
                )

    def tree(self) -> None:
        """Make the columns."""
        for order, one in enumerate(site.COLUMNS):
            known = Column.objects.filter(slug=one.slug).first()
            self.columns[one.slug] = known or columns.save(
                Column(
                    slug=one.slug,
                    name=one.name,
                    parent=self.columns[one.parent] if one.parent else None,
                    kind=one.kind,
                    url=one.url,
                    page=Page.objects.get(slug=one.page) if one.page else None,
                    description=one.description,
                    is_notice_board=one.notice_board,
                    in_nav=one.in_nav,
                    order=order,
                )
            )

    def settings(self) -> None:
        """Fill in the site's settings; filing numbers stay empty."""
        if SiteSettings.objects.exists():
            return
        fields: dict[str, str] = {}
        for name, value in site.SITE.items():
            fields[name] = value if isinstance(value, str) else "、".join(value)
        row = SiteSettings(pk=1, **fields)
        qr = ContentFile(png(settings.SITE_URL), name="qr.png")
        row.wechat_qr, _ = pictures.store(qr, by=self.people["zhandian"], title="公众号二维码（示例）")
        site_pages.save_settings(row)

    def links(self) -> None:
        """Make the four link directories."""
        for order, (name, entries) in enumerate(GROUPS.items()):
            group = LinkGroup.objects.filter(name=name).first() or save_group(LinkGroup(name=name, order=order))
            known = set(group.links.values_list("name", flat=True))
            for place, (title, url) in enumerate(entries):
                if title not in known:
                    save_link(Link(group=group, name=title, url=url, order=place))

    # --- Articles ------------------------------------------------------------------------------------------------

    def articles(self) -> None:
        """Write and publish the articles, oldest first, fifty in a transaction."""
        oldest_first = sorted(self.written, key=lambda one: (-one.days_ago, one.minute, one.key))
        done = set(Article.objects.filter(source_ref__startswith="demo:").values_list("source_ref", flat=True))
        wanted = [one for one in oldest_first if f"demo:{one.key}" not in done]
        bar = self.progress("稿件", len(wanted))
        for start in range(0, len(wanted), 50):
            with moving():
                for one in wanted[start : start + 50]:
                    self._article(one)
                    next(bar, None)

    def _article(self, one: DemoArticle) -> None:
        by = self.people["lanmu"]
        at = self.moment(one.days_ago, one.minute)
        written_at = min(at, self.now) - timedelta(minutes=30)
        draft = workflow.Draft(
            content={
                "title": one.title,
                "subtitle": one.subtitle,
                "summary": one.summary,
                "body": self._body(one.body),
                "column": self.columns[one.column],
                "source": one.source,
                "author": one.author,
                "responsible_editor": one.responsible_editor,
                "cover": self.pictures[f"demo:{one.cover}"] if one.cover else None,
                "cover_alt": one.cover_alt,
            },
            tag_names=one.tags,
            further_columns=[self.columns[slug] for slug in one.further_columns],
            attachments=[self._attachment(key, written_at) for key in one.attachments],
        )
        article = workflow.create(draft, by=self.people["bianji"], now=written_at, source_ref=f"demo:{one.key}")
        if one.state == "draft" or article.latest is None:
            return
        acting_at = min(at, self.now)
        workflow.publish(article.latest, by=by, now=acting_at, publish_at=at)
        Article.objects.filter(pk=article.pk).update(views=one.views)
        times: dict[str, datetime | None] = {}
        if one.pinned:
            times["pinned_until"] = self.now + timedelta(days=90)
        if one.headline:
            times["headline_until"] = self.now + timedelta(days=90)
        if one.state == "expired":
            times["expire_at"] = max(
                at + timedelta(hours=1), min(at + timedelta(days=30), self.now - timedelta(hours=1))
            )
        if times:
            workflow.schedule(article.pk, by=by, now=acting_at, **times)
        if one.state == "withdrawn":
            reason = "示例：来源单位要求撤回。"
            workflow.withdraw(article.pk, by=by, now=min(at + timedelta(days=1), self.now), reason=reason)

    def _attachment(self, key: str, at: datetime) -> tuple[Attachment, str]:
        name, content = files.build(key)
        known = Attachment.objects.filter(name=name).first()
        stored = known or attachments.store(ContentFile(content, name=name), by=self.people["bianji"], now=at)
        return stored, name.rsplit(".", 1)[0]

    def _body(self, body: str) -> str:
        for key, picture in self.pictures.items():
            if key.startswith("demo:"):
                body = body.replace(f'"demo-picture:{key[5:]}"', f'"/pictures/{picture.pk}/"')
        return body

    def magazine(self) -> None:
        """Make the issues of the magazine, with their PDFs."""
        issues = site.issues(self.today)
        for number in self.progress("会刊", len(issues)):
            one = issues[number]
            day = self.today - timedelta(days=one.days_ago)
            if Issue.objects.filter(year=day.year, number=one.number).exists():
                continue
            pdf = attachments.store(
                ContentFile(files.magazine_pdf(one), name=f"{day.year}年第{one.number}期.pdf"),
                by=self.people["lanmu"], now=self.moment(one.days_ago), allowed={"pdf"},
            )  # fmt: skip
            magazine.save_issue(
                Issue(year=day.year, number=one.number, title=one.title, published_on=day, pdf=pdf,
                      cover=self.pictures[f"cover:{one.cover_seed}"])
            )  # fmt: skip

    # --- Readers -------------------------------------------------------------------------------------------------

    def letters(self) -> None:
        """Send in the messages and the submissions, and answer them."""
        by = self.people["zhandian"]
        for letter in site.MESSAGES:
            at = self.moment(letter.days_ago, 560)
            if Message.objects.filter(subject=letter.subject, received_at=at).exists():
                continue
            with transaction.atomic():
                message = intake.receive_message(
                    kind=KINDS[letter.kind], subject=letter.subject, text=letter.text, name=letter.name,
                    contact=letter.contact, may_be_published=letter.may_publish, address="", now=at,
                )  # fmt: skip
                if letter.reply:
                    answered = min(at + timedelta(days=1, hours=3), self.now)
                    intake.reply(message=message, text=letter.reply, by=by, publish=letter.published, now=answered)
        for number, paper in enumerate(site.SUBMISSIONS):
            at = self.moment(paper.days_ago, 610 + number)
            if not Submission.objects.filter(title=paper.title).exists():
                with transaction.atomic():
                    self._submission(paper, at)

    def _submission(self, paper: DemoSubmission, at: datetime) -> None:
        by, column = self.people["lanmu"], self.columns[paper.column]
        submission = intake.receive_submission(
            unit=paper.unit, contact_name=paper.contact, phone=paper.phone, email=paper.email, title=paper.title,
            column=column, text=paper.text, address="", now=at,
        )  # fmt: skip
        looked_at = min(at + timedelta(hours=6), self.now)
        if paper.state == "adopted":
            intake.adopt(submission=submission, by=by, now=looked_at, column=column)
        elif paper.state != "received":
            intake.set_state(submission=submission, state=paper.state, note=paper.note, by=by, now=looked_at)

    def views(self) -> None:
        """Spread views over the last thirty days, so that the rankings have something to rank."""
        if ViewDay.objects.exists():
            return
        dice = random.Random(20)
        rows = []
        out = Article.objects.published(self.now).values_list("pk", "views", "publish_at")
        for article, total, publish_at in out.order_by("pk"):
            age = (self.today - timezone.localdate(publish_at)).days
            days = min(age + 1, DAYS_OF_VIEWS)
            share = total if age < DAYS_OF_VIEWS else total // 12
            weights = [dice.random() for _ in range(days)]
            for back, weight in enumerate(weights):
                number = int(share * weight / sum(weights))
                if number:
                    rows.append(ViewDay(article_id=article, day=self.today - timedelta(days=back), views=number))
        ViewDay.objects.bulk_create(rows, batch_size=1000)
        counters.rank(self.now)


def summary() -> str:
    """Say in one line what was loaded."""
    numbers = [
        (Article, "篇稿件"), (Column, "个栏目"), (Picture, "张图片"), (Link, "个链接"), (Issue, "期会刊"),
        (Message, "条留言"), (Submission, "篇投稿"),
    ]  # fmt: skip
    return "、".join(f"{model._default_manager.count()} {word}" for model, word in numbers)
