// Suggestions of the machine: a layer beside the coders' codes, to be accepted or rejected one by one.

const REVIEW_COLUMNS = [
  "interview",
  "turn",
  "segment",
  "code",
  "suggested valence",
  "decision",
  "change to",
  "valence",
  "memo",
  "reviewer",
];
const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const UNCHECKED = "A program suggested this. Nobody has checked it.";

const suggestionsBySegment = once((corpus) => {
  const found = new Map();
  corpus.suggestions.segment.forEach((segment, row) => {
    found.set(segment, [...(found.get(segment) ?? []), row]);
  });
  return found;
});

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
    make("ul", {}, rows.map((row) => make("li", {}, suggestionReasons(corpus, state, row)))),
  );
}

function suggestionReasons(corpus, state, row) {
  const { code, confidence, words, cautions, similar, similarity, exemplar } = corpus.suggestions;
  const reasons = [
    confidence[row] === null ? "" : `Confidence ${confidence[row].toFixed(2)}`,
    words[row].length ? `Words that speak for it: ${words[row].join(", ")}` : "",
    cautions[row].length ? `Take care: ${cautions[row].join(", ")}` : "",
    exemplar[row] ? `Like the codebook\u2019s example \u201c${shown(exemplar[row])}\u201d` : "",
  ].filter(Boolean);
  return [
    make("p", { class: "reference" }, make("span", { class: "unchecked" }, "unchecked"), make("span", {}, codePath(corpus, code[row]))),
    make("ul", { class: "reasons" }, reasons.map((reason) => make("li", {}, reason)), similar[row] >= 0 ? make("li", {}, "Like a passage that people gave this code: ", link(transcriptAddress(corpus, state, similar[row]), {}, segmentId(corpus, similar[row])), similarity[row] === null ? "" : ` (similarity ${similarity[row].toFixed(2)})`) : null),
  ];
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

// --- one by one -------------------------------------------------------------------------------

function openCases(desk) {
  const { corpus, number } = desk;
  const id = corpus.interviews.id[number];
  const decided = new Set(
    recordOf(corpus).decisions.map(({ segment, code }) => `${segment} ${code}`),
  );
  const cases = [];
  for (let turn = corpus.interviewTurns[number]; turn < corpus.interviewTurns[number + 1]; turn += 1) {
    for (let segment = corpus.turnSegments[turn]; segment < corpus.turnSegments[turn + 1]; segment += 1) {
      for (const row of suggestionsOf(corpus, segment)) {
        const code = corpus.codes[corpus.suggestions.code[row]].id;
        if (!decided.has(`${segmentId(corpus, segment)} ${code}`)) {
          cases.push({ id, turn, segment, row, code, kind: "suggestion" });
        }
      }
      for (const row of disagreementsOf(corpus, segment)) {
        const code = corpus.codes[corpus.disagreements.code[row]].id;
        if (!decided.has(`${segmentId(corpus, segment)} ${code}`)) {
          cases.push({ id, turn, segment, row, code, kind: "disagreement" });
        }
      }
    }
  }
  return cases;
}

const disagreementsBySegment = once((corpus) => {
  const found = new Map();
  corpus.disagreements.segment.forEach((segment, row) => {
    found.set(segment, [...(found.get(segment) ?? []), row]);
  });
  return found;
});

function disagreementsOf(corpus, segment) {
  return disagreementsBySegment(corpus).get(segment) ?? [];
}

function reviewQueue(desk) {
  const { corpus } = desk;
  if (recordOf(corpus).blind) return "";
  const cases = openCases(desk);
  if (!cases.length) return "";
  desk.skipped = (desk.skipped ?? 0) % cases.length;
  const one = cases[desk.skipped];
  return make(
    "section",
    {
      class: "queue",
      id: "queue",
      tabindex: "0",
      "aria-label": "To decide: a accepts, r rejects, s skips, u takes back",
      on: { keydown: (event) => keyInQueue(desk, one, event) },
    },
    make("h3", {}, `To decide (${cases.length})`),
    caseCard(desk, one),
    make(
      "div",
      { class: "actions" },
      ...[
        ["Accept (a)", () => decide(desk, one, "accept")],
        ["Reject (r)", () => decide(desk, one, "reject")],
        ["Skip (s)", () => skip(desk)],
      ].map(([text, act]) =>
        make("button", { type: "button", class: "action", on: { click: act } }, text),
      ),
    ),
  );
}

function caseCard(desk, { segment, row, code, kind }) {
  const { corpus, state } = desk;
  const { start, end, turn } = corpus.segments;
  const { definition } = corpus.codes[corpus.codeNumber.get(code)];
  return make(
    "div",
    {},
    quotedWords(corpus, turn[segment], [start[segment], end[segment]]),
    kind === "suggestion"
      ? suggestionReasons(corpus, state, row)
      : make("p", { class: "reference" }, make("span", { class: "unchecked" }, "coders differ"), make("span", {}, codeName(corpus, code))),
    hint(definition),
  );
}

function keyInQueue(desk, one, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    a: () => decide(desk, one, "accept"),
    r: () => decide(desk, one, "reject"),
    s: () => skip(desk),
    u: () => {
      undoAtDesk(desk);
      document.getElementById("queue")?.focus();
    },
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function decide(desk, { id, turn, segment, row, code, kind }, decision) {
  const { corpus } = desk;
  const { start, end } = corpus.segments;
  const valence =
    kind === "suggestion" ? corpus.valences[corpus.suggestions.valence[row]] : corpus.valences[corpus.disagreements.valence[row]];
  changeRecord(corpus, ({ decisions }) =>
    decisions.push({
      interview: id,
      turn: corpus.turns.number[turn],
      segment: segmentId(corpus, segment),
      words: corpus.text.slice(start[segment], end[segment]),
      code,
      valence,
      decision,
    }),
  );
  drawPanel(desk);
  announce(`${decision === "accept" ? "Accepted" : "Rejected"}: ${codeName(corpus, code)}.`);
  (document.getElementById("queue") ?? desk.transcript).focus({ preventScroll: true });
}

function skip(desk) {
  desk.skipped = (desk.skipped ?? 0) + 1;
  drawPanel(desk);
  document.getElementById("queue").focus({ preventScroll: true });
}

function reviewFile(corpus) {
  const { decisions, coder } = recordOf(corpus);
  const rows = decisions.map((one) => [
    one.interview,
    one.turn,
    one.words,
    one.code,
    one.valence,
    one.decision,
    "",
    one.decision === "accept" ? one.valence : "",
    one.memo ?? "",
    coder,
  ]);
  return workbookOf([REVIEW_COLUMNS, ...rows]);
}
