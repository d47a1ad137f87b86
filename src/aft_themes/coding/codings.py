"""Codings: people's decisions, placed by quote; the layers; and which codings are final.

Coders send quotes, not offsets. A quote is looked for in the turn that the coder named, then in
the rest of the interview; what cannot be placed is listed, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import CODER_ASSIGNMENTS, CODINGS, UNPLACED_CODINGS
from aft_themes.coding.codebook import VALENCES, Codebook
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.segments import PlacedTurn
from aft_themes.corpus.sentences import Span
from aft_themes.errors import InputError
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.vocabulary import Decision, Layer, Role, Valence, join_valences

COLUMNS = ("interview", "quote", "code")
OPTIONAL = ("turn", "valence", "coder")
_SHOWN_ERRORS = 5
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Placement:
    """Where the coders' quotes were found.

    Parameters
    ----------
    codings : pandas.DataFrame
        By ``CODINGS``, one row per segment, code and coder.
    unplaced : pandas.DataFrame
        By ``UNPLACED_CODINGS``: every row that could not be placed, and why.
    """

    codings: pd.DataFrame
    unplaced: pd.DataFrame


def load_codings(paths: Iterable[Path], codebook: Codebook) -> pd.DataFrame:
    """Read the coders' files and check codes and valences; follow codes that were renamed.

    Parameters
    ----------
    paths : iterable of Path
        CSV or XLSX files with ``interview``, ``quote``, ``code`` and, if there are any, ``turn``,
        ``valence`` and ``coder`` (else the coder is named by the file).
    codebook : Codebook
        The codes that may be used.

    Returns
    -------
    pandas.DataFrame
        All rows, with ``file`` and ``file_row``.

    Raises
    ------
    InputError
        If a file is no such table, or rows use codes or valences that do not exist; names the
        rows and the nearest codes.
    """
    frames = []
    for path in sorted(paths):
        frame = read_table(path, COLUMNS, OPTIONAL)
        frame["code"] = frame["code"].replace(codebook.renames)
        _check_values(path, frame, "code", codebook.ids, codebook)
        frame["valence"] = frame["valence"].str.lower().replace("", Valence.NONE)
        _check_values(path, frame, "valence", VALENCES, None)
        frame["coder"] = frame["coder"].replace("", path.stem)
        frames.append(frame.assign(file=path.name))
    columns = [*COLUMNS, *OPTIONAL, "file", ROW]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True)[columns]


def _check_values(
    path: Path,
    frame: pd.DataFrame,
    column: str,
    allowed: Sequence[str],
    codebook: Codebook | None,
) -> None:
    wrong = frame[~frame[column].isin(allowed)]
    if wrong.empty:
        return
    shown = []
    for value, found in wrong.groupby(column, sort=False):
        first = ", ".join(str(number) for number in found[ROW][:_SHOWN_ERRORS])
        more = f" and {len(found) - _SHOWN_ERRORS} more" if len(found) > _SHOWN_ERRORS else ""
        near = codebook.nearest(str(value)) if codebook else allowed
        shown.append(f"{str(value)[:60]!r} in rows {first}{more} (perhaps {', '.join(near)})")
    raise InputError(
        path,
        f"{len(wrong)} rows have an unknown {column}: {'; '.join(shown[:_SHOWN_ERRORS])}.",
        "correct the rows, or add the code to the codebook.",
        f"row {wrong[ROW].iloc[0]}",
    )


def place_codings(
    coded: pd.DataFrame,
    turns: pd.DataFrame,
    placed: Mapping[tuple[str, int], PlacedTurn],
    segments: pd.DataFrame,
    *,
    min_overlap: float,
    codebook_version: str,
    layer: str = Layer.HUMAN,
) -> Placement:
    """Find every quote in its turn and give its code to the segments that it covers.

    A coding counts for a segment when the quote covers at least ``min_overlap`` of the segment,
    or at least ``min_overlap`` of the quote lies in it.

    Parameters
    ----------
    coded : pandas.DataFrame
        As :func:`load_codings` gives it.
    turns : pandas.DataFrame
        By ``TURNS``; the roles are used.
    placed : mapping
        Turns by interview and number, as ``segments.place_turns`` gives them.
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    min_overlap : float
        Share from 0 to 1.
    codebook_version : str
        Version that the coders used.
    layer : str
        ``human`` or ``reviewed``.

    Returns
    -------
    Placement
    """
    finder = QuoteFinder(turns, placed)
    by_turn = segments_by_turn(segments)
    found: list[dict[str, Any]] = []
    lost: list[dict[str, Any]] = []
    for row in rows(coded):
        place = finder.find(row.interview, row.turn, row.quote)
        if isinstance(place, Problem):
            lost.append(_unplaced(row, place))
            continue
        turn, start, end = place
        shared = placed[row.interview, turn].shared
        start, end = shared.map.to_clean(start, end)
        common = {
            "interview": row.interview,
            "turn": turn,
            "code": row.code,
            "coder": row.coder,
            "layer": layer,
            "valence": row.valence,
            "confidence": None,
            "evidence": shared.text[start:end],
            "evidence_start": start,
            "evidence_end": end,
            "codebook_version": codebook_version,
            "source": f"{row.file}:{getattr(row, ROW)}",
            "superseded_by": "",
        }
        covered = covered_segments(by_turn[row.interview, turn], start, end, min_overlap)
        found += [{**common, "segment_id": segment} for segment in covered]
    codings = pd.DataFrame(found, columns=CODINGS.schema.names) if found else empty_frame(CODINGS)
    unplaced = (
        pd.DataFrame(lost, columns=UNPLACED_CODINGS.schema.names)
        if lost
        else empty_frame(UNPLACED_CODINGS)
    )
    return Placement(merge_repeated(codings), unplaced)


def segments_by_turn(segments: pd.DataFrame) -> dict[tuple[str, int], list[Any]]:
    """Gather the segments of each turn.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``.

    Returns
    -------
    dict of (str, int) to list of namedtuple
        Rows by interview and turn.
    """
    gathered: dict[tuple[str, int], list[Any]] = {}
    for row in rows(segments):
        gathered.setdefault((row.interview, row.turn), []).append(row)
    return gathered


def covered_segments(
    segments: Sequence[Any], start: int, end: int, min_overlap: float
) -> list[str]:
    """Name the segments of a turn for which a quote counts.

    Parameters
    ----------
    segments : sequence of namedtuple
        The segments of the quote's turn, as :func:`segments_by_turn` gives them.
    start, end : int
        The quote's place in the cleaned, de-identified turn.
    min_overlap : float
        Share from 0 to 1 of the segment or of the quote.

    Returns
    -------
    list of str
        Segment ids: at least one, because a quote that no segment holds enough of goes to the
        one that holds most.
    """
    overlaps = [(min(end, row.clean_end) - max(start, row.clean_start), row) for row in segments]
    covered = [
        row.segment_id
        for overlap, row in overlaps
        if overlap > 0
        and (
            overlap >= min_overlap * (row.clean_end - row.clean_start)
            or overlap >= min_overlap * (end - start)
        )
    ]
    return covered or [max(overlaps, key=lambda pair: pair[0])[1].segment_id]


def merge_repeated(codings: pd.DataFrame) -> pd.DataFrame:
    """Make one row of several quotes that give a segment the same code by the same coder.

    Valences that differ become ``mixed`` (``none`` yields to any other); the longest quote is
    the evidence; all sources are kept.

    Parameters
    ----------
    codings : pandas.DataFrame
        By ``CODINGS``, keys may repeat.

    Returns
    -------
    pandas.DataFrame
        By ``CODINGS``, sorted by key.
    """
    key = list(CODINGS.key)
    ordered = codings.sort_values([*key, "evidence_start", "source"], kind="stable")
    repeated = ordered.duplicated(key, keep=False)
    merged = [_merge(group) for _, group in ordered[repeated].groupby(key, sort=True)]
    single = ordered[~repeated]
    if not merged:
        return single.reset_index(drop=True)
    joined = pd.concat([single, pd.DataFrame(merged)], ignore_index=True)
    return joined.sort_values(key, kind="stable").reset_index(drop=True)


def _merge(group: pd.DataFrame) -> dict[Any, Any]:
    longest = (group["evidence_end"] - group["evidence_start"]).to_numpy().argmax()
    merged: dict[Any, Any] = group.iloc[int(longest)].to_dict()
    merged["valence"] = join_valences(group["valence"])
    merged["source"] = "; ".join(dict.fromkeys(group["source"]))
    return merged


@dataclass(frozen=True)
class Problem:
    """Why a quote could not be placed, and what to do about it."""

    reason: str
    fix: str


def _unplaced(row: Any, problem: Problem) -> dict[str, Any]:  # noqa: ANN401  # a row of any frame
    return {
        "file": row.file,
        "row": getattr(row, ROW),
        "interview": row.interview,
        "turn": row.turn,
        "code": row.code,
        "coder": row.coder,
        "reason": problem.reason,
        "fix": problem.fix,
    }


class QuoteFinder:
    """Finds quotes in the cleaned turns, whatever their quotation marks, spaces or letter case.

    Parameters
    ----------
    turns : pandas.DataFrame
        By ``TURNS``; only participants' turns are searched.
    placed : mapping
        Turns by interview and number.
    """

    def __init__(self, turns: pd.DataFrame, placed: Mapping[tuple[str, int], PlacedTurn]) -> None:
        self._texts: dict[str, dict[int, str]] = {}
        self._others: set[tuple[str, int]] = set()
        for row in rows(turns):
            texts = self._texts.setdefault(row.interview, {})
            if row.role == Role.PARTICIPANT:
                texts[row.turn] = placed[row.interview, row.turn].cleaned.text
            else:
                self._others.add((row.interview, row.turn))

    def find(self, interview: str, turn_hint: str, quote: str) -> tuple[int, int, int] | Problem:
        """Find a quote.

        Parameters
        ----------
        interview : str
            The interview's id.
        turn_hint : str
            The turn's number as the coder gave it, or ``""``.
        quote : str
            The participant's words.

        Returns
        -------
        tuple of (int, int, int) or Problem
            Turn, start and end in the cleaned turn; or why it is not there.
        """
        if interview not in self._texts:
            return Problem("no such interview was read", "correct the id or the transcript")
        words = clean(quote).text
        if not _LETTERS.search(words):
            return Problem("the quote is empty", "copy the participant's words into it")
        texts = self._texts[interview]
        if turn_hint and not turn_hint.isdecimal():
            return Problem("the turn is no number", "number turns from 1")
        hint = int(turn_hint) if turn_hint else 0
        hinted = _spans(words, texts[hint]) if hint in texts else []
        if hinted:
            return hint, *hinted[0]
        elsewhere = [(turn, *span) for turn, text in texts.items() for span in _spans(words, text)]
        if len(elsewhere) == 1:
            return elsewhere[0]
        if elsewhere:
            return Problem(f"the quote occurs {len(elsewhere)} times", "name its turn")
        if (interview, hint) in self._others:
            return Problem("the turn is not the participant's", "code the participant's words")
        return Problem("the words are not in the transcript", "copy the quote from it verbatim")


def _spans(words: str, text: str) -> list[Span]:
    start = text.find(words)
    if start >= 0:
        return [(start, start + len(words))]
    # the same words with other punctuation, spaces or letter case
    pattern = r"[\W_]+".join(re.escape(word) for word in _LETTERS.findall(words))
    return [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


def assignments(
    interviews: pd.DataFrame, read: Iterable[str], codings: pd.DataFrame
) -> pd.DataFrame:
    """Say which coder coded which interview.

    What ``interviews.csv`` lists is explicit. For interviews that it gives no coders, a coder
    with any coding in an interview is inferred to have coded the whole of it.

    Parameters
    ----------
    interviews : pandas.DataFrame
        As ``interviews.load_interviews`` gives it.
    read : iterable of str
        Interviews whose transcripts could be read.
    codings : pandas.DataFrame
        Human codings by ``CODINGS``.

    Returns
    -------
    pandas.DataFrame
        By ``CODER_ASSIGNMENTS``.
    """
    available = set(read)
    found = [
        (row.interview, coder, rank, True)
        for row in rows(interviews)
        for rank, coder in enumerate(row.coders, start=1)
        if row.interview in available
    ]
    listed = {interview for interview, *_ in found}
    pairs = codings[["interview", "coder"]].drop_duplicates().sort_values(["interview", "coder"])
    for interview, coders in pairs[~pairs["interview"].isin(listed)].groupby("interview"):
        found += [(interview, coder, rank, False) for rank, coder in enumerate(coders["coder"], 1)]
    return pd.DataFrame(sorted(found), columns=CODER_ASSIGNMENTS.schema.names)


def final_codings(
    human: pd.DataFrame,
    suggested: pd.DataFrame,
    reviewed: pd.DataFrame,
    assigned: pd.DataFrame,
    *,
    final: str,
) -> pd.DataFrame:
    """Choose the codings that enter the theme tables.

    ``human``: the codings of each interview's lead coder (the first that ``interviews.csv``
    names), so that interviews with two coders do not get more codes than the others.
    ``human+reviewed``: the same, and a reviewer's decision on a segment and code replaces it.
    ``human+suggested``: the same as human, and assigned suggestions where an interview has no
    coder. ``suggested``: assigned suggestions only.

    Parameters
    ----------
    human, suggested : pandas.DataFrame
        By ``CODINGS``; of the suggestions only those that the machine may assign.
    reviewed : pandas.DataFrame
        By ``REVIEWED_CODINGS``; what was rejected is no coding.
    assigned : pandas.DataFrame
        By ``CODER_ASSIGNMENTS``.
    final : str
        The setting ``coding.final``.

    Returns
    -------
    pandas.DataFrame
        By ``CODINGS``.
    """
    if final == "suggested":
        return suggested.reset_index(drop=True)
    lead = assigned.sort_values(["interview", "rank"]).drop_duplicates("interview")
    by = ["interview", "coder"]
    leading = pd.MultiIndex.from_frame(human[by]).isin(pd.MultiIndex.from_frame(lead[by]))
    chosen = human[leading]
    if final == "human+suggested":
        extra = suggested[~suggested["interview"].isin(lead["interview"])]
        chosen = _joined(chosen, extra)
    if final == "human+reviewed" and len(reviewed):
        decided = pd.MultiIndex.from_frame(reviewed[["segment_id", "code"]])
        kept = chosen[~pd.MultiIndex.from_frame(chosen[["segment_id", "code"]]).isin(decided)]
        chosen = _joined(kept, _accepted(reviewed))
    return chosen.sort_values(list(CODINGS.key), kind="stable").reset_index(drop=True)


def _accepted(reviewed: pd.DataFrame) -> pd.DataFrame:
    return reviewed.loc[reviewed["decision"] == Decision.ACCEPT, list(CODINGS.columns)]


def trace_codings(
    human: pd.DataFrame,
    suggested: pd.DataFrame,
    reviewed: pd.DataFrame,
    final: pd.DataFrame,
    assigned: pd.DataFrame,
) -> pd.DataFrame:
    """Put all layers together and say of each coding what superseded it.

    Parameters
    ----------
    human, suggested, reviewed : pandas.DataFrame
        As :func:`final_codings` takes them.
    final : pandas.DataFrame
        What :func:`final_codings` chose of them.
    assigned : pandas.DataFrame
        By ``CODER_ASSIGNMENTS``.

    Returns
    -------
    pandas.DataFrame
        By ``CODINGS``: ``superseded_by`` is empty where the coding is final; else
        it names the coder whose final coding or whose decision stands in its place.
    """
    together = _joined(human, suggested, _accepted(reviewed))
    kept = set(pd.MultiIndex.from_frame(final[list(CODINGS.key)]))
    decided = zip(reviewed["segment_id"], reviewed["code"], strict=True)
    reviewers = dict(zip(decided, reviewed["coder"], strict=True))
    lead = assigned.sort_values(["interview", "rank"]).drop_duplicates("interview")
    leads = dict(zip(lead["interview"], lead["coder"], strict=True))
    counted = set(final["layer"])

    def successor(row: Any) -> str:  # noqa: ANN401  # a row of any frame
        if tuple(getattr(row, name) for name in CODINGS.key) in kept:
            return ""
        if row.layer == Layer.REVIEWED:
            return f"coder {leads.get(row.interview, '')}"
        # a lead coder's coding is missing where people count only if a reviewer rejected it
        leads_here = Layer.HUMAN in counted and row.coder == leads.get(row.interview)
        if (Layer.REVIEWED in counted or leads_here) and (row.segment_id, row.code) in reviewers:
            return f"reviewer {reviewers[row.segment_id, row.code]}"
        return f"lead coder {leads[row.interview]}" if row.interview in leads else "the setting"

    traced = together.assign(superseded_by=[successor(row) for row in rows(together)])
    return traced.sort_values(list(CODINGS.key), kind="stable").reset_index(drop=True)


def _joined(*frames: pd.DataFrame) -> pd.DataFrame:
    # human codings have no confidence: a column of missing values must stay one of numbers
    typed = [frame.astype({"confidence": "float64"}) for frame in frames]
    return pd.concat([frame for frame in typed if len(frame)] or typed[:1], ignore_index=True)


def coded_interviews(
    codings: pd.DataFrame, assigned: pd.DataFrame, segments: pd.DataFrame, final: str
) -> list[str]:
    """Name the interviews that the theme tables may count.

    An interview that nobody coded is not one in which nothing was found; the program looks at
    all of them.

    Parameters
    ----------
    codings : pandas.DataFrame
        Final codings, by ``CODINGS``.
    assigned : pandas.DataFrame
        By ``CODER_ASSIGNMENTS``.
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    final : str
        The setting ``coding.final``.

    Returns
    -------
    list of str
        Interview ids, sorted.
    """
    if final == "suggested":
        return sorted(set(segments["interview"]))
    return sorted(set(assigned["interview"]) | set(codings["interview"]))
