"""English words that do not assert what they say: denied, imagined, or said by others."""

from __future__ import annotations

from aft_themes.language.rules import Assertion

_PERSON = r"(?:i|you|he|she|it|we|they|some(?:body|one)|any(?:body|one))"
_HYPOTHETICAL = (
    r"\b(?:(?:would|could|might|should)(?:n't| not| never)?(?: \w+)?(?: have|'ve)\b"
    rf"|(?:had|were) {_PERSON} |suppose\b|imagin|what if\b"
    rf"|if {_PERSON}(?:'d| had| were| was)\b|maybe (?:one day|some ?day)\b)"
)
_REPORTED = (
    r"\b(?:according to\b|claim(?:s|ed)\b|swears?\b|used to (?:say|tell)\b|(?:kept|keeps) saying\b"
    r"|(?:he|she|they|people|some(?:body|one)|every(?:body|one)|boss|friend|colleague)"
    r" (?:says?|thinks?)\b|(?:I|I've) (?:read|heard) (?:that|in|about)\b)"
)

ASSERTION = Assertion(
    negation=(r"(?:not|never|no|nobody|nothing|none|neither|nor|without|hardly|cannot|\w+n't)"),
    clause_end=r"[.?!;:]|, but\b",
    hypothetical=_HYPOTHETICAL,
    reported=_REPORTED,
)
