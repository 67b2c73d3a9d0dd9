"""The portal's own app, and the admin with its own site."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save


class DeskConfig(AdminConfig):
    """Django's admin, with the desk as its site."""

    default_site = "portal.desk.DeskSite"


class PortalConfig(AppConfig):
    """What every page shares."""

    name = "portal"
    verbose_name = "站点"

    def ready(self) -> None:
        """Connect what moves the generation, what lays groups and rights, and what records sign-ins."""
        from portal import generation, roles, signins  # models are loaded only now

        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(generation.on_change, dispatch_uid=f"generation-{id(signal)}")
        post_migrate.connect(generation.lay, dispatch_uid="generation-row")
        post_migrate.connect(roles.lay, dispatch_uid="roles")
        signins.connect()
