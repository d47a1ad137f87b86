"""Long runs of one sign, as hostile or broken files hold them, are read in a time that is linear.

A pattern that tries every sign of a run again and again takes minutes for each of these.
"""

import pandas as pd
import pytest

from aft_themes.codebook.arranging import steps_in
from aft_themes.codebook.codes import Code, Codebook, plain_code
from aft_themes.coding.code_cells import codes_in_cell
from aft_themes.coding.coder_assignments import Spellings
from aft_themes.coding.coverage import _word_starts
from aft_themes.coding.letters import letters_of, unspoken
from aft_themes.coding.quoted_tables import _quote
from aft_themes.coding.several_quotes import quotes_of_cell
from aft_themes.corpus.attribute_values import faulty_values
from aft_themes.deidentify.name_files import _names_in
from aft_themes.deidentify.pipeline import find_replacements
from aft_themes.documents.tables import listed_in
from aft_themes.exchange.coded_segment_tables import _atlas_codes, code_path
from aft_themes.exchange.quote_reports import split_codes
from aft_themes.exchange.report_marks import _labelled
from aft_themes.themes.quotation import printed_words
from aft_themes.transcripts.questions import _asks

pytestmark = pytest.mark.timeout(30)
LENGTH = 100_000
BOOK = Codebook("b", "1", (Code("tape", "Tape"), Code("rain", "Rain")))
SPELLINGS = Spellings(pd.DataFrame({"interview": ["P01"], "file": ["P01.txt"]}))
TURN = {"interview": "P01", "turn": 1, "role": "participant", "participant": "P01", "speaker": "P"}
NOBODY = pd.DataFrame(columns=["text", "kind", "replacement", "file_row"])
READERS = {
    "path of codes": steps_in,
    "name of a code": plain_code,
    "codes in a cell": lambda text: list(codes_in_cell(text, BOOK)),
    "things in a cell": listed_in,
    "quotes in a cell": quotes_of_cell,
    "interview": SPELLINGS.interview,
    "words": _word_starts,
    "stamps": unspoken,
    "letters": letters_of,
    "who said it": lambda text: _quote(text, "tape", "", ""),
    "attribute": lambda text: list(faulty_values("town", [("P01", text), ("P02", "Bath")])),
    "listed names": lambda text: _names_in(text, "person"),
    "path of another program": code_path,
    "codes of a quotation": _atlas_codes,
    "codes of a report": split_codes,
    "labels of a report": lambda text: list(_labelled(text)),
    "printed quote": printed_words,
    "question": _asks,
}


@pytest.mark.parametrize("unit", ["Aa, ", "a@", "1-"])
def test_a_long_list_of_names_is_searched_in_a_time_that_is_linear(unit):
    said = f"We met {unit * (2 * LENGTH // 5 // len(unit))}there."
    turns = pd.DataFrame([TURN | {"start_s": None, "end_s": None, "text": said, "locator": "1"}])
    find_replacements(turns, NOBODY)


@pytest.mark.parametrize("unit", [" ", "\t", "\n", "-", "[", "(", "@", "_", ".", ": ", "1 "])
@pytest.mark.parametrize("reader", READERS)
def test_a_long_run_of_one_sign_takes_no_longer_than_other_text(reader, unit):
    READERS[reader](f"Rain{unit * (LENGTH // len(unit))}Tape")
