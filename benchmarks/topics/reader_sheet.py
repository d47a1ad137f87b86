"""Write a sheet on which blind readers name topics: terms and quotes under letters, nothing else.

Run ``python benchmarks/topics/reader_sheet.py TOPICS SEGMENTS SHEET KEY`` with the paths of
``topics.parquet`` and ``segments.parquet``, and of the sheet and the key to write. Letters follow
a fixed shuffle, so that a topic's size and number tell nothing.
"""

from __future__ import annotations

import argparse
import string
from pathlib import Path

import pandas as pd

HEAD = """# Name these topics

A program sorted passages of interviews into groups. You see, for each group, ten words that stand
for it and up to five passages. Say in a few words what the group is about, and how sure you are
(sure, loosely, cannot tell). Please do not look at the codebook or the documentation before.
"""


def main() -> None:
    """Write sheet and key."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("topics", "segments", "sheet", "key"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    topics = pd.read_parquet(options.topics).sample(frac=1, random_state=7)
    spoken = pd.read_parquet(options.segments).set_index("segment_id")["spoken"]
    sheet, key = [HEAD], []
    for letter, row in zip(string.ascii_uppercase, topics.itertuples(), strict=False):
        sheet.append(f"## Group {letter}\n\n{', '.join(row.terms)}\n")
        sheet += [f"> {spoken[segment]}\n" for segment in row.representative]
        sheet.append("Name: ______________________ (sure / loosely / cannot tell)\n")
        key.append(f"{letter}: topic {row.topic}")
    options.sheet.write_text("\n".join(sheet), "utf-8")
    options.key.write_text("\n".join(key) + "\n", "utf-8")


if __name__ == "__main__":
    main()
