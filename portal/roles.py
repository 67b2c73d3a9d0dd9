"""Groups and their rights, laid by an idempotent step after every migrate."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

# What a group may do: model, then the rights on it. A group has these and no others after each migrate.
WRITER = {
    "news.article": "add change view publish",
    "news.column": "view",
    "news.tag": "view",
    "portal.picture": "add change view",
    "feedback.submission": "view change",
    "feedback.message": "view change",
}
COLUMN_EDITOR = WRITER | {
    "news.article": "add change view delete publish withdraw",
    "news.column": "add change view",
    "news.tag": "add change view delete",
    "news.issue": "add change view delete",
    "portal.page": "add change view",
    "links.linkgroup": "add change view",
    "links.link": "add change view delete",
}
SITE_EDITOR = COLUMN_EDITOR | {
    "news.column": "add change view delete",
    "portal.page": "add change view delete",
    "portal.picture": "add change view delete",
    "links.linkgroup": "add change view delete",
    "portal.sitesettings": "change view",
    "feedback.submission": "view change delete",
    "feedback.message": "view change delete",
}
GROUPS: dict[str, dict[str, str]] = {
    "编辑": WRITER,
    "栏目管理员": COLUMN_EDITOR,
    "站点管理员": SITE_EDITOR,
    "审计员": {"portal.auditentry": "view"},
}


def lay(app_config: Any = None, **kwargs: Any) -> None:
    """Make each group have exactly its rights. Runs once, after the last app's permissions are there."""
    if app_config is not None and app_config.label != list(apps.get_app_configs())[-1].label:
        return
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Q(pk__in=[])
        for label, verbs in rights.items():
            app, model = label.split(".")
            wanted |= Q(content_type__app_label=app, codename__in=[f"{verb}_{model}" for verb in verbs.split()])
        found = Permission.objects.filter(wanted)
        expected = sum(len(verbs.split()) for verbs in rights.values())
        if len(found) != expected:
            raise RuntimeError(f"group {name}: {expected} rights are named, {len(found)} exist")
        group.permissions.set(found)
