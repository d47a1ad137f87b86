"""Figures for journals: each a function from frames to a :class:`DrawnFigure`."""

from aft_themes.figures.agreement import draw_agreement
from aft_themes.figures.combinations import draw_combinations
from aft_themes.figures.cooccurrence import draw_cooccurrence
from aft_themes.figures.drawing import draw_all, notes_for
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.groups import draw_groups
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.page import CannotDrawError, DrawnFigure
from aft_themes.figures.participants import draw_participants
from aft_themes.figures.position import draw_position
from aft_themes.figures.prevalence import draw_prevalence
from aft_themes.figures.quote_plate import draw_quote_plate
from aft_themes.figures.saturation import draw_saturation
from aft_themes.figures.style import PROFILES, Profile
from aft_themes.figures.suggestions import draw_learning
from aft_themes.figures.thematic_map import draw_thematic_map
from aft_themes.figures.timeline import draw_timeline
from aft_themes.figures.topic_codes import draw_topic_codes
from aft_themes.figures.topic_map import draw_topic_map
from aft_themes.figures.topic_selection import draw_topic_choice
from aft_themes.figures.workflow import STAGES, Stage, count_stages, draw_workflow, stages_for

__all__ = [
    "PROFILES",
    "STAGES",
    "CannotDrawError",
    "DrawnFigure",
    "FigureOptions",
    "Profile",
    "Stage",
    "count_stages",
    "draw_agreement",
    "draw_all",
    "draw_combinations",
    "draw_cooccurrence",
    "draw_groups",
    "draw_learning",
    "draw_participants",
    "draw_position",
    "draw_prevalence",
    "draw_quote_plate",
    "draw_saturation",
    "draw_thematic_map",
    "draw_timeline",
    "draw_topic_choice",
    "draw_topic_codes",
    "draw_topic_map",
    "draw_workflow",
    "notes_for",
    "save_figure",
    "save_skipped",
    "stages_for",
]
