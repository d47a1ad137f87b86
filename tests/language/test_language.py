"""Every chapter reads its words from the language that is set, here from an invented one."""

import re
from dataclasses import replace

import pytest
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from aft_themes.corpus.sentences import SentenceSplitter
from aft_themes.corpus.tags import say_tags
from aft_themes.deidentify.recognizers.contacts import find_contacts
from aft_themes.deidentify.recognizers.dates import find_dates, find_holidays
from aft_themes.language import every, load
from aft_themes.language.english import ENGLISH
from aft_themes.suggestions.assertion import find_cautions
from aft_themes.topics.describe import content_words
from aft_themes.topics.vocabulary import find_terms

OTHER = replace(
    ENGLISH,
    code="xx",
    speech=replace(
        ENGLISH.speech,
        fillers=frozenset({"zum"}),
        abbreviations=frozenset({"blk"}),
        tag_words={"CLIENT": "quidam"},
        any_tag="quid",
    ),
    terms=replace(
        ENGLISH.terms,
        grammar=frozenset({"der"}),
        small_talk=frozenset({"ding"}),
        past_forms={},
        stemmer="german",
    ),
    assertion=replace(ENGLISH.assertion, negation="nie", hypothetical=r"\bwenn\b", reported="#"),
    dates=replace(
        ENGLISH.dates,
        date=r"(?P<m1>Nebel)(?P<d1>) (?P<y1>\d{4})(?P<holiday>#)?(?P<season>#)?",
        month_numbers={"nebel": 11},
        seasons=("kalt", "lau", "heiss", "mild"),
        holidays="Wurzeltag",
    ),
    contacts=replace(ENGLISH.contacts, spoken_at="bei", spoken_dot="punkt", spoken_signs="punkt"),
)


def test_a_language_is_loaded_by_its_code():
    assert load("en") is ENGLISH
    assert list(every()) == [ENGLISH]
    with pytest.raises(ValueError, match="no word lists for 'xx'"):
        load("xx")


def test_tags_are_said_in_the_language():
    assert say_tags("[CLIENT_1] and [TRIAL_2]", OTHER) == "quidam and quid"


def test_abbreviations_are_those_of_the_language():
    text = "We met at blk. Nine it was."
    assert len(SentenceSplitter([text], ENGLISH).spans(text)) == 2
    assert len(SentenceSplitter([text], OTHER).spans(text)) == 1


def test_stop_words_and_stems_are_those_of_the_language():
    texts = ["der garten zum ding", "garten zum der ding", "the gardens"]
    assert find_terms(texts, list("abc"), OTHER, least_participants=2).names == ("garten",)
    assert content_words("der the ding", OTHER) == {"the"}
    assert content_words("der the ding", ENGLISH) == {"der", "ding"}


def test_cautions_are_those_of_the_language():
    assert find_cautions("ich habe nie Angst", ["angst"], OTHER.assertion) == ["negation"]
    assert find_cautions("not angst, wenn", ["angst"], OTHER.assertion) == ["hypothetical"]
    assert find_cautions("ich habe nie Angst", ["angst"], ENGLISH.assertion) == []


def test_dates_and_contacts_are_those_of_the_language():
    found = find_dates(0, "Nebel 2012", "band", OTHER.dates)
    (date,) = [span for span in found if span.start == 0]
    assert date.tag == "DATE: 2012, mild"
    assert find_holidays("am Wurzeltag", OTHER.dates) == [(3, 12)]
    assert not find_holidays("Halloween", OTHER.dates)
    text = "anna punkt b bei post punkt com"
    assert [span.stem for span in find_contacts(0, text, OTHER.contacts)][:1] == ["EMAIL"]
    assert not list(find_contacts(0, text, ENGLISH.contacts))


def test_word_lists_stand_in_the_room_of_languages(request):
    """Elsewhere only words of file formats, which are in many languages at once."""
    source = request.config.rootpath / "src/aft_themes"
    of_formats = {"language", "transcripts", "exchange"}
    english = re.compile(r"\b(?:the|and|were|she|they|yeah|really|January)\b")
    found = [
        f"{path.relative_to(source)}: {words[:40]}"
        for path in sorted(source.rglob("*.py"))
        if path.relative_to(source).parts[0] not in of_formats
        for words in re.findall(r'"([^"]*)"\s*\)?\s*\.split\(\)', path.read_text(encoding="utf-8"))
        if english.search(words)
    ]
    assert not found


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("two thousand", 2000),
        ("two thousand and twelve", 2012),
        ("twenty oh seven", 2007),
        ("twenty twenty-one", 2021),
        ("nineteen eighty-four", 1984),
    ],
)
def test_years_in_english_words(words, year):
    assert re.fullmatch(ENGLISH.dates.spoken_years, words)
    assert ENGLISH.dates.spoken_year(words) == year


def test_words_are_known_in_their_regular_forms():
    assert ENGLISH.is_word("because")
    assert ENGLISH.is_word("stopped")
    assert ENGLISH.is_word("houses")
    name = next(name for name in sorted(ENGLISH.surnames) if name.endswith("ing"))
    assert name.removesuffix("ing") and not ENGLISH.is_word(name)  # a name is no form of a word
    assert not ENGLISH.is_word("qwerk")


def test_brands_are_known_in_their_regular_forms():
    assert ENGLISH.is_brand("adidas")
    assert ENGLISH.is_brand("blackberries")
    assert not ENGLISH.is_brand("garden")


def test_words_of_grammar_are_those_of_the_library_they_come_from():
    assert ENGLISH.terms.grammar == ENGLISH_STOP_WORDS


def test_lists_leave_their_comments_out():
    for words in (ENGLISH.words, ENGLISH.first_names, ENGLISH.surnames, ENGLISH.places):
        assert len(words) > 100
        assert not any(word.startswith("#") for word in words)
