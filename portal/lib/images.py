"""Pictures with Pillow: opened with suspicion, turned upright, stripped of metadata, cut to the layout's widths."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import ExifTags, Image, UnidentifiedImageError

MAX_PIXELS = 50_000_000  # a bomb of a few kilobytes unpacks to more
MAX_SIDE = 2560  # what a screen can show
WIDTHS = (320, 640, 960, 1280)  # the layout's widths at 1x and 2x
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
_TURNS: dict[object, Image.Transpose] = {  # how to undo each orientation of EXIF
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for a picture, or metadata in it, that is broken.
_BAD = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError,
    struct.error,
)  # fmt: skip


@dataclass(frozen=True)
class Normalised:
    """A picture as the library keeps it: its bytes, `jpg` or `png`, width and height in pixels."""

    content: bytes
    kind: str
    width: int
    height: int


def normalise(content: bytes) -> Normalised:
    """Return the picture upright, without metadata, at most 2,560 px a side; raise ValidationError if it is none."""
    image, transparent = _open(content)
    image.info.pop("comment", None)  # Pillow would write it again
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if transparent:
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=90, optimize=True, progressive=True)
    return Normalised(out.getvalue(), "png" if transparent else "jpg", image.width, image.height)


def check(file: IO[bytes] | File) -> None:
    """Raise ValidationError unless `file` begins as a picture of bearable size; nothing of it is unpacked."""
    with _refusals():
        file.seek(0)
        _recognise(file)


def _open(content: bytes) -> tuple[Image.Image, bool]:
    """Return the picture unpacked and upright, and whether it is transparent."""
    with _refusals():
        image = _recognise(io.BytesIO(content))
        image.load()
        transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        return _upright(image).convert("RGBA" if transparent else "RGB"), transparent


def _upright(image: Image.Image) -> Image.Image:
    """Turn a picture as its metadata says; metadata that can't be read says nothing.

    Not with Pillow's exif_transpose: that writes the rest of the metadata anew, and fails on what cameras and strangers
    have put there.
    """
    turn = None
    with suppress(*_BAD):
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    return image if turn is None else image.transpose(turn)


def _recognise(file: IO[bytes] | File) -> Image.Image:
    image = Image.open(file, formats=list(FORMATS))
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError("图片的像素太多（超过 5000 万），请缩小后再传。", code="too_many_pixels")
    return image


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what Pillow says of a bad picture into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValidationError("图片的像素太多（超过 5000 万），请缩小后再传。", code="too_many_pixels") from error
    except _BAD as error:
        raise ValidationError("读不出这张图片，可能已损坏；请用 jpg、png、webp 或 gif。", code="bad_picture") from error


def widths_for(width: int) -> list[int]:
    """Return the rendition widths of a picture `width` pixels wide: the layout's that fit, else its own."""
    return [size for size in WIDTHS if size <= width] or [width]


def renditions(picture: Normalised) -> dict[str, bytes]:
    """Return the files of a picture: `<width>.webp` and `<width>.jpg` for each of its widths."""
    image = Image.open(io.BytesIO(picture.content))
    files: dict[str, bytes] = {}
    for width in widths_for(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        small.save(out, "WEBP", quality=78, method=3)
        files[f"{width}.webp"] = out.getvalue()
        flat = small
        if small.mode == "RGBA":
            flat = Image.new("RGB", small.size, "white")
            flat.paste(small, mask=small.getchannel("A"))
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=80, optimize=True, progressive=True)
        files[f"{width}.jpg"] = out.getvalue()
    return files
