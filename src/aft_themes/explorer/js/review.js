// Suggestions of the machine: a layer beside the coders' codes, to be accepted or rejected one by one.

const suggestionsBySegment = once((corpus) => rowsBySegment(corpus.suggestions));
const disagreementsBySegment = once((corpus) => rowsBySegment(corpus.disagreements));

function rowsBySegment({ segment }) {
  const found = new Map();
  segment.forEach((one, row) => {
    if (found.has(one)) found.get(one).push(row);
    else found.set(one, [row]);
  });
  return found;
}

// suggestions of a segment, without the codes that people gave it
function suggestionsOf(corpus, segment) {
  const { code, suggested } = corpus.codings;
  const given = new Set(
    codingsOf(corpus, segment).flatMap((row) => (suggested[row] ? [] : [code[row]])),
  );
  const rows = suggestionsBySegment(corpus).get(segment) ?? [];
  return rows.filter((row) => !given.has(corpus.suggestions.code[row]));
}

// the layer below a passage
function suggestionLayer(corpus, state, segment) {
  if (!state.suggestions) return null;
  const rows = suggestionsOf(corpus, segment);
  if (!rows.length) return null;
  return make(
    "div",
    { class: "layer" },
    hint("Unchecked suggestions of a program, with their reasons:"),
    make(
      "ul",
      {},
      rows.map((row) =>
        make(
          "li",
          {},
          make(
            "p",
            { class: "reference" },
            make("span", { class: "unchecked" }, "unchecked"),
            make("span", {}, codePath(corpus, corpus.suggestions.code[row])),
          ),
          suggestionReasons(corpus, state, row),
        ),
      ),
    ),
  );
}

// in a transcript: what a program suggests, beside the codes that people gave
function suggestedChips(corpus, state, segment) {
  if (!state.suggestions) return null;
  const rows = suggestionsOf(corpus, segment);
  if (!rows.length) return null;
  const { code, confidence } = corpus.suggestions;
  return make(
    "ul",
    { class: "chips", "aria-label": "Unchecked suggestions" },
    rows.map((row) =>
      make(
        "li",
        { class: "chip unchecked", title: codePath(corpus, code[row]) },
        `${corpus.codes[code[row]].name}${confidence[row] === null ? "" : ` ${confidence[row].toFixed(2)}`}`,
      ),
    ),
  );
}

function suggestionReasons(corpus, state, row) {
  const { code, confidence, words, cautions, similar, similarity, exemplar, sibling } =
    corpus.suggestions;
  const reasons = [
    confidence[row] === null ? "" : `Confidence ${confidence[row].toFixed(2)}`,
    words[row].length ? `Words that speak for it: ${words[row].join("; ")}` : "",
    cautions[row].length ? `Caution: ${cautions[row].join(", ")}` : "",
    sibling[row] >= 0
      ? `Perhaps instead: ${corpus.codes[sibling[row]].name} (${(corpus.suggestions.sibling_confidence[row] ?? 0).toFixed(2)})`
      : "",
    exemplar[row] ? `Like the codebook\u2019s example ${inQuotes(exemplar[row])}` : "",
  ].filter(Boolean);
  const like =
    similar[row] < 0
      ? null
      : make(
          "li",
          {},
          "Like a passage that people gave this code: ",
          said("q", {}, shortened(corpus, codedSpan(corpus, similar[row], code[row]))),
          " (",
          link(transcriptAddress(corpus, state, similar[row]), {}, segmentId(corpus, similar[row])),
          similarity[row] === null ? ")" : `, similarity ${similarity[row].toFixed(2)})`,
        );
  return make("ul", { class: "reasons" }, reasons.map((reason) => make("li", {}, reason)), like);
}

// what coders marked with a code in a segment
function codedSpan(corpus, segment, code) {
  return spanOf(corpus, segment, (row) => corpus.codings.code[row] === code);
}

const MOST_LIKE = 160; // letters of a similar passage: two lines beside a case

function shortened(corpus, [start, end]) {
  if (end - start <= MOST_LIKE) return shown(corpus.text.slice(start, end));
  return `${shown(corpus.text.slice(start, wordEnd(corpus.text, start + MOST_LIKE)))}\u2026`;
}

function suggestionSwitch(corpus, state) {
  if (!corpus.suggestions.segment.length) return null;
  return make(
    "label",
    { class: "box", for: "suggestions" },
    make("input", {
      id: "suggestions",
      type: "checkbox",
      checked: state.suggestions,
      on: {
        change: ({ target }) => go(addressOf(state, { suggestions: target.checked, page: state.page })),
      },
    }),
    " Show a program\u2019s suggestions (unchecked)",
  );
}
