// The view of a whole interview, with its coded parts marked and their codes in the margin.

function transcriptView(corpus, state) {
  const interview = chosenInterview(corpus, state);
  const id = corpus.interviews.id[interview];
  const first = corpus.interviewTurns[interview];
  const last = corpus.interviewTurns[interview + 1];
  const blocks = [];
  for (let turn = first; turn < last; turn += 1) blocks.push(transcriptTurn(corpus, state, turn));
  return {
    status: `Transcript of ${id}, ${plural(last - first, "turn")}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, `Transcript of ${id}`),
      hint(
        "Coded words are marked; their codes stand beside them. Choose a code in the list of codes to light its places.",
      ),
      peopleIn(corpus, id, first, last),
      transcriptNav(corpus, state, interview),
      timeline(corpus, state, segmentsOfTurns(corpus, first, last)),
      suggestionSwitch(corpus, state),
      chosenPlaces(corpus, state, interview),
      make("div", { class: "transcript" }, blocks),
    ],
  };
}

function chosenInterview(corpus, state) {
  const { interviewNumber, personNumber, participants } = corpus;
  const person = personNumber.get(state.person);
  const first = person === undefined ? 0 : participants.interview[person];
  return interviewNumber.get(state.interview) ?? first;
}

// who speaks in a transcript; the id is told only where it is not the interview's
function peopleIn(corpus, interview, first, last) {
  const people = new Set(corpus.turns.participant.subarray(first, last).filter((one) => one >= 0));
  const lines = [...people].map((person) => {
    const id = corpus.participants.id[person];
    const told = describePerson(corpus, person);
    return people.size === 1 && id === interview ? told : [id, told].filter(Boolean).join(" · ");
  });
  return make("p", { class: "person" }, lines.join("; "));
}

// kept from one drawing to the next: with many interviews it is the slowest thing to make
const interviewSelect = once((corpus) =>
  make(
    "select",
    {
      id: "interview",
      on: {
        change: ({ target }) => {
          const state = readState(location.hash, corpus);
          go(addressOf(state, { interview: target.value, at: "" }));
        },
      },
    },
    corpus.interviews.id.map((id) => make("option", { value: id }, id)),
  ),
);

function transcriptNav(corpus, state, interview) {
  const ids = corpus.interviews.id;
  const to = (other) => addressOf(state, { interview: ids[other], at: "" });
  const choose = interviewSelect(corpus);
  choose.value = ids[interview];
  return make(
    "nav",
    { class: "pager", "aria-label": "Transcripts" },
    interview > 0
      ? link(to(interview - 1), { class: "step", rel: "prev" }, `Previous: ${ids[interview - 1]}`)
      : null,
    make("label", { for: "interview" }, "Transcript ", choose),
    interview + 1 < ids.length
      ? link(to(interview + 1), { class: "step", rel: "next" }, `Next: ${ids[interview + 1]}`)
      : null,
  );
}

function chosenPlaces(corpus, state, interview) {
  const code = corpus.codeNumber.get(state.code);
  if (code === undefined) return null;
  const { turn } = corpus.segments;
  const places = [...corpus.byCode[code].segments].filter(
    (segment, row, all) =>
      corpus.turns.interview[turn[segment]] === interview &&
      (row === 0 || turn[all[row - 1]] !== turn[segment]),
  );
  const { name } = corpus.codes[code];
  if (!places.length) return make("p", { class: "hint" }, `${name} does not occur here.`);
  return make(
    "nav",
    { class: "places", "aria-label": `Places of ${name}` },
    make("p", {}, `${name} in turn`),
    make(
      "ul",
      {},
      places.map((segment) => {
        const at = segmentId(corpus, segment);
        const here = state.at.split(".")[1] === at.split(".")[1];
        return make(
          "li",
          {},
          link(
            addressOf(state, { at }),
            { "aria-current": here ? "true" : null },
            String(corpus.turns.number[turn[segment]]),
          ),
        );
      }),
    ),
  );
}

function transcriptTurn(corpus, state, turn) {
  const first = corpus.turnSegments[turn];
  const last = corpus.turnSegments[turn + 1];
  const interview = corpus.interviews.id[corpus.turns.interview[turn]];
  const id = `${interview}.${String(corpus.turns.number[turn]).padStart(3, "0")}`;
  const role = corpus.roles[corpus.turns.role[turn]];
  const parts = [];
  for (let segment = first; segment < last; segment += 1) {
    parts.push(transcriptSegment(corpus, state, segment));
  }
  if (!parts.length) {
    const from = corpus.turns.start[turn];
    const to = corpus.turns.start[turn + 1] - 1;
    parts.push(
      said(
        "p",
        { class: "words" },
        markedText(corpus, from, to, wordMarks(corpus, state, from, to)),
      ),
    );
  }
  return make(
    "div",
    {
      class: state.at === id ? `turn ${role} target` : `turn ${role}`,
      tabindex: state.at === id ? "-1" : null,
    },
    turnLabel(corpus, turn),
    parts,
  );
}

function transcriptSegment(corpus, state, segment) {
  const { start, end } = corpus.segments;
  const turn = corpus.segments.turn[segment];
  const rows = [];
  for (let s = corpus.turnSegments[turn]; s < corpus.turnSegments[turn + 1]; s += 1) {
    rows.push(...codingsOf(corpus, s));
  }
  const marks = [
    ...codeMarks(corpus, state, rows),
    ...wordMarks(corpus, state, start[segment], end[segment]),
  ];
  const id = segmentId(corpus, segment);
  const target = state.at === id;
  return make(
    "div",
    {
      class: target ? "passage target" : "passage",
      "data-segment": id,
      tabindex: target ? "-1" : null,
      "aria-current": target ? "location" : null,
    },
    said("p", { class: "words" }, markedText(corpus, start[segment], end[segment], marks)),
    make(
      "div",
      {},
      codeChips(corpus, state, codingsOf(corpus, segment)),
      suggestedChips(corpus, state, segment),
    ),
  );
}
