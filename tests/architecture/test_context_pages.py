"""Each context has a page, and it names all that others may ask, hear and do."""

import importlib
import inspect
from pathlib import Path

import pytest

from huiyin.kernel.journal.events import event_types

SOURCE = Path("src/huiyin")
PAGES = Path("docs/contexts")
# Small packages of the kernel that are read together.
SHARED_PAGES = {
    "journal": "kernel-spine",
    "timers": "kernel-spine",
    "worker": "kernel-spine",
    "editions": "kernel-spine",
    "apikeys": "api",
    "branding": "brand",
    "rest": "api",
    "webhooks": "api",
}


def packages_in(folder: Path) -> list[str]:
    return sorted(
        ".".join(path.parent.relative_to("src").parts)
        for path in folder.glob("*/__init__.py")
        if path.parent.name not in {"kernel", "tests"}
    )


def page_of(package: str) -> Path:
    name = package.rpartition(".")[2]
    return PAGES / f"{SHARED_PAGES.get(name, name) if '.kernel.' in package else name}.md"


def functions_of(package: str) -> set[str]:
    """What `public` offers; the kernel offers it in its packages' `__init__`."""
    is_kernel = ".kernel." in package
    name = package if is_kernel else f"{package}.public"
    if importlib.util.find_spec(name) is None:
        return set()
    module = importlib.import_module(name)
    exported = getattr(module, "__all__", ())
    return {each for each in exported if inspect.isfunction(getattr(module, each))}


def events_of(package: str) -> list[tuple[str, str]]:
    if importlib.util.find_spec(f"{package}.events") is not None:
        importlib.import_module(f"{package}.events")
    return [
        (name, kind.__name__)
        for name, kind in event_types.items()
        if f"{kind.__module__}.".startswith(f"{package}.events.")
    ]


def actions_of(package: str) -> set[str]:
    folder = Path("src", *package.split("."), "actions")
    return {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}


def missing_from(page: str, package: str) -> list[str]:
    """Return what the page does not name in backticks; an event may go by either name."""
    events = [
        name
        for name, kind in events_of(package)
        if not {f"`{name}`", f"`{kind}`"} & words(page)
    ]
    rest = functions_of(package) | actions_of(package)
    return sorted([*events, *(name for name in rest if f"`{name}`" not in words(page))])


def words(page: str) -> set[str]:
    """Return what stands in backticks, a call or a signature by its name alone."""
    spans = page.split("`")[1::2]
    return {f"`{span.split('(')[0].strip()}`" for span in spans}


# Contexts that are still being built. Take a name out when its page is written.
UNWRITTEN: frozenset[str] = frozenset()
PACKAGES = packages_in(SOURCE) + packages_in(SOURCE / "kernel")


def marked(names: list[str]) -> list[object]:
    unwritten = pytest.mark.xfail(reason="its page is still being written", strict=False)
    return [
        pytest.param(name, marks=unwritten) if name in UNWRITTEN else name for name in names
    ]


@pytest.mark.parametrize("package", marked(PACKAGES))
def test_page_names_functions_events_and_actions(package):
    page = page_of(package)

    assert page.exists(), f"{package} has no page; write {page}"
    assert missing_from(page.read_text(), package) == [], f"{page} does not name these"


def test_index_leads_to_every_page():
    index = (PAGES / "README.md").read_text()
    pages = {path.name for path in PAGES.glob("*.md")} - {"README.md"}

    assert sorted(page for page in pages if f"({page})" not in index) == []
