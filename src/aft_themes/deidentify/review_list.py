"""The review list: what may identify someone, and whether the program replaced it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from aft_themes.corpus.tags import UNSURE
from aft_themes.deidentify.name_files import BIOGRAPHICAL_KIND, DOUBTFUL
from aft_themes.deidentify.recognizers.capitalised.candidate import Candidate
from aft_themes.deidentify.recognizers.known_names import Finder
from aft_themes.deidentify.recognizers.misspellings import MISSPELT, find_figures_like_known
from aft_themes.deidentify.recognizers.other_scripts import find_other_scripts
from aft_themes.deidentify.recognizers.small_names import find_small_houses
from aft_themes.deidentify.recognizers.uncased import find_uncased
from aft_themes.deidentify.spans import EVIDENCE, Span
from aft_themes.deidentify.tokens import Study
from aft_themes.io.files import PRIVATE
from aft_themes.wording import count

_COLUMNS = (
    "candidate",
    "decision",
    "kind",
    "tag",
    "count",
    "interviews",
    "contexts",
    "reasons",
)
# in the order in which a person needs them
_ORDER = {"review": 0, "automatic": 1, "confirm": 2, "refuse": 3}
_CONTEXT = 50  # characters on either side
_CONTEXTS = 3  # enough for a decision, and they fit a cell
_Place = tuple[int, int, int]  # turn, start, end
_Row = tuple[object, ...]


def count_waiting(candidates: pd.DataFrame) -> int:
    """Count the candidates about which nobody has decided."""
    return int((candidates["decision"] == "review").sum())


def say_waiting(waiting: int) -> str:
    """Say how many possible names need a decision, and what happens until then."""
    if not waiting:
        return ""
    names = count(waiting, "possible name needs", "possible names need")
    stays = "it remains in the output as it was"
    if waiting > 1:
        stays = "they remain in the output as they were"
    return f"{names} a person's decision ({PRIVATE}/candidates.csv). Until then {stays} spoken."


def review_list(
    study: Study,
    spans: list[Span],
    candidates: dict[tuple[str, ...], Candidate],
    refused: frozenset[str],
    listed: Finder,
) -> pd.DataFrame:
    """List what people should look at."""
    words = list(_listed_words(study, spans, refused, listed))
    asked = {str(name).casefold() for name, *_ in words}
    rows = [
        *_capitalised(study, spans, candidates, refused),
        *_sure(study, spans),
        *_doubtful(study, spans),
        *words,
        *_uncased(study, spans, refused | asked),
        *_like_figures(study, spans, refused, listed),
        *_small_houses(study, spans, refused),
        *_other_scripts(study, spans, refused),
        *_biographical(study, refused),
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    frame["order"] = frame["decision"].map(_ORDER)
    frame = frame.sort_values(["order", "candidate"], ignore_index=True)
    return frame[list(_COLUMNS)]


def _capitalised(
    study: Study,
    spans: list[Span],
    candidates: dict[tuple[str, ...], Candidate],
    refused: frozenset[str],
) -> Iterator[_Row]:
    replaced = {(span.turn, span.start): span.tag for span in spans if span.layer == EVIDENCE}
    ordered = sorted(spans)
    for keys, candidate in candidates.items():
        places = [(m.at, m.start, m.end) for m in candidate.mentions]
        tags = [replaced[at, start] for at, start, _ in places if (at, start) in replaced]
        kind, reasons = candidate.kind(), candidate.reasons()
        held = [] if tags else [_holding(ordered, place) for place in places]
        if held and all(held):  # by another layer, or with the brackets around it
            tags = held
        if tags:
            yield _row(study, places, tags[0], kind, "automatic", reasons)
        elif " ".join(keys) in refused:
            yield _row(study, places, "", kind, "refuse", reasons)
        elif candidate.worth_asking():
            stem = UNSURE if kind == "person" else candidate.stem()
            yield _row(study, places, stem, kind, "review", reasons)


def _holding(ordered: list[Span], place: _Place) -> str:
    """Give the tag of the span that holds a place, or nothing."""
    turn, start, end = place
    before = bisect_right(ordered, (turn, start), key=lambda span: (span.turn, span.start)) - 1
    span = ordered[before] if before >= 0 else None
    return span.tag if span and span.turn == turn and end <= span.end else ""


def _sure(study: Study, spans: list[Span]) -> Iterator[_Row]:
    # misspellings are guesses, so people should see them
    decisions = {"decision": "confirm", MISSPELT: "automatic"}
    places: dict[tuple[str, str, str], list[_Place]] = defaultdict(list)
    for span in spans:
        if span.layer in decisions and not span.doubtful:
            said = study.turns[span.turn].text[span.start : span.end].casefold()
            key = (span.tag, span.kind, said if span.layer == MISSPELT else "")
            places[key].append((span.turn, span.start, span.end))
    for (tag, kind, said), at in places.items():
        reason = "like a known name, but misspelt" if said else "confirmed"
        yield _row(study, at, tag, kind, decisions[MISSPELT if said else "decision"], reason)


def _doubtful(study: Study, spans: list[Span]) -> Iterator[_Row]:
    places: dict[tuple[str, str, str], list[_Place]] = defaultdict(list)
    for span in spans:
        if span.doubtful:
            said = study.turns[span.turn].text[span.start : span.end].casefold()
            places[said, span.tag, span.kind].append((span.turn, span.start, span.end))
    for (_, tag, kind), at in places.items():
        name, *rest = _row(
            study, at, tag, kind, "automatic", "listed, but the word may mean something else here"
        )
        yield f"{name}{DOUBTFUL}", *rest


def _listed_words(
    study: Study, spans: list[Span], refused: frozenset[str], listed: Finder
) -> Iterator[_Row]:
    ordered = sorted(spans)
    names: dict[tuple[str, str, str], list[_Place]] = defaultdict(list)
    for at, (turn, tokens) in enumerate(zip(study.turns, study.tokens, strict=True)):
        for name, (start, end) in listed.left(turn, tokens):
            said = turn.text[start:end].casefold()
            if said not in refused and not _holding(ordered, (at, start, end)):
                names[said, name.tag or name.stem, name.kind].append((at, start, end))
    for (_, tag, kind), places in names.items():
        reason = "listed, but also a word; the transcript has no capitals, so it stays"
        yield _row(study, places, tag, kind, "review", reason)


def _like_figures(
    study: Study, spans: list[Span], refused: frozenset[str], listed: Finder
) -> Iterator[_Row]:
    ordered = sorted(spans)
    for word, (name, places) in find_figures_like_known(listed, study).items():
        left = [place for place in places if not _holding(ordered, place)]
        if left and word not in refused:
            reason = "famous people's, or a known name, misspelt"
            yield _row(study, left, name.tag or name.stem, name.kind, "review", reason)


def _uncased(study: Study, spans: list[Span], refused: frozenset[str]) -> Iterator[_Row]:
    for (name, kind), places in find_uncased(study, spans).items():
        if name not in refused:
            reason = "on a list of names; the transcript has no capitals"
            yield _row(study, places, kind.upper(), kind, "review", reason)


def _small_houses(study: Study, spans: list[Span], refused: frozenset[str]) -> Iterator[_Row]:
    listed = {name for name, _ in find_uncased(study, spans)}
    for name, places in find_small_houses(study, spans).items():
        if name not in refused | listed:
            reason = "stands like the name of a school or a hospital, in small letters"
            yield _row(study, places, "ORGANISATION", "organisation", "review", reason)


def _other_scripts(study: Study, spans: list[Span], refused: frozenset[str]) -> Iterator[_Row]:
    for words, places in find_other_scripts(study, spans).items():
        if words not in refused:
            reason = "in a script without capitals, which tells no name from a word"
            yield _row(study, places, UNSURE, "person", "review", reason)


def _biographical(study: Study, refused: frozenset[str]) -> Iterator[_Row]:
    about_oneself = re.compile(study.language.about_oneself)
    places: dict[str, list[_Place]] = defaultdict(list)
    for at, turn in enumerate(study.turns):
        for match in about_oneself.finditer(turn.text):
            word = match["word"].lower()
            if word in study.language.biographical and word not in refused:
                places[word].append((at, *match.span("word")))
    for at_places in places.values():
        reason = "an origin or a faith of somebody"
        yield _row(study, at_places, "BACKGROUND", BIOGRAPHICAL_KIND, "review", reason)


def _row(
    study: Study, places: list[_Place], tag: str, kind: str, decision: str, reasons: str
) -> _Row:
    said = Counter(study.turns[at].text[start:end] for at, start, end in places)
    name = min(said, key=lambda form: (-said[form], form))
    interviews = sorted({study.turns[at].interview for at, _, _ in places})
    # the dots also keep a spreadsheet from taking a context for a formula
    contexts = " / ".join(
        f"...{study.turns[at].text[max(0, start - _CONTEXT) : end + _CONTEXT]}..."
        for at, start, end in places[:_CONTEXTS]
    )
    return name, decision, kind, tag, len(places), "; ".join(interviews), contexts, reasons
