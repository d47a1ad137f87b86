"""Figures: nothing overlaps or is cut, sizes and fonts are right, and files never differ."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import matplotlib
import numpy as np
import pandas as pd
import pdfplumber
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from scipy.spatial import ConvexHull

from aft_themes import figures as public
from aft_themes.catalog import (
    AGREEMENT,
    COOCCURRENCE,
    CROSSWALK,
    HUMAN_CODINGS,
    LEARNING_CURVE,
    QUOTES,
    SATURATION_CURVE,
    SUGGESTION_RELIABILITY,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHOICE,
    TOPICS,
    UNPLACED_CODINGS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import SettingsError
from aft_themes.figures import (
    PROFILES,
    CannotDrawError,
    DrawnFigure,
    FigureOptions,
    save_figure,
    save_skipped,
)
from aft_themes.figures.cache import FigureCache
from aft_themes.figures.chosen_codes import OF_NO_THEME, choose_codes
from aft_themes.figures.code_page import title_case
from aft_themes.figures.code_rows import arrange, rare_note
from aft_themes.figures.combinations import count_combinations
from aft_themes.figures.drawing import _lost_codings, _read, draw_all
from aft_themes.figures.export import SUFFIXES
from aft_themes.figures.fonts import FALLBACK, SANS, font_file, letters_without_glyph, standing_in
from aft_themes.figures.page import (
    LONGEST_ALT,
    evenly,
    sentence_listing,
    sentence_of,
    spread,
)
from aft_themes.figures.position import theme_positions
from aft_themes.figures.quote_plate import portrait_lines
from aft_themes.figures.registry import FIGURES
from aft_themes.figures.registry import STAGES as STAGE_FILES
from aft_themes.figures.style import (
    DOMAINS,
    HATCHES,
    SEQUENTIAL,
    TOPIC_SCALE,
    VALENCE_COLOURS,
    find_profile,
    styled,
    wrap,
)
from aft_themes.figures.thematic_map import theme_counts
from aft_themes.figures.timeline import timeline_pieces
from aft_themes.figures.topic_map import _corners, core_area, place_labels
from aft_themes.figures.workflow import Stage, count_stages, stages_for
from aft_themes.io.parquet import check, empty_frame, write_frame
from aft_themes.notices import SYNTHETIC, UNCHECKED, Lost, LostOfCode
from aft_themes.numbers import statistic
from aft_themes.settings import FigureSettings, Settings, ThemeSettings, check_settings
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.themes.groups import compare_groups
from aft_themes.themes.saturation import saturation_curve
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants
from tests.figures import geometry
from tests.made_results import FLAT_PEOPLE, flat_results

ROOT = Path(__file__).parents[2]
BOOK = load_codebook(ROOT / "data/raw/aft-sample/codebook.yaml")
PEOPLE = [f"P{number:02d}" for number in range(1, 37)]
NAMES = (
    "workflow agreement prevalence prevalence_all thematic_map quote_plate groups participants "
    "cooccurrence combinations timeline position saturation learning topic_map topic_codes "
    "topic_choice"
).split()
LETTERS = " aeinrtWM.-\u00df\u00e9\u0416\u03b1\n\t"
LOOKS = [one.name for one in fields(FigureOptions)]
CODE_ROWS = ("prevalence", "prevalence_all", "agreement", "topic_codes", "position")


@dataclass
class Frames:
    """An invented study: random codings by the sample's codebook."""

    codings: pd.DataFrame
    counted: pd.DataFrame
    themes: pd.DataFrame
    pairs: pd.DataFrame
    segments: pd.DataFrame
    people: pd.DataFrame
    groups: pd.DataFrame
    agreement: pd.DataFrame
    topics: pd.DataFrame
    assignments: pd.DataFrame
    crosswalk: pd.DataFrame
    choice: pd.DataFrame
    learning: pd.DataFrame
    reliability: pd.DataFrame
    quotes: pd.DataFrame


def invent(book: Codebook = BOOK, people: list[str] = PEOPLE) -> Frames:
    random = np.random.default_rng(7)
    segments = pd.DataFrame(
        [
            (f"{who}.{turn:03d}.1", who, turn, float(turn) / 40)
            for who in people
            for turn in range(40)
        ],
        columns=["segment_id", "participant", "turn", "position"],
    ).assign(interview=lambda one: one["participant"])
    valences = np.array(["benefit", "challenge", "mixed", "none"], dtype=object)
    often = random.uniform(0.01, 0.06, len(book.codes))
    given_codes = [
        (row.segment_id, row.participant, code.id, valences[random.integers(4)])
        for row in segments.itertuples()
        for code, chance in zip(book.codes, often, strict=True)
        if random.random() < chance
    ]
    codings = pd.DataFrame(given_codes, columns=["segment_id", "participant", "code", "valence"])
    counted = theme_participants(codings, book, people)
    settings = Settings()
    topics, assignments = invent_topics(segments, 9)
    described = pd.DataFrame(
        {
            "participant": people,
            "cohort": [("2006-2010", "2011-2015", "2016-2020")[i % 3] for i in range(len(people))],
            "orientation": [f"orientation {i % 8}" for i in range(len(people))],
        }
    )
    return Frames(
        codings=codings,
        counted=counted,
        themes=make_themes(counted, codings, book, settings.themes),
        pairs=cooccurrence(counted, codings, book),
        segments=segments,
        people=described,
        groups=theme_groups(counted, described, settings.themes),
        agreement=invent_agreement(book),
        topics=topics,
        assignments=assignments,
        crosswalk=invent_crosswalk(codings, assignments),
        choice=invent_choice(),
        learning=pd.DataFrame(
            [
                (number, name, 0.8 - 1 / number, 0.7 - 1 / number, 0.85 - 1 / number, 5, "s")
                for number in (4, 8, 16, 24)
                for name in ("kappa", "domain kappa", "recall at 5", "f1")
            ],
            columns=LEARNING_CURVE.schema.names,
        ),
        quotes=invent_quotes(codings),
        reliability=pd.DataFrame(
            [(b, b / 10 + 0.05, b / 10 + 0.04, b / 10, b / 10 + 0.09, 50, "s") for b in range(10)],
            columns=SUGGESTION_RELIABILITY.schema.names,
        ),
    )


def invent_quotes(codings: pd.DataFrame) -> pd.DataFrame:
    found = codings.drop_duplicates(["code", "participant"]).groupby("code").head(4)
    blank: dict[str, Any] = dict.fromkeys(QUOTES.schema.names, 0)
    blank |= {"text": "She stopped the tape, and nobody said a word. Then I did.", "question": ""}
    blank |= {"cut_before": False, "cut_after": False, "chosen_by": "rule", "printed": True}
    rows = [
        blank
        | {
            "code": row.code,
            "stance": ("typical", "contrary", "further", "further")[at % 4],
            "rank": at // 4 + 1,
            "segment_id": row.segment_id,
            "interview": row.participant,
            "participant": row.participant,
            "turn": int(row.segment_id.split(".")[1]),
            "valence": row.valence,
        }
        for at, row in enumerate(found.itertuples())
    ]
    return pd.DataFrame(rows, columns=QUOTES.schema.names)


def invent_topics(segments: pd.DataFrame, number: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(8)
    middles = random.normal(size=(number, 2))
    topic = random.integers(number, size=len(segments))
    places = middles[topic] + 0.2 * random.normal(size=(len(segments), 2))
    assignments = segments[["segment_id", "interview", "participant"]].assign(
        topic=topic + 1, broad=topic // 3 + 1, probability=0.5, x=places[:, 0], y=places[:, 1]
    )
    rows = [
        dict.fromkeys(TOPICS.schema.names)
        | {
            "topic": one + 1,
            "label": f"supervisor {one} / internship / counselling centre",
            "terms": ["supervisor", "internship", "counselling centre"],
            "segments": int((topic == one).sum()),
            "participants": 30,
            "broad": one // 3 + 1,
            "broad_label": f"training / practice {one // 3}",
        }
        for one in range(number)
    ]
    return pd.DataFrame(rows, columns=TOPICS.schema.names), assignments


def invent_crosswalk(codings: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    joined = codings.merge(assignments[["segment_id", "topic"]], on="segment_id")
    counts = joined.groupby(["topic", "code"]).size().rename("segments").reset_index()
    total = counts.groupby("code")["segments"].transform("sum")
    columns = [name for name in CROSSWALK.schema.names if name not in counts]
    return counts.assign(
        **dict.fromkeys(columns, 1.0)
        | {"share_of_code": counts["segments"] / total, "together": counts["segments"] > 12}
    )[CROSSWALK.schema.names]


def invent_choice() -> pd.DataFrame:
    numbers = np.array([*range(4, 13), 14, 16, 18, 20])
    chosen = numbers == 7
    return pd.DataFrame(
        {
            "number": numbers,
            "stability": 0.8 - numbers / 60,
            "stability_low": 0.6 - numbers / 50,
            "stability_high": 0.9 - numbers / 60,
            "chance": 0.5 - numbers / 80,
            "beyond_chance": 0.5 - (numbers - 7) ** 2 / 500,
            "coherence": -numbers / 50,
            "diversity": 1 - numbers / 120,
            "good": numbers,
            "good_share": 0.8,
            "company": 5.0,
            "information": np.log(numbers),
            "chosen": chosen,
            "reason": np.where(chosen, "7 topics: the best of all numbers tried.", ""),
        }
    )


def invent_agreement(book: Codebook) -> pd.DataFrame:
    random = np.random.default_rng(9)
    whole = [("all codes", "", "All codes"), ("all domains", "", "All domains")]
    parts = [("domain" if c.level == 1 else "code", c.id, c.name) for c in book.codes]
    rows = []
    for place, (level, code, name) in enumerate([*whole, *parts]):
        alpha = float(random.uniform(-0.1, 1))
        for measure, value in (("Krippendorff's alpha", alpha), ("Gwet's AC1", 0.95)):
            missing = place % 11 == 5
            rows.append(
                {
                    "level": level,
                    "code": code,
                    "name": name,
                    "variant": "all segments",
                    "measure": measure,
                    "estimate": None if missing else value,
                    "low": None if place % 7 == 3 or missing else value - 0.2,
                    "high": None if place % 7 == 3 or missing else min(1.0, value + 0.1),
                    "resamples": 1000,
                    "segments": 359,
                    "given": 0 if missing else 12,
                    "shared": 6,
                    "interviews": 12,
                    "interviews_given": 5,
                    "coders": "A, B",
                    "reason": "no coder gave it" if missing else "",
                    "note": "",
                }
            )
    return pd.DataFrame(rows, columns=AGREEMENT.schema.names)


@cache
def made() -> Frames:
    """Give the invented study, the same to all tests."""
    return invent()


def draw(name: str, frames: Frames | None = None, **given: Any) -> DrawnFigure:
    frames = frames or made()
    looks = {key: given.pop(key) for key in LOOKS if key in given}
    options: dict[str, Any] = {"options": FigureOptions(**looks), **given}
    calls: dict[str, Callable[[], DrawnFigure]] = {
        "prevalence": lambda: public.draw_prevalence(frames.themes, **options),
        "prevalence_all": lambda: public.draw_prevalence(frames.themes, every=True, **options),
        "thematic_map": lambda: public.draw_thematic_map(frames.themes, frames.counted, **options),
        "quote_plate": lambda: public.draw_quote_plate(
            frames.themes,
            frames.counted,
            frames.quotes,
            frames.people,
            **{"attributes": ["cohort"]} | options,
        ),
        "combinations": lambda: public.draw_combinations(
            frames.themes, frames.counted, frames.pairs, **options
        ),
        "timeline": lambda: public.draw_timeline(
            frames.themes, frames.codings, with_interviews(frames.segments), **options
        ),
        "groups": lambda: public.draw_groups(
            frames.themes,
            compare_groups(frames.groups, frames.themes, ThemeSettings()),
            **options,
        ),
        "participants": lambda: public.draw_participants(
            frames.themes,
            frames.counted,
            frames.people,
            **{"group_by": "cohort"} | options,
        ),
        "cooccurrence": lambda: public.draw_cooccurrence(frames.themes, frames.pairs, **options),
        "saturation": lambda: public.draw_saturation(
            saturation_curve(frames.codings, PEOPLE, seed=1, permutations=100), **options
        ),
        "agreement": lambda: public.draw_agreement(frames.agreement, frames.themes, **options),
        "topic_map": lambda: public.draw_topic_map(frames.topics, frames.assignments, **options),
        "topic_codes": lambda: public.draw_topic_codes(
            frames.topics, frames.crosswalk, frames.themes, **options
        ),
        "position": lambda: public.draw_position(
            frames.themes, frames.codings, frames.segments, BOOK, **options
        ),
        "learning": lambda: public.draw_learning(frames.learning, frames.reliability, **options),
        "workflow": lambda: public.draw_workflow(**options),
        "topic_choice": lambda: public.draw_topic_choice(frames.choice, **options),
    }
    return calls[name]()


@cache
def drawn_once(name: str, profile: str = "apa") -> DrawnFigure:
    """Give a figure with notes for tests that only look at it, drawn once."""
    return draw(name, profile=profile, notes=NOTES, model_coders=True)


def with_interviews(segments: pd.DataFrame) -> pd.DataFrame:
    return segments[["segment_id", "interview", "participant", "position"]]


def shown_texts(figure: Figure) -> Iterator[Text]:
    """Go through all texts; an axis that is not drawn would make its ticks only to be asked."""
    for part in figure.get_children():
        if isinstance(part, Axes) and not part.axison:
            yield from part.texts
        else:
            yield from part.findobj(Text)


def text_boxes(drawn: DrawnFigure) -> tuple[list[str], np.ndarray, tuple[float, float]]:
    """Boxes around the letters of every text, in pixels: left, bottom, right, top."""
    figure = drawn.figure
    with styled(drawn.profile):
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw_without_rendering()  # every text gets its place; no pixel is asked for
    words, boxes = [], []
    for text in shown_texts(figure):
        if not text.get_text().strip() or not text.get_visible():
            continue
        box = text.get_window_extent(renderer)
        # matplotlib's box is a whole line high; letters fill about three quarters of it
        slack = 0.13 * min(box.width, box.height)
        across, up = (slack, 0) if text.get_rotation() == 90 else (0, slack)
        words.append(text.get_text())
        boxes.append((box.x0 + across, box.y0 + up, box.x1 - across, box.y1 - up))
    return words, np.array(boxes), (figure.bbox.width, figure.bbox.height)


def overlaps(boxes: np.ndarray) -> list[tuple[int, int]]:
    left, bottom, right, top = boxes.T
    wide = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    high = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    first, second = np.nonzero(np.triu((wide > 0.5) & (high > 0.5), 1))
    return list(zip(first.tolist(), second.tolist(), strict=True))


NOTES = (SYNTHETIC.short, UNCHECKED.short)
ON_PAGES = [(n, p) for n in NAMES for p in PROFILES if (n, p) != ("prevalence_all", "slides")]


@pytest.mark.parametrize(("name", "profile"), ON_PAGES)
def test_no_text_overlaps_or_is_cut_and_the_page_has_its_size(name: str, profile: str):
    drawn = drawn_once(name, profile)
    if profile == "apa":
        check_geometry(name, drawn)
    words, boxes, (width, height) = text_boxes(drawn)
    clashes = [(words[a], words[b]) for a, b in overlaps(boxes)]
    assert not clashes
    cut = [
        word
        for word, (x0, y0, x1, y1) in zip(words, boxes, strict=True)
        if x0 < 0 or y0 < 0 or x1 > width or y1 > height
    ]
    assert not cut
    look = PROFILES[profile]
    wide, high = drawn.figure.get_size_inches() * 25.4
    assert wide == pytest.approx(look.width)
    assert high <= look.height + 1e-6
    assert set(NOTES) <= set(words)
    assert (drawn.title in words) == look.titled
    sizes = {round(text.get_fontsize(), 2) for text in shown_texts(drawn.figure) if text.get_text()}
    assert min(sizes) >= look.small
    check_words(drawn)
    assert height_with_words(drawn) <= PAGES.get(profile, 1000)


def check_geometry(name: str, drawn: DrawnFigure) -> None:
    """Check that everything stands where it stood when somebody last looked at the figure."""
    found = geometry.sums(drawn.figure)
    expected = json.loads(geometry.FILE.read_text())[name]
    assert found.keys() == expected.keys()
    moved = [kind for kind in found if found[kind] != pytest.approx(expected[kind], abs=0.05)]
    assert not moved, f"{name}: {moved} moved; if that is right: python -m tests.figures.geometry"


LONGEST_NOTE = 600  # letters: six lines of a page
PAGES = {"apa": 228.6, "elsevier": 240, "thesis": 240}  # mm that a page has for figures


def check_words(drawn: DrawnFigure) -> None:
    """Check that the alternative text is a finding in one short sentence, and the note is short."""
    assert 40 <= len(drawn.alt) <= LONGEST_ALT, drawn.alt
    assert re.search(r"\d", drawn.alt), "a finding has a number"
    assert drawn.alt.endswith(".")
    assert not re.match(r"(dot plot|heat map|matrix|scatter|bars|line|figure)", drawn.alt, re.I)
    assert len(drawn.note) <= LONGEST_NOTE, len(drawn.note)


def height_with_words(drawn: DrawnFigure) -> float:
    """Give the height of a figure with its number, title and note in 10 points, in mm."""
    line, letter = 1.2 * 10 / 72 * 25.4, 0.5 * 10 / 72 * 25.4  # about half as wide as high
    texts = ("Figure 10", drawn.title, f"Note. {drawn.note}")
    lines = sum(-(-len(text) * letter // drawn.profile.width) for text in texts)
    return float(drawn.figure.get_size_inches()[1]) * 25.4 + lines * line


def test_long_clauses_leave_a_sentence_and_lose_no_word_of_the_first():
    first = "Of 36 participants, 20 have the code " + "x" * 190
    assert sentence_of(first, "y" * 40) == f"{first}."
    assert sentence_of("Ten have it", "two do not") == "Ten have it; two do not."
    assert len(sentence_of("x" * 400)) <= LONGEST_ALT


def test_lists_that_are_too_long_for_a_sentence_are_counted():
    names = [f"a theme of thirty letters, no {n}" for n in range(9)]
    said = sentence_listing("Themes are", names)
    assert said.endswith(" and 3 more.")
    assert said.count("thirty") == 6
    assert sentence_listing("Themes are", names[:2]) == f"Themes are {names[0]}, {names[1]}."
    assert len(sentence_listing("Themes are", ["x" * 400])) <= LONGEST_ALT


def test_a_title_that_is_wider_than_a_slide_ends_in_three_points():
    theme = AuthorsTheme(name="one word after the other " * 7, codes=("tasks.videotape",))
    drawn = draw("prevalence", profile="slides", authors_themes=(theme,))
    words, boxes, (width, _) = text_boxes(drawn)
    assert not [word for word, box in zip(words, boxes, strict=True) if box[2] > width]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("trainee's internal experience", "Trainee's Internal Experience"),
        ("group, safety and context", "Group, Safety and Context"),
        ("the tape: an eye on the room", "The Tape: An Eye on the Room"),
        ("AFT tasks", "AFT Tasks"),
        ("", ""),
    ],
)
def test_titles_are_in_title_case(words: str, title: str):
    assert title_case(words) == title


def test_titles_of_figures_are_in_title_case():
    for one in FIGURES:
        assert title_case(one.heading.title) == one.heading.title


def test_this_check_would_find_overlaps_and_cuts():
    drawn = draw("prevalence", codes=["tasks", "tasks.videotape"])
    page = drawn.figure.axes[0]
    assert not overlaps(text_boxes(drawn)[1])
    moved = next(text for text in page.texts if text.get_text() == "Videotape analysis")
    moved.set_y(moved.get_position()[1] - 2)
    words, boxes, _ = text_boxes(drawn)
    assert ("AFT tasks", "Videotape analysis") in [(words[a], words[b]) for a, b in overlaps(boxes)]
    moved.set_x(-3)
    assert text_boxes(drawn)[1][:, 0].min() < 0


@pytest.mark.parametrize("name", CODE_ROWS)
def test_labels_stay_out_of_the_data(name: str):
    drawn = drawn_once(name)
    with styled(drawn.profile):
        FigureCanvasAgg(drawn.figure)
        drawn.figure.draw_without_rendering()
    page, *data = drawn.figure.axes
    for axes in data:
        area = axes.get_window_extent()
        for text in page.texts:
            assert not area.shrunk(0.999, 0.999).overlaps(text.get_window_extent())


def test_every_figure_has_its_name_and_says_what_it_shows():
    found = [drawn_once(name) for name in NAMES]
    assert [drawn.name for drawn in found] == [one.heading.name for one in FIGURES]
    for drawn, one in zip(found, FIGURES, strict=True):
        assert drawn.title.startswith(one.heading.title)
    for drawn in found:
        said = f"{drawn.title} {drawn.caption} {drawn.alt} {drawn.long_description}"
        assert not re.search(r"\b(objective|proves?|emerged?)\b", said, re.IGNORECASE)
        assert min(len(drawn.caption), len(drawn.long_description)) > 60
        assert len(drawn.data)
        assert not drawn.data.isna().all(axis=1).any()


def test_prevalence_says_what_the_theme_table_says():
    drawn = drawn_once("prevalence_all", "nature")
    themes = made().themes.set_index("code")
    data = drawn.data.set_index("code")
    pd.testing.assert_frame_equal(
        data[["n", "low", "high"]], themes.loc[data.index, ["n", "low", "high"]]
    )
    assert "N = 36" in drawn.caption
    assert "95% Wilson" in drawn.caption
    row = themes.loc[drawn.data["code"].iloc[1]]
    assert f"{row['name']}: {row.n} of 36 participants" in drawn.long_description


def pages(name: str, profile: str) -> list[DrawnFigure]:
    first = drawn_once(name, profile)
    parts = range(1, first.parts)
    return [first, *(draw(name, profile=profile, notes=NOTES, part=part) for part in parts)]


@pytest.mark.parametrize("profile", ["apa", "thesis"])
def test_all_codes_are_drawn_on_as_many_pages_as_they_need(profile: str):
    found = pages("prevalence_all", profile)
    codes = [code for page in found for code in page.data["code"]]
    assert sorted(codes) == sorted(BOOK.ids)
    names = [page.name for page in found]
    assert names[0] == "prevalence_all"
    assert names[1:] == [f"prevalence_all_{number}" for number in range(2, len(found) + 1)]
    assert len({page.title for page in found}) == len(found)


def many_codes(number: int, domains: int) -> pd.DataFrame:
    """Invent codes that few participants have, but for every tenth."""
    heads = [f"d{at}" for at in range(domains)]
    codes = [f"{heads[at % domains]}.c{at}" if heads else f"c{at}" for at in range(number)]
    ordered = sorted([*heads, *codes], key=lambda code: (code.split(".")[0], code))
    first = made().themes.iloc[:1]
    made_up = pd.concat([first] * len(ordered), ignore_index=True)
    counts = [7 + at % 3 if at % 10 == 0 else at % 4 for at in range(len(ordered))]
    return made_up.assign(
        code=ordered, name=[f"Invented code {one}" for one in ordered], parent="",
        domain=[one.split(".")[0] for one in ordered],
        level=[1 + one.count(".") for one in ordered], n=counts, order=range(len(ordered)),
        share=[n / 36 for n in counts], benefit=0, challenge=0, mixed=0, none=counts,
    )  # fmt: skip


@pytest.mark.parametrize("domains", [0, 6])
def test_a_codebook_of_many_pages_is_summarised_and_all_of_it_drawn_beside(domains: int):
    themes = many_codes(240, domains)
    drawn = public.draw_prevalence(themes)
    least = int(drawn.data["n"].min())
    of = themes[themes["code"].str.contains(r"\.")] if domains else themes
    assert drawn.parts == 1
    assert sorted(drawn.data["code"]) == sorted(of.loc[of["n"] >= least, "code"])
    said = f"of 240 codes the {len(drawn.data)} codes that at least {least} participants have"
    assert said in drawn.caption
    first = public.draw_prevalence(themes, every=True)
    pages = [
        public.draw_prevalence(themes, every=True, options=FigureOptions(part=part))
        for part in range(first.parts)
    ]
    assert {code for page in pages for code in page.data["code"]} >= set(of["code"])
    assert "Drawn: of" not in first.caption


def test_a_codebook_of_two_pages_is_drawn_whole():
    drawn = public.draw_prevalence(many_codes(100, 0))
    assert "Drawn: of" not in drawn.caption
    with pytest.raises(CannotDrawError, match="shows all codes already"):
        public.draw_prevalence(many_codes(100, 0), every=True)


@pytest.mark.parametrize("number", [2, 3])
def test_two_participants_make_no_curve_of_saturation(number: int):
    curve = saturation_curve(made().codings, PEOPLE[:number], seed=1, permutations=100)
    if number == 2:
        with pytest.raises(CannotDrawError, match="no curve"):
            public.draw_saturation(curve)
    else:
        assert len(public.draw_saturation(curve).data) == 3


def test_one_number_of_topics_is_no_choice():
    with pytest.raises(CannotDrawError, match="Only one number"):
        public.draw_topic_choice(made().choice.head(1))


@pytest.mark.parametrize("profile", ["apa", "thesis", "nature"])
def test_every_topic_has_its_number_below_narrow_cells(profile: str):
    # twelve topics: in one line their numbers are wider than the narrowest columns
    frames = made()
    topics, assignments = invent_topics(frames.segments, 12)
    crosswalk = invent_crosswalk(frames.codings, assignments)
    drawn = public.draw_topic_codes(
        topics, crosswalk, frames.themes, options=FigureOptions(profile)
    )
    columns = [axes for axes in drawn.figure.axes if axes.get_xlabel() == "Topic"]
    assert columns
    for axes in columns:
        numbers = [label.get_text().strip() for label in axes.get_xticklabels()]
        assert sorted(map(int, numbers)) == sorted(topics["topic"])
    words, boxes, _ = text_boxes(drawn)
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]


def test_long_words_break_after_a_hyphen_or_a_stroke():
    look = FigureOptions().look
    width = look.wide("Countertransference-x")
    lines = wrap("Countertransference-phenomena/Supervision", width, look)
    assert lines[0] == "Countertransference-"
    assert lines[1] == "phenomena/"
    assert "".join(lines) == "Countertransference-phenomena/Supervision"


def test_slides_are_one_picture_for_each_domain_with_all_its_codes():
    with pytest.raises(CannotDrawError, match="shows all codes already"):
        draw("prevalence_all", profile="slides")
    found = pages("prevalence", "slides")
    domains = [code.id for code in BOOK.codes if code.level == 1]
    assert [set(page.data["domain"]) for page in found] == [{one} for one in domains]
    assert found[1].title == "Codes by Share of Participants: Supervisor Stance"


def test_main_figure_has_the_codes_below_the_domains_the_most_widespread_first():
    drawn = drawn_once("prevalence", "nature")
    levels = {code.id: code.level for code in BOOK.codes}
    assert {levels[code] for code in drawn.data["code"]} == {2}
    for _, mine in drawn.data.groupby("domain"):
        assert mine["n"].is_monotonic_decreasing


def test_a_flat_study_needs_no_second_figure_of_all_codes():
    with pytest.raises(CannotDrawError, match="shows all codes already"):
        public.draw_prevalence(flat_results().themes, every=True)


def bars(drawn: DrawnFigure) -> list[tuple[float, float, str]]:
    return [
        (
            round(bar.get_x(), 6),
            round(bar.get_width(), 6),
            matplotlib.colors.to_hex(bar.get_facecolor()),
        )
        for axes in drawn.figure.axes[1:]
        for bar in axes.patches
    ]


def test_bars_are_as_long_as_their_counts_and_stand_side_by_side():
    drawn = draw("prevalence", codes=["tasks.videotape"])
    row = made().themes.set_index("code").loc["tasks.videotape"]
    left, expected = 0.0, []
    for valence in ("benefit", "mixed", "challenge", "none"):
        wide = 100 * row[valence] / 36
        if wide:
            colour = VALENCE_COLOURS[valence].lower()
            expected.append((round(left, 6), round(wide, 6), colour))
            left += wide
    assert bars(drawn) == expected
    assert left == pytest.approx(100 * row["n"] / 36)


THEMES_OF_AUTHORS = (
    AuthorsTheme(name="The tape", codes=("tasks.videotape.exposing", "tasks.videotape")),
    AuthorsTheme(name="The supervisor", codes=("supervisor.support", "experience.shame")),
)


def test_authors_themes_head_their_codes_in_the_authors_order():
    chosen = choose_codes(made().themes, FigureOptions(authors_themes=THEMES_OF_AUTHORS))
    heads = chosen.loc[chosen["bold"], "label"].tolist()
    assert heads == ["The tape", "The supervisor", OF_NO_THEME]
    codes = chosen[chosen["level"] > 0]
    first = codes[codes["domain"] == "theme 1"]["code"].tolist()
    assert first[:2] == ["tasks.videotape.exposing", "tasks.videotape"]
    assert set(first[2:]) == {"tasks.videotape.insight", "tasks.videotape.selecting"}
    assert "tasks" not in set(chosen["code"]), "a domain is no code of a theme"
    domains = {code.id for code in BOOK.codes if code.level == 1}
    assert set(codes["code"]) == set(BOOK.ids) - domains


@pytest.mark.parametrize(
    "name",
    [
        *("prevalence", "prevalence_all", "participants", "agreement", "position"),
        *("timeline", "groups"),
    ],
)
def test_figures_follow_the_authors_themes(name: str):
    drawn = draw(name, authors_themes=THEMES_OF_AUTHORS)
    words, boxes, _ = text_boxes(drawn)
    assert {"The tape", "The supervisor"} <= set(words)
    assert "AFT tasks" not in words
    assert not overlaps(boxes)


def test_pairs_stand_below_the_authors_theme_of_both_codes():
    together = made().pairs.assign(phi=made().pairs["phi"].abs())  # as invented, some go apart
    drawn = public.draw_cooccurrence(
        made().themes, together, least=1, options=FigureOptions(authors_themes=THEMES_OF_AUTHORS)
    )
    words, boxes, _ = text_boxes(drawn)
    assert {"The tape", "The supervisor"} <= set(words)
    assert not overlaps(boxes)


def test_prevalence_by_themes_shows_the_codes_that_the_authors_name():
    drawn = draw("prevalence", authors_themes=THEMES_OF_AUTHORS)
    assert drawn.data["code"].tolist() == [code for one in THEMES_OF_AUTHORS for code in one.codes]


def test_thematic_map_counts_who_has_any_code_of_a_theme():
    counts = theme_counts(made().counted, THEMES_OF_AUTHORS)
    has = made().counted[made().counted["segments"] > 0]
    shame = set(has.loc[has["code"] == "experience.shame", "participant"])
    support = set(has.loc[has["code"] == "supervisor.support", "participant"])
    assert counts["The supervisor"] == len(shame | support)
    drawn = draw("thematic_map", authors_themes=THEMES_OF_AUTHORS)
    assert drawn.title == "Thematic Map: Domains, Codes, and Themes"
    assert dict(zip(drawn.data["code"], drawn.data["theme"], strict=True)) == {
        code: theme.name for theme in THEMES_OF_AUTHORS for code in theme.codes
    }
    words = " ".join(text_boxes(drawn)[0])
    assert f"The supervisor ({counts['The supervisor']})" in words


def test_thematic_map_drops_the_rarest_codes_where_there_is_no_room():
    drawn = drawn_once("thematic_map", "slides")
    left_out = 75 - 26 + 8  # codes at the second level
    shown = set(drawn.data["code"])
    others = made().themes[(made().themes["level"] == 2) & ~made().themes["code"].isin(shown)]
    assert left_out and len(others)
    assert f"Not drawn: {len(others)} codes that " in drawn.caption
    tied = others["n"].max() == drawn.data["n"].min()
    assert ("as many or fewer participants have." in drawn.caption) == tied
    assert others["n"].max() <= drawn.data["n"].min()


def test_combinations_are_counted_as_by_hand():
    counted = pd.DataFrame(
        [("a", who, int(who in "PQ")) for who in "PQRS"]
        + [("b", who, int(who in "QR")) for who in "PQRS"],
        columns=["code", "participant", "segments"],
    )
    found = count_combinations(counted, ["a", "b"])
    shown = {(row.a, row.b): (row.participants, row.ids) for row in found.itertuples()}
    assert shown == {
        (True, True): (1, "Q"),
        (True, False): (1, "P"),
        (False, True): (1, "R"),
        (False, False): (1, "S"),
    }


def test_combinations_take_the_codes_of_the_setting_or_the_strongest_pairs():
    asked = ["tasks.videotape", "experience.shame", "supervisor.support", "context.safe"]
    drawn = draw("combinations", combine=asked)
    assert drawn.data["participants"].sum() == 36
    labels = made().themes.set_index("code")["name"]
    assert set(labels[asked]) < set(drawn.data.columns)
    assert "picked by a rule" not in drawn.caption
    usual = drawn_once("combinations")
    assert "picked by a rule" in usual.caption
    assert 2 <= len(usual.data.columns) - 2 <= 5
    with pytest.raises(CannotDrawError, match="not in the themes: nothing"):
        draw("combinations", combine=["nothing", "tasks"])
    with pytest.raises(CannotDrawError, match=r"Name 2 to 6 codes in figures\.combine"):
        public.draw_combinations(made().themes, made().counted, made().pairs.assign(phi=np.nan))
    with pytest.raises(CannotDrawError, match="there are 1"):
        draw("combinations", combine=["tasks"])


def test_timeline_splits_a_segment_that_belongs_to_two_domains():
    segments = pd.DataFrame(
        {
            "segment_id": ["a", "b"],
            "interview": "P01",
            "participant": "P01",
            "position": [0.25, 0.5],
        }
    )
    codings = pd.DataFrame(
        {"segment_id": ["a", "a", "a", "b"], "code": ["x.1", "x.2", "y.1", "other"]}
    )
    found = timeline_pieces(codings, segments, {"x.1": "x", "x.2": "x", "y.1": "y"})
    assert found[["head", "start", "end", "place", "share"]].values.tolist() == [
        ["x", 0.25, 0.5, 0, 2],
        ["y", 0.25, 0.5, 1, 2],
    ]


def test_timeline_has_a_line_for_each_interview_of_a_participant():
    segments = with_interviews(made().segments)
    second = segments["interview"].where(segments["participant"] != "P01", "P01b")
    both = segments["segment_id"].str.contains(r"\.0[0-1]", regex=True)
    segments = segments.assign(interview=second.where(both, segments["interview"]))
    drawn = public.draw_timeline(made().themes, made().codings, segments)
    words = text_boxes(drawn)[0]
    assert {"P01", "P01b", "P36"} <= set(words)


def test_timeline_puts_the_participants_of_a_group_together():
    segments = with_interviews(made().segments)
    people = sorted(set(segments["participant"]))
    group_of = dict.fromkeys(people[-2:], "late") | dict.fromkeys(people[:-2], "early")
    drawn = public.draw_timeline(
        made().themes, made().codings, segments, group_of=group_of, group_by="start_of_training"
    )
    words, boxes, _ = text_boxes(drawn)
    assert "Start of training: late (n = 2)" in words
    assert words.index(people[-1]) < words.index(people[0])
    assert "in groups by start of training" in drawn.caption
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]


def test_pairs_of_two_themes_stand_below_a_head_of_their_own():
    drawn = draw("cooccurrence", authors_themes=THEMES_OF_AUTHORS, least=1)
    of_theme = {code: theme.name for theme in THEMES_OF_AUTHORS for code in theme.codes}
    assert set(drawn.data["code"]) | set(drawn.data["other"]) <= {
        code for code in made().themes["code"] if any(code.startswith(one) for one in of_theme)
    }
    assert "Codes of Two Themes" in text_boxes(drawn)[0]


def test_signs_of_groups_move_only_where_they_would_hide_each_other():
    drawn = drawn_once("groups")
    (axes,) = [axes for axes in drawn.figure.axes if axes.get_xlabel()]
    middles = {round(line.get_ydata()[0], 3) for line in axes.lines if len(line.get_xdata()) == 2}
    signs = [
        (line.get_xdata()[0], line.get_ydata()[0])
        for line in axes.lines
        if line.get_marker() != "None"
    ]
    off = [(x, y) for x, y in signs if round(y, 3) not in middles]
    assert len(off) < len(signs) / 2
    for x, y in off:
        assert any(0 < abs(y - other) < 2 and abs(x - at) < 5 for at, other in off)


def test_quotes_that_no_output_may_print_stand_on_no_plate():
    with pytest.raises(CannotDrawError, match="No quote"):
        draw(
            "quote_plate",
            replace(made(), quotes=made().quotes.assign(printed=False)),
            by_rule=False,
        )
    assert drawn_once("quote_plate").data.equals(draw("quote_plate", by_rule=False).data)


def test_quotes_of_the_authors_come_first_and_no_turn_twice():
    quotes = made().quotes.copy()
    mine = quotes["code"] == "supervisor.support"
    last = quotes.index[mine][-1]
    quotes.loc[last, ["chosen_by", "text"]] = ["authors", "Mine, and only mine."]
    drawn = public.draw_quote_plate(
        made().themes,
        made().counted,
        quotes,
        made().people,
        attributes=["cohort"],
        options=FigureOptions(codes=["supervisor.support"]),
    )
    assert drawn.data["text"].iloc[0] == "Mine, and only mine."
    assert not drawn.data.duplicated(["participant", "turn"]).any()
    who = drawn.data["participant"].iloc[0]
    cohort = made().people.set_index("participant").loc[who, "cohort"]
    assert f"\u2014 {who}, {cohort}, contrary" in text_boxes(drawn)[0]


def test_a_plate_without_a_short_quote_is_not_drawn():
    long = made().quotes.assign(text="word " * 61)
    with pytest.raises(CannotDrawError, match="at most 60 words"):
        public.draw_quote_plate(made().themes, made().counted, long, made().people)


def test_participants_are_ordered_and_grouped():
    def order(drawn: DrawnFigure) -> list[str]:
        return [t.get_text() for t in drawn.figure.axes[0].texts if t.get_rotation() == 90]

    drawn = draw("participants", group_by="")
    shown = drawn.data[drawn.data["segments"] > 0].groupby("participant").size()
    has = [int(shown.get(one, 0)) for one in order(drawn)]
    assert sorted(order(drawn)) == PEOPLE
    assert has == sorted(has, reverse=True)
    grouped = drawn_once("participants")  # by cohort
    cohort = made().people.set_index("participant")["cohort"]
    values = [cohort[one] for one in order(grouped)]
    assert values == sorted(values)
    with pytest.raises(CannotDrawError, match="no attribute"):
        draw("participants", group_by="shoe size")


def test_each_filled_cell_is_a_participant_with_the_theme():
    drawn = draw("participants", codes=["tasks.videotape", "tasks.roleplay"])
    cells = sum(len(collection.get_paths()) for collection in drawn.figure.axes[1].collections)
    counted = made().counted[made().counted["code"].isin(["tasks.videotape", "tasks.roleplay"])]
    both = (counted["valence"] == "mixed").sum()  # drawn as two triangles
    assert cells == len(counted) + both


def printed_ids(drawn: DrawnFigure) -> list[str]:
    texts = drawn.figure.axes[0].texts
    return [text.get_text() for text in texts if text.get_rotation() == 90]


def test_many_participants_share_ids_and_lose_no_cells():
    people = [f"participant-{number:04d}" for number in range(400)]
    frames = invent(BOOK, people[:60])
    drawn = public.draw_participants(frames.themes, frames.counted, frames.people)
    assert len(printed_ids(drawn)) == 30
    assert "One id in 2 is printed" in drawn.caption
    assert drawn.data["participant"].nunique() == 60


def test_of_thousands_of_participants_a_part_is_drawn_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aft_themes.figures.participants.MOST_PEOPLE", 20)
    frames = invent(BOOK, [f"P{number:02d}" for number in range(60)])
    drawn = public.draw_participants(frames.themes, frames.counted, frames.people)
    assert len(printed_ids(drawn)) == 20
    assert "Participants (N = 60)" in drawn.caption
    assert "20 of them, evenly spaced, are drawn" in drawn.caption
    assert drawn.data["participant"].nunique() == 60
    assert "of 60 participants" in drawn.alt


def test_of_thousands_of_interviews_coded_ones_get_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = with_interviews(made().segments)
    codings = made().codings.merge(segments[["segment_id", "interview"]], on="segment_id")
    codings = codings[codings["interview"] != "P01"].drop(columns="interview")
    for most, lines in ((40, 36), (35, 35), (10, 10)):
        monkeypatch.setattr("aft_themes.figures.timeline.MOST_LINES", most)
        drawn = public.draw_timeline(made().themes, codings, segments)
        said = f"Drawn are {lines} of the 36 interviews."
        assert (said in drawn.caption) == (lines < 36)
        assert len(re.findall(r" segments\.", drawn.long_description)) <= lines
    assert drawn.data["interview"].nunique() == 35


def test_items_are_taken_at_even_distances() -> None:
    assert evenly("abcdef", 3) == ["a", "c", "f"]
    assert evenly("abc", 3) == ["a", "b", "c"]


def test_labels_make_room_for_the_ids_of_45_participants():
    frames = invent(BOOK, [f"P{number:02d}" for number in range(45)])
    drawn = public.draw_participants(frames.themes, frames.counted, frames.people)
    assert len(printed_ids(drawn)) == 45
    words, boxes, _ = text_boxes(drawn)
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]


def legend_words(drawn: DrawnFigure) -> set[str]:
    return {text.get_text() for text in drawn.figure.axes[0].texts}


def test_codings_without_valence_have_no_valences_in_legends_captions_and_data():
    flat = flat_results()
    drawn = [
        public.draw_prevalence(flat.themes),
        public.draw_participants(flat.themes, flat.participants, flat.people),
    ]
    for one in drawn:
        shown = " ".join([*legend_words(one), one.caption, one.alt, one.long_description])
        assert not re.search("benefit|challenge|valence", shown, re.IGNORECASE)
    assert not {"benefit", "none"} & set(drawn[0].data)
    assert {"Coded", "Not coded"} <= legend_words(drawn[1])
    assert set(printed_ids(drawn[1])) == set(FLAT_PEOPLE)


def test_words_of_a_legend_begin_with_a_capital_like_those_of_an_axis():
    for name, words in {
        "workflow": "People decide",
        "prevalence": "No valence",
        "participants": "Not coded",
        "cooccurrence": "Expected if the two were unrelated",
        "combinations": "With the code",
        "position": "Median",
        "saturation": "Median of random orders",
        "topic_codes": "Go together",
        "topic_choice": "Points without topics",
    }.items():
        assert words in legend_words(drawn_once(name)), name


def test_a_flat_codebook_has_no_domains():
    flat = flat_results()
    drawn = public.draw_prevalence(flat.themes)
    assert "domain" not in drawn.alt + drawn.caption
    bold = [t for t in drawn.figure.axes[0].texts if t.get_fontweight() == "bold"]
    assert not bold
    agreement = public.draw_agreement(flat.agreement, flat.themes)
    assert agreement.data["label"].tolist() == ["All codes", *flat.themes["name"]]
    pairs = public.draw_cooccurrence(flat.themes, flat.cooccurrence)
    assert "domain" not in pairs.caption


def test_texts_are_found_without_ticks_of_axes_that_are_not_drawn():
    figure = Figure()
    shown, bare = figure.subplots(1, 2)
    shown.set_title("Codes")
    bare.axis("off")
    bare.text(0.5, 0.5, "of nobody")
    drawn = replace(draw("prevalence"), figure=figure)
    assert {"Codes", "of nobody"} <= {text.get_text() for text in drawn.texts}
    assert len(bare.xaxis.majorTicks) < len(shown.xaxis.majorTicks), "to make them takes long"


def test_letters_without_glyph_are_named_once_with_the_fix(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, recwarn: pytest.WarningsRecorder
):
    named = {"tasks.roleplay": "\u60b2\u3057\u307f, \u03b1 \u0416 \u2713"}
    drawn = draw("prevalence", codes=["tasks.roleplay"], labels=named)
    assert drawn.missing == "\u60b2\u3057\u307f"
    save_figure(drawn, tmp_path, dpi=72)
    assert "give these codes names in Latin, Greek or Cyrillic letters" in caplog.text
    assert len(caplog.records) == 1
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]
    record = json.loads((tmp_path / "prevalence.json").read_text(encoding="utf-8"))
    assert "has signs for \u60b2\u3057\u307f;" in record["caption"]
    assert record["letters_not_drawn"] == "\u60b2\u3057\u307f"
    assert "has signs" not in drawn_once("prevalence").note
    assert letters_without_glyph("\u2713", SANS) == "", "another font stands in"
    assert f"font-family:'{FALLBACK}'" in (tmp_path / "prevalence.svg").read_text("utf-8")


def font_with(letter: str, folder: Path) -> Path:
    """Write a font that has one letter, a square."""
    pen = TTGlyphPen(None)
    for step, place in enumerate([(0, 0), (0, 900), (900, 900), (900, 0)]):
        (pen.lineTo if step else pen.moveTo)(place)
    pen.closePath()
    square, builder = pen.glyph(), FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "letter"])
    builder.setupCharacterMap({ord(letter): "letter"})
    builder.setupGlyf({".notdef": square, "letter": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "letter": (1000, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    named = {"familyName": "Of One Letter", "styleName": "Regular", "psName": "OfOneLetter"}
    builder.setupNameTable(named)
    builder.setupOS2()
    builder.setupPost()
    file = folder / "one.ttf"
    builder.save(file)
    return file


def test_a_font_of_the_computer_stands_in_for_letters_that_no_other_has(tmp_path: Path):
    file = font_with("\u60b2", tmp_path)
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    found = standing_in("\u60b2\u3057", (tmp_path / "damaged.ttf", file, Path("other.otf")))
    assert found == ("Of One Letter",)
    assert standing_in("\u3057", (file,)) == standing_in("", (file,)) == ()
    named = {"tasks.roleplay": "\u60b2\u3057 x"}
    look = replace(find_profile("apa"), stand_ins=found)
    drawn = draw("prevalence", profile=look, codes=["tasks.roleplay"], labels=named)
    assert drawn.missing == "\u3057"
    assert look.wide("\u60b2") == pytest.approx(look.text), "it is measured, too"
    save_figure(drawn, tmp_path, dpi=72)
    svg = (tmp_path / "prevalence.svg").read_text("utf-8")
    assert svg.count("@font-face{font-family:'Of One Letter'") == 1
    assert "Arimo, 'DejaVu Sans', 'Of One Letter', 'Liberation Sans'" in svg
    with pdfplumber.open(tmp_path / "prevalence.pdf") as pdf:
        assert any("OfOneLetter" in letter["fontname"] for letter in pdf.pages[0].chars)


def test_a_figure_with_boxes_is_not_kept_because_a_font_may_be_installed(tmp_path: Path):
    folder, settings = tmp_path / "figures", check_settings({"figures": {"dpi": 72}})
    kept = {}
    for name in ("Tape", "\U00011a00"):  # a letter of a script that hardly any font has
        themes = made().themes.assign(name=name)
        write_frame(themes, tmp_path / "themes.parquet", THEMES)
        files = {"themes": tmp_path / "themes.parquet"}
        cache = FigureCache(tmp_path / "kept", settings, [])
        list(draw_all(files, folder, settings, cache=cache, only=["prevalence"]))
        boxes = "letters_not_drawn" in json.loads((folder / "prevalence.json").read_text("utf-8"))
        kept[name] = bool(list((tmp_path / "kept").glob("prevalence-*")))
        assert kept[name] != boxes
    assert kept["Tape"]


def test_of_many_letters_without_glyph_the_first_are_named():
    many = "".join(chr(0x4E00 + n) for n in range(30))
    drawn = draw("prevalence", codes=["tasks.roleplay"], labels={"tasks.roleplay": many})
    assert f"has signs for {many[:12]} and 18 more letters; boxes" in drawn.note
    drawn = draw("prevalence", codes=["tasks.roleplay"], labels={"tasks.roleplay": many[:13]})
    assert f"has signs for {many[:12]} and 1 more letter; boxes" in drawn.note


def test_captions_speak_of_one_code_as_one():
    codes = pd.DataFrame({"code": ["a", "b", "c"], "n": [5, 3, 3]})
    assert rare_note(codes, codes) == ""
    assert rare_note(codes, codes[:1]) == "Not drawn: 2 codes that fewer participants have. "
    tied = "Not drawn: 1 code that as many or fewer participants have. "
    assert rare_note(codes, codes[:2]) == tied
    assert rare_note(codes[:2], codes[:1]) == "Not drawn: 1 code that fewer participants have. "


@pytest.mark.parametrize("name", ["thematic_map", "topic_map", "workflow"])
def test_nothing_touches_the_edge_of_the_page(name: str):
    drawn = draw(name, notes=NOTES[:1])
    seen = np.asarray(drawn.image(150).convert("L"))
    for edge in (seen[0], seen[-1], seen[:, 0], seen[:, -1]):
        assert edge.min() == 255


def test_signs_at_the_ends_of_the_scale_are_whole():
    axes = draw("learning").figure.axes[-1]
    (signs,) = [line for line in axes.lines if line.get_marker() == "o"]
    assert not signs.get_clip_on()


def test_pairs_that_are_rarer_than_by_chance_do_not_occur_together():
    pairs = made().pairs.copy()
    drawn = public.draw_cooccurrence(made().themes, pairs.assign(phi=pairs["phi"] - 0.3), least=1)
    assert len(drawn.data) and (drawn.data["phi"] > 0).all()
    with pytest.raises(CannotDrawError, match="more often than unrelated codes would"):
        public.draw_cooccurrence(made().themes, pairs.assign(phi=-0.1), least=1)


def test_sentences_hold_for_few_participants():
    frames = invent(Codebook("Flat", "1", (BOOK.codes[0],)), ["P1", "P2"])
    both = frames.counted.assign(segments=1)
    drawn = public.draw_participants(frames.themes, both, frames.people)
    assert drawn.alt == "Each of 2 participants has 1 of 1 code."
    curve = pd.DataFrame(
        {
            "order": [1, 2, 3],
            "participant": ["P1", "P2", "P3"],
            "new": [4, 0, 0],
            "cumulative": [4, 4, 4],
            "median": [4.0, 4.0, 4.0],
            "low": [4.0, 4.0, 4.0],
            "high": [4.0, 4.0, 4.0],
        }
    )
    drawn = public.draw_saturation(curve)
    assert drawn.alt.endswith("the last participant brought no new code.")
    axes = drawn.figure.axes[-1]
    assert all(float(tick).is_integer() for tick in (*axes.get_xticks(), *axes.get_yticks()))


def test_topics_whose_names_would_crowd_each_other_have_numbers_only():
    near = made().assignments[made().assignments["topic"] <= 3].copy()
    topics = made().topics[made().topics["topic"] <= 3]
    apart = near.assign(x=near["topic"] * 10.0 + near["x"] * 0.1, y=near["y"] * 0.1)

    def words_on_map(assignments):
        drawn = public.draw_topic_map(topics, assignments)
        return {text.get_text() for text in drawn.figure.axes[-1].texts} - {"1", "2", "3"}

    assert words_on_map(apart)
    heap = near.assign(x=near["x"] * 0.1, y=near["y"] * 0.1)
    heap.loc[heap.index[0], ["x", "y"]] = [50.0, 50.0]
    assert not words_on_map(heap)


def test_the_font_is_the_bundled_file_and_not_an_installed_copy():
    for weight in ("normal", "bold"):
        path = Path(font_file(SANS, weight))
        assert path.parent == Path(public.__file__).parent / "fonts"
        assert path.stat().st_size < 150_000
    assert "SIL Open Font License" in (path.parent / "OFL.txt").read_text(encoding="utf-8")


def pair_names(drawn: DrawnFigure) -> list[tuple[str, str]]:
    return list(zip(drawn.data["code"], drawn.data["other"], strict=True))


def test_the_strongest_pairs_of_all_codes_are_drawn_and_the_same_in_every_profile():
    pairs = made().pairs.merge(made().themes[["code", "level"]], on="code")
    lower = pairs[(pairs["level"] > 1) & pairs["other"].str.contains(".", regex=False)]
    fitting = lower[(lower["participants"] >= 5) & lower["phi"].notna()]
    best = fitting.sort_values(["phi", "code", "other"], ascending=[False, True, True]).head(15)
    drawn = {profile: drawn_once("cooccurrence", profile) for profile in PROFILES}
    for one in drawn.values():
        assert pair_names(one) == list(zip(best["code"], best["other"], strict=True))
        assert f"among all {len(fitting):,} pairs" in one.caption
        assert one.caption == drawn["apa"].caption
    assert "Pairs with the highest correlation among all" in drawn["apa"].long_description


def test_pairs_need_enough_participants_and_can_be_narrowed_to_some_codes():
    codes = [code.id for code in BOOK.codes if code.level == 2][:6]
    drawn = draw("cooccurrence", codes=codes, least=1)
    assert {code for pair in pair_names(drawn) for code in pair} <= set(codes)
    assert draw("cooccurrence", least=8).data["participants"].min() >= 8
    assert len(draw("cooccurrence", most=3).data) == 3
    with pytest.raises(CannotDrawError, match="that 36 participants share"):
        draw("cooccurrence", codes=codes, least=36)


def test_positions_agree_with_counting_by_hand():
    codings = pd.DataFrame(
        [
            ("a", "P01", "tasks.videotape.insight", "none"),
            ("a", "P01", "tasks.videotape", "none"),
            ("b", "P01", "tasks.roleplay", "none"),
        ],
        columns=["segment_id", "interview", "code", "valence"],
    )
    segments = pd.DataFrame({"segment_id": ["a", "b"], "position": [0.0, 1.0]})
    found = theme_positions(codings, segments, BOOK).set_index("code")
    assert found.loc["tasks", ["segments", "part_1", "part_10"]].tolist() == [2, 1, 1]
    assert found.loc["tasks.videotape", "segments"] == 1  # the segment counts once
    assert found.loc["tasks", "median"] == 0.5
    assert found.loc["repair", "segments"] == 0


def test_agreement_shows_what_cannot_be_estimated_without_a_sign():
    drawn = draw("agreement", profile="nature", codes=list(BOOK.ids))
    missing = drawn.data["alpha"].isna().sum()
    assert missing
    assert f"{missing} rows without a sign" in drawn.caption
    assert "not estimable (no coder gave it)" in drawn.long_description
    assert "language models" in drawn_once("agreement").caption
    assert "language models" not in drawn.caption


def test_codes_that_nobody_has_are_not_the_most_frequent():
    themes = made().themes
    nobody = dict.fromkeys(("n", "segments", "benefit", "challenge", "mixed", "none"), 0)
    drawn = public.draw_prevalence(themes.assign(**nobody, share=0.0))
    assert drawn.alt == f"None of {themes['of'].max()} participants has any of these codes."


def test_figures_without_an_interval_promise_none():
    bare = {
        "low": float("nan"),
        "high": float("nan"),
        "reason": "no interval: fewer than 6 participants",
    }
    agreement = public.draw_agreement(made().agreement.assign(**bare), made().themes)
    assert "No interval: fewer than 6 participants. Dashed lines: Kripp" in agreement.caption
    assert not any("95%" in words for words in text_boxes(agreement)[0])
    assert any("95% interval" in words for words in text_boxes(drawn_once("agreement"))[0])
    bare.pop("reason")
    learning = public.draw_learning(made().learning, made().reliability.assign(**bare))
    assert "There are too few participants for intervals." in learning.caption
    assert "nan" not in learning.long_description


def test_topic_labels_are_those_of_people_where_given():
    drawn = draw("topic_map", names={1: "What the tape shows"})
    words = " ".join(text_boxes(drawn)[0])
    assert "What the tape" in words
    assert "Topic 1, What the tape shows" in drawn.long_description


def data_axes(drawn: DrawnFigure) -> dict[str, Axes]:
    return {axes.get_ylabel(): axes for axes in drawn.figure.axes[1:]}


def test_topic_choice_draws_every_measure_and_marks_the_chosen_number():
    check(made().choice, TOPIC_CHOICE)
    drawn = drawn_once("topic_choice")
    axes = data_axes(drawn)
    assert list(axes) == [
        "Information of good topics",
        "Stability (ARI)",
        "Stability beyond chance",
        "Coherence (NPMI)",
    ]
    for label, measures in {
        "Stability (ARI)": ["stability", "chance"],
        "Stability beyond chance": ["beyond_chance"],
        "Coherence (NPMI)": ["coherence"],
        "Information of good topics": ["information"],
    }.items():
        lines = [np.asarray(line.get_ydata(), float) for line in axes[label].lines]
        for measure in measures:
            expected = made().choice[measure].to_numpy()
            assert any(len(y) == len(expected) and np.allclose(y, expected) for y in lines)
        marked = [line.get_xdata() for line in axes[label].lines]
        assert [7, 7] in [list(x) for x in marked]
        low, high = axes[label].get_ylim()
        assert all(low <= value <= high for value in made().choice[measures].to_numpy().ravel())
    ends = [path.vertices[:, 1] for path in axes["Stability (ARI)"].collections[0].get_paths()]
    assert np.allclose(ends, made().choice[["stability_low", "stability_high"]])
    assert "7 topics: the best of all numbers tried." in drawn.caption
    assert "7 topics (chosen): stability .68 (.46 to .78)" in drawn.long_description
    assert "Chosen: 7 groups, 7 kept" in [text.get_text() for text in drawn.figure.axes[0].texts]


@pytest.mark.parametrize("profile", PROFILES)
def test_topic_choice_without_chance_has_no_panel_for_it(profile: str):
    at = int(np.flatnonzero(made().choice["chosen"])[0])
    some = made().choice[max(at - 1, 0) : at + 2].assign(chance=np.nan, beyond_chance=np.nan)
    drawn = public.draw_topic_choice(some, options=FigureOptions(profile))
    assert list(data_axes(drawn)) == [
        "Information of good topics",
        "Stability (ARI)",
        "Coherence (NPMI)",
    ]
    assert "chance" not in drawn.alt
    assert "nan" not in drawn.long_description
    words, boxes, _ = text_boxes(drawn)
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]


def test_topic_choice_says_when_no_number_was_chosen():
    drawn = public.draw_topic_choice(made().choice.assign(chosen=False, reason=""))
    assert "No number was chosen: none is stable enough beyond chance." in drawn.caption
    assert "No number of topics was chosen" in drawn.alt
    assert not [text for text in drawn.figure.axes[0].texts if "chosen" in text.get_text()]


def test_workflow_prints_counts_and_refuses_circles():
    drawn = public.draw_workflow(counts={"segments": "1,204 segments"})
    assert "1,204 segments" in [text.get_text() for text in drawn.figure.axes[0].texts]
    with pytest.raises(CannotDrawError, match="circle"):
        public.draw_workflow([Stage("a", "A", "", ("b",)), Stage("b", "B", "", ("a",), column=1)])
    with pytest.raises(CannotDrawError, match="no stages x"):
        public.draw_workflow([Stage("a", "A", "", ("x",))])
    with pytest.raises(CannotDrawError):
        public.draw_workflow([])


RESTS_ON = {
    "human": {"codings"},
    "human+reviewed": {"codings", "review"},
    "human+estimated": {"codings"},
    "human+suggested": {"codings", "suggest"},
    "suggested": {"suggest"},
}


@pytest.mark.parametrize("final", RESTS_ON)
def test_themes_rest_on_what_the_settings_say(final: str):
    stages = {stage.id: stage for stage in stages_for(final)}
    assert set(stages["themes"].after) == RESTS_ON[final]
    assert ("review" in stages) == (final == "human+reviewed")
    drawn = public.draw_workflow(stages_for(final))
    named = ", ".join(stages[one].title for one in stages["themes"].after)
    assert f"the program computes; uses {named}." in drawn.long_description
    words, boxes, _ = text_boxes(drawn)
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]


def whole_alpha(agreement: pd.DataFrame) -> float:
    found = agreement[
        (agreement["measure"] == "Krippendorff's alpha")
        & (agreement["level"] == "all codes")
        & (agreement["variant"] == "all segments")
    ]
    return float(found["estimate"].iloc[0])


def test_workflow_carries_the_numbers_of_the_run():
    flat = flat_results()
    counts = count_stages(
        codebook=flat.codebook,
        interviews=flat.interviews,
        segments=flat.segments,
        codings=flat.codings,
        human=flat.codings,
        unplaced=empty_frame(UNPLACED_CODINGS),
        themes=flat.themes,
        agreement=flat.agreement,
        topics=flat.topics,
    )
    assert counts == {
        "codebook": "8 codes",
        "files": "14 interviews",
        "turns": "42 participant turns",
        "segments": "42 segments",
        "coding": "8 coded quotes",
        "codings": f"{len(flat.codings)} counted codings",
        "agreement": f"14 interviews coded twice; alpha {statistic(whole_alpha(flat.agreement))}",
        "themes": f"14 participants; {int((flat.themes['n'] > 0).sum())} of 8 codes used",
        "topics": "no stable topic found",
    }


@pytest.mark.parametrize("final", RESTS_ON)
def test_no_arrow_of_the_workflow_runs_behind_another_box(final: str):
    stages = stages_for(final)
    rows = {}
    for stage in stages:
        rows[stage.id] = 1 + max((rows[one] for one in stage.after), default=-1)
    at = {(stage.column, rows[stage.id]): stage.id for stage in stages}
    assert len(at) == len(stages)
    for stage in stages:
        for before in stage.after:
            column = next(one.column for one in stages if one.id == before)
            between = range(rows[before] + 1, rows[stage.id])
            assert not [at[column, row] for row in between if (column, row) in at]


EMPTY = {
    "prevalence": lambda: public.draw_prevalence(empty_frame(THEMES)),
    "no domains": lambda: public.draw_thematic_map(
        flat_results().themes, flat_results().participants
    ),
    "nobody on the map": lambda: public.draw_thematic_map(
        made().themes.assign(n=0), made().counted
    ),
    "no pairs": lambda: public.draw_combinations(
        made().themes, made().counted, empty_frame(COOCCURRENCE)
    ),
    "no quotes": lambda: public.draw_quote_plate(
        made().themes, made().counted, empty_frame(QUOTES), made().people
    ),
    "no timeline": lambda: public.draw_timeline(
        made().themes, made().codings.head(0), with_interviews(made().segments)
    ),
    "flat timeline": lambda: public.draw_timeline(
        flat_results().themes, flat_results().codings, flat_results().segments
    ),
    "nobody": lambda: public.draw_prevalence(made().themes.assign(of=0)),
    "participants": lambda: public.draw_participants(
        made().themes, empty_frame(THEME_PARTICIPANTS), made().people
    ),
    "cooccurrence": lambda: public.draw_cooccurrence(
        made().themes.assign(n=0), empty_frame(COOCCURRENCE)
    ),
    "saturation": lambda: public.draw_saturation(empty_frame(SATURATION_CURVE)),
    "agreement": lambda: public.draw_agreement(empty_frame(AGREEMENT), made().themes),
    "topic_map": lambda: public.draw_topic_map(empty_frame(TOPICS), empty_frame(TOPIC_ASSIGNMENTS)),
    "topic_codes": lambda: public.draw_topic_codes(
        made().topics, empty_frame(CROSSWALK), made().themes
    ),
    "position": lambda: public.draw_position(
        made().themes, made().codings.head(0), made().segments, BOOK
    ),
    "learning": lambda: public.draw_learning(
        empty_frame(LEARNING_CURVE), empty_frame(SUGGESTION_RELIABILITY)
    ),
    "topic_choice": lambda: public.draw_topic_choice(empty_frame(TOPIC_CHOICE)),
    "unknown code": lambda: draw("prevalence", codes=["nothing"]),
    "unknown label": lambda: draw("prevalence", labels={"nothing": "x"}),
}


@pytest.mark.parametrize("case", EMPTY)
def test_missing_input_gives_a_reason(case: str):
    with pytest.raises(CannotDrawError) as error:
        EMPTY[case]()
    assert str(error.value).endswith(".")


def test_participants_of_whom_nothing_is_known_have_their_id_as_portrait():
    people = pd.DataFrame({"participant": ["P1", "P2"]})
    assert portrait_lines(people, [], least=5) == {"P1": "P1", "P2": "P2"}
    alike = people.assign(cohort=["2006", "2006"])
    assert portrait_lines(alike, ["cohort"], least=2) == {"P1": "P1, 2006", "P2": "P2, 2006"}
    assert portrait_lines(alike, ["cohort"], least=3) == {"P1": "P1", "P2": "P2"}
    bare = pd.DataFrame(
        {"participant": ["P1"], "works_alone": ["no"], "age": ["30-39"], "job": [""]}
    )
    said = portrait_lines(bare, ["works_alone", "age", "job"], least=1)
    assert said == {"P1": "P1, works alone: no, age: 30-39"}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.heading.name)
def test_a_study_of_transcripts_alone_gets_a_reason_for_every_figure(figure: Any):
    given = {"codebook": Codebook("Empty", "1", ()), "participants": made().people}
    given["interviews"] = flat_results().interviews
    frames = [
        given[name] if name in given else empty_frame(STAGE_FILES[name])
        for name in (*figure.reads, *figure.also)
    ]
    settings = check_settings({})
    if figure.heading.name == "workflow":
        assert figure.draw(*frames, options=FigureOptions(), **figure.chosen(settings)).alt
    else:
        with pytest.raises(CannotDrawError):
            figure.draw(*frames, options=FigureOptions(), **figure.chosen(settings))


def test_figure_is_drawn_anew_only_if_something_changed_that_it_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    code, data, other = tmp_path / "code.py", tmp_path / "data", tmp_path / "other"
    for path in (code, data, other):
        path.write_text("1", encoding="utf-8")
    drawn, times = drawn_once("workflow", "thesis"), []
    fresh = save_figure(drawn, tmp_path / "fresh", dpi=72)

    def bring(**settings: Any) -> int:
        before = len(times)

        def save(place: Path, last: Path | None) -> None:
            times.append(place)
            save_figure(drawn, place, dpi=72, last=last)

        cache = FigureCache(tmp_path / "kept", check_settings(settings), [code])
        cache.copy_or_draw("workflow", [data], tmp_path / "figures", save)
        copied = sorted((tmp_path / "figures").iterdir())
        assert [path.name for path in copied] == sorted(path.name for path in fresh)
        for path in fresh:
            assert path.read_bytes() == (tmp_path / "figures" / path.name).read_bytes()
        assert len(list((tmp_path / "kept").iterdir())) == 1, "older ones are thrown away"
        return len(times) - before

    assert [bring(), bring()] == [1, 0]
    other.write_text("2", encoding="utf-8")
    assert bring() == 0
    for path in (code, data):
        path.write_text("2", encoding="utf-8")
        assert [bring(), bring()] == [1, 0]
    # other data that look the same: the pictures are copied from the last drawing
    data.write_text("3", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("aft_themes.figures.export._draw_pictures", None)
        assert [bring(), bring()] == [1, 0]
    assert [bring(seed=5), bring(seed=5)] == [1, 0]
    (times[-1] / "whole.txt").unlink()  # a run that was killed
    assert [bring(seed=5), bring(seed=5)] == [1, 0]


def test_figure_left_out_leaves_a_reason_and_no_old_files(tmp_path: Path):
    save_figure(drawn_once("workflow", "thesis"), tmp_path, dpi=72)
    save_skipped("workflow", 11, "There is nothing to draw.", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["workflow.json"]
    record = json.loads((tmp_path / "workflow.json").read_text(encoding="utf-8"))
    assert record["skipped"] == "There is nothing to draw."


def test_a_run_draws_what_it_can_and_lists_the_rest(tmp_path: Path):
    write_frame(made().themes, tmp_path / "themes.parquet", THEMES)
    write_frame(empty_frame(AGREEMENT), tmp_path / "agreement.parquet", AGREEMENT)
    for table in (HUMAN_CODINGS, UNPLACED_CODINGS):
        write_frame(empty_frame(table), tmp_path / f"{table.name}.parquet", table)
    files = {name: tmp_path / f"{name}.parquet" for name in STAGE_FILES}
    settings = check_settings(
        {"figures": {"profile": "thesis", "dpi": 72}, "report": {"synthetic": True}}
    )
    folder, cache = tmp_path / "figures", FigureCache(tmp_path / "kept", settings, [])
    drawn = dict(draw_all(files, folder, settings, cache=cache, only=["agreement", "prevalence"]))
    assert drawn == {
        "prevalence": "",
        "agreement": "No interview has two coders who can be compared.",
    }
    assert {path.stem.partition("_")[0] for path in folder.iterdir()} == {"agreement", "prevalence"}
    record = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
    assert (record["number"], record["skipped"]) == (
        2,
        "No interview has two coders who can be compared.",
    )
    assert (folder / "prevalence.pdf").is_file()
    assert (folder / "prevalence_2.pdf").is_file(), "9 points need a second page"
    for name in ("prevalence", "prevalence_2"):
        record = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert (record["number"], record["chapter"]) == (3, "themes")
    assert "whose note holds here too" in record["caption"]
    assert record["callout"] == "goes on with further codes."
    with pytest.raises(SettingsError, match="prevalance"):
        list(draw_all(files, folder, settings, only=["prevalance"]))


def test_a_run_follows_the_authors_themes_and_draws_anew_when_they_change(tmp_path: Path):
    write_frame(made().themes, tmp_path / "themes.parquet", THEMES)
    write_frame(made().counted, tmp_path / "counted.parquet", THEME_PARTICIPANTS)
    files = {
        "themes": tmp_path / "themes.parquet",
        "theme_participants": tmp_path / "counted.parquet",
        "codebook": ROOT / "data/raw/aft-sample/codebook.yaml",
    }
    themes_file = tmp_path / "themes.yaml"
    folder, settings = tmp_path / "figures", check_settings({"figures": {"dpi": 72}})
    cache = FigureCache(tmp_path / "kept", settings, [])
    for name in ("The tape", "The screen"):
        text = f"themes:\n- name: {name}\n  codes: [tasks.videotape, experience.shame]\n"
        themes_file.write_text(text, encoding="utf-8")
        found = dict(
            draw_all(
                files, folder, settings, cache=cache, only=["thematic_map"], themes_file=themes_file
            )
        )
        assert found == {"thematic_map": ""}
        record = json.loads((folder / "thematic_map.json").read_text(encoding="utf-8"))
        assert name in record["long_description"]
        assert record["title"] == "Thematic Map: Domains, Codes, and Themes"


def test_registry_names_each_figure_once_and_every_stage_that_it_reads():
    names = [one.heading.name for one in FIGURES]
    assert len(set(names)) == len(names)
    assert len({one.heading.title for one in FIGURES}) == len(names)
    assert {stage for one in FIGURES for stage in one.reads} == set(STAGE_FILES)
    rules = (ROOT / "workflow/rules/publish.smk").read_text(encoding="utf-8")
    rule = rules.partition("rule write_report:")[2].partition("output:")[0]
    assert set(re.findall(r'"(\w+)"', rule)) >= {*STAGE_FILES, "themes_file"}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("figures")
    drawn = draw(
        "prevalence", profile="apa", notes=(SYNTHETIC.short,), labels={"tasks": "Tasks <b> & $x^2$"}
    )
    return SimpleNamespace(drawn=drawn, folder=folder, paths=save_figure(drawn, folder, dpi=150))


def test_every_format_is_written(saved: SimpleNamespace):
    assert [path.name for path in saved.paths] == [f"prevalence{suffix}" for suffix in SUFFIXES]
    assert all(path.stat().st_size > 500 for path in saved.paths)
    assert sorted(path.name for path in saved.folder.iterdir()) == sorted(
        p.name for p in saved.paths
    )


def test_pdf_has_its_size_and_embedded_truetype_fonts(saved: SimpleNamespace):
    with pdfplumber.open(saved.folder / "prevalence.pdf") as pdf:
        page = pdf.pages[0]
        assert float(page.width) == pytest.approx(165 / 25.4 * 72, abs=0.01)
        words = page.extract_text()
        assert "Tasks <b> & $x^2$" in words  # text, neither outlines nor formulas
        assert SYNTHETIC.short in words
        assert {char["fontname"].partition("+")[2] for char in page.chars} == {
            "Arimo-Regular",
            "Arimo-Bold",
        }
        kinds, embedded = set(), []
        for table in pdf.doc.xrefs:
            for number in table.get_objids():
                entry = pdf.doc.getobj(number)
                if not isinstance(entry, dict) or "Type" not in entry:
                    continue
                if entry["Type"].name == "FontDescriptor":
                    embedded.append("FontFile2" in entry)
                if entry["Type"].name == "Font":
                    kinds.add(entry["Subtype"].name)
        assert embedded
        assert all(embedded)
        assert "Type3" not in kinds  # which cannot be edited
        assert not {"CreationDate", "Producer", "Creator"} & set(pdf.metadata)


def test_svg_is_text_with_its_font_and_words_for_screen_readers(saved: SimpleNamespace):
    raw = (saved.folder / "prevalence.svg").read_bytes()
    root = etree.fromstring(raw)
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.get("width") == "467.716535pt"  # 165 mm
    assert root.find("s:title", space).text == saved.drawn.title
    assert root.find("s:desc", space).text == saved.drawn.alt
    assert root.get("aria-labelledby") == "title desc"
    texts = ["".join(node.itertext()) for node in root.iterfind(".//s:text", space)]
    assert "Tasks <b> & $x^2$" in texts
    assert SYNTHETIC.short in texts
    style = root.find("s:style", space).text
    fonts = re.findall(r"base64,([^)]+)\)", style)
    assert len(fonts) == 2  # regular and bold
    letters = set.intersection(
        *(set(TTFont(BytesIO(base64.b64decode(f))).getBestCmap()) for f in fonts)
    )
    assert {ord(letter) for text in texts for letter in text} <= letters
    assert (
        b"Arimo, 'DejaVu Sans', 'Liberation Sans', Arial" in raw
    )  # where a program ignores embedded fonts
    assert not re.search(rb"<dc:date|matplotlib\.org|Matplotlib v", raw)


def test_png_has_its_resolution_and_no_marks_of_the_program(saved: SimpleNamespace):
    fine = draw("combinations", profile="elsevier")
    paths = save_figure(fine, saved.folder / "fine", dpi=100)
    assert [path.name for path in paths if path.suffix == ".png"] == [
        "combinations.png",
        "combinations_600dpi.png",
    ]
    for name, wide, dpi in (
        ("prevalence.png", 165, 150),
        ("fine/combinations.png", 190, 100),
        ("fine/combinations_600dpi.png", 190, 600),
    ):
        with Image.open(saved.folder / name) as image:
            assert image.width == pytest.approx(wide / 25.4 * dpi, abs=1)
            assert image.info["dpi"][0] == pytest.approx(dpi, abs=0.1)
            assert set(image.info) == {"dpi"}
            assert image.mode == "RGB"


def test_words_say_what_is_drawn(saved: SimpleNamespace):
    record = json.loads((saved.folder / "prevalence.json").read_text(encoding="utf-8"))
    assert record["caption"] == saved.drawn.caption
    assert (record["width_mm"], record["profile"]) == (165.0, "apa")
    assert record["files"] == [path.name for path in saved.paths]
    text = (saved.folder / "prevalence.txt").read_text(encoding="utf-8")
    assert text.startswith("Figure\nCodes by Share of Participants\n"), "the report numbers it"
    data = pd.read_csv(saved.folder / "prevalence.csv")
    assert len(data) == len(saved.drawn.data)


def test_same_input_gives_the_same_bytes(saved: SimpleNamespace, tmp_path: Path):
    with matplotlib.rc_context({"font.size": 31, "font.family": "serif", "lines.linewidth": 9}):
        drawn = draw(
            "prevalence",
            profile="apa",
            notes=(SYNTHETIC.short,),
            labels={"tasks": "Tasks <b> & $x^2$"},
        )
        again = save_figure(drawn, tmp_path, dpi=150)
        third = save_figure(drawn, tmp_path / "third", dpi=150)
    for first, second, last in zip(saved.paths, again, third, strict=True):
        assert first.read_bytes() == second.read_bytes() == last.read_bytes(), first.name


@pytest.mark.slow
def test_bytes_do_not_depend_on_hash_seed_zone_or_language(tmp_path: Path):
    program = (
        "import sys; from pathlib import Path; from aft_themes.figures import *;"
        "options = FigureOptions('thesis', notes=('Synthetic data',));"
        "save_figure(draw_workflow(options=options), Path(sys.argv[1]))"
    )
    elsewhere = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "de_DE"}
    command = [sys.executable, "-c", program, str(tmp_path / "elsewhere")]
    subprocess.run(command, env=elsewhere, check=True)
    options = FigureOptions("thesis", notes=("Synthetic data",))
    for path in save_figure(public.draw_workflow(options=options), tmp_path / "here"):
        assert path.read_bytes() == (tmp_path / "elsewhere" / path.name).read_bytes(), path.name


def grey(colour: str) -> float:
    red, green, blue = matplotlib.colors.to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


MACHADO = {  # and others (2009), severity 1: what colour-blind readers see
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
TO_XYZ = (
    (0.4339, 0.3762, 0.1899),
    (0.2126, 0.7152, 0.0722),
    (0.0178, 0.1095, 0.8727),
)  # white is 1


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB of a colour as somebody sees it."""
    value = np.array(matplotlib.colors.to_rgb(colour))
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(MACHADO[sight]) @ linear, 0, 1)
    xyz = np.array(TO_XYZ) @ seen
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", MACHADO)
def test_domains_are_told_apart_by_colour_blind_readers_and_in_grey(sight):
    for one, other in combinations(DOMAINS, 2):
        apart = float(np.linalg.norm(lab(one, sight) - lab(other, sight)))
        hatched = HATCHES.get(one, ("",))[0] != HATCHES.get(other, ("",))[0]
        assert apart > 8 or (sight == "grey" and hatched), (one, other, apart)


def test_the_timeline_hatches_what_grey_print_makes_alike():
    drawn = drawn_once("timeline")
    hatches = {one.get_hatch() for axes in drawn.figure.axes for one in axes.collections}
    keys = {one.get_hatch() for axes in drawn.figure.axes for one in axes.patches}
    assert {"/////", "-----"} <= hatches & keys
    assert "Colours and hatching are the domains" in drawn.caption


def test_who_decides_is_seen_in_grey():
    boxes = drawn_once("workflow").figure.axes[0].patches
    edges = {(one.get_linewidth(), one.get_linestyle()) for one in boxes if one.get_linewidth()}
    assert len(edges) == 3


def test_valences_differ_in_grey():
    lightness = sorted(grey(colour) for colour in VALENCE_COLOURS.values())
    assert min(np.diff(lightness)) > 0.12
    for name in (SEQUENTIAL, TOPIC_SCALE):
        scale = matplotlib.colormaps[name](np.linspace(0, 0.85, 50))
        assert (np.diff(scale[:, :3] @ [0.299, 0.587, 0.114]) < 0).all()
    assert not set(VALENCE_COLOURS.values()) & set(DOMAINS)


def test_grey_print_keeps_every_sign(saved: SimpleNamespace):
    with Image.open(saved.folder / "prevalence.png") as image:
        shades = np.bincount(np.asarray(image.convert("L")).ravel(), minlength=256)
    used = [name for name in VALENCE_COLOURS if saved.drawn.data[name].sum()]
    expected = {round(255 * grey(VALENCE_COLOURS[name])) for name in used}
    for shade in expected:
        assert shades[max(0, shade - 1) : shade + 2].sum() > 100, shade


def test_profiles_of_ones_own():
    narrow = replace(PROFILES["apa"], name="narrow", width=120)
    drawn = draw("prevalence", profile=narrow, codes=["tasks", "tasks.videotape", "repair"])
    assert drawn.figure.get_size_inches()[0] * 25.4 == pytest.approx(120)
    assert drawn.data["code"].tolist() == ["tasks.videotape"], "domains are headings"
    with pytest.raises(SettingsError, match="not one of apa, elsevier"):
        find_profile("journal")
    assert set(PROFILES) == set(get_args(FigureSettings.model_fields["profile"].annotation))


def test_one_code_is_enough_for_every_row_figure():
    for name in ("prevalence", "participants", "position"):
        words, boxes, _ = text_boxes(draw(name, codes=["tasks"]))
        assert not overlaps(boxes), words


def test_a_codebook_without_levels_keeps_the_participants_figure_on_its_page():
    book = Codebook("flat", "1", tuple(Code(f"c{i}", f"Code {i}", "", "", "") for i in range(150)))
    frames = invent(book, PEOPLE[:6])
    drawn = public.draw_participants(frames.themes, frames.counted, frames.people)
    assert drawn.figure.get_size_inches()[1] * 25.4 <= PROFILES["apa"].height
    assert "fewer participants have." in drawn.caption


def test_a_very_long_word_is_broken_not_cut():
    drawn = draw(
        "prevalence", codes=["tasks", "tasks.roleplay"], labels={"tasks.roleplay": "W" * 300}
    )
    words, boxes, (width, _) = text_boxes(drawn)
    assert not overlaps(boxes)
    assert boxes[:, 2].max() <= width
    assert "".join(word for word in words if set(word) == {"W"}) == "W" * 300


def test_display_in_a_notebook():
    drawn = draw("prevalence", codes=["tasks"], labels={"tasks": "<script>"})
    page = html.fromstring(drawn._repr_html_())
    assert page.find(".//img").get("alt") == drawn.alt
    assert drawn.caption in page.find(".//figcaption").text_content()
    assert page.find(".//script") is None


def test_fine_topics_stand_below_their_broad_one_in_the_list_and_share_its_colour():
    drawn = drawn_once("topic_map")
    words = [text.get_text() for text in drawn.figure.axes[0].texts]
    heads = [f"training / practice {one}" for one in range(3)]
    at = [words.index(head) for head in heads]
    numbers = [words.index(str(topic)) for topic in (1, 4, 7)]
    assert at == sorted(at)
    assert all(head < first for head, first in zip(at, numbers, strict=True))
    assert "9 topics under 3 broad ones" in drawn.alt


def test_topics_and_codes_stand_below_the_broad_topic_and_below_what_they_go_with():
    drawn = drawn_once("topic_codes", "thesis")
    words, boxes, _ = text_boxes(drawn)
    heads = [word for word in words if word.startswith("training / practice")]
    assert heads == sorted(set(heads)) and heads
    assert not [(words[a], words[b]) for a, b in overlaps(boxes)]
    tied = drawn.data[drawn.data["together"]]
    below = [one for one in words if re.match(r"\d: ", one) or one in set(tied["label"])]
    for row in tied.drop_duplicates("code", keep=False).itertuples():
        above = [one for one in below[: below.index(row.label)] if re.match(r"\d: ", one)]
        assert above[-1].startswith(f"{row.topic}: ")


def test_a_stage_that_a_study_lacks_is_an_empty_table_or_nothing(tmp_path: Path):
    assert _read(None, THEMES).columns.tolist() == THEMES.schema.names
    assert _read(None, load_codebook) is None
    assert _read(ROOT / "data/raw/aft-sample/codebook.yaml", load_codebook) == BOOK


@pytest.mark.parametrize(("letters", "named"), [(1, 3), (10, 2), (20, 1), (80, 0)])
def test_a_line_on_lost_codings_names_as_many_codes_as_fit(letters: int, named: int):
    by_name = {one.heading.name: one for one in FIGURES}
    codes = [LostOfCode(sign * letters, 3, 5) for sign in "WXYZ"]
    lost = Lost(12, 300, 0, tuple(codes))
    (line,) = _lost_codings(by_name["prevalence"], Settings(), lost)
    assert [one.code in line for one in codes] == [at < named for at in range(4)]
    assert _lost_codings(by_name["topic_choice"], Settings(), lost) == ()


def test_area_of_a_topic_leaves_its_outliers_outside():
    places = np.array(
        [(0, 0), (0, 1), (1, 0), (1, 1), (0.5, 0.4), (0.5, 0.6), (40, 40), (0.4, 0.5)]
    )
    area = core_area(places)
    assert area.max() <= 1
    aside = places + np.array([100, 0])  # far to the right: the median is of each coordinate
    assert core_area(aside).tolist() == (area + np.array([100, 0])).tolist()
    assert len(core_area(np.array([(0, 0), (1, 1), (2, 2), (3, 3)]))) == 0, "on a line"
    assert len(core_area(np.array([(0, 0), (1, 1)]))) == 0


@pytest.mark.parametrize("number", [3, 4, 20, 300])
def test_corners_of_an_area_are_those_that_a_library_finds(number: int):
    places = np.random.default_rng(number).normal(size=(number, 2)).round(1)  # some on a line
    found = list(map(tuple, _corners(places)))
    assert sorted(found) == sorted(map(tuple, places[ConvexHull(places).vertices]))


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=9))
def test_labels_on_the_map_do_not_overlap_and_stay_on_it(wanted: list[tuple[float, float]]):
    sizes = [(18.0, 7.0)] * len(wanted)
    placed = place_labels(wanted, sizes, (100, 100))
    for n, (x, y) in enumerate(placed):
        assert 9 <= x <= 91
        assert 3.5 <= y <= 96.5
        assert all(abs(x - a) >= 18 or abs(y - b) >= 7 for a, b in placed[:n])


def test_reflexive_workflow_has_no_step_of_a_program_but_counting():
    stages = stages_for("human", programs=False, measured=False)
    assert not {"topics", "suggest", "agreement"} & {stage.id for stage in stages}
    said = public.draw_workflow(stages).long_description
    assert not re.search("suggest|topic|agreement|heuristic", said, re.IGNORECASE)


@given(
    st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 30)), max_size=12),
    st.floats(10, 200),
)
def test_spread_labels_never_overlap(wanted: list[tuple[float, float]], room: float):
    wanted = sorted(wanted)
    heights = [height for _, height in wanted]
    tops = spread([top for top, _ in wanted], heights, room)
    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert all(end <= top + 1e-6 for end, top in zip(ends, tops[1:], strict=False))
    assert all(top >= -1e-6 for top in tops)
    assert all(end <= max(room, sum(heights)) + 1e-6 for end in ends)


@given(st.text(LETTERS, min_size=1, max_size=60), st.floats(8, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float):
    look = PROFILES["apa"]
    lines = wrap(text, width, look)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(look.wide(line) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize("width", range(14, 40, 2))
def test_a_stroke_between_terms_begins_no_line(width: float):
    lines = wrap("bomb / war / protest", width, PROFILES["apa"])
    assert not any(line.startswith("/") for line in lines)


@given(st.sets(st.sampled_from(BOOK.ids), min_size=1), st.sampled_from(sorted(PROFILES)))
def test_rows_keep_their_order_and_never_share_a_place(codes: set[str], profile: str):
    look = PROFILES[profile]
    chosen = choose_codes(made().themes, FigureOptions(codes=sorted(codes)))
    arranged = arrange(chosen, look, height=150, plot=26, right=8)
    order = [code for code in BOOK.ids if code in set(arranged.codes)]
    assert arranged.codes == order
    assert arranged.left_out == len(codes) - len(order)
    columns = [row.column for row in arranged.rows]
    assert columns == sorted(columns)
    for column in range(arranged.columns):
        rows = arranged.in_column(column)
        for above, below in pairwise(rows):
            assert above.top + above.height <= below.top + 1e-9
    right = arranged.left(arranged.columns - 1) + arranged.label + arranged.plot + arranged.right
    assert right == pytest.approx(look.inner)


def test_groups_are_drawn_from_the_widest_gap_with_their_numbers():
    compared = compare_groups(made().groups, made().themes, ThemeSettings(compare="cohort"))
    drawn = public.draw_groups(made().themes, compared)
    gaps = drawn.data.drop_duplicates("code")["gap"].tolist()
    assert gaps == sorted(gaps, reverse=True)
    assert len(gaps) == 15
    first = drawn.data[drawn.data["code"] == drawn.data["code"].iloc[0]]
    for row in first.itertuples():
        assert f"{row.n} of {row.of} ({row.group})" in drawn.alt
    assert "leads for reading on, not tests" in drawn.caption
    dots = [line for line in drawn.figure.axes[1].lines if line.get_marker() in "os^"]
    shown = {round(float(line.get_xdata()[0]), 6) for line in dots}
    assert shown == {round(100 * share, 6) for share in drawn.data["share"]}


def test_groups_that_cannot_be_compared_are_not_drawn():
    with pytest.raises(CannotDrawError, match="large enough"):
        public.draw_groups(made().themes, None)


def test_prevalence_without_intervals_neither_draws_nor_names_them():
    drawn = draw("prevalence", confidence=None, codes=["tasks", "tasks.videotape"])
    assert not {"low", "high"} & set(drawn.data.columns)
    assert "nterval" not in f"{drawn.caption} {drawn.long_description}"
    words, _, _ = text_boxes(drawn)
    assert not any("interval" in word for word in words)
