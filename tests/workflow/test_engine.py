"""How a run is started: one at a time, in an environment of any name."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from aft_themes.errors import InputError, SettingsError
from aft_themes.workflow.engine import _engine, _locked, run_study


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("folder", ["/my files/bin/python", "/the team's/python", "/plain/python"])
def test_the_interpreter_may_lie_in_a_folder_of_any_name(monkeypatch, folder, capsys):
    monkeypatch.setattr(sys, "executable", folder)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert _engine(["--version"]) == 0
    assert shlex.split(sys.executable) == [folder]
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
    assert capsys.readouterr().out.strip()


def test_what_the_engine_refuses_is_an_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", sys.executable)  # given back after the test
    assert _engine(["--no-such-option"]) != 0
    assert "--no-such-option" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_one_run_of_a_study_goes_on_at_a_time():
    with _locked("mini"):
        with (
            pytest.raises(InputError, match="another run of this study is going on"),
            _locked("mini"),
        ):
            pass
        with _locked("other"):
            pass
    with _locked("mini"):
        pass


def test_a_folder_that_cannot_be_written_is_a_plain_error(here):
    (here / "data").write_text("no folder")
    with pytest.raises(InputError, match=r"^processed: cannot be written"), _locked("mini"):
        pass


def test_a_name_that_is_no_folders_name_starts_nothing(here):
    with pytest.raises(SettingsError, match="study"):
        run_study("../other")
    assert list(Path(here).iterdir()) == []
