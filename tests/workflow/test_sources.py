"""Which files of the package a script uses."""

from pathlib import Path

import pytest

from aft_themes.workflow.sources import sources

ROOT = "src/aft_themes"


@pytest.fixture
def script(tmp_path):
    def written(text):
        path = tmp_path / "script.py"
        path.write_text(text, encoding="utf-8")
        return sources(path)

    return written


def test_names_of_libraries_are_no_sources(script):
    assert (
        script("import re\nimport pandas as pd\nfrom os.path import join\nfrom . import x\n") == []
    )


@pytest.mark.parametrize(
    "line",
    [
        "from aft_themes.errors import InputError",
        "from aft_themes import errors",
        "import aft_themes.errors",
        "def late():\n    from aft_themes.errors import InputError",
    ],
)
def test_a_module_is_found_however_it_is_imported(script, line):
    assert script(line) == [f"{ROOT}/__init__.py", f"{ROOT}/errors.py"]


def test_what_a_module_imports_is_used_too_and_so_is_its_package(script):
    found = script("from aft_themes.io.files import write_text")
    assert found == [f"{ROOT}/io/__init__.py", f"{ROOT}/io/files.py"]
    more = script("from aft_themes.io.parquet import write_frame")
    assert {f"{ROOT}/io/entries.py", f"{ROOT}/errors.py", *found} <= set(more)


def test_files_are_sorted_named_from_the_working_folder_and_no_bytecode(script):
    found = script("from aft_themes.explorer.page import build_page")
    assert found == sorted(set(found))
    assert all(Path(path).is_file() and not Path(path).is_absolute() for path in found)
    assert not [path for path in found if path.endswith((".pyc", ".pyi"))]
    assert f"{ROOT}/explorer/page.py" in found
