"""Scenes of making: a factory with a saw-tooth roof, and a hall of robot arms."""

import math
from random import Random

from PIL import Image

from . import motifs
from .canvas import Canvas, Colour, Point, fade, mix
from .motifs import WHITE
from .palettes import AZURE, DAYLIGHT, MORNING, TEAL, WARM, Palette


def workshop(rng: Random, width: int, height: int) -> Image.Image:
    """A long factory hall seen from across the yard."""
    c, p = Canvas(width, height), rng.choice(DAYLIGHT)
    motifs.sky(c, rng, p, 720)
    motifs.ridge(c, rng, 660, 130, (mix(p.far, p.sky[-1], 0.25), mix(p.far, p.sky[-1], 0.6)))
    _tanks(c, rng, p, rng.choice((90, 1130)))
    _hall(c, rng, p, (-60, 720, 1620, 150), mix(p.far, p.mid, 0.35), tooth=150, glazing=False)
    c.gradient(0, 720, 1500, 280, (mix(p.ground, p.sky[-1], 0.5), p.ground, mix(p.ground, p.mid, 0.25)))
    left = rng.choice((120, 230))
    _hall(c, rng, p, (left, 790, 1100, 250), p.near, tooth=rng.choice((157.15, 183.34, 220)), glazing=True)
    _doors(c, rng, p, left, 790)
    c.rect(0, 838, 1500, 96, mix(p.near, p.ground, 0.7))
    for x in range(-30, 1500, 130):
        c.rect(x, 884, 70, 5, fade(WHITE, 0.85))
    truck(c, rng.uniform(160, 980), 868, 1.15, p.accent if rng.random() < 0.5 else p.near, p)
    c.rect(0, 934, 1500, 66, mix(p.leaf, p.ground, 0.45))
    motifs.tree_line(c, rng, 1000, 150, mix(p.leaf, p.deep, 0.15), (rng.uniform(-60, 20), 1560))
    return c.finish()


def robots(rng: Random, width: int, height: int) -> Image.Image:
    """A bright hall: three arms over a conveyor that runs through the picture."""
    c, p = Canvas(width, height), rng.choice((MORNING, AZURE, TEAL, WARM))
    _interior(c, rng, p)
    line = 742
    arm_colour = rng.choice((p.warm, p.accent, mix(p.near, p.mid, 0.3)))
    bases = [rng.uniform(210, 300), rng.uniform(690, 790), rng.uniform(1180, 1270)]
    for index, x in enumerate(bases):
        _arm(c, rng, (x, line - 16), arm_colour, p, facing=1 if index != 2 else -1, scale=rng.uniform(0.95, 1.12))
    _conveyor(c, rng, p, line)
    return c.finish()


def truck(c: Canvas, x: float, base: float, scale: float, colour: Colour, p: Palette) -> None:
    """A lorry in side view that heads right; `x` is its tail, `base` where its wheels stand."""

    def at(dx: float, dy: float) -> Point:
        return x + dx * scale, base + dy * scale

    c.oval(*at(130, 0), 150 * scale, 7 * scale, fade(p.deep, 0.2))
    c.rect(*at(0, -108), 182 * scale, 92 * scale, mix(WHITE, p.sky[-1], 0.25), radius=4)
    c.rect(*at(0, -66), 182 * scale, 14 * scale, colour)
    c.rect(*at(0, -22), 250 * scale, 10 * scale, p.deep)
    c.poly([at(190, -14), at(190, -88), at(228, -88), at(252, -52), at(256, -14)], colour)
    c.poly([at(204, -78), at(224, -78), at(242, -50), at(204, -50)], mix(p.lit, p.far, 0.35))
    for wheel in (36, 72, 216):
        c.disc(*at(wheel, -10), 16 * scale, p.deep)
        c.disc(*at(wheel, -10), 7 * scale, mix(p.ground, WHITE, 0.4))


def _hall(
    c: Canvas, rng: Random, p: Palette, box: tuple[float, float, float, float], tone: Colour,
    *, tooth: float, glazing: bool,
) -> None:  # fmt: skip
    """A hall as (x, base, width, wall height) under a row of teeth."""
    x, base, width, wall = box
    top = base - wall
    count = round(width / tooth)
    pitch, rise = width / count, tooth * 0.46
    for index in range(count):
        left = x + index * pitch
        c.poly([(left, top + 1), (left, top - rise), (left + pitch, top + 1)], mix(tone, p.deep, 0.18))
        c.poly(
            [
                (left + 5, top - 4),
                (left + 5, top - rise + 12),
                (left + pitch * 0.3, top - rise * 0.66),
                (left + pitch * 0.3, top - 4),
            ],
            mix(p.lit, p.far, 0.45 if glazing else 0.75),
        )
        if glazing:
            _roof_panels(c, p, (left, top, pitch, rise))
    c.gradient(x, top, width, wall, (mix(tone, WHITE, 0.1), tone))
    c.rect(x, top, width, 9, mix(tone, p.lit, 0.45))
    if not glazing:
        return
    for seam in range(int(width / 22)):
        c.rect(x + seam * 22, top + 9, 2, wall - 9, fade(p.deep, 0.1))
    for pane in range(int((width - 60) / 74)):
        left = x + 34 + pane * 74
        c.gradient(left, top + 38, 56, 46, (mix(p.lit, p.sky[0], 0.2), mix(p.lit, p.sky[0], 0.65)))
        c.rect(left + 27, top + 38, 2, 46, tone)
        c.poly(
            [(left + 8, top + 84), (left + 24, top + 38), (left + 36, top + 38), (left + 20, top + 84)],
            fade(WHITE, 0.28),
        )


def _roof_panels(c: Canvas, p: Palette, tooth: tuple[float, float, float, float]) -> None:
    """Solar panels that lie along the slope of a tooth."""
    left, top, pitch, rise = tooth
    for step in range(4):
        near, far = 0.36 + step * 0.145, 0.36 + step * 0.145 + 0.115
        slope = [(left + pitch * t, top - rise * (1 - t)) for t in (near, far)]
        c.poly(
            [slope[0], slope[1], (slope[1][0], slope[1][1] + 8), (slope[0][0], slope[0][1] + 8)],
            mix(p.deep, p.near, 0.25),
        )
        c.line(slope, mix(p.lit, p.mid, 0.3), 2)


def _doors(c: Canvas, rng: Random, p: Palette, left: float, base: float) -> None:
    for index, x in enumerate((left + 130, left + 450, left + 770)):
        frame = mix(p.near, p.deep, 0.55)
        c.rect(x - 8, base - 132, 176, 132, frame)
        lift = rng.choice((0, 0, 46)) if index else 46
        c.gradient(x, base - 124, 160, 124, (mix(p.deep, p.near, 0.15), mix(p.deep, p.near, 0.45)))
        for slat in range(int((124 - lift) / 12)):
            c.rect(x, base - 124 + slat * 12, 160, 10.5, mix(p.far, WHITE, 0.35))
        c.rect(x - 22, base - 148, 204, 14, p.accent if index == 1 else mix(p.near, p.lit, 0.4))


def _tanks(c: Canvas, rng: Random, p: Palette, x: float) -> None:
    for index in range(3):
        tall, left = rng.uniform(300, 400), x + index * 92
        tone = mix(p.far, WHITE, 0.25)
        c.oval(left + 37, 720 - tall, 37, 18, mix(tone, WHITE, 0.3))
        c.gradient(left, 720 - tall, 50, tall, (mix(tone, WHITE, 0.15), tone))
        c.gradient(left + 50, 720 - tall, 24, tall, (mix(tone, p.mid, 0.3), mix(tone, p.mid, 0.5)))
        for band in range(3):
            c.rect(left, 720 - tall + 46 + band * 70, 74, 3, fade(p.near, 0.4))
    c.rect(x - 10, 500, 290, 6, p.mid)


def _interior(c: Canvas, rng: Random, p: Palette) -> None:
    """Back wall with tall windows, roof trusses, lamps and a shining floor."""
    wall = mix(p.far, WHITE, 0.62)
    c.gradient(0, 0, 1500, 660, (mix(wall, p.far, 0.4), wall, mix(wall, WHITE, 0.4)))
    for index in range(5):
        x = 60 + index * 290
        c.gradient(x, 190, 220, 330, (mix(p.sky[0], WHITE, 0.25), mix(p.sky[1], WHITE, 0.4), p.sky[-1]))
        for bar in range(1, 4):
            c.rect(x + bar * 55 - 1.5, 190, 3, 330, wall)
        c.rect(x, 298, 220, 4, wall)
        c.poly([(x + 20, 520), (x + 120, 190), (x + 175, 190), (x + 75, 520)], fade(WHITE, 0.3))
    steel = mix(p.mid, p.far, 0.35)
    c.rect(0, 92, 1500, 13, steel)
    c.rect(0, 158, 1500, 9, steel)
    for x in range(-70, 1500, 70):
        c.line([(x, 158), (x + 35, 98), (x + 70, 158)], steel, 5)
    for x in range(180, 1500, 285):
        c.rect(x + 38, 100, 4, 96, steel)
        c.poly([(x, 222), (x + 22, 194), (x + 58, 194), (x + 80, 222)], p.near)
        c.glow(x + 40, 226, 150, p.sun, 0.4)
    c.gradient(0, 640, 1500, 360, (mix(p.ground, p.far, 0.35), p.ground, mix(p.ground, WHITE, 0.3)))
    for index in range(-6, 16):
        c.line([(750 + (index * 150 - 750) * 0.55, 640), (750 + (index * 150 - 750) * 1.6, 1000)], fade(p.mid, 0.14), 3)
    c.rect(0, 634, 1500, 8, fade(p.near, 0.28))


def _arm(c: Canvas, rng: Random, foot: Point, colour: Colour, p: Palette, *, facing: int, scale: float) -> None:
    """A six-axis arm: pedestal, two limbs, a wrist and a tool."""
    x, y = foot
    dark, light = mix(colour, p.deep, 0.4), mix(colour, WHITE, 0.3)
    c.poly([(x - 62, y + 10), (x - 44, y - 66), (x + 44, y - 66), (x + 62, y + 10)], p.deep)
    c.rect(x - 34, y - 110, 68, 52, dark, radius=10)
    shoulder = (x, y - 112)
    lean = math.radians(rng.uniform(98, 116))
    elbow = _reach(shoulder, lean, 225 * scale, facing)
    wrist = _reach(elbow, math.radians(rng.uniform(2, 24)), 215 * scale, facing)
    tool = (wrist[0], wrist[1] + 62)
    _limb(c, elbow, wrist, 40, colour, light)
    _limb(c, shoulder, elbow, 56, colour, light)
    c.line([wrist, tool], dark, 24)
    for point, radius in ((shoulder, 44), (elbow, 36), (wrist, 25)):
        c.disc(*point, radius, dark)
        c.disc(*point, radius * 0.62, light)
        c.disc(*point, radius * 0.3, p.deep)
    c.rect(tool[0] - 34, tool[1] - 2, 68, 14, p.deep, radius=4)
    for side in (-28, 18):
        c.rect(tool[0] + side, tool[1] + 8, 10, 34, p.deep, radius=3)


def _reach(start: Point, angle: float, length: float, facing: int) -> Point:
    return start[0] + facing * math.cos(angle) * length, start[1] - math.sin(angle) * length


def _limb(c: Canvas, start: Point, end: Point, width: float, colour: Colour, light: Colour) -> None:
    c.line([start, end], colour, width)
    c.disc(*start, width / 2, colour)
    c.disc(*end, width / 2, colour)
    inner = [
        (a + (b - a) * 0.2, d - width * 0.16 + (e - d) * 0.2) for a, b, d, e in ((start[0], end[0], start[1], end[1]),)
    ]
    outer = [(start[0] + (end[0] - start[0]) * 0.8, start[1] + (end[1] - start[1]) * 0.8 - width * 0.16)]
    c.line(inner + outer, light, width * 0.14)


def _conveyor(c: Canvas, rng: Random, p: Palette, top: float) -> None:
    """The belt with its rollers, and the parts that travel on it."""
    gap = rng.choice((188, 214, 250))
    for index in range(9):
        x = -60 + rng.uniform(-4, 4) + index * gap
        tone = (p.near, mix(p.mid, WHITE, 0.2), p.mid)[index % 3]
        c.rect(x, top - 74, 112, 74, tone, radius=6)
        c.rect(x, top - 74, 112, 20, mix(tone, WHITE, 0.22), radius=6)
        c.rect(x + 40, top - 74, 32, 74, fade(WHITE, 0.18))
    c.rect(0, top, 1500, 16, p.deep)
    c.gradient(0, top + 16, 1500, 58, (mix(p.near, WHITE, 0.12), p.near))
    for x in range(14, 1500, 46):
        c.disc(x, top + 45, 13, mix(p.deep, p.near, 0.2))
        c.disc(x, top + 45, 5, mix(p.far, WHITE, 0.4))
    c.rect(0, top + 74, 1500, 8, p.deep)
    for x in range(90, 1500, 330):
        c.rect(x, top + 82, 26, 118, mix(p.near, p.deep, 0.5))
        c.rect(x - 16, top + 196, 58, 10, p.deep)
    c.rect(0, 952, 1500, 13, fade(p.warm, 0.85))
