"""Count themes over participants, and choose quotes.

Inputs: final codings, the coders' quotes, coder assignments, segments, vectors, clean turns and
their sentences, codebook, participants, quotes.csv. Outputs: themes, themes by group and by
participant, co-occurrence, passages, quotes.
"""

from aft_themes import catalog
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.layers import coded_participants, every_quote
from aft_themes.corpus.participants import as_columns, with_participants
from aft_themes.settings import Settings
from aft_themes.themes.authors_quotes import NO_CHOICES, load_authors_quotes, place_authors_quotes
from aft_themes.themes.passages import make_passages
from aft_themes.themes.quotes import check_verbatim, choose_quotes
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    segments = files.read(catalog.SEGMENTS)
    codings = with_participants(files.read(catalog.FINAL_CODINGS), segments)
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    coded = coded_participants(
        codings, files.read(catalog.CODER_ASSIGNMENTS), segments, settings.coding.final
    )
    counted = theme_participants(codings, codebook, coded)
    people = as_columns(files.read(catalog.PARTICIPANTS))
    vectors = files.read_array(catalog.VECTORS) if catalog.VECTORS in files else None
    turns = files.read(catalog.CLEAN_TURNS)
    sentences = files.read(catalog.SENTENCES)
    quoted = every_quote(codings, files.read(catalog.CODED_QUOTES))
    passages = make_passages(quoted, turns, segments, sentences, settings.quotes, settings.language)
    authors = NO_CHOICES
    for path in files.paths(catalog.QUOTES_FILE):
        wanted = load_authors_quotes(path, codebook)
        authors = place_authors_quotes(wanted, turns, passages, codebook)
    quotes = choose_quotes(passages, segments, vectors, codebook, settings.quotes, authors)
    check_verbatim(quotes, turns)
    files.write(counted, catalog.THEME_PARTICIPANTS)
    files.write(make_themes(counted, codings, codebook, settings.themes), catalog.THEMES)
    files.write(theme_groups(counted, people, settings.themes), catalog.THEME_GROUPS)
    files.write(cooccurrence(counted, codings, codebook), catalog.COOCCURRENCE)
    files.write(passages, catalog.PASSAGES)
    files.write(quotes, catalog.QUOTES)
    files.write(authors.unplaced, catalog.UNPLACED_QUOTES)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
