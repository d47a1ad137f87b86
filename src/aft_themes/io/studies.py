"""Which studies there are, and what is said of one that there is not."""

from __future__ import annotations

from pathlib import Path

from aft_themes.errors import InputError


def no_such_study(raw: Path) -> InputError:
    """Say that a study's folder below data/raw is missing, and which studies there are.

    Parameters
    ----------
    raw : Path
        The folder that is missing.
    """
    known = sorted(path.name for path in raw.parent.glob("*") if path.is_dir())
    choice = f"use one of {', '.join(known)}; or begin" if known else "begin"
    fix = f"{choice} it with `aft-themes init {raw.name} FOLDER`."
    return InputError(raw, "there is no such study.", fix)
