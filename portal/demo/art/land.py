"""Scenes of energy on the land: wind turbines on hills, solar fields before them."""

import math
from random import Random

from PIL import Image

from . import motifs
from .canvas import Canvas, Colour, fade, mix
from .motifs import WHITE
from .palettes import AZURE, DUSK, FIELD, MORNING, TEAL, Palette


def energy(rng: Random, width: int, height: int) -> Image.Image:
    """Turbines in three depths above rows of solar panels."""
    c, p = Canvas(width, height), rng.choice((FIELD, MORNING, TEAL, AZURE, DUSK))
    motifs.sky(c, rng, p, 700)
    motifs.ridge(c, rng, 580, 210, (mix(p.far, p.sky[-1], 0.15), mix(p.far, p.sky[-1], 0.5)))
    for x in sorted(rng.uniform(40, 1460) for _ in range(6)):
        _turbine(c, rng, x, 560, 150, mix(p.sky[-1], WHITE, 0.4), mix(p.far, p.mid, 0.3))
    motifs.ridge(c, rng, 660, 170, (mix(p.mid, p.far, 0.4), mix(p.far, p.sky[-1], 0.25)))
    for x in (rng.uniform(120, 300), rng.uniform(560, 700), rng.uniform(930, 1050)):
        _turbine(c, rng, x, 650, 290, WHITE, mix(p.far, p.mid, 0.5))
    motifs.ridge(c, rng, 742, 110, (mix(p.leaf, p.mid, 0.35), mix(p.leaf, p.ground, 0.4)), rough=0.5)
    _turbine(
        c, rng, rng.choice((rng.uniform(1180, 1330), rng.uniform(330, 430))), 742, 500, WHITE, mix(p.far, p.mid, 0.6)
    )
    motifs.ridge(c, rng, 762, 34, (mix(p.leaf, p.ground, 0.3), mix(p.leaf, p.near, 0.3)), rough=0.2)
    _solar_field(c, rng, p)
    return c.finish()


def _turbine(c: Canvas, rng: Random, x: float, base: float, tall: float, colour: Colour, shade: Colour) -> None:
    hub = (x, base - tall)
    wide = tall * 0.022
    c.poly([(x - wide * 0.55, hub[1]), (x + wide * 0.55, hub[1]), (x + wide, base + 20), (x - wide, base + 20)], colour)
    c.poly(
        [(x + wide * 0.1, hub[1]), (x + wide * 0.55, hub[1]), (x + wide, base + 20), (x + wide * 0.2, base + 20)], shade
    )
    start = rng.uniform(0, 120)
    for blade in range(3):
        angle = math.radians(start + blade * 120)
        _blade(c, hub, angle, tall * 0.56, colour, shade)
    c.rect(x - wide * 1.1, hub[1] - wide, wide * 2.2, wide * 2, shade, radius=wide)
    c.disc(*hub, wide * 0.9, colour)


def _blade(c: Canvas, hub: tuple[float, float], angle: float, long: float, colour: Colour, shade: Colour) -> None:
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

    def at(t: float, side: float) -> tuple[float, float]:
        return tuple(hub[i] + along[i] * long * t + across[i] * long * side for i in (0, 1))  # type: ignore[return-value]

    c.poly([at(0, -0.018), at(0.2, -0.05), at(1, -0.004), at(1, 0.004), at(0.1, 0.02), at(0, 0.018)], colour)
    c.poly([at(0, 0.0), at(0.2, -0.008), at(1, 0.0), at(1, 0.004), at(0.1, 0.02), at(0, 0.018)], shade)


def _solar_field(c: Canvas, rng: Random, p: Palette) -> None:
    """Rows of tilted panels that grow towards the viewer."""
    lean = rng.choice((-1, 1)) * rng.uniform(0.12, 0.3)
    y, tall = 770.0, 20.0
    while y < 1010:
        wide, gap = tall * 3.1, tall * 0.22
        c.rect(0, y + tall * 0.85, 1500, tall * 0.5, fade(p.deep, 0.18))
        x = -wide + rng.uniform(-wide, 0)
        while x < 1500 + wide:
            _panel(c, p, (x, y, wide, tall), lean)
            x += wide + gap
        y += tall * 1.75
        tall *= 1.42


def _panel(c: Canvas, p: Palette, box: tuple[float, float, float, float], lean: float) -> None:
    x, y, wide, tall = box
    skew = tall * lean * 2

    def at(u: float, v: float) -> tuple[float, float]:
        return x + wide * u + skew * (1 - v), y + tall * v

    face = (mix(p.near, p.sky[0], 0.3), mix(p.deep, p.near, 0.35))
    c.shaded([at(0, 0), at(1, 0), at(1, 1), at(0, 1)], face)
    line = fade(mix(p.sky[-1], WHITE, 0.3), 0.45)
    for column in range(1, 5):
        c.line([at(column / 5, 0), at(column / 5, 1)], line, max(1.0, tall * 0.025))
    c.line([at(0, 0.5), at(1, 0.5)], line, max(1.0, tall * 0.025))
    c.poly([at(0.1, 0), at(0.34, 0), at(0.2, 1), at(-0.0, 1)], fade(WHITE, 0.1))
    c.line(
        [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)], mix(WHITE, p.far, 0.3), max(1.2, tall * 0.035), joint=False
    )
