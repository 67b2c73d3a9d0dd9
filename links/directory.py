"""Saving groups of links and links: addresses, and which logos are public."""

from __future__ import annotations

from links.models import Link, LinkGroup
from portal import pictures
from portal.generation import moving
from portal.lib.slugs import free_slug, slug_of


def save_group(group: LinkGroup) -> LinkGroup:
    """Save a group; its slug is made from the name where it is blank. Its links' logos are public while it is shown."""
    with moving():
        if not group.slug:
            others = LinkGroup.objects.exclude(pk=group.pk)
            group.slug = free_slug(
                slug_of(group.name, fallback="lianjie"), lambda slug: others.filter(slug=slug).exists()
            )
        group.save()
        for link in group.links.filter(logo__isnull=False):
            _keep_in_step(link, group)
    return group


def save_link(link: Link) -> Link:
    """Save a link; its logo is public while the link and its group are shown.

    The dates of a link don't matter here: a logo is no secret, and nothing has to run at midnight.
    """
    with moving():
        link.save()
        _keep_in_step(link, link.group)
    return link


def delete_link(link: Link) -> None:
    """Delete a link and take its logo off the site."""
    with moving():
        pictures.set_uses("link", link.pk, [])
        link.delete()


def _keep_in_step(link: Link, group: LinkGroup) -> None:
    pictures.set_uses("link", link.pk, [link.logo_id] if link.is_shown and group.is_shown else [])
