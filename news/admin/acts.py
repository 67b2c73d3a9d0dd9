"""What is done to articles besides writing them: each act asks first, says to how many, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from news import counters, workflow
from news.admin.filters import DELETED
from news.models import Article
from portal import audit
from portal.generation import moving, now_of
from portal.models import User

AT_ONCE = 500  # articles in one act: a transaction that stays short


class ReasonForm(forms.Form):
    """Why an article is taken off the site."""

    reason = forms.CharField(
        label="撤稿原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="记入日志，读者看不到。"
    )


class ViewsForm(forms.Form):
    """A number of views, set by hand."""

    views = forms.IntegerField(label="点击量", min_value=0, max_value=10**12)
    reason = forms.CharField(label="原因", max_length=200, help_text="和新旧数值一起记入日志。")


class ArticleActs(admin.ModelAdmin):
    """The acts of the list and of one article."""

    actions = ("publish_chosen", "withdraw_chosen", "delete_chosen", "restore_chosen")

    # --- Rights: the workflow asks again ----------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """True for those who may publish."""
        return _has_right(request, "publish")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """True for those who may take articles off the site."""
        return _has_right(request, "withdraw")

    def may_set_views(self, user: User) -> bool:
        """True for those who look after the site: a number readers see is not an editor's to change."""
        return user.has_perm("portal.change_sitesettings") and user.has_perm("news.change_article")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer what can be done where one stands: in 回收站, only to bring back."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        in_bin = request.GET.get("state") == DELETED
        return {name: act for name, act in actions.items() if (name == "restore_chosen") == in_bin}

    # --- Of many ----------------------------------------------------------------------------------------------------

    @admin.action(description="发布最新版本", permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Publish the latest version of each, after asking."""
        note = "各篇的最新版本会立即对读者可见；有将来发布时间的，到时自动发布。可以再撤稿。"
        return self._ask_then(request, queryset, "publish_chosen", "发布", note, self._publish)

    @admin.action(description="撤稿", permissions=["withdraw"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Take each off the site, for one reason."""
        note = "读者立即看不到这些稿件，原网址显示“已撤下”。再次发布即可恢复。"
        return self._ask_then(request, queryset, "withdraw_chosen", "撤稿", note, self._withdraw, ReasonForm)

    @admin.action(description="删除（移到回收站）", permissions=["delete"])
    def delete_chosen(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Move each to 回收站."""
        note = "稿件移到回收站，读者立即看不到。在列表的“回收站”里可以恢复，点击量和网址都保留。"
        return self._ask_then(request, queryset, "delete_chosen", "删除", note, self._delete)

    @admin.action(description="恢复", permissions=["delete"])
    def restore_chosen(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Bring each back from 回收站, as it was."""
        note = "稿件按删除前的样子恢复：删除前已发布的，读者会立即看到。"
        return self._ask_then(request, queryset, "restore_chosen", "恢复", note, self._restore)

    def _publish(self, request: HttpRequest, articles: list[Article], form: forms.Form | None) -> None:
        now, by = now_of(request), _person(request)
        for article in articles:
            if article.latest is None:
                raise ValidationError(f"《{article}》还没有内容。", code="empty")
            planned = article.publish_at if article.publish_at and article.publish_at > now else None
            workflow.publish(article.latest, by=by, now=now, publish_at=planned)

    def _withdraw(self, request: HttpRequest, articles: list[Article], form: forms.Form | None) -> None:
        reason = form.cleaned_data["reason"] if form else ""
        for article in articles:
            workflow.withdraw(article.pk, by=_person(request), now=now_of(request), reason=reason)

    def _delete(self, request: HttpRequest, articles: list[Article], form: forms.Form | None) -> None:
        workflow.delete([article.pk for article in articles], by=_person(request), now=now_of(request))

    def _restore(self, request: HttpRequest, articles: list[Article], form: forms.Form | None) -> None:
        workflow.restore([article.pk for article in articles], by=_person(request), now=now_of(request))

    def _ask_then(
        self,
        request: HttpRequest,
        queryset: QuerySet[Article],
        name: str,
        label: str,
        note: str,
        act: Callable[[HttpRequest, list[Article], forms.Form | None], None],
        form_class: type[forms.Form] | None = None,
    ) -> HttpResponse | None:
        """Show what will happen to how many; when that was confirmed, do it to all of them or to none."""
        articles = list(queryset.select_related("latest")[: AT_ONCE + 1])
        if len(articles) > AT_ONCE:
            self.message_user(request, f"一次最多{label} {AT_ONCE} 篇，请分批选择。", messages.ERROR)
            return None
        confirmed = "confirmed" in request.POST
        form = form_class(request.POST if confirmed else None) if form_class else None
        error = None
        if confirmed and (form is None or form.is_valid()):
            try:
                with moving():
                    act(request, articles, form)
            except ValidationError as refusal:
                error = refusal
            else:
                self.message_user(request, f"已{label} {len(articles)} 篇稿件。", messages.SUCCESS)
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"{label} {len(articles)} 篇稿件？",
            "opts": self.opts,
            "articles": articles,
            "act": name,
            "label": label,
            "note": note,
            "form": form,
            "error": error,
            "is_action": True,
        }
        return TemplateResponse(request, "admin/news/article/confirm.html", context)

    # --- Of one -----------------------------------------------------------------------------------------------------

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one article off the site: a page of its own, that works on a phone."""
        note = "读者立即看不到这篇稿件，原网址显示“已撤下”。再次发布即可恢复。"
        return self._one(request, pk, "withdraw", note, self._withdraw, ReasonForm)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Move one article to 回收站. Nothing is deleted from the database here."""
        if not object_id.isdigit():
            raise Http404
        note = "稿件移到回收站，读者立即看不到。在列表的“回收站”里可以恢复，点击量和网址都保留。"
        return self._one(request, int(object_id), "delete", note, self._delete)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring one article back from 回收站."""
        note = "稿件按删除前的样子恢复：删除前已发布的，读者会立即看到。"
        return self._one(request, pk, "restore", note, self._restore)

    def _one(
        self,
        request: HttpRequest,
        pk: int,
        act: str,
        note: str,
        carry_out: Callable[[HttpRequest, list[Article], forms.Form | None], None],
        form_class: type[forms.Form] | None = None,
    ) -> HttpResponse:
        if not _has_right(request, act):
            raise PermissionDenied(f"您没有“{workflow.ACTS[act].label}”的权限。")
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "POST"])
        article = self._found(pk)
        label = workflow.ACTS[act].label
        form = form_class(request.POST or None) if form_class else None
        error = None
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                carry_out(request, [article], form)
            except ValidationError as refusal:
                error = refusal
            else:
                self.message_user(request, f"已{label}：《{article.latest or article}》。", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:news_article_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{label}这篇稿件？",
            "opts": self.opts,
            "articles": [article],
            "act": act,
            "label": label,
            "note": note,
            "form": form,
            "error": error,
            "back": reverse("admin:news_article_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/news/article/confirm.html", context)

    def views_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the number of views by hand, with an entry in the log (invariant 6)."""
        if not self.may_set_views(_person(request)):
            raise PermissionDenied("您没有修改点击量的权限。")
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "POST"])
        article = self._found(pk)
        form = ViewsForm(request.POST or None, initial={"views": article.views})
        if request.method == "POST" and form.is_valid():
            new, reason = form.cleaned_data["views"], form.cleaned_data["reason"]
            with moving():
                old = Article.objects.select_for_update().values_list("views", flat=True).get(pk=pk)
                counters.set_views(article, new)
                audit.record("修改点击量", by=request.user, target=article, old=old, new=new, reason=reason)
            self.message_user(request, f"点击量已由 {old:,} 改为 {new:,}，并记入日志。", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:news_article_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "修改点击量",
            "opts": self.opts,
            "articles": [article],
            "label": "修改",
            "note": "读者看到的数字立即改变；修改人、新旧数值和原因记入日志。",
            "form": form,
            "back": reverse("admin:news_article_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/news/article/confirm.html", context)

    def _found(self, pk: int) -> Article:
        article = Article.objects.select_related("latest").filter(pk=pk).first()
        if article is None:
            raise Http404
        return article


def _has_right(request: HttpRequest, act: str) -> bool:
    return _person(request).has_perm(workflow.ACTS[act].right)


def _person(request: HttpRequest) -> User:
    user: Any = request.user  # staff: the admin's own check stands before every view
    return user
