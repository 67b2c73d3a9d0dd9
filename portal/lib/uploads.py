"""Files from outside. Every one is hostile: its type is read from its content, its name is only a label."""

from __future__ import annotations

import hashlib
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from portal.lib import images

MAX_ZIP_ENTRIES = 2_000
MAX_UNZIPPED = 300 * 2**20
MAX_ZIP_DIRECTORY = 2**20  # bytes of the table of contents: it is read whole before its entries can be counted
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "zip": "application/zip",
}
# What zipfile raises for an archive that is broken, encrypted or packed in a way that nobody uses.
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, ValueError, RuntimeError, EOFError
)  # fmt: skip
OLE = {"doc", "xls", "ppt"}
PICTURES = {"jpg", "png", "webp", "gif"}


@dataclass(frozen=True)
class Received:
    """A file that passed: its kind by content, a harmless name, its size in bytes and its SHA-256 in hex."""

    kind: str
    name: str
    size: int
    sha256: str

    @property
    def content_type(self) -> str:
        """The media type to serve it with."""
        return CONTENT_TYPES[self.kind]


def kind_of(file: File) -> str | None:
    """Return the kind of `file` by its first bytes (and, for zip, its table of contents); None if unknown."""
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    return _zip_kind(file) if head.startswith(b"PK\x03\x04") else None


def _zip_kind(file: File) -> str | None:
    if not _has_small_directory(file):
        return None
    try:
        with zipfile.ZipFile(file.file or file) as archive:
            return _kind_by_entries(archive)
    except _BROKEN_ZIP:
        return None
    finally:
        file.seek(0)


def _has_small_directory(file: File) -> bool:
    """False for a zip whose table of contents would fill the memory; zip64, needed above 4 GB only, counts as one."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 2**16 - 64))
    tail = file.read()
    file.seek(0)
    sizes = [int.from_bytes(found[1], "little") for found in re.finditer(rb"(?=PK\x05\x06.{8}(.{4}))", tail, re.DOTALL)]
    return b"PK\6\7" not in tail and all(size <= MAX_ZIP_DIRECTORY for size in sizes)


def _kind_by_entries(archive: zipfile.ZipFile) -> str | None:
    entries = archive.infolist()
    if len(entries) > MAX_ZIP_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        return None
    names = [entry.filename for entry in entries]
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        return None
    if "[Content_Types].xml" not in names:
        return "zip"
    with archive.open("[Content_Types].xml") as part:
        types = part.read(2**20).replace(b"\0", b"").lower()  # without NULs, UTF-16 reads like ASCII
    if b"macroenabled" in types or b"vbaproject" in types or any("vbaproject" in name.lower() for name in names):
        return None  # a macro file under a harmless name
    return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), None)


def safe_name(name: str, kind: str) -> str:
    """Return a label for `name`: no path, no control or direction characters, at most 100 characters, right ending."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).strip(" .") or "附件"
    return f"{stem[:90]}.{kind}"


def receive(upload: UploadedFile | File, *, allowed: set[str], max_bytes: int) -> Received:
    """Check an uploaded file and return what it is; raise ValidationError with a Chinese sentence otherwise."""
    name = (upload.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    label = name[:60]
    size = upload.size or 0
    if size == 0:
        raise ValidationError(f"“{label}”是空文件，请重新选择。", code="empty_file")
    if size > max_bytes:
        raise ValidationError(f"“{label}”超过 {max_bytes // 2**20} MB，请压缩后再传。", code="too_large")
    kind = kind_of(upload)
    if kind == "ole":  # the old Office formats share one signature; the ending tells them apart
        ending = name.rsplit(".", 1)[-1].lower()
        kind = ending if ending in OLE else None
    if kind is None or kind not in allowed:
        names = "、".join(sorted(allowed))
        raise ValidationError(f"“{label}”不是可以接收的文件，只收：{names}。", code="bad_type")
    if kind in PICTURES:
        try:
            images.check(upload)
        except ValidationError as error:
            raise ValidationError(f"“{label}”：{error.message}", code=error.code) from error
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return Received(kind=kind, name=safe_name(name, kind), size=size, sha256=digest.hexdigest())
