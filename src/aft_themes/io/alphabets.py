"""Letters beyond ASCII of languages: which encoding a text was saved in shows in them."""

from __future__ import annotations

from collections import Counter

# Letters of CLDR's main exemplar sets (unicode.org, release 44), small ones without ASCII
_LETTERS = (
    "\u00e4\u00f6\u00fc\u00df",  # German
    # French
    "\u00e0\u00e2\u00e6\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee"
    "\u00ef\u00f4\u0153\u00f9\u00fb\u00fc\u00ff",
    "\u00e1\u00e9\u00ed\u00f1\u00f3\u00fa\u00fc",  # Spanish
    # Portuguese
    "\u00e1\u00e0\u00e2\u00e3\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa\u00fc",
    "\u00e0\u00e9\u00e8\u00ec\u00ee\u00f2\u00f9\u00ed\u00f3",  # Italian
    "\u00e1\u00e4\u00e9\u00eb\u00ed\u00ef\u00f3\u00f6\u00fa\u00fc\u00e8",  # Dutch
    "\u00e5\u00e6\u00f8\u00e9\u00f3\u00f2\u00e0\u00e4\u00f6",  # Danish, Norwegian, Swedish
    "\u00e5\u00e4\u00f6\u0161\u017e",  # Finnish
    "\u00e4\u00f5\u00f6\u00fc\u0161\u017e",  # Estonian
    "\u00e1\u00f0\u00e9\u00ed\u00f3\u00fa\u00fd\u00fe\u00e6\u00f6",  # Icelandic
    "\u00e0\u00e7\u00e9\u00e8\u00ed\u00ef\u00f3\u00f2\u00fa\u00fc\u00b7",  # Catalan
    "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c",  # Polish
    # Czech
    "\u00e1\u010d\u010f\u00e9\u011b\u00ed\u0148\u00f3\u0159\u0161\u0165\u00fa\u016f\u00fd\u017e",
    # Slovak
    "\u00e1\u00e4\u010d\u010f\u00e9\u00ed\u013a\u013e\u0148"
    "\u00f3\u00f4\u0155\u0161\u0165\u00fa\u00fd\u017e",
    "\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171",  # Hungarian
    "\u0103\u00e2\u00ee\u0219\u015f\u021b\u0163",  # Romanian, also with cedillas
    "\u010d\u0107\u0111\u0161\u017e",  # Croatian, Slovene
    "\u00e7\u011f\u0131\u0130\u00f6\u015f\u00fc\u00e2\u00ee\u00fb",  # Turkish
    "\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e",  # Lithuanian
    "\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e",  # Latvian
)


def fitting_letters(text: str) -> int:
    """Count the letters beyond ASCII that one language has: the one that has most of them."""
    counts = Counter(char.lower() for char in text if char > "\x7f" and char.isalpha())
    return max(sum(counts[letter] for letter in set(letters)) for letters in _LETTERS)
