"""Do the same work for several things, in several processes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def map_in_processes(
    work: Callable[[_Item], _Result], items: Sequence[_Item], processes: int
) -> Iterator[_Result]:
    """Yield what the work gives for each item, in their order; this process is one of them.

    The others begin anew and import what the work needs. A copy of this process would begin at
    once, but libraries have threads here: a copy may wait for ever for what a thread held, and
    Python warns of it from 3.12 on. So this process begins at the last item while they start.
    """
    if processes == 1 or len(items) < 2:
        yield from map(work, items)
        return
    others = ProcessPoolExecutor(processes - 1, get_context("spawn"))
    try:
        yield from _results(work, items, [others.submit(work, item) for item in items])
    finally:  # after an error nothing more is begun
        others.shutdown(cancel_futures=True)


def _results(
    work: Callable[[_Item], _Result], items: Sequence[_Item], given: Sequence[Future[_Result]]
) -> Iterator[_Result]:
    """Yield results in order; while the next one is not there, take items from the end."""
    from_the_end = iter(range(len(items) - 1, -1, -1))
    done_here: dict[int, _Result] = {}
    for place, future in enumerate(given):
        while place not in done_here and not future.done():
            # what another process has begun cannot be taken back
            mine = next((at for at in from_the_end if given[at].cancel()), None)
            if mine is None:
                break
            done_here[mine] = work(items[mine])
        yield done_here.pop(place) if place in done_here else future.result()
