"""Reading ahead: a second process understands the next texts while the first keeps the last.

For bulk work on a machine with more than one core. The process ends with its parent, however
that ends: its standard input closes.
"""

import contextlib
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO, Self, cast

from huiyin.kernel.text.hearing import hearing_in_use
from huiyin.kernel.text.store import current_model
from huiyin.kernel.text.understanding import Understanding, understand


class ReadAhead:
    """`begin` some texts, do something else, take their `result`; one batch at a time."""

    def __init__(self, models: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__, str(models)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._texts = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._writer: Thread | None = None

    @property
    def process_id(self) -> int:
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._writer is not None:
            self._writer.join()
        for pipe in (self._texts, self._answers):
            # What was not written when it was killed cannot be written now.
            with contextlib.suppress(OSError):
                pipe.close()

    def begin(self, texts: Sequence[str]) -> None:
        """Hand the texts over and return at once, also while the process is still starting."""
        self._writer = Thread(target=self._write, args=(list(texts),), daemon=True)
        self._writer.start()

    def result(self) -> list[Understanding] | None:
        """Wait for what the texts say, in their order; None where the process is gone."""
        try:
            # Our own process wrote it.
            read: list[Understanding] = pickle.load(self._answers)  # noqa: S301
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        return read

    def _write(self, texts: list[str]) -> None:
        # When the process is gone, the result says so.
        with contextlib.suppress(OSError):
            pickle.dump(texts, self._texts)
            self._texts.flush()


def main(models: Path, texts: IO[bytes], answers: IO[bytes]) -> None:
    """Understand batch after batch until there are no more."""
    model, hearing = current_model(models), hearing_in_use(models)
    while True:
        try:
            batch = pickle.load(texts)  # noqa: S301 - our own parent wrote it
        except EOFError:
            return
        understood = understand(batch, model=model, hearing=hearing)
        pickle.dump(understood, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
