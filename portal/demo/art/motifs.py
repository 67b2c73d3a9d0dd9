"""Things that recur in the scenes: skies, hills, trees, water and buildings."""

import math
from random import Random

from .canvas import Canvas, Colour, Point, fade, mix
from .palettes import Palette

WHITE: Colour = (255, 255, 255)


def sky(c: Canvas, rng: Random, p: Palette, horizon: float, *, sun: bool = True) -> None:
    """The sky down to the horizon, a low sun and some level clouds."""
    c.gradient(0, 0, c.space[0], horizon, p.sky)
    if sun:
        x, y = rng.uniform(0.18, 0.82) * c.space[0], horizon - rng.uniform(130, 300)
        c.glow(x, y, 420, p.sun, 0.75)
        c.disc(x, y, rng.uniform(44, 62), mix(p.sun, p.sky[-1], 0.12))
    for _ in range(rng.randint(4, 6)):
        cloud(c, rng, rng.uniform(-60, c.space[0] - 100), rng.uniform(50, horizon * 0.5), _cloud_tone(p))


def _cloud_tone(p: Palette) -> Colour:
    """White by day; at dusk the clouds only tint the sky."""
    bright = sum(p.sky[1]) / 3 > 150
    return fade(mix(p.sky[-1], WHITE, 0.4), 0.5) if bright else fade(mix(p.sky[-1], p.far, 0.3), 0.2)


def cloud(c: Canvas, rng: Random, x: float, y: float, colour: Colour) -> None:
    """A cloud of two or three level bands."""
    width = rng.uniform(150, 330)
    for band in range(rng.randint(2, 3)):
        inset = rng.uniform(-0.25, 0.3) * width
        c.rect(x + inset, y + band * 15, width * rng.uniform(0.5, 0.95), 13, colour, radius=6.5)


def ridge(
    c: Canvas, rng: Random, base: float, height: float, colours: tuple[Colour, Colour], *, rough: float = 1
) -> None:
    """A range of hills across the picture, from its crest down to the lower edge."""
    waves = [(rng.uniform(0.5, 1.3), rng.uniform(0, 6.3), 1.0)]
    waves += [
        (rng.uniform(2, 3.4), rng.uniform(0, 6.3), 0.4 * rough),
        (rng.uniform(5, 7), rng.uniform(0, 6.3), 0.13 * rough),
    ]
    total = sum(weight for *_, weight in waves)
    crest: list[Point] = []
    for step in range(101):
        t = step / 100
        lift = sum(weight * math.sin(6.283 * pace * t + phase) for pace, phase, weight in waves) / total
        crest.append((t * c.space[0], base - height * (0.5 + 0.5 * lift)))
    c.shaded([*crest, (c.space[0], c.space[1]), (0, c.space[1])], colours)


def tree(c: Canvas, rng: Random, x: float, base: float, size: float, colour: Colour) -> None:
    """A round tree with a lit side, or a slender one."""
    c.rect(x - size * 0.035, base - size * 0.45, size * 0.07, size * 0.45, mix(colour, (40, 40, 48), 0.55))
    light = mix(colour, WHITE, 0.16)
    if rng.random() < 0.3:
        c.oval(x, base - size * 0.66, size * 0.19, size * 0.4, colour)
        c.oval(x - size * 0.05, base - size * 0.7, size * 0.1, size * 0.3, light)
        return
    c.disc(x, base - size * 0.68, size * 0.33, colour)
    c.disc(x - size * 0.08, base - size * 0.75, size * 0.21, light)


def tree_line(c: Canvas, rng: Random, base: float, size: float, colour: Colour, span: tuple[float, float]) -> None:
    x = span[0]
    while x < span[1]:
        scale = rng.uniform(0.7, 1.15)
        tree(c, rng, x, base, size * scale, mix(colour, WHITE, rng.uniform(0, 0.1)))
        x += size * rng.uniform(0.4, 0.95)


def hedge(c: Canvas, rng: Random, base: float, size: float, colour: Colour) -> None:
    """A soft band of distant greenery."""
    x = -size
    while x < c.space[0] + size:
        c.oval(x, base, size * rng.uniform(0.7, 1.3), size * rng.uniform(0.4, 0.75), colour)
        x += size * rng.uniform(0.5, 0.9)


def water(c: Canvas, rng: Random, p: Palette, top: float, bottom: float) -> None:
    """Water with strips of light that widen towards the viewer."""
    c.gradient(0, top, c.space[0], bottom - top, (mix(p.water, p.sky[-1], 0.55), p.water, mix(p.water, p.near, 0.35)))
    for _ in range(46):
        depth = rng.random() ** 1.4
        y = top + 6 + depth * (bottom - top - 12)
        length = rng.uniform(40, 130) * (0.5 + depth)
        shade = fade(WHITE, 0.13) if rng.random() < 0.6 else fade(p.near, 0.1)
        c.rect(rng.uniform(-60, c.space[0]), y, length, 2 + 3.5 * depth, shade, radius=2)


def tower(
    c: Canvas, rng: Random, box: tuple[float, float, float, float], tone: Colour, p: Palette, *, lights: float = 0
) -> None:
    """A building as (x, base, width, height): lit front, shaded side, windows, one of several tops.

    `lights` is the share of windows that are lit; without it the windows are glass.
    """
    x, base, width, height = box
    top = base - height
    front = (mix(tone, WHITE, 0.14), tone)
    side = mix(tone, p.deep, 0.32)
    split = width * rng.uniform(0.62, 0.78)
    _crown(c, rng, (x, top, width, split), tone, side)
    c.gradient(x, top, split, height, front)
    c.gradient(x + split, top, width - split, height, (mix(side, tone, 0.25), side))
    if width > 42:
        _windows(c, rng, (x, top, split, height), tone, p, lights)
        if lights:
            _windows(c, rng, (x + split, top, width - split, height), side, p, lights * 0.4)


def _crown(c: Canvas, rng: Random, box: tuple[float, float, float, float], tone: Colour, side: Colour) -> None:
    x, top, width, split = box
    kind = rng.choice(("flat", "flat", "step", "slope", "mast", "arch"))
    if kind == "step":
        c.rect(x + width * 0.14, top - 34, width * 0.5, 35, mix(tone, WHITE, 0.14))
        c.rect(x + width * 0.64, top - 34, width * 0.18, 35, side)
    elif kind == "slope":
        c.poly([(x, top + 1), (x + split, top - width * 0.34), (x + split, top + 1)], mix(tone, WHITE, 0.2))
        c.poly([(x + split, top - width * 0.34), (x + width, top + 1), (x + split, top + 1)], side)
    elif kind == "mast":
        c.rect(x + width * 0.3, top - 14, width * 0.36, 15, side)
        c.rect(x + width * 0.47, top - 78, 3.5, 66, side)
    elif kind == "arch":
        c.oval(x + width / 2, top + 1, width / 2, width * 0.2, mix(tone, WHITE, 0.18))


def _windows(
    c: Canvas, rng: Random, box: tuple[float, float, float, float], tone: Colour, p: Palette, lights: float
) -> None:
    x, top, width, height = box
    glass = mix(tone, p.lit, 0.3) if not lights else mix(tone, p.deep, 0.35)
    style = rng.choice(("grid", "grid", "bands", "fins"))
    if style == "bands" and not lights:
        for row in range(int(height / 22)):
            c.rect(x + 5, top + 14 + row * 22, width - 10, 8, glass)
        return
    if style == "fins" and not lights:
        count = max(3, int(width / 15))
        for column in range(count):
            c.rect(x + (column + 0.3) * width / count, top + 14, width / count * 0.36, height - 20, glass)
        return
    columns = max(2, int(width / 17))
    pitch = width / columns
    for row in range(int((height - 12) / 23)):
        for column in range(columns):
            on = lights and rng.random() < lights
            colour = mix(p.lit, p.warm, rng.random() * 0.5) if on else glass
            c.rect(x + (column + 0.24) * pitch, top + 13 + row * 23, pitch * 0.52, 12, colour)
