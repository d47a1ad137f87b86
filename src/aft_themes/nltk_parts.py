"""The parts of NLTK that are used, without the statistics that NLTK imports beside them.

NLTK imports ``scipy.stats`` and scikit-learn where it finds them. Neither sentences nor stems need
them, and they take four times as long as NLTK itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNNEEDED = ("scipy.stats", "sklearn")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let modules that are not imported yet seem not to be installed."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None means: not there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _hidden(_UNNEEDED):
    from nltk.stem.snowball import SnowballStemmer
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

__all__ = ["PunktParameters", "PunktSentenceTokenizer", "PunktTrainer", "SnowballStemmer"]
