"""Saving issues of the magazine: their covers are public while they are."""

from __future__ import annotations

from news.models import Issue
from portal import pictures
from portal.generation import moving


def save_issue(issue: Issue) -> Issue:
    """Save an issue; its cover is public while it is published."""
    with moving():
        issue.save()
        pictures.set_uses("issue", issue.pk, [issue.cover_id] if issue.is_published else [])
    return issue


def delete_issue(issue: Issue) -> None:
    """Delete an issue and take its cover off the site; the PDF stays stored, out of readers' reach."""
    with moving():
        pictures.set_uses("issue", issue.pk, [])
        issue.delete()
