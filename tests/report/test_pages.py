"""The pages that Word shows, as LibreOffice lays them out; skipped where it is not installed."""

import re
import shutil
import subprocess

import pytest

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="LibreOffice or poppler is missing"),
]
NAMES = ("report", "supplement")
MOST_PAGES = 30  # of a report: a journal's manuscript; the rest is the supplement's


@pytest.fixture(scope="module")
def printed(finished, tmp_path_factory):
    """The folder with both documents as PDF."""
    folder = tmp_path_factory.mktemp("printed")
    documents = [finished.reports / f"{name}.docx" for name in NAMES]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *documents],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module", params=NAMES)
def pages(request, printed):
    """The texts of the pages, and on which page each picture stands."""
    pdf = printed / f"{request.param}.pdf"
    text = subprocess.run(
        [PDFTOTEXT, "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    listed = subprocess.run(
        ["pdfimages", "-list", pdf], check=True, capture_output=True, text=True
    ).stdout
    pictures = [int(line.split()[0]) - 1 for line in listed.splitlines()[2:] if "image" in line]
    return request.param, text.split("\f"), pictures


def test_number_title_picture_and_note_of_a_figure_stand_on_one_page(pages):
    _, texts, pictures = pages
    numbers = [
        (at, found.end())
        for at, text in enumerate(texts)
        for found in re.finditer(r"^\s*Figure S?\d+\s*$", text, re.MULTILINE)
    ]
    assert numbers
    assert [at for at, _ in numbers] == pictures
    for at, end in numbers:
        below = texts[at][end:].strip().splitlines()
        assert below[0].strip()  # the title
        assert any(line.startswith("Note.") for line in below), below[0]


def test_a_report_is_no_longer_than_a_manuscript(pages):
    name, texts, _ = pages
    written = [text for text in texts if text.strip()]
    assert name != "report" or len(written) <= MOST_PAGES
    bare = [text for text in written if len(text.split()) < 12]
    assert len(bare) <= 1  # the last page; no other holds a heading alone
