"""Settings as they stand in a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from aft_themes.errors import SettingsError
from aft_themes.io.yaml_faults import place_and_fix
from aft_themes.settings import Settings, check_settings


def load_settings(path: Path) -> Settings:
    """Read and check a settings file."""
    return check_settings(read_values(path))


def read_values(path: Path) -> dict[str, Any]:
    """Read a settings file without checking what it sets."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name}: is not in UTF-8. Fix: save it as UTF-8.") from None
    except yaml.YAMLError as error:
        where, fix = place_and_fix(error)
        at = f"{path.name}, {where}" if where else path.name
        raise SettingsError(f"{at}: is not valid YAML. Fix: {fix} See config.yaml.") from None
    if not isinstance(values, dict):
        raise SettingsError(
            f"{path.name}: must hold `key: value` lines. Fix: write them as in config.yaml."
        )
    return values
