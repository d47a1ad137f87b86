"""Who could be recognised by published attributes: checked against what the outputs show."""

import json
import re
import runpy
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from aft_themes.catalog import THEME_PARTICIPANTS
from aft_themes.deidentify import few_alike, name_combinations
from aft_themes.deidentify.anonymity import _MOST_NAMED
from aft_themes.figures.quote_plate import portrait_lines
from aft_themes.io.parquet import write_frame
from aft_themes.settings import check_settings
from aft_themes.tables.participants import NOT_STATED, participants_table
from aft_themes.tables.small_groups import published_attributes
from aft_themes.tables.themes import attributes_table
from aft_themes.themes.themes import theme_groups
from aft_themes.workflow.rule_files import RuleFiles
from tests.made_results import PEOPLE, made_results, write_people


def invented(people=40):
    """Forty participants, some values rare, some empty, ages all different."""
    at = pd.Series(range(people))
    return pd.DataFrame(
        {
            "participant": [f"P{number:02d}" for number in at],
            "interviews": [[f"P{number:02d}"] for number in at],
            "cohort": at.map(lambda n: "2006" if n < 20 else "2011" if n < 37 else ""),
            "work_place": at.map(lambda n: "clinic, old" if n % 9 else "VA: ward"),
            "age": (at + 25).astype(str),
        }
    )


def settings_with(*attributes, hide=0):
    return check_settings(
        {"themes": {"attributes": list(attributes)}, "report": {"suppress_below": hide}}
    )


def found(people, settings, coded=None, k=5):
    published = published_attributes(people, coded or list(people["participant"]), settings)
    return few_alike(published, k)


def as_sets(few, place):
    """The combinations that a place is said to show: attributes with values, and how many."""
    columns = [name for name in few if name not in ("participants", "published_in")]
    mine = few[few["published_in"].str.split("; ").map(lambda places: place in places)]
    return {
        (frozenset((n, row[n]) for n in columns if pd.notna(row[n])), row["participants"])
        for row in mine.to_dict("records")
    }


def test_combinations_of_one_size_in_several_places_are_one_row():
    few = found(invented(), settings_with("cohort", "work_place"))
    both = "tables/participants; tables/themes_by_attribute"
    together = "figures/quote_plate; explorer/index.html"
    assert list(few.columns) == ["cohort", "work_place", "age", "participants", "published_in"]
    assert few.fillna("").to_numpy().tolist() == [
        ["2011", "VA: ward", "", 2, together],
        ["(none)", "", "", 3, both],
        ["(none)", "clinic, old", "", 3, together],
        ["2006", "VA: ward", "", 3, together],
    ]


def test_who_was_not_coded_makes_no_group_larger():
    people = invented(30).drop(columns="age")
    coded = list(people["participant"][:22])
    few = found(people, settings_with("cohort"), coded)
    late = {(frozenset({("cohort", "2011")}), 2)}
    assert as_sets(few, "tables/themes_by_attribute") == late
    assert as_sets(few, "figures/quote_plate") == late
    # ten of the thirty that were read are of that cohort
    assert as_sets(few, "tables/participants") == {(frozenset({("work_place", "VA: ward")}), 4)}
    assert as_sets(few, "explorer/index.html") == set()


def test_numbers_that_a_table_prints_in_bands_are_taken_in_bands():
    ages = found(invented()[["participant", "age"]], settings_with(), k=6)
    assert as_sets(ages, "tables/participants") == {
        (frozenset({("age", "20\u201329")}), 5),
        (frozenset({("age", "60\u201369")}), 5),
    }
    exact = found(invented()[["participant", "age"]], settings_with("age"), k=6)
    assert len(as_sets(exact, "figures/quote_plate")) == 40


@pytest.fixture(params=[0, 2])
def shown(request):
    """Results whose tables show, or hide, small groups."""
    results = made_results()
    people = results.people.assign(site=["a", "a", "b", "a", "", "b"])
    settings = settings_with("cohort", "site", hide=request.param)
    groups = theme_groups(results.participants, people, settings.themes)
    return replace(results, people=people, settings=settings, groups=groups)


def listed(results, place, k=4):
    coded = list(results.participants["participant"])
    return as_sets(found(results.people, results.settings, coded, k), place)


def test_what_is_listed_is_what_the_participants_table_shows(shown):
    printed = {
        (frozenset({(str(name).lower(), "(none)" if value == NOT_STATED else value)}), n)
        for name, value, n, _ in (row.cells for row in participants_table(shown).rows)
        if isinstance(n, int) and n < 4
    }
    assert listed(shown, "tables/participants") == printed != set()


def test_what_is_listed_is_what_the_table_of_themes_by_attribute_shows(shown):
    heads = (column.name for column in attributes_table(shown).columns[2:])
    printed = set()
    for name, value, n in (re.fullmatch(r"(.+?): (.+) \(n = (\d+)\)", h).groups() for h in heads):
        value = "(none)" if value == "not stated" else value
        if int(n) < 4:
            printed.add((frozenset({(name.lower(), value)}), int(n)))
    assert listed(shown, "tables/themes_by_attribute") == printed != set()


def test_what_is_listed_is_what_the_figure_of_quotes_shows(shown):
    attributes = list(shown.settings.themes.attributes)
    coded = shown.people[shown.people["participant"].isin(shown.participants["participant"])]
    lines = portrait_lines(coded, attributes, shown.settings.report.suppress_below)
    told = Counter(line.partition(", ")[2] for line in lines.values() if ", " in line)
    expected = set()
    for values, n in listed(shown, "figures/quote_plate"):
        by = dict(values)
        words = [by[name] for name in attributes if by[name] != "(none)"]
        expected.add((", ".join(words), n))
    assert {(line, n) for line, n in told.items() if n < 4} == expected


def test_what_is_listed_is_what_the_explorer_shows(finished):
    page = (finished.reports / "explorer" / "index.html").read_text()
    content = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    attributes = content["participants"]["attributes"]
    people = zip(*([a["values"][at] for at in a["of"]] for a in attributes), strict=True)
    names = [a["name"] for a in attributes]
    assert as_sets(
        pd.read_csv(finished.processed / "private" / "few_alike.csv"), "explorer/index.html"
    ) == {(frozenset(zip(names, values, strict=True)), n) for values, n in Counter(people).items()}


def test_nothing_is_listed_where_everybody_has_company():
    people = invented()
    assert len(found(people, settings_with("work_place")))
    company = people.drop(columns=["cohort", "age"])
    assert found(company, settings_with("work_place")).empty
    assert found(company.drop(columns="work_place"), settings_with()).empty
    assert few_alike([], 5).empty


def test_combinations_are_named_in_a_line_that_no_terminal_acts_on():
    told = pd.DataFrame({"co\nhort": ["\x1b[2Ja" + "b" * 200, None], "site": ["x", "x"]})
    none, long = sorted(name_combinations(few_alike([("t", told), ("f", told)], 2)), key=len)
    assert none == "co hort (none), site x: 1 participant (t; f)"
    assert long.startswith("co hort  [2Jabbb")
    assert len(long) < 100
    assert long.isprintable()
    pair = name_combinations(few_alike([("tables/t", told[["site"]])], 5))
    assert pair == ["site x: 2 participants (tables/t)"]


def warned(folder, caplog, people):
    results = made_results()
    write_frame(results.participants, folder / "theme_participants.parquet", THEME_PARTICIPANTS)
    write_people(people.assign(participant=PEOPLE), folder / "participants.parquet")
    caplog.clear()
    with caplog.at_level("WARNING"):
        paths = {
            name: folder / f"{name}.parquet" for name in ("participants", "theme_participants")
        }
        paths |= {"few_alike": folder / "few.csv"}
        settings = check_settings({"deidentify": {"k": 3}, "themes": {"attributes": []}})
        write_few_alike = runpy.run_path("scripts/make_themes.py")["write_few_alike"]
        write_few_alike(RuleFiles(paths), settings)
    return caplog.messages, pd.read_csv(folder / "few.csv")


def test_the_warning_names_each_combination_up_to_a_bound(tmp_path, caplog):
    people = invented(6).drop(columns="age")
    said, few = warned(tmp_path, caplog, people.drop(columns="work_place"))
    assert said == []
    assert few.empty
    said, few = warned(tmp_path, caplog, people)
    assert said[0] == "combinations of printed attributes that fewer than 3 participants share: 1"
    assert said[1] == "  work_place VA: ward: 1 participant (tables/participants)"
    assert len(few) == len(said) - 2 == 1
    many = people.assign(**{f"a{n}": [*"abccde"] for n in range(9)})
    said, few = warned(tmp_path, caplog, many)
    assert len(few) == 9 * 5 + 1
    assert len(said) == _MOST_NAMED + 3
    assert said[-2] == f"  and {len(few) - _MOST_NAMED} more"
    assert "few.csv" in said[-1]
