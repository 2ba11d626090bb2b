"""An operator's directory for tests: a real OpenID provider in a process of its own.

Django OAuth Toolkit checks PKCE, the client's secret and the registered address, as directories
do. Import the fixture in the conftest.py beside the tests: `from tests.directory import *`.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from huiyin.config.directory import form_targets, providers

__all__ = ["directories", "directory"]
CLIENT = "huiyin"
SECRET = "only the directory and Huiyin know"
PASSWORD = "known to the directory alone"
NAME = "the directory"
PATIENCE_S = 30


@dataclass(frozen=True)
class Directory:
    """A running directory: where it is, and what its people type there."""

    issuer: str
    password: str = PASSWORD


@pytest.fixture(scope="session")
def directories(tmp_path_factory) -> Iterator[Callable[..., str]]:
    """Start directories; the same again for whoever tells it the same."""
    running: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}

    def start(**told: object) -> str:
        key = json.dumps(told)
        if key not in running:
            port, folder = _free_port(), tmp_path_factory.mktemp("directory")
            said = json.dumps({**told, "port": port, "folder": str(folder)})
            command = [sys.executable, "-m", "tests.directory.server", said]
            issuer = f"http://localhost:{port}"
            running[key] = issuer, subprocess.Popen(command)  # noqa: S603 - our own module
            _wait_for(f"{issuer}/.well-known/openid-configuration")
        return running[key][0]

    yield start
    for _issuer, process in running.values():
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def directory(directories, settings) -> Callable[..., Directory]:
    """Let Huiyin sign people in by a directory that knows them.

    `directory("http://huiyin.example", {"wang": {"preferred_username": "wang"}})`: the address
    it sends people back to; the names to type there, and what it says of each person.
    """

    def use(home: str, people: dict[str, dict[str, object]], secret: str = SECRET) -> Directory:
        back = f"{home}/accounts/oidc/oidc/login/callback/"
        issuer = directories(people=people, back=back)
        settings.SOCIALACCOUNT_PROVIDERS = providers(
            issuer=issuer, name=NAME, client_id=CLIENT, secret=secret
        )
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**policy, "form-action": form_targets(issuer)}
        }
        return Directory(issuer)

    return use


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own process
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
