"""How addresses and numbers are spoken in English."""

from __future__ import annotations

from aft_themes.language.rules import Contacts

CONTACTS = Contacts(
    spoken_at="at",
    spoken_dot="dot",
    spoken_signs="dot|underscore|dash|hyphen",
    digits="zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double",
    extension=r"\b(?:extension|ext\.) \d{2,5}\b",
    extension_words="ext|extension|x",
    street_words=(
        "Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Terrace|Court|Place|Way|Square|"
        "Crescent|Parkway|Highway|Row|Close|Alley"
    ),
    road_words="Route|Rte|Highway|Hwy|Interstate|State Road|County Road",
    flat_words=r"apartment|apt\.?|suite|unit",
)
