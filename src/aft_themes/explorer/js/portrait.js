// The view of one participant: attributes, codes, where in the interview they lie, and quotes.

function portraitView(corpus, state, counts) {
  const person = corpus.personNumber.get(state.person) ?? 0;
  const id = corpus.participants.id[person];
  const mine = segmentsOfPerson(corpus, person);
  return {
    status: `Portrait of ${id}, ${plural(mine.length, "segment")}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, `Portrait of ${id}`),
      hint("Who this is, what was coded, and where. Choose a mark on a line to read that place."),
      portraitNav(corpus, state, person),
      attributeList(corpus, person, mine),
      timeline(corpus, state, mine),
      personCodes(corpus, state, person, mine),
      personQuotes(corpus, state, mine),
    ],
  };
}

function segmentsOfPerson(corpus, person) {
  const found = [];
  for (let segment = 0; segment < corpus.segments.count; segment += 1) {
    if (corpus.segments.participant[segment] === person) found.push(segment);
  }
  return found;
}

function segmentsOfTurns(corpus, first, last) {
  const found = [];
  for (let at = corpus.turnSegments[first]; at < corpus.turnSegments[last]; at += 1) found.push(at);
  return found;
}

function portraitNav(corpus, state, person) {
  const ids = corpus.participants.id;
  const step = (to, text) =>
    ids[to] === undefined
      ? null
      : link(addressOf(state, { person: ids[to] }), { class: "step" }, `${text}: ${ids[to]}`);
  return make(
    "nav",
    { class: "pager", "aria-label": "Participants" },
    step(person - 1, "Previous"),
    link(
      addressOf(state, {
        view: "transcript",
        interview: corpus.interviews.id[corpus.participants.interview[person]],
        at: "",
      }),
      { class: "step" },
      "Read the transcript",
    ),
    step(person + 1, "Next"),
  );
}

function attributeList(corpus, person, mine) {
  const rows = [
    ...corpus.participants.attributes.map(({ name, values, of }) => [
      attributeLabel(name),
      values[of[person]],
    ]),
    ["Segments", amount(mine.length)],
    ["Coded", corpus.participants.coded[person] ? "yes" : "nobody has coded this interview"],
  ];
  return make(
    "dl",
    { class: "facts" },
    rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
  );
}

// the theme or domain of a code; the domain too where no theme has the code
function topOf(corpus, code) {
  const theme = themesOf(corpus).find((one) => isWithin(corpus, code, one));
  return theme ?? domainsOf(corpus).find((one) => isWithin(corpus, code, one));
}

// one line a theme or domain: where in the participant's talk it was coded, from first word to last
function timeline(corpus, state, mine) {
  if (!mine.length) return null;
  const from = corpus.segments.start[mine[0]];
  const length = corpus.segments.end[mine.at(-1)] - from;
  const lines = new Map();
  for (const segment of mine) {
    for (const domain of new Set(
      codingsOf(corpus, segment).map((row) => topOf(corpus, corpus.codings.code[row])),
    )) {
      lines.set(domain, [...(lines.get(domain) ?? []), segment]);
    }
  }
  if (!lines.size) return hint("No code was given here.");
  return make(
    "section",
    { class: "timeline", "aria-labelledby": "timeline-title" },
    make("h3", { id: "timeline-title" }, "Where codes lie"),
    make(
      "ul",
      {},
      [...lines].sort(([a], [b]) => a - b).map(([domain, segments]) =>
        timelineRow(corpus, state, domain, segments, from, length),
      ),
    ),
  );
}

function timelineRow(corpus, state, domain, segments, from, length) {
  const name = corpus.codes[domain].name;
  const marks = segments.map((segment) => {
    const mark = link(transcriptAddress(corpus, state, segment), {
      class: "tick",
      tabindex: "-1", // the line's own link reaches the same places by keyboard
      "aria-hidden": "true",
      title: `${name}, turn ${corpus.turns.number[corpus.segments.turn[segment]]}`,
    });
    const start = corpus.segments.start[segment];
    mark.style.left = `${(100 * (start - from)) / length}%`;
    mark.style.width = `${(100 * (corpus.segments.end[segment] - start)) / length}%`;
    return mark;
  });
  return make(
    "li",
    {},
    link(
      transcriptAddress(corpus, { ...state, code: corpus.codes[domain].id }, segments[0]),
      { class: "line-name" },
      `${name} (${segments.length})`,
    ),
    make("span", { class: "track" }, marks),
  );
}

function personCodes(corpus, state, person, mine) {
  const found = new Map();
  for (const segment of mine) {
    for (const row of codingsOf(corpus, segment)) {
      const code = corpus.codings.code[row];
      const known = found.get(code) ?? { segments: new Set(), valence: 0 };
      known.segments.add(segment);
      known.valence |= corpus.codings.valence[row];
      found.set(code, known);
    }
  }
  if (!found.size) return null;
  const id = corpus.participants.id[person];
  return make(
    "section",
    { "aria-labelledby": "codes-of" },
    make("h3", { id: "codes-of" }, `Codes of ${id}`),
    make(
      "ul",
      { class: "chips" },
      [...found].sort(([a], [b]) => a - b).map(([code, { segments, valence }]) =>
        make(
          "li",
          {},
          link(
            addressOf(state, { view: "themes", code: corpus.codes[code].id, person: id }),
            { class: "chip", title: codePath(corpus, code) },
            corpus.valued ? valenceSign(corpus.valences[valence]) : null,
            ` ${corpus.codes[code].name}: ${segments.size}`,
          ),
        ),
      ),
    ),
  );
}

const PORTRAIT_QUOTES = 6;

function personQuotes(corpus, state, mine) {
  const own = new Set(mine);
  const chosen = corpus.quotes.filter(({ segment }) => own.has(segment));
  const others = mine.map((segment) => {
    const [start, end] = spanOf(corpus, segment);
    return { segment, start, end };
  });
  const seen = new Set();
  const quotes = [...chosen, ...others]
    .filter(({ segment }) => codingsOf(corpus, segment).length && !seen.has(segment) && seen.add(segment))
    .slice(0, PORTRAIT_QUOTES);
  if (!quotes.length) return null;
  return make(
    "section",
    { "aria-labelledby": "quotes-of" },
    make("h3", { id: "quotes-of" }, "Quotes"),
    make(
      "ul",
      {},
      quotes.map(({ segment, start, end, question }) =>
        quoteCard(corpus, state, segment, { span: [start, end], question, code: "" }),
      ),
    ),
  );
}
