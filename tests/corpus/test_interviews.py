import pandas as pd
import pytest
from openpyxl import Workbook

from aft_themes.corpus.interviews import (
    attributes,
    described_attributes,
    list_files,
    load_interviews,
    split_attributes,
)
from aft_themes.errors import InputError, SettingsError
from aft_themes.io.spreadsheets import read_table


def load(tmp_path, data):
    path = tmp_path / "interviews.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_interviews(path)


@pytest.mark.parametrize(
    "data",
    [
        "interview,file,coders,cohort\nP02,b.txt,,x\nP01,a.txt,B;A,Müller\n".encode(),
        'Interview;File;Coders;Cohort\r\nP02;b.txt;;x\r\nP01;a.txt;"B;A";Müller\r\n'.encode(
            "cp1252"
        ),
        "interview\tfile\tcoders\tcohort\nP02\tb.txt\t\tx\nP01\ta.txt\tB; A\tMüller\n".encode(
            "utf-16"
        ),
        "\ufeffinterview,file,coders,cohort\n\nP02,b.txt,,x\nP01,a.txt,B;A,Müller\n,,,\n".encode(),
    ],
)
def test_tables_are_read_as_excel_r_and_nvivo_save_them(tmp_path, data):
    listed = load(tmp_path, data)
    assert listed["interview"].tolist() == ["P01", "P02"]
    assert listed["coders"].tolist() == [["B", "A"], []]
    assert listed["cohort"].tolist() == ["Müller", "x"]
    assert attributes(listed) == ["cohort"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("interview,file\nP01,a.txt\nP01,b.txt\n", r"row 3: interview 'P01' is listed twice"),
        ("interview,file\nP01,a.txt\nP02,a.txt\n", r"row 3: file 'a.txt' is listed twice"),
        ("interview,file\n,a.txt\n", r"row 2: the interview id is missing"),
        ("interview,file\n../x,a.txt\n", r"row 2: the interview id must begin with a letter"),
        ("interview,file\nP\u00e9,a.txt\n", r"row 2: the interview id .* only A to Z"),
        (f"interview,file\n{'P' * 33},a.txt\n", r"row 2: the interview id has more than 32"),
        (
            f"interview,file,participant\nP1,a.txt,{'P' * 33}\n",
            r"row 2: the participant id has more than 32",
        ),
        ("interview,file\nP01,\n", r"row 2: no file is named"),
        ("interview,file\nP01,../../etc/passwd\n", r"row 2: the file is named with a folder"),
        ("interview\nP01\n", r"row 1: columns file are missing"),
        ("interview,file,file\nP01,a,b\n", r"row 1: columns file occur twice"),
        ("interview,file\nP01,a.txt,c\n", r"row 2: has 3 cells but the header has 2"),
        ("", r"the table is empty"),
        (b"interview,file\nP01,\x00", r"is not a text file"),
    ],
)
def test_errors_name_file_and_row(tmp_path, data, message):
    with pytest.raises(InputError, match=rf"interviews\.csv.*{message}"):
        load(tmp_path, data)


def test_a_workbook_is_read_as_text(tmp_path):
    book = Workbook()
    book.active.append(["interview", "file", "age"])
    book.active.append(["P01", "a.txt", 33])
    book.save(tmp_path / "interviews.xlsx")
    table = read_table(tmp_path / "interviews.xlsx", ["interview"])
    assert table.to_dict("records") == [
        {"interview": "P01", "file": "a.txt", "age": "33", "file_row": 2}
    ]
    (tmp_path / "broken.xlsx").write_bytes(b"PK not a workbook")
    with pytest.raises(InputError, match="damaged or cut off"):
        read_table(tmp_path / "broken.xlsx", ["interview"])


def test_files_are_listed_as_interviews_are_read(tmp_path):
    path = tmp_path / "interviews.csv"
    path.write_text("Interview;site;FILE\nP02; x ;b.txt\n\nP01;y;a.txt\n", encoding="utf-8")
    read = load_interviews(path)
    assert list(list_files(path).items()) == [("P01", "a.txt"), ("P02", "b.txt")]
    assert list(list_files(path).items()) == list(zip(read["interview"], read["file"], strict=True))
    path.write_text("interview,file\nP01,a.txt\nP02,a.txt\n", encoding="utf-8")
    for reader in (list_files, load_interviews):
        with pytest.raises(InputError, match=r"row 3.*file 'a.txt' is listed twice"):
            reader(path)


def test_attributes_with_two_to_six_values_of_two_participants_each_split_the_themes():
    listed = pd.DataFrame(
        {
            "interview": [f"P{number:02d}" for number in range(14)],
            "two": ["a", "b"] * 7,
            "six": ["abcdef"[number % 6] for number in range(14)],
            "seven": ["abcdefg"[number % 7] for number in range(14)],
            "one": "same",
            "alone": ["a"] * 13 + ["b"],
            "blank": ["a"] * 7 + ["b"] * 6 + [""],
        }
    )
    assert split_attributes(listed, None) == ["two", "six", "blank"]
    assert split_attributes(listed, ["alone"]) == ["alone"]
    assert split_attributes(listed, []) == []


def test_an_attribute_that_does_not_exist_is_refused_with_those_that_do():
    listed = pd.DataFrame({"interview": ["P01"], "clinic": ["north"]})
    with pytest.raises(
        SettingsError, match=r"cohrt, role: no such column\. Fix: the attributes are clinic;"
    ):
        split_attributes(listed, ["cohrt", "clinic", "role"])


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Interview ID,File name,Participant_ID,Coder", ["participant", "coders"]),
        ("interview-no;Filename;Participants;Coded by", ["participant", "coders"]),
        ("interview,Transcript file,interviewer label,interviewer", ["interviewer_label"]),
        ("interview,Datei,Interviewerin,Kodiererin", ["interviewer", "coders"]),
        ("interview,Archivo,Interviewer:in,codificadora", ["interviewer", "coders"]),
    ],
)
def test_headings_may_be_written_in_another_way(tmp_path, header, columns):
    sign = ";" if ";" in header else ","
    row = sign.join(["P01", "a.txt", "Kim", "Ann"])
    listed = load(tmp_path, f"{header}\n{row}\n")
    assert listed["file"].tolist() == ["a.txt"]
    assert attributes(listed) == []
    assert all(listed.loc[0, name] for name in columns)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("pid", "participant"),
        ("Case", "participant"),
        ("coder 1", "coders"),
        ("rater_B", "coders"),
        ("label", "interviewer_label"),
        ("Befragte", "participant"),
        ("Entrevistada", "participant"),
    ],
)
def test_headings_that_may_mean_a_column_are_asked_about(tmp_path, heading, meant):
    with pytest.raises(InputError, match=f"row 1: .* may mean `{meant}`"):
        load(tmp_path, f"interview,file,{heading}\nP01,a.txt,x\n")
    rest = f"interview,file,participant,coders,interviewer_label,{heading}\nP01,a.txt,,,,x\n"
    assert attributes(load(tmp_path, rest)) == [heading.lower()]


@pytest.mark.parametrize("heading", ["interviews", "values", "file_row"])
def test_headings_that_tables_of_participants_use_are_refused(tmp_path, heading):
    with pytest.raises(InputError, match=heading):
        load(tmp_path, f"interview,file,{heading}\nP01,a.txt,x\n")


def test_all_that_is_wrong_in_the_list_is_said_at_once(tmp_path):
    data = "interview,file,pid\nP 1,a.txt,x\nP02,,x\n,b.txt,x\nP03,sub/c.txt,x\nP02,d.txt,x\n"
    with pytest.raises(InputError) as error:
        load(tmp_path, data)
    for part in ("'pid'", "row 2: the", "row 3: no", "row 4: the", "row 5: the", "row 6: int"):
        assert part in str(error.value)


def test_attributes_that_tell_everybody_apart_are_not_described():
    people = pd.DataFrame(
        {
            "participant": [f"P{n}" for n in range(8)],
            "interviews": [[f"P{n}"] for n in range(8)],
            "day": [f"2020-01-1{n}" for n in range(8)],
            "age": [str(30 + n) for n in range(8)],
            "school": ["north"] * 3 + ["south"] * 4 + ["west"],
        }
    )
    assert described_attributes(people) == ["age", "school"]
