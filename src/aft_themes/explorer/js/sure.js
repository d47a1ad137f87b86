// Suggestions that the program is sure of can be ticked off together, once a sample of them was right.

// five without a miss: were one in two of them wrong, that would happen in 3 of 100 interviews
const SAMPLE = 5;

// marks the sample: sure cases spread evenly over the interview
function withSample(cases) {
  const sure = cases.filter(({ kind }) => kind === "sure");
  if (sure.length <= SAMPLE) return cases;
  const drawn = new Set(
    Array.from({ length: SAMPLE }, (_, at) => sure[Math.floor(((at + 0.5) * sure.length) / SAMPLE)]),
  );
  return cases.map((one) => (drawn.has(one) ? { ...one, kind: "sample" } : one));
}

function tickOff(desk, cases, decided) {
  const { corpus } = desk;
  const told = (one) => decided.get(decisionKey(corpus, one));
  const sample = cases.filter(({ kind }) => kind === "sample");
  const left = cases.filter((one) => one.kind === "sure" && !told(one));
  if (!sample.length || !left.length) return null;
  const waiting = sample.filter((one) => !told(one)).length;
  const missed = sample.filter((one) => told(one) && told(one) !== "accept").length;
  const about = `The program is sure of ${plural(left.length + waiting, "suggestion")} here.`;
  if (missed) {
    return hint(`${about} ${missed} of the sample of ${SAMPLE} did not hold: decide the others one by one.`);
  }
  if (waiting) {
    return hint(`${about} Decide a sample of ${waiting} first; if you accept all, you can tick off the others together.`);
  }
  return tickList(desk, left);
}

// all are ticked; whoever reads the list takes the tick from what does not hold
function tickList(desk, left) {
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
    hint("You accepted the whole sample. Take the tick from what does not hold: it stays in the list, to be decided by itself."),
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
      decisions.push(decisionOf(corpus, one, "accept", { valence, memo: TICKED }));
    }
  });
  drawPanel(desk);
  announce(`${plural(ticked.length, "suggestion")} accepted. Undo takes them back together.`);
  focusQueue(desk);
}

// a reader of the file can tell these from what was decided one by one
const TICKED = "ticked off together after a sample check";
