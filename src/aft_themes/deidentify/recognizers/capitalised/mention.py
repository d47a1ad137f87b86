"""One occurrence of a run of capitalised words, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One occurrence of a run of capitalised words.

    Parameters
    ----------
    at : int
        Position of the turn in the study's list of turns.
    interview : str
        The interview's id.
    start, end : int
        Span in the cleaned turn, a title included.
    keys : tuple of str
        The words in lower case, without the title.
    title : str
        The title, or empty.
    initial : bool
        Whether the run begins a sentence.
    before : tuple of str
        The words before it in the sentence, in lower case.
    after : str
        The word after it in the sentence, in lower case.
    possessive : bool
        Whether ``'s`` follows.
    shout : bool
        Whether it is written in capitals.
    mixed : bool
        Whether a capital stands within a word as in names of products.
    run_together : bool
        Whether two words of a name are written as one ("BrunoXelby", "XelbyQuay").
    ordinary : bool
        Whether it is made of words that the study also writes small.
    asked : bool
        Whether it answers the question for a name, or stands alone where names are spoken of.
    whereabouts : bool
        Whether it answers the question where something is or was.
    addressed : bool
        Whether commas set it off as when someone is spoken to.
    greeted : bool
        Whether somebody is greeted or thanked by it ("Hi Xelby.").
    acquainted : bool
        Whether it is said who that is to the speaker ("my supervisor Xelby").
    called : bool
        Whether it is called out, alone in its sentence ("Rex!").
    among_places : bool
        Whether a place stands before or after it in a list.
    among_people : bool
        Whether two first names stand beside it in a list ("Ann, Alexa, and Bo").
    among_figures : bool
        Whether a public figure stands beside it in a list ("Winnicott, Rogers").
    numbered : bool
        Whether a number follows ("SOC 2").
    said_to_be : str
        What it is said to be ("Sprint was a company", "firms like Sprint"), or empty.
    household : bool
        Whether it is said to have a house or children ("the Bergs' house").
    firm : bool
        Whether a trade and a firm's noun follow ("the Xelby coal company").
    labels : bool
        Whether a colon follows, as after a label ("Telephone: 12").
    nicknamed : bool
        Whether somebody is called so ("we call him Sparrow").
    asks : bool
        Whether it begins a question to somebody ("Xelby, what do you think?").
    listed : tuple of str
        Where it goes on a list, the words before the list ("worked for Lantern and Loom").
    """

    at: int
    interview: str
    start: int
    end: int
    keys: tuple[str, ...]
    title: str
    initial: bool
    before: tuple[str, ...]
    after: str
    possessive: bool
    shout: bool
    mixed: bool
    run_together: bool
    ordinary: bool
    asked: bool
    whereabouts: bool
    addressed: bool
    greeted: bool
    acquainted: bool
    called: bool
    among_places: bool
    among_people: bool
    among_figures: bool
    numbered: bool
    said_to_be: str
    household: bool
    firm: bool
    labels: bool
    nicknamed: bool
    asks: bool
    listed: tuple[str, ...]

    @property
    def last_before(self) -> str:
        """The word before it, or empty."""
        return self.before[-1] if self.before else ""
