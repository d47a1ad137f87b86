"""What stands below a transcript: a summary, keywords, notes. Nobody said it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from aft_themes.transcripts.label_counts import recur
from aft_themes.transcripts.prefixes import Head, without_emphasis, without_heading
from aft_themes.transcripts.turns import Line

# Headings of such parts, alone on a line or before a colon
_PARTS = re.compile(
    r"(?:(?:executive |short |ai |meeting |interview )?summary(?: keywords)?|key ?words?|tags|"
    r"action(?: items?| points?|s)?|next steps|to ?dos?|key (?:points|takeaways|themes)|takeaways|"
    r"(?:(?:field|post[- ]?interview|interviewer'?s?|researcher'?s?|transcriber'?s?|additional) )?"
    r"(?:notes?|observations?|reflections?|comments?|remarks)|field ?notes|memos?|post-?script|"
    r"appendix|references|abbreviations|legend|transcription (?:key|notes|conventions|symbols)|"
    r"zusammenfassung|schlagwörter|stichwörter|postskript(?:um)?|notizen|anmerkung(?:en)?|anhang|"
    r"legende|beobachtungen|résumé|mots[- ]clés|remarques|annexes?|resumen|palabras clave|notas|"
    r"observaciones|anexos?|resumo|palavras[- ]chave|observações|riassunto|parole chiave|"
    r"osservazioni|samenvatting|trefwoorden|notities|opmerkingen|bijlagen?)"
    r"(?:\s?:.*)?",
    re.IGNORECASE | re.DOTALL,
)
# One word below the last turn, in capitals or between signs
_END = re.compile(
    r"(?P<before>[\s\[(<{*_=#~\u2013\u2014-]{0,20})(?:the )?"
    r"(?P<word>end|ends|ende|fin|fine|fim|final|einde|slut|slutt|koniec|konec|kraj|loppu|son|"
    r"конец|τέλος|终|終|完)[\s\])>}*_=#~.\u2013\u2014-]{0,20}",
    re.IGNORECASE,
)


def end_of_talk(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> int:
    """Return the place of the first line below the talk, behind the last that has a label."""
    if not recur(heads, names):
        return len(lines)
    last = max((at for at, head in enumerate(heads) if head.key in names), default=len(lines))
    for at in range(last + 1, len(lines)):
        if _begins_part(lines[at].text, heads[at]) or (
            at == len(lines) - 1 and _says_end(lines[at].text)
        ):
            return at
    return len(lines)


def _begins_part(text: str, head: Head) -> bool:
    bare = without_emphasis(without_heading(text.strip())).strip(" *_[]=-\u2013\u2014")
    return bool(_PARTS.fullmatch(bare)) and not head.timed


def _says_end(text: str) -> bool:
    match = _END.fullmatch(text)
    return match is not None and (
        match["word"].isupper() or bool(match["before"].strip()) or " " in text.strip()
    )
