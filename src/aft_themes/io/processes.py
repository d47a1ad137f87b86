"""Do work in several processes at a time."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def process_pool(processes: int) -> ProcessPoolExecutor:
    """Open a pool of forked processes: they start at once, with all that is imported and read."""
    return ProcessPoolExecutor(processes, get_context("fork"))
