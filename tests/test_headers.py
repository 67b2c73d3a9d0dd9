"""Headers and cookies, and the settings they come from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import factories, people

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_public_pages_have_a_strict_policy(client: Client) -> None:
    article = factories.published(factories.column())
    for path in ("/", article.get_absolute_url(), "/messages/", "/submit/", "/nothing/"):
        headers = client.get(path).headers
        policy = dict(
            part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip()
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == "'self'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "nonce" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_the_session_stays_below_the_desk() -> None:
    client = Client()
    person = people.editor()
    reply = client.post(f"{settings.ADMIN_PATH}login/", {"username": person.username, "password": people.PASSWORD})
    assert reply.status_code == 302
    cookie = reply.cookies["sessionid"]
    assert cookie["path"] == settings.ADMIN_PATH
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start Django with `environment` and return how it ended."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL", "SECRET_KEY"}}
    code = "import django; django.setup(); from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.SECURE_HSTS_SECONDS)"
    env |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", code], env=env | environment, capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("PORT", "eighty"),
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "https://www.example.org/portal"),
        ("ADMIN_PATH", "admin"),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("TRUSTED_PROXIES", "-1"),
        ("DATABASE_URL", "mysql://u:p@h/db"),
        ("DATABASE_URL", "nonsense"),
        ("CACHE_URL", "memcached://h"),
        ("MEDIA_ORIGINS", "cdn.example.org"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path, name: str, value: str) -> None:
    ended = start(DATA_DIR=str(tmp_path), **{name: value})
    assert ended.returncode != 0
    assert "ImproperlyConfigured" in ended.stderr
    assert name in ended.stderr.strip().splitlines()[-1]


def test_https_turns_on_what_it_takes(tmp_path: Path) -> None:
    ended = start(DATA_DIR=str(tmp_path), SITE_URL="https://www.example.org")
    assert ended.returncode == 0, ended.stderr
    assert "www.example.org" in ended.stdout
    assert "31536000" in ended.stdout


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    assert start(DATA_DIR=str(tmp_path)).returncode == 0
    key = tmp_path / "secret_key"
    first = key.read_text()
    assert len(first) > 50
    if os.name == "posix":
        assert key.stat().st_mode & 0o777 == 0o600
    assert start(DATA_DIR=str(tmp_path)).returncode == 0
    assert key.read_text() == first
    key.write_text("")
    assert "SECRET_KEY" in start(DATA_DIR=str(tmp_path)).stderr
