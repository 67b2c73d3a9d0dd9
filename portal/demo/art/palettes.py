"""Colours that belong together; each palette harmonises with the portal's blue #0b4a8f and red #b5121b."""

from dataclasses import dataclass

from .canvas import Colour, rgb


@dataclass(frozen=True)
class Palette:
    sky: tuple[Colour, ...]  # from the zenith to the horizon
    sun: Colour
    far: Colour  # three depths of things that stand in the air
    mid: Colour
    near: Colour
    deep: Colour  # the darkest shapes
    ground: Colour
    water: Colour
    leaf: Colour
    lit: Colour  # windows, highlights
    accent: Colour
    warm: Colour


def _palette(sky: str, shades: str) -> Palette:
    names = ("sun", "far", "mid", "near", "deep", "ground", "water", "leaf", "lit", "accent", "warm")
    colours = dict(zip(names, map(rgb, shades.split()), strict=True))
    return Palette(sky=tuple(map(rgb, sky.split())), **colours)


MORNING = _palette(
    "#a9cfee #d6e9f7 #fdf1de",
    "#fffaf0 #bcd4e8 #7fa8cf #2f6cad #0b3f7c #dbe6ee #a4c8e4 #5d9a8b #f4fbff #b5121b #e8a33d",
)
AZURE = _palette(
    "#2f7cc4 #7fb5e2 #dff0fa",
    "#ffffff #a9cdea #5e97cd #1d5fa6 #083a70 #cfdfe9 #86b8df #3f8c86 #ffffff #c01f24 #f0b24a",
)
DUSK = _palette(
    "#20305f #6a5a8e #e58f75 #fbd0a0",
    "#ffe7b8 #8d759d #57527f #2c3562 #161d40 #33365f #5a5480 #343f63 #ffd88a #e4573f #ffb55e",
)
EVENING = _palette(
    "#0c2c58 #2e5c92 #93a9bf #f4cf9e",
    "#ffeac2 #7d97b8 #456a99 #1b4377 #0a2348 #23446e #4f789f #27506a #ffdf9a #d8402f #f2b25c",
)
TEAL = _palette(
    "#b3dcdd #d9eeea #fbf5e3",
    "#fffdf3 #b0d5d2 #6daeb0 #237a82 #0c4a58 #dcebe5 #98cfcf #4d9a7c #f6fffc #b5121b #e5a440",
)
WARM = _palette(
    "#d3cdc7 #e9e3db #fbefde",
    "#fffaf0 #cdc5bb #a0978e #5d6068 #2f3640 #e4ddd3 #bccbd3 #87906f #fffdf8 #b5121b #dd9a3c",
)
FIELD = _palette(
    "#8fc3e6 #cfe6f1 #fbf3dc",
    "#fffbe8 #b9d6cf #82b59c #3f8a72 #0f4f4f #d5e3b8 #9bcbe0 #3d8660 #ffffff #b5121b #edb14b",
)
NIGHT = _palette(
    "#06152c #0a2a54 #0f4079",
    "#bfe4ff #14406f #1c5691 #0d3563 #051226 #0a2348 #14508a #1f7a86 #9fd8ff #ff6a5a #ffc46b",
)

DAYLIGHT = (MORNING, AZURE, TEAL, WARM)
SUNDOWN = (DUSK, EVENING)
