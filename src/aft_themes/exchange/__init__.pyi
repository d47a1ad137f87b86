from aft_themes.exchange.double_coding_sheets import (
    write_double_coding_sheets as write_double_coding_sheets,
)
from aft_themes.exchange.exporting import export_study as export_study
from aft_themes.exchange.import_report import ImportReport as ImportReport
from aft_themes.exchange.importing import import_files as import_files

__all__ = ["ImportReport", "export_study", "import_files", "write_double_coding_sheets"]
