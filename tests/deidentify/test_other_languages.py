"""Interviews in languages without a dictionary here: few words are replaced, and few wait."""

import pandas as pd
import pytest

from aft_themes.deidentify import count_waiting, find_replacements
from aft_themes.deidentify.leak_gate.file_contents import Text
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import Searcher
from aft_themes.deidentify.pipeline import _study
from aft_themes.language import load
from tests.deidentify.test_deidentify import turns_of

GERMAN = (
    "Also ich habe damals in der Klinik gearbeitet, und die Ausbildung war "
    "sehr lang. Das Gespr\u00e4ch mit der Kollegin hat mir geholfen, weil die "
    "Erfahrung gefehlt hat. Manchmal war die Stimmung im Team schlecht, und "
    "der Druck war gross. Danach kam Frau Weidlich dazu, und Lena Xelbmann "
    "auch. Die Supervision mit Frau Weidlich war gut, und der Termin war "
    "immer am Abend. Schliesslich habe ich die Stelle gewechselt."
)
DUTCH = (
    "Nou ja, ik werkte toen op de afdeling en dat was best zwaar. Gelukkig "
    "hadden we een goede groep, maar soms was het te druk. Vroeger was dat "
    "anders, denk ik. Meestal ging het goed. Daarna kwam Sanne Xelbinga bij "
    "ons, en mevrouw Quispel ook. Waarom weet ik niet. Zeker is dat niet."
)
FRENCH = (
    "Alors moi je travaillais \u00e0 l'h\u00f4pital et c'\u00e9tait difficile. "
    "Heureusement il y avait une bonne \u00e9quipe. Parfois les patients "
    "venaient tard. Apr\u00e8s j'ai rencontr\u00e9 Am\u00e9lie Xelbois et madame "
    "Quispelin. Pourquoi pas, on verra bien. Ensuite je suis partie, et "
    "voil\u00e0, c'est tout ce que je sais."
)
SPANISH = (
    "Bueno, yo trabajaba en el hospital y era muy duro. Normalmente \u00edbamos "
    "por la ma\u00f1ana. \u00bfQui\u00e9n sabe? \u00a1Claro que no! Despu\u00e9s lleg\u00f3 Jimena "
    "Xelbares con se\u00f1ora Quispal. Tampoco entiendo por qu\u00e9. Siempre hay "
    "algo nuevo que aprender, y entonces seguimos adelante con todo."
)
PORTUGUESE = (
    "A minha m\u00e3e era a dona Larcina de Xelbia. A Gracinda ajudava a minha "
    "m\u00e3e na cozinha. A Gracinda ficou l\u00e1 com a dona Larcina, e eu gostava "
    "muito da Gracinda porque fazia tudo em casa. O meu irm\u00e3o mais velho foi para "
    "a escola e eu fiquei a ajudar a minha av\u00f3, que j\u00e1 estava doente e "
    "precisava de algu\u00e9m. N\u00e3o havia dinheiro para mais nada, e toda a gente "
    "ajudava como podia, de manh\u00e3 at\u00e9 \u00e0 noite, sem parar nem descansar. "
    "Quando casei fui viver com o Anselmino numa casa pequena perto do rio, e l\u00e1 "
    "ficamos muitos anos a trabalhar na terra e a criar os filhos."
)
NOBODY = pd.DataFrame(columns=["text", "kind", "replacement"])


def replaced(said):
    turns = turns_of(said, said)
    found = find_replacements(turns, NOBODY)
    texts = dict(zip(turns["turn"], turns["text"], strict=True))
    spans = found.replacements[["turn", "start", "end"]].itertuples(index=False)
    return {texts[turn][start:end] for turn, start, end in spans}, count_waiting(found.candidates)


@pytest.mark.parametrize(
    ("said", "names", "nouns"),
    [
        (GERMAN, {"Frau Weidlich", "Lena Xelbmann"}, True),
        (DUTCH, {"Sanne Xelbinga", "Quispel"}, False),
        (FRENCH, {"Am\u00e9lie Xelbois", "Quispelin"}, False),
        (SPANISH, {"Jimena Xelbares", "Quispal"}, False),
        (PORTUGUESE, {"Larcina de Xelbia", "Larcina", "Gracinda", "Anselmino"}, False),
    ],
)
def test_names_are_found_and_words_stay(said, names, nouns):
    assert _study(turns_of(said, said), load("en")).foreign == {"P01": nouns}
    assert replaced(said) == (names, 0)


def test_english_is_not_taken_for_another_language():
    said = "I went to Xelby with Susan Orvane and Peter Quill, and we met Lena there. " * 5
    assert _study(turns_of(said, said), load("en")).foreign == {}


def test_the_leak_gate_does_not_stop_at_the_words_of_another_language():
    turns = turns_of(GERMAN, GERMAN)
    key = find_replacements(turns, NOBODY).key
    names = names_to_check(identifiers=NOBODY, key=key, turns=turns)
    output = "Die Ausbildung, die Stimmung, die Supervision, der Termin, die Stelle"
    assert not Searcher(names).found(Text("text", output))
    assert Searcher(names).found(Text("text", "Die Stelle von Weidlich"))
