"""What an upload may cost before anyone has looked at it: bytes beyond the limits never reach the disk."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class UploadLimit(FileUploadHandler):
    """Stands before Django's own handlers and passes on at most `each` bytes of a file and `total` of all, by chunks.

    What exceeds a limit arrives cut off just above it, so that the form's own checks refuse it with their sentence and
    keep what else was typed.
    """

    def __init__(self, *, each: int, total: int) -> None:
        super().__init__()
        self.each, self.left = each, total

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return the chunk, or None to keep it from the handlers that store it."""
        if start > self.each or self.left < 0:
            return None
        self.left -= len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the making of the file to the handlers behind."""
        return None
