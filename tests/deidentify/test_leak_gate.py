"""The leak gate: leaks of every kind, planted in every format, are found and named by tag."""

import base64
import gzip
import importlib.util
import io
import json
import time
import zipfile
import zlib
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from aft_themes.catalog import (
    AUDIT_PROBLEMS,
    AUDIT_SCORES,
    CODING_LOSSES,
    CODING_NOTES,
    INTAKE,
    TURNS,
)
from aft_themes.deidentify.audit_study import audit_study
from aft_themes.deidentify.leak_gate import names as leak_names
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import Leak, check_leaks, find_leaks
from aft_themes.errors import LeakError
from aft_themes.io.parquet import empty_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

IDENTIFIERS = pd.DataFrame(
    [
        ("Lena Marchetti", "person", "SUPERVISOR_1"),
        ("Northgate Medical Center", "organisation", "HOSPITAL_1"),
        ("BRIDGE", "organisation", "TRIAL_1"),
    ],
    columns=["text", "kind", "replacement"],
)
KEY = {
    "SUPERVISOR_1": ["Dr. Marchetti", "Lena"],
    "PEER_1": ["Art"],
    "PEER_2": ["Will"],
    "PERSON_1": ["Professor Understanding"],
    "CLIENT_1": ["\u00c9ctor"],
    "CITY_1": ["Harrow Falls"],
    "EMAIL_1": ["r.dunleavy@example.org"],
    "PHONE_1": ["555-0178"],
    "DATE: 2006-2010": ["2007-08", "2009"],
    "DATE: 2017, spring": ["March 14, 2017"],
}
SAID = pd.DataFrame(
    [
        ("participant", "Pike, Constance (Guest)", "the art of it, a bridge, she will say"),
        ("interviewer", "Interviewer", "Mm."),
    ],
    columns=["role", "speaker", "text"],
)


@pytest.fixture(scope="module")
def names():
    return names_to_check(identifiers=IDENTIFIERS, key=KEY, turns=SAID)


def write_docx(path, change):
    document = docx.Document()
    document.core_properties.author = ""
    change(document)
    document.save(path)


def split_runs(document):
    paragraph = document.add_paragraph("said by Mar")
    paragraph.add_run("chetti").bold = True


def write_xlsx(path, *, cell="", sheet="Sheet1", author=""):
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": author})
        book.add_worksheet(sheet).write(0, 0, cell)


def png_bytes(*, late=None, **chunks):
    info = PngInfo()
    for key, value in chunks.items():
        info.add_text(key, value, zip=key == "Comment")
    if late:
        info.add(b"zTXt", b"Comment\0\0" + zlib.compress(late), after_idat=True)
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "png", pnginfo=info)
    return stream.getvalue()


def write_exif(path):
    image = Image.new("RGB", (4, 4))
    exif = image.getexif()
    exif[0x013B] = "Lena Marchetti"
    image.save(path, exif=exif)


def write_pdf(path, *, text="nothing", author=""):
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = plt.figure(figsize=(3, 1))
        figure.text(0.1, 0.5, text)
        figure.savefig(path, metadata={"Author": author or None})
        plt.close(figure)


def notebook(**cell):
    output = {"output_type": "stream", "name": "stdout", "text": ["fine\n"]} | cell
    code = {"cell_type": "code", "metadata": {}, "source": [], "outputs": [output]}
    return json.dumps({"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def array_bytes(array, version=(1, 0)):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version)
    return stream.getvalue()


def embedded(path, payload, mime="image/png"):
    data = base64.b64encode(payload).decode()
    path.write_text(f'<p>x</p><img src="data:{mime};base64,{data}">', encoding="utf-8")


def write_zip(path, inner):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/readme.txt", "fine")
        archive.writestr("a/inner.gz", gzip.compress(inner.encode()))


LEAKS = {
    "plain.csv": (lambda p: p.write_text("a,b\n1,Lena Marchetti\n"), "SUPERVISOR_1"),
    "case.tsv": (lambda p: p.write_text("a\tlena  MARCHETTI\n"), "SUPERVISOR_1"),
    "reversed.txt": (lambda p: p.write_text("Marchetti, Lena"), "SUPERVISOR_1"),
    "surname.md": (lambda p: p.write_text("as Marchetti's did"), "SUPERVISOR_1"),
    "spoken.md": (lambda p: p.write_text("as Lena's did"), "SUPERVISOR_1"),
    "head.log": (lambda p: p.write_text("INFO read at northgate"), "HOSPITAL_1"),
    "capitals.log": (lambda p: p.write_text("the BRIDGE trial"), "TRIAL_1"),
    "short.csv": (lambda p: p.write_text("said,Art\n"), "PEER_1"),
    "stop.txt": (lambda p: p.write_text("and then Will said no"), "PEER_2"),
    "like_a_word.txt": (lambda p: p.write_text("so Understanding came"), "PERSON_1"),
    "accent.tex": (lambda p: p.write_text("with \u00c9ctor", encoding="utf-8"), "CLIENT_1"),
    "decomposed.txt": (lambda p: p.write_text("with E\u0301ctor", encoding="utf-8"), "CLIENT_1"),
    # some letters get longer when they are written small
    "longer.txt": (
        lambda p: p.write_text("in \u0130zmir with Marchetti", encoding="utf-8"),
        "SUPERVISOR_1",
    ),
    "utf16.txt": (lambda p: p.write_text("in Harrow Falls", encoding="utf-16"), "CITY_1"),
    "mail.tex": (lambda p: p.write_text(r"\url{r.dunleavy@example.org}"), "EMAIL_1"),
    "phone.html": (lambda p: p.write_text("<td>(555) 0178</td>"), "PHONE_1"),
    "years.json": (lambda p: p.write_text('{"when": "2007-08"}'), "DATE: 2006-2010"),
    "date.json": (lambda p: p.write_text('["march 14, 2017"]'), "DATE: 2017, spring"),
    "speaker.csv": (lambda p: p.write_text("x,Constance Pike"), "PARTICIPANT"),
    "label.csv": (lambda p: p.write_text('x,"Pike, Constance"'), "PARTICIPANT"),
    "escaped.json": (lambda p: p.write_text(json.dumps({"x": "\u00c9ctor"})), "CLIENT_1"),
    "cut.html": (lambda p: p.write_text("<p>Mar<b>chetti</b></p>"), "SUPERVISOR_1"),
    "entity.html": (lambda p: p.write_text("Harrow&nbsp;Falls"), "CITY_1"),
    "attribute.html": (lambda p: p.write_text('<a title="Lena">x</a>'), "SUPERVISOR_1"),
    "script.html": (lambda p: p.write_text(r'<script>"\u00c9ctor"</script>'), "CLIENT_1"),
    "comment.svg": (lambda p: p.write_text("<svg><!-- Marchetti --></svg>"), "SUPERVISOR_1"),
    "cut.svg": (lambda p: p.write_text("<text>Har<tspan>row Falls</tspan></text>"), "CITY_1"),
    "image.html": (lambda p: embedded(p, png_bytes(Author="Lena Marchetti")), "SUPERVISOR_1"),
    "packed.html": (
        lambda p: embedded(p, gzip.compress(b"deep " * 40 + b"Harrow Falls"), "application/gzip"),
        "CITY_1",
    ),
    "quoted.html": (
        lambda p: p.write_text("<img src='data:image/svg+xml,%3Ctext%3EHarrow%20Falls'>"),
        "CITY_1",
    ),
    "stream.ipynb": (lambda p: p.write_text(notebook(text=["in Harrow\n", "Falls"])), "CITY_1"),
    "figure.ipynb": (
        lambda p: p.write_text(
            notebook(data={"image/png": base64.b64encode(png_bytes(Author="Marchetti")).decode()})
        ),
        "SUPERVISOR_1",
    ),
    "body.docx": (lambda p: write_docx(p, split_runs), "SUPERVISOR_1"),
    "properties.docx": (
        lambda p: write_docx(p, lambda d: setattr(d.core_properties, "author", "Lena Marchetti")),
        "SUPERVISOR_1",
    ),
    "header.docx": (
        lambda p: write_docx(
            p, lambda d: setattr(d.sections[0].header.paragraphs[0], "text", "Northgate")
        ),
        "HOSPITAL_1",
    ),
    "cell.xlsx": (lambda p: write_xlsx(p, cell="in Harrow Falls"), "CITY_1"),
    "sheet.xlsx": (lambda p: write_xlsx(p, sheet="Marchetti"), "SUPERVISOR_1"),
    "properties.xlsx": (lambda p: write_xlsx(p, author="Marchetti"), "SUPERVISOR_1"),
    "page.pdf": (lambda p: write_pdf(p, text="by Lena Marchetti"), "SUPERVISOR_1"),
    "properties.pdf": (lambda p: write_pdf(p, author="Marchetti"), "SUPERVISOR_1"),
    "metadata.png": (lambda p: p.write_bytes(png_bytes(Author="Lena")), "SUPERVISOR_1"),
    "zipped.png": (lambda p: p.write_bytes(png_bytes(Comment="Lena " * 50)), "SUPERVISOR_1"),
    "after pixels.png": (
        lambda p: p.write_bytes(png_bytes(late=b"Lena Marchetti")),
        "SUPERVISOR_1",
    ),
    "exif.png": (write_exif, "SUPERVISOR_1"),
    "exif.jpg": (write_exif, "SUPERVISOR_1"),
    "column.parquet": (
        lambda p: pd.DataFrame({"n": [1], "who": ["Marchetti"]}).to_parquet(p),
        "SUPERVISOR_1",
    ),
    "lists.parquet": (
        lambda p: pd.DataFrame({"who": [["x"], ["Harrow Falls"]]}).to_parquet(p),
        "CITY_1",
    ),
    "schema.parquet": (
        lambda p: pq.write_table(
            pa.table({"n": [1]}).replace_schema_metadata({"note": "Harrow Falls"}), p
        ),
        "CITY_1",
    ),
    "texts.npy": (lambda p: np.save(p, np.array([["x", "in Harrow Falls"]])), "CITY_1"),
    "bytes.npy": (lambda p: np.save(p, np.array([b"Marchetti"])), "SUPERVISOR_1"),
    "second version.npy": (
        lambda p: p.write_bytes(array_bytes(np.array([b"Lena"]), version=(2, 0))),
        "SUPERVISOR_1",
    ),
    "after numbers.npy": (
        lambda p: p.write_bytes(array_bytes(np.zeros((3, 2))) + b"Lena Marchetti"),
        "SUPERVISOR_1",
    ),
    "objects.npy": (
        lambda p: p.write_bytes(array_bytes(np.array(["Lena Marchetti"], dtype=object))),
        "SUPERVISOR_1",
    ),
    "arrays.npz": (lambda p: np.savez(p, a=np.zeros(3), b=np.array(["Marchetti"])), "SUPERVISOR_1"),
    "rows.csv.gz": (lambda p: p.write_bytes(gzip.compress(b"a\nLena\n")), "SUPERVISOR_1"),
    "bundle.zip": (lambda p: write_zip(p, "Harrow Falls"), "CITY_1"),
    "damaged.docx": (lambda p: p.write_bytes(b"PK\x03\x04 lena marchetti"), "SUPERVISOR_1"),
    "unknown.bin": (lambda p: p.write_bytes(b"\0\1\2 Harrow Falls \0"), "CITY_1"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_planted_leaks_are_found(name, tmp_path, names):
    plant, tag = LEAKS[name]
    plant(tmp_path / name)
    found = find_leaks([tmp_path], names)
    assert {leak.tag for leak in found} == {tag}
    assert {leak.file for leak in found} == {f"{tmp_path.name}/{name}"}


def test_each_file_of_many_is_searched(tmp_path, names):
    for name, (plant, _) in LEAKS.items():
        plant(tmp_path / name)
    found = find_leaks([tmp_path], names)
    assert len({leak.file for leak in found}) == len(LEAKS)
    assert find_leaks([], names) == []


CLEAN = {
    "prose.md": "Will it hold? The bridge held. The art of it. They will. ART. Understanding.",
    "longer.md": "\u0130zmir. The bridge held.",
    "years.csv": "cohort,made\n2006-2010,2009\n2006-2010,2007-08-12\n",
    "numbers.tex": r"5550178 and 12555-01789",
    "words.html": "<p>Har</p><p>row Falls</p><td>Harrow</td><td>Falls</td>".replace(
        "Harrow", "Row"
    ),
    "tags.json": '{"text": "[SUPERVISOR_1] of [HOSPITAL_1], [DATE: 2006-2010]"}',
}


@pytest.mark.parametrize("name", CLEAN)
def test_no_false_alarm(name, tmp_path, names):
    (tmp_path / name).write_text(CLEAN[name])
    assert find_leaks([tmp_path], names) == []


@pytest.mark.parametrize(("name", "found"), [("Ingrida", 1), ("Ingrid", 0)])
def test_in_bytes_without_text_only_names_of_seven_letters_count(tmp_path, name, found):
    names = names_to_check(identifiers=IDENTIFIERS[:0], key={"PEER_1": [name]}, turns=SAID)
    (tmp_path / "unknown.bin").write_bytes(b"\0\1\2 " + name.encode() + b" \0")
    assert len(find_leaks([tmp_path], names)) == found  # as a listed name, and as a speaker's


def test_random_bytes_raise_no_alarm(tmp_path, names):
    noise = np.random.default_rng(3).integers(0, 256, 3_000_000, dtype=np.uint8).tobytes()
    (tmp_path / "noise.bin").write_bytes(noise)
    assert find_leaks([tmp_path], names) == []


def test_file_and_folder_names_are_searched_and_masked(tmp_path, names):
    folder = tmp_path / "for_Lena_Marchetti"
    folder.mkdir()
    (folder / "Harrow-Falls.csv").write_text("fine")
    found = find_leaks([tmp_path], names)
    shown = f"{tmp_path.name}/for_[SUPERVISOR_1]/[CITY_1].csv"
    assert found == [Leak(shown, "CITY_1", "file name"), Leak(shown, "SUPERVISOR_1", "file name")]


def test_first_names_of_listed_people_count_and_words_among_them_as_capitalised(tmp_path):
    listed = pd.DataFrame(
        [("Hamish Kettle", "person", "A_1"), ("Grace Odum", "person", "A_2")],
        columns=["text", "kind", "replacement"],
    )
    turns = SAID.assign(text="Write to hamish.kettle@odrans.example or www.hamish.example, please.")
    found = {name.text for name in names_to_check(identifiers=listed, key={}, turns=turns)}
    assert {"Hamish", "Kettle", "Odum"} <= found
    grace = [n for n in names_to_check(identifiers=listed, key={}, turns=turns) if n.tag == "A_2"]
    (tmp_path / "a.md").write_text("with grace. A graceful day.")
    assert find_leaks([tmp_path], grace) == []
    (tmp_path / "a.md").write_text("Grace cried.")
    assert [leak.tag for leak in find_leaks([tmp_path], grace)] == ["A_2"]


WORDS = pd.DataFrame(
    [("Will", "person", "PEER_1"), ("Mark Page", "person", "PEER_2"),
     ("Sullivan", "person", "PEER_3"), ("J\u00fcrgen Gro\u00df", "person", "PEER_4")],
    columns=["text", "kind", "replacement"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("Will helped.", ["PEER_1"]),
        ("Will you help? I will.", []),
        ("Mark cried, and mark that page.", ["PEER_2"]),
        ("said,Page", ["PEER_2"]),
        ("sullivan, and SULLIVAN", ["PEER_3"]),
        ("Juergen Gross, Jurgen GROSS and Gro\u00df", ["PEER_4"]),
    ],
)
def test_listed_names_that_are_words_count_wherever_they_are_capitalised(tmp_path, body, tags):
    names = names_to_check(identifiers=WORDS, key={}, turns=SAID)
    (tmp_path / "a.csv").write_text(body, encoding="utf-8")
    write_xlsx(tmp_path / "b.xlsx", cell=body)
    write_docx(tmp_path / "c.docx", lambda d: setattr(d.core_properties, "comments", body))
    embedded(tmp_path / "d.html", body.encode() + b" " * 40, "text/plain")
    (tmp_path / "e.png").write_bytes(png_bytes(Comment=body))
    found = find_leaks([tmp_path], names)
    assert sorted({leak.tag for leak in found}) == tags
    assert len({leak.file for leak in found}) == (5 if tags else 0)


def test_the_gate_follows_a_persons_decisions(tmp_path):
    (tmp_path / "a.md").write_text("Will helped. Sullivan came.")
    refused = pd.DataFrame({"candidate": ["Will (doubtful places)", "Sullivan"]})
    refused["decision"] = "refuse"
    names = names_to_check(identifiers=WORDS, key={}, turns=SAID, decisions=refused)
    assert find_leaks([tmp_path], names) == []
    (tmp_path / "a.md").write_text("and then Will helped")
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == ["PEER_1"]


def test_a_found_name_that_the_codebook_writes_without_its_accent_is_no_leak():
    key = {"NAME_1": ["Turqu\u00eda"]}
    text = "- name: TLC_Turquia"
    names = names_to_check(identifiers=IDENTIFIERS, key=key, turns=SAID, ordinary=text)
    assert "NAME_1" not in {name.tag for name in names}


def test_found_words_of_the_codebook_and_the_study_are_no_leak(tmp_path):
    key = {"PERSON_1": ["Rodeo"], "PERSON_2": ["Rupture"], "PERSON_3": ["Ingrid"]}
    (tmp_path / "a.md").write_text("Rupture and Rodeo. The Rupture codes of Rodeo, and Ingrid.")
    names = names_to_check(identifiers=IDENTIFIERS, key=key, turns=SAID, ordinary="rodeo\nRupture")
    assert {leak.tag for leak in find_leaks([tmp_path], names)} == {"PERSON_3"}
    listed = IDENTIFIERS.assign(text=["Rupture", "Northgate", "Rodeo"])
    names = names_to_check(identifiers=listed, key={}, turns=SAID, ordinary="rodeo\nRupture")
    found = {leak.tag for leak in find_leaks([tmp_path], names)}
    assert found == {"SUPERVISOR_1", "TRIAL_1"}  # what is listed is always searched for


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("we went to the Red Cross in June", []),
        ("a project that we called Human-Robot Plus", []),
        ("then Red came in, and Red I knew", ["NAME_1"]),
        ("we met Red [NAME_2] there", ["NAME_1"]),
        ("it was at Human-Robot that we met", ["ORGANISATION_1"]),
        ("they said Doran Cross was there", ["NAME_3"]),  # no word of the language
    ],
)
def test_a_found_word_that_begins_another_name_is_no_leak(tmp_path, body, found):
    key = {"NAME_1": ["Red"], "ORGANISATION_1": ["Human-Robot"], "NAME_3": ["Doran"]}
    turns = SAID.assign(text="a human, a robot and a red light")
    names = names_to_check(identifiers=IDENTIFIERS, key=key, turns=turns)
    path = tmp_path / "report.txt"
    path.write_text(body)
    assert [leak.tag for leak in find_leaks([path], names)] == found


@pytest.mark.parametrize(
    ("said", "body", "found"),
    [
        ("Save", "then I click Save twice", []),
        ("Zelbers", "then I saw Zelbers twice", []),  # the study writes it small
        ("Hope", "that was what Hope told me", ["ORGANISATION_1"]),  # a first name, too
        ("Save House", "we met in Save House then", ["ORGANISATION_1"]),
        ("Doran", "that was what Doran told me", ["ORGANISATION_1"]),
    ],
)
def test_a_found_ordinary_word_does_not_stop_a_run(tmp_path, said, body, found):
    (tmp_path / "report.txt").write_text(body)
    turns = SAID.assign(text="it zelbers well")
    key = {"ORGANISATION_1": [said]}
    names = names_to_check(identifiers=IDENTIFIERS, key=key, turns=turns, printed=True)
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == found
    listed = pd.DataFrame([(said, "organisation", "ORGANISATION_1")], columns=IDENTIFIERS.columns)
    names = names_to_check(identifiers=listed, key={}, turns=turns, printed=True)
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == ["ORGANISATION_1"]


def test_rows_of_a_column_are_not_read_as_one_name(tmp_path):
    names = names_to_check(identifiers=IDENTIFIERS, key={"PEER_1": ["Ingrid Doran"]}, turns=SAID)
    pd.DataFrame({"code": ["ingrid", "doran"]}).to_parquet(tmp_path / "a.parquet")
    assert find_leaks([tmp_path], names) == []
    pd.DataFrame({"code": ["ingrid_doran"]}).to_parquet(tmp_path / "b.parquet")
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == ["PEER_1"]


def test_a_found_name_of_the_codebook_is_no_leak_in_either_order(tmp_path):
    (tmp_path / "a.md").write_text("Ingrid Doran; Doran, Ingrid")
    for said in ("Ingrid Doran", "Doran Ingrid"):
        key = {"PEER_1": [said]}
        names = names_to_check(
            identifiers=IDENTIFIERS, key=key, turns=SAID, ordinary="name: Doran Ingrid"
        )
        assert find_leaks([tmp_path], names) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["Psychology", "Psychology Department"], ["Psychology Department"]),
        (["Zelby", "Zelby Department"], ["Zelby", "Zelby Department"]),  # no word
        (["ZELT", "ZELT Lightning"], ["ZELT Lightning"]),
        (["ZELT"], ["ZELT"]),
        (["Zelby Doran-Zelby Doran"], ["Zelby Doran"]),
        (["Psychology", "Sociology Department"], ["Psychology", "Sociology Department"]),
    ],
)
def test_ordinary_words_that_stand_for_a_longer_name_are_not_searched(said, found):
    names = names_to_check(identifiers=IDENTIFIERS, key={"ORGANISATION_1": said}, turns=SAID)
    assert [name.text for name in names if name.tag == "ORGANISATION_1"] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("95% Wilson interval", 0),
        ("interval: wilson", 0),
        ("<td>themes.interval</td><td>wilson</td>", 0),
        ("at an interval i saw wilson", 2),
        ("what Wilson told me", 2),
        ("Wilson interviewed her", 2),
    ],
)
def test_a_participant_may_have_the_name_of_a_method(tmp_path, body, found):
    listed = pd.DataFrame([("Ann Wilson", "person", "PEER_1")], columns=IDENTIFIERS.columns)
    names = names_to_check(
        identifiers=listed, key={}, turns=SAID.assign(speaker="Ann Wilson", role="participant")
    )
    (tmp_path / "figure.txt").write_text(body)
    assert len(find_leaks([tmp_path], names)) == found  # as a listed name, and as a speaker's


def test_what_the_program_writes_itself_is_no_leak(tmp_path):
    names = names_to_check(
        identifiers=IDENTIFIERS,
        key={"PERSON_1": ["Microsoft"], "PERSON_2": ["Calibri"]},
        turns=SAID,
    )
    write_xlsx(tmp_path / "a.xlsx", cell="fine")
    write_docx(tmp_path / "b.docx", lambda d: d.add_paragraph("fine"))
    assert find_leaks([tmp_path], names) == []
    write_docx(tmp_path / "c.docx", lambda d: d.add_paragraph("I worked at Microsoft then"))
    assert {leak.tag for leak in find_leaks([tmp_path], names)} == {"PERSON_1"}


def test_links_count_by_where_they_point(tmp_path, names):
    (tmp_path / "x.csv").symlink_to("/nowhere/Harrow Falls/x.csv")
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == ["CITY_1"]


def test_home_folder_and_user_name(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "/home/rosalindk")
    monkeypatch.setattr(leak_names.getpass, "getuser", lambda: "rosalindk")
    names = names_to_check(identifiers=IDENTIFIERS, key={}, turns=SAID)
    (tmp_path / "a.log").write_text("reading /home/rosalindk/study/turns.parquet")
    (tmp_path / "b.png").write_bytes(png_bytes(Author="rosalindk"))
    found = {(Path(leak.file).name, leak.tag) for leak in find_leaks([tmp_path], names)}
    assert found == {("a.log", "HOME_FOLDER"), ("a.log", "USER_NAME"), ("b.png", "USER_NAME")}


@pytest.mark.parametrize("much", [0, 5_000, 600_000])
def test_a_part_that_comes_again_is_searched_in_every_file(tmp_path, names, much):
    part = f"<p>{'word ' * (much // 5)}told Lena Marchetti</p>"
    for name in ("one.docx", "two.docx", "three.docx"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("word/styles.xml", part)
    found = {(leak.file, leak.where, leak.count) for leak in find_leaks([tmp_path], names)}
    places = ("word/styles.xml", "word/styles.xml, markup")
    files = [f"{tmp_path.name}/{name}.docx" for name in ("one", "two", "three")]
    assert {(file, where) for file, where, _ in found} == {(f, p) for f in files for p in places}
    assert len({number for *_, number in found}) == 1


def test_the_error_names_file_and_tag_but_never_the_name(tmp_path, names):
    (tmp_path / "t.csv").write_text("Lena Marchetti of Harrow Falls")
    with pytest.raises(LeakError) as error:
        check_leaks([tmp_path / "t.csv"], names)
    message = str(error.value)
    assert "SUPERVISOR_1: 3 in 1 file, first t.csv (text); CITY_1: 1 in 1 file," in message
    assert message.index("1. Open the private key") < message.index("2. A name")
    assert not any(word in message for word in ("Lena", "Marchetti", "Harrow"))


def test_allowed_strings_and_skipped_files(tmp_path):
    names = names_to_check(
        identifiers=IDENTIFIERS, key=KEY, turns=SAID, allowed=["marchetti", "Lena"]
    )
    (tmp_path / "cited.md").write_text("Marchetti, L. (1999). On chairs.")
    (tmp_path / "skipped.md").write_text("Harrow Falls")
    assert check_leaks([tmp_path], names, skip=[tmp_path / "skipped.md"]) == 1
    (tmp_path / "full.md").write_text("Lena Marchetti")
    with pytest.raises(LeakError):
        check_leaks([tmp_path / "full.md"], names)


def test_three_hundred_files_in_seconds(tmp_path):
    key = {f"PERSON_{at}": [f"Name{chr(97 + at % 26)}x{at}"] for at in range(300)}
    names = names_to_check(identifiers=IDENTIFIERS, key=key, turns=SAID)
    page = "<p>" + "some words of a quote, and a tag [PEER_1] in it. " * 2000 + "</p>"
    for at in range(300):
        (tmp_path / f"{at}.html").write_text(page)
    begun = time.process_time()
    assert find_leaks([tmp_path], names) == []
    assert time.process_time() - begun < 20  # about 4 s on a free core


def script(name):
    path = Path("scripts", name)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SUMMED_UP = (INTAKE, CODING_LOSSES, CODING_NOTES)


def write_turns(path, *said):
    rows = [
        ("P01", at, "participant", "P01", "Ann Reyes", None, None, s, "")
        for at, s in enumerate(said, 1)
    ]
    write_frame(pd.DataFrame(rows, columns=TURNS.schema.names), path, TURNS)


def test_the_script_fails_on_a_leak_and_passes_without(tmp_path):
    write_turns(tmp_path / "turns.parquet", "I told Ingrid.")
    (tmp_path / "key.json").write_text(json.dumps({"PEER_1": ["Ingrid"]}))
    (tmp_path / "candidates.csv").write_text("candidate,decision\nSunniva,review\nAnn,refuse\n")
    outputs, none = tmp_path / "reports", tmp_path / "processed"
    outputs.mkdir()
    paths = {
        "turns": tmp_path / "turns.parquet",
        "identifiers": [],
        "name_decisions": [],
        "name_key": tmp_path / "key.json",
        "name_candidates": tmp_path / "candidates.csv",
        "codebook": tmp_path / "codebook.yaml",
        "figures": tmp_path / "figures",
        "manifest": tmp_path / "manifest.json",
        "leaks_checked": outputs / "checked.txt",
        "last_lines": tmp_path / "last_lines.txt",
        **{table.name: tmp_path / f"{table.name}.parquet" for table in SUMMED_UP},
    }
    for table in SUMMED_UP:
        write_frame(empty_frame(table), paths[table.name], table)
    paths["few_alike"] = paths["codebook"].with_name("few_alike.csv")
    paths["few_alike"].write_text("participants,published_in\n")
    paths["codebook"].write_text("codes: []\n")
    benchmark = outputs / "check_leaks.tsv"
    given = {
        "files": RuleFiles(paths),
        "folders": {"raw": str(tmp_path / "raw"), "reports": str(outputs), "processed": str(none)},
        "made": {},
        "settings": Settings(),
        "own_benchmark": str(benchmark),
    }
    (outputs / "a.csv").write_text("told [PEER_1]")
    script("check_leaks.py").main(**given)
    said = paths["leaks_checked"].read_text()
    benchmark.write_text("s\n1.0\n")  # the engine writes it when the rule has ended
    script("check_leaks.py").main(**given)
    assert paths["leaks_checked"].read_text() == said  # a second run says the same
    assert paths["last_lines"].read_text().startswith("1. 1 possible name needs your decision.")
    assert said.startswith(
        "1 file searched: no known or found name. 1 possible name needs a person's"
    )
    assert "Sunniva" not in said
    (outputs / "b.csv").write_text("told Ingrid")
    with pytest.raises(LeakError, match=r"PEER_1: 1 in 1 file, first reports/b\.csv"):
        script("check_leaks.py").main(**given)
    private = outputs / "private" / "leaks.csv"
    row = pd.read_csv(private).iloc[0]
    assert [*row] == ["PEER_1", "Ingrid", 1, "reports/b.csv", "text"]
    (outputs / "b.csv").unlink()
    script("check_leaks.py").main(**given)
    assert not private.exists()


def test_the_audit_writes_scores_and_keeps_names_private(tmp_path):
    raw, processed = tmp_path / "data/raw/mini", tmp_path / "data/processed/mini"
    raw.mkdir(parents=True)
    write_turns(processed / "private/turns.parquet", "I told Ingrid and ossawin.")
    (processed / "settings.yaml").write_text("study: mini\n")
    labels = raw / "deidentify_labels.csv"
    labels.write_text("interview,turn,text,kind\nP01,1,Ingrid,person\nP01,1,ossawin,place\n")
    audit_study("mini", root=tmp_path)
    problems = processed / AUDIT_PROBLEMS.path
    scores = pd.read_csv(processed / AUDIT_SCORES.path).set_index("kind")
    assert scores.loc["direct", "recall"] == 0.5
    assert "Ingrid" not in (processed / AUDIT_SCORES.path).read_text()
    assert "ossawin" in problems.read_text()
    assert problems.stat().st_mode & 0o777 == 0o600
    assert problems.parent.stat().st_mode & 0o777 == 0o700
