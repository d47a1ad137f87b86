"""Praat and ELAN: tiers of speakers are read, tiers about speech are not."""

import pytest

from aft_themes.transcripts.formats.tiers import speech_tiers

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 9.5
tiers? <exists>
size = 4
item []:
"""
SHORT = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9.5\n<exists>\n2\n'
TIER = """    item [{n}]:
        class = "IntervalTier"
        name = "{name}"
        xmin = 0
        xmax = 9.5
        intervals: size = {size}
"""
PIECE = (
    "        intervals [{n}]:\n            xmin = {0}\n            xmax = {1}\n"
    '            text = "{2}"\n'
)
SAID = {
    "Ana": [(0, 1.5, "Why [1] then?"), (1.5, 8, ""), (8, 9.5, "Oh.")],
    "Ben": [(0, 1.5, "sil"), (1.5, 8, 'It was ""late"", 7 or 8.'), (8, 9.5, "")],
    "Ben - words": [(1.5, 2, "It"), (2, 3, "was")],
    "phones": [(0, 1.5, "w aI")],
}
TALK = [("Ana", "Why [1] then?", 0), ("Ben", 'It was "late", 7 or 8.', 1.5), ("Ana", "Oh.", 8)]


def _long():
    text = LONG
    for n, (name, pieces) in enumerate(SAID.items(), 1):
        text += TIER.format(n=n, name=name, size=len(pieces))
        text += "".join(PIECE.format(*piece, n=at) for at, piece in enumerate(pieces, 1))
    return text


def _short():
    text = SHORT
    for name in ("Ana", "Ben"):
        text += f'"IntervalTier"\n"{name}"\n0\n9.5\n{len(SAID[name])}\n'
        text += "".join(f'{start}\n{end}\n"{said}"\n' for start, end, said in SAID[name])
    return text


@pytest.mark.parametrize("content", [_long(), _short()], ids=["long", "short"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_textgrid(read, content, encoding):
    found = read("a.TextGrid", content.encode(encoding))
    assert found.format == "textgrid"
    assert [(turn.speaker, turn.text, turn.start_s) for turn in found.turns] == TALK


def test_a_textgrid_that_is_cut_off_is_refused(read):
    with pytest.raises(Exception, match="damaged or cut off"):
        read("a.TextGrid", _long()[:700])


@pytest.mark.parametrize(
    ("names", "spoken"),
    [
        (["Ana", "marker"], ["Ana"]),
        (["Ana", "Section marker", "Ana@comments"], ["Ana"]),
        (["words", "phones"], ["words"]),
        (["notes"], ["notes"]),
    ],
)
def test_tiers_about_speech(names, spoken):
    assert speech_tiers(names) == spoken


def test_elan_tiers_about_the_recording_are_not_read(read):
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{n}000"/>' for n in range(4))
    one = (
        '<TIER TIER_ID="{0}"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{1}" '
        'TIME_SLOT_REF1="t{1}" TIME_SLOT_REF2="t{2}"><ANNOTATION_VALUE>{3}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    )
    tiers = one.format("I", 0, 1, "Why?") + one.format("P", 1, 2, "So.")
    tiers += one.format("marker", 2, 3, "***")
    content = f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"
    assert [turn.speaker for turn in read("a.eaf", content).turns] == ["I", "P"]
