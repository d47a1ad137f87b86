"""What the Snakefile asks: where a study's files are, and which modules a script uses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aft_themes.corpus.interviews import list_files
from aft_themes.errors import InputError
from aft_themes.settings import CodingSettings, check_settings

# a list in brackets may go on over several lines
_IMPORT = re.compile(r"^ *(?:from ([\w.]+) import (\([^)]*\)|.+)|import ([\w.]+))", re.MULTILINE)
_NAME = re.compile(r"\w+")
_SHARD_SIZE = 20  # interviews that one process reads; a small study is one shard


def sources(script: str | Path, package: Path = Path(__file__).parents[1]) -> list[str]:
    """List the package's modules that a script imports, and the templates beside them.

    They are inputs of the script's rule, so that a change in a module reruns the rules that use
    it and no others.

    Parameters
    ----------
    script : str or Path
        A file in ``scripts/``.
    package : Path
        The package's folder.

    Returns
    -------
    list of str
        Paths, sorted; relative to the working folder where they lie below it.
    """
    modules: set[Path] = set()
    found = _imports(Path(script), package)
    while found:
        modules |= found
        found = frozenset().union(*(_imports(module, package) for module in found)) - modules
    rooms = {module.parent for module in modules if module.parent != package}
    templates = {
        file
        for room in rooms
        for file in room.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc", ".pyi"}
    }
    here = Path.cwd()
    files = sorted(modules | templates)
    return [str(f.relative_to(here) if f.is_relative_to(here) else f) for f in files]


@cache
def _imports(module: Path, package: Path) -> frozenset[Path]:
    """Files of the package that a file imports itself, with the packages around them."""
    names: set[str] = set()
    for source, listed, alone in _IMPORT.findall(module.read_text(encoding="utf-8")):
        # what is imported from a package may be a module or a name in it
        names |= {source or alone, *(f"{source}.{name}" for name in _NAME.findall(listed))}
    files = set()
    for name in names:
        first, *parts = name.split(".")
        if first == package.name:
            around = [package.joinpath(*parts[:depth]) for depth in range(len(parts) + 1)]
            files |= {folder / "__init__.py" for folder in around}
            files.add(around[-1].with_suffix(".py"))
    return frozenset(file for file in files if file.is_file())


def shards(interviews: Iterable[str]) -> dict[str, list[str]]:
    """Spread interviews over shards by a stable hash of their ids.

    Adding or removing an interview leaves the others where they are, as long as the number of
    shards stays.

    Parameters
    ----------
    interviews : iterable of str
        Interview ids.

    Returns
    -------
    dict of str to list of str
        Shard name to sorted ids; shards without interviews are left out.
    """
    ids = sorted(interviews)
    number = max(1, -(-len(ids) // _SHARD_SIZE))
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

    Raises
    ------
    InputError
        If the folder or its ``interviews.csv`` is missing or cannot be used.
    """

    def __init__(self, name: str, coding: CodingSettings | None = None) -> None:
        self.name = name
        self.coding = coding or CodingSettings()
        if not Path(self.raw()).is_dir():
            known = sorted(path.name for path in Path("data/raw").glob("*") if path.is_dir())
            raise InputError(
                self.raw(), "there is no such study.", f"use one of {', '.join(known)}, or add it."
            )
        self._file_of = list_files(Path(self.raw("interviews.csv")))
        self.shards = shards(self._file_of)

    def raw(self, *parts: str) -> str:
        """Path below the study's raw folder, which is only ever read."""
        return "/".join(("data/raw", self.name, *parts))

    def processed(self, *parts: str) -> str:
        """Path below the study's folder of stage files."""
        return "/".join(("data/processed", self.name, *parts))

    def reports(self, *parts: str) -> str:
        """Path below the study's folder of results that may be shared."""
        return "/".join(("reports", self.name, *parts))

    @property
    def has_settings(self) -> bool:
        """Whether the study has settings of its own."""
        return bool(self.optional("settings.yaml"))

    @property
    def files(self) -> list[str]:
        """Every file in the transcripts' folder, listed or not."""
        return self._glob("transcripts/*")

    @property
    def codings(self) -> list[str]:
        """The coders' files."""
        return self._glob("codings/*.csv")

    @property
    def reviews(self) -> list[str]:
        """Filled review workbooks."""
        return self._glob("codings/*.xlsx")

    @property
    def codebook_versions(self) -> list[str]:
        """Earlier versions of the codebook."""
        return self._glob("codebook_versions/*.yaml")

    @property
    def codebook_changes(self) -> list[str]:
        """What has changed since an earlier version of the codebook, if the study keeps one."""
        return [self.processed("codebook_changes", "summary.md")] if self.codebook_versions else []

    @property
    def earlier_codings(self) -> list[str]:
        """Coders' files made with an earlier version of the codebook."""
        return self._glob("codebook_versions/*/*.csv")

    @property
    def final_suggestions(self) -> list[str]:
        """The suggestions that enter the final codings, so that others need not wait for them."""
        used = "suggested" in self.coding.final
        return [self.processed("codings", "assigned.parquet")] if used else []

    def training_files(self, _wildcards: object) -> dict[str, str]:
        """Stage files of the study that suggestions learn from, if it is another one.

        The other study's run must be finished.
        """
        if not self.coding.train_on:
            return {}
        stages = {
            "other_segments": "segments.parquet",
            "other_vectors": "embeddings.npy",
            "other_sentences": "sentence_embeddings.npy",
            "other_human": "codings/human.parquet",
            "other_assignments": "codings/assignments.parquet",
        }
        other = StudyFiles(self.coding.train_on)
        return {name: other.processed(stage) for name, stage in stages.items()}

    def optional(self, *parts: str) -> list[str]:
        """Return a raw file as a list: empty if the study does not have it."""
        path = self.raw(*parts)
        return [path] if Path(path).is_file() else []

    def transcripts(self, shard: str) -> list[str]:
        """Transcripts of a shard that are there; missing ones are reported at intake."""
        names = (self._file_of[interview] for interview in self.shards[shard])
        return [path for name in names for path in self.optional("transcripts", name)]

    def _glob(self, pattern: str) -> list[str]:
        found = Path(self.raw()).glob(pattern)
        return sorted(str(path) for path in found if not path.name.startswith((".", "~$")))


def open_study(config: Mapping[str, Any]) -> StudyFiles:
    """Find the files of the study that the configuration names.

    Parameters
    ----------
    config : mapping
        The workflow's configuration; the study's name is checked before it becomes a path.

    Returns
    -------
    StudyFiles
    """
    named = {name: config[name] for name in ("study", "coding") if name in config}
    checked = check_settings(named)
    return StudyFiles(checked.study, checked.coding)


def settings_of(config: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    """Check a run's settings, and hand out those that a rule depends on.

    Parameters
    ----------
    config : mapping
        The merged configuration.

    Returns
    -------
    callable
        Takes names of sections (and ``seed``); gives them as plain values, or all without names.
    """
    values = check_settings(dict(config)).model_dump(mode="json")
    return lambda *sections: {name: values[name] for name in sections or values}
