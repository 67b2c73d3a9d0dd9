"""Magazine covers: geometry in a few colours, no words."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image

from .canvas import Canvas, Colour, Point, fade, mix, rgb
from .motifs import WHITE

COVER_SIZE = (900, 1200)
BAND = 210  # height of the plain band at the foot of a cover

Inks = tuple[Colour, Colour, Colour, Colour, Colour]  # ground, main, second, accent, light

_INKS: tuple[Inks, ...] = tuple(
    tuple(map(rgb, line.split()))  # type: ignore[misc]
    for line in (
        "#0b4a8f #083a70 #5e97cd #b5121b #f3ead7",
        "#f1ebdf #0b4a8f #8fb4d6 #b5121b #e3a43f",
        "#0c4a58 #082f3a #5fa9a8 #e5a440 #f2efe2",
        "#b5121b #7d0c14 #e98b6d #0b2f5c #f6e7d3",
        "#e6edf3 #1d5fa6 #0b2f5c #e0633f #ffffff",
        "#2f3640 #171c24 #8f98a3 #d8402f #f0e6d6",
    )
)


def cover(rng: Random, variant: int) -> Image.Image:
    """One of six compositions in one of six sets of inks, over a plain band."""
    c = Canvas(*COVER_SIZE, space=COVER_SIZE)
    ink = _INKS[(variant * 5 + variant // 6) % len(_INKS)]
    c.rect(0, 0, *COVER_SIZE, ink[0])
    compositions: tuple[Callable[[Canvas, Random, Inks], None], ...] = (
        _quarters,
        _arches,
        _chevrons,
        _stairs,
        _waves,
        _orbits,
    )
    compositions[variant % len(compositions)](c, rng, ink)
    foot = ink[4] if sum(ink[4]) > sum(ink[0]) else ink[0]
    c.rect(0, COVER_SIZE[1] - BAND, COVER_SIZE[0], BAND, mix(foot, WHITE, 0.35))
    c.rect(0, COVER_SIZE[1] - BAND, COVER_SIZE[0], 10, ink[3])
    return c.finish()


def _quarters(c: Canvas, rng: Random, ink: Inks) -> None:
    """A grid of quarter circles, discs and leaves."""
    cell = 225
    for row in range(5):
        for column in range(4):
            x, y = column * cell, row * cell - 135
            back, front = rng.sample(ink, 2)
            c.rect(x, y, cell, cell, back)
            shape = rng.random()
            corners = [(x, y), (x + cell, y), (x + cell, y + cell), (x, y + cell)]
            if shape < 0.62:
                turn = rng.randrange(4)
                _wedge(c, corners[turn], cell, 90 * turn, front)
                if shape < 0.2:
                    _wedge(c, corners[turn], cell * 0.5, 90 * turn, back)
            elif shape < 0.8:
                c.disc(x + cell / 2, y + cell / 2, cell * 0.36, front)
                c.disc(x + cell / 2, y + cell / 2, cell * 0.14, back)
            else:
                c.poly([corners[0], corners[1], corners[3]] if rng.random() < 0.5 else corners[:3], front)


def _wedge(c: Canvas, corner: Point, radius: float, start: float, colour: Colour) -> None:
    """A quarter disc around `corner`, from `start` degrees on, clockwise."""
    rim = [math.radians(start + 90 * step / 40) for step in range(41)]
    c.poly([corner, *((corner[0] + radius * math.cos(a), corner[1] + radius * math.sin(a)) for a in rim)], colour)


def _arches(c: Canvas, rng: Random, ink: Inks) -> None:
    """Gateways within gateways, and a sun."""
    c.disc(rng.choice((230, 670)), 270, 150, ink[3])
    for x, foot, size in ((450, 1000, 380), (rng.choice((90, 810)), 1000, 250)):
        for step in range(5):
            radius = size * (1 - step * 0.19)
            tone = (ink[1], ink[2], ink[4], mix(ink[1], ink[2], 0.5), ink[1])[step]
            c.disc(x, foot - size * 0.95, radius, tone)
            c.rect(x - radius, foot - size * 0.95, radius * 2, size, tone)


def _chevrons(c: Canvas, rng: Random, ink: Inks) -> None:
    """Folded bands that climb like roofs behind one another."""
    tones = (ink[1], ink[2], ink[4], mix(ink[0], ink[1], 0.5), ink[3], ink[2], ink[1], mix(ink[2], ink[4], 0.5))
    peak = rng.choice((225, 450, 675))
    for index in range(9):
        top = 90 + index * 118
        thick = rng.choice((118, 118, 72))
        c.poly(
            [(0, top + peak * 0.7), (peak, top), (900, top + (900 - peak) * 0.7), (900, 1200), (0, 1200)],
            tones[index % 8],
        )
        c.poly([(peak, top), (900, top + (900 - peak) * 0.7), (900, 1200), (peak, 1200)], fade((0, 0, 0), 0.13))
        if thick < 118:
            for pane in range(3):
                x = peak - 40 - pane * 70
                c.rect(x, top + (peak - x) * 0.7 + 24, 34, 52, mix(tones[(index + 2) % 8], WHITE, 0.2))


def _stairs(c: Canvas, rng: Random, ink: Inks) -> None:
    """Isometric blocks that climb."""
    half, rise = 112, 65
    for row in range(-2, 11):
        for column in range(-1, 6):
            x = column * 2 * half + (row % 2) * half
            y = 130 + row * rise * 1.5
            tall = rng.choice((0, 0, 65, 130, 195))
            tone = rng.choice((ink[1], ink[2], ink[2], ink[4], mix(ink[1], ink[2], 0.5)))
            if rng.random() < 0.1:
                tone = ink[3]
            top = y - tall
            c.poly(
                [(x - half, top), (x, top + rise), (x, y + 3 * rise), (x - half, y + 2 * rise)],
                mix(tone, (0, 0, 0), 0.12),
            )
            c.poly(
                [(x + half, top), (x, top + rise), (x, y + 3 * rise), (x + half, y + 2 * rise)],
                mix(tone, (0, 0, 0), 0.34),
            )
            c.poly([(x, top - rise), (x + half, top), (x, top + rise), (x - half, top)], mix(tone, WHITE, 0.16))


def _waves(c: Canvas, rng: Random, ink: Inks) -> None:
    """Layers of water under a disc."""
    dark = sum(ink[0]) < 400
    c.disc(rng.uniform(260, 640), 330, 210, mix(ink[4], ink[2], 0.1) if dark else mix(ink[2], ink[1], 0.3))
    tones = (mix(ink[0], ink[2], 0.5), ink[2], mix(ink[2], ink[1], 0.5), ink[1], ink[4], mix(ink[1], ink[0], 0.4))
    for layer, tone in enumerate(tones):
        phase, pace = rng.uniform(0, 6), rng.uniform(0.8, 1.7)
        crest = [(x, 400 + layer * 104 + 62 * math.sin(pace * x / 150 + phase)) for x in range(0, 901, 6)]
        c.poly([*crest, (900, 1200), (0, 1200)], tone)


def _orbits(c: Canvas, rng: Random, ink: Inks) -> None:
    """Concentric rings around a point off the centre, with travellers on them."""
    middle = (rng.choice((90, 810)), rng.choice((330, 640)))
    for step in range(9, 0, -1):
        tone = (ink[1], ink[0], ink[2], mix(ink[1], ink[2], 0.5))[step % 4]
        c.disc(*middle, step * 112, tone)
    c.disc(*middle, 84, ink[4])
    for step in range(2, 9):
        angle = rng.uniform(0, 6.283)
        place = (middle[0] + step * 112 * math.cos(angle), middle[1] + step * 112 * math.sin(angle))
        c.disc(*place, rng.uniform(16, 40), rng.choice((ink[4], ink[3], ink[4])))
