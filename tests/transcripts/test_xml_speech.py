"""Transcriber, EXMARaLDA and TEI."""

import pytest

TRS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans><Speakers><Speaker id="s1" name="Ana"/><Speaker id="s2" name="Zo\u00e9"/></Speakers>
<Episode><Section type="report" startTime="0" endTime="9">
<Turn speaker="s1" startTime="0" endTime="2"><Sync time="0"/>Why <Event desc="laugh"/>then?</Turn>
<Turn speaker="s2 s1" startTime="2" endTime="8"><Sync time="2"/><Who nb="1"/>It was.
<Who nb="2"/>Oh.</Turn><Turn startTime="8" endTime="9"><Sync time="8"/></Turn>
</Section></Episode></Trans>"""
EXB = """<?xml version="1.0"?>
<basic-transcription><head><speakertable><speaker id="A0"><abbreviation>Ana</abbreviation></speaker>
<speaker id="B0"><abbreviation/></speaker></speakertable></head><basic-body><common-timeline>
<tli id="T0" time="0"/><tli id="T1" time="1.5"/><tli id="T2"/></common-timeline>
<tier id="t1" speaker="B0" category="v" type="t"><event start="T1" end="T2">It was.</event></tier>
<tier id="t0" speaker="A0" category="v" type="t"><event start="T0" end="T1">Why then?</event></tier>
<tier id="t2" speaker="A0" category="en" type="a"><event start="T0" end="T1">a note</event></tier>
</basic-body></basic-transcription>"""
TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><person xml:id="p1"><persName>Ana</persName>
</person></teiHeader><text><body><u who="#p1">Why <pause/><w>then</w>?</u>
<u who="#p2"><seg>It was.</seg><vocal><desc>laughs</desc></vocal> So.</u>
<note>Somebody comes in.</note></body></text></TEI>"""


def _said(read, name, content):
    return [(turn.speaker, turn.text, turn.start_s) for turn in read(name, content).turns]


def test_transcriber_tells_who_speaks_where_two_do(read):
    assert _said(read, "a.trs", TRS.encode("latin-1")) == [
        ("Ana", "Why then?", 0),
        ("Zo\u00e9", "It was.", 2),
        ("Ana", "Oh.", 2),
    ]


def test_exmaralda_reads_what_was_said_in_the_order_of_time(read):
    assert _said(read, "a.exb", EXB) == [("Ana", "Why then?", 0), ("B0", "It was.", 1.5)]


def test_tei_leaves_out_what_is_noted(read):
    assert _said(read, "a.xml", TEI) == [("Ana", "Why then ?", None), ("p2", "It was. So.", None)]


@pytest.mark.parametrize("content", [TRS, EXB, TEI], ids=["trs", "exb", "tei"])
def test_cut_off_or_hostile_files_are_refused(read, content):
    with pytest.raises(Exception, match="damaged or cut off"):
        read("a.xml", content[: len(content) // 2])
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    start = content.index("<", content.index("?>"))
    hostile = (
        content[:start]
        + bomb
        + content[start:].replace('<!DOCTYPE Trans SYSTEM "trans-14.dtd">', "")
    )
    with pytest.raises(Exception, match="damaged or cut off"):
        read("a.xml", hostile)


def test_a_speech_inside_another_counts_once(read):
    def speech(who, inside):
        return f'<speech by="#{who}"><from>{who}</from>{inside}</speech>'

    answer = speech("ole", "<p>In the spring.</p>")
    asked = f"<p>When was it?</p><questions>{answer}</questions><p>And where?</p>"
    body = speech("mia", asked) + speech("ole", "<p>At home.</p>")
    text = (
        f'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">{body}</akomaNtoso>'
    )
    assert [(turn.speaker, turn.text) for turn in read("a.xml", text).turns] == [
        ("mia", "When was it?"), ("ole", "In the spring."),
        ("mia", "And where?"), ("ole", "At home."),
    ]  # fmt: skip
