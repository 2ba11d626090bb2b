"""An installation of its own to be killed: a database, a home, and the real command."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

SERVER = os.environ.get("DATABASE_URL", "")
HUIYIN = str(Path(sys.executable).with_name("huiyin"))


class House:
    """A database on the server of DATABASE_URL, a folder, and processes on them."""

    def __init__(self, *, name: str, home: Path, **environment: str) -> None:
        self.name, self.home = name, home
        self.environment = {
            **os.environ,
            "DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{name}").geturl(),
            "HUIYIN_HOME": str(home),
            "HUIYIN_TIME_ZONE": zone_at_noon(),
            **environment,
        }
        self.running: list[subprocess.Popen[bytes]] = []
        self.link = psycopg.connect(self.environment["DATABASE_URL"], autocommit=True)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run `huiyin …` beside the test."""
        with (self.home / f"{arguments[0]}.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [HUIYIN, *arguments], env=self.environment, stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def run(self, *arguments: str) -> dict[str, Any]:
        """Run `huiyin …` to its end; return the JSON object of its last line, if any."""
        done = subprocess.run(  # noqa: S603 - our own command
            [HUIYIN, *arguments], env=self.environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        last = (done.stdout.decode().splitlines() or [""])[-1]
        return json.loads(last) if last.startswith("{") else {}

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as a power cut would."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def let_leases_run_out(self) -> None:
        """Let so much time pass that what the dead had claimed is free again."""
        claimable = self.rows(
            "SELECT table_name FROM information_schema.columns "
            "WHERE column_name = 'visible_at' AND table_schema = 'public'"
        )
        for (table,) in claimable:
            self.link.execute(
                f"UPDATE {table} SET visible_at = now() "  # noqa: S608 - names are ours
                "WHERE visible_at > now() AND claim IS NOT NULL"
            )
        self.link.execute("UPDATE worker_turn SET next_at = now() WHERE claim IS NOT NULL")

    def let_waiting_be_due(self) -> None:
        """Let so much time pass that every notice put off is to be tried again."""
        self.link.execute("UPDATE notifications_notice SET visible_at = now()")

    def cut_connections(self) -> None:
        """Cut off everybody but the test, as a restart of the database does."""
        self.link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [self.name],
        )

    def refuse_connections(self) -> None:
        """Let nobody in any more."""
        self._allow("false")

    def allow_connections(self) -> None:
        self._allow("true")

    def _allow(self, answer: str) -> None:
        sql = f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS {answer}"
        with psycopg.connect(SERVER, autocommit=True) as link:
            link.execute(sql)

    def waiting(self) -> int:
        """Return how much is due or on its way, of all kinds."""
        return self.count(
            "SELECT (SELECT count(*) FROM journal_delivery) + (SELECT count(*) FROM "
            "timers_timer WHERE visible_at <= now()) + (SELECT count(*) FROM "
            "notifications_notice WHERE state IN ('queued', 'held')) + "
            "(SELECT count(*) FROM channels_outgoing)"
        )

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.link.execute(sql, values).fetchall()

    def count(self, sql: str, *values: object) -> int:
        return int(self.rows(sql, *values)[0][0])

    def close(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()
        self.link.close()


class SmallHouse(House):
    """The same on SQLite: the file in its folder, seeded unless it is there."""

    def __init__(self, *, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "DATABASE_URL": "",
            "HUIYIN_HOME": str(home),
            "HUIYIN_TIME_ZONE": zone_at_noon(),
        }
        self.running = []
        file = home / "huiyin.sqlite3"
        if not file.exists():
            self.run("migrate", "--verbosity", "0")
            self.run("seed")
        self.file = sqlite3.connect(file, isolation_level=None, timeout=20)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.file.execute(sql, values).fetchall()

    def let_leases_run_out(self) -> None:
        tables = self.rows("SELECT name FROM sqlite_master WHERE sql LIKE '%\"visible_at\"%'")
        claimable = "SELECT name FROM pragma_table_info(?) WHERE name = 'claim'"
        for table in {name for (name,) in tables if self.rows(claimable, name)}:
            self.file.execute(
                f"UPDATE {table} SET visible_at = datetime('now') "  # noqa: S608 - names are ours
                "WHERE claim IS NOT NULL"
            )
        self.file.execute(
            "UPDATE worker_turn SET next_at = datetime('now') WHERE claim IS NOT NULL"
        )

    def close(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()
        self.file.close()


def zone_at_noon() -> str:
    """Return a zone where it is noon: notices go out by day only, tests run at any hour."""
    hours = 12 - time.gmtime().tm_hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def wait_until(is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Look again and again; fail with `what` when the time is over."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.05)


@contextlib.contextmanager
def database(*, template: str = "") -> Iterator[str]:
    """Make a database, empty or a copy of another, and drop it in the end."""
    name = f"huiyin_crash_{secrets.token_hex(4)}"
    with psycopg.connect(SERVER, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name} {template and f'TEMPLATE {template}'}")
        try:
            yield name
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def seeded_house(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """A prepared database to copy: tables and defaults."""
    if not SERVER.startswith(("postgres://", "postgresql://")):
        pytest.skip("needs PostgreSQL: set DATABASE_URL to a server that may make databases")
    home = tmp_path_factory.mktemp("seeded")
    with database() as name:
        house = House(name=name, home=home)
        house.run("migrate", "--verbosity", "0")
        house.run("seed")
        house.close()
        yield name, home


@pytest.fixture
def house(seeded_house, tmp_path) -> Iterator[House]:
    """A freshly seeded installation."""
    template, home = seeded_house
    secrets_file = home / "development-secrets.json"
    (tmp_path / secrets_file.name).write_bytes(secrets_file.read_bytes())
    with database(template=template) as name:
        made = House(name=name, home=tmp_path)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory) -> Path:
    """A prepared folder with its SQLite file, to copy."""
    home = tmp_path_factory.mktemp("small")
    SmallHouse(home=home).close()
    return home


@pytest.fixture(params=["sqlite", "postgresql"])
def any_house(request, tmp_path) -> Iterator[House]:
    """An installation on each engine."""
    if request.param == "postgresql":
        yield request.getfixturevalue("house")
        return
    shutil.copytree(request.getfixturevalue("seeded_folder"), tmp_path, dirs_exist_ok=True)
    made = SmallHouse(home=tmp_path)
    try:
        yield made
    finally:
        made.close()
