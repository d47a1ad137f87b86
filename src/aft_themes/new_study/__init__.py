"""Begin a study: look through a folder of files, and write a first draft of all that it needs."""

from aft_themes.new_study.start import start_study

__all__ = ["start_study"]
