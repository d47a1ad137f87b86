"""What the report says of a run, and how it is set, at the edges."""

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import docx
import pandas as pd
import pytest

from aft_themes.report.content import Bullets, Quotation, Report, Section
from aft_themes.report.facts import collect_facts
from aft_themes.report.figures import load_figures
from aft_themes.report.findings import _widest, cut, quotation
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.writers.docx import _header_height, to_document
from aft_themes.settings import check_settings
from aft_themes.tables.model import Column, Row, Table
from tests.made_results import PEOPLE, flat_results, made_results, made_settings

WORDS = {
    "name": "prevalence", "number": 2, "chapter": "themes", "title": "How many spoke of it",
    "caption": "It counts.", "alt": "Dots.", "long_description": "All.", "width_mm": 160,
}  # fmt: skip


def drawn(folder, **words):
    name = words.get("name", WORDS["name"])
    (folder / f"{name}.json").write_text(json.dumps({**WORDS, **words}))
    (folder / f"{name}.svg").write_text("<svg/>")
    (folder / f"{name}.png").write_bytes(b"png")


def test_a_figure_is_mentioned_by_its_callout_or_its_title(tmp_path):
    drawn(tmp_path, name="own", number=10, callout="tells who spoke of what.")
    drawn(tmp_path, name="none")
    found = load_figures(tmp_path)
    assert [figure.name for figure in found] == ["none", "own"]  # 2 before 10
    assert [figure.callout for figure in found] == [
        "shows: How many spoke of it.",
        "tells who spoke of what.",
    ]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_figure_that_lacks_a_file_is_left_out(tmp_path, ending):
    drawn(tmp_path)
    (tmp_path / f"prevalence.{ending}").unlink()
    assert load_figures(tmp_path) == []
    assert load_figures(None) == []


TABLE = Table(
    columns=(Column("Domain"), Column("Theme", 1.2), Column("Quote", 2), Column("n")),
    rows=(Row(("Tasks", "Tape", "So.", 4)), Row(("Tasks", "Shame", None, 1), 1)),
    group=True,
    name="t",
    number="1",
    title="T",
)


def test_a_cut_table_keeps_order_and_indents_and_drops_the_groups_column():
    found = cut(TABLE, TABLE.rows, [0, 1, 3])
    assert [(column.name, column.width) for column in found.columns] == [("Theme", 2.5), ("n", 1)]
    assert found.rows == (Row(("Tape", 4)), Row(("Shame", 1), 1))
    assert not found.group
    flat = cut(replace(TABLE, group=False), TABLE.rows[:1], [0, 3])
    assert [column.name for column in flat.columns] == ["Domain", "n"]
    assert flat.rows == (Row(("Tasks", 4)),)


def said(results):
    return " ".join(limits(results))


def test_transcripts_that_were_read_with_doubts_are_counted():
    results = made_results()
    assert "Read with doubts" not in " ".join(unsettled(results))
    first, *rest = results.intake.query("status == 'read'").to_dict("records")
    first |= {"warnings": ["One turn.", "One speaker."], "warning_severities": ["doubt", "doubt"]}
    intake = pd.DataFrame([first, *rest])
    assert "Read with doubts: 1 transcript, in which" in " ".join(
        unsettled(replace(results, intake=intake))
    )


def test_transcripts_in_another_language_are_a_limit():
    results = made_results()
    assert "commonest words" not in said(results)
    first, *rest = results.intake.query("status == 'read'").to_dict("records")
    first |= {"language": "de", "warning_kinds": ["other_language"]}
    first |= {"warnings": ["In German."], "warning_severities": ["doubt"]}
    told = said(replace(results, intake=pd.DataFrame([first, *rest])))
    assert f"1 of {1 + len(rest)} transcripts is in German" in told
    assert "only words of English" in told


def test_a_codebook_without_codes_is_not_said_to_define_them():
    results = made_results()
    empty = replace(results.codebook, codes=())
    found = collect_facts(replace(results, codebook=empty))["codebook"]
    assert "holds no codes yet." in found
    assert "Each code" not in found


def test_the_notices_of_the_run_are_among_its_limits_and_stand_once():
    settings = check_settings({"report": {"synthetic": True}, "coding": {"final": "suggested"}})
    text = said(replace(made_results(), settings=settings))
    assert text.count("Synthetic data: ") == 1
    assert text.count("Machine suggestions: the codings behind this were made by a program") == 1
    people = said(made_results(settings=made_settings(synthetic=False)))
    assert "Synthetic data" not in people
    models = said(made_results(settings=made_settings(synthetic=False, model_coders=True)))
    assert models.count("The coders were language models") == 1 > text.count("language models")
    assert "Machine suggestions" not in people


def test_interviews_of_one_coder_are_counted_beside_those_of_two():
    results = made_results()
    last = results.assignments["interview"].iloc[-1]
    kept = ~((results.assignments["interview"] == last) & (results.assignments["coder"] == "B"))
    some = said(replace(results, assignments=results.assignments[kept]))
    assert "One coder alone coded 1 interview; agreement is known for 5" in some
    assert "One coder" not in said(results)


@pytest.mark.parametrize(("coded", "sentence"), [(5, "1 interview"), (4, "2 interviews")])
def test_interviews_that_nobody_coded_are_counted(coded, sentence):
    results = made_results()
    codings, assigned = (
        frame[frame["interview"].isin(PEOPLE[:coded])]
        for frame in (results.codings, results.assignments)
    )
    text = said(replace(results, codings=codings, assignments=assigned))
    assert f"Read and not coded: {sentence}." in text
    assert "not coded:" not in said(results)


def test_quotes_without_a_place_are_counted_where_the_coding_is_described():
    results = made_results()
    blank = {name: [""] for name in results.unplaced.columns}
    text = collect_facts(replace(results, unplaced=pd.DataFrame(blank)))["coders"]
    assert "coded quote, 1 is not counted: it could not be placed in the transcripts." in text
    assert "not counted" not in collect_facts(results)["coders"]


def test_a_study_whose_codings_are_all_lost_was_coded_all_the_same():
    results = made_results()
    lost = replace(
        results,
        human=results.human[:0],
        codings=results.codings[:0],
        assignments=results.assignments[:0],
        unplaced=pd.DataFrame({name: ["", ""] for name in results.unplaced.columns}),
        themes=results.themes.assign(n=0, of=0),
    )
    facts = collect_facts(lost)
    assert facts["coders"].startswith("2 coded quotes were given, but none could be placed")
    assert facts["major_themes"] == "No coding is counted."
    assert facts["minor_themes"] == ""
    assert "Read and without a coding that counts: 6 interviews." in said(lost)


@pytest.mark.parametrize(("words", "marks"), [(39, True), (40, False)])
def test_a_quote_of_forty_words_is_set_off_without_quotation_marks(words, marks):
    quote = made_results().quotes.iloc[0].copy()
    quote["text"], quote["stance"], quote["valence"] = "word " * words, "typical", "benefit"
    quote["interview"], quote["participant"], quote["turn"] = "P01", "P01", 4
    made = quotation(quote)
    assert made.text.startswith("\u201c") == marks
    assert made.stance == "Typical, spoken of as a benefit"
    assert made.source == "P01, turn 4"
    assert quotation(quote, valued=False).stance == "Typical"


def test_word_keeps_a_quotes_heading_with_its_words():
    section = Section("s", "Section", (Quotation("Typical", "\u201cSo.\u201d", "P01, turn 4"),))
    document = docx.Document(io.BytesIO(to_document(Report("T", (), (), (section,)))))
    lead, quote = document.paragraphs[-2:]
    assert (lead.text, quote.text) == ("Typical:", "\u201cSo.\u201d (P01, turn 4)")
    assert lead.runs[0].italic
    assert lead.paragraph_format.keep_with_next
    assert lead.paragraph_format.space_after == 0
    assert quote.style.name == "Block Quote"
    assert quote.style.paragraph_format.left_indent.inches == 0.5


def test_references_hang_and_other_lists_have_bullets_in_word():
    blocks = (Bullets(("Cohen, J. (1960).",), hanging=True), Bullets(("A limit.",)))
    report = Report("T", (), (), (Section("s", "S", blocks),))
    document = docx.Document(io.BytesIO(to_document(report)))
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["Cohen, J. (1960)."] == "Reference"
    assert styles["A limit."] == "List Bullet"


def test_a_study_without_codings_is_not_said_to_be_coded():
    results = made_results()
    design = collect_facts(replace(results, codings=results.codings.iloc[:0]))["design"]
    assert "were coded" not in str(design)
    assert "were coded" in str(collect_facts(results)["design"])


@pytest.mark.parametrize(
    ("banners", "lines"), [((), 0), (("one",), 1), (("a" * 60, "b" * 60), 2), (("a" * 300,), 3)]
)
def test_notices_at_the_head_of_a_page_take_their_lines(banners, lines):
    assert _header_height(banners) == pytest.approx(lines * 10 * 1.2 * 25.4 / 72)


@pytest.mark.parametrize(
    ("gaps", "code"),
    [({"a": 0.25}, "a"), ({"a": 0.2499}, None), ({"a": 0.2, "b": 0.5}, "b"), ({"z": 0.9}, None)],
)
def test_groups_differ_from_a_quarter_on_in_a_code_of_the_chapter(gaps, code):
    chapter = SimpleNamespace(codes=pd.DataFrame({"code": ["a", "b"], "n": [1, 2]}))
    shares = pd.DataFrame({"code": list(gaps), "gap": list(gaps.values())})
    found = _widest(chapter, SimpleNamespace(codes=list(gaps), shares=shares))
    assert getattr(found, "code", None) == code
    assert _widest(chapter, None) is None


def divided(results):
    """Say that nobody knows who read what, and give each of two coders every second segment."""
    alone = results.assignments.assign(explicit=False, apart=results.assignments["coder"] == "B")
    coders = ["AB"[place % 2] for place in pd.factorize(results.codings["segment_id"])[0]]
    human = results.codings.assign(coder=coders)
    return replace(results, human=human, assignments=alone, agreement=results.agreement[:0])


def test_coders_who_divided_the_work_have_no_agreement_and_the_report_says_what_is_known():
    results = divided(flat_results())
    text = f"{said(results)} {' '.join(collect_facts(results).values())}"
    assert "Coders A and B have codings in the same" in text
    assert "both coded 0. Agreement supposes that each of them read all of it" in text
    assert "their agreement is not measured" in text
    assert "seem to have divided an interview with its lead coder count, too" in text
    assert "nothing says whether each of them read all of it" in text
    for claim in ("No interview was assigned to two coders", "α =", "coded by one coder: agree"):
        assert claim not in text, claim
