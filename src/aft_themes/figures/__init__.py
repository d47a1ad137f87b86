"""Figures for journals: each a function from frames to a :class:`DrawnFigure`."""

from aft_themes.figures.forest import draw_agreement
from aft_themes.figures.growth import draw_saturation
from aft_themes.figures.learning import draw_learning
from aft_themes.figures.pairs import draw_cooccurrence
from aft_themes.figures.participants import draw_participants
from aft_themes.figures.plan import draw_all, notes_for
from aft_themes.figures.position import draw_position
from aft_themes.figures.prevalence import draw_prevalence, draw_valence
from aft_themes.figures.saving import save_figure, save_skipped
from aft_themes.figures.sheet import CannotDrawError, DrawnFigure
from aft_themes.figures.style import PROFILES, Profile
from aft_themes.figures.topicchoice import draw_topic_choice
from aft_themes.figures.topicmaps import draw_topic_codes, draw_topic_map
from aft_themes.figures.workflow import STAGES, Stage, draw_workflow

__all__ = [
    "PROFILES",
    "STAGES",
    "CannotDrawError",
    "DrawnFigure",
    "Profile",
    "Stage",
    "draw_agreement",
    "draw_all",
    "draw_cooccurrence",
    "draw_learning",
    "draw_participants",
    "draw_position",
    "draw_prevalence",
    "draw_saturation",
    "draw_topic_choice",
    "draw_topic_codes",
    "draw_topic_map",
    "draw_valence",
    "draw_workflow",
    "notes_for",
    "save_figure",
    "save_skipped",
]
