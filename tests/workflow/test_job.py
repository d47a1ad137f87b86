import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from aft_themes.catalog import CODEBOOK, CODER_FILES, MANIFEST
from aft_themes.errors import InputError
from aft_themes.settings import Settings
from aft_themes.workflow.job import run
from aft_themes.workflow.rule_files import RuleFiles


class Named(dict):
    pass


def job(tmp_path, **params):
    return SimpleNamespace(
        input=Named(codebook=str(tmp_path / "in"), coder_files=["a", "b"], code=["x.py"]),
        output=Named(manifest=str(tmp_path / "out")),
        params=Named(params),
        log=[str(tmp_path / "rule.log")],
        rule="rule",
        threads=2,
    )


@pytest.fixture(autouse=True)
def _restore_logging():
    before = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:], level = before
    logging.root.setLevel(level)


def test_a_job_passes_paths_settings_and_threads_by_name(tmp_path):
    seen = {}

    def main(*, files: RuleFiles, folder: str, settings: Settings, threads: int) -> None:
        seen.update(files=files, folder=folder, settings=settings, threads=threads)

    run(main, job(tmp_path, settings={"seed": 4}, folder="x/y", other="not asked for"))
    assert seen["files"].path(CODEBOOK) == tmp_path / "in"
    assert seen["files"].paths(CODER_FILES) == [Path("a"), Path("b")]
    assert seen["files"].path(MANIFEST) == tmp_path / "out"
    assert seen["folder"] == "x/y"
    assert seen["settings"].seed == 4
    assert seen["threads"] == 2
    assert (tmp_path / "rule.log").read_text() == "rule: begins\nrule: done\n"


def test_an_error_that_people_can_mend_is_one_line_without_a_traceback(tmp_path):
    def main(*, files: RuleFiles) -> None:
        raise InputError(files.path(CODEBOOK), "is empty.", "fill it.")

    with pytest.raises(SystemExit):
        run(main, job(tmp_path))
    assert (tmp_path / "rule.log").read_text().splitlines()[1:] == [
        "rule: in: is empty. Fix: fill it.",
        "rule: stopped",
    ]


def test_a_full_disk_is_one_line_too(tmp_path):
    def main(*, files: RuleFiles) -> None:
        Path("/dev/full").write_text("x" * 10_000_000)

    with pytest.raises(SystemExit):
        run(main, job(tmp_path))
    assert "free some disk space" in (tmp_path / "rule.log").read_text()


@pytest.mark.parametrize("folder", ["logs", "private/logs"])
def test_a_fault_is_one_line_and_its_words_stay_private(tmp_path, folder, capfd):
    def main(*, files: RuleFiles) -> None:
        float("what Mira said")

    one = job(tmp_path)
    one.log = [str(tmp_path / folder / "rule.log")]
    with pytest.raises(SystemExit):
        run(main, one)
    said = (tmp_path / folder / "rule.log").read_text() + "".join(capfd.readouterr())
    assert "ValueError at test_job.py, line " in said
    assert "Mira" not in said
    assert "rule_fault.txt" in said
    assert "Mira" in (tmp_path / "private" / "logs" / "rule_fault.txt").read_text()
