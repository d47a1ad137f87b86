"""Write a sheet on which blind readers name topics: terms and quotes under letters, nothing else.

Run ``python benchmarks/topics/reader_sheet.py TOPICS SEGMENTS > sheet.md`` with the paths of
``topics.parquet`` and ``segments.parquet``. Letters follow a fixed shuffle, so that a topic's size
and number tell nothing.
"""

from __future__ import annotations

import argparse
import string
from pathlib import Path

import pandas as pd

QUOTES = 3
HEAD = """# Name these topics

A program sorted passages of interviews into groups. You see, for each group, ten words that are
frequent in it and three passages. Say in a few words what the group is about, and how sure you are
(sure, loosely, cannot tell). Please do not look at the codebook or the documentation before.
"""


def main() -> None:
    """Print the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topics", type=Path)
    parser.add_argument("segments", type=Path)
    options = parser.parse_args()
    topics = pd.read_parquet(options.topics).sample(frac=1, random_state=7)
    spoken = pd.read_parquet(options.segments).set_index("segment_id")["spoken"]
    print(HEAD)
    for letter, row in zip(string.ascii_uppercase, topics.itertuples(), strict=False):
        print(f"## Group {letter}\n\n{', '.join(row.terms)}\n")
        for segment in list(row.representative)[:QUOTES]:
            print(f"> {spoken[segment]}\n")
        print("Name: ______________________ (sure / loosely / cannot tell)\n")


if __name__ == "__main__":
    main()
