"""Each law is broken once on purpose: a check that never fails proves nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import models

from tests.architecture import test_public_surface as surface
from tests.architecture import test_relations_point_down as relations
from tests.architecture import test_small_rooms as rooms

# Where a trespass is planted, what it says, and what the report of the contract must name.
TRESPASSES = {
    "a call upwards": (
        "channels/actions/planted.py",
        "from huiyin.cases.public import case_cards\n",
        "huiyin.channels is not allowed to import huiyin.cases",
    ),
    "the kernel knowing a context": (
        "kernel/planted.py",
        "from huiyin.customers.public import customer_cards\n",
        "huiyin.kernel is not allowed to import huiyin.customers",
    ),
    "a sibling's public door": (
        "knowledge/actions/planted.py",
        "from huiyin.workforce.public import workers\n",
        "huiyin.knowledge.actions.planted -> huiyin.workforce.public",
    ),
    "models of another context": (
        "cases/actions/planted.py",
        "from huiyin.customers.models import Customer\n",
        "huiyin.cases.actions.planted imports huiyin.customers.models",
    ),
    "actions of another context": (
        "cases/queries/planted.py",
        "from huiyin.channels.actions.send_reply import send_reply\n",
        "huiyin.cases.queries.planted imports huiyin.channels.actions.send_reply",
    ),
    "Django in rules": (
        "standards/rules/planted.py",
        "from django.db import models\n",
        "huiyin.standards.rules.planted -> django (l.1)",
    ),
    "Django in the reading of text": (
        "kernel/text/planted.py",
        "from django.conf import settings\n",
        "huiyin.kernel.text.planted -> django (l.1)",
    ),
    "rules that ask models": (
        "workforce/models/planted.py",
        "from huiyin.workforce.actions.add_person import add_person\n",
        "huiyin.workforce.models is not allowed to import huiyin.workforce.actions",
    ),
    "REST in an action": (
        "customers/actions/planted.py",
        "from ninja import Schema\n",
        "huiyin.customers.actions.planted -> ninja (l.1)",
    ),
    "a module called utils": ("cases/utils.py", "", "huiyin.cases.utils"),
    "a package nobody drew on the map": ("stray/__init__.py", "", "huiyin.stray"),
    "a cycle": (
        "kernel/timers/planted.py",
        "from huiyin.kernel.worker.registry import works\n",
        "No cycles are allowed in huiyin.kernel.",
    ),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    """Plant all trespasses in one copy of the house and return what import-linter says."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(
        "src/huiyin", root / "src/huiyin", ignore=lambda _folder, names: _not_python(names)
    )
    shutil.copytree("tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(".importlinter", root)
    for place, text, _named in TRESPASSES.values():
        planted = root / "src/huiyin" / place
        planted.parent.mkdir(exist_ok=True)
        planted.write_text(text)
    done = subprocess.run(  # noqa: S603
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": f"{root / 'src'}:{root}", "COLUMNS": "400", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def _not_python(names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if name in {"__pycache__", "static", "locale", "tests"}
        or ("." in name and not name.endswith(".py"))
    ]


@pytest.mark.parametrize("trespass", TRESPASSES)
def test_import_contracts_name(trespass, report):
    _place, _text, named = TRESPASSES[trespass]

    assert named in " ".join(report.split())


# Code that ruff refuses, and the rule that does.
REFUSED = {
    "reading the clock": ("import datetime\n\nnow = datetime.datetime.now()\n", "TID251"),
    "Django's clock": ("from django.utils.timezone import now\n\nnow()\n", "TID251"),
    "measuring with the wall clock": ("import time\n\ntime.time()\n", "TID251"),
    "a signal": ("from django.db.models.signals import post_save\n", "TID251"),
    "fetching past access": ("from django.shortcuts import get_object_or_404\n", "TID251"),
    "a relative import": ("from . import rules\n", "TID252"),
    "dead code": ("# case.save()\n", "ERA001"),
    "a flag by position": ("def close(case: str, silently: bool) -> None: ...\n", "FBT001"),
    "a moment without a zone": (
        "from datetime import datetime\n\nx = datetime(2026, 3, 1)\n",
        "DTZ001",
    ),
    "a mutable default": ("def add(to: list[str] = []) -> None: ...\n", "B006"),
    "a maze": (
        "def judge(x: int) -> int:\n"
        + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(9))
        + "    return x\n",
        "C901",
    ),
    "a marathon": (
        "def run(x: int) -> int:\n" + "    x += 1\n" * 31 + "    return x\n",
        "PLR0915",
    ),
    "a print": ("print(1)\n", "T201"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_ruff_refuses(fault):
    code, rule = REFUSED[fault]

    done = subprocess.run(  # noqa: S603
        [
            Path(sys.executable).with_name("ruff"),
            *("check", "--no-cache", "--output-format", "json"),
            *("--stdin-filename", "src/huiyin/cases/actions/planted.py", "-"),
        ],
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )

    assert rule in {found["code"] for found in json.loads(done.stdout)}


def test_a_file_of_401_lines_is_too_long(tmp_path):
    path = tmp_path / "long.py"
    path.write_text("x = 1\n" * 401)

    with pytest.raises(AssertionError):
        rooms.test_room_is_small(path)


def test_a_function_of_41_lines_is_too_long(tmp_path):
    path = tmp_path / "long.py"
    path.write_text("def run() -> None:\n" + "    print()\n" * 40)

    with pytest.raises(AssertionError):
        rooms.test_room_is_small(path)


def test_published_querysets_are_refused():
    def cases(*, at: str) -> dict[int, models.QuerySet[models.Model]]:
        """Answer too much."""

    with pytest.raises(AssertionError):
        surface.test_answers_with_plain_values(cases)


def test_published_models_are_refused():
    def case(*, ref: str) -> models.Model | None:
        """Answer too much."""

    with pytest.raises(AssertionError):
        surface.test_answers_with_plain_values(case)


def test_arguments_by_position_are_refused():
    def case(ref: str) -> str:
        """Ask without names."""

    with pytest.raises(AssertionError):
        surface.test_is_asked_by_name(case)


def test_published_functions_without_a_word_are_refused():
    def case(*, ref: str) -> str: ...

    with pytest.raises(AssertionError):
        surface.test_says_what_it_is_for(case)


def related(*, above: str, below: str, **options: str) -> tuple[type, models.Field]:
    """Make two models that live in these contexts, the first pointing at the second."""
    meta = type("Meta", (), {"app_label": "planted", "apps": Apps()})
    pointed = type(
        "Pointed", (models.Model,), {"Meta": meta, "__module__": f"huiyin.{below}.models"}
    )
    pointing = type(
        "Pointing",
        (models.Model,),
        {
            "Meta": meta,
            "__module__": f"huiyin.{above}.models",
            "to": models.ForeignKey(pointed, on_delete=models.PROTECT, **options),
        },
    )
    return pointing, pointing._meta.get_field("to")


def test_a_foreign_key_down_that_leaves_no_trace_is_allowed():
    relations.test_relation_points_down_and_hides_its_reverse(
        *related(above="cases", below="customers", related_name="+")
    )


def test_a_foreign_key_upwards_is_refused():
    upwards = related(above="customers", below="cases", related_name="+")

    with pytest.raises(AssertionError):
        relations.test_relation_points_down_and_hides_its_reverse(*upwards)


def test_a_foreign_key_that_shows_below_is_refused():
    showing = related(above="cases", below="customers")

    with pytest.raises(AssertionError):
        relations.test_relation_points_down_and_hides_its_reverse(*showing)
