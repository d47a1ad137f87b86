"""One grammar of tags: what identifiers.csv accepts, every other room knows."""

import pytest

from aft_themes.corpus.cleaning import find_marks, without_marks
from aft_themes.corpus.tags import TAG, say_tags, split_tag
from aft_themes.deidentify import load_identifiers
from aft_themes.errors import InputError
from aft_themes.language.english import ENGLISH
from aft_themes.topics.vocabulary import find_terms

TAGS = ["CLIENT_1", "GROUP_HOME_1", "CITY_HOSPITAL_12", "TRIAL", "DATE: 2012, winter"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_identifiers_may_give_is_known_everywhere(tag, tmp_path):
    path = tmp_path / "identifiers.csv"
    path.write_text(f'text,kind,replacement\nHolly House,organisation,"{tag}"\n', "utf-8")
    assert load_identifiers(path)["replacement"].tolist() == [tag]
    text = f"We went to [{tag}]'s garden often."
    assert TAG.search(text).group() == f"[{tag}]"
    assert not find_marks(text)
    assert without_marks(text) == text
    assert "[" not in say_tags(text, ENGLISH)
    terms = find_terms([text] * 3, ["P1", "P2", "P3"], ENGLISH, least_participants=3).names
    assert terms == ("garden",)


def test_a_stem_of_several_words_is_said_by_its_last():
    assert say_tags("[CITY_HOSPITAL_1] or [GROUP_HOME_1]", ENGLISH) == "somewhere or something"


def test_a_tag_splits_into_its_parts():
    assert split_tag("GROUP_HOME_1") == ("GROUP_HOME", "1", "")
    assert split_tag("[DATE: 2012, winter]") == ("DATE", "", "2012, winter")
    assert split_tag("GROUP_HOME_1").kind == "group home"
    assert split_tag("client_1") is None


@pytest.mark.parametrize("mark", ["LAUGHS", "INAUDIBLE"])
def test_a_shouted_mark_is_no_tag(mark, tmp_path):
    path = tmp_path / "identifiers.csv"
    path.write_text(f"text,kind,replacement\nHolly House,organisation,{mark}\n", "utf-8")
    with pytest.raises(InputError, match="not written like a tag"):
        load_identifiers(path)
    assert find_marks(f"So [{mark}] yes.")
