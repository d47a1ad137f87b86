"""Invented studies of other shapes than the sample: wide, tiny, with long ids, with long names.

``python -m tests.shapes wide data/raw/wide`` writes one; then it runs like any study. They are for
looking at: what fits 83 codes of a few letters must also fit these.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import yaml

THINGS = {
    "ward": "the ward",
    "group": "the morning group",
    "letters": "the letters home",
    "sleep": "sleeping pills",
    "garden": "the kitchen garden",
    "visits": "my sister's visits",
    "diary": "the mood diary",
    "ending": "the last week",
}
ASPECTS: dict[str, tuple[str, list[str]]] = {
    "hope": ("Hopes", ["I had hoped for so much", "I kept on hoping", "There was some hope"]),
    "fear": ("Fears", ["I was frightened", "My stomach turned over", "I lay awake in dread"]),
    "first": ("The first time", ["The first time was odd", "At the start nothing made sense"]),
    "helps": ("What helps", ["It helped me more than talking", "That did me good"]),
    "hinders": ("What hinders", ["It got in my way every day", "It made everything harder"]),
    "others": ("What others say", ["The others told me to give up", "Everybody had a view"]),
    "change": ("What changes", ["Little by little something changed", "I am not who I was"]),
    "lack": ("What is missing", ["Something was missing", "Nobody ever thought of the rest"]),
}
SAID = (
    "{said} when it came to {thing}, and I told nobody.",
    "{said} with {thing}, week after week.",
    "With {thing} it was like this: {lower}, and then it rained.",
)
FILL = (
    "I would have to think about that for a while.",
    "You have to picture a long corridor with green doors.",
    "It was a winter without snow, and the bus was late.",
    "I am not somebody who talks much.",
)
ASKED = ("How was {thing} for you?", "Can you say more about {thing}?", "And {thing}?")
LONG = (
    "Feeling watched by people who never say what they think of you",
    "États d’âme: ne pas oser dire ce que l’on ressent vraiment",
    "Να μην τολμάς να πεις αυτό που νιώθεις μέσα σου",
    "感到被不说话的人注视，不敢说出自己的感受，也不知道该怎么办才好",
    "自分の気持ちを言えないということについての経験",
    "Стыд перед теми, кто ничего не говорит и только смотрит",
    "Donaudampfschifffahrtsgesellschaftskapitänspatentinhaberstolz",
    "말하지 않는 사람들 앞에서 느끼는 부끄러움",
    "Zażółć gęślą jaźń: łzy, których nikt z nas nie chciał pokazać",
)


@dataclass(frozen=True)
class Shape:
    """How large a study is, and how its things are called."""

    interviews: int
    coders: str
    domains: int
    codes: int
    ids: str = "P{:02}"
    names: Sequence[str] = ()
    sites: Sequence[str] = ("Community mental health centre", "Day hospital", "University clinic")
    title: str = "An invented study"
    bands: Sequence[str] = field(default=("18 to 29", "30 to 49", "50 and over"))


SHAPES = {
    "wide": Shape(20, "ABC", 8, 60),
    "tiny": Shape(3, "A", 0, 4),
    "long-ids": Shape(12, "AB", 3, 12, ids="Infirmary-North-2024-Person-{:03}"),
    "long-names": Shape(9, "AB", 3, 18, names=LONG),
}


@dataclass(frozen=True)
class Coded:
    """A code of an invented codebook, and what people say of it."""

    id: str
    name: str
    thing: str
    said: list[str]


def write_study(shape: Shape, folder: Path) -> None:
    """Write the raw files of a study: the same ones each time."""
    draw = random.Random(f"{shape}")
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codings").mkdir()
    book, codes = codebook(shape)
    settings = {"report": {"title": shape.title, "synthetic": True}}
    for name, content in (("codebook.yaml", book), ("settings.yaml", settings)):
        written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(written, "utf-8")
    people: list[dict[str, str]] = []
    given: list[dict[str, Any]] = []
    for number in range(1, shape.interviews + 1):
        one = shape.ids.format(number)
        coders = _coders(shape, number)
        people.append(
            {
                "interview": one,
                "file": f"{one}.txt",
                "interviewer_label": "Interviewer",
                "coders": ";".join(coders),
                "site": shape.sites[number % len(shape.sites)],
                "age_band": shape.bands[number // 2 % len(shape.bands)],
            }
        )
        talk = list(_talk(codes, draw, number))
        lines = [f"{'Interviewer' if n % 2 else 'Participant'}: {text}" for n, text, _ in talk]
        (folder / "transcripts" / f"{one}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
        given += [coding for coder in coders for coding in _codings(one, coder, talk, codes, draw)]
    _write_rows(folder / "interviews.csv", people)
    for coder in shape.coders:
        mine = [row for row in given if row["coder"] == coder]
        _write_rows(folder / "codings" / f"coder_{coder}.csv", mine)


def codebook(shape: Shape) -> tuple[dict[str, Any], list[Coded]]:
    """Make a codebook of domains with codes below them, or a flat one, and its codes to give."""
    things = list(THINGS)[: shape.domains or 1]
    # the first aspect of every thing, then the second, so that domains are about as large
    pairs = [(thing, aspect) for aspect, thing in product(ASPECTS, things)][: shape.codes]
    codes = [_code(shape, number, *pair) for number, pair in enumerate(pairs)]
    entries: list[dict[str, Any]] = [
        {
            "id": code.id,
            "name": code.name,
            "definition": f"Whatever is said of {code.thing} in this way.",
            "include": f"Own experience with {code.thing}.",
            "exclude": "What was only heard of.",
            "valence": "either",
            "exemplars": [f"{code.said[0]}."],
        }
        for code in codes
    ]
    if shape.domains:
        entries = [
            {
                "id": thing,
                "name": THINGS[thing][:1].upper() + THINGS[thing][1:],
                "definition": f"All that is said of {THINGS[thing]}.",
                "codes": [one for one in entries if one["id"].startswith(f"{thing}.")],
            }
            for thing in things
        ]
    return {"title": "Invented codebook", "version": "1.0", "codes": entries}, codes


def _code(shape: Shape, number: int, thing: str, aspect: str) -> Coded:
    name, said = ASPECTS[aspect]
    id_ = f"{thing}.{aspect}" if shape.domains else aspect
    called = f"{name}: {THINGS[thing]}" if shape.domains else name
    if shape.names:
        again = number // len(shape.names)
        called = shape.names[number % len(shape.names)] + (f" ({again + 1})" if again else "")
    return Coded(id_, called, THINGS[thing], said)


def _coders(shape: Shape, number: int) -> list[str]:
    """Say who reads an interview: the first coder all, the second a half, the third a third."""
    share = number / shape.interviews
    reads = {"A": True, "B": share <= 1 / 2, "C": share > 2 / 3}
    return [coder for coder in shape.coders if reads[coder]]


Turn = tuple[int, str, list[tuple[Coded, str]]]


def _talk(codes: Sequence[Coded], draw: random.Random, person: int) -> Iterator[Turn]:
    """Yield turns: a number, what is said, and which words belong to which code."""
    for number in range(1, 25, 2):
        # codes of the front are common, those of the end rare, and some people have their own
        place = min(int(draw.expovariate(3 / len(codes))), len(codes) - 1)
        spoken = [codes[place], codes[(person * 7 + number) % len(codes)]]
        yield number, draw.choice(ASKED).format(thing=spoken[0].thing), []
        marked = []
        for code in spoken[: draw.randint(1, 2)]:
            said = draw.choice(code.said)
            lower = said if said.startswith("I ") else said[0].lower() + said[1:]
            form = draw.choice(SAID)
            marked.append((code, form.format(said=said, lower=lower, thing=code.thing)))
        text = [draw.choice(FILL), *(words for _, words in marked), draw.choice(FILL)]
        yield number + 1, " ".join(text), marked


def _codings(
    interview: str, coder: str, talk: Sequence[Turn], codes: Sequence[Coded], draw: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield what a coder gave: all but the first miss a quarter and sometimes take another code."""
    for turn, _, marked in talk:
        for code, quote in marked:
            if coder != "A" and draw.random() < 0.25:
                continue
            given = draw.choice(codes) if coder != "A" and draw.random() < 0.1 else code
            yield {
                "interview": interview,
                "turn": turn,
                "quote": quote,
                "code": given.id,
                "valence": draw.choice(["benefit", "challenge", "mixed", "none"]),
                "coder": coder,
            }


def _write_rows(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write_study(SHAPES[sys.argv[1]], Path(sys.argv[2]))
