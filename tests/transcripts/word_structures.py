"""Draw Word documents as people make them: structures, marks and print around a known talk.

Each drawn document holds the same talk; what its structures add was said by nobody.
"""

import random
import re
from xml.sax.saxutils import escape, quoteattr

from tests.transcripts.known_talk import TALK
from tests.transcripts.making import W, packed

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_BY = 'w:id="7" w:author="Mia Lund" w:date="2024-03-04T10:00:00Z"'
PAIRS = [
    ("Interviewer", "Participant"), ("I", "P"), ("INT", "P07"), ("Anna Weber", "Tom Okafor"),
    ("Speaker 1", "Speaker 2"), ("Interviewer", "B1"), ("Interviewerin", "Befragter"),
    ("Mod", "Teilnehmerin 3"), ("Entrevistadora", "Participante"), ("Q", "A"), ("AW", "TO"),
]  # fmt: skip


def run(text, print_=""):
    """Return a run; line feeds are breaks, tabs are tabs."""
    words = escape(text)
    for sign, tag in (("\n", "br"), ("\t", "tab")):
        words = words.replace(sign, f'</w:t><w:{tag}/><w:t xml:space="preserve">')
    about = f"<w:rPr>{print_}</w:rPr>" if print_ else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{words}</w:t></w:r>'


def para(runs, about=""):
    """Return a paragraph of runs that are XML already."""
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{runs}</w:p>"


def style(name):
    """Return what gives a paragraph its style."""
    return f'<w:pStyle w:val="{name}"/>'


def field(asks, result):
    """Return a field: what it asks Word for, and what Word wrote."""
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{asks}</w:instrText></w:r>{middle}{result}{end}"


def table(rows):
    """Return a table of cells that are XML; a row of one cell is merged over all columns."""
    width = max(map(len, rows))
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * width + "</w:tblGrid>"

    def cell(inside, wide):
        about = f'<w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>' if wide > 1 else ""
        return f"<w:tc>{about}{inside}</w:tc>"

    lines = (
        "<w:tr>" + "".join(cell(one, width if len(row) == 1 else 1) for one in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{grid}{''.join(lines)}</w:tbl>"


# --- layouts: turns -> blocks; each turn has its words as runs, and what stands above it


def _words(turn, print_=""):
    return "".join(run(text, print_) if kind == "said" else text for kind, text in turn["pieces"])


def _above(turn):
    return "".join(turn["above"])


def colon(draw, turns):
    sign = draw.choice([": ", ":\t", ":\u00a0", ":  "])
    print_ = draw.choice(["", "", "<w:b/>", "<w:caps/>", "<w:smallCaps/>", "<w:u w:val='single'/>"])
    return "".join(
        _above(turn) + para(run(turn["who"] + sign, print_) + _words(turn)) for turn in turns
    )


def tab_only(draw, turns):
    return "".join(_above(turn) + para(run(f"{turn['who']}\t") + _words(turn)) for turn in turns)


def own_paragraph(draw, turns):
    about = draw.choice(["", style("Heading2"), style("Speaker")])
    end = draw.choice(["", ":"])
    print_ = draw.choice(["", "<w:b/>", "<w:caps/>"])
    return "".join(
        _above(turn) + para(run(turn["who"] + end, print_), about) + para(_words(turn))
        for turn in turns
    )


def line_break(draw, turns):
    print_ = draw.choice(["", "<w:b/>"])
    time = draw.choice(["", "   0:{:02d}"])
    return "".join(
        _above(turn) + para(run(turn["who"], print_) + run(time.format(at) + "\n") + _words(turn))
        for at, turn in enumerate(turns)
    )


def bold_label(draw, turns):
    print_ = draw.choice(["<w:b/>", '<w:rStyle w:val="Strong"/>', '<w:b w:val="true"/><w:bCs/>'])
    gap = draw.choice([" ", "  ", "\t"])
    return "".join(
        _above(turn) + para(run(turn["who"], print_) + run(gap) + _words(turn)) for turn in turns
    )


def one_paragraph(draw, turns):
    gap = draw.choice(["\n", "\n\n"])
    return para("".join(run(f"{turn['who']}: ") + _words(turn) + run(gap) for turn in turns))


def word_table(draw, turns):
    end = draw.choice(["", "", ":"])
    header = draw.choice([[], [["Speaker", "Text"]], [["Sprecher", "Transkript"]], [["", ""]]])
    rows = [[para(run(cell)) for cell in row] for row in header]
    for turn in turns:
        rows += [[block] for block in turn["above"]]
        rows.append([para(run(turn["who"] + end)), para(_words(turn))])
    return table(rows)


def timed_table(draw, turns):
    header = draw.choice([[], [["Time", "Speaker", "Words"]], [["#", "Who", "What was said"]]])
    rows = [[para(run(cell)) for cell in row] for row in header]
    for at, turn in enumerate(turns):
        rows += [[block] for block in turn["above"]]
        first = f"{at + 1}" if header and header[0][0] == "#" else f"00:{at:02d}:05"
        rows.append([para(run(first)), para(run(turn["who"])), para(_words(turn))])
    return table(rows)


def labelled_cells(draw, turns):
    rows = []
    for at, turn in enumerate(turns):
        rows += [[block] for block in turn["above"]]
        words = para(run(f"{turn['who']}: ") + _words(turn))
        rows.append([para(run(f"{at + 1}")), words])
    return table(rows)


def row_of_its_own(draw, turns):
    """A table for each turn, or one per page."""
    several = draw.choice([1, 4])
    found = ""
    for at in range(0, len(turns), several):
        part = turns[at : at + several]
        found += "".join(map(_above, part))
        found += table([[para(run(turn["who"])), para(_words(turn))] for turn in part]) + para("")
    return found


def nested_table(draw, turns):
    return table([[word_table(draw, turns) + para("")]])


def marked_questions(draw, turns):
    """Only print tells who speaks."""
    print_ = draw.choice([
        "<w:b/>", "<w:i/>", '<w:color w:val="C00000"/>', '<w:highlight w:val="yellow"/>',
        "<w:smallCaps/>", "<w:caps/>", '<w:u w:val="single"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
    ])  # fmt: skip
    return "".join(
        _above(turn) + para(_words(turn, "" if turn["person"] else print_)) for turn in turns
    )


def styled_turns(draw, turns):
    """Only the style tells who speaks."""
    names = draw.choice([
        ("Interviewer", "Respondent"), ("Frage", "Antwort"), ("Question", "Answer"),
        ("Heading3", "Normal"), ("Speaker", "Normal"),
    ])  # fmt: skip
    return "".join(
        _above(turn) + para(_words(turn), style(names[turn["person"]])) for turn in turns
    )


def numbered_labels(draw, turns):
    """Word counts or writes the labels itself: they are no text of the document."""
    numbers = draw.choice([(1, 2), (3, 4)])  # "I:" and "P:"; "Q1." and "A1."
    about = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    return "".join(
        _above(turn) + para(_words(turn), about.format(numbers[turn["person"]])) for turn in turns
    )


def numbered_turns(draw, turns):
    """Word counts the paragraphs, which begin with a label."""
    about = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{draw.choice([5, 6])}"/></w:numPr>'
    return "".join(
        _above(turn) + para(run(f"{turn['who']}: ") + _words(turn), about) for turn in turns
    )


def _control(about, inside):
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def controls(draw, turns):
    """Labels chosen from a list, or whole turns in content controls."""
    whole = draw.choice([True, False])
    found = ""
    for turn in turns:
        label = run(turn["who"])
        if not whole:
            chosen = _control("<w:dropDownList/>", label)
            found += _above(turn) + para(chosen + run(": ") + _words(turn))
        else:
            block = para(label + run(": ") + _words(turn))
            found += _above(turn) + _control("", block)
    return found


def in_text_boxes(draw, turns):
    """The talk, or each turn, stands in text boxes."""
    if draw.choice([True, False]):
        inside = colon(draw, turns)
        return para(text_box(draw, inside))
    return "".join(
        para(text_box(draw, _above(turn) + para(run(f"{turn['who']}: ") + _words(turn))))
        for turn in turns
    )


def in_frames(draw, turns):
    """Labels stand in frames beside the words."""
    about = '<w:framePr w:w="1500" w:hSpace="100" w:wrap="around" w:hAnchor="margin" w:x="1"/>'
    return "".join(
        _above(turn) + para(run(f"{turn['who']}:"), about) + para(_words(turn)) for turn in turns
    )


LAYOUTS = [
    *[colon] * 6, tab_only, own_paragraph, own_paragraph, line_break, bold_label, one_paragraph,
    *[word_table] * 3, *[timed_table] * 2, labelled_cells, row_of_its_own, nested_table,
    *[marked_questions] * 2, styled_turns, numbered_labels, numbered_turns, controls,
    in_text_boxes, in_frames,
]  # fmt: skip


def text_box(draw, blocks):
    """Return a run that holds a text box, as Word and LibreOffice write it."""
    content = f"<w:txbxContent>{blocks}</w:txbxContent>"
    old = (
        '<w:pict><v:shape style="width:100pt;height:40pt"><v:textbox>'
        f"{content}</v:textbox></v:shape></w:pict>"
    )
    if draw.choice([True, False, False]):
        return f"<w:r>{old}</w:r>"
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0'
        '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
        '</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="700000"/>'
        '<wp:wrapSquare wrapText="bothSides"/><wp:docPr id="3" name="Box 3"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="2000000" cy="700000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


# --- edits: what is done to some turns, or to the whole document


def _some(draw, turns, least=1):
    return draw.sample(turns[1:], draw.choice([least, 3, 6]))


def _put(draw, turn, *pieces, inside=True):
    """Put pieces between two words of a turn, or behind the last one."""
    at = draw.randrange(len(turn["pieces"]))
    kind, text = turn["pieces"][at]
    places = [found.end() for found in re.finditer(" ", text)] if kind == "said" else []
    if not places or not inside:
        turn["pieces"] += pieces
        return
    cut = draw.choice(places)
    turn["pieces"][at : at + 1] = [("said", text[:cut]), *pieces, ("said", text[cut:])]


def _wrap(draw, turn, before, after, print_=""):
    """Put a part of the words into an element."""
    at = draw.randrange(len(turn["pieces"]))
    kind, text = turn["pieces"][at]
    if kind != "said":
        return
    places = [0, *(found.end() for found in re.finditer(" ", text)), len(text)]
    begin, end = sorted(draw.sample(places, 2))
    turn["pieces"][at : at + 1] = [
        ("said", text[:begin]),
        ("xml", before + run(text[begin:end], print_) + after),
        ("said", text[end:]),
    ]


def inserted(draw, turns, parts):
    for turn in _some(draw, turns):
        _wrap(draw, turn, f"<w:ins {_BY}>", "</w:ins>")


def deleted(draw, turns, parts):
    gone = f"<w:del {_BY}><w:r><w:delText>wrong words</w:delText></w:r></w:del>"
    for turn in _some(draw, turns):
        _put(draw, turn, ("xml", gone))


def deleted_turn(draw, turns, parts):
    """A whole turn was deleted; its paragraph mark, too."""
    gone = (
        f"<w:p><w:pPr><w:rPr><w:del {_BY}/></w:rPr></w:pPr><w:del {_BY}><w:r><w:delText>"
        f"{escape(turns[0]['who'])}: This was deleted.</w:delText></w:r></w:del></w:p>"
    )
    for turn in _some(draw, turns):
        turn["above"].append(gone)


def moved(draw, turns, parts):
    for turn in _some(draw, turns):
        _put(draw, turn, ("xml", f"<w:moveFrom {_BY}>{run('moved words away ')}</w:moveFrom>"))
        _wrap(draw, turn, f"<w:moveTo {_BY}>", "</w:moveTo>")


def reprinted(draw, turns, parts):
    """A tracked change of print: what it was before is kept."""
    change = f"<w:rPrChange {_BY}><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange>"
    for turn in _some(draw, turns):
        _wrap(draw, turn, "", "", change)


def commented(draw, turns, parts):
    notes = ""
    for at, turn in enumerate(_some(draw, turns)):
        _wrap(
            draw, turn, f'<w:commentRangeStart w:id="{at}"/>',
            f'<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>',
        )  # fmt: skip
        about = f'w:id="{at}" w:author="Mia Lund" w:initials="ML"'
        notes += (
            f"<w:comment {about}>{para(run('Anna Weber: see my memo, and ask again.'))}</w:comment>"
        )
    parts["comments"] = f"<w:comments {_SPACES}>{notes}</w:comments>"


def noted(draw, turns, parts):
    """Footnotes or endnotes, with numbers or with a sign of their own."""
    kind = draw.choice(["footnote", "endnote"])
    own = draw.choice([True, False, False])
    notes = ""
    for at, turn in enumerate(_some(draw, turns), 2):
        sign = "<w:t>*</w:t>" if own else ""
        custom = ' w:customMarkFollows="1"' if own else ""
        print_ = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        _put(
            draw,
            turn,
            ("xml", f'<w:r>{print_}<w:{kind}Reference{custom} w:id="{at}"/>{sign}</w:r>'),
            inside=False,
        )
        notes += f'<w:{kind} w:id="{at}">{para(run("A town in the north."))}</w:{kind}>'
    parts[f"{kind}s"] = f"<w:{kind}s {_SPACES}>{notes}</w:{kind}s>"


def note_box(draw, turns, parts):
    for turn in _some(draw, turns):
        note = draw.choice(
            ["She smiles here, and looks away.", "Compare the interview in March", "Important!"]
        )
        box = text_box(draw, para(run(note)))
        if draw.choice([True, False]):
            turn["pieces"].insert(0, ("xml", box))
        else:
            turn["above"].append(para(box))


def note_frame(draw, turns, parts):
    about = '<w:framePr w:w="1500" w:wrap="around" w:hAnchor="page" w:x="9000" w:y="1"/>'
    for turn in _some(draw, turns):
        turn["above"].append(para(run("She smiles here, and looks away."), about))


def page_fields(draw, turns, parts):
    for page, at in enumerate(range(5, len(turns), 6), 1):
        turns[at]["above"].append(para(field(" PAGE ", run(str(page))), '<w:jc w:val="right"/>'))


def date_field(draw, turns, parts):
    parts["top"] += para(
        run("Interview garden, printed ")
        + f'<w:fldSimple w:instr=" DATE ">{run("4 March 2024")}</w:fldSimple>'
    )


def linked(draw, turns, parts):
    for turn in _some(draw, turns):
        _wrap(
            draw, turn, '<w:hyperlink w:anchor="there">', "</w:hyperlink>", "<w:u w:val='single'/>"
        )


def crossed(draw, turns, parts):
    """A cross-reference inside words that somebody said."""
    for turn in _some(draw, turns):
        before, after = field(" REF there \\h ", "|").split("|")
        _wrap(draw, turn, before, after)


def contents(draw, turns, parts):
    """A table of contents above the talk."""
    lines = "".join(
        para(f'<w:hyperlink w:anchor="a{n}">{run(f"{name}	{n}")}</w:hyperlink>', style("TOC1"))
        for n, name in enumerate(
            draw.choice([("The beginning", "The first year"), (turns[0]["who"], turns[1]["who"])]),
            1,
        )
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    heading = para(run("Contents"), style("TOCHeading"))
    parts["top"] += _control(gallery, heading + lines)


def soft_hyphens(draw, turns, parts):
    for turn in _some(draw, turns):
        turn["pieces"] = [
            (kind, re.sub(r"\b(\w{3})(\w{3})", "\\1\u00ad\\2", text) if kind == "said" else text)
            for kind, text in turn["pieces"]
        ]


def soft_hyphen_marks(draw, turns, parts):
    for turn in _some(draw, turns):
        at = draw.randrange(len(turn["pieces"]))
        kind, text = turn["pieces"][at]
        found = re.search(r"\b\w{3}(?=\w{3})", text) if kind == "said" else None
        if found:
            one, other = escape(text[: found.end()]), escape(text[found.end() :])
            words = f'<w:t xml:space="preserve">{one}</w:t><w:softHyphen/><w:t>{other}</w:t>'
            turn["pieces"][at] = ("xml", f"<w:r>{words}</w:r>")


def no_break_spaces(draw, turns, parts):
    for turn in turns:
        turn["pieces"] = [
            (kind, text.replace(" ", "\u00a0", 2) if kind == "said" else text)
            for kind, text in turn["pieces"]
        ]


def broken_lines(draw, turns, parts):
    """Sentences end with a line break, as where somebody pasted text."""
    for turn in turns:
        turn["pieces"] = [
            (kind, re.sub(r"(?<=[.?!]) ", "\n", text) if kind == "said" else text)
            for kind, text in turn["pieces"]
        ]


def page_breaks(draw, turns, parts):
    for turn in _some(draw, turns):
        _put(
            draw,
            turn,
            (
                "xml",
                draw.choice(
                    ['<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>"]
                ),
            ),
        )


def hidden(draw, turns, parts):
    print_ = draw.choice(["<w:vanish/>", '<w:rStyle w:val="HiddenText"/>'])
    for turn in _some(draw, turns):
        _put(draw, turn, ("xml", run("a secret remark ", print_)))


def hidden_paragraph(draw, turns, parts):
    for turn in _some(draw, turns):
        turn["above"].append(para(run("A memo that nobody sees"), style("HiddenMemo")))


def struck(draw, turns, parts):
    """Crossed out by hand: the transcriber's correction."""
    for turn in _some(draw, turns):
        _put(draw, turn, ("xml", run("wrong words here ", "<w:strike/>")))


def printed(draw, turns, parts):
    for turn in _some(draw, turns, 3):
        _wrap(
            draw,
            turn,
            "",
            "",
            draw.choice(
                [
                    "<w:caps/>",
                    "<w:smallCaps/>",
                    "<w:i/>",
                    "<w:b/>",
                    '<w:highlight w:val="yellow"/>',
                    '<w:color w:val="FF0000"/>',
                ]
            ),
        )


def symbols(draw, turns, parts):
    for turn in _some(draw, turns):
        _put(
            draw,
            turn,
            ("xml", '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'),
            inside=False,
        )


def boxes_to_tick(draw, turns, parts):
    parts["top"] += para(run("\u2612 agreed to be recorded  \u2610 wants to see the text"))


def placeholders(draw, turns, parts):
    hint = run("Click or tap here to enter text.", '<w:rStyle w:val="PlaceholderText"/>')
    empty = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{hint}</w:sdtContent></w:sdt>"
    )
    parts["top"] += para(run("Place: ") + empty)
    for turn in draw.sample(turns[1:], 1):
        turn["above"].append(para(empty))


def headed(draw, turns, parts):
    for turn in draw.sample(turns[2:], draw.choice([1, 3])):
        heading = draw.choice(["The first year", "2. The garden", "Theme: work"])
        turn["above"].append(
            para(run(heading), draw.choice([style("Heading1"), "", style("Heading1")]))
        )


def noted_between(draw, turns, parts):
    for turn in draw.sample(turns[2:], draw.choice([1, 3])):
        turn["above"].append(para(run("[The phone rings]")))


def sections(draw, turns, parts):
    """New sections, in two columns, with numbered lines."""
    about = (
        '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2" w:space="700"/>'
        '<w:lnNumType w:countBy="1" w:restart="continuous"/></w:sectPr>'
    )
    for turn in draw.sample(turns[2:], 2):
        turn["above"].append(para("", about))


def column_breaks(draw, turns, parts):
    for turn in draw.sample(turns[2:], 2):
        turn["pieces"].append(("xml", '<w:r><w:br w:type="column"/></w:r>'))


def headers(draw, turns, parts):
    parts["header"] = (
        f"<w:hdr {_SPACES}>{para(run('Anna Weber: interview with Tom Okafor'))}</w:hdr>"
    )
    parts["footer"] = f"<w:ftr {_SPACES}>{para(run('Confidential - page 1'))}</w:ftr>"


def titled(draw, turns, parts):
    one, two = turns[0]["who"], turns[1]["who"]
    known = {"Interviewer": "Anna Weber", "Date": "4 March 2024", "Length": "21:17"}
    facts = table([[para(run(name)), para(run(value))] for name, value in known.items()])
    parts["top"] += draw.choice([
        para(run("Interview 7: the garden"), style("Title")),
        para(run("Interview 7")) + facts + para(""),
        para(run(f"Present: {one}, {two}")) + para(run("Place: library")),
        para(text_box(draw, para(run("Garden study, interview 7, March 2024")))),
    ])  # fmt: skip


def google(draw, turns, parts):
    """Runs are cut as Google Docs and spelling checks cut them, with marks between."""
    for turn in turns:
        pieces = []
        for kind, text in turn["pieces"]:
            if kind != "said" or len(text) < 8:
                pieces.append((kind, text))
                continue
            cut = draw.randrange(1, len(text) - 1)
            pieces += [
                (
                    "xml",
                    '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="4" w:name="there"/>',
                ),
                ("xml", run(text[:cut], '<w:rtl w:val="0"/>')),
                ("xml", '<w:bookmarkEnd w:id="4"/>'),
                ("xml", run(text[cut:], '<w:b w:val="0"/><w:rtl w:val="0"/>')),
            ]
        turn["pieces"] = pieces


def two_paragraphs(draw, turns, parts):
    """Some turns have two paragraphs."""
    for turn in _some(draw, turns):
        kind, text = turn["pieces"][0]
        cut = text.find(". ") + 2
        if kind == "said" and cut > 1:
            turn["pieces"][0:1] = [
                ("said", text[:cut]),
                ("xml", "</w:p><w:p>"),
                ("said", text[cut:]),
            ]


EDITS = [
    inserted, deleted, deleted_turn, moved, reprinted, commented, noted, note_box, note_frame,
    page_fields, date_field, linked, crossed, contents, soft_hyphens, soft_hyphen_marks,
    no_break_spaces, broken_lines, page_breaks, hidden, hidden_paragraph, struck, printed, symbols,
    boxes_to_tick, placeholders, headed, noted_between, sections, column_breaks, headers, titled,
    google, two_paragraphs,
]  # fmt: skip


def drawn(seed):
    """Draw a document; return its bytes, and its layout, labels and edits."""
    draw = random.Random(seed)
    layout, names = draw.choice(LAYOUTS), draw.choice(PAIRS)
    turns = [
        {"person": person, "who": names[person], "pieces": [("said", text)], "above": []}
        for person, text in TALK
    ]
    parts = {"top": ""}
    edits = draw.sample(EDITS, draw.choice([0, 1, 1, 2, 3]))
    for edit in edits:
        edit(draw, turns, parts)
    body = parts.pop("top") + layout(draw, turns)
    return document(body, parts), [layout.__name__, names, [edit.__name__ for edit in edits]]


_STYLES = {
    "Normal": ("paragraph", "Normal", ""), "Title": ("paragraph", "Title", ""),
    "Heading1": ("paragraph", "heading 1", "<w:b/>"),
    "Heading2": ("paragraph", "heading 2", "<w:b/>"),
    "Heading3": ("paragraph", "heading 3", ""), "TOC1": ("paragraph", "toc 1", ""),
    "TOCHeading": ("paragraph", "TOC Heading", ""), "Speaker": ("paragraph", "Speaker", ""),
    "Interviewer": ("paragraph", "Interviewer", ""), "Respondent": ("paragraph", "Respondent", ""),
    "Frage": ("paragraph", "Frage", ""), "Antwort": ("paragraph", "Antwort", ""),
    "Question": ("paragraph", "Question", ""), "Answer": ("paragraph", "Answer", ""),
    "Strong": ("character", "Strong", "<w:b/>"),
    "HiddenText": ("character", "Hidden Text", "<w:vanish/>"),
    "HiddenMemo": ("paragraph", "Hidden Memo", "<w:vanish/>"),
    "PlaceholderText": ("character", "Placeholder Text", '<w:color w:val="808080"/>'),
}  # fmt: skip
_NUMBERS = {1: "I:", 2: "P:", 3: "Q%1.", 4: "A%1.", 5: "%1.", 6: "\u2022"}


def _styles():
    found = "".join(
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>'
        f"<w:rPr>{print_}</w:rPr></w:style>"
        for key, (kind, name, print_) in _STYLES.items()
    )
    return f"<w:styles {_SPACES}>{found}</w:styles>"


def _numbering():
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"bullet" if "%" not in text else "decimal"}"/>'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl></w:abstractNum>"
        for key, text in _NUMBERS.items()
    )
    numbers = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in _NUMBERS
    )
    return f"<w:numbering {_SPACES}>{shapes}{numbers}</w:numbering>"


def document(body, parts):
    """Return a whole Word document with its other parts."""
    parts = {"styles": _styles(), "numbering": _numbering(), **parts}
    refer = "".join(
        f'<w:{name}Reference w:type="default" r:id="r{name}"/>'
        for name in ("header", "footer")
        if name in parts
    )
    section = f'<w:sectPr>{refer}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{name}+xml"/>' for name in parts
    )
    links = "".join(
        f'<Relationship Id="r{name}" Target="{name}.xml" Type="{_OFFICE}/{name}"/>'
        for name in parts
    )
    return packed({
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
            f"{kinds}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Target="word/document.xml" Type="{_OFFICE}/officeDocument"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        ),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    })  # fmt: skip
