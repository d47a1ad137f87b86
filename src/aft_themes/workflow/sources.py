"""Which modules of the package a script uses, so that a change reruns the rules that use them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import grimp

PACKAGE = "aft_themes"
_FOLDER = Path(__file__).parents[1]
_CACHE = ".snakemake/imports"  # grimp keeps what it has read, by the time of each file


def sources(script: str | Path) -> list[str]:
    """List the modules that a script uses, itself or through others, and the templates beside them.

    They are inputs of the script's rule: a change in a module reruns the rules that use it and no
    others.
    """
    known = _graph().modules
    return _files_behind(
        {module for name in _imported(Path(script)) for module in _modules(name, known)}
    )


def module_sources(module: str) -> list[str]:
    """List a module, those that it uses, itself or through others, and the templates beside them.

    A part of a rule that has a cache of its own depends on these, and on no other code.
    """
    return _files_behind({module})


def _files_behind(modules: set[str]) -> list[str]:
    """List the files of modules, of those that they use, and of the templates beside them."""
    graph = _graph()
    used = modules | {other for one in modules for other in graph.find_upstream_modules(one)}
    files = {_file_of(module) for module in used | {_package_of(module) for module in used}}
    files |= {beside for room in {file.parent for file in files} for beside in _templates(room)}
    here = Path.cwd()
    return sorted(str(f.relative_to(here) if f.is_relative_to(here) else f) for f in files)


@cache  # many scripts use the same room
def _templates(room: Path) -> list[Path]:
    """List what a room holds, at any depth, besides modules."""
    if room == _FOLDER:
        return []
    modules = {".py", ".pyc", ".pyi"}
    return [file for file in room.rglob("*") if file.is_file() and file.suffix not in modules]


@cache
def _graph() -> grimp.ImportGraph:
    """Read which module imports which; grimp reads them without running them."""
    return grimp.build_graph(PACKAGE, cache_dir=_CACHE, exclude_type_checking_imports=True)


def _imported(script: Path) -> set[str]:
    """Names that a script imports from the package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.split(".")[0] == PACKAGE}


def _modules(name: str, known: set[str]) -> set[str]:
    """Give the module that an imported name stands in: the longest part that is a module."""
    parts = name.split(".")
    candidates = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return {next(candidate for candidate in candidates if candidate in known)}


def _package_of(module: str) -> str:
    return module.rpartition(".")[0] or module


def _file_of(module: str) -> Path:
    place = _FOLDER.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
