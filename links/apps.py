"""The app's configuration."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """The app's name and what the admin calls it."""

    name = "links"
    verbose_name = "链接与开发区"
