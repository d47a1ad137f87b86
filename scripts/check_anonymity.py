"""Warn of participants whose published attributes few others share.

Input: interviews.csv. Output, private: every value, and every combination of the attributes that
the explorer and the figures show together, which fewer than k participants have.
"""

import logging
from pathlib import Path

import pandas as pd

from aft_themes.deidentify import k_anonymity
from aft_themes.interviews import attributes, load_interviews
from aft_themes.settings import Settings
from aft_themes.tablefiles import write_csv

logger = logging.getLogger(__name__)


def main(*, interviews: Path, few: Path, settings: Settings) -> None:
    listed = load_interviews(interviews)
    shown = [name for name in settings.themes.attributes if name in listed]
    k = settings.deidentify.k
    together = [[name] for name in attributes(listed)] + ([shown] if len(shown) > 1 else [])
    found = [k_anonymity(listed, columns, k) for columns in together]
    for columns, rows in zip(together, found, strict=True):
        if len(rows):
            logger.warning(
                "%s: %d combinations are shared by fewer than %d participants (%d participants "
                "in all). Fix: band or leave out an attribute; docs/privacy.md says how.",
                " x ".join(columns), len(rows), k, rows["participants"].sum(),
            )  # fmt: skip
    write_csv(pd.concat(found), few)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
