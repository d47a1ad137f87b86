// The view of two codes together: what a second code adds, and a table of pairs to choose from.

const HOW_WORDS = { and: "And", or: "Or", not: "And not" };

function togetherView(corpus, state, counts) {
  const code = corpus.codeNumber.get(state.code);
  return {
    status: code === undefined ? "Together." : `Together with ${corpus.codes[code].name}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "Codes together"),
      hint(
        code === undefined
          ? "Choose a cell to read the passages that have both codes, or a code in the list of codes to see everything that goes with it."
          : "Choose a second code to read the passages that have both. Counts describe; they do not say that one leads to the other.",
      ),
      filterList(corpus, state, true),
      code === undefined
        ? pairGrid(corpus, state, counts)
        : [joinChoices(corpus, state, counts, code), partnerTable(corpus, state, counts, code)],
    ].flat(),
  };
}

function isRelated(corpus, code, other) {
  return isWithin(corpus, code, other) || isWithin(corpus, other, code);
}

// segments of a code among the people and topics of the choice, whatever second code is chosen
function segmentSet(corpus, state, counts, code) {
  const topics = fitTopics(corpus, state);
  return new Set(
    [...corpus.byCode[code].segments].filter(
      (segment) =>
        !counts.scope.fails[corpus.segments.participant[segment]] && !topics?.[segment],
    ),
  );
}

function peopleOf(corpus, segments) {
  const people = new Set();
  for (const segment of segments) people.add(corpus.segments.participant[segment]);
  return people.size;
}

function joinChoices(corpus, state, counts, code) {
  const options = corpus.codes.flatMap(({ id }, other) =>
    isRelated(corpus, code, other) ? [] : [[id, codePath(corpus, other)]],
  );
  const select = choice("other", "Second code", [["", "none"], ...options], state.other, (other) =>
    addressOf(state, { other }),
  );
  if (!state.other) return make("div", { class: "options" }, select);
  const mine = segmentSet(corpus, state, counts, code);
  const theirs = segmentSet(corpus, state, counts, corpus.codeNumber.get(state.other));
  const joined = {
    and: [...mine].filter((segment) => theirs.has(segment)),
    or: [...new Set([...mine, ...theirs])],
    not: [...mine].filter((segment) => !theirs.has(segment)),
  };
  const name = codeName(corpus, state.other);
  return make(
    "div",
    {},
    make("div", { class: "options" }, select),
    make(
      "table",
      { class: "pairs" },
      make("caption", {}, `${corpus.codes[code].name} and ${name}`),
      tableHead(["", "Passages", "Participants"]),
      make(
        "tbody",
        {},
        HOWS.map((how) =>
          make(
            "tr",
            {},
            make(
              "th",
              { scope: "row" },
              link(addressOf(state, { view: "themes", how }), {}, `${HOW_WORDS[how]} ${name}`),
            ),
            make("td", { class: "number" }, amount(joined[how].length)),
            make("td", { class: "number" }, amount(peopleOf(corpus, joined[how]))),
          ),
        ),
      ),
    ),
  );
}

function tableHead(names) {
  return make(
    "thead",
    {},
    make(
      "tr",
      {},
      names.map((name) => (name ? make("th", { scope: "col" }, name) : make("td", {}))),
    ),
  );
}

function partnerTable(corpus, state, counts, code) {
  const mine = segmentSet(corpus, state, counts, code);
  const said = new Set([...mine].map((segment) => corpus.segments.participant[segment]));
  const found = corpus.codes
    .slice(0, corpus.bookSize)
    .flatMap(({ id }, other) => (isRelated(corpus, code, other) ? [] : [partner(corpus, mine, said, id, other)]))
    .filter(({ people }) => people)
    .sort((a, b) => b.both - a.both || b.people - a.people || a.other - b.other);
  if (!found.length) return hint("No other code was given to these participants.");
  return make(
    "table",
    { class: "pairs" },
    make("caption", {}, `What goes with ${corpus.codes[code].name}`),
    tableHead(["Code", "Passages with both", "Participants with such a passage", `Participants with both (of ${said.size})`]),
    make(
      "tbody",
      {},
      found.map(({ id, other, both, bothPeople, people }) =>
        make(
          "tr",
          {},
          make(
            "th",
            { scope: "row" },
            link(
              addressOf(state, { view: both ? "themes" : "together", other: id, how: "and", at: "" }),
              { title: codePath(corpus, other) },
              corpus.codes[other].name,
            ),
          ),
          make("td", { class: "number" }, amount(both)),
          make("td", { class: "number" }, amount(bothPeople)),
          make("td", { class: "number" }, amount(people)),
        ),
      ),
    ),
  );
}

function partner(corpus, mine, said, id, other) {
  const both = [];
  const people = new Set();
  for (const segment of corpus.byCode[other].segments) {
    const person = corpus.segments.participant[segment];
    if (said.has(person)) people.add(person);
    if (mine.has(segment)) both.push(segment);
  }
  return { id, other, both: both.length, bothPeople: peopleOf(corpus, both), people: people.size };
}

function pairGrid(corpus, state, counts) {
  const codes = rowCodes(corpus, state);
  const at = codes.map((code) => new Set(corpus.byCode[code].segments));
  const rows = codes.map((code, row) => ({
    head: link(addressOf(state, { code: corpus.codes[code].id }), {}, corpus.codes[code].name),
    cells: codes.map((other, column) => {
      if (row === column) return { text: "", about: "the same code", share: 0 };
      const both = [...at[row]].filter((segment) => at[column].has(segment) && counts.open[segment]);
      return {
        text: both.length ? amount(both.length) : "",
        share: both.length,
        about: `${corpus.codes[code].name} and ${corpus.codes[other].name}: ${plural(both.length, "passage")}`,
        address: both.length
          ? addressOf(state, {
              view: "themes",
              code: corpus.codes[code].id,
              other: corpus.codes[other].id,
              how: "and",
            })
          : null,
      };
    }),
  }));
  return countGrid({
    label: "Passages that two codes share",
    corner: state.code ? "Code" : topName(corpus),
    columns: codes.map((code) => corpus.codes[code].name),
    rows,
  });
}
