"""Codings kept as a document: codes as headings and points, quotes below them."""

import pytest

from aft_themes.coding.quoted_outlines import QuotedCode, quoted_codes
from tests.codebook.test_codebook_forms import word_outline

QUOTES = {
    "P1": ["They stayed with me all day.", "It rained, and I went home."],
    "P2": ["Nobody asked me about it.", "I kept the tape in my bag."],
    "P3": ["We laughed a lot that week.", "Then I dared to ask them."],
}
OUTLINE = """# Codes of the study

Notes on how we work: "this is no quote of anybody".

## Support

- From peers
  - P1: "They stayed with me all day."
      - Also: "It rained, and
    I went home."
  - P2 said nothing but \u201cNobody asked me about it.\u201d
  - P3 draws a "table"
- From \\[Place]
  - **P2:** "I kept the tape in my bag."

## Group

- P3: "We laughed a lot that week." and then "Then I dared to ask them."
"""


@pytest.fixture
def outline(tmp_path):
    def read(text, name="codes.md"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return quoted_codes(file)

    return read


def test_quotes_get_the_headings_and_points_above_them(outline):
    assert outline(OUTLINE) == [
        QuotedCode("P1", "Support > From peers", QUOTES["P1"][0]),
        QuotedCode("P1", "Support > From peers", QUOTES["P1"][1]),
        QuotedCode("P2", "Support > From peers", QUOTES["P2"][0]),
        QuotedCode("P2", "Support > From [Place]", QUOTES["P2"][1]),
        QuotedCode("P3", "Group", QUOTES["P3"][0]),
        QuotedCode("P3", "Group", QUOTES["P3"][1]),
    ]


def test_the_person_may_stand_behind_the_quote(outline):
    lines = "".join(
        f"## Code {at}\n\u201c{quote}\u201d ({who})\n\n"
        for who, quotes in QUOTES.items()
        for at, quote in enumerate(quotes)
    )
    assert {one.interview for one in outline(lines)} == set(QUOTES)
    assert len(outline(lines)) == 6


def test_a_point_may_name_the_code_before_its_quotes(outline):
    lines = [
        f"- **Code {at}**: " + "; ".join(f'"{each[at]}" ({who})' for who, each in QUOTES.items())
        for at in (0, 1)
    ]
    found = outline("## Theme\n" + "\n".join(lines))
    assert [one.code for one in found] == ["Code 0"] * 3 + ["Code 1"] * 3
    assert [one.interview for one in found] == ["P1", "P2", "P3"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "".join(f'- P{n % 2 + 1}: "{q}"\n' for n, (q, _) in enumerate(QUOTES.values())),
        "## Support\n" + "".join(f'- "{q}"\n' for each in QUOTES.values() for q in each),
        OUTLINE.replace("P2", "P1").replace("P3", "P1"),
        '## Code\n- Rain: when somebody says "it rained on us"\n',
    ],
    ids=["no codes", "nobody named", "one person", "a codebook"],
)
def test_other_documents_are_no_codings(outline, text):
    assert outline(text) == []


def test_headings_of_word_with_quotes_below(tmp_path):
    paragraphs = [("Normal", "Found in six talks."), ("Heading 2", "Support")]
    paragraphs += [
        ("Normal", f"\u201c{quote}\u201d (P{n})") for n in (1, 2) for quote in QUOTES[f"P{n}"]
    ]
    paragraphs += [("Heading 2", "Group")]
    paragraphs += [("Normal", f"P3: \u201e{quote}\u201c") for quote in QUOTES["P3"]]
    word_outline(tmp_path / "codes.docx", paragraphs)
    found = quoted_codes(tmp_path / "codes.docx")
    assert [one.code for one in found] == ["Support"] * 4 + ["Group"] * 2
    assert [one.interview for one in found] == ["P1", "P1", "P2", "P2", "P3", "P3"]


def test_blocks_are_quotes_with_their_source_below_or_behind(outline):
    first, second = "## Support\n\n", "## Group\n\n"
    for who, (one, other) in QUOTES.items():
        first += f"> {one}\n> \u2014 {who}, at work\n\n"
        second += f"> {other} ({who})\n\n"
    found = outline(first + second)
    assert found == [
        *(QuotedCode(who, "Support", one) for who, (one, _) in QUOTES.items()),
        *(QuotedCode(who, "Group", other) for who, (_, other) in QUOTES.items()),
    ]


PLAIN = "Support\n" + "".join(f"{who}: {quotes[0]}\n" for who, quotes in QUOTES.items())
PLAIN += "The group\n" + "".join(f"{who}: {quotes[1]}\n" for who, quotes in QUOTES.items())


@pytest.mark.parametrize("name", ["codes.txt", "codes.rtf", "codes.html"])
def test_lines_of_known_interviews_below_short_lines(name, tmp_path):
    path = tmp_path / name
    if name.endswith("rtf"):
        path.write_text(r"{\rtf1\ansi " + PLAIN.replace("\n", "\\par\n") + "}")
    elif name.endswith("html"):
        path.write_text("".join(f"<p>{line}</p>" for line in PLAIN.splitlines()))
    else:
        path.write_text(PLAIN)
    found = quoted_codes(path, {"P1", "P2", "P3", "codes"})
    assert [(one.interview, one.code) for one in found] == [
        *((who, "Support") for who in QUOTES),
        *((who, "The group") for who in QUOTES),
    ]
    assert found[0].quote == QUOTES["P1"][0]
    # a group in which somebody asks, and one whose speakers are no interviews of their own
    talk = path.read_text().replace("P2:", "Moderator:")
    path.write_text(talk)
    assert quoted_codes(path, {"P1", "P2", "P3", "codes"}) == []
    path.write_text(talk.replace("Moderator:", "P2:"))
    assert quoted_codes(path, {"G1", "codes"}) == []


def test_the_source_of_a_quote_may_be_a_line_of_its_own(tmp_path):
    paragraphs = []
    for at, code in enumerate(("Support", "Group")):
        paragraphs.append(("Normal", code))
        for who, quotes in QUOTES.items():
            paragraphs += [("Normal", f"\u201c{quotes[at]}\u201d"), ("Normal", f"\u2013 {who}")]
    word_outline(tmp_path / "codes.docx", paragraphs)
    found = quoted_codes(tmp_path / "codes.docx")
    assert [(one.interview, one.code) for one in found] == [
        *((who, "Support") for who in QUOTES),
        *((who, "Group") for who in QUOTES),
    ]
