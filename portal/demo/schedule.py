"""When demonstration articles came out, and how often they have been read since."""

from collections.abc import Sequence
from datetime import date, timedelta

from .texts import Dice

REFERENCE_DAY = date(2026, 3, 18)  # stands in for today where nobody asks for another day
SPAN_DAYS = 1095
_DENSITY = 2.1  # above 1: the recent past is fuller than the distant one
_SATURDAY = 5


def days_for(months: Sequence[tuple[int, ...]], today: date) -> list[int]:
    """Days before `today` for articles in the order of their turn; `months` says when each may happen.

    Those with a season choose first, at the place nearest to their turn; the others follow one another from today
    into the past.
    """
    count = len(months)
    slots = [_slot(index, count, today) for index in range(count)]
    taken: dict[int, int] = {}
    for index, allowed in enumerate(months):
        if allowed:
            free = [slot for slot in range(count) if slot not in taken.values()]
            fitting = [slot for slot in free if (today - timedelta(days=slots[slot])).month in allowed]
            taken[index] = min(fitting or free, key=lambda slot: abs(slot - index))
    free = [slot for slot in range(count) if slot not in set(taken.values())]
    for index in range(count):
        if index not in taken:
            taken[index] = free.pop(0)
    return [slots[taken[index]] for index in range(count)]


def _slot(index: int, count: int, today: date) -> int:
    days = round(SPAN_DAYS * ((index + 0.5) / count) ** _DENSITY)
    weekday = (today - timedelta(days=days)).weekday()
    if days > 1 and weekday >= _SATURDAY:  # desks rest at weekends
        days += weekday - _SATURDAY + 1
    return min(days, SPAN_DAYS)


def minute_for(days_ago: int, dice: Dice) -> int:
    """A minute of the working day; today's articles are out early."""
    return dice.n(7 * 60 + 20, 8 * 60 + 55) if days_ago == 0 else dice.n(8 * 60 + 30, 17 * 60 + 50)


def views_for(days_ago: int, dice: Dice) -> int:
    """Reads so far: a long tail of quiet articles, a few that everybody opened, the fresh ones still climbing."""
    final = dice.lognormvariate(6.3, 0.85)
    if dice.random() < 0.04:
        final *= dice.x(6, 15)
    climbed = min(1.0, (0.15 + days_ago) / 9) ** 0.6
    return max(3, round(final * climbed))
