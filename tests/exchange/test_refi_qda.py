import io
import zipfile

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange import project_files, refi_qda
from aft_themes.exchange.recognising import read_project
from tests.exchange.making import NAMESPACE, qdpx

TEXT = "It was hard. I saw my own face on the tape, and I looked away."
WHOLE = [(0, 11, 0), (13, 30, 0), (48, 61, 0)]
GUID = "00000000-0000-0000-0000-{:012d}".format


def test_selections_become_codings_with_their_words(tmp_path):
    project = refi_qda.read(qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)]))
    assert [one.quote for one in project.codings] == [TEXT[start:end] for start, end, _ in WHOLE]
    assert project.codes[0].path == ("Hard",)
    assert "3 of 3" in project.positions


@pytest.mark.parametrize("inner", ["project.qde", "Project.QDE", "My study.qde"])
def test_the_inner_file_may_have_another_name(tmp_path, inner):
    project = read_project(qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)], inner=inner))
    assert len(project.codings) == 3


def test_a_codes_path_in_its_name_is_split(tmp_path):
    path = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)], codes=("Coke::diet Coke",))
    assert refi_qda.read(path).codes[0].path == ("Coke", "diet Coke")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_texts_of_any_encoding(tmp_path, encoding):
    text = TEXT.replace("face", "café face naïve").replace("tape", "tapes")
    name = f"Sources/{GUID(100)}.txt"
    path = qdpx(
        tmp_path / "a.qdpx",
        [("P01", None, [(0, 11, 0), (13, 18, 0), (19, 21, 0), (22, 25, 0)])],
        members=[(name, text.encode(encoding))],
    )
    quotes = [one.quote for one in refi_qda.read(path).codings]
    assert quotes == ["It was hard", "I saw", "my", "own"]


def test_a_missing_source_is_a_loss_for_each_selection(tmp_path):
    project = refi_qda.read(qdpx(tmp_path / "a.qdpx", [("P01", None, WHOLE)]))
    assert project.codings == ()
    assert sum("text is missing" in loss.reason for loss in project.losses) == 3


def test_undecidable_positions_are_placed_by_the_name_or_lost(tmp_path):
    wrong = [(at, at + 3, 0) for at in range(1, 50, 2)] + [(2, 9, 0, "my own face")]
    project = refi_qda.read(qdpx(tmp_path / "a.qdpx", [("P01", TEXT, wrong)]))
    assert [one.quote for one in project.codings] == ["my own face"]
    assert project.positions == ""
    assert any("no way of counting fits" in loss.reason for loss in project.losses)


def test_users_memos_and_dates(tmp_path):
    users = f'<Users><User guid="{GUID(7)}" name=" Ada  B "/></Users>'
    path = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)], users=users)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("project.qde").decode()
        rest = [(name, archive.read(name)) for name in archive.namelist()[1:]]
    xml = xml.replace(
        '<Coding guid="', "<Description>valence: Benefit\nwhy so</Description>"
        f'<Coding creatingUser="{{{GUID(7)}}}" creationDateTime="2025-01-02T03:04:05Z" guid="', 1
    )  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        for name, data in rest:
            archive.writestr(name, data)
    first = refi_qda.read(path).codings[0]
    assert (first.coder, first.valence, first.memo) == ("Ada B", "benefit", "why so")
    assert first.date == "2025-01-02T03:04:05Z"


def plain(tmp_path, body, name="a.qde"):
    path = tmp_path / name
    path.write_text(f'<?xml version="1.0"?><Project xmlns="{NAMESPACE}" name="t">{body}</Project>')
    return path


def test_a_selection_without_code_is_named_as_lost(tmp_path):
    body = (
        f'<Sources><TextSource guid="{GUID(1)}" name="P01"><PlainTextContent>{TEXT}'
        f'</PlainTextContent><PlainTextSelection guid="{GUID(2)}" startPosition="0" '
        'endPosition="11"><Description>memo only</Description></PlainTextSelection>'
        "</TextSource></Sources>"
    )
    project = refi_qda.read(plain(tmp_path, body))
    assert [loss.reason for loss in project.losses] == ["it has no code, only a memo or a link"]


def test_cases_and_variables_of_sources(tmp_path):
    value = (
        f'<VariableValue><VariableRef targetGUID="{GUID(5)}"/><IntegerValue>34</IntegerValue>'
        "</VariableValue>"
    )
    body = (
        f'<Variables><Variable guid="{GUID(5)}" name="age" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{GUID(6)}" name="C">{value}<SourceRef targetGUID="{GUID(1)}"/></Case>'
        f'</Cases><Sources><TextSource guid="{GUID(1)}" name="P01">{value}</TextSource></Sources>'
    )
    cases = refi_qda.read(plain(tmp_path, body)).cases
    assert [(case.sources, case.values) for case in cases] == [
        ((GUID(1),), (("age", "34"),)), ((GUID(1),), (("age", "34"),))
    ]  # fmt: skip


def test_two_codes_with_one_guid_are_refused(tmp_path):
    code = f'<Code guid="{GUID(1)}" name="{{}}" isCodable="true"/>'.format
    body = f"<CodeBook><Codes>{code('One')}{code('Two')}</Codes></CodeBook>"
    with pytest.raises(InputError, match="same GUID"):
        refi_qda.read(plain(tmp_path, body))


def test_codes_nested_too_deep_are_refused(tmp_path):
    opened = "".join(f'<Code guid="{GUID(n)}" name="c" isCodable="true">' for n in range(100))
    body = f"<CodeBook><Codes>{opened}{'</Code>' * 100}</Codes></CodeBook>"
    with pytest.raises(InputError, match="nested"):
        read_project(plain(tmp_path, body))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">]>',
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!doctype p SYSTEM "http://example.org/p.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path, before):
    path = tmp_path / "a.qde"
    path.write_text(f'<?xml version="1.0"?>{before}<Project xmlns="{NAMESPACE}" name="t"/>')
    with pytest.raises(InputError, match="entities"):
        read_project(path)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x", "sources/../../x", "C:\\x", "..\\x"])
def test_paths_outside_the_archive_are_refused(tmp_path, name):
    path = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)], members=[(name, b"x")])
    with pytest.raises(InputError, match="outside"):
        read_project(path)


def test_what_unpacks_to_too_much_is_refused_whatever_size_it_claims(tmp_path, monkeypatch):
    monkeypatch.setattr(refi_qda, "MAX_TEXT", 10_000)
    bomb = [(f"sources/{GUID(100)}.txt", b"0" * 100_000)]
    path = qdpx(tmp_path / "a.qdpx", [("P01", None, WHOLE)], members=bomb)
    with pytest.raises(InputError, match="unpacks"):
        read_project(path)


def test_more_codings_than_any_study_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(project_files, "MAX_CODINGS", 2)
    with pytest.raises(InputError, match="more than 2 codings"):
        read_project(qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)]))


@pytest.mark.parametrize("start", [-5, 10**12, "nothing", ""])
def test_impossible_positions_are_lost_and_hurt_no_others(tmp_path, start):
    selections = [*WHOLE, *WHOLE, (start, 10**12 + 1, 0)]
    project = read_project(qdpx(tmp_path / "a.qdpx", [("P01", TEXT, selections)]))
    assert len(project.codings) == 6
    assert len(project.losses) == 1


@pytest.mark.parametrize("length", [0, 3, 40, 400])
def test_a_project_that_is_cut_off_is_refused(tmp_path, length):
    whole = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, WHOLE)]).read_bytes()
    path = tmp_path / "b.qdpx"
    path.write_bytes(whole[:length])
    with pytest.raises(InputError):
        read_project(path)


def test_an_archive_without_a_project_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    path = tmp_path / "a.qdpx"
    path.write_bytes(out.getvalue())
    with pytest.raises(InputError, match=r"project\.qde"):
        read_project(path)


def test_errors_never_quote_the_transcript(tmp_path):
    path = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, [(0, 2, 3), *WHOLE, (3, 1, 0)])])
    project = read_project(path)
    said = " ".join(f"{loss.item} {loss.reason} {loss.fix}" for loss in project.losses)
    assert "hard" not in said
    assert len(project.losses) == 2
