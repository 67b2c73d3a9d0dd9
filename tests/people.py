"""The people of the tests: one of each role, by name. Groups are laid by post_migrate."""

from __future__ import annotations

from django.contrib.auth.models import Group

from portal.models import User

PASSWORD = "correct horse battery"


def person(username: str, name: str, *groups: str, **fields: object) -> User:
    """Return a member of staff in `groups`, made if needed."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password=PASSWORD, name=name, is_staff=True, **fields)
        user.groups.set(Group.objects.filter(name__in=groups))
    return User.objects.get(pk=user.pk)


def editor() -> User:
    """陈编: an editor who may publish while one approval is enough."""
    return person("chen", "陈编", "编辑")


def column_editor() -> User:
    """林栏: looks after columns, withdraws articles."""
    return person("lin", "林栏", "栏目管理员")


def site_editor() -> User:
    """赵站: looks after the site's settings too."""
    return person("zhao", "赵站", "站点管理员")


def auditor() -> User:
    """孙审: reads the log and nothing else."""
    return person("sun", "孙审", "审计员")


def outsider() -> User:
    """周外: signed in, on the staff, in no group."""
    return person("zhou", "周外")


def superuser() -> User:
    """吴总: may do everything."""
    return person("wu", "吴总", is_superuser=True)
