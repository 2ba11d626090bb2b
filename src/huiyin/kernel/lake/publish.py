"""Publishing: the days touched since the last time are written anew, each part whole.

Which days were touched, the journal knows: every change of a case is an entry, and seals put
entries in the order of their commits. What came after the last published seal is due; however
old the moments are that it speaks of, and in whatever order numbers became visible.
"""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from huiyin.kernel.journal.models import Seal
from huiyin.kernel.lake import manifest as files
from huiyin.kernel.lake.datasets import Dataset, declared
from huiyin.kernel.lake.manifest import Manifest, Published

# Days of their own for what still changes every day; months for what lies behind.
FRESH = timedelta(days=62)
# Whoever still reads the files of the publication before has this long to finish.
KEPT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the version, parts and rows written, by dataset."""

    version: int
    parts: dict[str, int]
    rows: dict[str, int]


def publish_lake(*, at: datetime, is_everything: bool = False) -> Publication:
    """Write every part of the lake that was touched since the last publication."""
    files.root().mkdir(parents=True, exist_ok=True)
    with _alone():
        before = files.read_manifest()
        last = Seal.objects.order_by("-pk").values_list("pk", "chain").first()
        seal, chain = (last[0], bytes(last[1]).hex()) if last else (0, "")
        is_known = not is_everything and _is_continued(before)
        now = Manifest(
            version=before.version + 1,
            zone=settings.TIME_ZONE,
            seal=seal,
            chain=chain,
            published_at=at.isoformat(),
        )
        done = Publication(now.version, {}, {})
        for one in declared.values():
            old = before.datasets.get(one.name) if is_known else None
            after = before.seal if old and _is_same(old, one) else None
            now.datasets[one.name] = _publish(one, old, after, at=at, done=done)
        if _is_news(before, now):
            files.write_manifest(now)
        _tidy(before.named() | now.named(), at=at)
        return done


@contextmanager
def _alone() -> Iterator[None]:
    with (files.root() / "publishing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_continued(before: Manifest) -> bool:
    """Return whether the lake was made from this very database, for this zone."""
    if not before.version or before.zone != settings.TIME_ZONE:
        return False
    if not before.seal:
        return True
    found = Seal.objects.filter(pk=before.seal).values_list("chain", flat=True).first()
    return found is not None and bytes(found).hex() == before.chain


def _is_same(old: Published, one: Dataset) -> bool:
    return old.version == one.version and old.columns == [c.name for c in one.columns]


def _is_news(before: Manifest, now: Manifest) -> bool:
    return before.datasets != now.datasets or before.seal != now.seal or not before.version


def _publish(
    one: Dataset, old: Published | None, after: int | None, *, at: datetime, done: Publication
) -> Published:
    published = Published(one.version, [column.name for column in one.columns])
    touched = {part_of(day, at=at) for day in one.touched(after)}
    if old is not None and after is not None:
        # A day that has aged into its month: the month is written, the day forgotten.
        aged = {part for part in old.files if part_of(_first(part), at=at) != part}
        touched |= {part_of(_first(part), at=at) for part in aged}
        published.files |= {p: name for p, name in old.files.items() if p not in aged}
    for part in sorted(touched):
        published.files.pop(part, None)
        name = f"{one.name}/{part}.{done.version}.parquet"
        count = _write(one, part, files.root() / name)
        if count:
            published.files[part] = name
        done.parts[one.name] = done.parts.get(one.name, 0) + 1
        done.rows[one.name] = done.rows.get(one.name, 0) + count
    return published


def part_of(day: date, *, at: datetime) -> str:
    """Return which part a day belongs to: its own while fresh, then its month."""
    oldest = (at - FRESH).date().replace(day=1)
    return f"{day:%Y-%m-%d}" if day >= oldest else f"{day:%Y-%m}"


def _first(part: str) -> date:
    return date.fromisoformat(part if len(part) == 10 else f"{part}-01")


def _last(part: str) -> date:
    first = _first(part)
    if len(part) == 10:
        return first
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _write(one: Dataset, part: str, path: Path) -> int:
    import pyarrow as pa  # noqa: PLC0415 - only who publishes loads it
    import pyarrow.parquet as pq  # noqa: PLC0415

    from huiyin.kernel.lake.columns import arrow_schema  # noqa: PLC0415

    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    schema, count = arrow_schema(one.columns), 0
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for batch in one.rows(_first(part), _last(part)):
            writer.write_table(pa.Table.from_batches([batch], schema))
            count += batch.num_rows
    if count:
        beside.replace(path)
    else:
        beside.unlink()
    return count


def _tidy(in_use: Sequence[str] | set[str], *, at: datetime) -> None:
    """Remove files nobody can be reading any more, and what a crash left behind."""
    kept = {files.root() / name for name in in_use}
    for path in files.root().glob("*/*.*"):
        if path.suffix in (".parquet", ".new") and path not in kept:
            age = at.timestamp() - path.stat().st_mtime
            if age > KEPT.total_seconds():
                path.unlink(missing_ok=True)
