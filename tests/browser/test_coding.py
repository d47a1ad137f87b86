"""Coding in the page: what is selected, what is saved, and that it is found again to the letter."""

import csv
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys

from aft_themes.catalog import REPLACEMENTS
from aft_themes.codebook.codes import Codebook
from aft_themes.coding.placing import place_codings
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.settings import SegmentSettings

from .making import CODEBOOK, Study, generated_study, small_study
from .reader import Reader

# selects from one sign of a turn to another, as a mouse would
SELECT = """
const [turn, from, to] = arguments;
const words = document.querySelector(`#coding [data-turn="${turn}"]`);
const range = document.createRange();
let at = 0;
for (const piece of words.children) {
  const text = piece.firstChild;
  if (from >= at && from < at + text.length) range.setStart(text, from - at);
  if (to > at && to <= at + text.length) range.setEnd(text, to - at);
  at += text.length;
}
getSelection().removeAllRanges();
getSelection().addRange(range);
words.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
"""


def select(reader: Reader, turn: int, words: str, nth: int = 0) -> None:
    shown = reader.texts(f'#coding [data-turn="{turn}"]')[0]
    start = [found.start() for found in re.finditer(re.escape(words), shown)][nth]
    units = lambda text: len(text.encode("utf-16-le")) // 2  # noqa: E731
    first = units(shown[:start])
    reader.run(SELECT, turn, first, first + units(words))
    reader.wait("document.activeElement.id === 'give'")


def give(reader: Reader, code: str) -> None:
    reader.press(code, Keys.ENTER)
    reader.wait("document.activeElement.id === 'coding'")


def mine(reader: Reader) -> str:
    return "".join(reader.texts("mark.mine"))


def saved_codings(reader: Reader, saved: Path, name: str = "codings_Z.csv") -> list[dict[str, str]]:
    (saved / name).unlink(missing_ok=True)
    if not reader.run("return document.getElementById('coder').value"):
        reader.one("#coder").send_keys("Z")
    reader.click("Save codings.csv")
    with reader.file(saved, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_says_who_coded_so_a_label_is_asked_for_first(coder: Reader, saved: Path) -> None:
    select(coder, 1, "the café")
    give(coder, "climate")
    coder.click("Save codings.csv")
    coder.wait("document.activeElement.id === 'coder'")
    assert coder.status == "Write your label first"
    assert not list(saved.iterdir())
    coder.press("K")
    coder.click("Save codings.csv")
    assert ",K," in coder.file(saved, "codings_K.csv").read_text("utf-8")


def test_words_are_selected_and_coded(coder: Reader, saved: Path) -> None:
    coder.one("#coder").send_keys("Ana B.")
    select(coder, 1, "missed 🎥👩‍🏫, the ca")  # cut in a word: whole words are taken
    assert coder.texts(".give blockquote") == ["missed 🎥👩‍🏫, the café"]
    give(coder, "seeing")
    assert mine(coder) == "missed 🎥👩‍🏫, the café"
    (row,) = saved_codings(coder, saved, "codings_Ana_B_.csv")
    assert row == {
        "interview": "P1",
        "turn": "2",
        "quote": "missed 🎥👩‍🏫, the café",
        "code": "tasks.tape.insight",
        "valence": "benefit",  # fixed by the codebook
        "coder": "Ana B.",
        "memo": "",
    }


def test_coding_with_the_keyboard_alone(coder: Reader, saved: Path) -> None:
    coder.run("document.getElementById('coding').focus()")
    coder.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert "Then I saw what I had missed" in "".join(coder.texts(".pending"))
    coder.press(Keys.ENTER)
    coder.press("safety")
    assert "It was safe." in coder.texts("#give-about")[0]
    coder.press("-", Keys.ENTER)
    (row,) = saved_codings(coder, saved)
    assert (row["code"], row["valence"]) == ("climate.safe", "challenge")
    coder.run("document.getElementById('coding').focus()")
    coder.press("u")
    assert mine(coder) == ""


def test_a_fixed_valence_does_not_cling_to_the_next_code(coder: Reader, saved: Path) -> None:
    select(coder, 1, "frightening")
    coder.press("seeing")
    assert coder.one("#give-benefit").is_selected()
    for _ in "seeing":
        coder.press(Keys.BACKSPACE)
    give(coder, "safety")
    (row,) = saved_codings(coder, saved)
    assert (row["code"], row["valence"]) == ("climate.safe", "none")


def test_change_remove_undo_and_reload(coder: Reader, saved: Path) -> None:
    select(coder, 1, "frightening")
    give(coder, "exposure")
    coder.driver.refresh()
    assert mine(coder) == "frightening"
    coder.click("Change")
    coder.one("#memo").send_keys("why not, <i>maybe</i>")
    coder.run("document.getElementById('give').focus()")
    give(coder, "safety")
    (row,) = saved_codings(coder, saved)
    assert (row["code"], row["memo"]) == ("climate.safe", "why not, <i>maybe</i>")
    coder.click("Remove")
    assert mine(coder) == ""
    coder.click("Undo")
    assert mine(coder) == "frightening"
    coder.click("Undo")
    assert [one["code"] for one in saved_codings(coder, saved)] == ["tasks.tape.exposing"]


def test_tags_are_taken_whole_and_repeated_words_are_widened(coder: Reader, saved: Path) -> None:
    coder.go("#view=coding&interview=P5")
    select(coder, 15, "to say, [super")
    give(coder, "tape")
    select(coder, 15, "bus was late", nth=1)
    assert "stand twice" in coder.texts(".give")[0]
    give(coder, "tape")
    rows = saved_codings(coder, saved)
    assert rows[0]["quote"] == "to say, [SUPERVISOR_3]"
    turn = "Nothing to say, [SUPERVISOR_3]. (3.0) The bus was late. The bus was late."
    assert all(letters(turn).count(letters(row["quote"])) == 1 for row in rows)
    assert rows[1]["quote"] == "late. The bus was late"
    raw = small_study()["clean_turns"]
    raw["text"] = raw["text"].str.replace("[SUPERVISOR_3]", "Ruth")
    edits = pd.DataFrame(
        [("P5", 2, 16, 20, "SUPERVISOR_3", "person", "known")], columns=REPLACEMENTS.schema.names
    )
    assert placed_again(saved / "codings_Z.csv", raw, edits, CODEBOOK) == told_by(rows)


def placed_again(path: Path, turns: pd.DataFrame, edits: pd.DataFrame, book: Codebook) -> set[Any]:
    """Read and place a file of the page as a run does; what is found, all of it."""
    told = load_codings([path], book).rows
    told["coder"] = told.index.astype(str)  # each by itself: none is merged with its neighbour
    read = turns.assign(speaker=turns["role"], locator="line 1")
    placed = place_turns(read, edits)
    segments = make_segments(read, placed, SegmentSettings())
    found = place_codings(told, read, placed, segments, min_overlap=0.5, codebook_version="1")
    assert found.unplaced.empty
    assert set(found.placements["how"]) == {"as it stands"}
    kept = found.codings[["interview", "turn", "evidence", "code"]]
    return set(kept.itertuples(index=False, name=None))


def told_by(rows: list[dict[str, str]]) -> set[Any]:
    return {(row["interview"], int(row["turn"]), row["quote"], row["code"]) for row in rows}


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


@pytest.mark.parametrize(
    ("interviews", "each"), [(2, 12), pytest.param(6, 34, marks=pytest.mark.nightly)]
)
def test_codings_by_the_keyboard_go_out_and_come_back(
    coder: Reader, page36: Path, study36: Study, saved: Path, interviews: int, each: int
) -> None:
    coder.open(page36, "#view=coding&interview=P0001")
    coder.forget()
    # sentence after sentence
    for interview in (f"P{number:04d}" for number in range(3, 3 + interviews)):
        coder.go(f"#view=coding&interview={interview}")
        coder.run("document.getElementById('coding').focus()")
        coder.press(*[Keys.ARROW_DOWN, Keys.ENTER, "tape", Keys.ENTER] * each)
    rows = saved_codings(coder, saved)
    assert len(rows) == interviews * each
    turns = study36["clean_turns"].set_index(["interview", "turn"])["text"]
    for row in rows:
        text = turns[row["interview"], int(row["turn"])]
        assert letters(text).count(letters(row["quote"])) == 1
        assert row["quote"] in text
    coder.forget()
    coder.one("input[type=file]").send_keys(str(saved / "codings_Z.csv"))
    coder.wait("document.querySelector('mark.mine')")
    assert coder.texts("#mine-title") == [f"Your codings here ({each})"]
    edits = pd.DataFrame(columns=REPLACEMENTS.schema.names)
    book = study36["codebook"]
    found = placed_again(saved / "codings_Z.csv", study36["clean_turns"], edits, book)
    assert found == told_by(rows)
    again = saved_codings(coder, saved)
    assert again == rows


@pytest.mark.parametrize("codings", [15, pytest.param(40, marks=pytest.mark.nightly)])
def test_odd_words_go_out_and_come_back(
    coder: Reader, write_page: Callable[[str, Study], Path], saved: Path, codings: int
) -> None:
    study, raw = odd_study()
    coder.open(write_page("odd", study), "#view=coding&interview=P0001")
    coder.forget()
    turns = study["clean_turns"].set_index("turn")["text"]
    draw = random.Random(5)
    for _ in range(codings):
        number = draw.choice([turn for turn in turns.index if turn % 2 == 0])
        length = len(coder.texts(f'#coding [data-turn="{number - 1}"]')[0].encode("utf-16-le")) // 2
        first = draw.randrange(length - 1)
        coder.run(SELECT, number - 1, first, draw.randint(first + 1, length))
        if coder.run("return document.activeElement.id") != "give":
            continue  # nothing but signs was selected
        give(coder, draw.choice(["videotape", "support", "shame"]))
    rows = saved_codings(coder, saved)
    assert len(rows) > 0.75 * codings
    for row in rows:
        assert row["quote"] in turns[int(row["turn"])]
    before = coder.texts("mark.mine")
    coder.forget()
    coder.one("input[accept='.csv']").send_keys(str(saved / "codings_Z.csv"))
    coder.wait("document.querySelector('mark.mine')")
    assert coder.texts("mark.mine") == before
    edits = pd.DataFrame(columns=REPLACEMENTS.schema.names)
    book = study["codebook"]
    assert placed_again(saved / "codings_Z.csv", raw, edits, book) == told_by(rows)


ODD = [
    "cafe\u0301",  # the accent is a sign of its own
    "caf\u00e9",
    "🎥",
    "👩‍🏫",
    "e\u0302\u0323",
    "הברית",
    "ﬁne",
    "don’t",
    "3.5",
    "“so”",
    "wait...",
    "No.",
    "(2.0)",
]


def odd_study() -> tuple[Study, pd.DataFrame]:
    """One interview of emoji, composed and decomposed accents, and marks; and its raw turns."""
    study = generated_study(1)
    draw = random.Random(3)
    segments = study["segments"]
    raw = segments["text"].map(
        lambda text: " ".join(draw.choice([*ODD, word, word]) for word in text.split())
    )
    segments["text"] = segments["spoken"] = raw.map(lambda text: clean(text).text)
    lengths = segments["text"].str.len()
    offset = lengths.groupby(segments["turn"]).cumsum() - lengths + segments["part"] - 1
    segments["start"] = segments["clean_start"] = offset
    segments["end"] = segments["clean_end"] = offset + lengths
    turns = study["clean_turns"]
    spoken = turns["text"].copy()
    turns["text"] = _joined(segments["text"], segments, turns).fillna(spoken)
    unread = turns.assign(text=_joined(raw, segments, turns).fillna(spoken))
    return study | {"codings": study["codings"].iloc[:0]}, unread


def _joined(texts: pd.Series, segments: pd.DataFrame, turns: pd.DataFrame) -> pd.Series:
    return turns["turn"].map(texts.groupby(segments["turn"]).agg(" ".join))


def test_a_selection_over_turns_takes_the_participants_turn(coder: Reader, saved: Path) -> None:
    coder.run(
        "const [from, to] = [0, 1].map((turn) =>"
        " document.querySelector(`#coding [data-turn='${turn}']`).firstChild.firstChild);"
        "const range = document.createRange(); range.setStart(from, 4); range.setEnd(to, 7);"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
        "document.querySelector('#coding').dispatchEvent(new MouseEvent('mouseup'))"
    )
    coder.wait("document.activeElement.id === 'give'")
    assert coder.texts(".give blockquote") == ["It was"]
    assert "the words of one turn were taken" in coder.texts(".give")[0]


def test_what_is_not_in_the_page_is_kept_for_the_file(coder: Reader, saved: Path) -> None:
    (saved / "mine.csv").write_text(
        "interview,turn,quote,code\nP1,2,nobody said this,climate\nP1,2,frightening,climate\n",
        encoding="utf-8-sig",
    )
    coder.one("input[type=file]").send_keys(str(saved / "mine.csv"))
    coder.wait("document.querySelector('mark.mine')")
    assert "1 do not stand in this page's words" in coder.status
    quotes = {row["quote"] for row in saved_codings(coder, saved)}
    assert quotes == {"nobody said this", "frightening"}


def test_blind_coding_shows_nobody_elses_codes(coder: Reader) -> None:
    assert coder.texts("mark.others")
    assert coder.texts("#queue")
    coder.one("#blind").click()
    coder.wait("!document.querySelector('mark.others')")
    assert coder.texts("#queue") == []
    assert not coder.one("#sidebar").is_displayed()
    for view in ("themes", "transcript", "matrix", "compare", "portrait", "words"):
        coder.go(f"#view={view}&code=tasks")
        assert coder.texts("#view h2") == ["Blind coding is on"]
        assert not coder.one("#sidebar").is_displayed()
    coder.go("#view=coding")
    coder.one("#blind").click()
    coder.wait("document.querySelector('mark.others')")


def test_a_change_to_the_codebook_is_only_proposed(coder: Reader, saved: Path) -> None:
    coder.run("document.querySelector('.proposal').open = true")
    coder.one("#proposal-name").send_keys("Humour")
    coder.one("#proposal-definition").send_keys("It was funny.")
    coder.click("Propose")
    coder.wait("document.querySelector('main').textContent.includes('Save proposals (1)')")
    coder.one("#coder").send_keys("Z")
    coder.click("Save proposals (1)")
    text = coder.file(saved, "codebook_proposals.csv").read_text("utf-8")
    assert text == ("kind,code,name,definition,reason,coder\nnew code,,Humour,It was funny.,,Z\n")
    select(coder, 1, "frightening")
    coder.press("humour")
    assert coder.texts("#give-found li") == []
