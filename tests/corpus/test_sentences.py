"""Sentences are those that NLTK's Punkt finds, which is the reference."""

import random

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

from aft_themes.corpus.sentences import SentenceSplitter
from aft_themes.language.english import ENGLISH

PARTS = (
    *"We They then so No. p. Dr. A. Ruth. it. The U.S. a.m. Ph.D. e.g. i.e., etc. 3.5 1.".split(),
    *"... \u2026 ?! !!! (yes.) \u201cOh.\u201d [laughs] \u00e9t\u00e9. What? a) . ?".split(),
    '"Hm."',
    'Wow!"',
    "\n",
)


def with_nltk(texts: list[str]) -> SentenceSplitter:
    trainer = PunktTrainer()
    trainer.train("\n".join(sorted(texts)), finalize=True)
    learnt = trainer.get_params()
    parameters = PunktParameters()
    parameters.abbrev_types = {word for word in learnt.abbrev_types if "." in word} | {
        word.lower().rstrip(".") for word in ENGLISH.speech.abbreviations
    }
    parameters.sent_starters = learnt.sent_starters
    parameters.ortho_context = learnt.ortho_context
    splitter = SentenceSplitter(texts, ENGLISH)
    splitter._tokenizer = PunktSentenceTokenizer(parameters)
    return splitter


def test_they_are_those_of_nltk():
    draw = random.Random(7)

    def say(most: int) -> str:
        return " ".join(draw.choices(PARTS, k=draw.randint(1, most)))

    learnt = [say(40) for _ in range(60)]
    ours, reference = SentenceSplitter(learnt, ENGLISH), with_nltk(learnt)
    for text in [*learnt, *(say(6) for _ in range(600))]:
        assert ours.spans(text) == reference.spans(text), text
    assert sum(len(ours.spans(text)) > 1 for text in learnt) > 50
