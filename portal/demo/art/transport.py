"""Scenes of moving goods and people: a harbour, a warehouse and a railway viaduct."""

from random import Random

from PIL import Image

from . import motifs
from .canvas import Canvas, Colour, fade, mix
from .industry import truck
from .motifs import WHITE
from .palettes import AZURE, DAYLIGHT, DUSK, EVENING, FIELD, MORNING, TEAL, Palette


def harbour(rng: Random, width: int, height: int) -> Image.Image:
    """Gantry cranes over a container ship, stacks on the quay."""
    c, p = Canvas(width, height), rng.choice((MORNING, AZURE, TEAL, DUSK, EVENING))
    motifs.sky(c, rng, p, 640)
    motifs.ridge(c, rng, 636, 90, (mix(p.far, p.sky[-1], 0.3), mix(p.far, p.sky[-1], 0.6)))
    motifs.water(c, rng, p, 632, 1000)
    for x in (rng.uniform(60, 240), rng.uniform(380, 620), rng.uniform(1060, 1300)):
        _crane(c, (x, 690), 0.5, mix(p.mid, p.far, 0.35), p, 1)
    c.rect(0, 688, 1500, 12, mix(p.mid, p.far, 0.2))
    _ship(c, rng, p, rng.choice((-120, 330)), 862)
    first = rng.uniform(240, 330)
    for index in range(2):
        _crane(
            c, (first + index * rng.uniform(560, 640), 884), 1.05, (p.accent, p.near)[index % 2], p, rng.choice((1, -1))
        )
    c.gradient(0, 880, 1500, 120, (mix(p.near, p.deep, 0.4), p.deep))
    c.rect(0, 880, 1500, 8, mix(p.near, p.lit, 0.35))
    _stacks(c, rng, p, 1000)
    return c.finish()


def warehouse(rng: Random, width: int, height: int) -> Image.Image:
    """Loading docks with lorries in front of a long distribution centre."""
    c, p = Canvas(width, height), rng.choice(DAYLIGHT)
    motifs.sky(c, rng, p, 760)
    motifs.hedge(c, rng, 716, 60, mix(p.leaf, p.far, 0.5))
    left, tone = rng.choice((-80, 70)), rng.choice((p.near, mix(p.mid, p.far, 0.4), mix(p.near, p.mid, 0.5)))
    _depot(c, p, left, tone)
    c.gradient(0, 760, 1500, 240, (mix(p.ground, p.mid, 0.14), p.ground, mix(p.ground, WHITE, 0.3)))
    bays = [left + 76 + index * 232 for index in range(7)]
    parked = rng.sample(bays[:6], 3)
    for bay in bays:
        _dock(c, rng, p, bay, tone)
        c.line([(bay + 190, 766), (bay + 190 + (bay - 650) * 0.12, 872)], fade(WHITE, 0.9), 5)
        if bay in parked:
            _lorry_tail(c, bay + 28, 790, rng.choice((p.accent, p.near, p.warm)), p)
    truck(c, rng.uniform(80, 300), 962, 1.35, p.near, p)
    _pallets(c, rng, p, rng.uniform(940, 1080), 966)
    return c.finish()


def rail(rng: Random, width: int, height: int) -> Image.Image:
    """A fast train on a viaduct through a wide valley."""
    c, p = Canvas(width, height), rng.choice((FIELD, MORNING, TEAL, DUSK))
    motifs.sky(c, rng, p, 700)
    motifs.ridge(c, rng, 560, 290, (mix(p.far, p.sky[-1], 0.2), mix(p.far, p.sky[-1], 0.55)))
    motifs.ridge(c, rng, 640, 230, (mix(p.mid, p.far, 0.45), mix(p.far, p.sky[-1], 0.3)))
    motifs.ridge(c, rng, 740, 130, (mix(p.leaf, p.mid, 0.4), mix(p.leaf, p.ground, 0.5)))
    motifs.tree_line(c, rng, 776, 60, mix(p.leaf, p.near, 0.3), (-20, 1500))
    motifs.ridge(c, rng, 830, 50, (mix(p.leaf, p.ground, 0.25), mix(p.leaf, p.deep, 0.2)), rough=0.3)
    _fields(c, rng, p)
    deck = rng.uniform(540, 580)
    _viaduct(c, p, deck, rng.uniform(-80, 60))
    _train(c, p, deck - 4, rng.uniform(230, 420), rng.choice((p.accent, p.near)))
    motifs.tree_line(c, rng, 1010, 150, mix(p.leaf, p.deep, 0.45), (rng.uniform(-50, 100), rng.uniform(420, 620)))
    motifs.tree_line(c, rng, 1010, 120, mix(p.leaf, p.deep, 0.45), (rng.uniform(1080, 1200), 1560))
    return c.finish()


def _crane(c: Canvas, foot: tuple[float, float], s: float, colour: Colour, p: Palette, facing: int) -> None:
    """A ship-to-shore gantry; `foot` is the middle between its legs on the quay."""
    x, y = foot

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + facing * dx * s, y + dy * s

    dark = mix(colour, p.deep, 0.35)
    c.line([at(-62, 0), at(-52, -350)], dark, 15 * s)
    c.line([at(62, 0), at(52, -350)], colour, 17 * s)
    c.line([at(-60, -120), at(60, -120)], colour, 11 * s)
    c.line([at(-60, -118), at(54, -300)], dark, 6 * s)
    c.line([at(-56, -250), at(56, -250)], colour, 9 * s)
    c.line([at(-190, -352), at(330, -352)], colour, 19 * s)
    c.line([at(-190, -341), at(330, -341)], dark, 5 * s)
    c.line([at(-40, -352), at(6, -478), at(52, -352)], colour, 11 * s)
    for reach in (318, 180):
        c.line([at(6, -474), at(reach, -356)], dark, 5 * s)
    c.line([at(6, -474), at(-182, -356)], dark, 5 * s)
    c.poly([at(-170, -342), at(-100, -342), at(-100, -306), at(-170, -306)], dark)
    c.poly([at(182, -341), at(222, -341), at(222, -318), at(182, -318)], p.deep)
    for side in (188, 216):
        c.line([at(side, -318), at(side, -216)], p.deep, 2.5 * s)
    c.poly([at(160, -216), at(244, -216), at(244, -180), at(160, -180)], p.warm)
    for side in (-62, 62):
        c.line([at(side - 24, -3), at(side + 24, -3)], p.deep, 12 * s)


def _ship(c: Canvas, rng: Random, p: Palette, x: float, waterline: float) -> None:
    hull, long = mix(p.deep, p.near, 0.3), 1250
    deck = waterline - 92
    for column in range(15):
        for row in range(rng.choice((2, 3, 3, 4))):
            _container(c, rng, p, x + 190 + column * 64, deck - 32 * (row + 1), 62, 30)
    c.gradient(x + 60, deck - 170, 104, 172, (mix(WHITE, p.sky[-1], 0.2), mix(WHITE, p.far, 0.45)))
    for row in range(4):
        c.rect(x + 70, deck - 152 + row * 36, 84, 12, mix(p.near, p.mid, 0.3))
    c.rect(x + 92, deck - 214, 34, 46, p.accent)
    c.poly([(x + 10, deck), (x + long, deck), (x + long - 70, waterline), (x + 60, waterline)], hull)
    c.poly(
        [(x + 50, waterline - 18), (x + long - 56, waterline - 18), (x + long - 70, waterline), (x + 60, waterline)],
        p.accent,
    )
    c.rect(x + 14, deck, long - 20, 7, mix(hull, p.lit, 0.35))
    c.oval(x + long / 2, waterline + 3, long * 0.5, 8, fade(p.deep, 0.25))


def _container(c: Canvas, rng: Random, p: Palette, x: float, y: float, width: float, height: float) -> None:
    tone = rng.choice((p.near, p.mid, mix(p.mid, p.far, 0.5), p.accent, p.warm, mix(p.ground, p.far, 0.4), p.near))
    c.rect(x, y, width, height, tone)
    c.rect(x, y, width, max(2.0, height * 0.1), mix(tone, WHITE, 0.22))
    for rib in range(1, int(width / 9)):
        c.rect(x + rib * 9, y + height * 0.14, 2.2, height * 0.76, fade(p.deep, 0.13))
    c.rect(x, y + height - 2, width, 2, fade(p.deep, 0.35))


def _stacks(c: Canvas, rng: Random, p: Palette, base: float) -> None:
    x = rng.uniform(-60, 10)
    while x < 1500:
        columns, rows = rng.randint(1, 3), rng.choice((1, 2, 2, 3))
        for column in range(columns):
            for row in range(rows - (column % 2 and rng.random() < 0.4)):
                _container(c, rng, p, x + column * 126, base - 52 * (row + 1), 123, 50)
        x += columns * 126 + rng.choice((14, 14, 96))


def _depot(c: Canvas, p: Palette, left: float, tone: Colour) -> None:
    c.gradient(left, 390, 1640, 370, (mix(tone, WHITE, 0.22), tone))
    for seam in range(14):
        c.rect(left, 410 + seam * 22, 1640, 2, fade(p.deep, 0.09))
    c.rect(left - 12, 378, 1664, 22, mix(tone, p.deep, 0.4))
    c.rect(left, 470, 1640, 26, p.accent)
    for index in range(9):
        x = left + 60 + index * 180
        c.poly([(x, 378), (x + 16, 350), (x + 116, 350), (x + 132, 378)], mix(p.deep, p.near, 0.4))
        c.line([(x + 16, 351), (x + 116, 351)], mix(p.lit, p.mid, 0.2), 3)


def _dock(c: Canvas, rng: Random, p: Palette, x: float, tone: Colour) -> None:
    c.rect(x, 590, 150, 170, mix(p.deep, tone, 0.2))
    c.rect(x + 14, 606, 122, 154, mix(p.far, WHITE, 0.5))
    for slat in range(9):
        c.rect(x + 14, 606 + slat * 17, 122, 2, fade(p.mid, 0.45))
    for side in (0, 136):
        c.rect(x + side, 742, 14, 26, p.warm)
    c.rect(x + 56, 560, 38, 7, p.deep)
    c.glow(x + 75, 570, 40, p.sun, 0.55)


def _lorry_tail(c: Canvas, x: float, base: float, colour: Colour, p: Palette) -> None:
    """A lorry backed into a dock, seen from its cab."""
    c.oval(x + 50, base + 34, 78, 10, fade(p.deep, 0.28))
    c.rect(x - 12, base - 182, 124, 150, mix(WHITE, p.far, 0.2), radius=3)
    c.rect(x, base - 112, 100, 128, colour, radius=10)
    c.rect(x + 9, base - 98, 82, 46, mix(p.deep, p.near, 0.25), radius=6)
    c.poly([(x + 18, base - 54), (x + 40, base - 98), (x + 58, base - 98), (x + 36, base - 54)], fade(WHITE, 0.22))
    c.rect(x + 22, base - 34, 56, 22, mix(colour, p.deep, 0.45), radius=4)
    for side in (8, 72):
        c.rect(x + side, base - 24, 20, 11, p.lit, radius=3)
        c.rect(x + side, base + 12, 20, 24, p.deep, radius=4)


def _pallets(c: Canvas, rng: Random, p: Palette, x: float, base: float) -> None:
    box = mix(p.warm, WHITE, 0.25)
    for column in range(4):
        left = x + column * 116
        c.rect(left, base - 8, 104, 8, mix(p.warm, p.deep, 0.5))
        for row in range(rng.choice((1, 2, 3))):
            for half in (0, 1):
                tone = mix(box, p.warm, rng.random() * 0.6)
                c.rect(left + half * 52 + 1, base - 8 - 44 * (row + 1), 50, 43, tone)
                c.rect(left + half * 52 + 21, base - 8 - 44 * (row + 1), 9, 43, fade(WHITE, 0.35))


def _fields(c: Canvas, rng: Random, p: Palette) -> None:
    """Strips of fields that meet at a far point."""
    for index in range(-8, 16):
        tone = mix(p.leaf, rng.choice((p.warm, p.ground, WHITE)), rng.uniform(0.1, 0.4))
        near, far = index * 190 - 400, 480 + index * 48
        c.poly([(far, 868), (far + 40, 868), (near + 150, 1000), (near, 1000)], fade(tone, 0.55))


def _viaduct(c: Canvas, p: Palette, deck: float, first: float) -> None:
    stone = mix(p.ground, WHITE, 0.45)
    shade = mix(stone, p.mid, 0.45)
    for index in range(7):
        x = first + index * 262
        c.poly([(x - 20, deck + 30), (x + 20, deck + 30), (x + 27, 925), (x - 27, 925)], stone)
        c.poly([(x + 7, deck + 30), (x + 20, deck + 30), (x + 27, 925), (x + 10, 925)], shade)
        c.poly([(x - 62, deck + 28), (x + 62, deck + 28), (x + 20, deck + 66), (x - 20, deck + 66)], shade)
        c.oval(x, 926, 48, 8, fade(p.deep, 0.25))
    c.rect(0, deck, 1500, 34, stone)
    c.rect(0, deck + 24, 1500, 10, shade)
    c.rect(0, deck - 5, 1500, 6, mix(stone, p.mid, 0.25))
    for x in range(60, 1500, 210):
        c.rect(x, deck - 152, 5, 150, p.near)
        c.line([(x + 2, deck - 128), (x + 52, deck - 128)], p.near, 4)
        c.line([(x + 2, deck - 146), (x + 52, deck - 128)], p.near, 2.5)
    c.line([(0, deck - 124), (1500, deck - 124)], fade(p.near, 0.7), 2)


def _train(c: Canvas, p: Palette, rail_top: float, nose: float, stripe: Colour) -> None:
    """A train that heads left; its nose is at `nose`."""
    top = rail_top - 88
    body = mix(WHITE, p.sky[-1], 0.12)
    outline = [
        (nose, rail_top - 22), (nose + 36, rail_top - 44), (nose + 110, rail_top - 72), (nose + 190, top),
        (1520, top), (1520, rail_top - 6), (nose + 22, rail_top - 6), (nose, rail_top - 14),
    ]  # fmt: skip
    c.shaded(outline, (WHITE, body, mix(body, p.far, 0.6)))
    c.poly([(nose + 6, rail_top - 27), (1520, rail_top - 33), (1520, rail_top - 22), (nose + 2, rail_top - 19)], stripe)
    glass = mix(p.deep, p.near, 0.2)
    c.poly(
        [
            (nose + 88, rail_top - 62),
            (nose + 128, rail_top - 75),
            (nose + 176, rail_top - 80),
            (nose + 168, rail_top - 58),
        ],
        glass,
    )
    for x in range(int(nose) + 232, 1500, 46):
        if (x - int(nose) - 232) // 46 % 8 != 7:
            c.rect(x, rail_top - 70, 34, 22, glass, radius=5)
    for x in range(int(nose) + 594, 1500, 368):
        c.rect(x, top + 1, 5, 82, fade(p.mid, 0.55))
    c.rect(nose + 60, rail_top - 7, 1500, 7, p.deep)
