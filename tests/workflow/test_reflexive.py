"""A reflexive study: no program but the counting one is run, and no output speaks of one."""

import json
import re
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from nbclient import NotebookClient

from aft_themes.cli import main

WORDS = re.compile(
    r"\b(?:suggest|machine|agreement|kappa|krippendorff|heuristic|embedding|saturation|interval"
    r"|auto.?coded)\w*",
    re.IGNORECASE,
)
NOT_MADE = ("agreement", "suggestions", "topics", "review.xlsx", "queue.parquet", "embeddings.npy")
SAID = "the sound of the machine"  # by a participant of the study
READING = ("01", "02", "04", "06", "07")  # the other notebooks are about topics and about coders


@pytest.fixture(scope="module")
def reflexive(tmp_path_factory):
    from tests.conftest import copy_project, run_whole

    project = copy_project(tmp_path_factory.mktemp("reflexive"))
    settings = project.raw / "settings.yaml"
    text = settings.read_text("utf-8").replace("report:\n", "report:\n  approach: reflexive\n")
    settings.write_text(text, "utf-8")
    # the authors choose a quote: in a reflexive study no rule does
    header = "interview,turn,words,code,use,note\n"
    (project.raw / "quotes.csv").write_text(f"{header}M03,2,{SAID},tasks.tape,use,\n", "utf-8")
    return run_whole(project)


def shown(path: Path) -> str:
    """What a person can read of a file; the explorer's data, but not its program."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return " ".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
    text = content.decode("utf-8", "replace")
    if path.suffix != ".html":
        return text
    soup = BeautifulSoup(text, "lxml")
    data = [tag.get_text() for tag in soup.find_all("script", type="application/json")]
    for tag in soup.find_all(["script", "style"]):
        tag.decompose()
    return soup.get_text(" ") + " ".join(map(values, data))


def values(data: str) -> str:
    """The texts of the explorer's data, without the names of its columns."""

    def texts(value):
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        if isinstance(value, list):
            return [text for one in value for text in texts(one)]
        return [value] if isinstance(value, str) else []

    return " ".join(texts(json.loads(data)))


def found_in(text: str) -> list[str]:
    return WORDS.findall(text.replace(SAID, ""))


@pytest.mark.slow
def test_no_output_of_a_reflexive_study_speaks_of_programs(reflexive):
    files = [path for path in reflexive.reports.rglob("*") if path.is_file()]
    read = [path for path in files if path.suffix not in (".png", ".pdf")]
    assert {"report.docx", "report.html", "supplement.docx", "index.html"} <= {p.name for p in read}
    assert {path.suffix for path in read} >= {".csv", ".xlsx", ".tex", ".svg", ".txt", ".json"}
    spoken = {str(path.relative_to(reflexive.reports)): found_in(shown(path)) for path in read}
    assert {name: words for name, words in spoken.items() if words} == {}
    made = {path.name for path in reflexive.processed.rglob("*")}
    assert not made & set(NOT_MADE)
    assert SAID in shown(reflexive.reports / "report.html")  # the authors' quote is printed


@pytest.mark.slow
@pytest.mark.parametrize("number", READING)
def test_notebooks_of_a_reflexive_study_speak_of_no_programs(reflexive, number, monkeypatch):
    monkeypatch.setenv("AFT_STUDY", reflexive.study)
    (path,) = (Path(__file__).parents[2] / "notebooks").glob(f"{number}*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(reflexive.folder)}}
    NotebookClient(notebook, timeout=None, resources=folder).execute()
    outputs = [cell["outputs"] for cell in notebook.cells if cell.cell_type == "code"]
    told = re.sub(r"[A-Za-z0-9+/=]{200,}", "", json.dumps(outputs))  # pictures
    assert found_in(told) == []


@pytest.mark.slow
def test_a_reflexive_study_has_no_review_of_suggestions(reflexive, monkeypatch):
    monkeypatch.chdir(reflexive.folder)
    done = CliRunner().invoke(main, ["review", reflexive.study])
    assert done.exit_code == 1
    assert "report.approach is reflexive" in done.output
