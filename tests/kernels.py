"""Notebooks that run one after the other in one kernel, each without the names of the last one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.conftest import Project

PATIENCE = 600  # seconds
NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@contextmanager
def notebook_runner(project: Project) -> Iterator[Callable[[Path], NotebookNode]]:
    """Give the function that runs a notebook on the results of a study."""
    folder = {"metadata": {"path": str(project.folder)}}
    # a busy machine may take minutes to start a kernel, and seconds to pass on what it printed
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=None,
        startup_timeout=PATIENCE,
        iopub_timeout=PATIENCE,
        resources=folder,
    )

    def run(path: Path) -> NotebookNode:
        client.nb = nbformat.read(path, as_version=4)
        client.nb.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
        for place, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, place)
        return client.nb

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "AFT_STUDY", project.study)
        with client.setup_kernel():
            yield run
