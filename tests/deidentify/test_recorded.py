"""What de-identification does with an invented study, as recorded: any other weight or edge shows.

The record says what the rules do, not what is right. After a change of a rule write it anew with
``python -m tests.deidentify.test_recorded``, and read the difference as you would read code.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.deidentify import find_replacements
from aft_themes.deidentify.leak_gate.names import OF_THE_MACHINE, names_to_check
from aft_themes.deidentify.leak_gate.search import tags_in

from .invented import DECISIONS, IDENTIFIERS, turns

RECORD = Path("tests/data/deidentify")


def replacements(found):
    said = turns().set_index(["interview", "turn"])["text"]
    rows = found.replacements.to_dict("records")
    for row in rows:
        row["said"] = said[row["interview"], row["turn"]][row["start"] : row["end"]]
    return [",".join(map(str, row.values())) for row in rows]


def candidates(found):
    return found.candidates.to_csv(index=False).splitlines()


def gathered(found):
    names = names_to_check(
        identifiers=IDENTIFIERS,
        key=found.key,
        turns=turns(),
        allowed=["Boston"],
        decisions=DECISIONS,
        ordinary="The report of the Comet study",
    )
    return [name for name in names if name.tag not in OF_THE_MACHINE]


def names(found):
    rows = [{**vars(name), "not_before": " ".join(name.not_before)} for name in gathered(found)]
    return pd.DataFrame(rows).to_csv(index=False).splitlines()


def leaks(found):
    """Give the tags that the gate sees in each turn: as it was said, in small letters, shouted."""
    texts, looked_for = turns()["text"], gathered(found)
    forms = [tags_in(form, looked_for) for form in (texts, texts.str.lower(), texts.str.upper())]
    rows = zip(texts, *forms, strict=True)
    return [json.dumps([text, *map(sorted, tags)]) for text, *tags in rows]


RECORDED = {
    "replacements.txt": replacements,
    "candidates.csv": candidates,
    "names_to_check.csv": names,
    "leaks.jsonl": leaks,
}


@pytest.mark.parametrize("name", RECORDED)
def test_the_invented_study_is_treated_as_recorded(name):
    found = find_replacements(turns(), IDENTIFIERS, DECISIONS)
    recorded = (RECORD / name).read_text(encoding="utf-8").splitlines()
    assert RECORDED[name](found) == recorded


if __name__ == "__main__":
    outcome = find_replacements(turns(), IDENTIFIERS, DECISIONS)
    for file, lines in RECORDED.items():
        (RECORD / file).write_text("\n".join(lines(outcome)) + "\n", encoding="utf-8")
