import pandas as pd
import pytest

from aft_themes.catalog import CODER_ASSIGNMENTS, CODINGS, REPLACEMENTS
from aft_themes.coding.codebook import Code, Codebook
from aft_themes.coding.codings import (
    assignments,
    coded_interviews,
    final_codings,
    load_codings,
    place_codings,
    trace_codings,
)
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.errors import InputError
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import SegmentSettings

BOOK = Codebook(
    "Test",
    "1.0",
    tuple(Code(code, code, "d", "i", "e") for code in ("tasks", "tasks.tape", "repair")),
)
LONG = " ".join(f"Sentence number {n} has six words." for n in range(30))


def study():
    read = pd.DataFrame(
        [
            ("P01", 1, "interviewer", "How was the tape?"),
            ("P01", 2, "participant", "I  watched Ruth\u2019s \u201cgood\u201d tape. It was fine."),
            ("P01", 3, "interviewer", "Fine?"),
            ("P01", 4, "participant", "It was fine. " + LONG),
        ],
        columns=["interview", "turn", "role", "text"],
    ).assign(speaker="x", start_s=None, end_s=None, locator="line 1")
    edits = pd.DataFrame(
        [("P01", 2, 10, 14, "SUPERVISOR_1", "person", "known")], columns=REPLACEMENTS.schema.names
    )
    placed = place_turns(read, edits)
    return read, placed, make_segments(read, placed, SegmentSettings())


def place(*quotes):
    coded = pd.DataFrame(quotes, columns=["turn", "quote", "code", "valence"]).assign(
        interview="P01", coder="A", file="a.csv"
    )
    coded["file_row"] = range(2, len(coded) + 2)
    return place_codings(coded, *study(), min_overlap=0.5, codebook_version="1.0")


@pytest.mark.parametrize(
    "quote",
    [
        'I watched Ruth\'s "good" tape.',
        "I watched Ruth\u2019s \u201cgood\u201d  tape.",
        "i watched Ruth's good tape",
    ],
)
def test_quotes_are_found_whatever_their_marks_and_spaces(quote):
    placed = place(("2", quote, "tasks.tape", "benefit"))
    assert placed.unplaced.empty
    (coding,) = placed.codings.to_dict("records")
    assert coding["segment_id"] == "P01.002.1"
    assert coding["evidence"].startswith("I watched [SUPERVISOR_1]'s")
    check(placed.codings, CODINGS)


def test_a_wrong_turn_is_mended_when_the_quote_is_unique():
    placed = place(("4", "I watched Ruth's", "tasks", "none"))
    assert placed.codings["turn"].tolist() == [2]


@pytest.mark.parametrize(
    ("turn", "quote", "reason"),
    [
        ("", "It was fine.", "the quote occurs 2 times"),
        ("2", "words nobody said", "the words are not in the transcript"),
        ("1", "How was the tape?", "the turn is not the participant's"),
        ("two", "It was fine.", "the turn is no number"),
        ("2", "...", "the quote is empty"),
    ],
)
def test_what_cannot_be_placed_is_listed_with_its_row(turn, quote, reason):
    placed = place((turn, quote, "tasks", "none"))
    assert placed.codings.empty
    (row,) = placed.unplaced.to_dict("records")
    assert (row["file"], row["row"], row["reason"]) == ("a.csv", 2, reason)
    assert "nobody" not in str(row)


def test_a_quote_over_several_segments_counts_where_it_covers_half():
    _, _, segments = study()
    parts = segments[segments["turn"] == 4]
    assert len(parts) == 3
    end = LONG.index("Sentence number 24")
    placed = place(("4", LONG[:end].strip(), "tasks", "none"))
    assert placed.codings["segment_id"].tolist() == ["P01.004.1", "P01.004.2"]
    short = place(("4", "Sentence number 3 has six words.", "tasks", "none"))
    assert short.codings["segment_id"].tolist() == ["P01.004.1"]


A = "We watched her tape and nobody said much by the end."
HALVES = [
    # half of the quote lies in the first segment, and it holds all of the second
    ("It helped.", "by the end. It helped.", ["P01.001.1", "P01.001.2"]),
    ("It helped me.", "by the end. It helped me.", ["P01.001.2"]),
    # the quote covers half of the second segment, and all of the first
    ("Nobody knew why, then.", f"{A} Nobody knew", ["P01.001.1", "P01.001.2"]),
    ("Nobody knew why, back then.", f"{A} Nobody knew", ["P01.001.1"]),
]


@pytest.mark.parametrize(("second", "quote", "counts_for"), HALVES)
def test_exactly_half_is_enough(second, quote, counts_for):
    read = pd.DataFrame(
        [("P01", 1, "participant", f"{A} {second}")],
        columns=["interview", "turn", "role", "text"],
    ).assign(speaker="x", start_s=None, end_s=None, locator="line 1")
    turns = place_turns(read, empty_frame(REPLACEMENTS))
    segments = make_segments(read, turns, SegmentSettings(max_words=11))
    assert segments["text"].tolist() == [A, second]
    coded = pd.DataFrame(
        [{"turn": "1", "quote": quote, "code": "tasks", "valence": "none"}]
    ).assign(interview="P01", coder="A", file="a.csv", file_row=2)
    placed = place_codings(coded, read, turns, segments, min_overlap=0.5, codebook_version="1.0")
    assert placed.codings["segment_id"].tolist() == counts_for


def test_two_quotes_in_a_segment_make_one_coding():
    placed = place(
        ("4", "Sentence number 3 has six words.", "tasks", "benefit"),
        ("4", "Sentence number 4 has six words. Sentence number 5 has six", "tasks", "challenge"),
    )
    (coding,) = placed.codings.to_dict("records")
    assert coding["valence"] == "mixed"
    assert coding["source"] == "a.csv:2; a.csv:3"
    assert coding["evidence"].startswith("Sentence number 4")


def write(tmp_path, text, name="coder_A.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def test_an_old_id_of_a_renamed_code_is_read_as_the_new_one(tmp_path):
    book = Codebook(
        "Test",
        "2.0",
        (
            Code("tasks", "t", "d", "i", "e"),
            Code("tasks.tape", "t", "d", "i", "e", was="tasks.video"),
        ),
    )
    path = write(
        tmp_path, "interview,turn,quote,code\nP01,2,It was,tasks.video\nP01,4,fine,tasks\n"
    )
    assert load_codings([path], book)["code"].tolist() == ["tasks.tape", "tasks"]


def test_unknown_codes_are_an_error_with_rows_and_nearest_codes(tmp_path):
    path = write(tmp_path, "interview,turn,quote,code\nP01,2,secret words,tasks.tap\n")
    with pytest.raises(InputError, match=r"coder_A.csv, row 2.*tasks\.tap.*tasks\.tape") as caught:
        load_codings([path], BOOK)
    assert "secret" not in str(caught.value)


def test_unknown_valences_are_an_error(tmp_path):
    path = write(tmp_path, "interview,quote,code,valence\nP01,x,tasks,good\n")
    with pytest.raises(InputError, match=r"unknown valence.*benefit"):
        load_codings([path], BOOK)


def test_the_file_names_the_coder_where_no_column_does(tmp_path):
    path = write(tmp_path, "Interview;Quote;Code\nP01;x;tasks\n")
    loaded = load_codings([path], BOOK)
    assert loaded["coder"].tolist() == ["coder_A"]
    assert loaded["valence"].tolist() == ["none"]


def coding(interview, segment, code, coder, layer="human", confidence=None):
    return {
        **dict.fromkeys(CODINGS.schema.names, ""),
        "interview": interview,
        "segment_id": segment,
        "turn": 1,
        "code": code,
        "coder": coder,
        "layer": layer,
        "valence": "none",
        "confidence": confidence,
        "evidence_start": 0,
        "evidence_end": 1,
    }


def codings(*rows):
    return pd.DataFrame([coding(*row) for row in rows], columns=CODINGS.schema.names)


def test_the_final_rule():
    human = codings(
        ("P01", "s1", "tasks", "A"), ("P01", "s1", "repair", "B"), ("P02", "s2", "tasks", "B")
    )
    suggested = codings(
        ("P02", "s2", "repair", "m", "suggested"), ("P03", "s3", "repair", "m", "suggested")
    )
    reviewed = codings(
        ("P01", "s1", "tasks", "R", "reviewed"), ("P02", "s2", "tasks.tape", "R", "reviewed")
    ).assign(decision=["reject", "accept"])
    assigned = pd.DataFrame(
        [("P01", "A", 1, True), ("P01", "B", 2, True), ("P02", "B", 1, True)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )

    def chosen(final):
        frame = final_codings(human, suggested, reviewed, assigned, final=final)
        return sorted(zip(frame["segment_id"], frame["code"], frame["coder"], strict=True))

    assert chosen("human") == [("s1", "tasks", "A"), ("s2", "tasks", "B")]
    assert chosen("human+reviewed") == [("s2", "tasks", "B"), ("s2", "tasks.tape", "R")]
    assert chosen("human+suggested") == [
        ("s1", "tasks", "A"),
        ("s2", "tasks", "B"),
        ("s3", "repair", "m"),
    ]
    assert chosen("suggested") == [("s2", "repair", "m"), ("s3", "repair", "m")]


@pytest.mark.parametrize(
    ("final", "superseded"),
    [
        ("human", ["lead coder A", "", "", "coder B"]),
        ("human+reviewed", ["lead coder A", "reviewer R", "", ""]),
    ],
)
def test_every_coding_says_what_superseded_it(final, superseded):
    human = codings(
        ("P01", "s1", "repair", "B"), ("P01", "s1", "tasks", "A"), ("P02", "s2", "tasks", "B")
    )
    reviewed = codings(
        ("P01", "s1", "tasks", "R", "reviewed"), ("P02", "s2", "tasks.tape", "R", "reviewed")
    ).assign(decision=["reject", "accept"])
    assigned = pd.DataFrame(
        [("P01", "A", 1, True), ("P01", "B", 2, True), ("P02", "B", 1, True)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )
    nothing = codings()
    chosen = final_codings(human, nothing, reviewed, assigned, final=final)
    traced = trace_codings(human, nothing, reviewed, chosen, assigned)
    check(traced, CODINGS)
    by_row = traced.set_index(["segment_id", "code", "layer"])["superseded_by"]
    order = [*zip(human["segment_id"], human["code"], human["layer"], strict=True)]
    order.append(("s2", "tasks.tape", "reviewed"))
    assert [by_row[key] for key in order] == superseded
    assert ("s1", "tasks", "reviewed") not in by_row.index, "what was rejected is no coding"


def test_a_rejection_alone_supersedes_the_lead_coder():
    human = codings(("P01", "s1", "tasks", "A"), ("P01", "s2", "tasks", "A"))
    reviewed = codings(("P01", "s1", "tasks", "R", "reviewed")).assign(decision="reject")
    assigned = pd.DataFrame([("P01", "A", 1, True)], columns=CODER_ASSIGNMENTS.schema.names)
    chosen = final_codings(human, codings(), reviewed, assigned, final="human+reviewed")
    traced = trace_codings(human, codings(), reviewed, chosen, assigned)
    assert traced["superseded_by"].tolist() == ["reviewer R", ""]


def test_who_coded_what_is_explicit_or_inferred():
    interviews = pd.DataFrame(
        {"interview": ["P01", "P02", "P03"], "coders": [["B", "A"], [], ["A"]]}
    )
    human = codings(
        ("P01", "s1", "tasks", "A"), ("P02", "s2", "tasks", "A"), ("P02", "s2", "tasks", "C")
    )
    who = assignments(interviews, ["P01", "P02"], human)
    assert who.to_numpy().tolist() == [
        ["P01", "A", 2, True],
        ["P01", "B", 1, True],
        ["P02", "A", 1, False],
        ["P02", "C", 2, False],
    ]
    segments = pd.DataFrame({"interview": ["P03", "P02", "P01", "P01"]})
    assert coded_interviews(human, who, segments, "human") == ["P01", "P02"]
    assert coded_interviews(human, who, segments, "suggested") == ["P01", "P02", "P03"]
