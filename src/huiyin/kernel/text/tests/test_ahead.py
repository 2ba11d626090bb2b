"""A second process reads as the first would, and may fail."""

import os
import signal

from huiyin.kernel.text.ahead import ReadAhead
from huiyin.kernel.text.understanding import understand

TEXTS = ["宽带断了三天，我要去工信部投诉", "My bill is wrong again!", ""]


def test_what_is_read_ahead_is_what_would_be_read_here(tmp_path):
    with ReadAhead(tmp_path) as reader:
        reader.begin(TEXTS)
        first = reader.result()
        reader.begin(TEXTS[:1])

        assert first == understand(TEXTS, model=None)
        assert reader.result() == understand(TEXTS[:1], model=None)


def test_a_reader_that_was_killed_has_no_result(tmp_path):
    with ReadAhead(tmp_path) as reader:
        os.kill(reader.process_id, signal.SIGKILL)
        reader.begin(TEXTS * 10_000)

        assert reader.result() is None


def test_the_reader_ends_with_whoever_asked(tmp_path):
    with ReadAhead(tmp_path) as reader:
        reader.begin(TEXTS)
        reader.result()

    assert not os.path.exists(f"/proc/{reader.process_id}")  # noqa: PTH110 - no file
