"""Where a study's files are; rules ask for them by their names in the catalog."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from aft_themes.catalog import CATALOG, CODEBOOK
from aft_themes.codebook.place import find_codebook
from aft_themes.corpus.interviews import list_files
from aft_themes.errors import AftThemesError, InputError
from aft_themes.io.files import PRIVATE, find_file, is_kept
from aft_themes.io.studies import no_such_study
from aft_themes.settings import CodingSettings, check_settings
from aft_themes.workflow.unread_files import lost_settings, must_be_moved, unread_files

_ROOTS = {"raw": "data/raw", "processed": "data/processed", "reports": "reports"}
_FOLDERS = {
    "transcripts": ("*",),
    "coder_files": ("*", "*.qda/data.qda"),  # a QualCoder project is a folder
    "codebook_versions": ("*.yaml",),
    "earlier_coder_files": ("*/*",),
}
_OPTIONAL = {
    "speakers",
    "identifiers",
    "name_decisions",
    "import_mapping",
    "study_settings",
    "quotes_file",
    "themes_file",
    "summaries_file",
    "drawn_sample",
    "language_model_answers",
    "language_model_prompt",
}
TRAINING = ("segments", "vectors", "sentence_vectors", "human_codings", "coder_assignments")
_SHARD_SIZE = 40  # interviews that one process reads: to start one costs as much as to read thirty
_MOST_SHARDS = 50  # of a large study


def shards(interviews: Iterable[str]) -> dict[str, list[str]]:
    """Spread interviews over shards by a stable hash of their ids.

    Adding or removing an interview leaves the others where they are, as long as the number of
    shards stays.
    """
    ids = sorted(interviews)
    number = min(max(1, -(-len(ids) // _SHARD_SIZE)), _MOST_SHARDS)
    spread: dict[str, list[str]] = {}
    for interview in ids:
        digest = hashlib.sha256(interview.encode()).digest()
        shard = f"{int.from_bytes(digest[:8]) % number:03d}"
        spread.setdefault(shard, []).append(interview)
    return dict(sorted(spread.items()))


class StudyFiles:
    """Where a study's files lie, for the rules.

    Parameters
    ----------
    name : str
        The study: a folder below ``data/raw``.
    coding : CodingSettings
        Which suggestions count, and from which study they are learnt.
    machine : bool
        Whether programs may do more than count: measure agreement, suggest codes, find topics.
    language_model : bool
        Whether a language model is asked as one more coder.
    """

    def __init__(
        self,
        name: str,
        coding: CodingSettings | None = None,
        *,
        machine: bool = True,
        language_model: bool = False,
    ) -> None:
        self.name = name
        self.coding = coding or CodingSettings()
        self.machine = machine
        self.language_model = language_model
        if not Path(self.folder("raw")).is_dir():
            raise no_such_study(Path(self.folder("raw")))
        interviews = Path(self.path("interviews"))
        if not interviews.is_file() and self.misplaced:
            raise AftThemesError("\n".join(self.misplaced))

    @cached_property
    def _file_of(self) -> dict[str, str]:
        return list_files(Path(self.path("interviews")))

    @cached_property
    def shards(self) -> dict[str, list[str]]:
        """Give the interviews of each shard, by the shard's name."""
        return shards(self._file_of)

    def folder(self, which: str) -> str:
        """Give the study's folder: ``raw`` (only ever read), ``processed`` or ``reports``."""
        return f"{_ROOTS[which]}/{self.name}"

    def path(self, name: str) -> str:
        """Give the place of a file by its name in the catalog."""
        entry = CATALOG[name]
        if entry == CODEBOOK:
            return str(find_codebook(Path(self.folder(entry.folder))))
        return f"{self.folder(entry.folder)}/{entry.path}"

    def files(self, *names: str) -> dict[str, str | list[str]]:
        """Give places by name, as a rule takes them.

        A folder of files that researchers bring becomes the list of its files; a file that a study
        may lack becomes a list that is empty if it is not there.
        """
        return {name: self._listed(name) for name in names}

    def machine_files(self, *names: str) -> dict[str, str | list[str]]:
        """Give places like :meth:`files`; none in a reflexive study, where no rule makes them."""
        return self.files(*names) if self.machine else {}

    def language_model_files(self, *names: str) -> dict[str, str | list[str]]:
        """Give places like :meth:`files`; none where no language model is asked."""
        return self.files(*names) if self.language_model else {}

    def _listed(self, name: str) -> str | list[str]:
        path = Path(self.path(name))
        if name in _FOLDERS:
            return _files_in(path, _FOLDERS[name])
        if name in _OPTIONAL:
            return [str(path)] if path.is_file() else []
        return str(path)

    def log(self, rule: str, *, private: bool = False) -> str:
        """Give the place of a rule's log; one that names people is private."""
        return "/".join([self.folder("processed"), *([PRIVATE] * private), "logs", f"{rule}.log"])

    def benchmark(self, rule: str) -> str:
        """Give the place of a rule's timings."""
        return f"{self.folder('processed')}/benchmarks/{rule}.tsv"

    @property
    def has_settings(self) -> bool:
        """Whether the study has settings of its own."""
        return bool(self._listed("study_settings"))

    @property
    def unread(self) -> list[str]:
        """What no run reads in the study's folder."""
        return unread_files(Path(self.folder("raw")))

    @property
    def misplaced(self) -> list[str]:
        """What a run would miss in the study's folder, in words; it must be corrected first."""
        settings = Path(self.path("study_settings"))
        moved = must_be_moved(self.unread, Path(self.folder("raw")))
        return [*moved, *lost_settings(settings)]

    @property
    def maps_imports(self) -> bool:
        """Whether the last run proposed how other programs' codes become ours."""
        lines = Path(self.path("proposed_mapping")).read_bytes().splitlines()
        return len(lines) > 1  # the first has the columns' names

    @property
    def codebook_summary(self) -> list[str]:
        """The codebook's changes, if the study keeps an earlier version.

        They are changes in agreement, which a reflexive study does not measure.
        """
        compared = self.machine and self._listed("codebook_versions")
        return [self.path("codebook_summary")] if compared else []

    @property
    def final_suggestions(self) -> dict[str, str]:
        """The suggestions, if they enter the final codings; else rules need not wait."""
        used = self.coding.counts_suggestions
        return {"auto_coded": self.path("auto_coded")} if used else {}

    @property
    def theme_estimates(self) -> dict[str, str]:
        """The estimated shares, if the settings ask for them."""
        wanted = self.coding.estimates_shares
        return {"theme_estimates": self.path("theme_estimates")} if wanted else {}

    def training_files(self, _wildcards: object) -> dict[str, str]:
        """Stage files of the study that suggestions learn from, if it is another one.

        The other study's run must be finished.
        """
        if not self.coding.train_on:
            return {}
        other = StudyFiles(self.coding.train_on)
        return {f"other_{name}": other.path(name) for name in TRAINING}

    def transcripts(self, shard: str) -> list[str]:
        """Transcripts of a shard that are there; missing ones are reported at intake."""
        folder = Path(self.path("transcripts"))
        found = (find_file(folder, self._file_of[interview]) for interview in self.shards[shard])
        return [str(path) for path in found if path]


def _files_in(folder: Path, patterns: Iterable[str]) -> list[str]:
    found = (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
    return sorted(str(path) for path in found if not is_kept(path.name))


def open_study(config: Mapping[str, Any]) -> StudyFiles:
    """Find the files of the study that the configuration names.

    Raises an InputError if the study lacks what no run goes without: interviews.csv or a codebook.
    """
    sections = ("study", "coding", "report", "language_model")
    checked = check_settings({name: config[name] for name in sections if name in config})
    files = StudyFiles(
        checked.study,
        checked.coding,
        machine=checked.practice.machine,
        language_model=checked.language_model.is_asked,
    )
    for name in ("interviews", "codebook"):
        if not Path(files.path(name)).is_file():
            fix = "add it; `aft-themes init` writes a first draft, `aft-themes check` tells more."
            raise InputError(files.path(name), "the file is missing.", fix)
    return files


def settings_of(config: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    """Check a run's settings, and give each rule those that it depends on."""
    values = check_settings(dict(config)).model_dump(mode="json")
    return lambda *sections: {name: values[name] for name in sections or values}
