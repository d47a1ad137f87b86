"""Choose the codings that enter the theme tables, by the setting ``coding.final``.

Inputs: the three layers and the assignments. Outputs: final codings, and every coding with what
superseded it.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from aft_themes.codings import final_codings, trace_codings
from aft_themes.frames import ASSIGNMENTS, CODINGS, empty_frame, read_frame, write_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    human: Path,
    suggested: Sequence[Path],
    reviewed: Path,
    assigned: Path,
    final: Path,
    traced: Path,
    settings: Settings,
) -> None:
    layers = (
        read_frame(human, CODINGS),
        read_frame(suggested[0], CODINGS) if suggested else empty_frame(CODINGS),
        read_frame(reviewed, CODINGS),
    )
    who = read_frame(assigned, ASSIGNMENTS)
    chosen = final_codings(*layers, who, final=settings.coding.final)
    logger.info("%d final codings by the rule %r", len(chosen), settings.coding.final)
    write_frame(chosen, final, CODINGS)
    write_frame(trace_codings(layers, chosen, who), traced, CODINGS)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
