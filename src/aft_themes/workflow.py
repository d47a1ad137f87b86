"""What the Snakefile asks: which modules a script uses, and which interviews go together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from modulefinder import ModuleFinder
from pathlib import Path

_SHARD_SIZE = 50  # interviews that one process reads; a small study is one shard


def sources(script: str | Path, package: Path = Path(__file__).parent) -> list[str]:
    """List the package's modules that a script imports, directly or through others.

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
    finder = ModuleFinder(path=[str(package.parent)])
    finder.run_script(str(script))
    names = (getattr(module, "__file__", None) for module in finder.modules.values())
    inside = sorted(Path(name) for name in names if name and Path(name).is_relative_to(package))
    here = Path.cwd()
    return [str(f.relative_to(here) if f.is_relative_to(here) else f) for f in inside]


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
