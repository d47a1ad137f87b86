"""The explorer: one static page, without server or network, for reading themes in their context."""

from aft_themes.explorer.content import ExplorerStudy, explorer_study
from aft_themes.explorer.page import build_explorer

__all__ = ["ExplorerStudy", "build_explorer", "explorer_study"]
