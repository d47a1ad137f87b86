"""Pack a finished run for deposit as an RO-Crate: what it made, by what, with which settings."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from aft_themes.errors import InputError
from aft_themes.notices import notices
from aft_themes.provenance.manifest import verify
from aft_themes.settings import check_settings


def write_crate(reports: Path, crate_folder: Path, *, date: str) -> None:
    """Write an RO-Crate with every output that a run's manifest lists.

    Raw transcripts, stage files and private files are not part of it; they are named where an
    output was made from them. The format is RO-Crate (Soiland-Reyes et al., 2022, Data Science
    5(2), doi 10.3233/DS-210053).

    Parameters
    ----------
    reports : Path
        ``reports/<study>`` with its ``manifest.json``.
    crate_folder : Path
        Where the crate goes; must not exist or be empty.
    date : str
        Date of the deposit, such as ``2026-11-22``.

    Raises
    ------
    InputError
        If there is no manifest, an output is not as it was written, or the folder is not empty.
    """
    manifest = reports / "manifest.json"
    differences = verify(manifest)
    if differences:
        raise InputError(manifest, f"{differences[0]}.", "run the analysis again.")
    if crate_folder.exists() and any(crate_folder.iterdir()):
        raise InputError(crate_folder, "is not empty.", "remove it, or name another folder.")
    run: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    crate = ROCrate(gen_preview=False)
    crate.name = f"Analysis of the interviews of the study {run['study']}"
    must = notices(check_settings(run["settings"]))
    crate.description = " ".join(
        ["Themes of qualitative interviews.", *(notice.sentence for notice in must)]
    )
    crate.root_dataset["datePublished"] = date
    software = _add_software(crate, run["versions"])
    files = {
        f"reports/{name}": _add(crate, reports / name, name, digest)
        for name, digest in [*_digests(run["outputs"]), (manifest.name, "")]
    }
    _add_sources(crate, run, files)
    crate.add(
        ContextEntity(
            crate,
            "#run",
            properties={
                "@type": "CreateAction",
                "name": "the run that made these files",
                "instrument": {"@id": software.id},
                "result": [{"@id": file.id} for file in files.values()],
            },
        )
    )
    crate.write(crate_folder)


def _add_software(crate: ROCrate, versions: Mapping[str, str]) -> ContextEntity:
    properties = {
        "@type": "SoftwareApplication",
        "name": "aft-themes",
        "softwareVersion": versions.get("aft-themes", ""),
        "softwareRequirements": [f"{name} {version}" for name, version in sorted(versions.items())],
    }
    return crate.add(ContextEntity(crate, "#aft-themes", properties=properties))


def _add(crate: ROCrate, source: Path, name: str, digest: str) -> Any:  # noqa: ANN401
    kind, _ = mimetypes.guess_type(name)
    properties = {"name": Path(name).name, "encodingFormat": kind or "application/octet-stream"}
    return crate.add_file(source, name, properties={**properties, **_checksum(digest)})


def _digests(outputs: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(k.removeprefix("reports/"), v["sha256"]) for k, v in sorted(outputs.items())]


def _add_sources(crate: ROCrate, run: Mapping[str, Any], files: Mapping[str, Any]) -> None:
    """Say of each file what it was made from, back to the raw files."""
    made = {**run["stages"], **run["outputs"]}
    raw = {name: {"sha256": digest} for name, digest in run["inputs"]["files"].items()}
    # a folder of outputs stands for the files in it
    within = {
        source: [files[name] for name in files if name == source or name.startswith(f"{source}/")]
        for entry in made.values()
        for source in entry["from"]
    }
    named = sorted({*run["stages"], *(source for source in within if not within[source])})
    known = {name: _name(crate, name, {**made, **raw}.get(name, {})) for name in named} | {**files}
    for name, entry in made.items():
        sources = (within.get(source) or [known[source]] for source in entry["from"])
        known[name]["isBasedOn"] = [{"@id": one.id} for some in sources for one in some]


def _name(crate: ROCrate, name: str, entry: Mapping[str, Any]) -> Any:  # noqa: ANN401
    properties = {"@type": "CreativeWork", "name": name, **_checksum(entry.get("sha256", ""))}
    return crate.add(ContextEntity(crate, f"#{name}", properties=properties))


def _checksum(digest: str) -> dict[str, str]:
    return {"sha256": digest} if digest else {}
