"""A reflexive study: no program but the counting one is run, and no output speaks of one."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from aft_themes.cli import main
from tests.conftest import QUOTED
from tests.kernels import NOTEBOOKS, notebook_runner

WORDS = re.compile(
    r"\b(?:suggest|machine|agreement|kappa|krippendorff|heuristic|embedding|saturation|interval"
    r"|auto.?coded)\w*",
    re.IGNORECASE,
)
NOT_MADE = ("agreement", "suggestions", "topics", "review.xlsx", "queue.parquet", "embeddings.npy")
READING = ("01", "02", "04", "06", "07")  # the other notebooks are about topics and about coders


@pytest.fixture(scope="module")
def reflexive(withdrawn):
    """A study that was run before its approach was changed; one participant has withdrawn."""
    return withdrawn


@pytest.fixture(scope="module")
def run(reflexive):
    with notebook_runner(reflexive) as runner:
        yield runner


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
    return WORDS.findall(text.replace(QUOTED, ""))


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
    assert QUOTED in shown(reflexive.reports / "report.html")  # the authors' quote is printed


@pytest.mark.slow
@pytest.mark.parametrize("number", READING)
def test_notebooks_of_a_reflexive_study_speak_of_no_programs(run, number):
    (path,) = (path for path in NOTEBOOKS if path.name.startswith(number))
    notebook = run(path)
    outputs = [cell["outputs"] for cell in notebook.cells if cell.cell_type == "code"]
    told = re.sub(r"[A-Za-z0-9+/=]{200,}", "", json.dumps(outputs))  # pictures
    assert found_in(told) == []


@pytest.mark.slow
def test_a_reflexive_study_has_no_review_of_suggestions(reflexive, monkeypatch):
    monkeypatch.chdir(reflexive.folder)
    done = CliRunner().invoke(main, ["review", reflexive.study])
    assert done.exit_code == 1
    assert "report.approach is reflexive" in done.output
