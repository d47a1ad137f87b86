"""AFT Themes: from raw interview files to themes that can be published, every number traceable."""

from importlib import import_module

__all__ = ["Study"]  # found by __getattr__


def __getattr__(name: str) -> object:
    # by name, so that a script which imports one module does not depend on all of them
    if name in __all__:
        return getattr(import_module("aft_themes.study"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
