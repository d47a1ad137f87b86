"""Which language a transcript is in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

# Words that are among the fifty commonest of a language's speech and rare in the others
_COMMON = {
    "en": "the and you it that was they with what have this but not is my there about",
    "de": "und ich das nicht ist die der auch ein mit wir aber dann war hat noch schon wie",
    "fr": "et je les est pas que vous des une dans pour c'est mais avec on \u00e7a qui nous",
    "es": "que y el los es una por con para pero lo muy como yo est\u00e1 porque eso cuando",
    "it": "che il di \u00e8 non un per sono una "
    "mi ma anche pi\u00f9 questo come ho perch\u00e9 gli",
    "nl": "het een van ik dat niet en zijn maar ook wel met voor je heb dan nog naar",
    "pt": "que n\u00e3o o um uma os com para eu mas muito isso ela voc\u00ea foi mais tem \u00e9",
    "pl": "nie si\u0119 to jest na \u017ce jak ale tak "
    "co bardzo tego by\u0142o jestem mam tylko czy ju\u017c",
    "sv": "och jag det att som inte \u00e4r har f\u00f6r "
    "den med s\u00e5 var men n\u00e4r man mycket vi",
    "da": "og jeg det at ikke er har for den med s\u00e5 var men n\u00e5r man meget vi af",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LEAST_WORDS = 100  # below, a language cannot be told
_LEAST_SHARE = 0.12  # of all words; in the right language about a third
_AHEAD = 1.4  # times as many as in the next language
_SAMPLE = 60_000  # characters


_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish or Norwegian",
    "he": "Hebrew",
    "ar": "Arabic or Persian",
    "ru": "Russian or a language near to it",
    "el": "Greek",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "hi": "Hindi or a language near to it",
    "th": "Thai",
}
# letters of one script tell the language, or a few near to one another
_SCRIPTS = {
    "he": "[\u0590-\u05ff]",
    "ar": "[\u0600-\u06ff]",
    "ru": "[\u0400-\u04ff]",
    "el": "[\u0370-\u03ff]",
    "ja": "[\u3040-\u30ff]",
    "ko": "[\uac00-\ud7af]",
    "hi": "[\u0900-\u097f]",
    "th": "[\u0e00-\u0e7f]",
    "zh": "[\u4e00-\u9fff]",
}
_LEAST_LETTERS = 200  # of another script: a name or a quote has fewer
_LONG_TURN = 30  # words; in fewer the commonest may be missing by chance
_HARDLY = 0.03  # share of the words of a turn; in English ones .2 to .4 are the commonest
_A_PART = 0.2  # share of the long turns' words that each language must have, and _LEAST_WORDS
_LATIN = re.compile(r"[a-z]+", re.IGNORECASE)
_USUAL_LETTERS = 5.0  # letters of a word
_LETTERS_A_WORD = {"zh": 1.6, "ja": 2.0, "ko": 2.5}  # a sign is a syllable
_BESIDE = 0.1  # share of words; names and single words of another language are fewer
_OF_SCRIPT = 0.3  # share of all letters; of Japanese ones a half are Chinese signs

# of scripts without spaces between words
_UNSPACED = {
    re.compile("[\u3400-\u9fff]"): _LETTERS_A_WORD["zh"],
    re.compile("[\u3040-\u30ff]"): _LETTERS_A_WORD["ja"],
    re.compile("[\u0e00-\u0edf]"): _USUAL_LETTERS,  # Thai, Lao
}


def count_words(text: str) -> int:
    """Count the words of a text; in scripts without spaces by the usual length of a word."""
    signs = 0.0
    for letters, length in _UNSPACED.items():
        text, found = letters.subn(" ", text)
        signs += found / length
    if not signs:
        return len(text.split())
    return round(signs) + sum(any(map(str.isalnum, word)) for word in text.split())


def name_of(language: str) -> str:
    """Return a language's English name."""
    return _NAMES.get(language, language)


def beside_latin(text: str) -> tuple[str, float]:
    """Return the language of another script that stands beside Latin letters, and its share.

    The share is of words; the name is empty if the text is in one script only, or nearly.
    """
    text = text[:_SAMPLE]
    latin = len(_LATIN.findall(text))
    for language, signs in _SCRIPTS.items():
        found = len(re.findall(signs, text))
        words = found / _LETTERS_A_WORD.get(language, _USUAL_LETTERS)
        share = words / (words + latin) if words else 0.0
        if found >= _LEAST_LETTERS and min(share, 1 - share) >= _BESIDE:
            return language, share
    return "", 0.0


def two_languages(turns: Sequence[str]) -> str:
    """Return the language of some long turns if other long turns hold hardly a word of it.

    The other language need not be known.
    """
    words = [found for turn in turns if len(found := _words(turn)) >= _LONG_TURN]
    total = sum(map(len, words))
    for language, known in _WORDS.items():
        shares = [(sum(word in known for word in turn) / len(turn), len(turn)) for turn in words]
        within = sum(length for share, length in shares if share >= _LEAST_SHARE)
        without = sum(length for share, length in shares if share <= _HARDLY)
        if min(within, without) >= max(_LEAST_WORDS, _A_PART * total):
            return language
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text[:_SAMPLE].casefold())


def language_of(text: str) -> str:
    """Return the two-letter code of a text's language, or nothing where it cannot be told."""
    script = _language_of_script(text[:_SAMPLE])
    if script:
        return script
    words = _words(text)
    if len(words) < _LEAST_WORDS:
        return ""
    counts = Counter(words)
    shares = sorted(
        (
            (sum(counts[word] for word in known) / len(words), name)
            for name, known in _WORDS.items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    return language if best >= _LEAST_SHARE and best >= _AHEAD * second else ""


def _language_of_script(text: str) -> str:
    letters = sum(map(str.isalpha, text))
    for language, signs in _SCRIPTS.items():
        found = len(re.findall(signs, text))
        if found >= max(_LEAST_LETTERS, _OF_SCRIPT * letters):
            return language
    return ""
