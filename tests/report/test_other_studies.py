"""What the report says of other studies than the sample: small, flat, uncoded, without names."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pandas as pd
import pytest

from aft_themes.agreement.overlap import Overlap, say_overlap
from aft_themes.codebook.codes import Code
from aft_themes.notices import Lost, why_lost
from aft_themes.report.compose import compose_report
from aft_themes.report.content import Figure, Prose, Report, Section, TableBlock, words
from aft_themes.report.facts import collect_facts
from aft_themes.report.findings import _foremost
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.writers.docx import to_document
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.registry import build_tables
from aft_themes.tables.results import Results
from tests.made_results import flat_results, made_results


def uncoded() -> Results:
    """The invented study before anybody has coded it."""
    made = made_results()
    none = {
        name: getattr(made, name)[:0]
        for name in ("codings", "human", "quotes", "passages", "agreement", "assignments")
    }
    counts = dict.fromkeys(("n", "of", "segments", "benefit", "challenge", "mixed", "none"), 0)
    return replace(
        made,
        **none,
        themes=made.themes.assign(**counts, share=0.0),
        participants=made.participants[:0],
        cooccurrence=made.cooccurrence[:0],
    )


def report_of(results: Results) -> str:
    report = compose_report(results, build_tables(results), []).report
    return " ".join(words(block) for block in report.blocks)


def test_a_study_that_nobody_coded_says_so_and_claims_nothing() -> None:
    said = report_of(uncoded())
    assert "Nobody coded the interviews." in said
    assert "No interview is coded yet, so nothing is counted." in said
    assert "No quotes are printed: nothing is coded yet." in said
    assert "Saturation cannot be assessed: no interview is coded yet." in said
    for claim in ("lead coder", "Of the 0", "typical quote", "rule for quotes", "more than half"):
        assert claim not in said


def test_coders_who_gave_no_code_are_listed_and_nothing_is_claimed() -> None:
    bare = uncoded()
    listed = {name: getattr(made_results(), name) for name in ("assignments", "participants")}
    results = replace(bare, **listed, themes=bare.themes.assign(of=6))
    said = report_of(results)
    assert "No coding was found of those who are listed as coders: A and B." in said
    assert "No code below the domains was given to any participant." in said
    assert "Saturation cannot be assessed: no interview is coded yet." in said
    claims = ("Every coded quote", "more than half", "to nobody", "few words", "so few coded")
    for claim in (*claims, "was coded by one coder", "One coder alone coded"):
        assert claim not in said
    assert build_tables(results)["themes_summary"].title == "Codes and Their Frequency"


def test_one_participant_is_no_share_of_many() -> None:
    results = flat_results(1)
    said = report_of(results)
    assert "The analysis has 1 interview with 1 participant." in said
    assert "Of 8 codes, 7 were given to the participant." in said
    assert "The participant has at least one of these codes (" in said
    assert "no interval: fewer than 6 participants" in said
    for claim in ("as many participants", "one interview with each", "more than half", "Of the 1 "):
        assert claim not in said
    note = build_tables(results)["participants"].note
    assert "N = 1 participant, one interview. The participant spoke 1,234 words." in note


def test_the_only_code_is_not_one_of_many() -> None:
    made = flat_results()
    code = made.codebook.codes[0]
    only = {"codebook": replace(made.codebook, codes=(code,))}
    for name in ("themes", "codings", "human", "passages", "quotes"):
        frame = getattr(made, name)
        only[name] = frame[frame["code"] == code.id]
    said = collect_facts(replace(made, **only))["major_themes"]
    assert said == "The only code was given to more than half of the participants."


def test_a_coder_who_shares_no_coding_shares_none() -> None:
    assert "codings none are also" in say_overlap(Overlap("A", "B", 0, 5, 2))
    assert "codings 1 is also" in say_overlap(Overlap("A", "B", 1, 5, 2))
    assert "codings 1,000 are also" in say_overlap(Overlap("A", "B", 1000, 2000, 1500))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([7, 4, 3], "A (7) and B (4)"),
        ([7, 4, 4], "A (7)"),
        ([5, 5, 3], "A (5) and B (5)"),
        ([5, 5, 5, 2], "A and 2 other codes (5 each)"),
        ([1, 0, 0], "A (1)"),
        ([2, 2], "A (2) and B (2)"),
        ([0, 0], ""),
    ],
)
def test_of_codes_that_are_as_frequent_none_is_named_before_another(
    counts: list[int], said: str
) -> None:
    largest = pd.DataFrame({"name": list("ABCD")[: len(counts)], "n": counts})
    assert _foremost(list(largest.itertuples())) == said


@pytest.mark.parametrize(
    ("quotes", "asked", "said"),
    [
        (1, 1, "it is of the interviewer's words and is kept apart"),
        (3, 3, "they are of the interviewer's words and are kept apart"),
        (1, 0, "it could not be placed in the transcripts"),
        (4, 0, "they could not be placed in the transcripts"),
        (
            3,
            1,
            "1 is of the interviewer's words and is kept apart, "
            "2 could not be placed in the transcripts",
        ),
    ],
)
def test_lost_quotes_are_counted_in_good_english(quotes: int, asked: int, said: str) -> None:
    assert why_lost(Lost(quotes, 90, asked, ())) == said


def test_transcripts_without_an_interviewer_claim_none() -> None:
    made = made_results()
    facts = collect_facts(replace(made, intake=made.intake.assign(interviewer_words=0)))
    assert facts["speakers"].startswith("The transcripts have no words of an interviewer.")
    assert "which speaker interviews" not in facts["intake"]
    assert "no interviewer speaks" in facts["intake"]
    given = replace(made, intake=made.intake.assign(roles="given"))
    assert "which speaker interviews" in collect_facts(given)["intake"]
    assert "the interviewer was inferred" in collect_facts(made)["intake"]


def test_where_nothing_was_replaced_no_date_is_said_to_be_banded() -> None:
    made = made_results()
    plain = made.clean_turns.assign(text="I went home.")
    said = collect_facts(replace(made, clean_turns=plain))["deidentification"]
    assert said.startswith("No names, contacts or dates were found to replace")
    assert "banded" not in said
    assert "banded" in collect_facts(made)["deidentification"]


def test_a_codebook_of_many_domains_is_not_listed_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "2 domains: Tasks and Impact" in collect_facts(made_results())["codebook"]
    monkeypatch.setattr("aft_themes.report.coding._MOST_LISTED", 1)
    assert "in 2 domains. " in collect_facts(made_results())["codebook"]


def test_codes_of_no_domain_are_told_beside_the_domains() -> None:
    made = made_results()
    alone = Code("silence", "Silence", "They say nothing.", "", "")
    book = replace(made.codebook, codes=(*made.codebook.codes, alone))
    said = collect_facts(replace(made, codebook=book))["codebook"]
    assert "2 domains: Tasks and Impact; 1 code belongs to none." in said
    assert "to none" not in collect_facts(made)["codebook"]


def test_participants_of_several_interviews_are_counted_in_whole_sentences() -> None:
    made = made_results()
    held = [["P01", "P02"], ["P02"], *([one] for one in made.people["participant"][2:])]
    said = collect_facts(replace(made, people=made.people.assign(interviews=held)))["repeats"]
    assert said.startswith("Of the participants, 1 took part in more than one interview. ")
    assert "Of the interviews, 1 had several participants. Counts of N" in said


def test_most_have_codes_and_domains_or_only_codes() -> None:
    assert "codes and domains that more than half" in collect_facts(made_results())["negative"]
    flat = flat_results()
    valued = replace(flat, themes=flat.themes.assign(benefit=flat.themes["n"]))
    assert "domain" not in collect_facts(valued)["negative"]


def test_no_sentence_of_a_report_begins_with_a_number_in_figures() -> None:
    for results in (made_results(), flat_results(), uncoded()):
        facts = collect_facts(replace(results, waiting=3))
        said = [*facts.values(), *limits(results), *unsettled(replace(results, waiting=3))]
        begins = [
            sentence
            for text in said
            for sentence in text.replace("et al. ", "").split(". ")
            if sentence[:1].isdigit()
        ]
        assert not begins


def _document(blocks: tuple[Prose | TableBlock | Figure, ...]) -> docx.document.Document:
    report = Report("T", (), (), (Section("s", "Section", blocks),))
    return docx.Document(io.BytesIO(to_document(report)))


TABLE = Table("T", (Column("a"),), (Row(("x",)),), name="t", number="1")


def test_the_sentence_that_names_a_table_stays_on_its_page() -> None:
    document = _document((Prose("Before."), Prose("Table 1 lists it."), TableBlock(TABLE)))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in document.paragraphs}
    assert kept["Table 1 lists it."] and not kept["Before."]


@pytest.mark.parametrize(
    ("blocks", "across"),
    [
        ((Prose("Table 1 lists it."), TableBlock(replace(TABLE, landscape=True))), [True]),
        ((Prose("Before."), TableBlock(TABLE)), [False]),
        (
            (Prose("Before."), Prose("It."), TableBlock(replace(TABLE, landscape=True))),
            [False, True],
        ),
    ],
)
def test_a_title_stands_on_the_page_of_what_comes_first(
    blocks: tuple[Prose | TableBlock | Figure, ...], across: list[bool]
) -> None:
    """Otherwise the title alone fills an upright page before a wide table."""
    document = _document(blocks)
    assert [one.page_width > one.page_height for one in document.sections] == across


@pytest.mark.parametrize(("high", "kept"), [(60, True), (2000, False)])
def test_the_sentence_that_names_a_figure_stays_with_it_if_the_page_has_room(
    high: int, kept: bool, picture: Callable[[int], bytes]
) -> None:
    figure = Figure(
        "f", "1", "s", "shows.", "Title", "It counts.", "Alt", "All", 160.0, b"", picture(high)
    )
    document = _document((Prose("Figure 1 shows it."), figure))
    (lead,) = [one for one in document.paragraphs if one.text == "Figure 1 shows it."]
    assert bool(lead.paragraph_format.keep_with_next) == kept


@pytest.fixture
def picture() -> Callable[[int], bytes]:
    """Make a picture of 100 dots width and a height."""
    from PIL import Image

    def make(high: int) -> bytes:
        out = io.BytesIO()
        Image.new("L", (100, high)).save(out, "PNG")
        return out.getvalue()

    return make


def test_codings_that_are_all_lost_are_not_called_missing() -> None:
    made = made_results()
    none = replace(made, codings=made.codings.head(0), human=made.human.head(0))
    assert collect_facts(none)["design"].endswith("Nothing is coded yet.")
    blank = pd.DataFrame({name: [""] for name in made.unplaced.columns})
    lost = collect_facts(replace(none, unplaced=blank))
    assert lost["design"].endswith("None of the codings counts.")
