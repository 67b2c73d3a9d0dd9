"""Scenes of the city: skylines by day and at dusk, and a park with a river."""

import math
from random import Random

from PIL import Image

from . import motifs
from .canvas import Canvas, Colour, fade, mix
from .motifs import WHITE
from .palettes import DAYLIGHT, FIELD, SUNDOWN, TEAL, Palette


def skyline(rng: Random, width: int, height: int) -> Image.Image:
    """Three depths of buildings behind water or a green bank."""
    c, p = Canvas(width, height), rng.choice(DAYLIGHT)
    motifs.sky(c, rng, p, 720)
    _rows(c, rng, p, base=720)
    if rng.random() < 0.6:
        _river_front(c, rng, p)
    else:
        _avenue(c, rng, p)
    return c.finish()


def dusk(rng: Random, width: int, height: int) -> Image.Image:
    """The same city with its lights on, mirrored in the water."""
    c, p = Canvas(width, height), rng.choice(SUNDOWN)
    motifs.sky(c, rng, p, 700)
    _rows(c, rng, p, base=700, lights=0.42)
    motifs.water(c, rng, p, 700, 1000)
    for _ in range(70):
        x, depth = rng.uniform(0, 1500), rng.random() ** 1.3
        c.rect(x, 708 + depth * 240, rng.uniform(8, 30), 4 + 3 * depth, fade(p.lit, 0.34 * (1 - depth)), radius=2)
    if rng.random() < 0.7:
        _cable_bridge(c, rng, p, 762)
    else:
        _quay(c, rng, p)
    return c.finish()


def park(rng: Random, width: int, height: int) -> Image.Image:
    """A river that winds towards the viewer between lawns, with a footbridge and the city behind."""
    c, p = Canvas(width, height), rng.choice((FIELD, TEAL))
    motifs.sky(c, rng, p, 470)
    x = -10.0
    while x < 1500:
        wide = rng.uniform(34, 78)
        motifs.tower(c, rng, (x, 470, wide, rng.uniform(50, 190)), mix(p.far, p.mid, rng.uniform(0, 0.35)), p)
        x += wide + rng.uniform(4, 46)
    motifs.hedge(c, rng, 474, 40, mix(p.leaf, p.far, 0.45))
    c.gradient(0, 470, 1500, 530, (mix(p.leaf, p.ground, 0.55), mix(p.leaf, p.ground, 0.25)))
    bend = rng.choice((-1, 1))
    _winding(c, p, bend)
    _footbridge(c, p, 640, bend)
    for _ in range(34):
        depth = rng.random() ** 1.5
        y = 500 + depth * 440
        middle, half = _course(y, bend)
        x = rng.uniform(-20, 1520)
        if abs(x - middle) > half + 60 + 80 * depth and not 560 < y < 690:
            c.oval(x + 8, y, 30 + 60 * depth, 7 + 8 * depth, fade(p.deep, 0.16))
            motifs.tree(c, rng, x, y, 80 + 170 * depth, mix(p.leaf, p.deep, 0.1 + 0.35 * rng.random() * depth))
    return c.finish()


def _rows(c: Canvas, rng: Random, p: Palette, *, base: float, lights: float = 0) -> None:
    """Far, middle and near buildings, with haze between them."""
    _row(c, rng, p, base, mix(p.far, p.sky[-1], 0.35), (34, 74), (120, 330), gap=6)
    _haze(c, p, base, 0.3)
    _row(c, rng, p, base, mix(p.mid, p.far, 0.3), (52, 104), (150, 420), gap=16, lights=lights * 0.6)
    _haze(c, p, base, 0.22)
    x = rng.uniform(-40, 60)
    while x < 1500:
        wide = rng.uniform(78, 150)
        centre = 1 - abs(x + wide / 2 - 750) / 900
        tall = rng.uniform(110, 260) + 290 * centre * rng.random()
        motifs.tower(c, rng, (x, base, wide, tall), mix(p.near, p.mid, rng.uniform(0, 0.55)), p, lights=lights)
        x += wide + rng.choice((8, 20, 60, 130))


def _row(
    c: Canvas, rng: Random, p: Palette, base: float, tone: Colour, wide: tuple[int, int], tall: tuple[int, int],
    *, gap: float, lights: float = 0,
) -> None:  # fmt: skip
    x = rng.uniform(-50, 0)
    while x < 1500:
        width = rng.uniform(*wide)
        shade = mix(tone, p.sky[-1], rng.uniform(0, 0.22))
        motifs.tower(c, rng, (x, base, width, rng.uniform(*tall)), shade, p, lights=lights)
        x += width + rng.uniform(0, gap)


def _haze(c: Canvas, p: Palette, base: float, strength: float) -> None:
    for step in range(8):
        c.rect(0, base - 30 * (step + 1), 1500, 30, fade(p.sky[-1], strength * (1 - step / 8)))


def _river_front(c: Canvas, rng: Random, p: Palette) -> None:
    motifs.tree_line(c, rng, 722, 58, mix(p.leaf, p.near, 0.25), (-20, 1520))
    c.rect(0, 718, 1500, 12, mix(p.ground, p.mid, 0.3))
    motifs.water(c, rng, p, 730, 1000)
    if rng.random() < 0.6:
        _cable_bridge(c, rng, p, 800)
    else:
        _quay(c, rng, p)


def _avenue(c: Canvas, rng: Random, p: Palette) -> None:
    """Lawn, cycle path and a road with two rows of trees."""
    motifs.tree_line(c, rng, 728, 66, mix(p.leaf, p.near, 0.25), (-20, 1520))
    c.gradient(0, 722, 1500, 278, (mix(p.leaf, p.ground, 0.6), mix(p.leaf, p.ground, 0.35)))
    c.rect(0, 790, 1500, 92, mix(p.near, p.ground, 0.68))
    for x in range(-40, 1500, 120):
        c.rect(x, 833, 62, 5, fade(WHITE, 0.85))
    _cars(c, rng, p)
    c.rect(0, 882, 1500, 14, mix(p.ground, WHITE, 0.5))
    motifs.tree_line(c, rng, 985, 165, mix(p.leaf, p.deep, 0.2), (-60, 1560))


def _cars(c: Canvas, rng: Random, p: Palette) -> None:
    for x in range(rng.randint(40, 200), 1460, 310):
        body = rng.choice((p.accent, p.near, WHITE, p.warm))
        c.rect(x + 24, 798, 62, 26, mix(body, p.deep, 0.25), radius=10)
        c.rect(x, 812, 116, 26, body, radius=9)
        for wheel in (26, 90):
            c.disc(x + wheel, 838, 11, p.deep)
            c.disc(x + wheel, 838, 4.5, mix(p.ground, WHITE, 0.3))


def _quay(c: Canvas, rng: Random, p: Palette) -> None:
    """A promenade in the foreground with lamps and trees."""
    c.rect(0, 920, 1500, 80, mix(p.deep, p.near, 0.35))
    c.rect(0, 914, 1500, 8, mix(p.near, p.lit, 0.35))
    for x in range(rng.randint(20, 120), 1500, 240):
        c.rect(x, 786, 4, 130, p.deep)
        c.rect(x - 17, 783, 38, 5, p.deep, radius=2)
        c.glow(x + 2, 792, 46, p.lit, 0.5)
        c.disc(x + 2, 791, 6, p.lit)
    for x in range(rng.randint(60, 160), 1500, 480):
        motifs.tree(c, rng, x, 924, 170, mix(p.leaf, p.deep, 0.45))


def _cable_bridge(c: Canvas, rng: Random, p: Palette, deck: float) -> None:
    """A cable-stayed bridge across the whole picture."""
    steel = mix(p.deep, p.near, 0.25)
    for pylon in (rng.uniform(330, 460), rng.uniform(1040, 1170)):
        top = deck - 330
        for step in range(1, 13):
            for side in (-1, 1):
                c.line([(pylon, top + step * 9), (pylon + side * step * 27, deck)], fade(steel, 0.75), 2.2)
        c.poly([(pylon - 7, top - 8), (pylon + 7, top - 8), (pylon + 14, deck + 130), (pylon - 14, deck + 130)], steel)
        c.oval(pylon, deck + 134, 52, 9, fade(p.deep, 0.35))
    c.rect(0, deck, 1500, 15, steel)
    c.rect(0, deck - 3, 1500, 4, mix(p.lit, p.warm, 0.35))
    for x in range(20, 1500, 96):
        c.rect(x, deck - 25, 2.5, 24, steel)


def _course(y: float, bend: int) -> tuple[float, float]:
    """Middle and half width of the winding river at height `y`."""
    t = (y - 470) / 530
    return 750 + bend * 330 * math.sin(3.6 * t + 0.4) * (0.35 + 0.65 * t), 10 + 250 * t**1.35


def _winding(c: Canvas, p: Palette, bend: int) -> None:
    heights = [470 + 530 * step / 60 for step in range(61)]
    for widen, colour in ((1.22, mix(p.leaf, p.ground, 0.78)), (1.0, p.water)):
        left = [(mid - half * widen - 4, y) for y in heights for mid, half in [_course(y, bend)]]
        right = [(mid + half * widen + 4, y) for y in heights for mid, half in [_course(y, bend)]]
        c.shaded([*left, *reversed(right)], (mix(colour, p.sky[-1], 0.5), colour))
    for y in heights[12:-2:5]:
        middle, half = _course(y, bend)
        c.rect(middle - half * 0.5, y, half * 0.7, 4, fade(WHITE, 0.35), radius=2)


def _footbridge(c: Canvas, p: Palette, y: float, bend: int) -> None:
    middle, half = _course(y, bend)
    reach = half * 1.9
    crown = [(middle + reach * (step / 20 - 1), y + 26 - 74 * math.sin(math.pi * step / 40)) for step in range(41)]
    c.line([(x, top + 20) for x, top in crown], mix(p.deep, p.near, 0.3), 17)
    c.line(crown[2:-2], p.accent, 6)
    for x, top in crown[2:-2:3]:
        c.line([(x, top), (x, top + 20)], p.accent, 3.5)
