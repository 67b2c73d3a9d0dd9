"""The skeletons of all genres, in one tuple."""

from portal.demo.skeletons import Skeleton

from . import (
    association,
    counties,
    customs,
    essays,
    investment,
    longreads,
    notices,
    offers,
    policies,
    profiles,
    projects,
    services,
    talks,
)

_GENRES = (
    projects, services, counties, association, notices, policies, investment, customs, essays, longreads, talks,
        profiles, offers,
)  # fmt: skip

SKELETONS: tuple[Skeleton, ...] = tuple(skeleton for genre in _GENRES for skeleton in genre.SKELETONS)
