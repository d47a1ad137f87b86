"""Measure the suggestions: what each part is worth, unseen interviews, and the challenge set.

Needs a finished run of the sample study. From the repository's folder:

    .venv/bin/python benchmarks/suggestions.py

Choices were made by the first table only, on interviews P01 to P24. The second trains on those
24 and tests once on P25 to P36, which no choice was made on. The third treats these twelve as a
new site that is coded step by step. The fourth trains on all interviews and looks at
hand-written segments that mislead a reader of words.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from challenge import join_challenge, score_challenge
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from aft_themes.catalog import (
    CODER_ASSIGNMENTS,
    CODINGS,
    HUMAN_CODINGS,
    SEGMENTS,
    SENTENCE_VECTORS,
    VECTORS,
)
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.sentences import find_sentences
from aft_themes.corpus.tags import say_tags
from aft_themes.embeddings.encoder import embed, embed_sentences
from aft_themes.io.parquet import read_frame
from aft_themes.language.english import ENGLISH
from aft_themes.settings import EmbeddingSettings, check_settings
from aft_themes.suggestions import CodedStudy, suggest
from aft_themes.suggestions.assigning import top_only
from aft_themes.suggestions.counts import count, f1, kappa
from aft_themes.suggestions.cross_validation import fit_folds, gather
from aft_themes.suggestions.from_codebook import count_cues, rank_from_codebook
from aft_themes.suggestions.labels import Labels, make_tree, read_labels
from aft_themes.suggestions.learning import measure_unseen
from aft_themes.suggestions.model import Prediction, fit
from aft_themes.suggestions.precision_control import Bar, Judged, judge_codes, thresholds_of
from aft_themes.suggestions.quality import hits_at
from aft_themes.suggestions.similarities import VIEWS, compare, weigh
from aft_themes.suggestions.texts import Texts, read_texts

DEVELOPMENT = [f"P{number:02d}" for number in range(1, 25)]
SEEDS = (20, 21)
BAR = Bar(0.6, 0.9)
# seconds: Card, Moran & Newell (1983), as in explorer_walk.py; words: silent reading of Brysbaert
# (2019), Journal of Memory and Language 109, 104047
KEY_S, CLICK_S, THOUGHT_S = 0.28, 1.30, 1.35
WORDS_A_MINUTE = 238
MIDDLE = (0.4, 0.7)  # where a person hesitates whether to look
CODEBOOK_FEATURES = (
    "definition",
    "exemplars",
    "own words",
    "own letters",
    "question definition",
    "question words",
)
NEIGHBOURS = ("neighbours", "neighbours' domain")
TURN = ("rest of the turn", "most in the turn")
INTERVIEW = ("rest of the interview",)
AROUND = (*NEIGHBOURS, *TURN, *INTERVIEW)
MEASURES = ("f1", "kappa", "recall at 5", "domain f1", "domain kappa")


Views = dict[str, tuple[str, ...]]


def _drop(*names: str) -> Views:
    kept = {view: tuple(p for p in parts if p not in names) for view, parts in VIEWS.items()}
    return {view: parts for view, parts in kept.items() if parts}


# which views the model has, and which features its second stage lacks
ABLATION: dict[str, tuple[Views, tuple[str, ...]]] = {
    "whole model": (VIEWS, ()),
    "without words": (_drop("words"), ()),
    "without letters": (_drop("letters"), ()),
    "without the segment's embedding": (_drop("segment"), ()),
    "without sentences": (_drop("sentences"), ()),
    "without the question": (
        _drop("question", "question words"),
        ("question definition", "question words"),
    ),
    "without neighbours": (VIEWS, NEIGHBOURS),
    "without the turn": (_drop("turn"), TURN),
    "without the rest of the interview": (VIEWS, INTERVIEW),
    "without anything around the segment": (_drop("turn"), AROUND),
    "without place in the interview": (_drop("position"), ()),
    "without definitions and exemplars": (VIEWS, CODEBOOK_FEATURES),
    "without parent and domain": (VIEWS, ("parent", "domain", "neighbours' domain")),
    "words and letters alone": ({"words": VIEWS["words"]}, AROUND),
    "embeddings alone": ({"meaning": VIEWS["meaning"]}, AROUND),
    "one view of everything": ({"all": VIEWS["all"]}, ()),
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processed", type=Path, default=Path("data/processed/aft-sample"))
    parser.add_argument("--raw", type=Path, default=Path("data/raw/aft-sample"))
    parser.add_argument("--challenge", type=Path, default=Path("tests/data/challenge/segments.csv"))
    parser.add_argument("--only", choices=("ablation", "unseen", "new-site", "challenge"))
    parser.add_argument("--coded", type=int, nargs="+", default=[0, 3, 6, 9])
    given = parser.parse_args()
    parts = {
        "ablation": _ablation,
        "unseen": _unseen,
        "new-site": _new_site,
        "challenge": _challenge,
    }
    with threadpool_limits(limits=1):
        for name, part in parts.items():
            if given.only in (None, name):
                part(given)


def _read(
    given: argparse.Namespace, interviews: list[str] | None = None, challenge: bool = False
) -> tuple[Texts, Codebook, Labels]:
    book = load_codebook(given.raw / "codebook.yaml")
    segments = read_frame(given.processed / "segments.parquet", SEGMENTS)
    if interviews is not None:
        segments = segments[segments["interview"].isin(interviews)].reset_index(drop=True)
    if challenge:
        segments = join_challenge(segments, _challenge_rows(given))

    def vectors(texts: Any) -> Any:
        return embed(texts, EmbeddingSettings(), threads=2)

    spoken = segments["spoken"].tolist()
    read = embed_sentences(
        [say_tags(text, ENGLISH) for text in spoken], EmbeddingSettings(), threads=2
    )
    texts = read_texts(segments, *read, book, vectors, count_cues(spoken, book), ENGLISH)
    labels = read_labels(
        segments,
        read_frame(given.processed / "codings/human.parquet", CODINGS),
        read_frame(given.processed / "codings/coder_assignments.parquet", CODER_ASSIGNMENTS),
        make_tree(book),
    )
    return texts, book, labels


def _challenge_rows(given: argparse.Namespace) -> pd.DataFrame:
    with given.challenge.open(encoding="utf-8", newline="") as handle:
        return pd.DataFrame(list(csv.DictReader(handle)))


def _row(name: str, values: dict[str, float], *more: str) -> None:
    print(f"| {name} | " + " | ".join([f"{values[m]:.3f}" for m in MEASURES] + list(more)) + " |")


def _head(*more: str) -> None:
    print("\n| | " + " | ".join([*MEASURES, *more]) + " |")
    print("|---" * (1 + len(MEASURES) + len(more)) + "|")


def _ablation(given: argparse.Namespace) -> None:
    texts, book, labels = _read(given, DEVELOPMENT)
    tree = make_tree(book)
    _head("seconds of one processor")
    for name, (views, without) in ABLATION.items():
        begun, found = time.process_time(), []
        similarities = compare(texts, views)
        for seed in SEEDS:
            folds = fit_folds(
                texts,
                book,
                labels,
                similarities=similarities,
                seed=seed,
                without=without,
            )
            out = gather(list(folds), labels)
            truth = labels.coded[out.rows]
            every = np.arange(truth.shape[1])
            one = np.zeros(len(truth), dtype=np.int64)
            codes = count(out.predicted, truth, one, 1).pool(every)
            above = np.minimum(truth @ tree.below.T, 1)
            domains = count(out.predicted_within, above, one, 1).pool(tree.levels == 1)
            found.append(
                {
                    "f1": f1(codes)[0, 0],
                    "kappa": kappa(codes)[0, 0],
                    "recall at 5": hits_at(out.probable, truth).sum() / truth.sum(),
                    "domain f1": f1(domains)[0, 0],
                    "domain kappa": kappa(domains)[0, 0],
                }
            )
        spent = (time.process_time() - begun) / len(SEEDS)
        _row(name, {m: float(np.mean([one[m] for one in found])) for m in MEASURES}, f"{spent:.1f}")
    cold = hits_at(rank_from_codebook(texts), labels.coded).sum() / labels.coded.sum()
    print(
        f"\nCold start, no human codings: recall at 5 {cold:.3f}; by chance {5 / len(tree.ids):.3f}"
    )


def _unseen(given: argparse.Namespace) -> None:
    texts, book, labels = _read(given)
    tree = make_tree(book)
    seen = texts.segments["interview"].isin(DEVELOPMENT).to_numpy()
    train, test = np.flatnonzero(seen), np.flatnonzero(~seen)
    _head()
    prediction = fit(texts, book, labels, train, similarities=compare(texts)).prediction
    found = measure_unseen(prediction, labels.coded, tree, test)
    _row("this model", found)
    print(f"\nwith ancestors: f1 {found['f1 with ancestors']:.3f}")
    _head()
    _row("plain logistic regression", _plain(texts, labels, train, test, prediction, tree))


def _plain(
    texts: Texts,
    labels: Labels,
    train: Any,
    test: Any,
    prediction: Prediction,
    tree: Any,
) -> dict[str, float]:
    """One-vs-rest logistic regression on embedding and TF-IDF, one threshold chosen in training."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    (words,) = weigh(texts.words.words)
    rows = sparse.csr_matrix(sparse.hstack([words, sparse.csr_array(texts.vectors)]))
    groups = texts.groups[train]
    inner = np.isin(groups, np.unique(groups)[::3])

    def chances(truth: Any, at: Any, on: Any) -> Any:
        out = np.zeros((len(on), truth.shape[1]))
        for code in range(truth.shape[1]):
            if truth[at, code].any():
                model = LogisticRegression(C=10, class_weight="balanced", max_iter=200)
                out[:, code] = model.fit(rows[at], truth[at, code]).predict_proba(rows[on])[:, 1]
        return out

    def choose(truth: Any) -> float:
        held = chances(truth, train[~inner], train[inner])
        grid = np.arange(0.1, 0.91, 0.02)
        right = truth[train[inner]]
        scores = [2 * right[held >= t].sum() / (right.sum() + (held >= t).sum()) for t in grid]
        return float(grid[int(np.argmax(scores))])

    coded, within = prediction.coded.copy(), prediction.within.copy()
    coded[test] = chances(labels.coded, train, test)
    above = np.minimum(labels.coded @ tree.below.T, 1)
    domains = np.flatnonzero(tree.levels == 1)
    within[np.ix_(test, domains)] = chances(above[:, domains], train, test)
    ones = np.ones(coded.shape[1])
    return measure_unseen(
        replace(
            prediction,
            coded=coded,
            within=within,
            thresholds=ones * choose(labels.coded),
            within_thresholds=ones * choose(above[:, domains]),
        ),
        labels.coded,
        tree,
        test,
    )


def _challenge(given: argparse.Namespace) -> None:
    texts, book, labels = _read(given, challenge=True)
    similarities = compare(texts)
    prediction = fit(texts, book, labels, labels.rows, similarities=similarities).prediction
    folds = list(fit_folds(texts, book, labels, similarities=similarities, seed=SEEDS[0]))
    out = gather(folds, labels)
    judged = Judged(top_only(out.probable), labels.coded[out.rows], texts.groups[out.rows])
    thresholds = thresholds_of(judge_codes(judged, BAR))
    rows = np.flatnonzero(texts.segments["segment_id"].str.startswith("challenge/"))
    assigned = top_only(prediction.coded[rows]) >= thresholds
    scored = score_challenge(_challenge_rows(given), texts.segments, prediction, book, assigned)
    print(f"\n{scored.to_string()}")


def _new_site(given: argparse.Namespace) -> None:
    """Train on P01 to P24; treat P25 to P36 as a new site of which none, some or all is coded.

    What is assigned there is judged on its interviews that stay uncoded.
    """
    home, new = _study(given, lambda i: i in DEVELOPMENT), [f"P{n}" for n in range(25, 37)]
    book = load_codebook(given.raw / "codebook.yaml")
    people = pd.DataFrame({"participant": new})
    settings = check_settings(
        {"study": "new", "coding": {"train_on": "home"}, "agreement": {"resamples": 100}}
    )
    print("\n| coded there | assigned in the others | right | offered | right | sure | right |")
    print("|---" * 7 + "|")
    calibrated: list[tuple[Any, ...]] = []
    effort: list[tuple[Any, ...]] = []
    whole = _study(given, lambda i: i in new)
    truth = set(zip(whole.human["segment_id"], whole.human["code"], strict=True))
    for coded in given.coded:
        first = set(new[:coded])
        here = replace(
            whole,
            human=whole.human[whole.human["interview"].isin(first)],
            assignments=whole.assignments[whole.assignments["interview"].isin(first)],
        )
        found = suggest(here, book, settings, _embed, attributes=people, other=home, threads=2)
        rest = found.suggested[~found.suggested["interview"].isin(first)]
        parts = (
            found.assigned[~found.assigned["interview"].isin(first)],
            rest[rest["offered"] != ""],
            rest[rest["offered"] == "sure"],
        )
        print(
            f"| {coded} | " + " | ".join(_right(part, truth) for part in parts) + " |", flush=True
        )
        calibrated += [(coded, *row) for row in _calibrated(found.scores, first, truth)]
        effort.append((coded, *_effort(rest, whole.segments, truth)))
    print("\n| coded there | recalibrated | Brier score | .4 to .7: pairs | said | right |")
    print("|---" * 6 + "|")
    for row in calibrated:
        print("| " + " | ".join(map(str, row)) + " |")
    print(
        "\n| coded there | decisions | lists | keys | clicks | words to read | minutes | codings |"
    )
    print("|---" * 8 + "|")
    for row in effort:
        print("| " + " | ".join(map(str, row)) + " |")


def _effort(
    rest: pd.DataFrame, segments: pd.DataFrame, truth: set[tuple[str, str]]
) -> tuple[Any, ...]:
    """Count what it takes to review the offers in the page, and what it brings.

    Keys and clicks as in explorer_walk.py: a key for each decision; a click on each interview, and
    one on each list of sure ones. A segment is read once, whatever it is offered.
    """
    offered = rest[rest["offered"] != ""]
    listed = (offered["offered"] == "sure") & ~offered["sampled"]
    single, lists = int((~listed).sum()), int(offered.loc[listed, "interview"].nunique())
    clicks = offered["interview"].nunique() + lists + 1  # and one to save
    words = int(segments.loc[segments["segment_id"].isin(offered["segment_id"]), "words"].sum())
    seconds = single * (KEY_S + THOUGHT_S) + clicks * (CLICK_S + THOUGHT_S)
    minutes = seconds / 60 + words / WORDS_A_MINUTE
    right = sum(p in truth for p in zip(offered["segment_id"], offered["code"], strict=True))
    return single, lists, single, clicks, words, f"{minutes:.0f}", right


def _calibrated(
    scores: pd.DataFrame, coded: set[str], truth: set[tuple[str, str]]
) -> list[tuple[str, str, int, str, str]]:
    """Recalibrate on the new site's coded interviews; judge on the others."""
    right = np.array(
        [pair in truth for pair in zip(scores["segment_id"], scores["code"], strict=True)]
    )
    said = scores["probability"].to_numpy()
    here = scores["interview"].isin(coded).to_numpy()
    found = {"no": said[~here]}
    if coded:
        # beta calibration (Kull, Silva Filho & Flach, 2017): a logistic curve of ln p and ln (1-p)
        sides = np.clip(said, 1e-6, 1 - 1e-6)
        sides = np.stack([np.log(sides), -np.log1p(-sides)], axis=1)
        beta = LogisticRegression(C=1e6, max_iter=1000).fit(sides[here], right[here])
        found["beta"] = beta.predict_proba(sides[~here])[:, 1]
        steps = IsotonicRegression(out_of_bounds="clip").fit(said[here], right[here])
        found["isotonic"] = steps.predict(said[~here])
    rest = right[~here]
    rows = []
    for name, values in found.items():
        middle = (values >= MIDDLE[0]) & (values < MIDDLE[1])
        brier = np.mean((values - rest) ** 2)
        shares = (f"{values[middle].mean():.3f}", f"{rest[middle].mean():.3f}")
        rows.append((name, f"{brier:.5f}", int(middle.sum()), *shares))
    return rows


def _right(part: pd.DataFrame, truth: set[tuple[str, str]]) -> str:
    right = [pair in truth for pair in zip(part["segment_id"], part["code"], strict=True)]
    return f"{len(right)} | {np.mean(right):.2f}" if right else "0 | "


def _study(given: argparse.Namespace, chosen: Callable[[str], bool]) -> CodedStudy:
    """Read some interviews of a finished run."""
    segments = read_frame(given.processed / SEGMENTS.path, SEGMENTS)
    sizes = [len(find_sentences(say_tags(text, ENGLISH))) for text in segments["spoken"]]
    mine = segments["interview"].map(chosen).to_numpy(dtype=bool)
    human = read_frame(given.processed / HUMAN_CODINGS.path, HUMAN_CODINGS)
    lead = read_frame(given.processed / CODER_ASSIGNMENTS.path, CODER_ASSIGNMENTS)
    lead = lead[(lead["rank"] == 1) & lead["interview"].map(chosen)]
    by = ["interview", "coder"]
    return CodedStudy(
        segments[mine].reset_index(drop=True),
        np.load(given.processed / VECTORS.path)[mine],
        np.load(given.processed / SENTENCE_VECTORS.path)[np.repeat(mine, sizes)],
        human.merge(lead[by], on=by),
        lead.reset_index(drop=True),
    )


def _embed(texts: Any) -> Any:
    return embed(texts, EmbeddingSettings(), threads=2)


if __name__ == "__main__":
    main()
