"""Where files are kept. What is not declared public is private: never reachable by an address of its own."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PrivateStorage(FileSystemStorage):
    """Originals, drafts' pictures and attachments. It has no address; views hand its files out after asking."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, base_url=None)


class PublicStorage(FileSystemStorage):
    """Renditions of published pictures, below MEDIA_URL."""

    def __init__(self) -> None:
        super().__init__(location=settings.MEDIA_ROOT, base_url=settings.MEDIA_URL)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files. A name the manifest lacks is served as it is instead of breaking the page:
    CKEditor composes names at run time."""

    manifest_strict = False


def private() -> Storage:
    """Return the private storage; a callable, so that migrations name it and not a folder."""
    return storages["default"]


def public() -> Storage:
    """Return the public storage."""
    return storages["public"]
