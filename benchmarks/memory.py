"""How much memory a process of its own takes at most, and how long it runs."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


def ran(arguments: Sequence[str], settings: Mapping[str, str]) -> tuple[float, float]:
    """Runs Python with `arguments`; gives seconds and megabytes (10^6 bytes)."""
    told = {**os.environ, **settings}  # noqa: TID251
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], env=told, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ends with {process.returncode}")
    return seconds, used.ru_maxrss * 1024 / 1e6
