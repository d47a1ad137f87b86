"""Quotes out of the page: copied with their source, saved as files, kept with a note."""

import csv
from pathlib import Path

from aft_themes import explorer
from aft_themes.themes.quotation import printed_words

from .reader import Reader

SCRIPTS = Path(explorer.__file__).parent / "js"
TAPE = "#code=tasks.tape.exposing"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_quote_is_copied_with_its_source(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#participant=P5")
    reader.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    reader.click("Copy quote", ".list")
    reader.wait("window.copied")
    # the same form of tags and pauses as in the report
    assert reader.run("return window.copied") == (
        "“Nothing to say, [supervisor 3]. [pause, 3.0 s] The bus was late. "
        "The bus was late.” (P5, turn 2)"
    )
    assert "Nothing to say, [supervisor 3]. [pause, 3.0 s]" in reader.texts(".list .words")[0]


def test_a_selection_is_saved_for_spreadsheets_and_for_word(
    reader: Reader, small_page: Path, saved: Path
) -> None:
    reader.open(small_page, TAPE)
    reader.click("Save as CSV")
    rows = read_csv(reader.file(saved, "passages.csv"))
    assert [row["words"] for row in rows] == [
        "frightening",
        "I hated it",
        "I dreaded the tape & <b>the room</b>",
    ]
    assert rows[0]["interview"] == "P1"
    assert rows[0]["segment"] == "P1.002.1"
    reader.click("Save for Word")
    text = reader.file(saved, "passages.rtf").read_text("ascii")
    assert text.startswith("{\\rtf1")
    assert "\\u8220?frightening\\u8221?" in text
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_kept_quotes_and_notes_survive_and_are_saved(
    reader: Reader, small_page: Path, saved: Path
) -> None:
    reader.open(small_page, TAPE)
    reader.forget()
    reader.click("☆ Keep", ".list")
    reader.wait("document.querySelector('.list .note')")
    reader.one(".list .note").send_keys('=for the "talk", and <b>')
    assert reader.texts("#view-quotes") == ["My quotes (1)"]
    reader.driver.refresh()
    assert reader.texts("#view-quotes") == ["My quotes (1)"]
    reader.go("#view=quotes")
    reader.choose("kept-0-use", "never")
    reader.click("Save quotes.csv")
    rows = read_csv(reader.file(saved, "quotes.csv"))
    assert rows == [
        {
            "interview": "P1",
            "turn": "2",
            "words": "frightening",
            "code": "tasks.tape.exposing",
            "use": "never",
            "note": '\'=for the "talk", and <b>',
        }
    ]
    reader.forget()
    assert reader.texts("#view-quotes") == ["My quotes"]
    reader.one("input[type=file]").send_keys(str(saved / "quotes.csv"))
    reader.wait("document.querySelector('.list .passage')")
    assert reader.texts(".list .quoted") == ["frightening"]
    assert reader.texts(".list .rest")[0] == "It was "
    assert reader.one(".list .note").get_attribute("value") == '=for the "talk", and <b>'
    reader.run("localStorage.clear()")


def test_damaged_storage_does_no_harm(reader: Reader, small_page: Path) -> None:
    reader.open(small_page)
    for value in ("{", '[1, {"words": 3}]', '{"codings": [null, 7]}'):
        reader.run(
            "const names = ['quotes', 'coding'];"
            "for (const name of names) for (const study of ['study', ''])"
            " localStorage.setItem(`aft-themes/${study}/${name}`, arguments[0]);",
            value,
        )
        reader.open(small_page, "#view=quotes")
        assert reader.texts("h2") == ["Filters", "Codes", "My quotes"]
        reader.go("#view=coding")
        assert reader.texts("h2")[2] == "Code P1"
    reader.run("localStorage.clear()")


def test_inside_quotation_marks_words_stand_as_the_report_prints_them(
    reader: Reader, small_page: Path
) -> None:
    reader.open(small_page)
    functions = (SCRIPTS / "spoken.js").read_text("utf-8")
    for text in (
        'She goes, "Don\'t -- go," and I said "what?" ... nothing. (2.0) [PEER_1]\'s turn',
        '"Stop." That was it... or ("so I thought") not',
        "I left... , then",
        "He said \"she told me 'go home' then\", and 'no' about the residents' tapes.",
        "'Come,' she said, 'cause of the '90s",
    ):
        found = reader.run(f"{functions}; return insideQuote(arguments[0])", text)
        assert found == printed_words(text)
