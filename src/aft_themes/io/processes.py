"""Do the same work for several things, in several processes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Self, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Processes:
    """So many processes that work at the same time; this process is one of them.

    The others begin anew and import what the work needs. A copy of this process would begin at
    once, but libraries have threads here: a copy may wait for ever for what a thread held, and
    Python warns of it from 3.12 on.
    """

    def __init__(self, number: int) -> None:
        self._others = ProcessPoolExecutor(number - 1, get_context("spawn")) if number > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._others:  # after an error nothing more is begun
            self._others.shutdown(cancel_futures=True)

    def map(self, work: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
        """Let the other processes begin; give what the work gives for each item, in their order.

        This process begins to help when the first result is asked for.
        """
        if self._others is None or len(items) < 2:
            return map(work, items)
        return _results(work, items, [self._others.submit(work, item) for item in items])


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
