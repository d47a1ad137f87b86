// Decisions: a list to correct, and the review workbook that carries them to the next run and back.

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
  "why",
  "check",
];
const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function decidedHere(desk) {
  const { corpus, number } = desk;
  const { decisions } = recordOf(corpus);
  const id = corpus.interviews.id[number];
  const here = decisions.filter(({ interview }) => interview === id);
  if (!here.length) return "";
  return make(
    "details",
    { class: "decided", open: desk.decidedOpen, on: { toggle: ({ target }) => (desk.decidedOpen = target.open) } },
    make("summary", {}, `Decided here (${here.length}), in all ${decisions.length}`),
    make("ul", { class: "mine-list" }, here.map((one, at) => decidedItem(desk, one, at)).reverse()),
  );
}

function decidedItem(desk, one, at) {
  const { corpus } = desk;
  const changed = one.change ? ` to ${codeName(corpus, one.change)}` : "";
  const about = `${codeName(corpus, one.code)}, turn ${one.turn}`;
  return make(
    "li",
    {},
    make(
      "p",
      { class: "reference" },
      make("span", { class: "label" }, DECISIONS[one.decision]),
      one.valence ? valenceSign(one.valence) : null,
      make("span", {}, `${codeName(corpus, one.code)}${changed}, turn ${one.turn}`),
    ),
    make(
      "div",
      { class: "actions" },
      make("input", {
        id: `decided-${at}`,
        type: "text",
        class: "note",
        value: one.memo,
        placeholder: "Memo",
        "aria-label": `Memo on ${about}`,
        on: {
          change: ({ target }) => changeRecord(corpus, () => (one.memo = target.value)),
        },
      }),
      make(
        "button",
        {
          type: "button",
          class: "action",
          "aria-label": `Take back ${about}`,
          on: {
            click: () => {
              changeRecord(corpus, ({ decisions }) => decisions.splice(decisions.indexOf(one), 1));
              drawPanel(desk);
              announce(`Taken back: ${about}.`);
              focusQueue(desk);
            },
          },
        },
        "Take back",
      ),
    ),
  );
}

function reviewFile(corpus) {
  const { decisions, coder } = recordOf(corpus);
  const rows = decisions.map((one) => [
    one.interview,
    one.turn,
    one.words,
    one.code,
    one.suggested,
    one.decision,
    one.change,
    one.valence,
    one.memo,
    one.reviewer || coder,
    one.why ?? "",
    one.check ?? "",
  ]);
  return workbookOf([REVIEW_COLUMNS, ...rows]);
}

// decisions of a workbook join those at hand; words that are not in the page are kept for the file
function loadReview(corpus, rows) {
  const found = rows.flatMap((row) => {
    const decision = (row.decision ?? "").trim().toLowerCase();
    if (!Object.hasOwn(DECISIONS, decision) || !row.segment || !row.code) return [];
    return [
      {
        interview: row.interview ?? "",
        turn: Number.parseInt(row.turn, 10) || 0,
        segment: segmentOfWords(corpus, row),
        words: row.segment,
        code: row.code,
        suggested: row["suggested valence"] ?? "",
        decision,
        change: row["change to"] ?? "",
        valence: row.valence ?? "",
        memo: row.memo ?? "",
        reviewer: row.reviewer ?? "",
        why: row.why ?? "",
        check: row.check ?? "",
      },
    ];
  });
  changeRecord(corpus, ({ decisions }) => {
    const known = new Set(decisions.map((one) => JSON.stringify([one.interview, one.turn, one.words, one.code])));
    for (const one of found) {
      if (!known.has(JSON.stringify([one.interview, one.turn, one.words, one.code]))) decisions.push(one);
    }
  });
  return { read: found.length, lost: found.filter(({ segment }) => !segment).length };
}

// the segment whose words these are; "" if the page has none
function segmentOfWords(corpus, { interview, turn, segment: words }) {
  const at = findTurn(corpus, interview, Number.parseInt(turn, 10));
  if (at < 0) return "";
  const { start, end } = corpus.segments;
  for (let s = corpus.turnSegments[at]; s < corpus.turnSegments[at + 1]; s += 1) {
    if (corpus.text.slice(start[s], end[s]).trim() === words.trim()) return segmentId(corpus, s);
  }
  return "";
}
