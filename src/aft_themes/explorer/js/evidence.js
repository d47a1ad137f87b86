// The evidence for a code: the coder's words, with the rest of their turn in grey.

// letters of the turn shown on each side: of a passage, so that it fits a phone; of a quote in a list
const MOST_REST = 400;
const QUOTE_REST = 160;

// from the first to the last word that was coded in a segment; the whole segment if none was
function spanOf(corpus, segment, counts = () => true) {
  const rows = codingsOf(corpus, segment).filter(counts);
  if (!rows.length) return [corpus.segments.start[segment], corpus.segments.end[segment]];
  const { start, end } = corpus.codings;
  return [
    Math.min(...rows.map((row) => start[row])),
    Math.max(...rows.map((row) => end[row])),
  ];
}

// the words of the chosen code, or the whole segment if no code is chosen
function evidenceOf(corpus, state, segment) {
  const chosen = corpus.codeNumber.get(state.code);
  return spanOf(
    corpus,
    segment,
    (row) => chosen !== undefined && isWithin(corpus, corpus.codings.code[row], chosen),
  );
}

// a stretch of a turn between what was said before and after it
function inItsTurn(corpus, turn, [start, end], words, { marks = [], most = MOST_REST } = {}) {
  const first = corpus.turns.start[turn];
  const last = corpus.turns.start[turn + 1] - 1;
  const from = start - first > most ? wordStart(corpus.text, start - most) : first;
  const to = last - end > most ? wordEnd(corpus.text, end + most) : last;
  const rest = (...pieces) => make("span", { class: "rest" }, ...pieces);
  return [
    from < start ? rest(from > first ? "\u2026" : "", markedText(corpus, from, start, marks)) : null,
    words,
    end < to ? rest(markedText(corpus, end, to, marks), to < last ? "\u2026" : "") : null,
  ];
}

// a quote as it would be printed, in its turn
function quotedWords(corpus, turn, [start, end], most = MOST_REST) {
  const words = make("span", { class: "quoted" }, insideQuote(corpus.text.slice(start, end)));
  return said("blockquote", {}, inItsTurn(corpus, turn, [start, end], words, { most }));
}

// a quote with its source, and what a reader can do with it
function quoteCard(corpus, state, segment, { span, question = "", label = "", code = state.code }) {
  const turn = corpus.segments.turn[segment];
  const quote = { ...quoteOf(corpus, { ...state, code }, segment), words: corpus.text.slice(...span) };
  return make(
    "li",
    { class: "quote" },
    question ? said("p", { class: "question" }, unseen("Interviewer: "), shown(question)) : null,
    quotedWords(corpus, turn, span, QUOTE_REST),
    make(
      "div",
      { class: "source" },
      passageHead(corpus, state, segment),
      label ? make("span", { class: "label" }, label) : null,
    ),
    passageActions(corpus, quote),
  );
}
