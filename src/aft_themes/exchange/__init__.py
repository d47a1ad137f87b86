"""Codings come from and go back to the programs that researchers code in.

:func:`import_files` brings codings into a study's folder; :func:`export_study` writes a study for
another program; :func:`write_double_coding_sheets` asks a further coder to code blind.
"""

from aft_themes.exchange.double_coding_sheets import write_double_coding_sheets
from aft_themes.exchange.exporting import export_study
from aft_themes.exchange.importing import ImportReport, import_files

__all__ = ["ImportReport", "export_study", "import_files", "write_double_coding_sheets"]
