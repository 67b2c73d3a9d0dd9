"""The app's configuration."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """The app's name and what the admin calls it."""

    name = "news"
    verbose_name = "稿件"
