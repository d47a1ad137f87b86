"""What Word, RTF, ODT, PDF, tables and captions show is read; what they hide is not."""

import pytest

from . import making

TALK = [
    ("Ann Lee", "How was it?"),
    ("Bo Ray", "Sick, to be honest."),
    ("Ann Lee", "And then?"),
    ("Bo Ray", "I slept."),
]


def run(text, *properties):
    marks = "".join(f"<w:{name}/>" for name in properties)
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(*paragraphs):
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return making.packed(making.docx_parts(body))


def kinds(transcript):
    return {str(finding.kind) for finding in transcript.findings}


def test_bold_labels_in_word(said):
    document = word(*(run(name, "b") + run(f" {text}") for name, text in TALK))
    assert said("a.docx", document) == TALK


def test_bold_questions_in_word(read):
    document = word(*(run(text, *(["b"] if "?" in text else [])) for _, text in TALK))
    transcript = read("a.docx", document)
    assert [turn.speaker for turn in transcript.turns] == ["Bold text", "Plain text"] * 2
    assert [turn.text for turn in transcript.turns] == [text for _, text in TALK]
    assert "unlabelled_turns" in kinds(transcript)


def test_a_bold_question_and_its_plain_answer_in_one_paragraph(read):
    both = [run(TALK[at][1], "b") + "<w:r><w:br/></w:r>" + run(TALK[at + 1][1]) for at in (0, 2)]
    turns = read("a.docx", word(*both)).turns
    assert [turn.speaker for turn in turns] == ["Bold text", "Plain text"] * 2
    assert [turn.text for turn in turns] == [text for _, text in TALK]


def test_bold_questions_in_markdown(said):
    text = "\n\n".join(f"**{text}**" if "?" in text else text for _, text in TALK)
    assert [words for _, words in said("a.md", text)] == [words for _, words in TALK]


@pytest.mark.parametrize("mark", ["vanish", 'vanish w:val="1"', "webHidden"])
def test_hidden_text_in_word_is_not_read(read, mark):
    hidden = f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>SECRET</w:t></w:r>"
    transcript = read("a.docx", word(*(run(f"{n}: {t}") + hidden for n, t in TALK)))
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == TALK
    assert "hidden_text" in kinds(transcript)


def test_text_that_is_no_longer_hidden_is_read(said):
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> Yes.</w:t></w:r>'
    lines = [run(f"{n}: {t}") for n, t in TALK]
    assert said("a.docx", word(*lines[:-1], lines[-1] + shown))[-1] == ("Bo Ray", "I slept. Yes.")


def test_ruby_equations_and_signs_in_word(said):
    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>".format(
        run("READING"), run("word")
    )
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>x=2</m:t></m:r></m:oMath>"
    )
    sign = '<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>'
    lines = [run(f"{n}: {t}") for n, t in TALK]
    lines[1] = run("Bo Ray: The ") + ruby + math + run("slept") + sign + run("well.")
    assert said("a.docx", word(*lines))[1] == ("Bo Ray", "The word x=2 slept\u2013well.")


def test_a_table_row_that_is_one_cell_loses_nothing(said):
    cell = "<w:tc>{}</w:tc>".format
    rows = [("Speaker", "Text"), TALK[0], TALK[1], ("It went on.",), TALK[2], TALK[3]]
    table = "".join(
        "<w:tr>" + "".join(cell(making.paragraph(text)) for text in row) + "</w:tr>" for row in rows
    )
    body = f"<w:tbl>{table}</w:tbl>"
    document = making.packed(making.docx_parts(body))
    assert said("a.docx", document)[1] == ("Bo Ray", "Sick, to be honest.\nIt went on.")


def test_a_table_inside_a_table_is_read_once(said):
    cell = "<w:tc>{}</w:tc>".format
    inner = "".join(
        "<w:tr>" + "".join(cell(making.paragraph(text)) for text in row) + "</w:tr>"
        for row in [("Speaker", "Text"), *TALK]
    )
    outer = f"<w:tbl><w:tr>{cell(f'<w:tbl>{inner}</w:tbl>' + making.paragraph(''))}</w:tr></w:tbl>"
    assert said("a.docx", making.packed(making.docx_parts(outer))) == TALK


RTF = r"{\rtf1\ansi\ansicpg1252 I: Why?\par P: So%s it was.\par I: Oh?\par P: Yes.\par}"


@pytest.mark.parametrize(
    "hidden",
    [
        r"{\v SECRET}",
        r"\v SECRET\v0 ",
        r"{\v\b SECRET {\i more}}",
        r"{\deleted SECRET}",
        r"{\v S\'e9CRET\u233?}",
        r"{\v SECRET\plain }",
    ],
)
def test_hidden_and_deleted_text_in_rtf(read, hidden):
    transcript = read("a.rtf", RTF % hidden)
    assert [turn.text for turn in transcript.turns] == ["Why?", "So it was.", "Oh?", "Yes."]
    assert "hidden_text" in kinds(transcript)


def test_addresses_of_links_in_rtf(said):
    link = r' {\field{\*\fldinst{HYPERLINK "http://example.org/x"}}{\fldrslt{the note}}}'
    assert said("a.rtf", RTF % link)[1] == ("P", "So the note it was.")


def test_a_variable_that_begins_with_v_is_not_hidden(said):
    assert said("a.rtf", RTF % r"\viewkind4 , yes,")[1] == ("P", "So, yes, it was.")


def test_hidden_text_in_opendocument(said):
    body = "".join(
        f"<text:p>{n}: {t}<text:hidden-text>SECRET</text:hidden-text></text:p>" for n, t in TALK
    )
    assert said("a.odt", making.odt(body)) == TALK


def turned(data, rotate):
    """Return a PDF whose pages are turned for the reader: the letters stand on their side."""
    return data.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 612 792] /Rotate %d" % rotate)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages(said, rotate):
    lines = [f"{name}: {text}" for name, text in TALK]
    assert said("a.pdf", turned(making.pdf(lines), rotate)) == TALK


def test_letters_that_are_printed_twice(said):
    data = making.pdf([f"{name}: {text}" for name, text in TALK])
    start, end = data.index(b"BT /F1"), data.index(b" ET") + 3
    shown = data[start:end]
    twice = shown + b" " + shown.replace(b"60 760 Td", b"60.3 760 Td")
    length = b"/Length %d" % len(shown)
    assert length in data
    data = data[:start] + twice + data[end:]
    assert said("a.pdf", data.replace(length, b"/Length %d" % len(twice))) == TALK


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_of_a_pdf(said, step):
    lines = []
    odd = "one two three four five six seven eight nine ten eleven twelve".split()
    for (name, text), word in zip(TALK * 3, odd, strict=True):
        lines += [f"{name}: {word}. {text}", f"In 2011 it was {word}, and", f"40 of {word} came."]
    numbered = [f"{n} {line}" if n % step == 0 else line for n, line in enumerate(lines, 1)]
    found = said("a.pdf", making.pdf(numbered[:20], numbered[20:]))
    assert [name for name, _ in found] == ["Ann Lee", "Bo Ray"] * 6
    for (_, words), word in zip(found, odd, strict=True):
        assert words.endswith(f"In 2011 it was {word}, and 40 of {word} came.")


def test_a_pdf_without_text_says_what_to_do(read):
    with pytest.raises(Exception, match="text recognition") as caught:
        read("a.pdf", making.pdf([""]))
    assert caught.value.kind == "no_text_layer"


HEADERS = [
    "Sprecher;Text;Zeit",
    "Sprecherin;Aussage;Startzeit",
    "Person;Inhalt;Zeitmarke",
    "Locuteur;Texte;D\u00e9but",
    "Locutrice;Transcription;Heure de d\u00e9but",
    "Hablante;Texto;Inicio",
    "Orador;Transcripci\u00f3n;Tiempo",
    "Interlocutore;Testo;Inizio",
    "Parlante;Trascrizione;Orario",
    "Spreker;Tekst;Tijd",
    "Spreker naam;Uiting;Starttijd",
    "Falante;Fala;In\u00edcio",
    "Orador;Transcri\u00e7\u00e3o;Tempo",
    "M\u00f3wca;Tekst;Czas",
    "Osoba;Wypowied\u017a;Pocz\u0105tek",
    "speaker_name;spoken_text;start_time",
    "SpeakerLabel;UtteranceText;StartTime (s)",
    "Speaker ID;Dialog;Start",
    "who;dialogue;timestamp",
    "Participant;Response text;Time code",
    "speaker;words;begin time",
]


@pytest.mark.parametrize("header", HEADERS)
def test_names_of_columns(read, header):
    rows = [f"{name};{text};0:0{n}" for n, (name, text) in enumerate(TALK, 1)]
    turns = read("a.csv", "\n".join([header, *rows])).turns
    assert [(turn.speaker, turn.text) for turn in turns] == TALK
    assert [turn.start_s for turn in turns] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "header", ["text_id;speaker;text", "speaker;word count;text", "file name;speaker;text"]
)
def test_columns_about_the_words_are_not_the_words(said, header):
    at = header.split(";").index("speaker")
    rows = [";".join([name, "7", text] if at == 0 else ["7", name, text]) for name, text in TALK]
    assert said("a.csv", "\n".join([header, *rows])) == TALK


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_line_that_states_the_delimiter(said, line):
    table = "speaker;text\n" + "\n".join(f"{name};{text}" for name, text in TALK)
    assert said("a.csv", line + table) == TALK


def test_entities_in_a_table(said):
    table = "speaker,text\nAnn Lee,Why &#8212; so&amp;so &quot;now&quot;?\nBo Ray,R&D; well &x.\n"
    assert said("a.csv", table) == [
        ("Ann Lee", 'Why \u2014 so&so "now"?'),
        ("Bo Ray", "R&D; well &x."),
    ]


def cues(*shown):
    return "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n + 1:02d},000\n{text}\n\n"
        for n, text in enumerate(shown, 1)
    )


def test_captions_that_roll_up(said):
    srt = cues(
        "Ann Lee: How was",
        "Ann Lee: How was\nthe tape",
        "the tape\nin those days?",
        "in those days?\nBo Ray: Sick, to be",
        "Bo Ray: Sick, to be\nhonest with you.",
        "honest with you.",
    )
    assert said("a.srt", srt) == [
        ("Ann Lee", "How was the tape in those days?"),
        ("Bo Ray", "Sick, to be honest with you."),
    ]


def test_captions_that_highlight_word_after_word(said):
    srt = cues(
        "[A B]: <u>How</u> was it?",
        "[A B]: How <u>was</u> it?",
        "[A B]: How was <u>it?</u>",
        "[C D]: <u>So</u> it went.",
        "[C D]: So <u>it</u> went.",
        "[C D]: So it <u>went.</u>",
    )
    assert said("a.srt", srt) == [("A B", "How was it?"), ("C D", "So it went.")]


def test_what_two_people_or_one_say_twice_stays(said):
    srt = cues(
        "Ann Lee: You are sure?", "Bo Ray: You are sure?", "Bo Ray: Yes, yes.", "Bo Ray: Yes, yes."
    )
    assert said("a.srt", srt) == [
        ("Ann Lee", "You are sure?"),
        ("Bo Ray", "You are sure? Yes, yes. Yes, yes."),
    ]


def test_labels_and_stamps_of_editors_in_voice_captions(said):
    vtt = "WEBVTT\n\n" + "\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n<v {name}>{words}\n"
        for n, (name, words) in enumerate(
            [("S00", "S00: "), ("S00", "[00:00:01]"), ("S00", "Why?"), ("S01", "S01: So.")]
        )
    )
    assert said("a.vtt", vtt) == [("S00", "Why?"), ("S01", "So.")]


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp1250"])
def test_old_encodings(read, encoding):
    polish = "Ann: Czy by\u0142o \u017ale, \u015bnieg?\nBo: Tak, \u017c\u00f3\u0142ty dom."
    french = (
        "Ann: D\u00e9j\u00e0 \u00e0 l\u2019\u00e9cole, \u00ab\u00a0na\u00efve\u00a0\u00bb?\n"
        "Bo: O\u00f9 \u00e7a, gar\u00e7on\u2026 c\u2019\u00e9tait l\u00e0."
    )
    text = polish if encoding == "cp1250" else french
    transcript = read("a.txt", text.encode(encoding))
    assert "\n".join(f"{turn.speaker}: {turn.text}" for turn in transcript.turns) == text
    assert transcript.encoding == encoding


def test_chat_of_talkbank(read):
    text = (
        "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Ann, PAR Bo\n"
        "*INV:\twhat happened then ? \x15100_2000\x15\n%mor:\tpro:int|what v|happen\n"
        "*PAR:\twe went home\n\tand slept . \x152000_5500\x15\n%com:\tlaughs\n"
        "*INV:\tand ? \n*PAR:\tthat was it .\n@End\n"
    )
    turns = read("a.cha", text).turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("INV", "what happened then?"),
        ("PAR", "we went home\nand slept."),
        ("INV", "and?"),
        ("PAR", "that was it."),
    ]
    assert (turns[0].start_s, turns[0].end_s) == (0.1, 2.0)


def test_elan(read):
    tier = (
        '<TIER TIER_ID="{0}" PARTICIPANT="{1}"><ANNOTATION><ALIGNABLE_ANNOTATION '
        'ANNOTATION_ID="a{0}" TIME_SLOT_REF1="t{2}" TIME_SLOT_REF2="t{3}"><ANNOTATION_VALUE>{4}'
        "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    )
    eaf = (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT><TIME_ORDER>'
        + "".join(f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{n * 1500}"/>' for n in range(4))
        + "</TIME_ORDER>"
        + tier.format("P", "Bo Ray", 2, 3, "So it was.")
        + tier.format("I", "Ann Lee", 0, 1, "Why?")
        + "</ANNOTATION_DOCUMENT>"
    )
    assert [(t.speaker, t.text, t.start_s) for t in read("a.eaf", eaf).turns] == [
        ("Ann Lee", "Why?", 0.0),
        ("Bo Ray", "So it was.", 3.0),
    ]


def printed_with_codes(codes, names=("Ann Lee", "Bo Ray")):
    """Return a print with numbers of paragraphs and small codes beside the words."""
    turns = [f"{names[at % 2]}: {text}" for at, (_, text) in enumerate(TALK * 3)]
    words = [(220, 760 - 30 * at, turn) for at, turn in enumerate(turns)]
    numbers = [(190, 760 - 30 * at, str(at + 1), 9) for at in range(len(turns))]
    beside = [(40, 750 - 90 * at, code, 7) for at, code in enumerate(codes)]
    beyond = [(190, -30 * at, str(at), 9) for at in range(20, 30)]
    return making.placed_pdf([*words, *numbers, *beside, *beyond])


def test_codes_in_the_margin_of_a_print_are_not_read(read):
    long = "Codes > A long name of a code that goes on behind the words"
    found = read("a.pdf", printed_with_codes(["Tapes", "Rain > Cold", long]))
    assert [(turn.speaker, turn.text) for turn in found.turns] == [
        (("Ann Lee", "Bo Ray")[at % 2], text) for at, (_, text) in enumerate(TALK * 3)
    ]
    (margins,) = [one for one in found.findings if one.kind == "margins"]
    assert margins.severity == "note"
    assert "18 words" in margins.message


@pytest.mark.parametrize("height", [20, 820])
def test_what_stands_above_or_below_the_words_is_in_no_margin(read, height):
    turns = [f"{('Ann Lee', 'Bo Ray')[at % 2]}: {text}" for at, (_, text) in enumerate(TALK * 3)]
    words = [(220, 760 - 30 * at, turn) for at, turn in enumerate(turns)]
    title = (40, height, "Interviews of the project - page 1", 7)
    found = read("a.pdf", making.placed_pdf([*words, title]))
    assert not [one for one in found.findings if one.kind == "margins"]


def test_small_labels_beside_the_words_are_kept(said):
    turns = [(220, 760 - 30 * at, text) for at, (_, text) in enumerate(TALK * 3)]
    labels = [(40, 764 - 30 * at, f"{name}:", 7) for at, (name, _) in enumerate(TALK * 3)]
    pairs = [one for pair in zip(labels, turns, strict=True) for one in pair]
    assert said("a.pdf", making.placed_pdf(pairs)) == TALK * 3
