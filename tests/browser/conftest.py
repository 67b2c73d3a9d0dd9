"""A real Chromium against the live server. Without one, these tests are left out and `run.py test` says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

# Playwright runs an event loop in this thread; Django's safety check takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESK, TABLET, PHONE = 1440, 820, 390


def chromium() -> str | None:
    """Return the browser's path: CHROMIUM, or one of the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and leave it out where there is no browser."""
    for item in items:
        if "tests/browser" in item.nodeid.replace("\\", "/"):
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium (install it, or name it in CHROMIUM)"))


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Start the browser once."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # milliseconds: a busy machine is slow, not wrong

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable]:
    """Return a function that opens a page; a script error or a refusal by the policy fails the test."""
    contexts: list = []
    errors: list[str] = []

    def opener(path: str = "/", *, width: int = DESK, height: int = 900, **options: object):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(live_server.url + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert [error for error in errors if "the server responded with a status of" not in error] == []
