"""People and roles on the desk: superusers' work only."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.modeladmin import DeskAdmin
from portal.models import User

WORDS = {
    "is_active": ("启用", "停用后不能登录。人员只停用，不删除：签过的名字都留着。"),
    "is_staff": ("可以进入编辑部", ""),
    "is_superuser": ("超级管理员", "拥有全部权限，包括管理人员。尽量少用。"),
    "groups": ("角色", "能做什么由角色决定；可以有几个。"),
}


VERBS = {"view": "查看", "add": "新增", "change": "修改", "publish": "发布", "withdraw": "撤稿", "delete": "删除"}


class _Roles(forms.ModelForm):
    """Rights in the office's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in WORDS.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, help_text


class NewPersonForm(_Roles, UserCreationForm):
    """A new account: name, roles, password."""

    class Meta:
        model = User
        fields = ("username", "name", "is_staff", "groups")
        widgets: ClassVar = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_staff"].initial = True


class PersonForm(_Roles, UserChangeForm):
    """An account that exists."""

    class Meta:
        model = User
        fields = ("username", "name", "email", "password", "is_active", "is_staff", "is_superuser", "groups")
        widgets: ClassVar = {"groups": forms.CheckboxSelectMultiple}


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """People, managed by superusers only; deactivated, never deleted. Rights come from groups alone."""

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    list_display = ("username", "name", "roles", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "groups")
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "name", "email", "password")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("记录", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "password1", "password2")}),
        ("权限", {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Read the groups with the people."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        """Name the person's groups."""
        return "、".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody changes their own rights, nor locks themselves out."""
        kept = ("last_login", "date_joined")
        return (*kept, "is_active", "is_staff", "is_superuser", "groups") if obj == request.user else kept

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers."""
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only superusers."""
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers."""
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what a person signed keeps their name."""
        return False


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(DeskAdmin):
    """The roles and their rights, to look at: portal/roles.py lays them after each update."""

    list_display = ("name", "people")
    fields = ("name", "rights")
    readonly_fields = ("name", "rights")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """Count the people of each role."""
        return super().get_queryset(request).annotate(number=Count("user"))

    @admin.display(description="人数")
    def people(self, group: Any) -> int:
        """Say how many people have the role."""
        return int(group.number)

    @admin.display(description="权限")
    def rights(self, group: Group) -> SafeString:
        """List the rights by what they are on, in Chinese."""
        found: dict[str, set[str]] = {}
        for right in group.permissions.select_related("content_type"):
            model = right.content_type.model_class()
            name = str(model._meta.verbose_name) if model else right.content_type.model
            found.setdefault(name, set()).add(right.codename.split("_")[0])
        rows = [(name, "、".join(word for verb, word in VERBS.items() if verb in acts)) for name, acts in found.items()]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}：{}</li>", rows))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers."""
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: roles are part of the program."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: the next update would undo it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)
