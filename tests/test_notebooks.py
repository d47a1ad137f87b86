"""Each notebook runs from top to bottom on a finished run of the small study."""

import re
import shutil

import nbformat
import pytest

from tests.conftest import Project
from tests.kernels import NOTEBOOKS, notebook_runner


@pytest.fixture(scope="module")
def run(finished, tmp_path_factory):
    copy = Project(tmp_path_factory.mktemp("notebooks") / "copy")
    shutil.copytree(finished.folder, copy.folder, symlinks=True)
    names = "candidate,decision\nSunniva,review\nAnn,automatic\nBo,review\n"
    (copy.processed / "private/candidates.csv").write_text(names)
    with notebook_runner(copy) as runner:
        yield runner


def test_there_are_seven():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06", "07"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert len([line for line in cell.source.splitlines() if line.strip()]) <= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_not_kept(path):
    for cell in nbformat.read(path, as_version=4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_what_it_answers(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert len(first.source.split()) > 20


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_says_that_the_data_are_synthetic(path, run):
    notebook = run(path)
    shown = nbformat.writes(notebook)
    assert "Synthetic data" in shown
    assert "data:image/png;base64," in shown  # every notebook shows a picture
    # nothing that a notebook shows names a person of the study
    for name in ("Vera", "Holm", "Quill", "Ida", "Brandt", "Westmark"):
        assert not re.search(rf"\b{name}\b", shown, re.IGNORECASE)
    if path.stem.startswith("07"):
        assert "2 of 3 names on the list wait" in shown
