"""Saving what stands by itself on the site: single pages and the settings. Their pictures become public with them."""

from __future__ import annotations

from portal import pictures
from portal.generation import moving
from portal.lib.html import picture_ids
from portal.lib.slugs import free_slug, slug_of
from portal.models import Page, SiteSettings


def save_page(page: Page) -> Page:
    """Save a page; its slug is made from the title where it is blank, its pictures are public while it is."""
    with moving():
        if not page.slug:
            others = Page.objects.exclude(pk=page.pk)
            page.slug = free_slug(slug_of(page.title, fallback="danye"), lambda slug: others.filter(slug=slug).exists())
        page.save()
        shown = picture_ids(page.body)
        pictures.require_known(shown)
        pictures.set_uses("page", page.pk, shown if page.is_published else [])
    return page


def delete_page(page: Page) -> None:
    """Delete a page and take its pictures off the site. Raises ProtectedError while a column leads to it."""
    with moving():
        pictures.set_uses("page", page.pk, [])
        page.delete()


def save_settings(settings: SiteSettings) -> SiteSettings:
    """Save the one row of settings; its pictures are public."""
    with moving():
        settings.save()
        pictures.set_uses("settings", settings.pk, [settings.logo_id, settings.wechat_qr_id])
    return settings
