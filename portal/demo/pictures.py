"""The demonstration's pictures, drawn at load time: news illustrations and magazine covers.

No picture carries text, a map, a flag, an emblem or a face.
"""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image

from .art import abstract, blocks, city, covers, industry, land, science, transport

JPEG_QUALITY = 88

Scene = Callable[[Random, int, int], Image.Image]

SCENES: dict[str, Scene] = {
    "skyline": city.skyline,
    "dusk": city.dusk,
    "park": city.park,
    "workshop": industry.workshop,
    "robots": industry.robots,
    "harbour": transport.harbour,
    "warehouse": transport.warehouse,
    "rail": transport.rail,
    "energy": land.energy,
    "chip": science.chip,
    "laboratory": science.laboratory,
    "conference": abstract.conference,
    "chart": abstract.chart,
    "plan": abstract.plan,
    "isometric": blocks.isometric,
}


def draw(kind: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> bytes:
    """The scene as a JPEG; the same kind, seed and size always give the same picture."""
    return _jpeg(SCENES[kind](Random(f"{kind}-{seed}"), *size))


def draw_cover(seed: int) -> bytes:
    """A magazine cover of 900×1200 as a JPEG; seeds next to each other differ in composition and inks."""
    return _jpeg(covers.cover(Random(f"cover-{seed}"), seed))


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
