"""Quotes are found however they were copied; what is not placed says the true reason."""

import random

import pandas as pd
import pytest

from aft_themes.catalog import (
    CODED_QUOTES,
    CODINGS,
    INTERVIEWER_CODINGS,
    PLACEMENTS,
    REPLACEMENTS,
    UNPLACED_CODINGS,
)
from aft_themes.coding.layers import every_quote
from aft_themes.coding.left_out import LeftOut
from aft_themes.coding.losses import count_losses, losses_sentence
from aft_themes.coding.placing import place_codings
from aft_themes.coding.quotes import Place, QuoteFinder
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import SegmentSettings

LONG = " ".join(f"Sentence number {n} has six words." for n in range(30))
TURNS = (
    (1, "interviewer", "How was the tape?"),
    (2, "participant", "I  watched Ruth\u2019s \u201cgood\u201d tape. It was fine."),
    (3, "interviewer", "Fine? Say more about that, if you can."),
    (4, "participant", "It was fine. " + LONG),
    (5, "interviewer", "Mm-hm."),
    (
        6,
        "participant",
        "And, um, the \ufb01rst one [laughs] made me stop-start, it re\u00e2lly did",
    ),
    (7, "participant", "The follow-up was hard. Nobody had told me how the room would go quiet."),
    (8, "other", "The tea is ready for everybody now."),
)


def study():
    read = pd.DataFrame(
        [("P01", *turn) for turn in TURNS], columns=["interview", "turn", "role", "text"]
    ).assign(participant="P01", start_s=None, end_s=None, locator="line 1")
    read["speaker"] = read["role"].map(
        {"interviewer": "Dan Bell", "participant": "Ms. K", "other": "Host"}
    )
    edits = pd.DataFrame(
        [("P01", 2, 10, 14, "SUPERVISOR_1", "person", "known")], columns=REPLACEMENTS.schema.names
    )
    placed = place_turns(read, edits)
    return read, placed, make_segments(read, placed, SegmentSettings())


def rows_of(*quotes, **columns):
    frame = pd.DataFrame(quotes, columns=["turn", "quote"]).assign(
        interview="P01", coder="A", file="a.csv", position="", code="tasks", valence="none"
    )
    frame["file_row"] = range(2, len(frame) + 2)
    return frame.assign(**columns)


def place(*quotes, settings=None, **columns):
    placed = place_codings(
        rows_of(*quotes, **columns),
        *study(),
        min_overlap=0.5,
        codebook_version="1.0",
        **(settings or {}),
    )
    check(placed.codings, CODINGS)
    check(placed.unplaced, UNPLACED_CODINGS)
    check(placed.placements, PLACEMENTS)
    check(placed.interviewer, INTERVIEWER_CODINGS)
    return placed


@pytest.mark.parametrize(
    "quote",
    [
        'I watched Ruth\'s "good" tape.',
        "I watched Ruth\u2019s \u201cgood\u201d  tape.",
        "i watched ruth's good tape",
        "I watched Ruth`s \u00abgood\u00bb\ntape",
        'I watched [SUPERVISOR_1]\'s "good" tape.',
        "I wat\u00adched Ruth's good tape",
    ],
)
def test_quotes_are_found_whatever_their_marks_and_spaces(quote):
    placed = place(("2", quote))
    assert placed.unplaced.empty
    (coding,) = placed.codings.to_dict("records")
    assert coding["segment_id"] == "P01.002.1"
    assert coding["evidence"].startswith("I watched [SUPERVISOR_1]'s")


@pytest.mark.parametrize(
    "quote",
    [
        "the first one [laughs] made me stop-start",
        "the first one made me stop start",
        "And the first one made me stopstart, it really did",
        "And, um, the first one (laughs) made me stop-\nstart",
        "the first one [00:12:03] made me stop\u2013start, it re\u0061\u0302lly did",
    ],
)
def test_ligatures_hyphens_accents_marks_and_sounds_do_not_matter(quote):
    assert place(("", quote)).codings["segment_id"].tolist() == ["P01.006.1"]


def test_words_like_a_part_of_a_word_alone_are_not_found():
    turns = pd.DataFrame(
        [("P01", 1, "participant", "We watched the tape, and I was calm.")],
        columns=["interview", "turn", "role", "text"],
    )
    finder = QuoteFinder(turns, place_turns(turns, empty_frame(REPLACEMENTS)))
    assert finder.find("P01", "1", "And then?").kind == "not_found"


def test_a_wrong_turn_is_mended_when_the_quote_is_unique():
    assert place(("4", "I watched Ruth's")).codings["turn"].tolist() == [2]


@pytest.mark.parametrize("turn", ["2.0", "turn 2", "#2", " 2 "])
def test_turn_numbers_are_read_in_any_form(turn):
    assert place((turn, "It was fine.")).codings["turn"].tolist() == [2]


@pytest.mark.parametrize(
    "quote",
    [
        "Dan Bell: Mm-hm.\nMs. K: And, um, the first one made me stop-start",
        "Sentence number 29 has six words. Ms. K: And, um, the first one made me stop-start",
        "12 Dan Bell [00:01:02]: Mm-hm.\n13 Ms. K [00:01:05]: And the first one made me",
        "Interviewer: Mm-hm. Participant: And the first one made me",
        "Dan Bel: Mm-hm.\nMs K: And the first one made me",
    ],
)
def test_a_quote_over_turns_is_split_and_labels_in_it_are_skipped(quote):
    placed = place(("", quote))
    assert placed.unplaced.empty
    assert placed.codings["turn"].tolist()[-1] == 6
    assert set(placed.codings["turn"]) <= {4, 6}


def test_the_other_speakers_words_between_are_not_evidence():
    placed = place(("", "It was fine.\nFine? Say more about that, if you can.\nIt was fine."))
    assert placed.codings["turn"].tolist() == [2, 4]
    assert not placed.codings["evidence"].str.contains("Say more").any()
    assert placed.placements["turns"].tolist() == [3]


@pytest.mark.parametrize("dots", ["\u2026", " ... ", "[...]", "[\u2026]", "(...)", " . . . "])
def test_an_abridged_quote_is_placed_on_its_parts(dots):
    quote = f"The follow-up was hard{dots}the room would go quiet."
    placed = place(("", quote))
    assert placed.placements["how"].tolist() == ["abridged"]
    assert placed.codings["segment_id"].tolist() == ["P01.007.1"]
    assert "Nobody" not in placed.codings["evidence"].iloc[0]


def test_parts_in_another_order_are_no_abridged_quote():
    placed = place(("", "the room would go quiet ... The follow-up was hard"))
    assert placed.unplaced["kind"].tolist() == ["not_found"]


def test_a_quote_cut_in_a_word_is_widened_to_words():
    placed = place(("", "ollow-up was hard. Nobody had to"))
    assert placed.codings["evidence"].tolist() == ["follow-up was hard. Nobody had told"]


def test_changed_words_are_found_again_and_marked():
    placed = place(("7", "Nobody had told mee how the room wuold go quiet."))
    (row,) = placed.placements.to_dict("records")
    assert (row["how"], row["turn"], row["status"]) == ("words changed", 7, "placed")
    assert 0.9 < row["likeness"] < 1
    assert count_losses(placed.placements)["words_changed"].tolist() == [1, 1]


def test_words_of_another_passage_are_not_taken_for_changed_ones():
    said = "Everyone had warned him that the group might fall apart in winter."
    placed = place(("7", said), ("", said))
    assert placed.unplaced["kind"].tolist() == ["not_found", "not_found"]
    assert "warned" not in placed.unplaced.to_csv()


def test_after_small_changes_of_the_transcript_codings_come_back_on_the_same_words():
    rng = random.Random(4)
    words = [
        "".join(rng.choice("abdeghiklmnoprstu") for _ in range(rng.randint(2, 8)))
        for _ in range(800)
    ]
    said = [[rng.choice(words) for _ in range(60)] for _ in range(40)]
    changed = [
        [word[1:] if rng.random() < 0.02 and len(word) > 3 else word for word in turn]
        for turn in said
    ]
    read = pd.DataFrame(
        [("P01", n, "participant", " ".join(turn), "x") for n, turn in enumerate(changed, 1)],
        columns=["interview", "turn", "role", "text", "speaker"],
    )
    finder = QuoteFinder(read, place_turns(read, empty_frame(REPLACEMENTS)))
    for number, turn in enumerate(said, 1):
        for first in (0, 20, 40):
            quote, now = turn[first : first + 20], changed[number - 1]
            found = finder.find("P01", "", " ".join(quote))
            assert isinstance(found, Place)
            (piece,) = found.pieces
            text = " ".join(now)[piece.start : piece.end]
            assert (piece.turn, text) == (number, " ".join(now[first : first + 20]))


@pytest.mark.parametrize(
    ("turn", "quote", "kind"),
    [
        ("", "It was fine.", "found_twice"),
        ("2", "words nobody said in this study", "not_found"),
        ("2", "not so", "too_short"),
        ("1", "How was the tape?", "interviewer_turn"),
        ("", "How was the tape?", "interviewer_turn"),
        ("", "Interviewer: How was the tape?", "interviewer_turn"),
        ("", "The tea is ready", "other_speaker"),
        ("two", "It was fine.", "found_twice"),
        ("2", "...", "empty_quote"),
    ],
)
def test_what_cannot_be_placed_is_listed_with_its_row_and_the_true_reason(turn, quote, kind):
    placed = place((turn, quote))
    assert placed.codings.empty
    (row,) = placed.unplaced.to_dict("records")
    assert (row["file"], row["row"], row["kind"]) == ("a.csv", 2, kind)
    assert row["reason"]
    assert row["fix"]
    assert "nobody" not in str(row)


def test_interviews_that_are_not_there_have_reasons_of_their_own(tmp_path):
    file = tmp_path / "P01.txt"
    file.write_text("A talk about the missing lamp, recorded in May\nDan Bell: Hello")
    placed = place(
        ("", "words"),
        ("", "words"),
        ("", "words"),
        ("", "a talk about the missing lamp"),
        interview=["P09", "P02", "", "P01"],
        settings={"not_read": {"P02": "is empty."}, "left_out": LeftOut({"P01": file})},
    )
    kinds = ["unknown_interview", "transcript_left_out", "no_interview", "title_lines"]
    assert placed.unplaced["kind"].tolist() == kinds
    assert "is empty" in placed.unplaced["reason"].iloc[1]
    # P09 may be somebody's name, and stands in the coder's own file
    assert placed.unplaced["interview"].tolist() == ["", "P02", "", "P01"]
    assert "P09" not in placed.placements.to_string()


def test_the_interviewers_words_are_kept_apart_and_do_not_count():
    placed = place(("", "How was the tape?"))
    assert placed.unplaced["kind"].tolist() == ["interviewer_turn"]
    assert placed.codings.empty
    (row,) = placed.interviewer.to_dict("records")
    assert (row["turn"], row["evidence"], row["source"]) == (1, "How was the tape?", "a.csv:2")


def test_the_interviewers_words_count_for_the_answer_if_they_may_be_coded():
    placed = place(("", "How was the tape?"), settings={"interviewer_turns": True})
    assert placed.unplaced.empty
    assert len(placed.interviewer) == 1
    (coding,) = placed.codings.to_dict("records")
    assert (coding["segment_id"], coding["turn"]) == ("P01.002.1", 2)
    assert pd.isna(coding["evidence_start"])
    losses = count_losses(placed.placements)
    assert losses_sentence(losses) == ""
    assert losses.loc[0, ["placed", "answers", "interviewer"]].tolist() == [1, 1, 0]
    own = place(
        ("", "How was the tape?"), ("2", "It was fine."), settings={"interviewer_turns": True}
    )
    assert own.codings["segment_id"].tolist() == ["P01.002.1"]
    assert own.codings["evidence"].tolist() == ["It was fine."]
    assert len(own.quotes) == 2


def test_quotes_said_twice_are_settled_by_the_rows_around_them():
    rows = [
        ("", "I watched Ruth's"),
        ("", "It was fine."),
        ("", "Fine? Say more about that, if you can."),
        ("", "The follow-up was hard."),
    ]
    assert place(*rows).codings["turn"].tolist() == [2, 7]  # two quotes in one segment of turn 2
    assert place(*rows).placements["turn"].tolist() == [2, 2, 3, 7]
    backwards = place(*rows[::-1], position=["40", "30", "20", "10"])
    assert backwards.placements["turn"].tolist() == [7, 3, 2, 2]
    shuffled = place(rows[3], rows[1], rows[2], rows[0])
    assert shuffled.unplaced["kind"].tolist()[0] == "found_twice"


def test_a_quote_over_several_segments_counts_where_it_covers_half():
    _, _, segments = study()
    parts = segments[segments["turn"] == 4]
    assert len(parts) == 3
    end = LONG.index("Sentence number 24")
    placed = place(("4", LONG[:end].strip()))
    assert placed.codings["segment_id"].tolist() == ["P01.004.1", "P01.004.2"]
    short = place(("4", "Sentence number 3 has six words."))
    assert short.codings["segment_id"].tolist() == ["P01.004.1"]


def test_exactly_half_of_the_words_is_enough_and_tags_do_not_count_by_their_length():
    text = "Al Bo " + " ".join(["word"] * 8) + " end. " + " ".join(["other"] * 10) + "."
    read = pd.DataFrame(
        [("P01", 2, "participant", "P01", text, "x", None, None, "")],
        columns="interview turn role participant text speaker start_s end_s locator".split(),
    )
    edits = pd.DataFrame(
        [("P01", 2, 0, 2, "GROUP_MEMBER_11", "person", "known")],
        columns=REPLACEMENTS.schema.names,
    )
    placed = place_turns(read, edits)
    segments = make_segments(read, placed, SegmentSettings(max_words=11))
    assert segments["words"].tolist() == [11, 10]
    words = text.split()

    def covered(first, last):
        coded = rows_of(("2", " ".join(words[first:last])))
        found = place_codings(coded, read, placed, segments, min_overlap=0.5, codebook_version="1")
        return found.codings["segment_id"].tolist()

    # five of the ten words of the second segment, in a quote of sixteen words
    assert covered(0, 16) == ["P01.002.1", "P01.002.2"]
    assert covered(0, 15) == ["P01.002.1"]


def test_two_quotes_in_a_segment_make_one_coding():
    placed = place(
        ("4", "Sentence number 3 has six words."),
        ("4", "Sentence number 4 has six words. Sentence number 5 has six"),
        valence=["benefit", "challenge"],
    )
    (coding,) = placed.codings.to_dict("records")
    assert coding["valence"] == "mixed"
    assert coding["source"] == "a.csv:2; a.csv:3"
    assert coding["evidence"].startswith("Sentence number 4")
    quotes = every_quote(placed.codings, placed.quotes)
    check(quotes, CODED_QUOTES)
    assert quotes["valence"].tolist() == ["benefit", "challenge"]
    assert quotes["evidence"].str[:17].tolist() == ["Sentence number 3", "Sentence number 4"]
    others = placed.codings.assign(layer="reviewed")
    assert every_quote(others, placed.quotes)["evidence"].tolist() == [coding["evidence"]]


def test_losses_are_counted_by_code_and_said_in_a_sentence():
    rows = [("", "I watched Ruth's")] * 18 + [("", "How was the tape?"), ("", "never said by any")]
    losses = count_losses(place(*rows, code=["tasks"] * 18 + ["repair"] * 2).placements)
    assert losses[["code", "given", "placed", "lost"]].to_numpy().tolist() == [
        ["", 20, 18, 2],
        ["repair", 2, 0, 2],
        ["tasks", 18, 18, 0],
    ]
    assert losses_sentence(losses) == (
        "2 of 20 codings (10%) could not be placed in the transcripts and are not counted, 1 of "
        "them because they are of the interviewer's words."
    )


def test_what_a_turn_holds_twice_is_placed_at_its_first():
    (found,) = place(("", "has six words.")).placements.to_dict("records")
    assert found["status"] == "placed"
    assert placed_turns(place(("", "has six words."))) == {4}


def placed_turns(found):
    return set(found.quotes["turn"])


OTHERS = ("made me stop-start", "The follow-up was hard.", "how the room would go quiet")


@pytest.mark.parametrize(
    ("quotes", "unplaced"),
    [
        (OTHERS, 0),
        (OTHERS[:2], 2),  # two may be chance
        ((*OTHERS, "words of a summary that nobody said"), 1),
        ((*OTHERS, "Mm-hm."), 1),  # too short to tell, but the interview is known now
    ],
)
def test_a_document_of_another_name_is_known_by_its_words(quotes, unplaced):
    found = place(*(("", quote) for quote in quotes), interview="Second round")
    assert len(found.unplaced) == unplaced
    assert "Second round" not in found.unplaced.to_string()
