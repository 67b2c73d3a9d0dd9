"""The drawing board behind every demonstration picture: flat shapes in a fixed design space, antialiased by size.

Scenes draw in a space 1500 wide and 1000 high (or whatever the canvas was made for). The board itself is larger than
the finished picture, so shrinking it at the end smooths every edge.
"""

from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

OVERSAMPLING = 2

Colour = tuple[int, ...]
Point = tuple[float, float]


def rgb(value: str) -> Colour:
    """`#0b4a8f` as three numbers."""
    return tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0..1) of `second` stirred in."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first[:3], second[:3], strict=True))


def fade(colour: Colour, opacity: float) -> Colour:
    """The colour with an alpha of `opacity` (0..1)."""
    return (*colour[:3], round(255 * opacity))


class Canvas:
    """A board of `width`×`height` finished pixels that is drawn on in design units."""

    def __init__(self, width: int, height: int, space: tuple[int, int] = (1500, 1000)) -> None:
        self.width, self.height = width, height
        self.space = space
        self.board = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING))
        self.pen = ImageDraw.Draw(self.board, "RGBA")
        self.sx = self.board.width / space[0]
        self.sy = self.board.height / space[1]

    def _at(self, x: float, y: float) -> Point:
        return x * self.sx, y * self.sy

    def rect(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        left, top = self._at(x, y)
        right, bottom = self._at(x + width, y + height)
        if right - left < 1 or bottom - top < 1:
            return
        if radius:
            self.pen.rounded_rectangle((left, top, right, bottom), radius * self.sx, fill=fill)
        else:
            self.pen.rectangle((left, top, right - 1, bottom - 1), fill=fill)

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([self._at(x, y) for x, y in points], fill=fill)

    def line(self, points: Iterable[Point], fill: Colour, width: float, joint: bool = True) -> None:
        self.pen.line(
            [self._at(x, y) for x, y in points],
            fill=fill,
            width=max(1, round(width * self.sx)),
            joint="curve" if joint else None,
        )

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self.pen.ellipse((*self._at(x - rx, y - ry), *self._at(x + rx, y + ry)), fill=fill)

    def ring(self, x: float, y: float, radius: float, fill: Colour, width: float) -> None:
        self.pen.ellipse(
            (*self._at(x - radius, y - radius), *self._at(x + radius, y + radius)),
            outline=fill,
            width=max(1, round(width * self.sx)),
        )

    def arc(self, x: float, y: float, radius: float, span: tuple[float, float], fill: Colour, width: float) -> None:
        self.pen.arc(
            (*self._at(x - radius, y - radius), *self._at(x + radius, y + radius)),
            span[0],
            span[1],
            fill=fill,
            width=max(1, round(width * self.sx)),
        )

    def gradient(self, x: float, y: float, width: float, height: float, stops: Sequence[Colour]) -> None:
        """Fill a rectangle with colours running from its top to its bottom."""
        left, top = (round(v) for v in self._at(x, y))
        right, bottom = (round(v) for v in self._at(x + width, y + height))
        if right > left and bottom > top:
            self.board.paste(ramp(stops, (right - left, bottom - top)), (left, top))

    def shaded(self, points: Sequence[Point], stops: Sequence[Colour]) -> None:
        """Fill a polygon with colours running from its top to its bottom."""
        placed = [self._at(x, y) for x, y in points]
        left, top = (max(0, int(min(p[i] for p in placed))) for i in (0, 1))
        right = min(self.board.width, int(max(p[0] for p in placed)) + 1)
        bottom = min(self.board.height, int(max(p[1] for p in placed)) + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(px - left, py - top) for px, py in placed], fill=255)
        self.board.paste(ramp(stops, mask.size), (left, top), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """A soft round light, strongest in its middle."""
        size = round(2 * radius * self.sx), round(2 * radius * self.sy)
        light = Image.radial_gradient("L").point(lambda v: round(max(0.0, 1 - v / 180) ** 2 * 255 * strength))
        mask = light.resize(size, Image.Resampling.BILINEAR)
        left, top = self._at(x - radius, y - radius)
        self.board.paste(Image.new("RGB", size, colour[:3]), (round(left), round(top)), mask)

    def finish(self) -> Image.Image:
        return self.board.resize((self.width, self.height), Image.Resampling.LANCZOS)


def ramp(stops: Sequence[Colour], size: tuple[int, int]) -> Image.Image:
    """An area that runs evenly through the given colours from top to bottom."""
    strip = Image.new("RGB", (1, len(stops)))
    for row, colour in enumerate(stops):
        strip.putpixel((0, row), colour[:3])
    # Cut half a stop off either end, where the resampling would stand still.
    return strip.resize(size, Image.Resampling.BILINEAR, box=(0, 0.5, 1, len(stops) - 0.5))
