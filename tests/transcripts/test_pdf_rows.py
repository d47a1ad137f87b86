"""Rows of a table whose labels a browser prints in the middle of their cells."""

from aft_themes.transcripts.formats.pdf_rows import text_by_rows
from tests.transcripts import making

ROWS = [
    ("Ann:", ["How did things", "start for you?"]),
    ("Bob:", ["In March, I think.", "I could not sleep", "and I called."]),
    ("Ann:", ["And then?"]),
    ("Bob:", ["Then it was", "better, she said:", "go on,", "and I did."]),
]
TEXT = "\n".join(f"{who} " + "\n".join(lines) for who, lines in ROWS)
HEIGHT, CLOSE, APART = 12.0, 16.0, 26.0  # points: of letters, from line to line, to the next row


def word(text, x, top):
    return {"text": text, "x0": x, "x1": x + 6.0 * len(text), "top": top, "bottom": top + HEIGHT}


def page(rows, *, middle=True, begin=300.0):
    """Print the rows: the label beside the middle of its words, or beside their first line."""
    words, top = [], 50.0
    for who, lines in rows:
        last = top + CLOSE * (len(lines) - 1)
        if who:
            words.append(word(who, 90.0, (top + last) / 2 if middle else top))
        for at, line in enumerate(lines):
            x = begin
            for one in line.split():
                words.append(word(one, x, top + CLOSE * at))
                x += 6.0 * (len(one) + 1)
        top = last + APART
    return words


def test_labels_in_the_middle_begin_their_rows():
    assert text_by_rows(page(ROWS), 600.0) == TEXT


def test_words_at_the_top_of_a_page_go_on_with_the_row_before():
    rows = [("", ["and it was over."]), *ROWS]
    assert text_by_rows(page(rows), 600.0) == "and it was over.\n" + TEXT


def test_labels_at_the_top_are_left_to_the_usual_way():
    assert text_by_rows(page(ROWS, middle=False), 600.0) is None


def test_no_table_where_words_cross_from_one_column_to_the_other():
    crossing = [*page(ROWS), word("Words-across-both-of-the-columns", 80.0, 130.0)]
    assert text_by_rows(crossing, 600.0) is None


def test_a_title_across_the_columns_stands_above():
    title = [word("A-title-across-both-of-the-columns", 80.0, 20.0)]
    assert text_by_rows([*title, *page(ROWS)], 600.0) == f"{title[0]['text']}\n{TEXT}"


def test_the_label_of_a_head_may_be_wider_than_others():
    words = page(ROWS, begin=118.0)
    words[0] = words[0] | {"x1": 119.0}
    assert text_by_rows(words, 600.0) == TEXT


def test_two_labels_are_too_few():
    assert text_by_rows(page(ROWS[:2]), 600.0) is None


def test_a_page_with_too_many_words_is_left_to_the_usual_way():
    assert text_by_rows(page(ROWS) + page(ROWS[:1]) * 1000, 600.0) is None


TALK = [
    ["Ann: Well, I think that it rained", "on the first day of all.", "Bob: It did."],
    ["Ann: And then?", "Bob: Then the sun came."],
    ["Ann: Was it warm?", "Bob: Not at all, my dear."],
]


def _said(found):
    return [(turn.speaker, turn.text) for turn in found.turns]


def test_the_first_row_of_a_table_is_read_once_where_each_page_repeats_it(read):
    row = TALK[0][:2]
    pages = [["A talk", *TALK[0]], [*row, *TALK[1]], [*row, *TALK[2]]]
    found = _said(read("a.pdf", making.pdf(*pages)))
    assert found[0] == ("Ann", "Well, I think that it rained on the first day of all.")
    assert [text for _, text in found[1:4]] == ["It did.", "And then?", "Then the sun came."]
    assert len(found) == 6


def test_a_heading_of_each_page_is_no_row(read):
    head = "Leeds: interviews on the weather"
    found = _said(read("a.pdf", making.pdf(*[[head, *page] for page in TALK])))
    assert {name for name, _ in found} == {"Ann", "Bob"}


def test_a_number_of_a_line_before_that_of_the_page_is_no_speech(read):
    pages = [[*page, f"{50 + at} {at}/3"] for at, page in enumerate(TALK, 1)]
    found = _said(read("a.pdf", making.pdf(*pages)))
    assert [text for _, text in found][-1] == "Not at all, my dear."
    assert not any("/3" in text for _, text in found)
