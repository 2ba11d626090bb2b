"""Take the pictures of the README: play the demo on a scratch home and look at it.

`make screenshots` writes docs/images/NAME.en.png and NAME.zh.png.
Chromium is taken from HUIYIN_CHROMIUM.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path("docs/images")
CHROMIUM = os.environ.get("HUIYIN_CHROMIUM", "/usr/bin/chromium")
COMPLAINTS = os.environ.get("HUIYIN_SCREENSHOT_COMPLAINTS", "2400")
PASSWORD = "huiyin-demo"  # noqa: S105 - the demo shows it to everybody
LARGEST = 250_000
PATIENCE = 1800
PLAYED = "The history is played"
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
WORDS = {
    "en": "Mobile data at home has been very slow every evening for two weeks; videos keep "
    "stopping. I called twice and nothing changed. Please fix it.",
    "zh": "最近两周每天晚上家里手机上网都很慢，视频一直卡，打了两次客服也没有解决，"
    "请尽快处理。",
}
PLACE = {"en": "Jiangnan Avenue, Binjiang, Hangzhou", "zh": "杭州市滨江区江南大道"}
# The state of the case that is looked at: one that somebody works on shows the most.
WORKED_ON = {"en": "In progress", "zh": "处理中"}
DESK = (
    ("queue", "supervisor", "/cases/?view=all"),
    ("at-risk", "supervisor", "/cases/at-risk/"),
    ("report", "quality", "/reports/"),
)


@contextmanager
def demo(home: Path) -> Iterator[str]:
    """Run the demo in `home` until its history is played; yield its address."""
    port = _free_port()
    huiyin = Path(sys.executable).with_name("huiyin")
    environment = {**os.environ, "HUIYIN_HOME": str(home), "DATABASE_URL": ""}
    # As `make setup` does: without a model every topic would wait for a person.
    for words in (("migrate", "--verbosity", "0"), ("text", "train")):
        subprocess.run([huiyin, *words], env=environment, check=True)
    command = [huiyin, "demo", "--port", str(port), "--complaints", COMPLAINTS]
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        _wait_for_the_history(running.stdout)
        subprocess.run([huiyin, "lake", "publish"], env=environment, check=True)
        yield f"http://localhost:{port}"
    finally:
        # The demo and all it started; the last of them closes the pipe.
        os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=60)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for_the_history(lines: IO[str] | None) -> None:
    end = time.perf_counter() + PATIENCE
    for line in lines or ():
        print(line, end="", flush=True)
        if PLAYED in line:
            return
        if time.perf_counter() > end:
            break
    message = "The demo ended, or did not play its history in time."
    raise SystemExit(message)


class Photographer:
    """Looks at the demo in one language and keeps what is seen."""

    def __init__(self, browser: Browser, address: str, language: str) -> None:
        self._browser = browser
        self._address = address
        self._language = language

    def look_at_the_desk(self) -> None:
        for name, who, path in DESK:
            page = self._sign_in(who)
            found = page.goto(self._address + path)
            if found is None or not found.ok:
                message = f"{path} answers {found.status if found else 'nothing'}."
                raise SystemExit(message)
            self._keep(page, name)
            if name == "queue":
                page.goto(self._address + _first_case(page, WORKED_ON[self._language]))
                self._keep(page, "case")

    def look_at_the_portal(self) -> None:
        page = self._open(width=390, height=844)
        page.goto(f"{self._address}/portal/say/")
        page.fill("[name=words]", WORDS[self._language])
        self._keep(page, "portal-say")
        page.click("main button.main")
        page.click("[name=nameless]")
        page.wait_for_url("**/say/more/")
        # Only what the words leave open is asked, and what was understood is chosen already.
        topics, place = page.locator("[name=topic]"), page.locator("[name=place]")
        if topics.count() and not page.locator("[name=topic]:checked").count():
            topics.first.check()
        if place.count():
            place.fill(PLACE[self._language])
        page.click("main button.main")
        page.wait_for_url("**/say/check/")
        page.click("main button.main")
        page.wait_for_url("**/say/done/**")
        followed = "main a[href*='/portal/follow/'], main a[href*='/portal/matters/']"
        page.goto(self._address + _path_of(page, followed))
        self._keep(page, "portal-matter")

    def _open(self, *, width: int, height: int) -> Page:
        return self._browser.new_page(
            viewport={"width": width, "height": height},
            locale=LANGUAGES[self._language],
            reduced_motion="reduce",
        )

    def _sign_in(self, who: str) -> Page:
        page = self._open(width=1280, height=800)
        page.goto(f"{self._address}/accounts/login/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "login" not in url)
        unwanted_tour = page.locator(".tour button[value=done]")
        if unwanted_tour.count():
            unwanted_tour.click()
            page.wait_for_load_state("networkidle")
        return page

    def _keep(self, page: Page, name: str) -> None:
        """Write a picture; one that is too large for a README stops everything."""
        path = PICTURES / f"{name}.{self._language}.png"
        page.wait_for_load_state("networkidle")
        page.screenshot(path=path)
        size = path.stat().st_size
        print(f"{path}: {size // 1000} kB", flush=True)
        if size > LARGEST:
            message = f"{path} is larger than {LARGEST // 1000} kB."
            raise SystemExit(message)


def _first_case(page: Page, state: str) -> str:
    return _path_of(page, f"main tr:has-text('{state}') a[href^='/cases/C-']")


def _path_of(page: Page, selector: str) -> str:
    address = page.locator(selector).first.get_attribute("href") or ""
    return urlsplit(address).path


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        demo(Path(home)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for language in LANGUAGES:
            photographer = Photographer(browser, address, language)
            photographer.look_at_the_portal()
            photographer.look_at_the_desk()
        browser.close()


if __name__ == "__main__":
    main()
