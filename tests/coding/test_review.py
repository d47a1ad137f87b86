"""Review: what is asked first, a workbook that cannot be misused, decisions that hold."""

from __future__ import annotations

import csv
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange

from aft_themes.catalog import (
    CLEAN_TURNS,
    CODINGS,
    CORRECTIONS,
    DISAGREEMENTS,
    REPLACEMENTS,
    REVIEW_DECISIONS,
    REVIEW_QUEUE,
    REVIEWED_CODINGS,
    SEGMENTS,
    SUGGESTED_CODINGS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.review import (
    count_corrections,
    make_queue,
    place_decisions,
    read_reviews,
)
from aft_themes.coding.review.bulk import IN_BULK, SECONDS_EACH, TICKED, say_work
from aft_themes.coding.review.fuzzy_placing import find_nearly
from aft_themes.coding.review.queue import OFFERS
from aft_themes.coding.review.workbook import write_workbook
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.errors import InputError
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import SegmentSettings

BOOK = Codebook(
    "t",
    "2.0",
    tuple(
        Code(i, i.title(), "what", "this", "that", was=was)
        for i, was in (
            ("tasks", ""),
            ("tasks.tape", "tasks.video"),
            ("rupture", ""),
            ("ethics", ""),
            ("ethics.consent", ""),
        )
    ),
)
SCORES = ["segment_id", "interview", "code", "probability", "coded", "coded_interview"]


def sentence(interview: str, turn: int, part: int) -> str:
    return (
        f"In {interview} at turn {turn} the {part} thing that I noticed was the quiet in the room."
    )


def study(max_words: int = 20, name: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give clean turns and segments of three interviews with two answers of three sentences."""
    turns, segments = _study(max_words, name)
    return turns.copy(), segments.copy()


@cache
def _study(max_words: int, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = []
    for interview in ("P01", "P02", "P03"):
        for turn in range(1, 5):
            role = "participant" if turn % 2 == 0 else "interviewer"
            text = (
                " ".join(sentence(interview, turn, part) for part in (1, 2, 3))
                if role == "participant"
                else "And how was that for you?"
            )
            text = text.replace("the quiet", name) if name else text
            person = interview if role == "participant" else ""
            rows.append((interview, turn, role, person, "S", None, None, text, ""))
    columns = [
        *("interview", "turn", "role", "participant", "speaker"),
        *("start_s", "end_s", "text", "locator"),
    ]
    turns = pd.DataFrame(rows, columns=columns)
    placed = place_turns(turns, empty_frame(REPLACEMENTS))
    segments = make_segments(turns, placed, SegmentSettings(max_words=max_words))
    return turns[CLEAN_TURNS.schema.names], segments


def coding(segment: str, code: str, layer: str = "suggested", **more: object) -> dict[str, object]:
    interview, turn, _ = segment.split(".")
    return {
        "segment_id": segment, "interview": interview, "turn": int(turn), "code": code,
        "coder": "model 1", "layer": layer, "valence": "none", "confidence": 0.5,
        "evidence": "", "evidence_start": None, "evidence_end": None,
        "codebook_version": "2.0", "source": "", "superseded_by": "",
        "rank": 1, "words": [], "cautions": [], "similar_segment": "", "similarity": None,
        "exemplar": "", "exemplar_similarity": None, "valence_share": None,
        "similar_text": "", "sibling": "", "sibling_confidence": None, "offered": "",
        "sampled": False,
    } | more  # fmt: skip


def layer(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=SUGGESTED_CODINGS.schema.names)


def dispute(segments: pd.DataFrame, segment: str, code: str) -> dict[str, object]:
    row = segments.set_index("segment_id").loc[segment]
    return {
        "segment_id": segment, "interview": row["interview"], "turn": row["turn"],
        "part": row["part"], "code": code, "name": "", "kind": "nothing", "given_by": ["A"],
        "not_by": ["B"], "said": f"A: {code} (none) | B: no code", "question": "",
        "before": "", "text": row["text"], "after": "",
    }  # fmt: skip


def queue_of(segments: pd.DataFrame, **given: object) -> pd.DataFrame:
    wanted = {
        "disagreements": empty_frame(DISAGREEMENTS), "human": empty_frame(CODINGS),
        "suggested": empty_frame(SUGGESTED_CODINGS), "scores": pd.DataFrame(columns=SCORES),
        "reviewed": empty_frame(REVIEWED_CODINGS), "decisions": empty_frame(REVIEW_DECISIONS),
    } | given  # fmt: skip
    made = make_queue(segments, BOOK, **wanted)
    check(made, REVIEW_QUEUE)
    return made


IDS = study()[1]["segment_id"].tolist()


def disputed_queue(segments: pd.DataFrame, *pairs: tuple[str, str]) -> pd.DataFrame:
    disputes = pd.DataFrame([dispute(segments, *pair) for pair in pairs])
    return queue_of(segments, disagreements=disputes)


def fill(path: Path, out: Path, decisions: dict[int, dict[str, str]], sheet="Review") -> Path:
    """Fill rows of the workbook (1 is the first below the header) as a reviewer would."""
    book = load_workbook(path)
    page = book[sheet]
    header = [cell.value for cell in page[1]]
    for row, values in decisions.items():
        for name, value in values.items():
            page.cell(row + 1, header.index(name) + 1, value)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out


def place(paths: list[Path], clean_turns: pd.DataFrame, segments: pd.DataFrame):
    reviewed, decisions = place_decisions(
        read_reviews(paths, BOOK), clean_turns, segments, min_overlap=0.5, codebook_version="2.0"
    )
    check(reviewed, REVIEWED_CODINGS)
    check(decisions, REVIEW_DECISIONS)
    return reviewed, decisions


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    _, segments = study()
    queue = disputed_queue(segments, ("P01.002.1", "rupture"), ("P02.004.2", "tasks.tape"))
    path = tmp_path / "review.xlsx"
    write_workbook(queue, BOOK, path, "Synthetic data.")
    return path


# ---- the queue


def test_order_of_kinds_and_turns_between_interviews():
    _, segments = study()
    suggested = layer(
        coding("P01.002.1", "rupture", confidence=0.5),
        coding("P01.002.2", "rupture", confidence=0.55),
        coding("P02.002.1", "rupture", confidence=0.9),
        coding("P03.002.1", "ethics.consent", confidence=0.99),  # below ethics
    )
    disputes = pd.DataFrame([dispute(segments, "P03.004.1", "tasks.tape")])
    scores = pd.DataFrame([("P01.004.1", "P01", "rupture", 0.95, False, True)], columns=SCORES)
    made = queue_of(
        segments,
        suggested=suggested,
        disagreements=disputes,
        scores=scores,
        always_review=("ethics",),
    )
    assert made["kind"].tolist() == [
        "coders disagree",
        "always reviewed",
        "uncertain suggestion",
        "uncertain suggestion",
        "uncertain suggestion",
        "possibly missed",
    ]
    # P02's surer suggestion comes before a second one from P01
    assert made["segment_id"].tolist()[2:5] == ["P01.002.1", "P02.002.1", "P01.002.2"]
    assert made["place"].tolist() == [1, 2, 3, 4, 5, 6]


def test_a_suggestion_says_its_reasons():
    _, segments = study()
    reasons = {
        "words": ["the tape", "watched"], "cautions": ["negation"],
        "similar_segment": "P02.002.1", "similar_text": "We saw it twice", "sibling": "tasks",
        "sibling_confidence": 0.31,
        "similarity": 0.58, "exemplar": "We watched it.", "exemplar_similarity": 0.471,
        "valence_share": 0.9,
    }  # fmt: skip
    suggested = layer(
        coding("P01.002.1", "rupture", **reasons), coding("P03.002.1", "rupture", confidence=None)
    )
    said = queue_of(segments, suggested=suggested).set_index("segment_id")["said"]
    assert said["P01.002.1"] == (
        "model 1: caution: negation | words: the tape; watched | like P02.002.1 (0.58): "
        "\u201cWe saw it twice\u201d | exemplar (0.47): We watched it. | or tasks (0.31) | "
        "none (0.90)"
    )
    assert said["P03.002.1"] == "model 1: rank 1"


def test_frequent_codes_come_first_among_the_equally_uncertain():
    _, segments = study()
    human = layer(*(coding(s, "rupture", "human") for s in IDS[:5]))
    suggested = layer(coding("P03.004.1", "tasks.tape"), coding("P03.004.2", "rupture"))
    made = queue_of(segments, human=human, suggested=suggested)
    assert made["code"].tolist() == ["rupture", "tasks.tape"]


def test_one_code_does_not_fill_the_list():
    _, segments = study()
    human = layer(*(coding(s, "rupture", "human") for s in IDS[:2]))
    suggested = layer(*(coding(s, "rupture") for s in IDS[9:15]), coding("P03.002.1", "tasks.tape"))
    made = queue_of(segments, human=human, suggested=suggested)
    assert made["code"].tolist()[:4].count("tasks.tape") == 1


def test_disputed_codes_of_a_segment_stay_together():
    _, segments = study()
    made = disputed_queue(
        segments,
        ("P01.002.1", "rupture"),
        ("P01.004.1", "rupture"),
        ("P01.004.1", "tasks"),
        ("P02.002.1", "rupture"),
    )
    assert made["segment_id"].tolist() == ["P01.004.1", "P01.004.1", "P02.002.1", "P01.002.1"]


def test_possibly_missed_leaves_out_what_was_given_in_any_grain():
    _, segments = study()
    human = layer(coding("P01.002.1", "tasks.tape", "human"))
    scores = pd.DataFrame(
        [
            ("P01.002.1", "P01", "tasks", 0.99, False, True),  # the narrower code was given
            ("P01.002.1", "P01", "rupture", 0.97, False, True),
            ("P01.002.2", "P01", "rupture", 0.99, True, True),
            ("P01.002.3", "P01", "rupture", 0.5, False, True),
            ("P03.002.3", "P03", "rupture", 0.99, False, False),  # nobody coded P03
        ],
        columns=SCORES,
    )
    made = queue_of(segments, human=human, scores=scores)
    assert made[["segment_id", "code"]].to_numpy().tolist() == [["P01.002.1", "rupture"]]


def test_settled_rows_are_not_asked_again_and_unsure_ones_are():
    _, segments = study()
    suggested = layer(coding("P01.002.1", "rupture"), coding("P02.002.1", "rupture"))
    reviewed = layer(coding("P01.002.1", "rupture", "reviewed")).assign(decision="reject")
    unsure = {
        "file": "f", "sheet": "s", "row": 2, "interview": "P02", "turn": "2", "code": "rupture",
        "decision": "unsure", "change_to": "", "valence": "none", "memo": "ask", "reviewer": "R1",
        "status": "unsure", "reason": "", "fix": "", "segment_ids": ["P02.002.1"],
    }  # fmt: skip
    made = queue_of(
        segments, suggested=suggested, reviewed=reviewed, decisions=pd.DataFrame([unsure])
    )
    assert made["segment_id"].tolist() == ["P02.002.1"]
    assert made["earlier"].tolist() == ["R1: unsure (ask)"]


def test_valence_must_be_chosen_where_coders_gave_different_ones():
    _, segments = study()
    human = layer(
        coding("P01.002.1", "rupture", "human", coder="A", valence="benefit"),
        coding("P01.002.1", "rupture", "human", coder="B", valence="challenge"),
        coding("P01.004.1", "rupture", "human", coder="A", valence="benefit"),
    )
    disputes = [dispute(segments, s, "rupture") for s in ("P01.002.1", "P01.004.1")]
    made = queue_of(segments, human=human, disagreements=pd.DataFrame(disputes))
    assert made["valence"].tolist() == ["?", "benefit"]


def test_nothing_to_ask_gives_an_empty_queue_and_a_workbook(tmp_path):
    _, segments = study()
    made = queue_of(segments)
    assert made.empty
    write_workbook(made, BOOK, tmp_path / "r.xlsx")
    assert load_workbook(tmp_path / "r.xlsx").sheetnames[1] == "Review"


# ---- the workbook


def test_only_decision_cells_can_be_written_and_have_lists(workbook):
    book = load_workbook(workbook)
    page = book["Review"]
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    header = [cell.value for cell in page[1]]
    unlocked = {header[cell.column - 1] for cell in page[2] if not cell.protection.locked}
    assert unlocked == {"Decision", "Change to", "Valence", "Memo", "Reviewer"}
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert '"accept,reject,change to,unsure"' in rules.values()
    assert f"Codes!$A$2:$A${len(BOOK.codes) + 1}" in rules.values()
    spans = {(span.min_row, span.max_row) for span in map(CellRange, rules)}
    assert spans == {(2, page.max_row)}  # every row below the header
    assert book["Read me"]["A2"].value == "Synthetic data."
    assert book.active.title == "Review"


def test_hostile_text_stays_text(tmp_path):
    _, segments = study()
    queue = disputed_queue(segments, ("P01.002.1", "rupture"))
    evil = '=cmd|"/c calc"!A0'
    queue = queue.assign(text=evil, before="@SUM(1)", after="http://x.y", question="+1", said="-2")
    write_workbook(queue, BOOK, tmp_path / "r.xlsx")
    page = load_workbook(tmp_path / "r.xlsx")["Review"]
    values = {cell.value: cell.data_type for cell in page[2]}
    assert values[evil] == "s"
    assert values["@SUM(1)"] == values["+1"] == values["-2"] == "s"
    assert not any(cell.hyperlink for cell in page[2])
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml")


def test_very_long_text_is_cut_and_not_lost(tmp_path):
    _, segments = study()
    queue = disputed_queue(segments, ("P01.002.1", "rupture"))
    write_workbook(queue.assign(text="word " * 20_000), BOOK, tmp_path / "r.xlsx")
    page = load_workbook(tmp_path / "r.xlsx")["Review"]
    assert len(page["F2"].value) > 30_000


def test_same_queue_same_bytes(tmp_path):
    _, segments = study()
    queue = disputed_queue(segments, ("P01.002.1", "rupture"))
    for name in "ab":
        write_workbook(queue, BOOK, tmp_path / f"{name}.xlsx", "note")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# ---- decisions


def test_decisions_become_the_reviewed_layer(workbook, tmp_path):
    clean_turns, segments = study()
    filled = fill(
        workbook,
        tmp_path / "in" / "anna.xlsx",
        {
            1: {"Decision": "accept", "Valence": "challenge", "Memo": "clear"},
            2: {"Decision": "Change to", "Change to": "ethics.consent", "Reviewer": "Bo"},
        },
    )
    reviewed, decisions = place([filled], clean_turns, segments)
    got = reviewed.set_index(["segment_id", "code"])
    accepted = got.loc[("P01.002.1", "rupture")]
    assert (accepted["decision"], accepted["valence"], accepted["coder"]) == (
        "accept",
        "challenge",
        "anna",
    )
    assert accepted["layer"] == "reviewed"
    assert got.loc[("P02.004.2", "tasks.tape")]["decision"] == "reject"
    assert got.loc[("P02.004.2", "ethics.consent")]["decision"] == "accept"
    assert got.loc[("P02.004.2", "ethics.consent")]["coder"] == "Bo"
    text = clean_turns.set_index(["interview", "turn"])["text"]
    for row in reviewed.itertuples():
        quote = text[row.interview, row.turn][row.evidence_start : row.evidence_end]
        assert row.evidence == quote == sentence(row.interview, row.turn, int(row.segment_id[-1]))
    assert decisions["status"].tolist() == ["used", "used"]
    assert decisions["memo"].tolist()[0] == "clear"


def test_partial_and_reordered_rows(workbook, tmp_path):
    clean_turns, segments = study()
    filled = fill(workbook, tmp_path / "x.xlsx", {2: {"Decision": "reject"}})
    book = load_workbook(filled)
    page = book["Review"]
    last = [cell.value for cell in page[3]]
    page.delete_rows(2)  # now the rejected row stands first
    page.append(last)  # and again below
    book.save(filled)
    reviewed, decisions = place([filled], clean_turns, segments)
    assert reviewed[["segment_id", "code", "decision"]].to_numpy().tolist() == [
        ["P02.004.2", "tasks.tape", "reject"]
    ]
    assert len(decisions) == 2


def test_decisions_hold_when_segments_are_cut_otherwise(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    clean_turns, segments = study(max_words=1000)  # each answer is one segment now
    assert len(segments) == 6
    reviewed, _ = place([filled], clean_turns, segments)
    assert reviewed["segment_id"].tolist() == ["P01.002.1"]
    assert reviewed["evidence"].tolist() == [sentence("P01", 2, 1)]


def test_decisions_hold_when_a_turn_moves(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    clean_turns, segments = study()
    for frame in (clean_turns, segments):
        frame["turn"] += 3
    segments["segment_id"] = [f"{r.interview}.{r.turn:03d}.{r.part}" for r in segments.itertuples()]
    reviewed, _ = place([filled], clean_turns, segments)
    assert reviewed["segment_id"].tolist() == ["P01.005.1"]


def test_decisions_hold_when_a_name_is_replaced_since(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    clean_turns, segments = study(name="[CLIENT_1]")
    reviewed, _ = place([filled], clean_turns, segments)
    assert reviewed["segment_id"].tolist() == ["P01.002.1"]
    assert "[CLIENT_1]" in reviewed["evidence"].iloc[0]


NAMED = (
    "Before that nothing much. [CLIENT_1] and Dr. Marsh met me on [DATE: 2012, winter] and we went "
    "through the whole recording once more, slowly, with the sound off. After that we left."
)
TAGGED = (
    "Before that nothing much. Ann Lee and [SUPERVISOR_1] met me on the third of May and we went "
    "through the whole recording once more, slowly, with the sound off. After that we left."
)


@pytest.mark.parametrize(("then", "now"), [(NAMED, TAGGED), (TAGGED, NAMED)])
@pytest.mark.parametrize("hint", ["2", "9", ""])
def test_other_tags_do_not_hide_a_passage(then, now, hint):
    quote = then[then.index("much. ") + 6 : then.index(" After")]
    texts = {1: "We went through the recording with the sound off.", 2: now, 3: "And then?"}
    found = find_nearly(quote, hint, texts)
    assert found is not None
    turn, start, end = found
    assert turn == 2
    # a name of two words for a tag of one may be cut at the edge
    assert "met me on" in now[start:end]
    assert "nothing" not in now[start:end]
    assert now[start:end].endswith("with the sound off")


def test_other_words_are_not_taken_for_the_passage():
    texts = {2: "We talked about the weather and the bus and what there was for lunch that day."}
    assert (
        find_nearly("I thought that the silence in the room was mine to break.", "2", texts) is None
    )
    assert find_nearly("And [CLIENT_1]?", "2", texts) is None
    assert find_nearly("word " * 5_000, "2", {2: "word " * 100_000}) is None


QUOTE = "she asked us about our silence after every tape that week"  # 11 words


@pytest.mark.parametrize(
    ("hint", "words", "shared", "is_found"),
    [
        ("2", 11, 6, True),  # in the turn that is named, half of the words are enough
        ("2", 11, 5, False),
        ("", 11, 8, True),  # elsewhere it takes seven of ten words
        ("", 11, 7, False),
        ("", 10, 7, False),  # and eight at least
    ],
)
def test_how_many_words_must_be_there(hint, words, shared, is_found):
    quote, there = (" ".join(QUOTE.split()[:number]) for number in (words, shared))
    texts = {1: "Nothing like it.", 2: f"Well, {there} while they waited for lunch."}
    assert (find_nearly(quote, hint, texts) is not None) == is_found


@pytest.mark.parametrize(("shared", "is_found"), [(3, True), (2, False)])
def test_three_words_must_be_there_of_a_short_quote(shared, is_found):
    there = " ".join("we sat in silence".split()[:shared])
    assert (find_nearly("we sat in silence", "2", {2: f"And {there}."}) is not None) == is_found


def test_words_that_are_gone_are_listed_not_dropped(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    clean_turns, segments = study()
    clean_turns = clean_turns[clean_turns["interview"] != "P01"]
    reviewed, decisions = place([filled], clean_turns, segments)
    assert reviewed.empty
    row = decisions.iloc[0]
    assert row["status"] == "not placed" and row["reason"] and row["fix"]


def test_conflicting_reviewers_are_reported_and_asked_again(workbook, tmp_path):
    clean_turns, segments = study()
    one = fill(workbook, tmp_path / "in" / "a.xlsx", {1: {"Decision": "accept"}})
    two = fill(workbook, tmp_path / "in" / "b.xlsx", {1: {"Decision": "reject"}})
    reviewed, decisions = place([one, two], clean_turns, segments)
    assert reviewed.empty
    assert decisions["status"].tolist() == ["conflict", "conflict"]
    disputes = pd.DataFrame([dispute(segments, "P01.002.1", "rupture")])
    made = queue_of(segments, decisions=decisions, disagreements=disputes)
    assert made["kind"].tolist() == ["reviewers disagree"]
    assert made["said"].tolist() == disputes["said"].tolist()
    assert made["earlier"].tolist() == ["a: accept; b: reject"]


def test_agreeing_reviewers_make_one_row(workbook, tmp_path):
    clean_turns, segments = study()
    paths = [
        fill(workbook, tmp_path / "in" / f"{name}.xlsx", {1: {"Decision": "accept"}})
        for name in ("b", "a")
    ]
    reviewed, _ = place(paths, clean_turns, segments)
    assert reviewed["coder"].tolist() == ["a, b"]


def test_a_renamed_code_is_followed(workbook, tmp_path):
    clean_turns, segments = study()
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept", "Code": "tasks.video"}})
    reviewed, _ = place([filled], clean_turns, segments)
    assert reviewed["code"].tolist() == ["tasks.tape"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"Decision": "maybe"}, "not one of the list"),
        ({"Decision": "=1+1"}, "not one of the list"),
        ({"Decision": "change to"}, "not in the codebook"),
        ({"Decision": "change to", "Change to": "ruptur"}, "not in the codebook"),
        ({"Change to": "rupture"}, "no decision"),
        ({"Decision": "accept", "Valence": "good"}, "valence"),
        ({"Decision": "change to", "Change to": "rupture"}, "itself"),
        ({"Decision": "accept", "Change to": "tasks"}, "to change the code"),
    ],
)
def test_unusable_decisions_are_listed_with_a_reason(workbook, tmp_path, values, reason):
    clean_turns, segments = study()
    filled = fill(workbook, tmp_path / "x.xlsx", {1: values})
    reviewed, decisions = place([filled], clean_turns, segments)
    assert reviewed.empty
    row = decisions.iloc[0]
    assert row["status"] == "not valid" and reason in row["reason"] and row["fix"]
    if values.get("Change to") == "ruptur":
        assert "rupture" in row["fix"]


def test_a_formula_in_a_memo_is_only_text(workbook, tmp_path):
    clean_turns, segments = study()
    filled = fill(
        workbook, tmp_path / "x.xlsx", {1: {"Decision": "unsure", "Memo": "=HYPERLINK(1)"}}
    )
    _, decisions = place([filled], clean_turns, segments)
    assert decisions["memo"].tolist() == ["=HYPERLINK(1)"]
    queue = queue_of(segments, suggested=layer(coding("P01.002.1", "rupture")), decisions=decisions)
    write_workbook(queue, BOOK, tmp_path / "again.xlsx")
    with zipfile.ZipFile(tmp_path / "again.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml")


def test_files_that_are_no_review_are_refused(tmp_path):
    Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="no sheet is a review"):
        read_reviews([tmp_path / "other.xlsx"], BOOK)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(InputError):
        read_reviews([tmp_path / "broken.xlsx"], BOOK)


@pytest.mark.parametrize(
    ("said", "decision"),
    [("Accepted", "accept"), ("REJECT.", "reject"), ("change", "change to"), ("unsure?", "unsure")],
)
def test_decisions_may_be_written_in_another_form(workbook, tmp_path, said, decision):
    values = {"Decision": said, "Change to": "tasks" if decision == "change to" else None}
    found = read_reviews([fill(workbook, tmp_path / "x.xlsx", {1: values})], BOOK)
    assert found[["decision", "status"]].values.tolist() == [[decision, "used"]]


def test_a_code_may_be_changed_by_its_name(workbook, tmp_path):
    values = {"Decision": "change to", "Change to": BOOK["tasks.tape"].name}
    found = read_reviews([fill(workbook, tmp_path / "x.xlsx", {1: values})], BOOK)
    assert found["change_to"].tolist() == ["tasks.tape"]


def test_a_title_above_the_header_hides_nothing(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    book = load_workbook(filled)
    book["Review"].insert_rows(1)
    book["Review"]["A1"] = "Looked at in May"
    book.save(filled)
    assert read_reviews([filled], BOOK)["status"].tolist() == ["used"]


@pytest.mark.parametrize("column", ["Decision", "Turn"])
def test_a_column_that_is_gone_is_named(workbook, tmp_path, column):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    book = load_workbook(filled)
    header = [cell.value for cell in book["Review"][1]]
    book["Review"].cell(1, header.index(column) + 1, "Mine")
    book.create_sheet("Other").append(["Interview", "Turn", "Segment", "Code", "Decision"])
    book.save(filled)
    with pytest.raises(InputError, match=f"row 1: sheet 2 lacks the columns {column.lower()},"):
        read_reviews([filled], BOOK)


def test_a_sheet_saved_as_a_table_is_read(workbook, tmp_path):
    filled = fill(workbook, tmp_path / "x.xlsx", {1: {"Decision": "accept"}})
    rows = load_workbook(filled)["Review"].iter_rows(values_only=True)
    with (tmp_path / "x.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    assert read_reviews([tmp_path / "x.csv"], BOOK)["status"].tolist() == ["used"]


def test_a_zip_bomb_is_refused(workbook, tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(workbook.read_bytes())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 80_000_000)
    with pytest.raises(InputError, match="unpacks to far more"):
        read_reviews([bomb], BOOK)


def test_xml_entities_are_refused(workbook, tmp_path):
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            new.writestr(name, data)
    with pytest.raises(InputError, match="entities"):
        read_reviews([evil], BOOK)


def test_no_reviews_give_empty_frames():
    clean_turns, segments = study()
    reviewed, decisions = place([], clean_turns, segments)
    assert reviewed.empty and decisions.empty


def test_possibly_missed_can_be_decided_too(tmp_path):
    clean_turns, segments = study()
    scores = pd.DataFrame([("P01.004.1", "P01", "rupture", 0.95, False, True)], columns=SCORES)
    queue = queue_of(segments, scores=scores)
    write_workbook(queue, BOOK, tmp_path / "r.xlsx")
    filled = fill(
        tmp_path / "r.xlsx", tmp_path / "x.xlsx", {1: {"Decision": "accept"}}, "Possibly missed"
    )
    reviewed, decisions = place([filled], clean_turns, segments)
    assert reviewed["segment_id"].tolist() == ["P01.004.1"]
    assert decisions["sheet"].tolist() == ["Possibly missed"]
    assert (reviewed["decision"] == "accept").all()
    assert reviewed["confidence"].isna().all()


def test_segments_keep_their_contract():
    check(study()[1], SEGMENTS)


# --- uncoded interviews


def offers(*more: dict[str, object]) -> pd.DataFrame:
    """P02 has three sure suggestions, one of them in the sample; P03 a sure and a likely one."""
    sure = {"offered": "sure", "confidence": 0.9}
    return layer(
        coding("P02.004.1", "rupture", **sure),
        coding("P02.002.2", "tasks", offered="likely", confidence=0.4),
        coding("P02.002.1", "rupture", **sure, sampled=True),
        coding("P02.004.2", "tasks.tape", **sure),
        coding("P03.002.1", "rupture", **sure),
        coding("P03.002.1", "tasks", offered="likely", confidence=0.5),
        coding("P01.002.1", "rupture", confidence=0.5),
        *more,
    )


def offered_book(tmp_path: Path) -> Path:
    queue = queue_of(study()[1], suggested=offers())
    write_workbook(queue, BOOK, tmp_path / "r.xlsx")
    return tmp_path / "r.xlsx"


UNCODED = "Uncoded interviews"


def bulk_of(tmp_path: Path, *, sample: str = "", interviews: tuple[int, ...] = (1,)) -> Path:
    path = fill(offered_book(tmp_path), tmp_path / "a.xlsx", {1: {"Decision": sample}}, UNCODED)
    return fill(
        path, path, {at: {IN_BULK: "accept", "Reviewer": "Bo"} for at in interviews}, IN_BULK
    )


def test_offers_come_by_interview_sure_ones_first_in_reading_order():
    queue = queue_of(study()[1], suggested=offers())
    assert queue[["kind", "segment_id", "code"]].to_numpy().tolist() == [
        ["sure suggestion", "P02.002.1", "rupture"],
        ["sure suggestion", "P02.004.1", "rupture"],
        ["sure suggestion", "P02.004.2", "tasks.tape"],
        ["likely suggestion", "P02.002.2", "tasks"],
        ["sure suggestion", "P03.002.1", "rupture"],
        ["likely suggestion", "P03.002.1", "tasks"],
        ["uncertain suggestion", "P01.002.1", "rupture"],
    ]
    assert queue["sampled"].tolist() == [True, *[False] * 6]


def test_a_workbook_holds_whole_interviews_up_to_a_number_of_offers(monkeypatch):
    for most, shown in ((6, {"P02", "P03"}), (5, {"P02"}), (1, {"P02"})):
        monkeypatch.setattr("aft_themes.coding.review.queue.MOST_OFFERS", most)
        queue = queue_of(study()[1], suggested=offers())
        assert set(queue.loc[queue["kind"].isin(OFFERS), "interview"]) == shown
        assert "uncertain suggestion" in set(queue["kind"])


def test_what_is_offered_says_how_much_work_it_is():
    (line,) = say_work(queue_of(study()[1], suggested=offers()))
    assert "2, with 6 suggestions, of which about 4 should be right" in line
    assert "for 5 decisions: 3 one by one (1 of them a sample" in line
    assert "2 that accept the other 3 sure ones" in line
    assert f"an hour brings {3600 // SECONDS_EACH} decisions" in line
    assert say_work(queue_of(study()[1])) == []


def test_sure_suggestions_are_accepted_in_bulk_after_the_sample(tmp_path):
    reviewed, decisions = place([bulk_of(tmp_path, sample="accept")], *study())
    assert reviewed[["segment_id", "code", "coder"]].to_numpy().tolist() == [
        ["P02.002.1", "rupture", "a"],
        ["P02.004.1", "rupture", "Bo"],
        ["P02.004.2", "tasks.tape", "Bo"],
    ]
    how = decisions.set_index("turn")["how"]
    assert how["2"] == "one by one" and set(how["4"]) == {"in bulk after a sample check"}
    assert set(decisions["asked"]) == {"sure suggestion"}


@pytest.mark.parametrize(
    ("sample", "reason"),
    [("", "0 of 1 rows of the sample are decided"), ("reject", "only 0 of 1 rows of the sample")],
)
def test_bulk_acceptance_needs_the_sample(tmp_path, sample, reason):
    reviewed, decisions = place([bulk_of(tmp_path, sample=sample)], *study())
    refused = decisions[decisions["how"] == "in bulk after a sample check"]
    assert len(refused) == 2 and set(refused["status"]) == {"not valid"}
    assert refused["reason"].str.startswith(reason).all() and (refused["fix"] != "").all()
    assert not (reviewed["decision"] == "accept").any()


def test_a_sample_decided_in_an_earlier_workbook_counts(tmp_path):
    first = fill(
        offered_book(tmp_path), tmp_path / "in" / "a.xlsx", {1: {"Decision": "accept"}}, UNCODED
    )
    reviewed, decisions = place([first], *study())
    queue = queue_of(study()[1], suggested=offers(), reviewed=reviewed, decisions=decisions)
    assert not queue["sampled"].any()
    write_workbook(queue, BOOK, tmp_path / "r2.xlsx")
    second = fill(
        tmp_path / "r2.xlsx", tmp_path / "in" / "b.xlsx", {1: {IN_BULK: "accept"}}, IN_BULK
    )
    assert place([second], *study())[0].empty, "alone it rests on no sample"
    reviewed, _ = place([first, second], *study())
    assert len(reviewed) == 3


def test_a_workbook_without_offers_has_no_empty_sheets(workbook):
    assert load_workbook(workbook).sheetnames == ["Read me", "Review", "Possibly missed", "Codes"]


def test_corrections_are_counted_by_code(tmp_path):
    path = fill(
        offered_book(tmp_path),
        tmp_path / "a.xlsx",
        {
            1: {"Decision": "accept"},
            2: {"Decision": "reject"},
            3: {"Decision": "change to", "Change to": "ethics"},
            4: {"Decision": "unsure"},
            5: {"Decision": "accept", "Memo": TICKED},
        },
        UNCODED,
    )
    _, decisions = place([path], *study())
    found = count_corrections(decisions, 0.95)
    check(found, CORRECTIONS)
    every = found.set_index("code").loc[""]
    assert every[["decided", "accepted", "rejected", "changed", "unsure", "in_bulk"]].tolist() == [
        3, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    assert every["share"] == pytest.approx(2 / 3)
    tape = found.set_index("code").loc["tasks.tape"]
    assert list(tape["changed_to"]) == ["ethics"] and tape["share"] == 1
    assert pd.isna(found.set_index("code").loc["tasks", "share"])
    assert count_corrections(decisions.head(0), 0.95).empty
