"""The feeling of real reviews: another trade than ours, never tuned on."""

from huiyin.kernel.text.signal_figures import FEELING, Judged, signal_figures
from tests.real_data.files import csv_rows, real_file


def test_praise_and_blame_are_told_apart_better_than_by_the_commoner_answer():
    rows = csv_rows(real_file("zh_sentiment/waimai_10k.csv"))

    [figures] = signal_figures(
        [Judged(signal=FEELING, truth=row["label"], text=row["review"]) for row in rows]
    )

    assert figures.texts == 11_987
    assert figures.accuracy > figures.majority + 0.1
