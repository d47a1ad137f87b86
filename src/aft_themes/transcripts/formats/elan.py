"""ELAN annotations (EAF): one tier for each speaker, times in milliseconds."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts.formats.tiers import speech_tiers
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.turns import Reading, Utterance


def read(source: Source) -> Reading:
    """Read the annotations of the tiers that have times, in the order in which they begin.

    A tier that depends on another is about it, and no speech.
    """
    source.refuse_beyond(source.data.count(b"<"), MAX_MARKS, "tags")
    with source.parsing("ELAN file", "open it in ELAN and save it again."):
        root = fromstring(source.data, forbid_dtd=True)
        slots = {
            slot.get("TIME_SLOT_ID", ""): int(value) / 1000
            for slot in root.iter("TIME_SLOT")
            if (value := slot.get("TIME_VALUE")) is not None
        }
        tiers = [tier for tier in root.iter("TIER") if not tier.get("PARENT_REF")]
        names = speech_tiers([tier.get("TIER_ID", "") for tier in tiers])
        tiers = [tier for tier in tiers if tier.get("TIER_ID", "") in names]
        spoken = [one for tier in tiers for one in _of_tier(tier, slots)]
    source.refuse_beyond(len(spoken), MAX_PIECES, "annotations")
    spoken.sort(key=lambda utterance: (utterance.start_s or 0.0, utterance.end_s or 0.0))
    text = "\n".join(utterance.text for utterance in spoken)
    return Reading("elan", spoken, text, encoding="utf-8", glue=" ")


def _of_tier(tier: Element, slots: dict[str, float]) -> list[Utterance]:
    """Return a tier's annotations with their speaker."""
    speaker = tier.get("PARTICIPANT") or tier.get("TIER_ID") or ""
    return [
        Utterance(
            speaker,
            annotation.findtext("ANNOTATION_VALUE") or "",
            f"annotation {annotation.get('ANNOTATION_ID', '')}",
            slots.get(annotation.get("TIME_SLOT_REF1", "")),
            slots.get(annotation.get("TIME_SLOT_REF2", "")),
        )
        for annotation in tier.iter("ALIGNABLE_ANNOTATION")
    ]
