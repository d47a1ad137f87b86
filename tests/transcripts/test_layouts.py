"""Layouts of programs and people that were found in public reports, with invented words."""

import json

import pytest

from tests.transcripts.making import docx_parts, docx_table, packed, workbook

SAID = [
    ("Ann Roe", "How was it when they saw the tape?"),
    ("Bo Lee", "Hard at first, because all saw it."),
    ("Ann Roe", "And what came then?"),
    ("Bo Lee", "Then she leaned back."),
    ("Ann Roe", "Did it help you?"),
    ("Bo Lee", "Yes, in the end."),
]
WORDS = [text for _, text in SAID]


def _all(form, sep="\n"):
    return sep.join(
        form.format(
            at=at, who=who, text=text, s=at * 7, e=at * 7 + 5, tag="asker" if at % 2 else "x"
        )
        for at, (who, text) in enumerate(SAID)
    )


def _ibm():
    results, who = [], []
    for at, (speaker, text) in enumerate(SAID):
        times = [[word, at + k / 20, at + k / 20 + 0.04] for k, word in enumerate(text.split())]
        results.append({"alternatives": [{"transcript": text, "timestamps": times}]})
        who += [{"from": a, "to": b, "speaker": speaker} for _, a, b in times]
    return json.dumps({"results": results, "speaker_labels": who})


LAYOUTS = {
    "attributes.xml": "<talk>"
    + _all('<turn speaker="{who}" start="{s}">{text}</turn>')
    + "</talk>",
    "children.xml": "<talk>"
    + _all("<u><speaker id='{at}'>{who}</speaker><text>{text}</text></u>")
    + "</talk>",
    "sections.xml": "<?xml version='1.0'?><talk>"
    + _all("<part><turn who='#{who}'><p>{text}</p></turn></part>")
    + "</talk>",
    "ohms.xml": "<?xml version='1.0'?><ROOT xmlns='https://x.test'><record><title>Interview</title>"
    "<partial_transcript>How was it</partial_transcript><transcript>"
    + _all("{who}: {text}\n")
    + "</transcript></record></ROOT>",
    "sp.xml": "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>"
    + _all("<sp><speaker>{who}</speaker><p>{text}</p><stage>nods</stage></sp>")
    + "</body></text></TEI>",
    "turns.yaml": _all('- speaker: {who}\n  time: "00:0{at}"\n  text: "{text}"'),
    "names.yml": "turns:\n" + _all('  - {who}: "{text}"'),
    "turns.toml": _all('[[turns]]\nspeaker = "{who}"\ntext = "{text}"'),
    "headings.org": "#+TITLE: One\n\n" + _all("* {who}\n{text}"),
    "telegram.json": json.dumps(
        {
            "messages": [
                {"id": at, "from": who, "text": [text[:4], {"type": "bold", "text": text[4:]}]}
                for at, (who, text) in enumerate(SAID)
            ]
        }
    ),
    "symbl.json": json.dumps(
        {"messages": [{"from": {"id": who, "name": who}, "text": text} for who, text in SAID]}
    ),
    "amberscript.json": json.dumps(
        {
            "speakers": [{"spkid": "spk1", "name": "Ann Roe"}, {"spkid": "spk2", "name": "Bo Lee"}],
            "segments": [
                {
                    "speaker": f"spk{at % 2 + 1}",
                    "words": [{"text": word, "start": at, "end": at} for word in text.split()],
                }
                for at, text in enumerate(WORDS)
            ],
        }
    ),
    "ibm.json": _ibm(),
    "segments.csv": "start,end,text\n" + _all('{s}000,{e}000,"{who}: {text}"'),
    "pyannote.txt": _all("[ 00:00:{s:02}.497 -->  00:00:{e:02}.779] {who}: {text}"),
    "seconds.txt": _all("({s}.0, {e}.5) {who}: {text}"),
    "seconds_s.txt": _all("[{s}.25s - {e}.50s] {who}: {text}"),
    "spaces.txt": _all("{who}:   00:0{at}   {text}"),
    "folker.flk": "<?xml version='1.0'?><folker-transcription><speakers>"
    "<speaker speaker-id='Ann Roe'><name>Ann Roe</name></speaker></speakers>"
    + _all("<contribution speaker-reference='{who}'><unparsed>{text}</unparsed></contribution>")
    + "</folker-transcription>",
    "captions.xml": "<?xml version='1.0'?><ROOT><record><vtt_transcript><![CDATA[WEBVTT\n\n"
    + _all("00:00:{s:02}.000 --> 00:00:{e:02}.000\n<v {who}>{text}\n")
    + "]]></vtt_transcript><rights>open</rights></record></ROOT>",
    "footnotes.xml": "<?xml version='1.0'?><ROOT><transcript>"
    + _all("{who}: {text}[[footnote]]{at}[[/footnote]]\n")
    + "[[footnotes]]\nAnn Lee, 44 (1922): 1.\n[[/footnotes]]</transcript></ROOT>",
    "turns.md": "---\nhosts: [One]\n---\n"
    + _all('<turn speaker="{who}" timestamp="00:0{at}">\n\n{text}\n\n</turn>\n'),
    "telegram.txt": _all("{who}, [20/08/2026 09:1{at}]\n{text}\n"),
    "teams_chat.txt": _all("[4/3 10:0{at}] {who}\n{text}\n"),
    "zoom_chat.txt": _all("00:00:0{at}\t From {who} : {text}"),
    "imessage.txt": _all("Mar 04, 2024 10:0{at}:11 AM\n{who}\n{text}\n"),
    "whatsapp_ios.txt": _all("\u200e[3/4/24, 10:0{at}:11\u202fAM] {who}: \u200e{text}"),
    "edited.txt": _all("[04.03.24, 10:0{at}:11] {who}: {text} <This message was edited>"),
    "wiki.txt": "== One ==\n" + _all("'''{who}:''' {text}\n"),
    "columns.json": json.dumps({"speaker": [who for who, _ in SAID], "text": WORDS}),
    "columns_by_row.json": json.dumps(
        {
            "speaker": {at: who for at, (who, _) in enumerate(SAID)},
            "text": dict(enumerate(WORDS)),
        }
    ),
    "numbered.json": json.dumps(
        {at: {"speaker": who, "text": text} for at, (who, text) in enumerate(SAID)}
    ),
    "pairs.json": json.dumps(SAID),
    "split.json": json.dumps({"columns": ["speaker", "text"], "data": SAID}),
    "facebook.json": json.dumps(
        {
            "messages": [
                {"sender_name": who, "timestamp_ms": 1_700_000_000_000 - at * 1000, "content": text}
                for at, (who, text) in enumerate(reversed(SAID))
            ]
        }
    ),
    "spans.html": "<html><body>"
    + _all(
        "<div><span class='time'>00:0{at}</span><span class='spk'>{who}</span>"
        "<span class='txt'>{text}</span></div>"
    )
    + "</body></html>",
    "data.html": "<html><body>" + _all("<p data-speaker='{who}'>{text}</p>") + "</body></html>",
    "elan.txt": "\n".join(
        f"{who}\t\t00:00:{at:02}.0\t{at}.0\t00:00:{at:02}.9\t{at}.9\t00:00:00.9\t0.9\t{text}"
        for at, (who, text) in sorted(enumerate(SAID), key=lambda one: one[1][0])
    ),
    "mails.txt": _all(
        "From: {who} <{at}@uni.test>\nSent: 4 March\nSubject: Re: talk\n\n{text}\n"
        "\nOn 3 March 2024, somebody wrote:\n> And this?\n"
    ),
    "whatsapp.txt": "3/4/24, 10:00 AM - Messages and calls are end-to-end encrypted. Tap here.\n"
    + _all("3/4/24, 10:0{at} AM - {who}: {text}")
    + "\n3/4/24, 10:09 AM - Bo Lee: <Media omitted>\n",
    "discord.txt": _all("[04-Mar-24 10:0{at} AM] {who}\n{text}\n"),
    "telegram.html": "<html><body>"
    + _all(
        "<div class='userpic userpic1'><div class=initials>A</div></div><div class=body>"
        "<div class=from_name>{who}</div><div class=text>{text}</div></div>"
    )
    + "</body></html>",
    "subtitles.ass": "[Events]\nFormat: Layer, Start, End, Style, Name, Effect, Text\n"
    + _all("Dialogue: 0,0:00:{s:02}.00,0:00:{e:02}.00,Default,{who},,{{\\i1}}{text}{{\\i0}}"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read_with_its_speakers_and_no_other_words(read, name):
    turns = read(name, LAYOUTS[name]).turns
    assert [(turn.speaker, " ".join(turn.text.split())) for turn in turns] == SAID


def test_elements_called_after_roles_are_turns(read):
    tags = ("interviewer", "participant")
    content = "".join(f"<{tags[at % 2]}>{text}</{tags[at % 2]}>" for at, text in enumerate(WORDS))
    turns = read("a.xml", f"<talk>{content}</talk>").turns
    assert [turn.speaker for turn in turns] == list(tags) * 3
    assert [turn.text for turn in turns] == WORDS


def test_cells_of_one_column_may_begin_with_labels(read):
    turns = read("a.xlsx", workbook([[f"{who}: {text}", None] for who, text in SAID])).turns
    assert [(turn.speaker, turn.text) for turn in turns] == SAID


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        (
            "cp1250",
            "Bylo to t\u011b\u017ek\u00e9, vid\u011bli m\u00e9 chyby, \u0159ekla",
        ),
        ("iso8859-2", "Bylo to t\u011b\u017ek\u00e9, \u0161lo to a \u0159ekla \u017ee \u0161ly"),
        ("cp1250", "\u0150szint\u00e9n sz\u00f3lva t\u0171rtem, t\u00f6bb id\u0151 kellett"),
        (
            "cp1254",
            "\u00e7\u00fcnk\u00fc yanl\u0131\u015flar\u0131m\u0131 a\u011flad\u0131m",
        ),
        ("cp850", "\u00c4h, es war sch\u00f6n, gr\u00f6\u00dfer als fr\u00fcher"),
        (
            "mac-roman",
            "C\u2019\u00e9tait tr\u00e8s dur, g\u00ean\u00e9e\u2026 \u00ab oui \u00bb",
        ),
        ("cp1252", "\u201cHm,\u201d she said. \u201cIt\u2019s good.\u201d"),
    ],
)
def test_letters_tell_the_encoding(read, encoding, said):
    text = "".join(f"{who}: {said}.\n" for who in ("I", "P") * 4)
    turns = read("a.txt", text.encode(encoding)).turns
    assert {turn.text for turn in turns} == {f"{said}."}


def test_letters_that_were_saved_in_two_encodings_are_put_right(read):
    said = "Es war sch\u00f6n, gr\u00f6\u00dfer als fr\u00fcher \u2013 \u201eja\u201c."
    text = (
        "".join(f"{who}: {said}\n" for who in ("I", "P") * 2).encode().decode("cp1252", "replace")
    )
    read_again = read("a.txt", text.replace("\ufffd", "\x9d"))
    assert {turn.text for turn in read_again.turns} == {said}
    assert "encoding" in {finding.kind for finding in read_again.findings}


def test_letters_that_only_look_saved_twice_stay(read):
    said = "Le caf\u00e9\u2026 \u00ab \u00c2 \u00bb, N\u00c3O, Spa\u00df\u201d."
    turns = read("a.txt", "".join(f"{who}: {said}\n" for who in ("I", "P") * 4)).turns
    assert {turn.text for turn in turns} == {said}


def test_tables_that_list_codes_or_settings_are_no_transcripts(read):
    codes = [("Use: to ask", "seldom, in two"), ("Help: to give", "often, in all four")] * 4
    with pytest.raises(Exception, match="no sheet has speaker and text"):
        read("a.xlsx", workbook(codes))
    few = [(text if at else f"Ann: {text}", None) for at, text in enumerate(WORDS)]
    with pytest.raises(Exception, match="no sheet has speaker and text"):
        read("a.xlsx", workbook(few))
    with pytest.raises(Exception, match=r"no list of segments|no speakers"):
        read("a.yaml", "env:\n- name: HOME\n  value: one\n- name: USER\n  value: two\n")
    settings = "".join(f"<str name='{name}'>words</str>" for name in "aabbaabb")
    with pytest.raises(Exception, match="XML of an unknown kind"):
        read("a.xml", f"<?xml version='1.0'?><config>{settings}</config>")


def test_times_that_run_are_not_sorted(read):
    lines = [f"{who} [00:0{at}] {text}" for at, (who, text) in enumerate(SAID)]
    assert [turn.text for turn in read("a.txt", "\n".join(lines)).turns] == WORDS


def test_yaml_with_aliases_is_refused(read):
    with pytest.raises(Exception, match="aliases"):
        read("a.yaml", "- &a {speaker: I, text: Why}\n- *a\n")


def test_xml_without_turns_is_refused(read):
    with pytest.raises(Exception, match="XML of an unknown kind"):
        read("a.xml", "<?xml version='1.0'?><list><item id='x'>One</item></list>")


@pytest.mark.parametrize(
    "row",
    [
        lambda at, who, text: (str(at + 1), who, text),
        lambda at, who, text: (f"{who}: {text}", "shame" if at % 2 else ""),
        lambda at, who, text: ("", f"{who}: {text}", "shame" if at % 2 else "she waits long"),
    ],
    ids=["numbers", "codes", "codes and notes"],
)
def test_what_stands_beside_the_words_in_a_table_was_not_said(read, row):
    rows = [row(at, who, text) for at, (who, text) in enumerate(SAID)]
    transcript = read("a.docx", docx_table(rows))
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == SAID
    told = {finding.kind for finding in transcript.findings}
    assert ("margins" in told) == (row(0, "", "")[0] != "1")


def test_long_notes_beside_the_words_are_a_doubt(read):
    rows = [(f"{who}: {text}", "a long remark of mine on this") for who, text in SAID]
    kinds = {finding.kind for finding in read("a.docx", docx_table(rows)).findings}
    assert {"margins", "words_missing"} <= kinds


@pytest.mark.parametrize("mark", ["<w:i/>", '<w:color w:val="0000FF"/>', '<w:u w:val="single"/>'])
def test_speakers_who_are_told_apart_by_print_only_are_doubtful(read, mark):
    asked = "<w:p><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>"
    said = [
        asked.format(mark if at % 2 == 0 else "", text)
        for at, text in enumerate([*WORDS, "Do you sleep?", "Well. I do.", "Mm-hm, and?", "No."])
    ]
    transcript = read("a.docx", packed(docx_parts("".join(said))))
    assert len(transcript.turns) == len(said)
    assert len({turn.speaker for turn in transcript.turns}) == 2
    assert "unlabelled_turns" in {finding.kind for finding in transcript.findings}


def test_bytes_that_stand_for_letters_are_letters(read):
    said = "Es war sch\u00f6n \u2013 gro\u00df."
    rows = [{"sender_name": who, "content": said.encode().decode("latin-1")} for who in "IPIP"]
    turns = read("a.json", json.dumps({"messages": rows})).turns
    assert {turn.text for turn in turns} == {said}


def test_a_chat_begins_with_its_first_message(read):
    rows = [
        {"user": who, "text": text, "ts": f"{1_700_000_000 + at * 60}.000100"}
        for at, (who, text) in enumerate(SAID)
    ]
    assert [turn.start_s for turn in read("a.json", json.dumps(rows)).turns][:2] == [0, 60]
