"""Rows of a table whose labels a browser prints in the middle of their cells."""

from aft_themes.transcripts.formats.pdf_rows import text_by_rows

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
    crossing = [*page(ROWS), word("A-title-across-both-of-the-columns", 80.0, 20.0)]
    assert text_by_rows(crossing, 600.0) is None


def test_two_labels_are_too_few():
    assert text_by_rows(page(ROWS[:2]), 600.0) is None


def test_a_page_with_too_many_words_is_left_to_the_usual_way():
    assert text_by_rows(page(ROWS) + page(ROWS[:1]) * 1000, 600.0) is None
