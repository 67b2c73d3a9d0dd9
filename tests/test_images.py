"""Pictures as the library keeps them: upright, without metadata, whatever stands in it."""

from __future__ import annotations

import io
import struct

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.lib import images

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # what Pillow says of metadata such as this
Entry = tuple[int, int, int, bytes]  # tag, type, number of values, value or offset
SIX: Entry = (0x0112, 3, 1, struct.pack("<HH", 6, 0))  # orientation: a quarter turn


def exif(*entries: Entry, tail: bytes = b"") -> bytes:
    """Return a block of EXIF as a stranger may write it."""
    table = b"".join(struct.pack("<HHI", *entry[:3]) + entry[3] for entry in entries)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(entries)) + table + struct.pack("<I", 0) + tail


def picture(block: bytes, kind: str = "JPEG", **more: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "#2266aa").save(out, kind, exif=block, **more)
    return out.getvalue()


@pytest.mark.parametrize(("orientation", "size"), [(1, (8, 6)), (3, (8, 6)), (6, (6, 8)), (8, (6, 8)), (99, (8, 6))])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_upright(orientation: int, size: tuple[int, int], kind: str) -> None:
    block = exif((0x0112, 3, 1, struct.pack("<HH", orientation, 0)))
    found = images.normalise(picture(block, kind))
    assert (found.width, found.height) == size


def test_each_corner_comes_to_its_place() -> None:
    """As the standard says (JEITA CP-3451, 4.6.4): which side of the scene the first row and column are."""
    upright = Image.new("RGB", (64, 64), "white")
    upright.paste("black", (0, 0, 32, 32))
    stored = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    for orientation, turn in stored.items():
        out = io.BytesIO()
        image = upright if turn is None else upright.transpose(turn)
        image.save(out, "JPEG", exif=exif((0x0112, 3, 1, struct.pack("<HH", orientation, 0))))
        found = Image.open(io.BytesIO(images.normalise(out.getvalue()).content))
        assert found.getpixel((10, 10))[0] < 50, orientation
        assert min(found.getpixel(corner)[0] for corner in [(50, 10), (10, 50), (50, 50)]) > 200, orientation


def test_no_metadata_is_kept() -> None:
    block = exif(SIX, (0x010E, 2, 14, struct.pack("<I", 38)), tail=b"a secret place\0")
    content = images.normalise(picture(block, comment=b"a secret place")).content
    assert b"secret" not in content
    assert b"Exif" not in content


@pytest.mark.parametrize(
    "entry",
    [
        (0xA005, 7, 1, struct.pack("<I", 8)),  # struct.error, when the rest is written anew
        (0xA008, 5, 1, b"\xff" * 4),
        (0x011A, 2, 1, struct.pack("<I", 10)),  # TypeError
        (0x010E, 12, 3, bytes(4)),  # AttributeError
        (0x8769, 3, 1, struct.pack("<I", 0xFFFF)),  # ValueError
    ],
)
def test_other_metadata_that_is_broken_does_no_harm(entry: Entry) -> None:
    found = images.normalise(picture(exif(SIX, entry)))
    assert (found.width, found.height) == (6, 8)


@pytest.mark.parametrize("block", [b"Exif\0\0II", b"Exif\0\0XXXXXXXXXX", b"Exif\0\0II*\0\x08\0", b"Exif\0\0II*\0"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_that_can_not_be_read_at_all_says_nothing(block: bytes, kind: str) -> None:
    found = images.normalise(picture(block, kind))
    assert (found.width, found.height) == (8, 6)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0x0112, 0x010E, 0x011A, 0x8769, 0x8825, 0x927C, 0xA005]),
            st.integers(0, 13),
            st.integers(0, 9),
            st.binary(min_size=4, max_size=4),
        ),
        max_size=4,
    ),
    st.binary(max_size=40),
    st.sampled_from(["JPEG", "WEBP", "PNG"]),
)
def test_any_metadata_stands_in_no_pictures_way(entries: list[Entry], tail: bytes, kind: str) -> None:
    found = images.normalise(picture(exif(*entries, tail=tail), kind))
    assert {found.width, found.height} == {6, 8}


def test_what_is_no_picture_is_refused_with_a_sentence() -> None:
    for content in (b"", b"\xff\xd8\xff", picture(exif(SIX))[:60], b"<svg/>"):
        with pytest.raises(ValidationError) as caught:
            images.normalise(content)
        assert caught.value.code == "bad_picture"
