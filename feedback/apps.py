"""The app's configuration."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The app's name and what the admin calls it."""

    name = "feedback"
    verbose_name = "互动"
