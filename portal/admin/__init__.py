"""The desk of what every page shares: pictures, pages, settings, people, the log."""

from portal.admin import log, people, pictures, site

__all__ = ["log", "people", "pictures", "site"]
