"""Codings come from and go back to the programs that researchers code in.

``import_files`` brings codings into a study's folder; ``export_study`` writes a study for another
program; ``write_double_coding_sheets`` asks a further coder to code blind.
"""

from importlib import import_module

_MODULES = {
    "ImportReport": "import_report",
    "export_study": "exporting",
    "import_files": "importing",
    "write_double_coding_sheets": "double_coding_sheets",
}
__all__ = ["ImportReport", "export_study", "import_files", "write_double_coding_sheets"]


def __getattr__(name: str) -> object:
    # by name, so that a run which only imports does not load what exports
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
