"""Reading settings from the environment: a wrong value stops the start with its name and what it should be."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def data_dir(base: Path) -> Path:
    """Return the one folder the program writes to, made if it is missing.

    Raises ImproperlyConfigured when it can't be made or written to.
    """
    path = Path(os.environ.get("DATA_DIR") or base / "var").expanduser()
    if not path.is_absolute():
        path = base / path
    try:
        for name in ("", "media", "private", "static", "journals"):
            (path / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR={path}：建不了这个目录（{error}）。请改为一个可以写入的目录。") from error
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"DATA_DIR={path}：这个目录不能写入。请改权限，或换一个目录。")
    return path


def secret_key(path: Path) -> str:
    """Return SECRET_KEY from the environment, else the key kept in `path`, made at the first start (mode 0600)."""
    if key := os.environ.get("SECRET_KEY"):
        if len(key) < 32:
            raise ImproperlyConfigured(f"SECRET_KEY：只有 {len(key)} 个字符，应是至少 32 个随机字符。")
        return key
    try:
        # O_EXCL: of two processes that start at once, one makes the key and the other reads it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text("ascii").strip()
        if len(key) < 32:
            raise ImproperlyConfigured(
                f"{path}：密钥文件不完整。请删除它（登录会话会失效），或设置 SECRET_KEY。"
            ) from None
        return key
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def site_url(default: str) -> str:
    """Return SITE_URL without a trailing slash: scheme and host only, such as https://www.example.org."""
    url = (os.environ.get("SITE_URL") or default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"SITE_URL={url}：应是 http:// 或 https:// 加主机名，例如 https://www.example.org。")
    return url


def admin_path() -> str:
    """Return ADMIN_PATH as `/word/`; the session cookie is confined to it."""
    path = os.environ.get("ADMIN_PATH") or "/admin/"
    if not re.fullmatch(r"/[a-z0-9][a-z0-9_-]{2,40}/", path):
        raise ImproperlyConfigured(
            f"ADMIN_PATH={path}：应以 / 开头和结尾，中间是 3 个以上小写字母、数字或连字符，例如 /admin/。"
        )
    return path


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """Return the whole number in the environment variable `name`, from `least` to `most`."""
    text = os.environ.get(name) or str(default)
    if not re.fullmatch(r"\d{1,12}", text) or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name}={text}：应是 {least} 到 {most} 之间的整数。")
    return int(text)


def yes_or_no(name: str, default: bool) -> bool:
    """Return the switch in the environment variable `name`: 1/true/yes/on or 0/false/no/off."""
    text = (os.environ.get(name) or ("yes" if default else "no")).lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={text}：应是 yes 或 no。")


def origin_list(name: str) -> list[str]:
    """Return the comma-separated origins in `name` (each http(s)://host[:port])."""
    origins = [item.strip().rstrip("/") for item in os.environ.get(name, "").split(",") if item.strip()]
    for origin in origins:
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", origin):
            raise ImproperlyConfigured(f"{name}：{origin} 应形如 https://host，多个用逗号隔开。")
    return origins
