"""Hostile files: what they are is read from their content, and what would harm is refused with a sentence."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from feedback.uploadlimit import UploadLimit
from portal.lib import uploads

ALL = set(uploads.CONTENT_TYPES)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
TYPES = '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
HTML = b"<html><script>alert(document.cookie)</script></html>"


def zipped(entries: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": TYPES.format(WORD), "word/document.xml": "<w/>", **more})


def picture(kind: str, size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#2266aa").save(out, kind)
    return out.getvalue()


def receive(content: bytes, name: str = "文件", allowed: set[str] = ALL, max_bytes: int = 2**20) -> uploads.Received:
    return uploads.receive(SimpleUploadedFile(name, content), allowed=allowed, max_bytes=max_bytes)


def refused(content: bytes, name: str = "文件", **limits: object) -> str:
    with pytest.raises(ValidationError) as caught:
        receive(content, name, **limits)
    assert caught.value.message.startswith("“")
    return caught.value.code


# --- What is taken ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (picture("GIF"), "gif"),
        (PDF, "pdf"),
        (docx(), "docx"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "xlsx"),
        (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "pptx"),
        (zipped({"照片/一.jpg": b"x", "说明.txt": "y"}), "zip"),
    ],
)
def test_the_kind_comes_from_the_content_whatever_the_name(content: bytes, kind: str) -> None:
    for name in ("来稿", "来稿.html", f"来稿.{kind}"):
        received = receive(content, name)
        assert (received.kind, received.name, received.size) == (kind, f"来稿.{kind}", len(content))
        assert received.content_type == uploads.CONTENT_TYPES[kind]
        assert len(received.sha256) == 64


def test_the_file_is_left_at_its_start() -> None:
    upload = SimpleUploadedFile("a.docx", docx())
    uploads.receive(upload, allowed=ALL, max_bytes=2**20)
    assert upload.read() == docx()


def test_old_office_files_are_told_apart_by_their_ending() -> None:
    assert receive(OLE, "公函.DOC").kind == "doc"
    assert receive(OLE, "长" * 80 + ".xls").kind == "xls"
    assert refused(OLE, "公函.exe") == "bad_type"
    assert refused(OLE, "公函") == "bad_type"


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HTML, "照片.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "图.svg"),
        (b"<?xml version='1.0'?><svg/>", "图.png"),
        (b"MZ\x90\x00" + b"\x00" * 200, "安装.pdf"),
        (b"\x7fELF" + b"\x00" * 200, "a.docx"),
        (b"#!/bin/sh\nrm -rf /\n", "a.zip"),
        (b"PK\x03\x04" + b"\x00" * 200, "坏.zip"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 200, "a.rar"),
        (b"RIFF\x00\x00\x00\x00WAVE", "a.webp"),
        (b"\x00", "a.jpg"),
        (b" %PDF-1.7", "a.pdf"),
    ],
)
def test_what_is_none_of_the_kinds_is_refused(content: bytes, name: str) -> None:
    assert refused(content, name) == "bad_type"


@pytest.mark.parametrize("head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x24\x00\x00\x00WEBP"])
def test_a_page_behind_the_first_bytes_of_a_picture_is_refused(head: bytes) -> None:
    assert refused(head + HTML * 10, "照片.jpg") == "bad_picture"


def test_a_real_picture_with_a_page_behind_it_stays_a_picture() -> None:
    """It is one, to every viewer: served as a picture with its own ending, as a download."""
    received = receive(picture("JPEG") + HTML, "x.html")
    assert (received.kind, received.name, received.content_type) == ("jpg", "x.jpg", "image/jpeg")


def test_a_picture_that_unpacks_to_too_many_pixels_is_refused() -> None:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    assert refused(bomb, "大图.png") == "too_many_pixels"


def test_an_empty_file_and_one_too_large_are_refused() -> None:
    assert refused(b"", "空.pdf") == "empty_file"
    assert refused(PDF + b"x" * 100, "大.pdf", max_bytes=100) == "too_large"
    assert receive(PDF, max_bytes=len(PDF)).size == len(PDF)


def test_a_kind_that_is_not_asked_for_is_refused_by_name() -> None:
    with pytest.raises(ValidationError) as caught:
        receive(PDF, "说明.pdf", allowed={"jpg", "png"})
    assert caught.value.message == "“说明.pdf”不是可以接收的文件，只收：jpg、png。"


@pytest.mark.parametrize(
    "entries",
    [
        {"../../etc/passwd": b"x"},
        {"/etc/passwd": b"x"},
        {"a/../../b": b"x"},
        {"..\\..\\windows\\x.dll": b"x"},
    ],
)
def test_a_zip_that_leads_out_of_its_folder_is_refused(entries: dict[str, bytes]) -> None:
    assert refused(zipped(entries), "a.zip") == "bad_type"


def test_a_zip_bomb_is_refused_without_unpacking_it(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MAX_UNZIPPED", 2**20)
    bomb = zipped({f"{number}": b"\x00" * 2**18 for number in range(8)})
    assert len(bomb) < 8_000
    assert refused(bomb, "a.zip") == "bad_type"
    assert refused(zipped({str(number): b"" for number in range(2_001)}), "a.zip") == "bad_type"


def test_a_table_of_contents_that_fills_the_memory_is_never_read() -> None:
    entry = b"PK\x01\x02" + b"\x00" * 24 + struct.pack("<HHH", 1, 0, 0) + b"\x00" * 12 + b"a"
    number = 200_000
    directory = entry * number
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 40, 0)
    bomb = b"PK\x03\x04" + b"\x00" * 36 + directory + end
    for content in (bomb, bomb + b"x" * 100, bomb[:-2] + b"\x05\x00" + b"PK\x05\x06\x00"):
        upload = SimpleUploadedFile("a.zip", content)
        tracemalloc.start()
        assert uploads.kind_of(upload) is None
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 4 * 2**20


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/vbaProject.bin": b"x"}),
        docx(**{"word/VBAPROJECT.BIN": b"x"}),
        docx(**{"word/vbaProjectSignature.bin": b"x"}),
        zipped({"[Content_Types].xml": TYPES.format(MACRO), "word/document.xml": "<w/>", "word/harmless.bin": b"x"}),
        zipped({"[Content_Types].xml": TYPES.format(MACRO).encode("utf-16"), "word/document.xml": "<w/>"}),
        zipped({"[Content_Types].xml": "<Types/>", "something/else.xml": "<x/>"}),
    ],
)
def test_a_macro_document_under_a_harmless_name_is_refused(content: bytes) -> None:
    assert refused(content, "来稿.docx") == "bad_type"


def test_an_encrypted_office_file_is_refused() -> None:
    content = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + offset] |= 1
    assert refused(bytes(content), "来稿.docx") == "bad_type"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_archive_never_breaks_the_program(data: st.DataObject) -> None:
    content = bytearray(docx())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(30, len(content))) :]
    assert uploads.kind_of(ContentFile(bytes(content), name="a.docx")) in {None, "zip", "docx", "xlsx", "pptx"}


@settings(max_examples=150)
@given(st.binary(max_size=600), st.text(max_size=40))
def test_any_bytes_under_any_name_are_a_kind_or_a_sentence(content: bytes, name: str) -> None:
    outcome = set()
    try:
        outcome.add(uploads.receive(ContentFile(content, name=name), allowed=ALL, max_bytes=2**20).kind)
    except ValidationError as refusal:
        outcome.add(refusal.code)
    assert outcome < ALL | {"empty_file", "bad_type", "bad_picture", "too_many_pixels"}


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\王\\稿件.docx", "稿件.pdf"),
        ("稿件.pdf.exe", "稿件.pdf.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),  # reads “exe.pdf” on screen
        ("a\r\nSet-Cookie: x\x00.pdf", "aSet-Cookie: x.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        ("长" * 300 + ".pdf", "长" * 90 + ".pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, label: str) -> None:
    assert uploads.safe_name(name, "pdf") == label


@given(st.text(max_size=300))
def test_no_name_escapes_or_outgrows_its_column(name: str) -> None:
    label = uploads.safe_name(name, "docx")
    assert label.endswith(".docx")
    assert len(label) <= 110
    assert not set("/\\\x00\r\n") & set(label)
    assert not label.startswith(".")


# --- Bytes that never reach the disk ----------------------------------------------------------------------------------


def passed(limit: UploadLimit, sizes: list[int], chunk: int = 10) -> list[int]:
    """Return how much of files of `sizes` a limit passes on, as Django's parser feeds it."""
    found = []
    for size in sizes:
        kept = 0
        for start in range(0, size, chunk):
            if limit.receive_data_chunk(b"x" * min(chunk, size - start), start) is not None:
                kept += min(chunk, size - start)
        found.append(kept)
    return found


def test_a_file_within_the_limit_arrives_whole_and_a_larger_one_is_cut_just_above_it() -> None:
    assert passed(UploadLimit(each=100, total=1000), [100, 101, 5000]) == [100, 101, 110]


def test_all_files_together_are_cut_just_above_the_limit() -> None:
    sizes = passed(UploadLimit(each=100, total=250), [100, 100, 50, 100, 100])
    assert sizes[:3] == [100, 100, 50]
    assert 250 < sum(sizes) <= 260
