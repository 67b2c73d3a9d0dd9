"""The demonstration articles: skeletons, filled in, dated and given their place on the portal."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from .bank import SKELETONS
from .people import EDITORS, REPORTERS
from .schedule import REFERENCE_DAY, days_for, minute_for, views_for
from .site import PICTURE_CAPTIONS, PICTURES
from .skeletons import Facts, Skeleton, base_facts, candidates
from .texts import Dice, paragraphs, write, write_body
from .zones import Zone

HEADLINES = 5
PINNED = 3
COVERS = 72
# How many articles are not simply out, by state; they are taken from the last uses of the skeletons.
UNPUBLISHED = {"draft": 6, "scheduled": 3, "withdrawn": 3, "expired": 3}
_NOTICES = "tongzhi"
_SUMMARY_LENGTH = 96


@dataclass(frozen=True)
class DemoArticle:
    """One article; `days_ago` and `minute` place it before the day of loading, `scheduled` ones lie ahead of it."""

    key: str
    title: str
    subtitle: str
    column: str
    further_columns: tuple[str, ...]
    summary: str
    body: str
    source: str
    author: str
    responsible_editor: str
    tags: tuple[str, ...]
    cover: str | None
    cover_alt: str
    days_ago: int
    minute: int
    views: int
    attachments: tuple[str, ...]
    pinned: bool
    headline: bool
    state: str


@dataclass(frozen=True)
class _Job:
    """One use of a skeleton, before it is written."""

    key: str
    skeleton: Skeleton
    use: int
    zone: Zone
    state: str = "published"
    days_ago: int = 0


def articles(today: date = REFERENCE_DAY) -> list[DemoArticle]:
    """All articles as of `today`; the keys and what they are about do not depend on the day."""
    jobs = _dated(_with_states(_jobs()), today)
    titles: set[str] = set()
    written = [_written(job, today, titles) for job in jobs]
    return _with_places(written, {job.key: job.skeleton for job in jobs})


def _jobs() -> list[_Job]:
    """Every skeleton's first use, then every second use, …: neighbours in time are of different cut."""
    jobs: list[_Job] = []
    casts = {skeleton.name: _cast(skeleton) for skeleton in SKELETONS}
    for use in range(max(skeleton.uses for skeleton in SKELETONS)):
        turn = [skeleton for skeleton in SKELETONS if use < skeleton.uses]
        Dice(f"turn-{use}").shuffle(turn)
        for skeleton in turn:
            jobs.append(_Job(f"demo-{len(jobs) + 1:04d}", skeleton, use, casts[skeleton.name][use]))
    return jobs


def _cast(skeleton: Skeleton) -> list[Zone]:
    """A zone for each use, no zone twice before all had their turn."""
    zones = candidates(skeleton)
    Dice(f"cast-{skeleton.name}").shuffle(zones)
    return [zones[use % len(zones)] for use in range(skeleton.uses)]


def _with_states(jobs: list[_Job]) -> list[_Job]:
    wanted = Counter(UNPUBLISHED)
    states: dict[str, str] = {}
    for job in reversed(jobs):
        notice = job.skeleton.column == _NOTICES
        for state in UNPUBLISHED:
            if wanted[state] and notice == (state == "expired") and job.key not in states:
                states[job.key] = state
                wanted[state] -= 1
    return [replace(job, state=states.get(job.key, "published")) for job in jobs]


def _dated(jobs: list[_Job], today: date) -> list[_Job]:
    waiting = [job for job in jobs if job.state in ("draft", "scheduled")]
    out = [job for job in jobs if job not in waiting]
    days = days_for([job.skeleton.months for job in out], today)
    dated = [replace(job, days_ago=ago) for job, ago in zip(out, days, strict=True)]
    # Drafts are from the last days; what is scheduled lies as many days ahead.
    dated += [replace(job, days_ago=n if job.state == "draft" else -1 - n) for n, job in enumerate(waiting)]
    return sorted(dated, key=lambda job: job.key)


def _written(job: _Job, today: date, titles: set[str]) -> DemoArticle:
    """The job as an article whose title nobody has had before."""
    day = date.fromordinal(today.toordinal() - job.days_ago)
    for attempt in range(60):
        dice = Dice(f"{job.key}-{attempt}")
        zone_facts = base_facts(dice, job.zone, day)
        facts = zone_facts | job.skeleton.facts(dice, job.zone, zone_facts)
        title = write(job.skeleton.titles[(job.use + attempt) % len(job.skeleton.titles)], facts, dice)
        if title not in titles:
            titles.add(title)
            return _article(job, facts, title, dice)
    raise ValueError(f"{job.skeleton.name}: no title left for use {job.use}")


def _article(job: _Job, facts: Facts, title: str, dice: Dice) -> DemoArticle:
    skeleton = job.skeleton
    body = write_body(skeleton.body, facts, dice, lambda scene: dice.choice(_keys_of(scene)))
    tags = skeleton.tags.split()
    return DemoArticle(
        key=job.key,
        title=title,
        subtitle=write(skeleton.subtitle, facts, dice),
        column=skeleton.column,
        further_columns=skeleton.further,
        summary=write(skeleton.summary, facts, dice) if skeleton.summary else _opening(body),
        body=body,
        source=write(skeleton.source or "[{zone}管委会|《{city}日报》|{short}融媒体中心]", facts, dice),
        author=dice.choice(REPORTERS),
        responsible_editor=dice.choice(EDITORS),
        tags=tuple(dice.pick(tags, min(len(tags), dice.n(1, 3)))),
        cover=None,
        cover_alt="",
        days_ago=job.days_ago,
        minute=minute_for(job.days_ago, dice),
        views=views_for(job.days_ago, dice) if job.state not in ("draft", "scheduled") else 0,
        attachments=skeleton.attachments if job.use % 2 == 0 else (),
        pinned=False,
        headline=False,
        state=job.state,
    )


def _opening(body: str) -> str:
    """The first sentences of the body that fit into a summary."""
    text = paragraphs(body)[0]
    if len(text) <= _SUMMARY_LENGTH:
        return text
    cut = text[:_SUMMARY_LENGTH]
    end = cut.rfind("。") + 1
    return cut[:end] if end > _SUMMARY_LENGTH // 3 else cut.rstrip("，、；：") + "……"


def _keys_of(scene: str) -> list[str]:
    return [key for key, (kind, _) in PICTURES.items() if kind == scene]


def _with_places(written: list[DemoArticle], cuts: dict[str, Skeleton]) -> list[DemoArticle]:
    """Covers, headlines and pinned notices, given to the newest articles that suit them."""
    newest = sorted(written, key=lambda article: (article.days_ago, -article.minute, article.key))
    out = [article for article in newest if article.state == "published"]
    heads = [article.key for article in out if cuts[article.key].headline][:HEADLINES]
    pinned = {article.key for article in [article for article in out if article.column == _NOTICES][:PINNED]}
    covers = _covers(heads, out, cuts)
    return [
        replace(
            article,
            headline=article.key in heads,
            pinned=article.key in pinned,
            cover=covers.get(article.key),
            cover_alt=PICTURE_CAPTIONS[PICTURES[covers[article.key]][0]] if article.key in covers else "",
        )
        for article in written
    ]


def _covers(heads: list[str], newest: list[DemoArticle], cuts: dict[str, Skeleton]) -> dict[str, str]:
    """A picture for the headlines and for a good share of the rest, the recent ones first; none is overused."""
    suited = [article.key for article in newest if cuts[article.key].scenes and article.key not in heads]
    recent, older = suited[: COVERS // 2], suited[COVERS // 2 :]
    chosen = [*heads, *recent, *Dice("covers").sample(older, COVERS - len(heads) - len(recent))]
    used: Counter[str] = Counter()
    scenes_used: Counter[str] = Counter()
    covers = {}
    for key in chosen:
        scene = min(cuts[key].scenes.split(), key=lambda kind: scenes_used[kind] / len(_keys_of(kind)))
        picture = min(_keys_of(scene), key=lambda name: used[name])
        covers[key] = picture
        used[picture] += 1
        scenes_used[scene] += 1
    return covers
