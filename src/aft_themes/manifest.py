"""The manifest of a run: every output with its checksum, what it came from, and with what."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from aft_themes.errors import InputError
from aft_themes.settings import Settings

PACKAGES = (
    "aft-themes",
    "bertopic",
    "matplotlib",
    "nltk",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "scikit-learn",
    "scipy",
    "snakemake",
    "tokenizers",
)


def sha256(path: Path) -> str:
    """Checksum of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def checksums(folder: Path, leave_out: Iterable[Path] = ()) -> dict[str, str]:
    """Checksums of all files below a folder.

    Parameters
    ----------
    folder : Path
        The folder.
    leave_out : iterable of Path
        Files that are not listed.

    Returns
    -------
    dict of str to str
        Path within the folder, with forward slashes, to SHA-256; sorted.
    """
    omitted = set(leave_out)
    files = (path for path in folder.rglob("*") if path.is_file() and path not in omitted)
    # temporary files of a run begin with a dot and are no outputs
    kept = (path for path in files if not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): sha256(path) for path in sorted(kept)}


def versions(packages: Iterable[str] = PACKAGES) -> dict[str, str]:
    """Versions of the packages that make the numbers.

    Parameters
    ----------
    packages : iterable of str
        Names of distributions.

    Returns
    -------
    dict of str to str
        Name to version, and ``python``; packages that are not installed are left out.
    """
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def make_manifest(
    *, inputs: Path, stages: Path, reports: Path, manifest: Path, settings: Settings
) -> dict[str, Any]:
    """Describe a run.

    Parameters
    ----------
    inputs : Path
        The study's raw folder. Its files are listed by checksum; the names of transcripts are
        not, because they may name people.
    stages : Path
        The study's stage files; logs, timings and private files are left out.
    reports : Path
        The study's results.
    manifest : Path
        Where the manifest will stand: it does not list itself.
    settings : Settings
        The merged settings of the run.

    Returns
    -------
    dict
        Ready to be written as JSON.
    """
    raw = checksums(inputs)
    return {
        "study": settings.study,
        "synthetic": settings.report.synthetic,
        "settings": settings.model_dump(mode="json"),
        "versions": versions(),
        "inputs": {
            "transcripts": sorted(v for k, v in raw.items() if k.startswith("transcripts/")),
            "files": {k: v for k, v in raw.items() if not k.startswith("transcripts/")},
        },
        "stages": {
            name: digest
            for name, digest in checksums(stages).items()
            if not name.startswith(("private/", "logs/", "benchmarks/"))
        },
        "outputs": checksums(reports, [manifest]),
    }


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
        listed: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(manifest, "cannot be read.", "run the analysis first.") from None
    found = checksums(manifest.parent, [manifest])
    changed = [name for name in listed if name in found and found[name] != listed[name]]
    return [
        *(f"{name}: changed since it was written" for name in changed),
        *(f"{name}: missing" for name in listed if name not in found),
        *(f"{name}: not part of the run" for name in found if name not in listed),
    ]
