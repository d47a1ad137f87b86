"""Compare de-identification with presidio and spaCy on interviews that were labelled by hand.

    .venv/bin/python benchmarks/audit.py FOLDER [--part NAME] [--peers PYTHON]

FOLDER holds one folder per study with ``turns.csv`` (interview, turn, role, speaker, text) and
``labels.csv`` (interview, turn, text, kind, and part: a name for a group of interviews). Every
identifying string of a labelled interview is labelled as person, place, organisation or contact;
``either`` marks what may be replaced or stay (a famous author, a brand, the title of a work).
Texts of real people are not part of the project; docs/appendix/names-measured.md says which were
used.

PYTHON is the interpreter of an environment with presidio-analyzer, spaCy and its small English
model (en_core_web_sm, under whatever package name it was installed). The product gets no
identifiers.csv, but reads the study's speaker labels; the peers read one turn at a time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

from aft_themes.catalog import REPLACEMENTS
from aft_themes.corpus.cleaning import clean
from aft_themes.deidentify import Deidentification, count_waiting, find_replacements
from aft_themes.deidentify.audit import DIRECT, audit

NOBODY = pd.DataFrame(columns=["text", "kind", "replacement"])
PEERS = ("spacy", "presidio")

# Runs in the peers' own environment: texts on standard input, spans on standard output.
PEER = r"""
import importlib, json, pkgutil, sys
tool, texts = sys.argv[1], json.load(sys.stdin)
model = next(m.name for m in pkgutil.iter_modules() if m.name.startswith("en_core_web_sm"))
kinds = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "LOCATION": "place",
         "ORG": "organisation", "ORGANIZATION": "organisation", "PHONE_NUMBER": "contact",
         "EMAIL_ADDRESS": "contact", "URL": "contact"}
if tool == "spacy":
    nlp = importlib.import_module(model).load(disable=["lemmatizer"])
    found = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(texts)]
else:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    models = [{"lang_code": "en", "model_name": model}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    analyzer = AnalyzerEngine(nlp_engine=engine.create_engine(), supported_languages=["en"])
    found = [[(r.start, r.end, r.entity_type) for r in analyzer.analyze(text=t, language="en")]
             for t in texts]
print(json.dumps([[(a, b, kinds[k]) for a, b, k in spans if k in kinds] for spans in found]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", help="only the interviews of this part")
    parser.add_argument("--peers", help="interpreter with presidio-analyzer and spaCy")
    given = parser.parse_args()
    rows = []
    for study in sorted(path for path in given.folder.iterdir() if path.is_dir()):
        labels = read(study / "labels.csv")
        if given.part:
            labels = labels[labels["part"] == given.part]
        if len(labels):
            turns = read(study / "turns.csv")
            rows += compare(study.name, turns, labels, given.peers)
    table = pd.DataFrame(rows)
    print(table.to_string(index=False))
    print("\nall studies")
    print(summarise(table).to_string())


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False)


def compare(study: str, turns: pd.DataFrame, labels: pd.DataFrame, peers: str | None) -> list[dict]:
    begun = time.perf_counter()
    ours = find_replacements(turns.assign(start_s=None, end_s=None, locator=""), NOBODY)
    seconds = time.perf_counter() - begun
    words = turns["text"].str.split().str.len().sum()
    waiting = 100_000 * count_waiting(ours.candidates) / words
    found = {"ours": (ours, seconds, waiting)}
    if peers:
        labelled = turns[turns["interview"].isin(labels["interview"])]
        found |= {tool: peer_finds(peers, tool, labelled) for tool in PEERS}
    rows = []
    for tool, (result, took, waits) in found.items():
        scores = audit(result, turns, labels).set_index("kind").loc[list(DIRECT)]
        for kind, row in scores.iterrows():
            counts = row[["labels", "found", "listed", "replaced_words", "wrong_words"]].astype(int)
            rows.append({"study": study, "tool": tool, "kind": kind, **counts})
        rows[-1] |= {"seconds": round(took, 1), "waiting per 100,000": round(waits)}
    return rows


def peer_finds(
    python: str, tool: str, turns: pd.DataFrame
) -> tuple[Deidentification, float, float]:
    texts = [clean(text).text for text in turns["text"]]
    begun = time.perf_counter()
    done = subprocess.run(
        [python, "-c", PEER, tool], input=json.dumps(texts), text=True, capture_output=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    spans = [
        (interview, turn, start, end, "X", kind, tool)
        for (interview, turn), found in zip(
            turns[["interview", "turn"]].itertuples(index=False),
            json.loads(done.stdout),
            strict=True,
        )
        for start, end, kind in found
    ]
    frame = pd.DataFrame(spans, columns=REPLACEMENTS.schema.names)
    empty = pd.DataFrame(columns=["candidate", "decision", "interviews"])
    return Deidentification(frame, {}, empty), time.perf_counter() - begun, 0


def summarise(table: pd.DataFrame) -> pd.DataFrame:
    """Recall by kind, and precision over all words that a tool replaced."""
    kinds = table.groupby(["tool", "kind"])[["labels", "found", "listed"]].sum()
    recall = (kinds["found"] / kinds["labels"]).round(3)
    recall = recall.reset_index(name="recall").pivot_table("recall", "tool", "kind")
    words = table.groupby("tool")[["replaced_words", "wrong_words"]].sum()
    return recall.assign(precision=(1 - words["wrong_words"] / words["replaced_words"]).round(3))


if __name__ == "__main__":
    main()
