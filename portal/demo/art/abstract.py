"""Scenes without a place: charts, meeting rooms, street plans."""

import math
from itertools import pairwise
from random import Random

from PIL import Image

from .canvas import Canvas, Colour, Point, fade, mix
from .motifs import WHITE
from .palettes import AZURE, EVENING, MORNING, NIGHT, TEAL, WARM, Palette


def chart(rng: Random, width: int, height: int) -> Image.Image:
    """Growing bars with a line over them, or a ring beside layered areas; never a label."""
    c, p = Canvas(width, height), rng.choice((MORNING, AZURE, TEAL, WARM, NIGHT))
    dark = p is NIGHT
    back = (p.deep, p.sky[1]) if dark else (mix(p.ground, WHITE, 0.75), mix(p.ground, WHITE, 0.25))
    c.gradient(0, 0, 1500, 1000, back)
    for y in range(140, 880, 106):
        c.rect(90, y, 1320, 2, fade(p.lit if dark else p.near, 0.14))
    if rng.random() < 0.5:
        _bars(c, rng, p)
    else:
        _areas(c, rng, p)
        _ring(c, rng, p, (1130, 330), 190, back[0])
    c.rect(90, 880, 1320, 5, fade(p.lit if dark else p.deep, 0.75))
    return c.finish()


def conference(rng: Random, width: int, height: int) -> Image.Image:
    """A hall with rows of seats before a stage, or a round table from above."""
    c = Canvas(width, height)
    if rng.random() < 0.5:
        _auditorium(c, rng, rng.choice((AZURE, EVENING, MORNING)))
    else:
        _round_table(c, rng, rng.choice((WARM, TEAL, MORNING)))
    return c.finish()


def plan(rng: Random, width: int, height: int) -> Image.Image:
    """A quarter as planners colour it: blocks, a river, parks and roads."""
    c, p = Canvas(width, height), rng.choice((MORNING, TEAL, WARM, AZURE))
    road = mix(WHITE, p.ground, 0.15)
    c.rect(0, 0, 1500, 1000, road)
    tilt = math.radians(rng.uniform(-16, 16))
    columns, rows = _cuts(rng, -700, 700), _cuts(rng, -560, 560)
    for left, right in pairwise(columns):
        for top, bottom in pairwise(rows):
            _block(c, rng, p, (left + 11, top + 11, right - 11, bottom - 11), tilt)
    _plan_river(c, rng, p, road)
    _plan_axis(c, p, tilt, road)
    return c.finish()


def _bars(c: Canvas, rng: Random, p: Palette) -> None:
    heights: list[float] = []
    level = rng.uniform(130, 190)
    for _ in range(9):
        heights.append(level)
        level += rng.uniform(12, 96) if rng.random() < 0.82 else -rng.uniform(8, 36)
    scale = 640 / max(heights)
    tops: list[Point] = []
    for index, raw in enumerate(heights):
        x, tall = 140 + index * 140, raw * scale
        last = index == len(heights) - 1
        tone = p.accent if last else mix(p.near, p.mid, 0.6 * (1 - index / 9))
        c.rect(x + 12, 880 - tall * 0.62, 108, tall * 0.62, fade(p.mid, 0.16), radius=6)
        c.gradient(x, 880 - tall, 84, tall, (mix(tone, WHITE, 0.12), tone))
        c.gradient(x, 880 - tall * 0.42, 84, tall * 0.42, (mix(tone, p.deep, 0.25), mix(tone, p.deep, 0.4)))
        tops.append((x + 42, 880 - tall - 62))
    _curve(c, p, tops)


def _curve(c: Canvas, p: Palette, points: list[Point]) -> None:
    c.line(points, p.warm, 8)
    for x, y in points:
        c.disc(x, y, 17, WHITE)
        c.disc(x, y, 10.5, p.warm)
    c.glow(*points[-1], 110, p.warm, 0.5)
    c.disc(*points[-1], 22, WHITE)
    c.disc(*points[-1], 14, p.accent)


def _areas(c: Canvas, rng: Random, p: Palette) -> None:
    """Three layered areas that rise to the right."""
    for layer, tone in enumerate((mix(p.far, p.mid, 0.3), p.mid, p.near)):
        phase, reach = rng.uniform(0, 6), 470 - 140 * layer
        crest = []
        for step in range(89):
            t = step / 88
            lift = 0.25 + 0.65 * t + 0.13 * math.sin(5.2 * t + phase) + 0.05 * math.sin(13 * t + 2 * phase)
            crest.append((90 + 1320 * t, 880 - reach * lift))
        c.shaded([*crest, (1410, 880), (90, 880)], (mix(tone, WHITE, 0.12), tone))
        c.line(crest, mix(tone, WHITE, 0.4), 4)
        if layer == 2:
            for x, y in crest[8::16]:
                c.disc(x, y, 14, WHITE)
                c.disc(x, y, 8, p.accent)


def _ring(c: Canvas, rng: Random, p: Palette, middle: Point, radius: float, back: Colour) -> None:
    c.disc(*middle, radius + 34, fade(WHITE, 0.5) if p is not NIGHT else fade(p.near, 0.7))
    shares = sorted((rng.uniform(0.6, 1.6) for _ in range(4)), reverse=True)
    turn = -90.0
    for share, tone in zip(shares, (p.near, p.mid, p.warm, p.accent), strict=True):
        angle = 360 * share / sum(shares)
        c.arc(*middle, radius, (turn + 1.6, turn + angle - 1.6), tone, 74)
        turn += angle
    c.disc(*middle, radius - 92, fade(mix(back, WHITE, 0.3), 0.9))
    for index, wide in enumerate((96, 66, 80)):
        c.rect(middle[0] - 48, middle[1] - 30 + index * 26, wide, 10, fade(p.near, 0.5), radius=5)


def _auditorium(c: Canvas, rng: Random, p: Palette) -> None:
    c.gradient(0, 0, 1500, 620, (p.deep, mix(p.deep, p.near, 0.6)))
    for index in range(9):
        x = 40 + index * 180
        c.gradient(x, 0, 64, 560, (mix(p.near, p.deep, 0.45), mix(p.near, p.mid, 0.2)))
    c.rect(290, 96, 920, 416, mix(p.deep, p.near, 0.2), radius=8)
    c.gradient(306, 112, 888, 384, (mix(p.sky[0], WHITE, 0.5), mix(p.sky[-1], WHITE, 0.5)))
    for index in range(7):
        tall = 60 + index * 30 + rng.uniform(-20, 30)
        c.rect(420 + index * 70, 440 - tall, 40, tall, (p.near, p.mid)[index % 2] if index < 6 else p.accent)
    c.disc(1010, 260, 84, p.mid)
    rim = [math.radians(-90 + 130 * step / 40) for step in range(41)]
    c.poly([(1010, 260), *((1010 + 84 * math.cos(a), 260 + 84 * math.sin(a)) for a in rim)], p.warm)
    c.gradient(0, 560, 1500, 440, (mix(p.near, p.deep, 0.35), p.deep))
    c.poly([(180, 560), (1320, 560), (1420, 640), (80, 640)], mix(p.warm, p.near, 0.62))
    c.rect(80, 640, 1340, 14, mix(p.warm, p.deep, 0.5))
    c.poly([(220, 566), (206, 480), (304, 480), (290, 566)], mix(p.warm, p.deep, 0.3))
    c.rect(196, 470, 118, 14, mix(p.warm, p.deep, 0.15), radius=4)
    for x in (330, 590, 910, 1170):
        c.poly([(x - 12, 0), (x + 12, 0), (x + 130, 560), (x - 130, 560)], fade(p.sun, 0.07))
    for row in range(4):
        _seats(c, p, 706 + row * 84, 60 + row * 16, row)


def _seats(c: Canvas, p: Palette, y: float, size: float, row: int) -> None:
    pitch = size * 1.3
    count = int(1500 / pitch) + 2
    tone = mix(p.accent, p.deep, 0.42 - 0.12 * row)
    for index in range(count):
        x = 750 + (index - count / 2 + (row % 2) * 0.5) * pitch
        if abs(x + size / 2 - 750) < size * 0.95:
            continue
        sag = ((x - 750) / 750) ** 2 * -26
        c.rect(x, y + sag, size, size * 1.5, mix(tone, p.deep, 0.45), radius=size * 0.24)
        c.rect(x + 3, y + sag, size - 6, size * 1.4, tone, radius=size * 0.24)
        c.rect(
            x + size * 0.16, y + sag + size * 0.12, size * 0.68, size * 0.2, mix(tone, WHITE, 0.16), radius=size * 0.1
        )


def _round_table(c: Canvas, rng: Random, p: Palette) -> None:
    """A ring of tables, chairs, papers and a bowl of green, all seen from above."""
    c.rect(0, 0, 1500, 1000, mix(p.ground, WHITE, 0.25))
    for x in range(0, 1500, 100):
        for y in range(0, 1000, 100):
            if (x + y) // 100 % 2:
                c.rect(x, y, 100, 100, fade(p.far, 0.22))
    x, y = rng.choice((690, 750, 810)), 500
    c.disc(x, y, 520, fade(p.mid, 0.2))
    c.disc(x, y, 505, fade(WHITE, 0.35))
    c.disc(x + 8, y + 14, 356, fade(p.deep, 0.2))
    count = 16
    for seat in range(count):
        angle = 2 * math.pi * seat / count + 0.1
        sx, sy = x + 412 * math.cos(angle), y + 412 * math.sin(angle)
        c.disc(sx + 6, sy + 9, 49, fade(p.deep, 0.18))
        c.disc(sx, sy, 48, p.near if seat % 4 else p.accent)
        c.disc(
            sx - 12 * math.cos(angle), sy - 12 * math.sin(angle), 36, mix(p.near if seat % 4 else p.accent, WHITE, 0.24)
        )
    wood = mix(p.warm, WHITE, 0.32)
    c.disc(x, y, 350, wood)
    c.ring(x, y, 350, mix(wood, p.deep, 0.2), 8)
    c.disc(x, y, 196, mix(p.ground, p.mid, 0.25))
    c.ring(x, y, 200, mix(wood, p.deep, 0.25), 8)
    for seat in range(count):
        _place(c, p, (x, y), 2 * math.pi * seat / count + 0.1, rng)
    for _ in range(46):
        angle, reach = rng.uniform(0, 6.283), rng.uniform(0, 128)
        leaf = mix(p.leaf, rng.choice((p.deep, WHITE, p.warm)), rng.uniform(0.05, 0.3))
        c.oval(x + reach * math.cos(angle), y + reach * math.sin(angle), rng.uniform(18, 34), rng.uniform(18, 34), leaf)


def _place(c: Canvas, p: Palette, middle: Point, angle: float, rng: Random) -> None:
    """Paper, and a cup, before one seat."""
    out, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

    def at(reach: float, side: float) -> Point:
        return middle[0] + out[0] * reach + across[0] * side, middle[1] + out[1] * reach + across[1] * side

    c.poly([at(248, -28), at(318, -28), at(318, 22), at(248, 22)], WHITE)
    for line in range(4):
        c.line([at(260 + line * 13, -18), at(260 + line * 13, rng.uniform(0, 14))], fade(p.mid, 0.6), 3)
    c.disc(*at(262, 44), 13, mix(p.near, WHITE, 0.1))
    c.disc(*at(262, 44), 8, mix(p.warm, p.deep, 0.35))


def _cuts(rng: Random, first: float, last: float) -> list[float]:
    cuts, place = [first - 420], first - 420
    while place < last + 420:
        place += rng.choice((118, 150, 190, 240))
        cuts.append(place)
    return cuts


def _block(c: Canvas, rng: Random, p: Palette, box: tuple[float, float, float, float], tilt: float) -> None:
    """One block between streets: lawn, or parcels with buildings."""
    left, top, right, bottom = box
    if rng.random() < 0.17:
        _quad(c, box, tilt, mix(p.leaf, WHITE, 0.42))
        for _ in range(int((right - left) * (bottom - top) / 1500)):
            tx, ty = rng.uniform(left + 12, right - 12), rng.uniform(top + 12, bottom - 12)
            c.disc(*_turned(tx, ty, tilt), rng.uniform(7, 13), mix(p.leaf, WHITE, rng.uniform(0, 0.25)))
        return
    _quad(c, box, tilt, mix(p.ground, p.far, 0.35))
    tone = rng.choice((p.far, mix(p.mid, p.far, 0.4), p.mid, mix(p.near, p.mid, 0.45), mix(p.far, WHITE, 0.35)))
    if rng.random() < 0.09:
        tone = rng.choice((p.accent, p.warm))
    across, down = (
        max(1, int((right - left) / rng.choice((52, 74, 96)))),
        max(1, int((bottom - top) / rng.choice((60, 84)))),
    )
    wide, tall = (right - left - 8) / across, (bottom - top - 8) / down
    for column in range(across):
        for row in range(down):
            if rng.random() < 0.12:
                continue
            x, y = left + 4 + column * wide, top + 4 + row * tall
            inner = (x + 6, y + 6, x + wide - 6, y + tall - 6)
            _quad(c, tuple(v + 5 for v in inner), tilt, fade(p.deep, 0.16))  # type: ignore[arg-type]
            _quad(c, inner, tilt, mix(tone, WHITE, rng.uniform(0, 0.22)))


def _turned(x: float, y: float, tilt: float) -> Point:
    return 750 + x * math.cos(tilt) - y * math.sin(tilt), 500 + x * math.sin(tilt) + y * math.cos(tilt)


def _quad(c: Canvas, box: tuple[float, float, float, float], tilt: float, colour: Colour) -> None:
    left, top, right, bottom = box
    c.poly([_turned(x, y, tilt) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))], colour)


def _plan_river(c: Canvas, rng: Random, p: Palette, road: Colour) -> None:
    phase, start, slope = rng.uniform(0, 6), rng.uniform(250, 520), rng.uniform(-0.1, 0.28)
    course = [(x, start + slope * x + 90 * math.sin(x / 260 + phase)) for x in range(-60, 1600, 20)]
    for wide, colour in (
        (196, mix(p.leaf, WHITE, 0.35)),
        (152, road),
        (138, mix(p.water, p.mid, 0.12)),
        (84, mix(p.water, p.mid, 0.2)),
    ):
        half = wide / 2
        c.poly([*((x, y - half) for x, y in course), *((x, y + half) for x, y in reversed(course))], colour)


def _plan_axis(c: Canvas, p: Palette, tilt: float, road: Colour) -> None:
    """Two main roads that cross; they pass over the river as bridges."""
    for ends in (((-1000, 40), (1000, 40)), ((-130, -800), (-130, 800))):
        line = [_turned(x, y, tilt) for x, y in ends]
        c.line(line, mix(p.near, p.ground, 0.62), 40)
        c.line(line, road, 33)
        c.line(line, fade(p.warm, 0.9), 3.5)
