"""Private files, handed out by a view that has asked whether it may."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404


def hand_out(file: FieldFile, *, name: str, content_type: str, inline: bool = False) -> FileResponse:
    """Return a private file as a response that no browser takes for a page; Http404 when the bytes are gone."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=not inline, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-cache"
    # Should a browser open it after all, nothing in it runs or reaches anything of ours.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; sandbox"
    if inline:
        response["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response
