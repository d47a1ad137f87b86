"""Run studies of growing size; show the time and memory of each rule: `growth.py 144 --help`.

A study of N interviews is made of the sample: each interview is a copy of one of its 36, in which
about every fifth word of four letters or more is exchanged for one that is about as frequent, so
that no two segments are the same. Codings are copied with their interviews, for as many as
`--coded` says. Copies are more alike than interviews of different people, so only cost is measured
here, not quality.

With `--vectors made` the network is not run: a segment's vectors are those of the sample's
segment that it was copied from, with noise of a fixed seed, as far off as the network's own vectors
of copies are. Everything else runs as it does for a researcher.

With `--from FOLDER` a finished study of this benchmark is copied until there are N interviews, its
turns, replacements, segments and vectors included: what reads transcripts, finds names, makes
segments and embeds them does not run. Texts then repeat; vectors have noise again.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.catalog import (
    CLEAN_TURNS,
    INTAKE,
    PARTICIPANTS,
    REPLACEMENTS,
    SEGMENTS,
    SENTENCES,
    TURNS,
)
from aft_themes.io.parquet import read_frame, write_frame
from workflow import copy_workflow

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data/raw/aft-sample"
MADE = PROJECT / "data/processed/aft-sample"
STUDY = "growth"
EXCHANGED = 0.2  # of the words of four letters or more
NOISE = 0.59  # added to a unit vector: cosine .86 on average, as the network gives to copies
_WORD = re.compile(r"\b[a-z]{4,}\b")
_NEAR = 40  # words among which one is chosen that is about as frequent

# runs in every Python process below a benchmark: the engine's own figures miss short peaks
_METER = """
import atexit, os, re, resource, sys
def _note():
    rule = re.search(r"tmp[^/]*?\\.(\\w+)\\.py$", sys.argv[0] if sys.argv else "")
    if rule:
        who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
        own, children = map(resource.getrusage, who)
        used = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        with open(os.environ["GROWTH_METER"], "a") as out:
            peak = max(own.ru_maxrss, children.ru_maxrss) / 1024
            out.write(f"{rule[1]},{used:.2f},{peak:.0f}\\n")
atexit.register(_note)
"""


class Exchanger:
    """Exchanges words of the sample for others, the same way for an interview and its quotes."""

    def __init__(self, texts: list[str]) -> None:
        counts = Counter(word for text in texts for word in _WORD.findall(text))
        # a word that is a name somewhere would be found by the leak gate
        names = {word.lower() for text in texts for word in re.findall(r"\b[A-Z]\w+", text)}
        self._ranked = [word for word, _ in counts.most_common() if word not in names]
        self._rank = {word: place for place, word in enumerate(self._ranked)}

    def change(self, text: str, copy: str) -> str:
        """Exchange some words of a text, for the copy of that name."""
        return _WORD.sub(lambda found: self._other(found[0], copy), text)

    def _other(self, word: str, copy: str) -> str:
        place, drawn = self._rank.get(word), zlib.crc32(f"{copy} {word}".encode())
        if place is None or drawn % 1000 >= EXCHANGED * 1000:
            return word
        return self._ranked[(place + 1 + drawn // 1000 % _NEAR) % len(self._ranked)]


def make_study(folder: Path, interviews: int, coded: int) -> None:
    """Write the raw files of a study of N interviews."""
    raw = folder / "data/raw" / STUDY
    (raw / "transcripts").mkdir(parents=True)
    (raw / "codings").mkdir()
    for name in ("identifiers.csv", "codebook.yaml", "settings.yaml"):
        shutil.copy(SAMPLE / name, raw)
    turns = pd.read_parquet(MADE / "private/turns.parquet")
    exchanger = Exchanger(turns["text"].tolist())
    spoken = {str(one): part for one, part in turns.groupby("interview")}
    people = pd.read_csv(SAMPLE / "interviews.csv", dtype=str).set_index("interview")
    rows = []
    for name, source in copies(interviews):
        text = "".join(_lines(spoken[source], exchanger, name))
        (raw / "transcripts" / f"{name}.txt").write_text(text, "utf-8")
        own = people.loc[source].to_dict()
        own |= {"file": f"{name}.txt", "interviewer_label": "Interviewer"}
        own["coders"] = own["coders"] if len(rows) < coded else ""
        rows.append({"interview": name, **own})
    pd.DataFrame(rows).to_csv(raw / "interviews.csv", index=False)
    for path in sorted((SAMPLE / "codings").glob("*.csv")):
        _copy_codings(
            path, raw / "codings" / path.name, dict(list(copies(interviews))[:coded]), exchanger
        )


def copies(interviews: int) -> Iterator[tuple[str, str]]:
    """Yield the id of each interview, and the one of the sample that it is a copy of."""
    sources = sorted(path.stem for path in (SAMPLE / "transcripts").iterdir())
    for number in range(interviews):
        yield f"P{number + 1:05d}", sources[number % len(sources)]


def _lines(turns: pd.DataFrame, exchanger: Exchanger, copy: str) -> Iterator[str]:
    for role, text in zip(turns["role"], turns["text"], strict=True):
        label = "Interviewer" if role == "interviewer" else "Participant"
        yield f"{label}: {exchanger.change(' '.join(text.split()), copy)}\n\n"


def _copy_codings(source: Path, target: Path, coded: dict[str, str], exchanger: Exchanger) -> None:
    with source.open(encoding="utf-8", newline="") as handle:
        given = list(csv.DictReader(handle))
    own: dict[str, list[dict[str, str]]] = {}
    for row in given:
        own.setdefault(row["interview"], []).append(row)
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(given[0]))
        writer.writeheader()
        for name, one in coded.items():
            for row in own.get(one, []):
                quote = exchanger.change(" ".join(row["quote"].split()), name)
                writer.writerow({**row, "interview": name, "quote": quote})


def run(folder: Path, cores: int, *arguments: str) -> int:
    """Run the workflow, and note what each process used."""
    hook = folder / "meter"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(_METER)
    paths = [str(hook), str(folder / "src")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "GROWTH_METER": str(folder / "meter.csv"),
    }
    snakemake = [sys.executable, "-m", "snakemake", "--cores", str(cores), "--keep-going"]
    command = [*snakemake, *arguments, "--config", f"study={STUDY}"]
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def make_vectors(folder: Path) -> None:
    """Put made vectors where the embedding rule keeps those that it knows."""
    from aft_themes.corpus.sentences import find_sentences
    from aft_themes.corpus.tags import say_tags
    from aft_themes.embeddings.cache import make_key, part_of, save_cache
    from aft_themes.embeddings.encoder import TOGETHER
    from aft_themes.embeddings.minilm import WEIGHTS_SHA256
    from aft_themes.language import load
    from aft_themes.suggestions.coded_study import find_sentence_begins

    language, processed = load("en"), folder / "data/processed" / STUDY
    sample = pd.read_parquet(MADE / "segments.parquet")
    whole = np.load(MADE / "embeddings.npy")
    sentences = np.load(MADE / "sentence_embeddings.npy")
    begins = find_sentence_begins(sample, language)
    place = {one: row for row, one in enumerate(sample["segment_id"])}
    source = dict(copies(10**6))
    cache = processed / "private/embeddings"
    made: dict[Path | None, dict[str, np.ndarray]] = {}
    columns = ["segment_id", "spoken", "question"]
    segments = pd.read_parquet(processed / "segments.parquet", columns=columns)
    embedded = segments["spoken"].nunique() + segments["question"].nunique()
    for number, (one, spoken) in enumerate(
        zip(segments["segment_id"], segments["spoken"], strict=True)
    ):
        name, _, rest = one.partition(".")
        row = place.get(f"{source[name]}.{rest}", number % len(sample))
        text = say_tags(spoken, language)
        spans = find_sentences(text)
        own = sentences[begins[row] : begins[row + 1]]
        rows = np.vstack([whole[row], own[np.arange(len(spans)) % len(own)]])
        # a large study keeps its vectors in parts
        large = embedded > TOGETHER
        kept = part_of(cache, make_key("", "", text)[0]) if large else cache
        for span, vector in zip(((), *spans), _noisy(rows, number), strict=True):
            made.setdefault(kept, {})[make_key(WEIGHTS_SHA256, "fp32", text, span)] = vector
    for part, vectors in made.items():
        save_cache(part or cache, vectors)


def copy_study(base: Path, folder: Path, interviews: int, coded: int) -> None:
    """Copy a finished study again and again, its stages up to segments and vectors included."""
    old, raw = base / "data/raw" / STUDY, folder / "data/raw" / STUDY
    people = pd.read_csv(old / "interviews.csv", dtype=str, keep_default_na=False)
    ids = people["interview"].tolist()
    rounds = -(-interviews // len(ids))
    names = [
        {one: f"P{number * len(ids) + place + 1:05d}" for place, one in enumerate(ids)}
        for number in range(rounds)
    ]
    asked = {name for copy in names for name in copy.values()}
    asked = set(sorted(asked)[:interviews])
    (raw / "transcripts").mkdir(parents=True)
    (raw / "codings").mkdir()
    for name in ("identifiers.csv", "codebook.yaml", "settings.yaml"):
        shutil.copy(old / name, raw)
    listed = _again(people, names, asked)
    listed["file"] = listed["interview"] + ".txt"
    listed.loc[coded:, "coders"] = ""
    listed.to_csv(raw / "interviews.csv", index=False)
    for copy in names:
        for one, name in copy.items():
            if name in asked:
                shutil.copy(old / f"transcripts/{one}.txt", raw / f"transcripts/{name}.txt")
    some = set(sorted(asked)[:coded])
    for path in sorted((old / "codings").glob("*.csv")):
        given = pd.read_csv(path, dtype=str, keep_default_na=False)
        _again(given, names, some).to_csv(raw / "codings" / path.name, index=False)
    _copy_stages(base / "data/processed" / STUDY, folder / "data/processed" / STUDY, names, asked)


def _again(frame: pd.DataFrame, names: list[dict[str, str]], asked: set[str]) -> pd.DataFrame:
    """Repeat a table's rows for each copy of their interviews, under the copies' ids."""
    parts = []
    for copy in names:
        part = frame[frame["interview"].map(copy).isin(asked)].copy()
        if part.empty:
            continue
        new = part["interview"].map(copy)
        if "segment_id" in part:
            part["segment_id"] = new + part["segment_id"].str.slice(6)
        if "participant" in part:
            part["participant"] = new.where(part["participant"] != "", "")
        part["interview"] = new
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _copy_stages(old: Path, new: Path, names: list[dict[str, str]], asked: set[str]) -> None:
    (new / "private").mkdir(parents=True)
    for name in ("private/key.json", "private/candidates.csv"):
        shutil.copy(old / name, new / name)
    for entry in (TURNS, REPLACEMENTS, PARTICIPANTS, INTAKE, CLEAN_TURNS, SENTENCES, SEGMENTS):
        table = read_frame(old / entry.path, entry)
        if entry == PARTICIPANTS:
            table = _again(table.assign(interview=table["participant"]), names, asked)
            table = table.assign(interviews=[[one] for one in table.pop("interview")])
        else:
            table = _again(table, names, asked)
        if entry == INTAKE:
            table["file"] = table["interview"] + ".txt"
        write_frame(table, new / entry.path, entry)
    _copy_vectors(old, new, names, asked)
    # the engine believes what is newer than what it is made of
    private = ("turns", "participants", "replacements", "key", "candidates")
    stages = (
        *(f"private/{name}" for name in private),
        "intake",
        "clean_turns",
        "sentences",
        "segments",
    )
    for stage in (*stages, "question_embeddings", "sentence_embeddings", "embeddings"):
        (found,) = new.glob(f"{stage}.*")
        found.touch()
        time.sleep(0.01)


def _copy_vectors(old: Path, new: Path, names: list[dict[str, str]], asked: set[str]) -> None:
    """Copy vectors, with noise that differs from copy to copy."""
    from aft_themes.language import load
    from aft_themes.suggestions.coded_study import find_sentence_begins

    segments = pd.read_parquet(old / "segments.parquet")
    begins = find_sentence_begins(segments, load("en"))
    segment_of = np.repeat(np.arange(len(segments)), np.diff(begins))
    shutil.copy(old / "question_embeddings.npy", new)  # their texts are the same
    for name in ("embeddings", "sentence_embeddings"):
        vectors = np.load(old / f"{name}.npy")
        with (new / f"{name}.npy").open("wb") as handle:
            parts = []
            for number, copy in enumerate(names):
                rows = segments["interview"].map(copy).isin(asked).to_numpy()
                part = vectors[rows if name == "embeddings" else rows[segment_of]]
                noise = np.random.default_rng(number).standard_normal(part.shape, np.float32)
                part = part + 0.2 * noise / np.sqrt(np.float32(part.shape[1]))
                parts.append(part / np.linalg.norm(part, axis=1, keepdims=True))
            np.save(handle, np.concatenate(parts))


def _noisy(rows: np.ndarray, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal(rows.shape[1])
    moved = rows + NOISE * noise / np.linalg.norm(noise)
    return (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)


def table(folder: Path) -> pd.DataFrame:
    """Sum CPU seconds and take the peak memory of each rule."""
    noted = pd.read_csv(folder / "meter.csv", names=["rule", "cpu_s", "peak_mb"])
    grouped = noted.groupby("rule").agg(
        jobs=("cpu_s", "size"), cpu_s=("cpu_s", "sum"), peak_mb=("peak_mb", "max")
    )
    return grouped.sort_values("cpu_s", ascending=False).reset_index()


def main(arguments: argparse.Namespace) -> None:
    folder = arguments.folder / f"{arguments.interviews}-{arguments.coded}"
    if not folder.exists():
        folder.mkdir(parents=True)
        copy_workflow(folder)
        shutil.copytree(PROJECT / "src", folder / "src")
        if arguments.base:
            copy_study(arguments.base, folder, arguments.interviews, arguments.coded)
        else:
            make_study(folder, arguments.interviews, arguments.coded)
    if arguments.base:
        arguments.snakemake += ["--rerun-triggers", "mtime"]  # stages that are there count
    elif arguments.vectors == "made":
        run(folder, arguments.cores, "--until", "make_segments")
        make_vectors(folder)
    ended = run(folder, arguments.cores, *arguments.snakemake)
    found = table(folder).assign(interviews=arguments.interviews, coded=arguments.coded)
    found.to_csv(folder / "rules.csv", index=False)
    print(found.round(1).to_string(index=False))
    print(f"{found['cpu_s'].sum():.0f} CPU seconds; the engine ended with {ended}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interviews", type=int)
    parser.add_argument("--coded", type=int, default=200)
    parser.add_argument("--vectors", choices=("network", "made"), default="made")
    parser.add_argument("--from", dest="base", type=Path)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    given, more = parser.parse_known_args()  # what is left goes to the engine
    given.snakemake = more
    main(given)
