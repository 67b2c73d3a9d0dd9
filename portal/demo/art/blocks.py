"""The isometric scene: a quarter of towers, halls and trees on a grid of roads."""

from random import Random

from PIL import Image

from .canvas import Canvas, Colour, Point, fade, mix
from .motifs import WHITE
from .palettes import AZURE, MORNING, TEAL, WARM, Palette

_HALF_WIDE, _HALF_TALL = 104, 52  # half the diagonals of one tile
_REACH = 10


def isometric(rng: Random, width: int, height: int) -> Image.Image:
    """Tiles are painted from the far corner to the near one, so nearer blocks cover farther ones."""
    c, p = Canvas(width, height), rng.choice((MORNING, AZURE, TEAL, WARM))
    c.gradient(0, 0, 1500, 1000, (mix(p.ground, WHITE, 0.55), p.ground))
    across, along = rng.choice((3, 4)), rng.choice((4, 5))
    for i in range(-_REACH, _REACH):
        for j in range(-_REACH, _REACH):
            x, y = _corner(i, j)
            if -260 < x < 1760 and -160 < y < 1330:
                _tile(c, rng, p, i, j, road=(i % across == 0, j % along == 0))
    return c.finish()


def _corner(i: float, j: float, lift: float = 0) -> Point:
    return 750 + (i - j) * _HALF_WIDE, 500 + (i + j) * _HALF_TALL - lift


def _tile(c: Canvas, rng: Random, p: Palette, i: int, j: int, *, road: tuple[bool, bool]) -> None:
    if any(road):
        _flat(c, (i, j, i + 1, j + 1), mix(p.mid, p.ground, 0.62))
        if road == (True, False) and j % 2:
            c.line([_corner(i + 0.5, j + 0.2), _corner(i + 0.5, j + 0.8)], fade(WHITE, 0.9), 4)
        if road == (False, True) and i % 2:
            c.line([_corner(i + 0.2, j + 0.5), _corner(i + 0.8, j + 0.5)], fade(WHITE, 0.9), 4)
        if rng.random() < 0.12:
            _box(c, (i + 0.3, j + 0.3, i + 0.62, j + 0.5), 20, rng.choice((p.accent, WHITE, p.warm, p.near)), p)
        return
    kind = rng.random()
    _flat(c, (i, j, i + 1, j + 1), mix(p.leaf, p.ground, 0.62 if kind < 0.25 else 0.8))
    if kind < 0.25:
        for _ in range(rng.randint(3, 6)):
            _bush(c, rng, p, i + rng.uniform(0.2, 0.8), j + rng.uniform(0.2, 0.8))
    elif kind < 0.42:
        _shed(c, p, i, j, rng.choice((p.mid, p.near, mix(p.far, WHITE, 0.3))))
    elif kind < 0.5:
        _solar(c, p, i, j)
    else:
        _tower(c, rng, p, i, j)


def _flat(c: Canvas, box: tuple[float, float, float, float], colour: Colour, lift: float = 0) -> None:
    left, top, right, bottom = box
    c.poly(
        [
            _corner(left, top, lift),
            _corner(right, top, lift),
            _corner(right, bottom, lift),
            _corner(left, bottom, lift),
        ],
        colour,
    )


def _box(
    c: Canvas, box: tuple[float, float, float, float], tall: float, colour: Colour, p: Palette, floor: float = 0
) -> None:
    left, top, right, bottom = box
    dark, darker = mix(colour, p.deep, 0.16), mix(colour, p.deep, 0.42)
    roof = floor + tall
    c.poly(
        [
            _corner(left, bottom, floor),
            _corner(right, bottom, floor),
            _corner(right, bottom, roof),
            _corner(left, bottom, roof),
        ],
        dark,
    )
    c.poly(
        [
            _corner(right, top, floor),
            _corner(right, bottom, floor),
            _corner(right, bottom, roof),
            _corner(right, top, roof),
        ],
        darker,
    )
    _flat(c, box, mix(colour, WHITE, 0.3), roof)


def _tower(c: Canvas, rng: Random, p: Palette, i: int, j: int) -> None:
    tone = rng.choice((p.near, p.mid, mix(p.mid, p.far, 0.5), mix(p.far, WHITE, 0.45), mix(p.near, p.mid, 0.5)))
    if rng.random() < 0.06:
        tone = mix(p.accent, WHITE, 0.06)
    tall = rng.choice((70, 96, 130, 176, 236, 300))
    box = (i + 0.16, j + 0.16, i + 0.84, j + 0.84)
    c.poly(
        [
            _corner(i + 0.84, j + 0.16),
            _corner(i + 1.3, j + 0.3),
            _corner(i + 1.3, j + 0.84),
            _corner(i + 0.84, j + 0.84),
        ],
        fade(p.deep, 0.12),
    )
    _box(c, box, tall, tone, p)
    glass = mix(tone, p.lit, 0.5)
    for floor in range(18, int(tall) - 8, 21):
        c.line([_corner(i + 0.22, j + 0.84, floor), _corner(i + 0.78, j + 0.84, floor)], fade(glass, 0.75), 8)
        c.line([_corner(i + 0.84, j + 0.78, floor), _corner(i + 0.84, j + 0.22, floor)], fade(glass, 0.38), 8)
    if rng.random() < 0.6:
        _box(c, (i + 0.36, j + 0.36, i + 0.64, j + 0.64), 20, mix(tone, WHITE, 0.15), p, floor=tall)
    elif rng.random() < 0.5:
        _flat(c, (i + 0.26, j + 0.26, i + 0.74, j + 0.74), mix(p.leaf, WHITE, 0.12), tall)


def _shed(c: Canvas, p: Palette, i: int, j: int, tone: Colour) -> None:
    """A hall with three teeth on its roof."""
    _box(c, (i + 0.08, j + 0.08, i + 0.92, j + 0.92), 50, tone, p)
    for tooth in range(3):
        top = j + 0.08 + tooth * 0.28
        ridge = [_corner(i + 0.08, top + 0.28, 86), _corner(i + 0.92, top + 0.28, 86)]
        c.poly([_corner(i + 0.08, top, 50), _corner(i + 0.92, top, 50), ridge[1], ridge[0]], mix(tone, WHITE, 0.4))
        c.poly(
            [ridge[0], ridge[1], _corner(i + 0.92, top + 0.28, 50), _corner(i + 0.08, top + 0.28, 50)],
            mix(tone, p.lit, 0.55),
        )
        c.poly([_corner(i + 0.92, top, 50), ridge[1], _corner(i + 0.92, top + 0.28, 50)], mix(tone, p.deep, 0.42))


def _solar(c: Canvas, p: Palette, i: int, j: int) -> None:
    for row in range(3):
        top = j + 0.1 + row * 0.29
        face = [
            _corner(i + 0.1, top, 34),
            _corner(i + 0.9, top, 34),
            _corner(i + 0.9, top + 0.2, 6),
            _corner(i + 0.1, top + 0.2, 6),
        ]
        c.poly(face, mix(p.deep, p.near, 0.4))
        c.line([*face, face[0]], mix(WHITE, p.far, 0.3), 2)


def _bush(c: Canvas, rng: Random, p: Palette, i: float, j: float) -> None:
    x, y = _corner(i, j)
    size, tone = rng.uniform(20, 34), mix(p.leaf, p.deep, rng.uniform(0, 0.25))
    c.oval(x + 7, y + 2, size, size * 0.42, fade(p.deep, 0.16))
    c.rect(x - 3, y - 16, 6, 17, mix(tone, p.deep, 0.5))
    c.disc(x, y - 12 - size * 0.8, size, tone)
    c.disc(x - size * 0.25, y - 15 - size * 0.95, size * 0.6, mix(tone, WHITE, 0.18))
