"""Run a reader of damaged or hostile files in a process whose memory and time have bounds.

A small PDF can unpack to any size; in such a process it hurts nothing else. The process runs this
file, which imports nothing of the package, and then the reader's file.
"""

from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

MEMORY_LIMIT = 2**30
TIME_LIMIT_S = 120  # of computing
WAIT_S = 10 * TIME_LIMIT_S
"""Seconds of a clock: other programs at work must refuse no file."""


def run_reader(
    file: str | None, *arguments: str, data: bytes
) -> subprocess.CompletedProcess[bytes]:
    """Run a module's file as a program that reads standard input and writes standard output.

    Parameters
    ----------
    file : str
        The module's ``__file__``; it imports nothing of the package either.
    *arguments : str
        Of the program.
    data : bytes
        What it reads.

    Raises
    ------
    subprocess.TimeoutExpired
        If it takes longer than ``WAIT_S``.
    """
    import subprocess  # the process that reads does without

    command = [sys.executable, "-I", __file__, str(file), *arguments]
    return subprocess.run(  # noqa: S603 - our own modules, content only on standard input
        command, input=data, capture_output=True, timeout=WAIT_S, check=False
    )


def _set_bounds() -> None:
    """Bound memory and time where the system can; the caller bounds the time everywhere."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    _set_bounds()
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
