import ast
import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from aft_themes.catalog import (
    BROAD_TOPICS,
    CLEAN_TURNS,
    CODINGS,
    DISAGREEMENTS,
    HUMAN_CODINGS,
    QUOTES,
    SEGMENTS,
    SUGGESTED_CODINGS,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPIC_NAMES,
    TOPICS,
    UNPLACED_CODINGS,
)
from aft_themes.errors import SchemaError
from aft_themes.explorer import ExplorerStudy, build_explorer
from aft_themes.explorer.page import escape_json
from aft_themes.explorer.shown_interviews import choose_shown
from aft_themes.io.parquet import empty_frame, write_frame
from aft_themes.notices import Lost, LostOfCode
from aft_themes.themes.authors_themes import AuthorsTheme
from tests.browser.making import (
    CODED,
    HEBREW,
    IMAGE,
    SCRIPT,
    SEPARATORS,
    TEMPLATE,
    Study,
    generated_study,
    small_study,
)
from tests.made_results import write_people

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "src/aft_themes/explorer"


def content_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.fixture(scope="module")
def small() -> Study:
    return small_study()


@pytest.fixture(scope="module")
def page(small: Study) -> str:
    return build_explorer(ExplorerStudy(**small))


def test_page_is_one_file_that_loads_nothing(page: str) -> None:
    seen = BeautifulSoup(page, "lxml")
    for element in seen.find_all(True):
        assert not {"src", "style", "onerror", "onclick"} & set(element.attrs)
        assert element.get("href", "#").startswith("#")
    assert len(seen.find_all("script")) == 2
    assert not seen.find_all(["link", "img", "iframe", "object", "base"])
    assert not re.search(r"https?://|url\(|@import", page)


def test_policy_allows_this_very_style_and_script_only(page: str) -> None:
    seen = BeautifulSoup(page, "lxml")
    policy = seen.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    for kind, text in (("style", seen.style.string), ("script", seen.find_all("script")[1].string)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("hostile", [SCRIPT, IMAGE, TEMPLATE, HEBREW, SEPARATORS])
def test_hostile_words_are_data_and_nothing_else(page: str, hostile: str) -> None:
    content = content_of(page)
    assert hostile in content["text"]
    if hostile != HEBREW:
        assert hostile not in page


def test_title_and_codebook_are_escaped(page: str) -> None:
    assert "<title>A small study &amp; its &lt;/title&gt; - explorer</title>" in page
    assert BeautifulSoup(page, "lxml").h1.string == "A small study & its </title>"


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner), max_leaves=20))
def test_escaped_json_is_the_same_json_without_markup(content: Any) -> None:
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # lone surrogates cannot be in stage files
    written = escape_json(content)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == content


def test_positions_lead_to_the_words(small: Study, page: str) -> None:
    content = content_of(page)
    text, segments, codings = content["text"], content["segments"], content["codings"]
    ids = small["segments"]["segment_id"].tolist()
    for place, words in enumerate(small["segments"]["text"]):
        assert utf16(text, segments["start"][place], segments["end"][place]) == words
    found = {
        (
            ids[codings["segment"][row]],
            content["codes"][codings["code"][row]]["id"],
            content["valences"][codings["valence"][row]],
            utf16(text, codings["start"][row], codings["end"][row]),
            "suggested" if codings["suggested"][row] else "human",
        )
        for row in range(len(codings["segment"]))
    }
    whole = dict(zip(ids, small["segments"]["text"], strict=True))
    assert found == {
        (segment, code, valence, words or whole[segment], layer)
        for segment, code, valence, words, layer in CODED
    }


def test_turns_are_whole_and_in_order(small: Study, page: str) -> None:
    content = content_of(page)
    starts = content["turns"]["start"]
    turns = [utf16(content["text"], start, end - 1) for start, end in itertools.pairwise(starts)]
    assert turns == small["clean_turns"]["text"].tolist()
    assert [content["roles"][role] for role in content["turns"]["role"]] == (
        small["clean_turns"]["role"].tolist()
    )


def test_only_declared_attributes_are_shown(page: str) -> None:
    content = content_of(page)
    shown = {one["name"]: one["values"] for one in content["participants"]["attributes"]}
    assert set(shown) == {"cohort", "supervisor", "orientation"}
    assert shown["supervisor"] == [IMAGE, "S1", "S2", "not stated"]
    assert content["participants"]["coded"] == [1, 1, 1, 1, 1, 0]
    # file names, interviewers, coders and other columns stay out
    for secret in ("Secret", "Doyle", "street"):
        assert secret not in page


def test_notices(small: Study) -> None:
    def notices(study: Study) -> list[str]:
        found = re.findall(
            r'<p class="notice"><strong>(.*?):</strong>', build_explorer(ExplorerStudy(**study))
        )
        return list(found)

    assert notices(small) == ["Synthetic data"]
    assert notices(small_study(synthetic=False)) == []
    assert notices(small_study(final="suggested")) == ["Synthetic data", "Machine suggestions"]
    assert notices(small_study(final="human+suggested"))[1] == "Partly machine suggestions"
    assert notices(small_study(final="human+reviewed")) == ["Synthetic data"]


def test_each_code_says_how_many_of_its_quotes_could_not_be_placed(small: Study) -> None:
    study = ExplorerStudy(**small)
    code = study.codebook.ids[1]
    lost = Lost(3, 90, codes=(LostOfCode(code, 3, 12),))
    codes = content_of(build_explorer(study, lost))["codes"]
    assert {one["id"]: one["not_placed"] for one in codes if one["not_placed"]} == {code: 3}


def test_a_page_of_a_very_large_study_shows_coded_interviews_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = ExplorerStudy(**generated_study(6))
    codings = study.codings[study.codings["interview"].isin(["P0002", "P0005"])]
    study = replace(study, codings=codings)
    each = study.segments["interview"].value_counts()
    assert choose_shown(study) == (study, None)
    monkeypatch.setattr("aft_themes.explorer.shown_interviews.MOST_SEGMENTS", int(3 * each.max()))
    content = content_of(page := build_explorer(study))
    assert {"P0002", "P0005"} < set(content["interviews"]["id"])
    assert len(content["interviews"]["id"]) < 6
    assert len(content["codings"]["segment"]) == len(codings[["segment_id", "code"]])
    assert "of the 6 interviews: all that people coded, and others by name" in page
    monkeypatch.setattr("aft_themes.explorer.shown_interviews.MOST_SEGMENTS", int(each.max()))
    shown, notice = choose_shown(study)
    assert len(set(shown.segments["interview"])) == 1
    assert notice and "counts are of these interviews only" in notice.text


def test_topics_are_optional(small: Study) -> None:
    without = {k: v for k, v in small.items() if k not in ("topics", "topic_assignments")}
    content = content_of(build_explorer(ExplorerStudy(**without)))
    assert (content["topics"], content["segments"]["topic"]) == ([], [])
    listed = content_of(build_explorer(ExplorerStudy(**small)))
    assert listed["segments"]["topic"][:4] == [0, 1, -1, 0]
    first, second = listed["topics"]
    assert (first["name"], first["broad"], first["question_share"]) == (
        "tape, room, <u>silent</u>",
        0,
        0.5,
    )
    assert second["broad"] == -1  # it lies in no broad topic
    assert (first["offered"], first["exclude"]) == ("tape, room: tasks.tape 3x", "")
    assert (second["offered"], second["exclude"]) == ("bus, late", "small talk")


def test_topics_have_two_levels_and_a_place_on_the_map(page: str) -> None:
    content = content_of(page)
    assert [broad["name"] for broad in content["broad_topics"]] == ["tape / room", "bus / group"]
    segments = content["segments"]
    assert segments["broad"][:3] == [0, 1, 1]
    for axis in ("x", "y"):
        assert (min(segments[axis]), max(segments[axis])) == (0, 1000)


def test_a_segment_without_a_place_stays_off_the_map(small: Study) -> None:
    fewer = {**small, "topic_assignments": small["topic_assignments"].iloc[1:]}
    segments = content_of(build_explorer(ExplorerStudy(**fewer)))["segments"]
    assert [segments[name][0] for name in ("topic", "broad", "x", "y")] == [-1, -1, -1, -1]


def test_labels_and_intervals_are_those_that_the_report_prints(small: Study) -> None:
    def printed(**themes: str) -> tuple[str, float | None]:
        chosen = small["settings"].themes.model_copy(update=themes)
        settings = small["settings"].model_copy(update={"themes": chosen})
        labelled = small["themes"].assign(label="typical")
        study = {**small, "settings": settings, "themes": labelled}
        code = content_of(build_explorer(ExplorerStudy(**study)))["codes"][0]
        return code["label"], code["low"]

    assert printed(labels="hill", interval="wilson") == ("typical", 0.3755)
    assert printed(labels="none", interval="none") == ("", None)


def test_the_authors_themes_are_told(small: Study) -> None:
    theme = AuthorsTheme(name="Being seen", idea="The <tape>.", codes=("climate", "tasks.tape"))
    content = content_of(build_explorer(ExplorerStudy(**small, authors_themes=(theme,))))
    ids = [code["id"] for code in content["codes"]]
    (told,) = content["themes"]
    assert [ids[code] for code in told["codes"]] == ["climate", "tasks.tape"]
    assert content_of(build_explorer(ExplorerStudy(**small)))["themes"] == []


def test_a_study_without_codings(small: Study) -> None:
    empty = {**small, "codings": small["codings"].iloc[:0], "quotes": small["quotes"].iloc[:0]}
    content = content_of(build_explorer(ExplorerStudy(**empty)))
    assert content["codings"] == {
        name: [] for name in ("segment", "code", "valence", "start", "end", "suggested")
    }


def test_segments_must_stand_in_their_turns(small: Study) -> None:
    wrong = small["segments"].copy()
    wrong.loc[2, "text"] = "something else that nobody said"
    with pytest.raises(SchemaError, match=r"segment P1\.004\.1 does not stand") as error:
        build_explorer(ExplorerStudy(**{**small, "segments": wrong}))
    assert "nobody said" not in str(error.value)


def test_codings_must_name_known_segments(small: Study) -> None:
    wrong = small["codings"].assign(segment_id="P9.001.1")
    with pytest.raises(SchemaError, match=r"unknown segment P9\.001\.1"):
        build_explorer(ExplorerStudy(**{**small, "codings": wrong}))


def test_order_of_rows_does_not_matter(small: Study, page: str) -> None:
    draw = np.random.default_rng(1)
    mixed = {
        name: value.iloc[draw.permutation(len(value))] if isinstance(value, pd.DataFrame) else value
        for name, value in small.items()
    }
    assert build_explorer(ExplorerStudy(**mixed)) == page


def test_script_writes_the_page_whatever_the_environment(small: Study, tmp_path: Path) -> None:
    frames = {
        "segments": SEGMENTS,
        "clean_turns": CLEAN_TURNS,
        "codings": CODINGS,
        "themes": THEMES,
        "theme_participants": THEME_PARTICIPANTS,
        "quotes": QUOTES,
    }
    for name, table in frames.items():
        file = "final_codings" if name == "codings" else name
        write_frame(small[name], tmp_path / f"{file}.parquet", table)
    for table in (
        TOPICS,
        BROAD_TOPICS,
        TOPIC_NAMES,
        TOPIC_ASSIGNMENTS,
        HUMAN_CODINGS,
        UNPLACED_CODINGS,
        SUGGESTED_CODINGS,
        DISAGREEMENTS,
    ):
        write_frame(empty_frame(table), tmp_path / f"{table.name}.parquet", table)
    write_people(small["participants"], tmp_path / "participants.parquet")
    (tmp_path / "codebook.yaml").write_text(_as_yaml(small), encoding="utf-8")
    (tmp_path / "interviews.csv").write_text("interview,file\nP01,P01.txt\n", encoding="utf-8")
    (tmp_path / "candidates.csv").write_text("candidate,decision\n", encoding="utf-8")
    exec(_RUN, {"scripts": str(ROOT / "scripts"), "at": tmp_path})
    explorer = tmp_path / "explorer/index.html"
    here = explorer.read_bytes()
    explorer.unlink()
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    code = "import sys, pathlib; scripts, at = sys.argv[1], pathlib.Path(sys.argv[2])" + _RUN
    command = [sys.executable, "-c", code, str(ROOT / "scripts"), str(tmp_path)]
    subprocess.run(command, env=elsewhere, check=True)
    assert explorer.read_bytes() == here
    assert content_of(here.decode())["participants"]["id"] == [f"P{n}" for n in range(1, 7)]


# the same call in this process and in one of another hash seed, time zone and locale
_RUN = """
import sys
sys.path.insert(0, scripts)
from write_report import read_results, write_explorer
from aft_themes.settings import check_settings
from aft_themes.workflow.rule_files import RuleFiles
settings = check_settings({"themes": {"attributes": ["cohort", "supervisor", "orientation"]}})
more = "topics broad_topics topic_names topic_assignments human_codings unplaced_codings".split()
more += ["suggested_codings", "disagreements"]
names = "segments clean_turns final_codings themes theme_participants quotes participants".split()
paths = {name: at / f"{name}.parquet" for name in (*names, *more)}
paths |= {"codebook": at / "codebook.yaml", "themes_file": [], "summaries_file": []}
paths |= {"interviews": at / "interviews.csv", "name_candidates": at / "candidates.csv"}
paths |= {"explorer": at / "explorer/index.html"}
files = RuleFiles(paths)
write_explorer(files, read_results(files, settings))
"""


def _as_yaml(study: Study) -> str:
    book = study["codebook"]

    def tree(parent: str) -> list[dict[str, Any]]:
        return [
            {
                "id": code.id,
                "name": code.name,
                "definition": code.definition,
                "include": code.include,
                "exclude": code.exclude,
                "codes": tree(code.id),
            }
            for code in book.codes
            if code.parent == parent
        ]

    # JSON is YAML
    return json.dumps({"title": book.title, "version": book.version, "codes": tree("")})


def test_scripts_never_make_markup_from_text() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("js/*.js"))
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "DOMParser",
    ):
        assert sink not in written
    assert "new Function" not in written


def test_every_script_is_part_of_the_page(page: str) -> None:
    for path in ASSETS.glob("js/*.js"):
        assert path.read_text(encoding="utf-8") in page


def test_assets_are_packaged() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"aft_themes = (\[.*?\])", project, re.S)
    assert listed
    patterns = ast.literal_eval(listed[1])
    assert {f"**/*{path.suffix}" for path in ASSETS.rglob("explorer.*")} <= set(patterns)
    assert "**/*.js" in patterns


def test_generated_study_has_the_sample_s_proportions() -> None:
    study = generated_study(5)
    assert len(study["segments"]) == 5 * 38
    assert 40 < study["segments"]["words"].mean() < 50
    assert content_of(build_explorer(ExplorerStudy(**study)))["participants"]["id"][-1] == "P0005"
