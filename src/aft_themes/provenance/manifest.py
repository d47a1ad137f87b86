"""The manifest of a run: every output with its checksum, what it came from, and with what."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypedDict

from aft_themes.catalog import EXPORTS, IMPORT_MAPPING, IMPORTS, WITHDRAWALS
from aft_themes.errors import InputError
from aft_themes.io.files import PRIVATE
from aft_themes.settings import Settings
from aft_themes.software import versions


def sha256(path: Path) -> str:
    """Checksum of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def checksums(folder: Path, leave_out: Iterable[Path] = ()) -> dict[str, str]:
    """Checksums of all files below a folder."""
    omitted = set(leave_out)
    files = (path for path in _files(folder) if omitted.isdisjoint({path, *path.parents}))
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}


def _files(path: Path) -> list[Path]:
    """List the files below a folder, or the file itself."""
    if not path.is_dir():
        return [path] if path.is_file() else []
    # files that begin with a dot are temporary
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))


class _Named(Protocol):
    def items(self) -> Iterable[tuple[str, Any]]: ...


class _Rule(Protocol):
    """What is asked of a rule of the workflow engine."""

    name: str

    def is_producer(self, requested_output: str) -> bool: ...
    def get_wildcards(self, requested_output: str) -> dict[str, str]: ...
    def expand_input(self, wildcards: dict[str, str]) -> Sequence[Any]: ...
    def expand_output(self, wildcards: dict[str, str]) -> Sequence[Any]: ...


class Made(TypedDict):
    """What made a file, and the files that it was made from."""

    rule: str
    inputs: list[str]


def origins(rules: Iterable[_Rule], target: str) -> dict[str, Made]:
    """Follow a file back to the raw files, by the rules of the workflow.

    What else the file's own rule makes comes after it, and is no part of it.
    """
    known = list(rules)
    made: dict[str, Made] = {}
    wanted = [target]
    while wanted:
        path = wanted.pop()
        rule = next((rule for rule in known if rule.is_producer(path)), None)
        if path in made or rule is None:
            continue
        wildcards = rule.get_wildcards(path)
        inputs = sorted(set(_paths(rule.expand_input(wildcards)[0])))
        outputs = _paths(rule.expand_output(wildcards)[0])
        for output in [target] if path == target else outputs:
            made[output] = {"rule": rule.name, "inputs": inputs}
        wanted += inputs
    return made


def _paths(named: _Named) -> list[str]:
    groups = [[value] if isinstance(value, str) else value for _, value in named.items()]
    return [str(path) for group in groups for path in group]


def make_manifest(
    *,
    inputs: Path,
    stages: Path,
    reports: Path,
    manifest: Path,
    made: Mapping[str, Made],
    settings: Settings,
) -> dict[str, Any]:
    """Describe a run.

    Every file is named by its place in the study: below ``raw/``, ``processed/`` or ``reports/``.
    ``from`` names the files, or folders of files, that were read to make the file.

    Parameters
    ----------
    inputs : Path
        The study's raw folder. Its files are listed by checksum; the names of transcripts are
        not, because they may name people: together they are ``raw/transcripts``.
    stages : Path
        The study's stage files. Those that may identify people have no checksum, which would
        let a reader try out names.
    reports : Path
        The study's results.
    manifest : Path
        Where the manifest will stand: it does not list itself.
    made : mapping of str to Made
        What each stage and result was made from, as :func:`origins` finds it.
    settings : Settings
        The merged settings of the run.

    Returns
    -------
    dict
        Ready to be written as JSON.
    """
    from aft_themes.notices import say_rounding  # the engine reads this module, and needs no pandas

    places = {"raw": inputs, "processed": stages, "reports": reports}
    offered = (inputs / IMPORTS.path).glob("*")  # for people; only the mapping is read by a run
    raw = checksums(inputs, [path for path in offered if path != inputs / IMPORT_MAPPING.path])
    # files of another study, from which suggestions were learnt
    used = {Path(path) for one in made.values() for path in one["inputs"] if path not in made}
    foreign = sorted(path for path in used if not path.is_relative_to(inputs))
    listed = {
        _place(file, places): _entry(file, origin, places)
        for path, origin in made.items()
        for file in _files(Path(path))
        if file != manifest
    }
    return {
        "study": settings.study,
        "synthetic": settings.report.synthetic,
        "settings": settings.in_use(),
        "versions": versions(*settings.embeddings.packages),
        **({"rounding": rounding} if (rounding := say_rounding(settings)) else {}),
        **_withdrawals(inputs / WITHDRAWALS.path),
        "inputs": {
            "transcripts": sorted(v for k, v in raw.items() if k.startswith("transcripts/")),
            "files": {
                **{f"raw/{k}": v for k, v in raw.items() if not k.startswith("transcripts/")},
                **{path.as_posix(): sha256(path) for path in foreign},
            },
        },
        "stages": {name: entry for name, entry in listed.items() if name.startswith("processed/")},
        "outputs": {name: entry for name, entry in listed.items() if name.startswith("reports/")},
    }


def _withdrawals(path: Path) -> dict[str, list[dict[str, str]]]:
    """Say when participants withdrew and how many; nothing where nobody did."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as rows:
        return {"withdrawals": list(csv.DictReader(rows))}


def _entry(file: Path, made: Made, places: Mapping[str, Path]) -> dict[str, Any]:
    private = file.is_relative_to(places["processed"] / PRIVATE)
    return {
        "rule": made["rule"],
        "from": sorted({_place(Path(path), places) for path in made["inputs"]}),
        **({} if private else {"sha256": sha256(file)}),
    }


def _place(file: Path, places: Mapping[str, Path]) -> str:
    for name, folder in places.items():
        if file.is_relative_to(folder):
            within = file.relative_to(folder)
            hidden = name == "raw" and within.parts[:1] == ("transcripts",)
            return "raw/transcripts" if hidden else f"{name}/{within.as_posix()}"
    return file.as_posix()


def verify(manifest: Path) -> list[str]:
    """Compare the results with the manifest that stands beside them.

    Parameters
    ----------
    manifest : Path
        ``reports/<study>/manifest.json``.

    Returns
    -------
    list of str
        What differs, in plain words; empty if every output is as it was written.

    Raises
    ------
    InputError
        If there is no manifest, or it cannot be read.
    """
    try:
        outputs = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
        listed = {name.removeprefix("reports/"): one["sha256"] for name, one in outputs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(manifest, "cannot be read.", "run the analysis first.") from None
    found = checksums(manifest.parent, [manifest, manifest.parent / EXPORTS.path])
    changed = [name for name in listed if name in found and found[name] != listed[name]]
    return [
        *(f"{name}: changed since it was written" for name in changed),
        *(f"{name}: missing" for name in listed if name not in found),
        *(f"{name}: not part of the run" for name in found if name not in listed),
    ]
