"""The forms of 投稿 and 留言, and the box in which a receipt code is looked up."""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from contextlib import ExitStack
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from feedback import waiting
from feedback.intake import Incoming
from feedback.models import Message, Submission
from news.columns import Tree
from news.models import Column
from portal.lib import codes, uploads

MAX_FILES = 5
MAX_FILE_BYTES = 20 * 2**20
MAX_TOTAL_BYTES = 60 * 2**20
KINDS = {"jpg", "png", "webp", "pdf", "docx", "xlsx", "zip"}
# Control characters say nothing and break feeds; direction marks make a line read as another. NUL is refused instead:
# no person types one.
_UNSEEN = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Letters and signs to Unicode, blank on every screen.
_FILLERS = set("\u115f\u1160\u2800\u3164\uffa0")


def _is_blank(text: str) -> bool:
    """True when nothing of it can be seen. Format characters stay inside a text: scripts and emoji are joined by some."""
    return all(char.isspace() or char in _FILLERS or unicodedata.category(char) == "Cf" for char in text)


class Text(forms.CharField):
    """Plain text. Its length is counted as the reader would count it, and never cut by the browser as one pastes."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int, label: str, required: str = "", **kwargs: Any) -> None:
        """Take `required` as the sentence to say when it is empty; without one, the field is optional."""
        super().__init__(max_length=max_length, label=label, required=bool(required), strip=False, **kwargs)
        self.error_messages |= {
            "required": required,
            "max_length": "最多 %(limit_value)d 个字，现在是 %(show_value)d 个，请精简后再提交。",
            "null_characters_not_allowed": "含有无法保存的字符（空字符），请删去后再提交。",
        }

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends, without what can't be seen."""
        text = _UNSEEN.sub("", str(value or "").replace("\r\n", "\n").replace("\r", "\n"))
        return "" if _is_blank(text) else self.tidy(text)

    def tidy(self, text: str) -> str:
        """Keep the indent of the first paragraph; drop empty lines around the text."""
        return text.rstrip().lstrip("\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Say the limit without enforcing it: `maxlength` would silently drop the end of what is pasted."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs | {"data-maximum": self.max_length}


class Line(Text):
    """Plain text of one line."""

    widget = forms.TextInput  # type: ignore[assignment]

    def tidy(self, text: str) -> str:
        """Return the words parted by one space."""
        return " ".join(text.split())


class GuardedForm(forms.Form):
    """A form for everyone: `form_key` tells a repetition, and a field that people leave empty tells a machine."""

    use_required_attribute = False  # the sentences are ours, and they come all at once
    model: ClassVar[type[Message] | type[Submission]]  # what it becomes

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label="网址", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": secrets.token_urlsafe(16)})
        super().__init__(*args, **kwargs)

    def clean_website(self) -> str:
        """Refuse what filled the field that people don't see, and say what to do: their browser may have filled it."""
        if self.cleaned_data["website"]:
            del self.fields["website"].widget.attrs["tabindex"]  # it is shown now, and has to be reached
            raise ValidationError("这一栏是用来防垃圾信息的，请清空后再提交。", code="trap")
        return ""

    def code(self) -> str:
        """Return the receipt code of this content in this form: sending the same again gives the same code."""
        key = self.cleaned_data["form_key"][:64]
        return codes.derived(type(self).__name__, key, self.fingerprint()) if key else codes.new_code()

    def fingerprint(self) -> str:
        """Return everything that makes another sending of the form another one."""
        content = {name: str(value) for name, value in self.cleaned_data.items() if name != "form_key"}
        return json.dumps(content, ensure_ascii=False, sort_keys=True)


class MessageForm(GuardedForm):
    """留言."""

    model = Message

    kind = forms.ChoiceField(
        label="类别",
        choices=Message.Kind,
        initial=Message.Kind.QUESTION,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择类别。", "invalid_choice": "请在列出的类别里选一个。"},
    )
    subject = Line(max_length=80, label="主题", required="请用一句话写明主题。")
    text = Text(max_length=3000, label="内容", required="请写下留言内容。", widget=forms.Textarea(attrs={"rows": 8}))
    name = Line(
        max_length=30,
        label="称呼",
        required="请填写称呼，可以不用真名。",
        help_text="公开时会显示，可以不用真名。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = Line(
        max_length=80,
        label="联系方式",
        required="请填写电话或邮箱，需要核实时好联系您。",
        help_text="电话或邮箱，只有工作人员能看到，不会公开。",
    )
    may_be_published = forms.BooleanField(
        label="同意把留言和回复公开在本页", required=False, help_text="不勾选也会回复，凭回执码查看。"
    )


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, UploadedFile], name: str) -> list[UploadedFile]:
        """Return all that were chosen."""
        return files.getlist(name) if isinstance(files, MultiValueDict) else list(files.get(name, []))


class SubmissionForm(GuardedForm):
    """投稿. Files of a form that did not pass are kept by `keep_files` and come back as `kept` tokens."""

    model = Submission
    max_files, max_file_bytes, max_total_bytes = MAX_FILES, MAX_FILE_BYTES, MAX_TOTAL_BYTES  # for the page's script

    title = Line(max_length=120, label="标题", required="请填写标题。")
    column = forms.ChoiceField(
        label="希望刊登的栏目",
        required=False,
        error_messages={"invalid_choice": "这个栏目现在不能选，请在列表里另选一个。"},
    )
    text = Text(
        max_length=20000,
        label="正文",
        required="请把正文粘贴在这里。",
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="纯文字即可，版式由编辑处理；图片和表格请作为附件上传。",
    )
    unit = Line(
        max_length=80,
        label="供稿单位",
        required="请填写供稿单位；个人来稿请写“个人来稿”。",
        help_text="刊登时作为来源；个人来稿请写“个人来稿”。",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact_name = Line(
        max_length=30,
        label="联系人",
        required="请填写联系人姓名。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = Line(
        max_length=30,
        label="电话",
        required="请填写能联系到您的电话。",
        help_text="手机或座机，例如 010-12345678。只有编辑能看到。",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label="邮箱",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": "邮箱格式不对，应形如 name@example.com。",
            "max_length": "邮箱太长了，请核对。",
            "null_characters_not_allowed": "含有无法保存的字符（空字符），请删去后再提交。",
        },
    )
    attachments = forms.Field(
        label="附件",
        required=False,
        widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.zip"}),
        help_text="最多 5 个，每个不超过 20 MB，合计不超过 60 MB。可传 docx、xlsx、pdf、jpg、png、webp、zip。",
    )
    is_original = forms.BooleanField(
        label="稿件内容真实，由本单位或本人原创，或已取得刊登授权",
        error_messages={"required": "请确认稿件真实、原创或已获授权后勾选。"},
    )
    consents = forms.BooleanField(
        label="同意编辑部为处理来稿使用上面填写的姓名、电话和邮箱",
        error_messages={"required": "请阅读后勾选同意，否则我们不能接收您的个人信息。"},
    )

    def __init__(self, *args: Any, tree: Tree, privacy_url: str = "", **kwargs: Any) -> None:
        self.columns = {
            str(column.pk): column for _, column in tree.flat() if column.kind == Column.Kind.LIST and column.is_open
        }
        self.kept: list[waiting.Kept] = []
        self.accepted: list[Incoming] = []
        super().__init__(*args, **kwargs)
        column_field, consents = self.fields["column"], self.fields["consents"]
        assert isinstance(column_field, forms.ChoiceField)  # noqa: S101  for the type checker
        column_field.choices = [
            ("", "由编辑部决定"),
            *((pk, "　" * (len(tree.path(column)) - 1) + column.name) for pk, column in self.columns.items()),
        ]
        if privacy_url:
            consents.help_text = format_html(
                '请先阅读<a href="{}" target="_blank">隐私说明<span class="visually-hidden">{}</span></a>。',
                privacy_url,
                "（在新窗口打开）",
            )

    def clean_phone(self) -> str:
        """Refuse what can't be a telephone number."""
        phone = self.cleaned_data["phone"]
        if len(re.findall(r"\d", phone)) < 5 or re.search(r"[^\d+()（）\-－—#转,，;；、/ ]", phone):
            raise ValidationError("电话格式不对，请填数字，例如 010-12345678 或 13800000000。", code="bad_phone")
        return phone

    def clean_column(self) -> Column | None:
        """Return the column."""
        return self.columns.get(self.cleaned_data["column"])

    def clean_attachments(self) -> list[UploadedFile]:
        """Check each file by its content; those that pass are in `accepted`, those kept before in `kept`."""
        chosen = self.cleaned_data["attachments"]
        self.kept, errors = self._claim()
        # Whatever came under another name counts too: the limit on the whole may have cut a file of ours short.
        total = sum(one.size or 0 for name in self.files for one in self.files.getlist(name))
        if total + sum(one.received.size for one in self.kept) > MAX_TOTAL_BYTES:
            raise ValidationError(
                f"附件合计超过 {MAX_TOTAL_BYTES // 2**20} MB，这次选的没有收下，请减少或压缩后重新选择。",
                code="total_too_large",
            )
        if len(chosen) + len(self.kept) > MAX_FILES:
            raise ValidationError(
                f"附件最多 {MAX_FILES} 个，这次选的没有收下，请减少后重新选择。", code="too_many_files"
            )
        for upload in chosen:
            try:
                received = uploads.receive(upload, allowed=KINDS, max_bytes=MAX_FILE_BYTES)
            except ValidationError as error:
                errors.append(error)
            else:
                self.accepted.append(Incoming(upload, received))
        if errors:
            raise ValidationError(errors)
        return chosen

    def _claim(self) -> tuple[list[waiting.Kept], list[ValidationError]]:
        found: dict[str, waiting.Kept] = {}
        errors: list[ValidationError] = []
        data: Any = self.data  # a QueryDict
        dropped = set(data.getlist("drop"))
        for token in data.getlist("kept")[: 2 * MAX_FILES]:
            if token in dropped:
                continue
            try:
                one = waiting.claim(token)
            except waiting.TooLate:
                errors = [ValidationError("之前选的附件已过期，请重新选择。", code="expired_file")]
            else:
                found[one.path] = one
        return list(found.values()), errors

    def keep_files(self, now: datetime) -> None:
        """Keep the files that passed, for the form that is shown again."""
        self.kept += [waiting.keep(one.file, one.received, now) for one in self.accepted]
        self.accepted = []

    def incoming(self, opened: ExitStack) -> list[Incoming]:
        """Return all files of the form, those kept before first and `opened`; TooLate when one has gone meanwhile."""
        kept = [Incoming(opened.enter_context(one.open()), one.received) for one in self.kept]
        return kept + self.accepted

    def fingerprint(self) -> str:
        """Return everything that makes another sending another one: files count by their bytes."""
        content = self.cleaned_data | {"form_key": "", "column": self.data.get("column", "")}
        content["attachments"] = [one.received.sha256 for one in self.kept]
        content["attachments"] += [one.received.sha256 for one in self.accepted]
        return json.dumps(content, ensure_ascii=False, sort_keys=True)


class LookupForm(forms.Form):
    """A receipt code, as people type it."""

    use_required_attribute = False

    code = Line(
        max_length=64,
        label="回执码",
        required="请输入回执码。",
        help_text="16 位字母和数字，在提交成功的页面上。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, model: type[Message] | type[Submission], refusal: str = "", **kwargs: Any) -> None:
        """Take the kind of receipts to look among; with a `refusal`, say that and look nothing up."""
        self.model, self.refusal = model, refusal
        kwargs["auto_id"] = "lookup_%s"
        super().__init__(*args, **kwargs)
        if self.is_bound:  # shown again only when it has something to say
            self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        """Return the code of a row that exists."""
        if self.refusal:
            raise ValidationError(self.refusal, code="too_many")
        code = codes.normalise(self.cleaned_data["code"])
        if code is None or not self.model._default_manager.filter(code=code).exists():
            raise ValidationError("没有找到这个回执码，请对照回执逐字核对。", code="unknown_code")
        return code
