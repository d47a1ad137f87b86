"""Read a PDF from standard input and write its lines, page by page, as JSON.

Run as a process with bounded memory, so that a PDF that unpacks without end hurts nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import sys

MAX_PAGES = 2000
MEMORY_LIMIT = 2**30
TIME_LIMIT_S = 120
PASSWORD, TOO_LONG, DAMAGED = 3, 4, 5


def read_pages(data: bytes) -> list[list[str]]:
    """Read the lines of each page.

    Parameters
    ----------
    data : bytes
        The PDF.

    Returns
    -------
    list of list of str
    """
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            sys.exit(TOO_LONG)
        pages = []
        for page in pdf.pages:
            pages.append(page.extract_text().split("\n"))
            page.close()
    return pages


def main() -> None:
    """Bound the memory, read standard input, write standard output."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    _limit()
    logging.disable()
    try:
        pages = read_pages(sys.stdin.buffer.read())
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        secret = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        sys.exit(PASSWORD if secret else DAMAGED)
    json.dump(pages, sys.stdout)


def _limit() -> None:
    """Bound memory and time where the system can; the caller bounds the time everywhere."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    main()
