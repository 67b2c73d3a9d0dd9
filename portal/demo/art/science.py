"""Scenes of knowledge: a chip with its traces, a laboratory bench."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, Colour, Point, fade, mix
from .motifs import WHITE
from .palettes import AZURE, MORNING, NIGHT, TEAL, WARM, Palette


def chip(rng: Random, width: int, height: int) -> Image.Image:
    """A processor seen from above; traces leave it on all sides and end in lights."""
    c, p = Canvas(width, height), NIGHT
    c.gradient(0, 0, 1500, 1000, (p.deep, p.sky[1], p.deep))
    middle = (rng.choice((750, 560, 940)), 500)
    c.glow(*middle, 720, mix(p.sky[2], p.mid, 0.7), 0.85)
    for x in range(0, 1500, 50):
        c.rect(x, 0, 1.5, 1000, fade(p.lit, 0.035))
    for y in range(0, 1000, 50):
        c.rect(0, y, 1500, 1.5, fade(p.lit, 0.035))
    for side in range(4):
        _traces(c, rng, p, middle, side)
    for _ in range(9):
        _component(c, rng, p, middle)
    _package(c, rng, p, middle)
    return c.finish()


def laboratory(rng: Random, width: int, height: int) -> Image.Image:
    """Glassware on a bench before a lattice of molecules."""
    c, p = Canvas(width, height), rng.choice((MORNING, TEAL, AZURE, WARM))
    wall = mix(p.far, WHITE, 0.72)
    c.gradient(0, 0, 1500, 1000, (mix(wall, p.far, 0.35), wall, mix(wall, WHITE, 0.6)))
    c.glow(rng.uniform(400, 1100), 380, 620, WHITE, 0.8)
    _lattice(c, rng, p)
    _shelf(c, rng, p)
    c.gradient(0, 792, 1500, 208, (mix(p.far, WHITE, 0.3), mix(p.mid, p.far, 0.4)))
    c.rect(0, 786, 1500, 14, mix(WHITE, p.far, 0.2))
    for drawer in range(-100, 1500, 420):
        c.rect(drawer, 846, 380, 190, mix(p.mid, p.near, 0.25), radius=8)
        c.rect(drawer + 150, 872, 80, 10, mix(p.far, WHITE, 0.5), radius=5)
    liquids = [p.near, p.accent, p.warm, mix(p.leaf, p.mid, 0.3)]
    rng.shuffle(liquids)
    order = [_flask, _rack, _round_flask, _microscope, _cylinder]
    rng.shuffle(order)
    x = 172.0
    for index, draw in enumerate(order):
        draw(c, x, 790, liquids[index % len(liquids)], p)
        x += 289
    return c.finish()


def _traces(c: Canvas, rng: Random, p: Palette, middle: Point, side: int) -> None:
    """A fan of parallel traces from one side of the package, bent once by 45 degrees."""
    turn = side * math.pi / 2
    out, across = (round(math.cos(turn)), round(math.sin(turn))), (-round(math.sin(turn)), round(math.cos(turn)))
    for pin in range(-8, 9):
        start, straight = 196.0, 60.0 + 17 * (9 - abs(pin)) + rng.choice((0, 0, 34))
        spread = (abs(pin) * 30 + rng.choice((0, 20))) * (1 if pin >= 0 else -1)
        last = start + straight + abs(spread) + rng.uniform(120, 620)
        legs = ((start, pin * 20), (start + straight, pin * 20), (start + straight + abs(spread), pin * 20 + spread))
        way = [(*leg,) for leg in legs] + [(last, pin * 20 + spread)]
        path = [(middle[0] + out[0] * a + across[0] * b, middle[1] + out[1] * a + across[1] * b) for a, b in way]
        bright = rng.random() < 0.22
        tone = rng.choice((p.lit, p.lit, p.warm, p.accent)) if bright else mix(p.mid, p.lit, rng.uniform(0.05, 0.4))
        c.line(path, fade(tone, 0.9 if bright else 0.6), 4.5 if bright else 3.2)
        end = path[-1]
        if bright:
            c.glow(*end, 56, tone, 0.65)
        c.disc(*end, 10, tone)
        c.disc(*end, 4.5, p.deep)


def _component(c: Canvas, rng: Random, p: Palette, middle: Point) -> None:
    x, y = rng.uniform(40, 1400), rng.uniform(40, 900)
    if abs(x - middle[0]) < 330 and abs(y - middle[1]) < 330:
        return
    wide, tall = rng.choice(((96, 58), (58, 96), (72, 72)))
    for pin in range(int(wide / 16)):
        c.rect(x + 8 + pin * 16, y - 8, 7, tall + 16, mix(p.mid, p.lit, 0.45))
    c.rect(x, y, wide, tall, mix(p.deep, p.near, 0.5), radius=6)
    c.rect(x + 9, y + 9, wide - 18, tall - 18, mix(p.near, p.mid, 0.2), radius=4)
    c.disc(x + 19, y + 19, 4, p.lit)


def _package(c: Canvas, rng: Random, p: Palette, middle: Point) -> None:
    x, y = middle
    for pin in range(-8, 9):
        c.rect(x + pin * 20 - 4.5, y - 204, 9, 408, mix(p.warm, p.lit, 0.35))
        c.rect(x - 204, y + pin * 20 - 4.5, 408, 9, mix(p.warm, p.lit, 0.35))
    c.rect(x - 188, y - 188, 376, 376, mix(p.deep, p.near, 0.35), radius=22)
    c.rect(x - 174, y - 174, 348, 348, mix(p.near, p.mid, 0.3), radius=16)
    c.rect(x - 118, y - 118, 236, 236, p.deep, radius=12)
    c.glow(x, y, 210, p.lit, 0.4)
    count = 6
    cell = 212 / count
    for row in range(count):
        for column in range(count):
            tone = rng.choice((p.mid, p.mid, p.far, mix(p.mid, p.lit, 0.5), p.lit, p.warm, p.near))
            c.rect(
                x - 106 + column * cell + 3, y - 106 + row * cell + 3, cell - 6, cell - 6, fade(tone, 0.92), radius=4
            )
    c.disc(x - 150, y - 150, 9, fade(p.lit, 0.8))


def _lattice(c: Canvas, rng: Random, p: Palette) -> None:
    """A honeycomb with atoms at some of its corners."""
    side, tone = 74.0, mix(p.far, p.mid, 0.25)
    for row in range(-1, 8):
        for column in range(-1, 13):
            if rng.random() < 0.42:
                continue
            x = column * side * 1.732 + (row % 2) * side * 0.866
            y = row * side * 1.5 + 10
            ring = [(x + side * math.sin(math.pi / 3 * k), y + side * math.cos(math.pi / 3 * k)) for k in range(7)]
            c.line(ring, fade(tone, 0.42), 4)
            for corner in ring[:6]:
                if rng.random() < 0.2:
                    c.disc(*corner, rng.choice((10, 14, 18)), fade(rng.choice((p.mid, p.near, p.warm)), 0.62))


def _shelf(c: Canvas, rng: Random, p: Palette) -> None:
    left = rng.choice((90, 800))
    c.rect(left, 330, 610, 13, mix(p.mid, p.far, 0.35))
    c.rect(left, 343, 610, 5, fade(p.deep, 0.14))
    x = left + 26.0
    while x < left + 560:
        wide, tall = rng.uniform(30, 54), rng.uniform(64, 128)
        tone = rng.choice((p.near, p.mid, mix(p.warm, WHITE, 0.2), mix(p.far, p.mid, 0.4), mix(p.leaf, WHITE, 0.2)))
        c.rect(x + wide * 0.28, 330 - tall - 16, wide * 0.44, 20, mix(tone, p.deep, 0.4))
        c.rect(x, 330 - tall, wide, tall, fade(tone, 0.85), radius=7)
        c.rect(x + 5, 330 - tall * 0.62, wide - 10, tall * 0.34, fade(WHITE, 0.8))
        x += wide + rng.uniform(12, 26)


def _flask(c: Canvas, x: float, base: float, liquid: Colour, p: Palette) -> None:
    glass = mix(p.near, p.mid, 0.4)
    c.poly(
        [
            (x - 24, base - 290),
            (x + 24, base - 290),
            (x + 24, base - 190),
            (x + 108, base - 8),
            (x - 108, base - 8),
            (x - 24, base - 190),
        ],
        fade(WHITE, 0.55),
    )
    c.shaded(
        [(x - 66, base - 100), (x + 66, base - 100), (x + 106, base - 10), (x - 106, base - 10)],
        (mix(liquid, WHITE, 0.25), liquid),
    )
    c.oval(x, base - 100, 66, 9, mix(liquid, WHITE, 0.45))
    outline = [
        (x - 24, base - 290),
        (x - 24, base - 190),
        (x - 110, base - 6),
        (x + 110, base - 6),
        (x + 24, base - 190),
        (x + 24, base - 290),
    ]
    c.line(outline, glass, 6)
    c.rect(x - 34, base - 300, 68, 13, glass, radius=6)
    for index, (dx, dy) in enumerate(((-20, 60), (24, 40), (2, 78))):
        c.disc(x + dx, base - dy, 7 + 2 * index, fade(WHITE, 0.5))
    c.line([(x - 14, base - 200), (x - 78, base - 60)], fade(WHITE, 0.8), 7)


def _round_flask(c: Canvas, x: float, base: float, liquid: Colour, p: Palette) -> None:
    glass = mix(p.near, p.mid, 0.4)
    y = base - 138
    c.rect(x - 70, base - 26, 140, 26, p.deep, radius=6)
    c.disc(x, y, 104, fade(WHITE, 0.6))
    c.pen.chord((*c._at(x - 98, y - 98), *c._at(x + 98, y + 98)), 8, 172, fill=liquid)
    c.oval(x, y + 14, 96, 10, mix(liquid, WHITE, 0.4))
    c.ring(x, y, 107, glass, 6)
    c.rect(x - 22, y - 206, 44, 106, fade(WHITE, 0.6))
    for side in (-25, 19):
        c.rect(x + side, y - 206, 6, 106, glass)
    c.rect(x - 34, y - 216, 68, 13, glass, radius=6)
    c.arc(x, y, 84, (150, 215), fade(WHITE, 0.9), 8)


def _rack(c: Canvas, x: float, base: float, liquid: Colour, p: Palette) -> None:
    wood = mix(p.near, p.deep, 0.4)
    tones = (liquid, p.mid, p.warm, liquid, mix(p.leaf, WHITE, 0.1))
    for index, tone in enumerate(tones):
        left = x - 118 + index * 50
        level = 84 + (index * 37) % 56
        c.rect(left, base - 246, 34, 226, fade(WHITE, 0.75), radius=17)
        c.rect(left + 4, base - 24 - level, 26, level, tone, radius=13)
        c.rect(left - 3, base - 250, 40, 10, mix(p.near, p.mid, 0.5), radius=5)
        c.rect(left + 8, base - 220, 5, 150, fade(WHITE, 0.7), radius=2)
    for height in (196, 74, 14):
        c.rect(x - 140, base - height, 276, 14, wood, radius=4)
    for side in (-140, 124):
        c.rect(x + side, base - 206, 12, 206, wood)


def _cylinder(c: Canvas, x: float, base: float, liquid: Colour, p: Palette) -> None:
    glass = mix(p.near, p.mid, 0.4)
    c.rect(x - 60, base - 16, 120, 16, glass, radius=5)
    c.rect(x - 38, base - 300, 76, 286, fade(WHITE, 0.65))
    c.gradient(x - 33, base - 176, 66, 160, (mix(liquid, WHITE, 0.2), liquid))
    c.oval(x, base - 176, 33, 7, mix(liquid, WHITE, 0.45))
    for side in (-41, 35):
        c.rect(x + side, base - 304, 6, 290, glass)
    for mark in range(10):
        c.rect(x + 8, base - 286 + mark * 26, 26 if mark % 2 else 16, 3.5, fade(glass, 0.8))
    c.rect(x - 26, base - 280, 8, 250, fade(WHITE, 0.55), radius=4)


def _microscope(c: Canvas, x: float, base: float, liquid: Colour, p: Palette) -> None:
    body, dark = mix(p.far, p.mid, 0.45), p.deep
    c.rect(x - 116, base - 28, 232, 28, dark, radius=10)
    c.arc(x - 22, base - 168, 118, (-62, 84), body, 42)
    c.rect(x - 96, base - 112, 150, 15, dark, radius=4)
    c.rect(x - 70, base - 119, 66, 7, liquid)
    c.rect(x - 60, base - 96, 44, 26, mix(p.near, p.mid, 0.3), radius=4)
    c.line([(x - 44, base - 150), (x - 8, base - 330)], body, 56)
    c.line([(x - 46, base - 136), (x - 40, base - 166)], mix(p.near, p.mid, 0.2), 34)
    c.line([(x - 11, base - 318), (x + 5, base - 394)], dark, 38)
    c.disc(x + 86, base - 138, 21, p.near)
    c.disc(x + 86, base - 138, 10, mix(p.far, WHITE, 0.5))
