"""Driving a real browser: fixtures for tests marked `browser`.

A live server on a SQLite file, a signed-in page, pictures in build/screenshots/, axe.
Import them in the conftest.py beside the tests: `from tests.browser import *`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from huiyin.kernel.access.models import RoleGrant

PICTURES = Path("build/screenshots")
AXE = Path("src/huiyin/kernel/ui/static/vendor/axe.js")
CHROMIUM = os.environ.get("HUIYIN_CHROMIUM", "/usr/bin/chromium")
running: list[Browser] = []
PASSWORD = "correct horse battery staple"

__all__ = ["chromium", "look_at", "open_page", "sign_in", "sqlite_server"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a run, however many conftest.py import this."""
    if running:
        yield running[0]
        return
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; set HUIYIN_CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        running.append(browser)
        yield browser
        running.clear()
        browser.close()


@pytest.fixture
def sqlite_server(transactional_db, live_server):
    """A live server on the test database; rows made by the test are seen by it."""
    return live_server


@pytest.fixture
def open_page(chromium, sqlite_server) -> Iterator[Callable[..., Page]]:
    """Open a page: `open_page("/path", user=..., width=390, dark=True, language="en")`.

    Errors in scripts and refusals of the content security policy fail the test.
    """
    contexts = []
    faults: list[str] = []

    def open_it(path: str, *, user: Any = None, **look: Any) -> Page:
        context = _context(chromium, sqlite_server.url, user=user, **look)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: _note(faults, line))
        page.goto(sqlite_server.url + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert faults == []


def _note(faults: list[str], line: Any) -> None:
    if line.type == "error" and "Failed to load resource" not in line.text:
        faults.append(line.text)


def _context(
    browser: Browser,
    url: str,
    *,
    user: Any = None,
    width: int = 1440,
    height: int = 900,
    dark: bool = False,
    language: str = "zh-hans",
    scripts: bool = True,
) -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    cookies = [{"name": "django_language", "value": language, "url": url}]
    if user is not None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.cookies["sessionid"].value
        cookies.append({"name": "sessionid", "value": session, "url": url})
    context.add_cookies(cookies)
    return context


@pytest.fixture
def sign_in(transactional_db) -> Callable[..., Any]:
    """Make a person with these roles, to give as `user`: `sign_in("agent", name="李明")`."""

    def make(*roles: str, name: str = "", is_superuser: bool = False, **scope: Any) -> Any:
        users = get_user_model()
        person = users.objects.create_user(
            username=f"{'-'.join(roles) or 'somebody'}{users.objects.count()}",
            password=PASSWORD,
            display_name=name,
            is_superuser=is_superuser,
            tour="done",
        )
        for role in roles:
            RoleGrant.objects.create(user=person, role=role, **scope)
        return person

    return make


@pytest.fixture
def look_at(open_page) -> Callable[..., None]:
    """Take pictures of a page and let axe judge it.

    At three widths in two languages, `look_at("/cases/", "queue", user=...)`, so that each two
    of width, shade and language meet in one of the six. `quick=True` takes three of them.
    """

    def look(path: str, name: str, *, user: Any = None, quick: bool = False) -> None:
        for width, dark, language in _looks(quick=quick):
            page = open_page(path, user=user, width=width, dark=dark, language=language)
            shade = "dark" if dark else "light"
            keep_picture(page, f"{name}-{width}-{shade}-{language}")
            assert findings(page) == []
            assert page.evaluate(
                "document.documentElement.scrollWidth <= window.innerWidth + 1"
            ), f"{path} scrolls sideways at {width} px"
            page.context.close()

    return look


def _looks(*, quick: bool) -> list[tuple[int, bool, str]]:
    few = [(1440, False, "zh-hans"), (1024, False, "en"), (390, True, "en")]
    return (
        few
        if quick
        else [*few, (1440, True, "en"), (1024, True, "zh-hans"), (390, False, "zh-hans")]
    )


def keep_picture(page: Page, name: str) -> Path:
    """Write a picture of the whole page to build/screenshots/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def findings(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is now, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{found['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for found in result
        for node in found["nodes"]
    ]
