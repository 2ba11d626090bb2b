"""Real processes to measure: `huiyin serve` and `huiyin worker`, their memory and CPU time."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HUIYIN = (str(Path(sys.executable).with_name("huiyin")),)
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def huiyin(*arguments: str) -> Iterator[int]:
    """Run `huiyin …` beside this process, on its database; give its process id."""
    process = subprocess.Popen([*HUIYIN, *arguments], stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """Run one web process; give its port and the id of the process that started it."""
    port = _free_port()
    one = ("serve", "--workers", "1", "--port", str(port))
    with huiyin(*one) as pid:
        _wait_for(f"http://127.0.0.1:{port}/api/v1/openapi.json")
        yield port, pid


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=30).read()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    message = f"{address} does not answer"
    raise TimeoutError(message)


def family(pid: int) -> list[int]:
    """Return the process and all below it."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in below for one in family(int(child)))]


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process and all below it."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def memory_mb(pid: int) -> float:
    """Return the resident memory of one process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return round(int(kilobytes) / 1024, 1)
