// What a person decides, one case after the other: suggestions, and codes on which coders differ.

const DECISIONS = {
  accept: "Accepted",
  reject: "Rejected",
  "change to": "Changed",
  unsure: "Unsure",
};
const QUEUE_KEYS =
  "a accepts, r rejects, c changes the code, n is not sure, m writes a memo, s skips, u takes back; + - * 0 set the valence";

// all cases of an interview in reading order: of its suggestions, and of what coders differ in
const casesOf = (corpus, number) => {
  const first = corpus.turnSegments[corpus.interviewTurns[number]];
  const last = corpus.turnSegments[corpus.interviewTurns[number + 1]];
  const cases = [];
  for (let segment = first; segment < last; segment += 1) {
    for (const row of suggestionsOf(corpus, segment)) {
      cases.push(suggestedCase(corpus, row));
    }
    for (const row of disagreementsBySegment(corpus).get(segment) ?? []) {
      const code = corpus.disagreements.code[row];
      cases.push({ kind: "disagreement", segment, row, code, valence: "" });
    }
  }
  return cases;
};

function suggestedCase(corpus, row) {
  const { segment, code, valence, kind } = corpus.suggestions;
  return {
    kind: corpus.kinds[kind[row]],
    segment: segment[row],
    row,
    code: code[row],
    valence: corpus.valences[valence[row]],
  };
}

function decisionKey(corpus, { segment, code }) {
  return `${segmentId(corpus, segment)} ${corpus.codes[code].id}`;
}

function decidedBy(corpus) {
  const { decisions } = recordOf(corpus);
  return new Map(decisions.map((one) => [`${one.segment} ${one.code}`, one.decision]));
}

const CASE_ORDER = ["sample", "sure", "likely", "uncertain", "model", "disagreement"];

// what is still open: first the sample of the sure ones, then the sure ones, then the others
function openCases(corpus, number) {
  const decided = decidedBy(corpus);
  const open = casesOf(corpus, number).filter((one) => !decided.has(decisionKey(corpus, one)));
  open.sort((a, b) => CASE_ORDER.indexOf(a.kind) - CASE_ORDER.indexOf(b.kind));
  return { open, decided };
}

function reviewPanel(desk) {
  const { corpus, number } = desk;
  if (recordOf(corpus).blind) return "";
  const { open, decided } = openCases(corpus, number);
  return make(
    "div",
    {},
    open.length ? queue(desk, open, tickOff(desk, open, decided)) : "",
    decidedHere(desk),
    worklist(desk),
  );
}

function queue(desk, open, bulk) {
  const { corpus } = desk;
  desk.skipped = (desk.skipped ?? 0) % open.length;
  const one = open[desk.skipped];
  desk.caseTurn = corpus.segments.turn[one.segment];
  return make(
    "section",
    {
      class: "queue",
      id: "queue",
      tabindex: "0",
      "aria-label": `To decide: ${QUEUE_KEYS}`,
      on: { keydown: (event) => keyInQueue(desk, one, event) },
    },
    make("h3", {}, `To decide (${amount(open.length)})`),
    bulk,
    caseCard(desk, one),
    desk.changing ? changeFinder(desk, one) : caseTools(desk, one),
    one.kind === "disagreement" ? null : suggestionReasons(corpus, desk.state, one.row),
  );
}

const CASE_WORDS = {
  sample: "sample check",
  sure: "unchecked, sure",
  likely: "unchecked",
  uncertain: "unchecked",
  model: "language model, unchecked",
  disagreement: "coders differ",
};

function caseCard({ corpus }, { segment, code, kind }) {
  const { start, end, turn } = corpus.segments;
  return make(
    "div",
    {},
    make("p", { class: "speaker" }, `Turn ${corpus.turns.number[turn[segment]]}`),
    quotedWords(corpus, turn[segment], [start[segment], end[segment]], QUOTE_REST),
    make(
      "p",
      { class: "reference" },
      make("span", { class: "unchecked" }, CASE_WORDS[kind]),
      make("span", {}, codePath(corpus, code)),
    ),
    hint(corpus.codes[code].definition),
  );
}

function caseTools(desk, one) {
  const fixed = fixedValence(desk.corpus, one.code);
  desk.valences = valenceChoice("case", fixed || one.valence || "none");
  desk.memo = make("input", {
    id: "case-memo",
    type: "text",
    class: "note",
    on: { keydown: leaveMemo },
  });
  const button = (text, act) =>
    make("button", { type: "button", class: "action", on: { click: act } }, text);
  return make(
    "div",
    {},
    make(
      "div",
      { class: "actions" },
      button("Accept (a)", () => decide(desk, one, "accept")),
      button("Reject (r)", () => decide(desk, one, "reject")),
      button("Change to (c)", () => beginChange(desk)),
      button("Not sure (n)", () => decide(desk, one, "unsure")),
      button("Skip (s)", () => skip(desk)),
    ),
    desk.valences,
    make("label", { for: "case-memo", class: "field" }, "Memo (m)"),
    desk.memo,
  );
}

function leaveMemo(event) {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  focusQueue();
}

function changeFinder(desk, one) {
  const finder = codeFinder(desk.corpus, {
    prefix: "change",
    label: "Another code",
    valence: one.valence || "none",
    give: (code, valence) => changeTo(desk, one, code, valence),
    leave: () => {
      desk.changing = false;
      drawPanel(desk);
      focusQueue();
    },
  });
  return make("div", { class: "change" }, finder.nodes);
}

function beginChange(desk) {
  desk.kept = desk.memo.value; // a memo that was begun goes with the change
  desk.changing = true;
  drawPanel(desk);
  document.getElementById("change").focus();
}

function changeTo(desk, one, code, valence) {
  if (code === desk.corpus.codes[one.code].id) {
    announce("This is the same code. Choose another one, or accept.");
    return;
  }
  decide(desk, one, "change to", { changeTo: code, valence, memo: desk.kept });
}

function keyInQueue(desk, one, event) {
  const typing = event.target.matches?.("input[type=text]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    a: () => decide(desk, one, "accept"),
    r: () => decide(desk, one, "reject"),
    c: () => beginChange(desk),
    n: () => decide(desk, one, "unsure"),
    m: () => desk.memo.focus(),
    s: () => skip(desk),
    u: () => {
      undoAtDesk(desk);
      focusQueue();
    },
  }[event.key];
  const valence = VALENCE_KEYS[event.key];
  if (!act && !valence) return;
  event.preventDefault();
  event.stopPropagation();
  if (act) act();
  else setValence(desk.valences, valence);
}

function decisionOf(corpus, { kind, segment, code, valence }, decision, { changeTo = "", memo = "", ...given } = {}) {
  const { start, end, turn } = corpus.segments;
  return {
    interview: interviewOf(corpus, turn[segment]),
    turn: corpus.turns.number[turn[segment]],
    segment: segmentId(corpus, segment),
    words: corpus.text.slice(start[segment], end[segment]),
    code: corpus.codes[code].id,
    suggested: valence,
    decision,
    change: changeTo,
    valence: ["reject", "unsure"].includes(decision) ? "" : (given.valence ?? valence),
    memo,
    why: corpus.review.why[kind],
    check: kind === "sample" ? corpus.review.check : "",
  };
}

function decide(desk, one, decision, given) {
  const { corpus } = desk;
  const told = given ?? { valence: valenceOf(desk.valences), memo: desk.memo.value };
  changeRecord(corpus, ({ decisions }) => decisions.push(decisionOf(corpus, one, decision, told)));
  desk.changing = false;
  drawPanel(desk);
  announce(`${DECISIONS[decision]}: ${corpus.codes[one.code].name}.`);
  focusQueue(desk);
}

function skip(desk) {
  desk.skipped = (desk.skipped ?? 0) + 1;
  drawPanel(desk);
  focusQueue();
}

function focusQueue(desk) {
  document.querySelector(".turn.case")?.scrollIntoView({ block: "nearest" });
  (document.getElementById("queue") ?? desk?.transcript)?.focus({ preventScroll: true });
}
