"""A worker process beside the web server, started again whenever it ends."""

import logging
import subprocess
import sys
import threading

log = logging.getLogger("huiyin.worker")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Lived this long: its end is not the same trouble as the last one's.
LONG_LIFE = 60.0
COMMAND = (sys.executable, "-m", "django", "worker", "--with-parent")


class Supervisor:
    """Keeps one child running until `stop`."""

    def __init__(
        self, command: tuple[str, ...] = COMMAND, *, pause: float = FIRST_PAUSE
    ) -> None:
        self._command = command
        self._first_pause = pause
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_alive, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, patience: float = 20.0) -> None:
        """Ask the child to finish what it has in hand, and wait for that."""
        self._stopping.set()
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                # Its leases run out; another worker goes on.
                self._child.kill()
        self._thread.join(timeout=patience)

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def _keep_alive(self) -> None:
        pause = self._first_pause
        while not self._stopping.is_set():
            lived = threading.Event()
            timer = threading.Timer(LONG_LIFE, lived.set)
            timer.daemon = True
            timer.start()
            self._child = subprocess.Popen(self._command)  # noqa: S603 - our own command
            code = self._child.wait()
            timer.cancel()
            if self._stopping.is_set():
                return
            pause = self._first_pause if lived.is_set() else pause
            log.error("the worker ended with %s; starting another in %.0f s", code, pause)
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
