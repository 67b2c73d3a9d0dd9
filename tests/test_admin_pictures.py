"""The picture library on the desk: taking in, showing to staff, choosing, deleting."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.lib import storage
from portal.models import AuditEntry, Picture
from portal.picker import staff_url
from tests import factories, people
from tests.desk import errors, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/portal/picture/"
ADD = f"{LIST}add/"
UPLOAD = "/admin/pictures/upload/"
BROWSE = "/admin/pictures/browse/"


@pytest.fixture
def desk() -> Client:
    return signed_in(people.editor())


def file(name: str = "会场.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.picture_bytes() if content is None else content)


# --- The library's form and list ---------------------------------------------------------------------------------------


def test_a_picture_is_taken_in_and_stays_private(desk: Client) -> None:
    assert desk.post(ADD, {"file": file(), "title": "", "credit": "张摄"}).status_code == 302
    picture = Picture.objects.get()
    assert (picture.title, picture.credit, picture.uploaded_by) == ("会场", "张摄", people.editor())
    assert storage.private().exists(picture.rendition(320))
    assert not storage.public().exists(picture.rendition(320))
    assert Client().get(f"/pictures/{picture.pk}/").status_code == 404
    assert AuditEntry.objects.filter(action="新增", target="会场").count() == 1
    content = desk.get(LIST).content.decode()
    assert staff_url(picture.pk) in content
    assert "未公开" in content


def test_the_same_file_again_leads_to_the_one_that_is_there(desk: Client) -> None:
    desk.post(ADD, {"file": file(), "title": "第一次"})
    picture = Picture.objects.get()
    response = desk.post(ADD, {"file": file("别名.jpg"), "title": "第二次"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}{picture.pk}/change/"
    assert "已有同一张图片" in response.content.decode()
    assert Picture.objects.get().title == "第一次"
    assert AuditEntry.objects.filter(action="新增").count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.jpg", b""),
        ("网页.jpg", b"<html><script>alert(1)</script>"),
        ("矢量.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("残缺.jpg", b"\xff\xd8\xff\xe0" + b"x" * 200),
        ("文件.pdf", b"%PDF-1.4"),
    ],
)
def test_what_is_no_picture_gives_an_error_beside_the_field(desk: Client, name: str, content: bytes) -> None:
    response = desk.post(ADD, {"file": file(name, content), "title": "留着我"})
    assert errors(response)["file"]
    assert "留着我" in response.content.decode()
    assert not Picture.objects.exists()


def test_too_large_a_picture_is_refused(desk: Client, settings: Any) -> None:
    settings.PICTURE_MAX_BYTES = 1000
    assert "超过" in errors(desk.post(ADD, {"file": file()}))["file"][0]


def test_words_are_edited_and_the_file_is_not(desk: Client) -> None:
    picture = factories.picture()
    data = {"title": "新名", "credit": "李摄", "file": file(), "sha256": "0", "token": "0", "width": "1"}
    assert desk.post(f"{LIST}{picture.pk}/change/", data).status_code == 302
    after = Picture.objects.get()
    assert (after.title, after.credit) == ("新名", "李摄")
    assert (after.sha256, after.token, after.width) == (picture.sha256, picture.token, picture.width)


def test_the_library_is_searched(desk: Client) -> None:
    for name, colour in (("会场", "#111111"), ("厂房", "#222222")):
        desk.post(ADD, {"file": file(content=factories.picture_bytes(colour=colour)), "title": name, "credit": "张摄"})
    desk.get(LIST)  # the messages name them once
    for address in (LIST, BROWSE):
        content = desk.get(address, {"q": "会场"}).content.decode()
        assert "会场" in content
        assert "厂房" not in content
        assert "厂房" in desk.get(address, {"q": "张摄"}).content.decode()


def test_only_what_nothing_uses_is_deleted() -> None:
    client = signed_in(people.site_editor())
    column = factories.column()
    cover, shown, drafted, free = (factories.picture() for _ in range(4))
    factories.published(column, cover=cover, body=f'<img src="/pictures/{shown.pk}/">')
    factories.saved(column, body=f'<img src="/pictures/{drafted.pk}/">')
    for picture in (cover, shown, drafted):
        response = client.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"}, follow=True)
        assert "还在用" in response.content.decode()
    assert client.post(f"{LIST}{free.pk}/delete/", {"post": "yes"}).status_code == 302
    assert set(Picture.objects.all()) == {cover, shown, drafted}


def test_deleting_takes_the_files_along(django_capture_on_commit_callbacks: Any) -> None:
    picture = factories.picture()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(people.site_editor()).post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
    assert not storage.private().exists(picture.rendition(320))
    assert not storage.private().exists(f"{picture.folder}/original.jpg")


# --- Shown to staff ----------------------------------------------------------------------------------------------------


def test_staff_see_private_renditions(desk: Client) -> None:
    picture = factories.picture()
    for ending, kind in (("jpg", "image/jpeg"), ("webp", "image/webp")):
        response = desk.get(staff_url(picture.pk, 640, ending))
        assert response["Content-Type"] == kind
        assert "private" in response["Cache-Control"]
        assert len(b"".join(response)) > 100


@pytest.mark.parametrize(
    "path", ["{}/640.png", "{}/640.svg", "{}/x.jpg", "99999/640.jpg", "{}/../640.jpg", "{}/640.jpg.exe"]
)
def test_other_addresses_lead_nowhere(desk: Client, path: str) -> None:
    picture = factories.picture()
    assert desk.get("/admin/pictures/" + path.format(picture.pk)).status_code == 404


def test_others_see_nothing() -> None:
    picture = factories.picture()
    assert Client().get(staff_url(picture.pk)).status_code == 302
    for who in (people.auditor, people.outsider):
        client = signed_in(who())
        for address in (staff_url(picture.pk), BROWSE, LIST):
            assert client.get(address).status_code == 403


# --- Uploading from the editor -----------------------------------------------------------------------------------------


def test_the_editor_uploads_and_gets_a_staff_address(desk: Client) -> None:
    response = desk.post(UPLOAD, {"upload": file()})
    picture = Picture.objects.get()
    answer = json.loads(response.content)
    assert answer["uploaded"] == 1
    assert answer["url"] == f"/admin/pictures/{picture.pk}/960.jpg"
    assert (answer["fileName"], answer["id"]) == ("会场", picture.pk)
    again = json.loads(desk.post(UPLOAD, {"upload": file()}).content)
    assert again["id"] == picture.pk
    assert AuditEntry.objects.filter(action="新增").count() == 1


def test_refusals_are_the_editors_json_too(desk: Client) -> None:
    for data, status in (({}, 400), ({"upload": file("x.jpg", b"no picture")}, 400), ({"upload": "text"}, 400)):
        response = desk.post(UPLOAD, data)
        assert response.status_code == status
        answer = json.loads(response.content)
        assert answer["uploaded"] == 0
        assert answer["error"]["message"]
    assert not Picture.objects.exists()


def test_uploading_takes_a_post_a_token_and_the_right(desk: Client) -> None:
    assert desk.get(UPLOAD).status_code == 405
    assert Client().post(UPLOAD, {"upload": file()}).status_code == 302
    for who in (people.auditor, people.outsider):
        response = signed_in(who()).post(UPLOAD, {"upload": file()})
        assert response.status_code == 403
        assert json.loads(response.content)["uploaded"] == 0
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.editor())
    assert strict.post(UPLOAD, {"upload": file()}).status_code == 403
    assert not Picture.objects.exists()


# --- Choosing ----------------------------------------------------------------------------------------------------------


def test_the_library_is_browsed_for_a_field_and_for_the_editor(desk: Client) -> None:
    picture = factories.picture()
    content = desk.get(BROWSE, {"CKEditorFuncNum": "3", "CKEditor": "id_body"}).content.decode()
    assert 'data-callback="3"' in content
    assert f'data-id="{picture.pk}"' in content
    assert f'data-url="/admin/pictures/{picture.pk}/960.jpg"' in content
    content = desk.get(BROWSE, {"field": '"><script>alert(1)</script>', "q": "<b>"}).content.decode()
    assert "<script>alert" not in content
    assert desk.post(BROWSE).status_code == 405


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1" * 50])
def test_any_page_number_is_answered(desk: Client, page: str) -> None:
    assert desk.get(BROWSE, {"page": page}).status_code == 200
