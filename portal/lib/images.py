"""Pictures with Pillow: opened with suspicion, turned upright, stripped of metadata, cut to the layout's widths."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 50_000_000  # a bomb of a few kilobytes unpacks to more
MAX_SIDE = 2560  # what a screen can show
WIDTHS = (320, 640, 960, 1280)  # the layout's widths at 1x and 2x
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


@dataclass(frozen=True)
class Normalised:
    """A picture as the library keeps it: its bytes, `jpg` or `png`, width and height in pixels."""

    content: bytes
    kind: str
    width: int
    height: int


def normalise(content: bytes) -> Normalised:
    """Return the picture upright, without metadata, at most 2,560 px a side; raise ValidationError if it is none."""
    image = _open(content)
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = ImageOps.exif_transpose(image).convert("RGBA" if transparent else "RGB")
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


def _open(content: bytes) -> Image.Image:
    with _refusals():
        image = _recognise(io.BytesIO(content))
        image.load()
    return image


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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
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
