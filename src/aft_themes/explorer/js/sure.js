// Suggestions that the program is sure of can be ticked off together, once a sample of them was right.

const MOST_NAMED = 6; // interviews with an open sample: the list below names all

// the sample is drawn from all interviews that nobody coded
const sampleOf = once((corpus) =>
  corpus.suggestions.kind.flatMap((kind, row) =>
    corpus.kinds[kind] === "sample" ? [suggestedCase(corpus, row)] : [],
  ),
);

function tickOff(desk, open, decided) {
  const { corpus, state } = desk;
  const left = open.filter(({ kind }) => kind === "sure");
  if (!left.length) return null;
  const sample = sampleOf(corpus);
  const told = sample.map((one) => decided.get(decisionKey(corpus, one)));
  const waiting = sample.filter((_, at) => !told[at]);
  const about = `The program is sure of ${plural(left.length, "more suggestion")} here.`;
  if (waiting.length) {
    const places = new Set(
      waiting.map(({ segment }) => interviewOf(corpus, corpus.segments.turn[segment])),
    );
    const named = [...places].slice(0, MOST_NAMED);
    const more = places.size - named.length;
    return make(
      "p",
      { class: "hint" },
      `${about} Decide the sample of sure ones first: ${amount(waiting.length)} of ${amount(sample.length)} are open, in `,
      named.flatMap((id, at) => [
        at ? ", " : "",
        link(addressOf(state, { interview: id, at: "" }), {}, id),
      ]),
      more ? ` and ${plural(more, "more interview")}` : "",
      ". If it holds, the others can be ticked off together.",
    );
  }
  const held = told.filter((decision) => decision === "accept").length;
  if (held < corpus.review.least_accepted * sample.length) {
    return hint(`${about} Only ${held} of the sample of ${sample.length} held: decide the others one by one.`);
  }
  return tickList(desk, left, `${held} of the sample of ${sample.length} held.`);
}

// all are ticked; the reader removes the tick from what is wrong
function tickList(desk, left, held) {
  const { corpus } = desk;
  const { start, end, turn } = corpus.segments;
  const boxes = left.map((one, at) => ({
    one,
    box: make("input", { id: `tick-${at}`, type: "checkbox", checked: true }),
  }));
  const accept = make(
    "button",
    { type: "button", class: "action main", on: { click: () => acceptTicked(desk, boxes) } },
    `Accept the ticked ones (${left.length})`,
  );
  const count = () => boxes.filter(({ box }) => box.checked).length;
  return make(
    "div",
    { class: "ticks", on: { change: () => (accept.textContent = `Accept the ticked ones (${count()})`) } },
    hint(`${held} Remove the tick from suggestions that are wrong; you then decide those one by one.`),
    make(
      "ul",
      {},
      boxes.map(({ one, box }, at) =>
        make(
          "li",
          {},
          make(
            "label",
            { for: `tick-${at}` },
            box,
            make("b", {}, ` ${corpus.codes[one.code].name}`),
            said("span", { class: "rest" }, ` ${shown(corpus.text.slice(start[one.segment], end[one.segment]))} (turn ${corpus.turns.number[turn[one.segment]]})`),
          ),
        ),
      ),
    ),
    accept,
  );
}

function acceptTicked(desk, boxes) {
  const { corpus } = desk;
  const ticked = boxes.filter(({ box }) => box.checked);
  changeRecord(corpus, ({ decisions }) => {
    for (const { one } of ticked) {
      const valence = fixedValence(corpus, one.code) || one.valence;
      decisions.push(decisionOf(corpus, one, "accept", { valence, memo: corpus.review.ticked }));
    }
  });
  drawPanel(desk);
  announce(`${plural(ticked.length, "suggestion")} accepted. Undo takes them back together.`);
  focusQueue(desk);
}
