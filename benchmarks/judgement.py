"""The figures of docs/judgement.md on topics: each task, ours and plain ones, the same folds.

`make judgement` runs it. Real files are read where `HUIYIN_REAL_DATA` names their folder, and
are left out, with a word, where they are not.
"""

import csv
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np

from huiyin.kernel.tabular.reading import open_table
from huiyin.kernel.text.evaluation import Evaluation, evaluate_in_folds, evaluate_on
from huiyin.kernel.text.examples import Labelled, deal
from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.starter import starter_examples
from huiyin.kernel.text.words import cut

FOLDS = 5
HELD_OUT = Path(__file__).parents[1] / "src/huiyin/kernel/text/tests"
REAL = {
    "hotline letters, 7 classes": (
        "zh_taidi2020c_hotline/附件2.xlsx",
        ("留言主题", "留言详情"),
        "一级分类",
    ),
    "bank questions, 77 intents": ("en_banking77/train.csv", ("text",), "category"),
    "meal reviews, praise or blame": ("zh_sentiment/waimai_10k.csv", ("review",), "label"),
}


def read(path: Path, columns: Sequence[str], label: str) -> list[Labelled]:
    with open_table(path) as table:
        return [
            Labelled(
                text="\n".join(str(row.cells.get(name) or "") for name in columns),
                topic=str(row.cells[label]),
            )
            for row in table.rows
        ]


def held_out(language: str) -> list[Labelled]:
    with (HELD_OUT / f"held_out.{language}.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Labelled(text=row["text"], topic=row["topic"]) for row in rows]


def plain(known: Sequence[Labelled], unseen: Sequence[Labelled]) -> list[str]:
    """Judge as everybody first would: TF-IDF of words and pairs, a linear machine."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    counted = TfidfVectorizer(analyzer=_words, sublinear_tf=True, min_df=1)
    matrix = counted.fit_transform([one.text for one in known])
    machine = LinearSVC().fit(matrix, [one.topic for one in known])
    return list(machine.predict(counted.transform([one.text for one in unseen])))


def _words(text: str) -> list[str]:
    words = cut(normalise(text))
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def plain_figures(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    from sklearn.metrics import f1_score  # noqa: PLC0415

    truths, judged = zip(*pairs, strict=True)
    hits = np.mean([truth == said for truth, said in pairs])
    return {
        "accuracy": round(float(hits), 4),
        "macro_f1": round(float(f1_score(truths, judged, average="macro")), 4),
    }


def in_folds(examples: Sequence[Labelled]) -> dict[str, object]:
    parts = deal([one.topic for one in examples], folds=FOLDS)
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        known = [one for one, part in zip(examples, parts, strict=True) if part != fold]
        unseen = [one for one, part in zip(examples, parts, strict=True) if part == fold]
        pairs += zip([one.topic for one in unseen], plain(known, unseen), strict=True)
    ours = evaluate_in_folds(examples, folds=FOLDS)
    return _figures(ours, plain_figures(pairs), "5 folds")


def on_held_out(known: Sequence[Labelled], unseen: Sequence[Labelled]) -> dict[str, object]:
    pairs = list(zip([one.topic for one in unseen], plain(known, unseen), strict=True))
    return _figures(evaluate_on(known, unseen), plain_figures(pairs), "held out")


def _figures(ours: Evaluation, baseline: dict[str, float], split: str) -> dict[str, object]:
    names = ("texts", "accuracy", "macro_f1", "majority", "calibration_error")
    figures = {name: getattr(ours, name) for name in names}
    rate = round(ours.texts_per_second)
    return {"split": split, **figures, "texts_per_second": rate, "plain": baseline}


def tasks() -> Iterator[tuple[str, dict[str, object]]]:
    starter = starter_examples()
    yield "starter, both languages", in_folds(starter)
    for language in ("zh", "en"):
        yield f"starter, {language}", on_held_out(starter, held_out(language))
    folder = os.environ.get("HUIYIN_REAL_DATA", "")
    for name, (file, columns, label) in REAL.items():
        path = Path(folder, file)
        if not folder or not path.exists():
            print(f"{name}: no {file} in HUIYIN_REAL_DATA, left out", file=sys.stderr)
            continue
        yield name, in_folds(read(path, columns, label))


def main() -> None:
    for name, figures in tasks():
        print(json.dumps({"task": name, **figures}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    began = perf_counter()
    main()
    print(json.dumps({"seconds": round(perf_counter() - began)}))
