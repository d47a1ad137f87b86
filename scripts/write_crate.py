"""Pack a finished run for deposit: `make crate`."""

import argparse
import datetime
import sys
from pathlib import Path

from aft_themes.errors import AftThemesError
from aft_themes.provenance.crate import write_crate


def main(*, study: str, date: str) -> None:
    folder = Path("reports") / f"{study}-crate"
    write_crate(Path("reports") / study, folder, date=date)
    sys.stdout.write(f"{folder} holds the results of {study} with their metadata.\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    parser.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    given = parser.parse_args()
    try:
        main(study=given.study, date=given.date)
    except AftThemesError as error:
        sys.exit(str(error))
