"""Keep the terms of the last run, so that topics keep their numbers.

A run on the same input as the last one must give the same bytes. So the file holds two sets of
terms: those of the last run, and those that the last run itself was compared with. The same input
is compared with the latter again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from aft_themes.catalog import TOPIC_HISTORY, TOPIC_TERMS
from aft_themes.io.parquet import read_frame, write_frame


def fingerprint(parts: Iterable[bytes]) -> str:
    """Digest of everything that decides the topics.

    Parameters
    ----------
    parts : iterable of bytes
        Contents of the input files and the settings.

    Returns
    -------
    str
        SHA-256.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def terms_before(path: Path, mark: str) -> pd.DataFrame | None:
    """Read the terms with which this run is to be compared.

    Parameters
    ----------
    path : Path
        The file of :func:`keep_terms`; it need not exist.
    mark : str
        The fingerprint of this run's input.

    Returns
    -------
    pandas.DataFrame or None
        By ``TOPIC_TERMS``; None when there is nothing to compare with.

    Raises
    ------
    SchemaError
        If the file does not keep its contract.
    """
    if not path.exists():
        return None
    history = read_frame(path, TOPIC_HISTORY)
    same = bool((history.loc[history["run"] == "last", "fingerprint"] == mark).any())
    found = history.loc[history["run"] == ("before" if same else "last"), TOPIC_TERMS.schema.names]
    return None if found.empty else found.reset_index(drop=True)


def keep_terms(path: Path, mark: str, terms: pd.DataFrame, previous: pd.DataFrame | None) -> None:
    """Write the terms of this run, and those with which it was compared.

    Parameters
    ----------
    path : Path
        Where; replaced whole.
    mark : str
        The fingerprint of this run's input.
    terms : pandas.DataFrame
        By ``TOPIC_TERMS``. A run without topics leaves the file as it is.
    previous : pandas.DataFrame or None
        What :func:`terms_before` returned.
    """
    if terms.empty:
        return
    runs = [terms.assign(run="last", fingerprint=mark)]
    if previous is not None:
        runs.append(previous.assign(run="before", fingerprint=""))
    write_frame(pd.concat(runs, ignore_index=True), path, TOPIC_HISTORY)
