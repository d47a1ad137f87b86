"""The forms that contacts have: one module for each kind.

Where only a part of a form is the contact ("my account number is ..."), that part has a
name (``what``).
"""

from __future__ import annotations

from functools import cache

from aft_themes.deidentify.recognizers.contact_forms.addresses import ADDRESSES
from aft_themes.deidentify.recognizers.contact_forms.form import Form
from aft_themes.deidentify.recognizers.contact_forms.mail_and_links import MAIL_AND_LINKS
from aft_themes.deidentify.recognizers.contact_forms.numbers import NUMBERS
from aft_themes.language.rules import Contacts

MIXED = "mixed"
"""Group of a number that holds a letter, too: digits alone would need more than its name."""


@cache
def contact_forms(words: Contacts) -> tuple[Form, ...]:
    """Return every form, with the words of a language in it."""
    return tuple(form.filled(words) for form in (*MAIL_AND_LINKS, *NUMBERS, *ADDRESSES))
