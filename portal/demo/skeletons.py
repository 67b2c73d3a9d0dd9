"""What a demonstration article is cut from, and the facts it may mention."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .people import NAMES
from .texts import Dice
from .zones import ZONES, Zone, zones_of

Facts = dict[str, object]
FactsOf = Callable[[Dice, Zone, "Facts"], "Facts"]

_WEEKDAYS = "一二三四五六日"
_THURSDAY, _SATURDAY = 3, 5
_LEGAL_FORM = "有限公司"
_AHEAD = (3, 7, 10, 14, 15, 21, 30, 45, 60, 90)


def _no_facts(dice: Dice, zone: Zone, base: Facts) -> Facts:
    return {}


@dataclass(frozen=True)
class Skeleton:
    """One way of writing an article; `texts.py` explains the markup of its titles and body."""

    name: str
    column: str
    titles: tuple[str, ...]
    body: str
    uses: int = 4
    zones: str = ""  # kinds of zones that may appear, blank-separated; empty: the association speaks
    lead: str = ""  # only zones whose leading industry is of this sort (see `Industry.sorts`)
    facts: FactsOf = _no_facts
    summary: str = ""  # empty: cut from the first paragraph
    subtitle: str = ""
    tags: str = ""
    scenes: str = ""  # kinds of pictures that may be its cover, blank-separated
    months: tuple[int, ...] = ()  # when it may happen; empty: any time
    source: str = ""
    further: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    headline: bool = False  # good enough for the head of the home page


def candidates(skeleton: Skeleton) -> list[Zone]:
    zones = zones_of(*skeleton.zones.split()) if skeleton.zones else list(ZONES)
    return [zone for zone in zones if skeleton.lead in zone.industries[0].sorts] if skeleton.lead else zones


def base_facts(dice: Dice, zone: Zone, day: date) -> Facts:
    """What every text may mention: the zone, two of its neighbours, companies, people, and the calendar."""
    return {**_zone_facts(dice, zone), **_people_facts(dice), **_calendar(day)}


def _zone_facts(dice: Dice, zone: Zone) -> Facts:
    first, second = zone.industries
    products = dice.pick(first.products, 3)
    others = dice.pick([other for other in ZONES if other.city != zone.city], 4)
    companies = [company.removesuffix(_LEGAL_FORM) for company in zone.companies]
    facts: Facts = {
        "zone": zone.name, "short": zone.short, "city": zone.city, "level": zone.level, "region": zone.region,
        "area": zone.area, "firms": zone.firms, "large": zone.large_firms, "revenue": zone.revenue,
        "founded": zone.founded, "leader": zone.leader, "deputy": zone.deputy,
        "ind": first.name, "ind2": second.name, "process": first.process, "equipment": first.equipment,
        "posts": first.posts, "posts2": second.posts, "input": dice.choice(first.inputs),
        "input2": dice.choice(second.inputs), "process2": second.process, "equipment2": second.equipment,
        "product": products[0], "product2": products[1], "product3": products[2],
        "product4": dice.choice(second.products),
    }  # fmt: skip
    for index, company in enumerate(companies, start=1):
        facts[f"co{index}"] = company + _LEGAL_FORM
        facts[f"co{index}s"] = company.removeprefix(zone.city)
    for index, other in enumerate(others, start=2):
        facts[f"zone{index}"], facts[f"short{index}"], facts[f"city{index}"] = other.name, other.short, other.city
    return facts


def _people_facts(dice: Dice) -> Facts:
    return {f"p{index}": name for index, name in enumerate(dice.pick(NAMES, 6), start=1)}


def _calendar(day: date) -> Facts:
    """The day and its eve, and days to come: `in7` is the first working day a week or more ahead."""
    facts: Facts = {
        "day": _spoken(day), "eve": _spoken(day - timedelta(days=1)), "weekday": "星期" + _WEEKDAYS[day.weekday()],
        "year": day.year, "last_year": day.year - 1, "next_year": day.year + 1, "before_last": day.year - 2,
        "month": day.month, "today": f"{day.year}年{_spoken(day)}",
        "thursday": _spoken(day + timedelta(days=3 + (_THURSDAY - day.weekday() - 3) % 7)),
    }  # fmt: skip
    for days in _AHEAD:
        ahead = day + timedelta(days=days)
        ahead += timedelta(days=7 - ahead.weekday() if ahead.weekday() >= _SATURDAY else 0)
        facts[f"in{days}"] = _spoken(ahead) if ahead.year == day.year else f"{ahead.year}年{_spoken(ahead)}"
    return {**facts, **_period(day)}


def _period(day: date) -> Facts:
    """The latest period that statistics are out for, and which share of a year it is."""
    months, year = (day.month - 1, day.year) if day.month > 2 else (12, day.year - 1)
    names = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
    return {
        "period": names.get(months, f"1—{months}月"),
        "period_year": year,
        "period_before": year - 1,
        "share": months / 12,
    }


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
