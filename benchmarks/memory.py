"""How much memory a process of its own takes at most, and how long it runs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The process tells its own peak: what the kernel tells a parent (ru_maxrss) begins with the parent's own size.
TELLING = """
import re, runpy, sys
place, module, *sys.argv[1:] = sys.argv[1:]
try:
    runpy.run_module(module, run_name="__main__", alter_sys=True)
finally:
    peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    open(place, "w").write(peak)
"""


def ran(module: str, *arguments: str, settings: Mapping[str, str] | None = None) -> tuple[float, float]:
    """Runs a module of Python with `arguments`; gives seconds and megabytes (10^6 bytes)."""
    told = {**os.environ, **(settings or {})}  # noqa: TID251
    with tempfile.NamedTemporaryFile() as place:
        command = [sys.executable, "-c", TELLING, place.name, module, *arguments]
        begun = time.perf_counter()
        subprocess.run(command, env=told, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        seconds = time.perf_counter() - begun
        return seconds, int(Path(place.name).read_text()) * 1024 / 1e6
