"""Figures of other studies than the sample: their codes, words and numbers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from aft_themes import figures as public
from aft_themes.codebook.codes import Code, Codebook, on_one_branch
from aft_themes.figures import DrawnFigure, FigureOptions
from aft_themes.figures.chosen_codes import (
    WITHOUT_DOMAIN,
    counted_rule,
    head_the_rest,
    sort_siblings,
)
from aft_themes.figures.code_page import code_page
from aft_themes.figures.combinations import not_drawn, strongest_codes
from aft_themes.figures.options import DEFAULT_OPTIONS
from aft_themes.figures.page import Heading, Sheet
from aft_themes.figures.participants import _all_with
from aft_themes.figures.workflow import say_codes
from aft_themes.wording import some_letters
from tests.figures.test_figures import Frames, invent, made, overlaps, text_boxes

PEOPLE = ["P1", "P2", "P3", "P4"]


def code(id_: str, **words: str) -> Code:
    given = {"definition": "", "include": "", "exclude": "", **words}
    return Code(id_, id_.rpartition(".")[2].capitalize(), **given)


# two codes are of no domain; "rare" comes before "often" in the codebook
MIXED = Codebook("Mixed", "1", tuple(map(code, ("ward", "ward.hope", "rare", "often"))))


@pytest.fixture(scope="module")
def mixed() -> Frames:
    frames = invent(MIXED, PEOPLE)
    has = {"ward": 3, "ward.hope": 3, "rare": 1, "often": 4}
    number = frames.themes["code"].map(has)
    frames.themes = frames.themes.assign(n=number, of=4, share=number / 4)
    return frames


def words(drawn: DrawnFigure) -> list[str]:
    return [text.get_text() for text in drawn.texts if text.get_text()]


def test_codes_of_no_domain_stand_below_a_head_of_their_own(mixed: Frames) -> None:
    drawn = public.draw_prevalence(mixed.themes)
    labels = [word for word in words(drawn) if word in {"Ward", "Hope", "Rare", "Often"}]
    order = [word for word in words(drawn) if word in {*labels, WITHOUT_DOMAIN}]
    assert order == ["Ward", "Hope", WITHOUT_DOMAIN, "Often", "Rare"]
    assert WITHOUT_DOMAIN not in set(drawn.data["label"]), "the head is no code"
    grid = public.draw_participants(mixed.themes, mixed.counted, mixed.people)
    assert words(grid).index(WITHOUT_DOMAIN) > words(grid).index("Hope")


def test_a_map_of_domains_leaves_out_codes_of_none_and_says_so(mixed: Frames) -> None:
    drawn = public.draw_thematic_map(mixed.themes, mixed.counted)
    assert drawn.data["code"].tolist() == ["ward.hope"]
    assert drawn.caption.endswith("Not drawn: 2 codes of no domain.")
    assert "of no domain" not in public.draw_thematic_map(made().themes, made().counted).caption


def test_a_codebook_of_one_kind_gets_no_further_head() -> None:
    for themes in (made().themes, made().themes.query("level == 1")):
        chosen = sort_siblings(
            themes.assign(
                label=themes["name"], bold=themes["level"] == 1, depth=themes["level"] - 1
            )
        )
        assert head_the_rest(chosen).equals(chosen)


def test_captions_of_a_flat_codebook_speak_of_no_code_below_another() -> None:
    assert "or of a code below it" in counted_rule(pd.DataFrame({"code": ["a", "a.b"]}))
    assert "below" not in counted_rule(pd.DataFrame({"code": ["a", "b"]}))


def test_pages_of_one_list_are_numbered_and_pages_of_one_head_each_are_named() -> None:
    heads = [f"domain{at}" for at in range(3)]
    chosen = pd.DataFrame([(head, head, True, 0, 1, head) for head in heads], columns=_COLUMNS)
    below = [
        pd.DataFrame(
            [(f"{head}.c{at}", f"A code {at}", False, 1, 2, head) for at in range(number)],
            columns=_COLUMNS,
        )
        for head, number in zip(heads, (5, 5, 120), strict=True)
    ]
    parts = [one for at, rows in enumerate(below) for one in (chosen.iloc[[at]], rows)]
    listed = pd.concat(parts, ignore_index=True)
    pages = [
        code_page(listed, replace(DEFAULT_OPTIONS, part=part), [], Heading("x", "X"))
        for part in range(3)
    ]
    assert [page.heading.title for page in pages] == [
        f"X: Part {part} of {pages[0].parts}" for part in (1, 2, 3)
    ]
    # a head with more codes than a page holds is split, and its codes are all drawn
    every = [
        one
        for part in range(pages[0].parts)
        for one in code_page(
            listed, replace(DEFAULT_OPTIONS, part=part), [], Heading("x", "X")
        ).codes
    ]
    assert set(listed["code"]) == set(every)


_COLUMNS = ["code", "label", "bold", "depth", "level", "domain"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([{}, {}], "names of codes"),
        ([{"definition": "So."}, {}], "codes, some with definitions"),
        ([{"definition": "So."}] * 2, "codes with definitions"),
        (
            [{"definition": "So.", "include": "I"}, {"definition": "So."}],
            "codes with definitions, some with rules",
        ),
        ([{"definition": "So.", "exclude": "E"}] * 2, "codes with definitions and rules"),
    ],
)
def test_the_workflow_says_what_the_codebook_gives(given: list[dict[str, str]], said: str) -> None:
    codes = tuple(code(f"c{at}", **words) for at, words in enumerate(given))
    assert say_codes(Codebook("B", "1", codes)) == said


def test_an_answer_begins_a_line_below_its_question() -> None:
    quotes = made().quotes.assign(question="How was it?", text="Good. Very good.")
    drawn = public.draw_quote_plate(made().themes, made().counted, quotes, made().people)
    assert "Interviewer: \u201cHow was it?\u201d" in words(drawn)
    assert any(word.startswith("\u201cGood.") for word in words(drawn))


def test_the_rule_between_domains_crosses_no_letter() -> None:
    drawn = public.draw_participants(made().themes, made().counted, made().people)
    (page, *_) = drawn.figure.axes
    renderer = FigureCanvasAgg(drawn.figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in page.texts if text.get_rotation() == 0]
    rules = [line for line in page.lines if len(set(line.get_ydata())) == 1]
    heights = [page.transData.transform((0, line.get_ydata()[0]))[1] for line in rules]
    assert heights
    assert not [
        (box, high) for box in boxes for high in heights if box.y0 + 0.5 < high < box.y1 - 0.5
    ]


def test_topics_without_ties_explain_no_dot() -> None:
    def drawn(pairs: pd.DataFrame) -> DrawnFigure:
        return public.draw_topic_codes(made().topics, pairs, made().themes)

    tied, none = drawn(made().crosswalk), drawn(made().crosswalk.assign(together=False))
    assert "Go together" in words(tied) and "white dot" in tied.caption
    assert "Go together" not in words(none) and "white dot" not in none.caption
    few = drawn(made().crosswalk.assign(lift_low=np.nan, lift_high=np.nan))
    assert "bootstrap interval" in tied.caption and "bootstrap interval" not in few.caption
    assert "white dot" in few.caption


def test_letters_are_named_in_one_way() -> None:
    assert some_letters("abc") == "abc"
    assert some_letters("a" * 12) == "a" * 12
    assert some_letters("a" * 13) == "a" * 12 + " and 1 more letter"
    assert some_letters("a" * 15) == "a" * 12 + " and 3 more letters"


def test_a_sum_that_differs_in_its_last_digit_gives_the_same_page() -> None:
    one, other = (Sheet(FigureOptions(), high, "T") for high in (0.1 + 0.2, 0.3))
    assert one.total == other.total
    assert one.page.get_ylim() == other.page.get_ylim()
    first, second = (sheet.axes(0, 0, 30, high) for sheet, high in ((one, 0.1 + 0.2), (one, 0.3)))
    assert first.get_position().bounds == second.get_position().bounds


def test_the_alternative_text_says_when_several_codes_are_as_frequent() -> None:
    themes = made().themes.assign(n=5, of=9, share=5 / 9)
    alike = public.draw_prevalence(themes)
    others = len(alike.data) - 1
    assert f"as many as {others} other codes" in alike.alt
    assert "the most of any" not in alike.alt


def test_the_alternative_text_of_a_single_code_compares_it_with_none() -> None:
    themes = made().themes
    one = themes[themes["level"] == themes["level"].max()].head(1).assign(n=5, of=9, share=5 / 9)
    said = public.draw_prevalence(one).alt
    assert "5 have the code" in said
    assert "most of any" not in said and "as many as" not in said


def test_participants_who_have_as_many_codes_are_all_counted_as_those_with_most() -> None:
    has = pd.Series([4, 1, 4, 4, 1], index=["P1", "P2", "P3", "P4", "P5"])
    assert _all_with(has, 4) == "P1, P3 and 1 more"
    assert _all_with(has, 1) == "P2, P5"


def test_a_groups_name_keeps_off_the_labels_of_narrow_lines() -> None:
    people = [f"P{number:03}" for number in range(120)]
    frames = invent(Codebook("Wide", "1", MIXED.codes[:2]), people)
    group_of = {one: "ab"[at >= 60] for at, one in enumerate(people)}
    drawn = public.draw_timeline(
        frames.themes, frames.codings, frames.segments, group_of=group_of, group_by="site"
    )
    (page, *_) = drawn.figure.axes
    renderer = FigureCanvasAgg(drawn.figure).get_renderer()
    boxes = {text.get_text(): text.get_window_extent(renderer) for text in page.texts}
    head = boxes["Site: b (n = 60)"]
    ids = [box for word, box in boxes.items() if word in people]
    assert not [box for box in ids if box.overlaps(head)]


def test_a_line_in_some_is_named_and_the_caption_says_so() -> None:
    def drawn(number: int) -> DrawnFigure:
        people = [f"P{at:03}" for at in range(number)]
        frames = invent(Codebook("Wide", "1", MIXED.codes[:2]), people)
        return public.draw_timeline(frames.themes, frames.codings, frames.segments)

    many, few = drawn(120), drawn(8)
    named = [word for word in words(many) if word.startswith("P")]
    every = round(120 / len(named))
    assert every > 1
    assert f"One line in {every} is named; lines stand in the order of their ids." in many.caption
    assert "is named" not in few.caption


# two domains side by side in a block, each with few codes and a name of several lines
NAMES = Codebook(
    "Names",
    "1",
    (
        Code("a", "Group and supervision of the trainees", "", "", ""),
        Code("a.one", "Tape", "", "", ""),
        Code("b", "Clinic", "", "", ""),
        Code("b.one", "Pay", "", "", ""),
        Code("c", "Relations with patients and with their families", "", "", ""),
        Code("c.one", "Anger", "", "", ""),
    ),
)


def test_the_names_of_small_domains_stand_whole_on_the_map() -> None:
    frames = invent(NAMES, PEOPLE)
    themes = frames.themes.assign(n=3, of=4, share=0.75)
    drawn = public.draw_thematic_map(themes, frames.counted)
    shown = " ".join(words(drawn))
    for domain in NAMES.domains:
        assert all(word in shown for word in domain.name.split())
    assert "\u2026" not in shown
    text, boxes, _ = text_boxes(drawn)
    assert not [(text[a], text[b]) for a, b in overlaps(boxes)]


def test_a_name_of_very_many_words_is_cut_on_the_map() -> None:
    long = replace(NAMES.codes[0], name="Words " * 40)
    frames = invent(Codebook("Long", "1", (long, *NAMES.codes[1:])), PEOPLE)
    themes = frames.themes.assign(n=3, of=4, share=0.75)
    assert "\u2026 (3)" in words(public.draw_thematic_map(themes, frames.counted))


NESTED = pd.DataFrame(
    [
        # the pair of highest correlation, told on three levels, and one of other codes
        ("a.x", "b.y", 0.9),
        ("a.x.one", "b.y", 0.8),
        ("b.y.two", "a.x.one", 0.7),
        ("a.x", "c.z", 0.6),
        ("a.w", "c.z", 0.5),
        ("a.w", "c.zz", 0.4),
    ],
    columns=["code", "other", "phi"],
)


def nested() -> tuple[pd.DataFrame, pd.DataFrame]:
    ids = sorted({*NESTED["code"], *NESTED["other"], "a", "b", "c"})
    frames = invent(Codebook("Nested", "1", tuple(map(code, ids))), PEOPLE)
    numbers = {"participants": 6, "segments": 6, "expected": 3.0, "jaccard": 0.5}
    return frames.themes, NESTED.assign(**numbers)


def test_a_pair_is_drawn_once_and_not_again_with_a_code_above_or_below() -> None:
    themes, pairs = nested()
    drawn = public.draw_cooccurrence(themes, pairs)
    shown = list(zip(drawn.data["code"], drawn.data["other"], strict=True))
    assert shown == [("a.x", "b.y"), ("a.x", "c.z"), ("a.w", "c.z"), ("a.w", "c.zz")]
    said = "Of pairs that differ only in a code above or below, the highest is drawn."
    assert said in drawn.caption
    assert "among all 6 pairs" in drawn.caption
    assert said not in public.draw_cooccurrence(themes, pairs, most=1).caption
    assert said not in public.draw_cooccurrence(themes, pairs.drop([1, 2])).caption


def test_codes_that_are_combined_do_not_stand_above_one_another() -> None:
    themes, pairs = nested()
    known = themes.assign(bold=themes["level"] == 1)
    assert strongest_codes(known, pairs) == ["a.x", "b.y", "c.z", "a.w", "c.zz"]


@pytest.mark.parametrize(
    ("code", "other", "one"),
    [
        ("a", "a", True),
        ("a", "a.b", True),
        ("a.b.c", "a", True),
        ("a.b", "a.c", False),
        ("a", "ab", False),
    ],
)
def test_codes_are_on_one_branch_if_one_stands_above_the_other(
    code: str, other: str, one: bool
) -> None:
    assert on_one_branch(code, other) is one


def test_a_plate_says_how_many_of_its_quotes_stand_in_no_table() -> None:
    def caption(printed: list[bool]) -> str:
        ids = made().themes.loc[made().themes["level"] == 2, "code"].head(2).tolist()
        quotes = made().quotes.drop_duplicates("code").head(2)
        quotes = quotes.assign(code=ids[:2], printed=printed, turn=[1, 2])
        options = FigureOptions(codes=tuple(ids))
        return public.draw_quote_plate(
            made().themes, made().counted, quotes, made().people, options=options
        ).caption

    assert "in no table" not in caption([True, True])
    assert " 1 stands in no table." in caption([True, False])
    assert " 2 stand in no table." in caption([False, False])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (0, ""),
        (1, "Not drawn: 1 combination of as many or fewer participants. "),
        (3, "Not drawn: 3 combinations of as many or fewer participants. "),
    ],
)
def test_combinations_left_out_may_be_of_as_many_participants(more: int, said: str) -> None:
    found = pd.DataFrame({"participants": [4, 1, *[1] * more]})
    assert not_drawn(found, found.head(2)) == said
    fewer = found.assign(participants=[4, 3, *[1] * more])
    assert not_drawn(fewer, fewer.head(2)) == said.replace("as many or ", "")
