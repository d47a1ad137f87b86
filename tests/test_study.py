"""Opening a study: where its files are, what is read from them, and what is missing."""

import sys

import numpy as np
import pytest
import yaml

from aft_themes import Study, answers, catalog
from aft_themes.errors import InputError
from aft_themes.io.parquet import empty_frame, write_frame
from aft_themes.tables.results import TABLES
from tests.made_results import _tree, made_results, write_people


@pytest.fixture(scope="module")
def made():
    return made_results()


@pytest.fixture
def study(tmp_path, made):
    """A study of which a few stages are made."""
    raw, processed = tmp_path / "data/raw/small", tmp_path / "data/processed/small"
    raw.mkdir(parents=True)
    processed.mkdir(parents=True)
    (tmp_path / "Snakefile").touch()
    (raw / "interviews.csv").write_text("interview,file\nP01,P01.txt\n")
    (raw / "codebook.yaml").write_text(
        "title: Small\nversion: '1'\ncodes:\n- {id: tasks, name: Tasks}\n"
    )
    (processed / "settings.yaml").write_text("study: small\nthemes: {attributes: [cohort]}\n")
    np.save(processed / "embeddings.npy", np.eye(2, dtype=np.float32))
    for table, frame in ((catalog.THEMES, made.themes), (catalog.SEGMENTS, made.segments)):
        write_frame(frame[table.schema.names], processed / table.path, table)
    write_people(made.people, processed / catalog.PARTICIPANTS.path)
    return Study("small", tmp_path)


def test_every_file_has_its_place_below_the_projects_folder(study, tmp_path):
    assert study.path(catalog.INTERVIEWS) == tmp_path / "data/raw/small/interviews.csv"
    assert study.path(catalog.THEMES) == tmp_path / "data/processed/small/themes.parquet"
    assert study.path(catalog.MANIFEST) == tmp_path / "reports/small/manifest.json"
    assert repr(study) == "Study('small')"


def test_the_project_is_found_from_any_folder_inside_it(study, tmp_path, monkeypatch):
    inside = tmp_path / "notebooks" / "mine"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert Study("small").raw == study.raw
    (tmp_path / "Snakefile").unlink()
    with pytest.raises(InputError, match="no project folder was found"):
        Study("small")


def test_a_stage_is_read_once(study, made):
    assert study.themes is study.themes
    assert study.themes["n"].tolist() == made.themes["n"].tolist()
    assert study.table("themes") is not study.themes


def test_what_is_missing_is_named_with_what_to_do(study, tmp_path):
    with pytest.raises(InputError, match="there is no such study"):
        Study("other", tmp_path)
    with pytest.raises(InputError, match=r"topics\.parquet: has not been made yet"):
        _ = study.topics
    with pytest.raises(InputError, match="topicz: is not the name of a table"):
        study.table("topicz")


def test_layers_of_codings_have_tables_of_their_own(study, made):
    final = made.codings.assign(layer="final") if "layer" not in made.codings else made.codings
    for table, layer in ((catalog.FINAL_CODINGS, final), (catalog.AUTO_CODED, None)):
        frame = empty_frame(table) if layer is None else layer[table.schema.names]
        write_frame(frame, study.path(table), table)
    assert len(study.codings()) == len(final) > 0
    assert len(study.codings("auto_coded")) == 0
    with pytest.raises(InputError, match="human"):
        study.codings("human")


def test_what_the_study_brings_is_read_too(study, made):
    assert study.codebook.ids == ("tasks",)
    assert study.interviews["interview"].tolist() == ["P01"]
    assert study.settings.themes.attributes == ("cohort",)
    assert study.vectors.shape == (2, 2)
    assert study.participants["participant"].tolist() == made.people["participant"].tolist()
    assert set(made.people.columns) == set(study.participants.columns)


def test_the_authors_themes_are_none_without_their_file(study):
    assert study.authors_themes == ()
    study.path(catalog.THEMES_FILE).write_text("themes:\n- {name: Work, codes: [tasks]}\n")
    (theme,) = Study("small", study.raw.parents[2]).authors_themes
    assert theme.name == "Work"


def test_a_portrait_is_of_the_first_participant_if_none_is_named(study, monkeypatch):
    write_frame(empty_frame(catalog.PASSAGES), study.path(catalog.PASSAGES), catalog.PASSAGES)
    monkeypatch.setitem(sys.modules, "ipywidgets", None)  # as if it were not installed
    assert study.portrait().html.startswith("<h4>P01</h4>")
    assert study.portrait("P03").html.startswith("<h4>P03</h4>")
    assert study.choose("participant").html == study.portrait().html


def test_a_figure_is_drawn_from_the_stages_that_are_made(study, made):
    for field, table in TABLES.items():
        if table not in (catalog.TOPICS, catalog.THEMES, catalog.SEGMENTS):
            write_frame(getattr(made, field)[table.schema.names], study.path(table), table)
    drawn = study.figure("participants", labels={"tasks": "Other words"})
    assert len(drawn.data) > 0
    assert drawn.heading.name == "participants"
    steps = study.figure("workflow")
    assert "topics" not in " ".join(steps.long_description.split(";")[:1])
    with pytest.raises(InputError, match="topic_map"):
        study.figure("topicmap")


def test_a_theme_that_is_not_named_is_the_one_near_half(study, made):
    wanted = answers.middle_code(study)
    for table, frame in (
        (catalog.THEME_GROUPS, made.groups),
        (catalog.QUOTES, made.quotes),
    ):
        write_frame(frame[table.schema.names], study.path(table), table)
    codes = _tree(made.codebook, "")
    book = yaml.safe_dump({"title": "Small", "version": "1", "codes": codes})
    (study.raw / "codebook.yaml").write_text(book)
    assert study.theme().html == study.theme(wanted).html
    other = next(code for code in made.codebook.ids if code != wanted)
    assert study.theme(other).html != study.theme().html
