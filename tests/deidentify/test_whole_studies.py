"""Kinds of words that an audit of whole collections found most often; all are invented."""

import pandas as pd
import pytest

from aft_themes.deidentify import find_replacements

from .test_institutions import replaced, waiting

COLUMNS = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
LISTED = pd.DataFrame(
    [("Ann-Sofie De la Crux", "person", ""), ("Mara Xelby", "person", "")],
    columns=["text", "kind", "replacement"],
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # initials in the plural, and single letters
        ("I get into DMs, and my DBAs got Fs, and the DEXes too.", []),
        ("I met McKay and the O'Deas then.", ["McKay", "O'Deas"]),
        # a title that ends its sentence
        ("I am fine, Sir. How are you? Thank you, Sir. Thank you so much.", []),
        ("I met Mr. Young and Prof. Xelby there.", ["Mr. Young", "Prof. Xelby"]),
        ("I saw her again. So did Mr. I live here.", []),
        # spelt in small letters, and verbs and surnames in the wrong ones
        ("My name is Xelby, X-e-l-b-y.", ["Xelby", "X-e-l-b-y"]),
        ("We saw it and I Will now ask, for they Will know.", []),
        ("I met Orlanda Xelby there. Then Orlanda xelby left.", ["Orlanda Xelby", "Orlanda xelby"]),
        ("We lived in the States, and left the States.", ["States", "States"]),
        ("The member States agreed, and so did the States agree.", []),
        # people of a city, and what stands before a hyphen
        ("I felt like a Londoner among Londoners. I met Hollander.", ["Hollander"]),
        ("We did Micro-lending, and Micro-lending worked.", []),
        ("We met at the QRSX Lab. I liked QRSX.", ["QRSX Lab", "QRSX"]),
        ("I sold a Copper Susan NFT once, and an NFT is nothing.", ["Copper Susan NFT"]),
        # a label in place of somebody's name
        ("Can you tell us about you, Interviewee? And the Interviewee said so.", []),
        # a part of a name that the speakers write small, too
        ("We read Left Turn Road. They left, and the Left knew.", ["Left Turn Road"]),
        # brands and prizes
        ("I drove a Ferrari and a Lexus, and it was VE Day, and she got the Nobel Prize.", []),
    ],
)  # fmt: skip
def test_what_is_replaced(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # countries and cities, and what was found with capitals, in small letters
        ("We lived in australia, I think.", ["australia"]),
        ("We ate turkey from china plates in oregonian style.", []),
        ("I met Orlanda and saw Orlanda. orlanda came.", ["Orlanda", "Orlanda", "orlanda"]),
        ("I met Orlanda, and saw Orlanda. An orlanda is an orlanda.", ["Orlanda", "Orlanda"]),
    ],
)  # fmt: skip
def test_names_in_small_letters_among_capitals(said, names):
    assert replaced(said, "And then we talked of it. It was Good. It was Fine. Yes. No.") == names


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # what is counted is a thing, wherever else it has an article
        ("We had a Panda. I saw the Panda, and my Panda was red.", []),
        ("We saw Lantern, and a Lantern, and we liked Lantern, and went by Lantern.", ["Lantern"]),
        # initials that are said once wait where something tells of a house
        ("We made a QRS call, and had QRT plots.", []),
        ("She was with the QRS, and he worked for QRTX.", ["QRS"]),
        # schools and hospitals in small letters, but no kinds of them
        ("I went to flat lantern school, and then to art school.", ["flat lantern school"]),
        ("I went to a flat lantern school, and to high school, to teach school.", []),
        (
            "She was at copper hospital then, and he was at the copper hospital.",
            ["copper hospital"],
        ),
        # labels of a file
        ("Telephone: twelve. See Telephone: twelve, and Address: six, and Address: six.", []),
        # two ordinary words said once, unless something tells of a house
        ("And then they sang Slow Ride for us.", []),
        ("It was a project by Slow Ride for us.", ["Slow Ride"]),
        ("We called it the Slow Ride for years.", ["Slow Ride"]),
        ("They sang Slow Ride. They sang Slow Ride again.", ["Slow Ride"]),
        ("He read National Wildlife then.", ["National Wildlife"]),
        ("He read Slow Copper Lanterns then.", ["Slow Copper Lanterns"]),
        ("So did I. Admittedly it was late.", []),
    ],
)
def test_what_waits_for_a_person(said, names):
    assert waiting(said) == names


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I met AnnSofie there.", "AnnSofie"),
        ("I met DelaCrux there.", "DelaCrux"),
        ('I met Mara "Rusty" Xelby there.', 'Mara "Rusty" Xelby'),
        ("I met Mara (Rusty) Xelby there.", "Mara (Rusty) Xelby"),
        ("I met Mar- Mara there.", "Mar- Mara"),
        ("I met Xelby- Xelby there.", "Xelby- Xelby"),
        ("I met Mara\nXelby there.", "Mara Xelby"),
        ("I met M. Xelby there.", "M. Xelby"),
        ("I met X-e-l-b-y there.", "X-e-l-b-y"),
    ],
)
def test_a_listed_name_in_odd_forms(said, name):
    turns = pd.DataFrame([("P01", 1, "participant", "P", None, None, said, "")], columns=COLUMNS)
    placed = find_replacements(turns, LISTED).replacements
    start, end = said.index("met ") + 4, said.index(" there")
    assert placed["start"].min() == start
    assert placed["end"].max() == end, name
    assert len(set(placed["tag"])) == 1


def test_a_person_in_small_letters_takes_no_role_from_another_interview():
    rows = [
        ("P01", 1, "participant", "P", None, None, "My client Orlanda came. I saw Orlanda.", ""),
        ("P02", 1, "participant", "Q", None, None, "I went home, and then orlanda left me.", ""),
    ]
    placed = find_replacements(pd.DataFrame(rows, columns=COLUMNS), LISTED).replacements
    tags = placed.groupby("interview")["tag"].first()
    assert tags["P01"].startswith("CLIENT")
    assert tags["P02"].startswith("NAME")
