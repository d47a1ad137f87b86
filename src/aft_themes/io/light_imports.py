"""Import a library without the libraries that it imports where it finds them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let modules seem not to be installed; those that are imported already stay.

    For libraries that can do without them, in what is used of them here, where they take longer
    to load than the library itself.

    Parameters
    ----------
    *names : str
        Names of modules.

    Examples
    --------
    >>> with without("scipy.stats", "sklearn"):
    ...     from nltk.tokenize.punkt import PunktTrainer
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None means: not there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
