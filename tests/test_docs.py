import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from aft_themes.catalog import CATALOG
from aft_themes.cli import main
from aft_themes.io.entries import Table
from aft_themes.report.statements import STATEMENTS
from aft_themes.settings import Settings
from aft_themes.tables.registry import WRITERS, build_tables, write_bytes
from tests.made_results import made_results

BIN = Path(sys.executable).parent


def leaves(values, prefix=""):
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


@pytest.fixture(scope="module")
def conf():
    spec = importlib.util.spec_from_file_location("conf", "docs/conf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_settings_lists_every_setting(conf, tmp_path):
    conf.write_settings_page(tmp_path)
    listed = re.findall(r"^\| `([\w.]+)` \|", (tmp_path / "settings.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(leaves(Settings().model_dump()))


def test_the_page_of_tables_lists_every_file_and_every_column(conf, tmp_path):
    conf.write_tables_page(tmp_path)
    text = (tmp_path / "tables.md").read_text()
    for entry in filter(lambda entry: entry.path, CATALOG.values()):
        assert f"| {entry.name} | `{entry.path}` | {entry.about} |" in text
        if isinstance(entry, Table):
            for name, column in entry.columns.items():
                assert re.search(
                    rf"^\| `{name}` \| .* \| {re.escape(column.about)} \|$", text, re.M
                )


def test_the_page_of_commands_lists_every_command(conf, tmp_path):
    conf.write_commands_page(tmp_path)
    text = (tmp_path / "commands.md").read_text()
    assert set(re.findall(r"^\| `aft-themes ([\w-]+) ", text, re.MULTILINE)) == set(main.commands)


def test_the_page_of_statements_names_every_topic():
    text = Path("docs/statements.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(STATEMENTS)


def test_the_pages_build_without_a_warning_and_their_links_hold(tmp_path):
    # the pages' own theme takes longest, and makes no link that we write
    theme = ("-D", "html_theme=basic")
    done = subprocess.run(
        [BIN / "sphinx-build", "-q", "-W", "--keep-going", *theme, "docs", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for page in tmp_path.glob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text()):
            if not link.startswith(("http", "data:", "mailto:")):
                assert (tmp_path / link).exists(), f"{page.name}: {link}"


def test_readme_links_hold():
    text = Path("README.md").read_text()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert Path(link).exists(), link


def test_every_command_that_the_pages_name_exists():
    for page in (Path("README.md"), *Path("docs").glob("*.md")):
        named = re.findall(
            r"(?:`|^|bin/)aft-themes ([a-z]+(?:-[a-z]+)*)", page.read_text(), re.MULTILINE
        )
        assert set(named) <= set(main.commands), page.name


def test_every_make_target_that_the_readme_names_exists():
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", Path("README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text(), re.MULTILINE))
    assert named <= targets


def test_package_and_citation_name_one_version():
    package = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    citation = yaml.safe_load(Path("CITATION.cff").read_text())
    assert citation["version"] == package["version"]
    assert citation["license"] == package["license"]


def test_every_python_that_the_package_claims_runs_the_tests():
    package = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    claimed = {kind.rpartition(" ")[2] for kind in package["classifiers"] if ":: 3." in kind}
    tests = yaml.safe_load(Path(".github/workflows/tests.yml").read_text())
    assert set(tests["jobs"]["test"]["strategy"]["matrix"]["python"]) == claimed
    for version in claimed:
        assert version in Path("README.md").read_text()


R_CHECKS = """
wilson <- prop.test(one$n, one$of, correct = FALSE)$conf.int
stopifnot(max(abs(wilson - c(one$low, one$high))) < 1e-5)
stopifnot(rowSums(persons)["tasks.tape.shame"] == themes$n[themes$code == "tasks.tape.shame"])
stopifnot(setequal(mine$value, c("early", "late", "not stated")))
stopifnot(all(abs(themes$share - themes$n / themes$of) < 1e-5))
"""


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_code_of_the_page_on_r_reads_the_tables(tmp_path):
    folder = tmp_path / "reports" / "aft-sample" / "tables"
    folder.mkdir(parents=True)
    tables = build_tables(made_results())
    for name in ("themes", "code_by_participant", "themes_by_attribute"):
        write_bytes(folder / f"{name}.csv", WRITERS["csv"](tables[name]))
    page = Path("docs/r.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```r\n(.*?)```", page, re.DOTALL))
    for of_sample, made in (
        ("supervisor.insufficient_support", "tasks.tape.shame"),
        ('"supervisor"', '"cohort"'),
    ):
        assert of_sample in code
        code = code.replace(of_sample, made)
    (tmp_path / "page.R").write_text(code + R_CHECKS, encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", "page.R"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert not done.returncode, done.stderr
    assert (tmp_path / "Rplots.pdf").exists()


def referred(name):
    """Import the object that a docstring refers to by its whole name."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)


def test_what_docstrings_refer_to_exists():
    for file in sorted(Path("src").rglob("*.py")):
        text = file.read_text()
        code = re.sub(r"`[^`]*`", "", text)
        for name in re.findall(r":(?:mod|class|func|data|meth):`~?([\w.]+)`", text):
            if name.startswith("aft_themes."):
                assert referred(name) is not None, f"{file}: {name}"
            else:
                assert re.search(rf"\b{re.escape(name.rpartition('.')[2])}\b", code), (file, name)


def test_every_room_stands_in_the_architecture():
    package = Path("src/aft_themes")
    text = Path("ARCHITECTURE.md").read_text()
    block = text[text.index("src/aft_themes/ ") : text.index("\ntests/ ")]
    named = re.findall(r"^  ((?:\w+, )*\w+)  ", block, re.MULTILINE)
    rooms = {room for line in named for room in line.split(", ")}
    there = {path.stem for path in package.iterdir() if path.suffix in ("", ".py")}
    small = {"__init__", "__pycache__", "segments"}  # the last is an earlier place of a function
    assert rooms == there - small
