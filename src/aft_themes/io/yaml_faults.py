"""What to mend in a file that is no YAML."""

from __future__ import annotations

import yaml


def place_and_fix(error: yaml.YAMLError) -> tuple[str, str]:
    """Return the line, as "line 3" or empty, and what most likely to mend there."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", ""))
    if "\\t" in problem:
        fix = "indent with spaces, not with tabs."
    elif "mapping values are not allowed" in problem:
        fix = "put a text that holds a colon into quotes; check indentation."
    else:
        fix = "check indentation and quotes."
    return "" if mark is None else f"line {mark.line + 1}", fix
