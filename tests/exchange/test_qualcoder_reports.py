"""QualCoder's report of codings as text, web page and OpenDocument; Taguette's as RTF."""

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange.recognising import read_project

QUOTES = [
    ("work > pay", "P01.docx", "Ann", "They paid late.\nTwice, in March."),
    ("work > work.hours", "P01.docx", "Ben", "Nights, mostly."),
    ("rest", "P02, second.docx", "Ann", "I slept at my sister's."),
]


def report(form="[{start}-{end}] {code}, File: {file},  Coder: {coder}", before="", after=""):
    parts = ["Search parameters\n==========\nCoding by: All coders\n\n==========\n"]
    for number, (code, file, coder, words) in enumerate(QUOTES):
        start = 100 * number
        head = form.format(start=start, end=start + len(words), code=code, file=file, coder=coder)
        parts.append(f"\n{head}\n{before}\n{words}\n{after}\nOverlapping codes: [rest, pay]\n\n")
    return "\n".join(parts)


def found(path):
    return [(c.code, c.source, c.coder, c.quote) for c in read_project(path).codings]


@pytest.mark.parametrize(
    "text",
    [
        report(),
        report("[{start}-{end}] {code}, Datei: {file},  Kodierer: {coder}, ctid: 12"),
        report("[{start}-{end}] {code}, File: {file},  Case: Case 1 Coder: {coder}"),
        report(before="What was said just before.", after="And what came after it, at length."),
        report(after="MEMO: about these words"),
    ],
    ids=["plain", "German", "case", "context", "memo"],
)
def test_a_report_as_text(tmp_path, text):
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8-sig")
    assert found(path) == QUOTES


def test_a_report_as_a_web_page_loses_only_blank_lines(tmp_path):
    path = tmp_path / "report.html"
    lines = "".join(f"<p>{line}</p>" for line in report().splitlines())
    path.write_text(f"<html><body>{lines}</body></html>".replace(">  ", ">"))
    assert found(path) == QUOTES


def test_lengths_count_characters_as_a_window_does_and_pages_lose_spaces(tmp_path):
    path = tmp_path / "report.html"
    talk = "so I left.\n\nANN\n\nMm.\n\nBEN\n\nAnd \U0001f600 \U0001f600 then I came back "
    blocks = [("P01.txt", talk), ("P02.txt", "It was \U0001f600, so "), ("P03.txt", "No.")]
    lines = ["Search parameters"]
    for number, (file, words) in enumerate(blocks):
        size = len(words.encode("utf-16-le")) // 2
        lines += [f"[{number}-{number + size}] rest, File: {file},  Coder: Ann", *words.split("\n")]
        lines += ["Overlapping codes: [rest, pay and time]", ""]
    body = "".join(f"<p>{line.strip()}</p>" for line in lines)
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    said = [(file, " ".join(words.split())) for file, words in blocks]
    assert [(one.source, " ".join(one.quote.split())) for one in read_project(path).codings] == said


def test_words_that_do_not_follow_are_lost_by_name(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(report().replace("Nights, mostly.", ""))
    project = read_project(path)
    assert [coding.code for coding in project.codings] == ["work > pay", "rest"]
    assert [loss.reason for loss in project.losses] == ["its words do not follow"]


def test_taguettes_highlights_as_rtf(tmp_path):
    path = tmp_path / "highlights.rtf"
    path.write_text(
        "{\\rtf1\\ansi Taguette highlights\\par They paid late.\\par "
        "Document: P01.docx   Tags: work.pay, rest\\par }"
    )
    assert found(path) == [
        ("work > pay", "P01.docx", "", "They paid late."),
        ("rest", "P01.docx", "", "They paid late."),
    ]


def test_a_table_that_every_run_reads_is_not_imported(tmp_path):
    path = tmp_path / "report.csv"
    path.write_text('"File","Coder","Coded","Id","Codename"\n"P01","Ann","Late.","ctid:1","pay"\n')
    with pytest.raises(InputError, match="put it into the study's folder `codings`"):
        read_project(path)


def test_taguettes_exchange_codebook_keeps_its_tree(tmp_path):
    path = tmp_path / "codebook.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>'
        '<Code guid="1" name="work.pay"/><Code guid="2" name="rest"/></Codes></CodeBook>'
    )
    assert [code.path for code in read_project(path).codes] == [("work", "pay"), ("rest",)]
