"""Check that the results are those that the manifest lists: `make verify`."""

import argparse
import sys
from pathlib import Path

from aft_themes.errors import AftThemesError
from aft_themes.provenance.manifest import verify


def main(*, manifest: Path) -> int:
    differences = verify(manifest)
    lines = differences or [f"{manifest.parent.name}: every output is as the run wrote it."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if differences else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    try:
        sys.exit(main(manifest=Path("reports") / parser.parse_args().study / "manifest.json"))
    except AftThemesError as error:
        sys.exit(str(error))
