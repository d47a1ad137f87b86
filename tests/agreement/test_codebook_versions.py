"""Codebook changes: what changed, whom it concerns, agreement before and after."""

from __future__ import annotations

import runpy
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.agreement import measure_agreement
from aft_themes.agreement.codebook_versions import (
    OWN_CODINGS,
    SAME_CODINGS,
    affected_codings,
    both_versions,
    compare_agreement,
    compare_codebooks,
    previous_version,
    summarise_changes,
)
from aft_themes.catalog import (
    AFFECTED_CODINGS,
    AGREEMENT_CHANGES,
    CODEBOOK_CHANGES,
    CODER_ASSIGNMENTS,
    CODINGS,
    REPLACEMENTS,
    SEGMENTS,
    TURNS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.errors import InputError
from aft_themes.io.parquet import check, empty_frame, read_frame, write_frame
from aft_themes.settings import ReportSettings, SegmentSettings, Settings
from aft_themes.workflow.rule_files import RuleFiles

SETTINGS = Settings.model_validate({"agreement": {"resamples": 50}})


def code(name: str, definition: str = "", was: str = "") -> Code:
    return Code(name, name.title(), definition or f"about {name}", "in", "out", was=was)


OLD = Codebook(
    "t",
    "1.9",
    (
        code("tasks"),
        code("tasks.tape", "Watching recordings of sessions"),
        code("tasks.play", "Playing a role"),
        code("rupture"),
        code("gone", "Nobody ever needed this"),
    ),
)
NEW = Codebook(
    "t",
    "1.10",
    (
        code("tasks"),
        code("tasks.video", "Watching recordings of sessions", was="tasks.tape"),
        code("tasks.play", "Playing a role, or a client"),
        code("rupture"),
        code("rupture.silence"),
    ),
)


def changes(old: Codebook = OLD, new: Codebook = NEW) -> pd.DataFrame:
    found = compare_codebooks(old, new)
    check(found, CODEBOOK_CHANGES)
    return found


def test_every_kind_of_change_is_found():
    found = changes().groupby("change")["code"].agg(list).to_dict()
    assert found == {
        "added": ["rupture.silence"],
        "removed": ["gone"],
        "renamed": ["tasks.video"],
        "changed": ["tasks.video", "tasks.play"],
    }
    wording = changes().query("code == 'tasks.play'").iloc[0]
    assert (wording["field"], wording["before"]) == ("definition", "Playing a role")
    assert wording["after"] == "Playing a role, or a client"


def test_the_same_codebook_has_no_changes():
    assert changes(OLD, OLD).empty


def test_a_rename_without_was_is_guessed_but_not_assumed():
    new = Codebook("t", "2", (code("tasks"), code("tasks.video", "Watching recordings of session")))
    found = changes(OLD, new).set_index("code")
    assert found.loc["tasks.tape", "change"] == "removed"
    assert "was: tasks.tape" in found.loc["tasks.tape", "hint"]
    assert "tasks.video" in found.loc["tasks.tape", "hint"]
    assert found.loc["tasks.video", "change"] == "added"
    assert "deleted" in found.loc["gone", "hint"]


def test_a_split_is_no_rename():
    new = Codebook("t", "2", (*OLD.codes, code("tasks.part", was="tasks.tape")))
    found = changes(OLD, new)
    assert found[["change", "code", "was"]].to_numpy().tolist()[0] == [
        "split",
        "tasks.part",
        "tasks.tape",
    ]
    assert new.renames == {}


def write_codings(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["interview,turn,quote,code,valence,coder", *lines]) + "\n")
    return path


def test_affected_codings_are_listed_by_row(tmp_path):
    path = write_codings(
        tmp_path / "a.csv",
        "P1,2,words,tasks.tape,none,A",
        "P1,2,words,gone,none,A",
        "P1,2,words,rupture,none,A",
        "P1,2,words,tasks.play,none,A",
    )
    coded = load_codings([path], both_versions(OLD, NEW)).rows
    found = affected_codings(coded, changes())
    check(found, AFFECTED_CODINGS)
    assert found[["row", "code", "now", "change"]].to_numpy().tolist() == [
        [2, "tasks.tape", "tasks.video", "renamed"],
        [3, "gone", "", "removed"],
        [5, "tasks.play", "tasks.play", "changed"],
    ]
    assert "words" not in found.to_csv()


def test_renamed_codes_are_followed_and_unknown_ones_refused(tmp_path):
    path = write_codings(tmp_path / "a.csv", "P1,2,words,tasks.tape,none,A")
    assert load_codings([path], NEW).rows["code"].tolist() == ["tasks.video"]
    path = write_codings(tmp_path / "b.csv", "P1,2,words,tasks.vidio,none,A")
    with pytest.raises(InputError, match=r"row 2.*tasks\.video"):
        load_codings([path], NEW)


def test_versions_are_ordered_as_people_count(tmp_path):
    for version in ("1.2", "1.9", "1.10", "2.0"):
        (tmp_path / f"{version}.yaml").write_text(
            f"title: t\nversion: '{version}'\ncodes:\n"
            "- {id: a, name: a, definition: d, include: i, exclude: e}\n"
        )
    paths = list(tmp_path.glob("*.yaml"))
    current = Codebook("t", "1.10", (code("a"),))
    found = previous_version(paths, current)
    assert found is not None and found[1].version == "1.9"
    assert previous_version([], current) is None
    assert previous_version([tmp_path / "2.0.yaml"], current) is None
    (tmp_path / "copy.yaml").write_text((tmp_path / "1.2.yaml").read_text())
    with pytest.raises(InputError, match="kept twice"):
        previous_version(tmp_path.glob("*.yaml"), current)


# ---- agreement

TURN = (
    "I watched the tape and it was hard to sit through it all. "
    "Then we played the roles and somebody was my client for once. "
    "After that there was a long silence between the two of us."
)
QUOTES = [part.strip() + "." for part in TURN.rstrip(".").split(". ")]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Write the stage files of four interviews that two coders coded with the new version."""
    turns = pd.DataFrame(
        [
            (f"P{n}", turn, role, f"P{n}" * (role == "participant"), "S", None, None, text, "")
            for n in range(1, 5)
            for turn, role, text in ((1, "interviewer", "And?"), (2, "participant", TURN))
        ],
        columns=TURNS.schema.names,
    )
    no_tags = empty_frame(REPLACEMENTS)
    segments = make_segments(turns, place_turns(turns, no_tags), SegmentSettings(max_words=13))
    assert len(segments) == 12
    write_frame(turns, tmp_path / "turns.parquet", TURNS)
    write_frame(no_tags, tmp_path / "replacements.parquet", REPLACEMENTS)
    write_frame(segments, tmp_path / "segments.parquet", SEGMENTS)
    made = []
    for row in segments.itertuples():
        for coder in "AB":
            given = {1: "tasks.video", 2: "tasks.play", 3: "rupture.silence"}[row.part]
            if coder == "B" and row.interview in ("P1", "P2") and row.part == 3:
                given = "rupture"
            made.append((row.segment_id, row.interview, 2, given, coder))
    codings = pd.DataFrame(made, columns=["segment_id", "interview", "turn", "code", "coder"])
    codings = codings.assign(
        layer="human", valence="none", confidence=None, evidence="", evidence_start=0,
        evidence_end=0, codebook_version="1.10", source="", superseded_by="",
    )  # fmt: skip
    seats = [(f"P{n}", c, r, True, False) for n in range(1, 5) for r, c in enumerate("AB", 1)]
    write_frame(codings, tmp_path / "human.parquet", CODINGS)
    write_frame(
        pd.DataFrame(seats, columns=CODER_ASSIGNMENTS.schema.names),
        tmp_path / "assigned.parquet",
        CODER_ASSIGNMENTS,
    )
    return tmp_path


def frames(study: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    names = (("segments", SEGMENTS), ("human", CODINGS), ("assigned", CODER_ASSIGNMENTS))
    one, two, three = (read_frame(study / f"{name}.parquet", rule) for name, rule in names)
    return one, two, three


def kappa(found: pd.DataFrame, code: str = "", level: str = "code") -> pd.Series:
    rows = found[
        (found["measure"] == "Cohen's kappa")
        & (found["variant"] == "all segments")
        & (found["code"] == code)
        & (found["level"] == level)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_agreement_of_the_same_codings_before_and_after(study):
    found = compare_agreement(*frames(study), OLD, NEW, SETTINGS)
    check(found, AGREEMENT_CHANGES)
    # with the old version A's silence and B's rupture were both rupture
    assert kappa(found, level="all codes")["before"] == 1
    assert kappa(found, level="all codes")["after"] < 1
    new = kappa(found, "rupture.silence")
    assert pd.isna(new["before"]) and new["before_reason"] == "the code is new"
    gone = kappa(found, "gone", level="domain")
    assert pd.isna(gone["after"]) and "gone" in gone["after_reason"]
    renamed = kappa(found, "tasks.video")
    assert (renamed["was"], renamed["before"], renamed["after"]) == ("tasks.tape", 1, 1)
    assert set(found["basis"]) == {SAME_CODINGS}
    after, _ = measure_agreement(*frames(study), NEW, SETTINGS)
    assert found["after"].notna().sum() == after["estimate"].notna().sum()


def test_the_script_uses_codings_made_with_the_earlier_version(study):
    raw = study / "raw"
    quote = f'"{QUOTES[0]}"'
    earlier = [
        write_codings(
            raw / "versions" / "v1" / f"{coder}.csv",
            *(f"P{n},2,{quote},{'tasks.tape' if n != 1 else given},none,{coder}" for n in (1, 2)),
        )
        for coder, given in (("A", "tasks.tape"), ("B", "rupture"))
    ]
    for path, book in ((raw / "codebook.yaml", NEW), (raw / "versions" / "v1.yaml", OLD)):
        path.write_text(to_yaml(book), encoding="utf-8")
        assert load_codebook(path).ids == book.ids
    (raw / "interviews.csv").write_text(
        "interview,file\n" + "".join(f"P{n},P{n}.txt\n" for n in range(1, 5))
    )
    names = ("codebook_changes", "affected_codings", "agreement_changes")
    outputs = {name: study / "o" / f"{name}.parquet" for name in names}
    outputs["codebook_summary"] = study / "o" / "summary.md"
    given = {
        "codebook": raw / "codebook.yaml",
        "turns": study / "turns.parquet",
        "replacements": study / "replacements.parquet",
        "segments": study / "segments.parquet",
        "human_codings": study / "human.parquet",
        "coder_assignments": study / "assigned.parquet",
        "interviews": raw / "interviews.csv",
        "coder_files": earlier[:1],
        "imported_codings": study / "none" / "codings.csv",
        **outputs,
    }
    settings = Settings.model_validate({"report": {"model_coders": True}})
    script = Path(__file__).parents[2] / "scripts" / "compare_codebooks.py"
    main = runpy.run_path(str(script))["main"]
    versions = {
        "codebook_versions": [raw / "versions" / "v1.yaml"],
        "earlier_coder_files": earlier,
    }
    main(files=RuleFiles({**given, **versions}), settings=settings)
    found = read_frame(outputs["agreement_changes"], AGREEMENT_CHANGES)
    assert set(found["basis"]) == {OWN_CODINGS}
    assert kappa(found, level="all codes")["before"] < 1
    text = outputs["codebook_summary"].read_text()
    assert text.startswith("# Codebook: version 1.9 to 1.10")
    assert "were language models" in text
    assert "- `tasks.video`; was `tasks.tape`; 2 codings" in text
    assert QUOTES[0] not in text

    nothing = {"codebook_versions": [], "earlier_coder_files": []}
    main(files=RuleFiles({**given, **nothing}), settings=settings)
    assert read_frame(outputs["codebook_changes"], CODEBOOK_CHANGES).empty
    assert outputs["codebook_summary"].read_text() == ""


def to_yaml(book: Codebook) -> str:
    lines = [f"title: {book.title}", f"version: '{book.version}'", "codes:"]
    for entry in book.codes:
        pad = "  " * (entry.level - 1)
        lines.append(f"{pad}- id: {entry.id}")
        for field in ("name", "definition", "include", "exclude", "was"):
            if getattr(entry, field):
                lines.append(f"{pad}  {field}: '{getattr(entry, field)}'")
        if book.children(entry.id):
            lines.append(f"{pad}  codes:")
    return "\n".join(lines) + "\n"


def test_summary_where_only_one_coder_coded():
    nothing = empty_frame(AGREEMENT_CHANGES)
    text = summarise_changes(
        OLD, NEW, changes(), empty_frame(AFFECTED_CODINGS), nothing, report=ReportSettings()
    )
    assert "No interview has two coders." in text
    assert "ynthetic" not in text and "language models" not in text
    assert "## Codes removed: 1" in text


def test_codes_that_were_merged_are_renamed_and_none_is_removed():
    new = Codebook("t", "2", (*OLD.codes[:2], code("rupture", was="gone; tasks.play")))
    found = changes(new=new)
    assert found["change"].tolist() == ["renamed", "renamed"]
    assert sorted(found["was"]) == ["gone", "tasks.play"]
    assert new.renames == {"gone": "rupture", "tasks.play": "rupture"}
