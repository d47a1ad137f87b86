// The view of a matrix: codes by groups of participants, or by single participants in their groups.

const MOST_COLUMNS = 80; // more do not fit a screen, however wide

function matrixView(corpus, state, counts) {
  const rows = rowCodes(corpus, state);
  const columns = matrixColumns(corpus, state, counts);
  const over = columns.length > MOST_COLUMNS;
  return {
    status: `Matrix: ${plural(rows.length, "code")} by ${plural(columns.length, "column")}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "Matrix"),
      hint("Each cell counts who speaks of a code. Choose a cell to read what it counts; choose a code to see the codes below it."),
      filterList(corpus, state, true),
      matrixChoices(corpus, state),
      over || !columns.length
        ? make("p", { class: "none-here" }, whyNoGrid(columns))
        : matrixGrid(corpus, state, counts, rows, columns),
    ],
  };
}

function whyNoGrid(columns) {
  if (!columns.length) return "No interview of these participants is coded yet.";
  return `Too many participants to show (${amount(columns.length)}). Choose a group under Filters first.`;
}

// the chosen code with the codes below it, or the highest ones
function rowCodes(corpus, state) {
  const code = corpus.codeNumber.get(state.code);
  if (code === undefined) return topCodes(corpus);
  return [code, ...corpus.children[code]];
}

function attributeOf(corpus, state) {
  const { attributes } = corpus.participants;
  return attributes.find(({ name }) => name === state.by) ?? attributes[0];
}

function matrixColumns(corpus, state, counts) {
  const attribute = attributeOf(corpus, state);
  const people = corpus.participants.id.flatMap((_, person) =>
    !counts.scope.fails[person] && corpus.participants.coded[person] ? [person] : [],
  );
  if (state.columns === "people" || !attribute) {
    if (attribute) people.sort((a, b) => attribute.of[a] - attribute.of[b] || a - b);
    return people.map((person) => ({
      name: corpus.participants.id[person],
      group: attribute ? attribute.values[attribute.of[person]] : "",
      people: [person],
      change: { person: corpus.participants.id[person] },
    }));
  }
  return attribute.values
    .map((value, number) => ({
      name: value,
      people: people.filter((person) => attribute.of[person] === number),
      change: withAttribute(state, attribute.name, value),
    }))
    .filter((column) => column.people.length);
}

function matrixChoices(corpus, state) {
  const { attributes } = corpus.participants;
  if (!attributes.length) return null;
  const by = attributeOf(corpus, state).name;
  return make(
    "div",
    { class: "options" },
    choice("by", "Groups by", attributes.map(({ name }) => [name, attributeLabel(name)]), by, (value) =>
      addressOf(state, { by: value, groups: "" }),
    ),
    state.view === "matrix"
      ? choice("columns", "Columns are", [["groups", "groups"], ["people", "participants"]], state.columns, (columns) =>
          addressOf(state, { columns }),
        )
      : null,
  );
}

function choice(id, label, options, value, address) {
  return make(
    "label",
    { for: id },
    `${label} `,
    make(
      "select",
      { id, on: { change: ({ target }) => go(address(target.value)) } },
      options.map(([key, text]) => make("option", { value: key, selected: key === value }, text)),
    ),
  );
}

// segments of a code in the present choice, by participant
function segmentsPerPerson(corpus, state, counts, code) {
  const found = new Int32Array(corpus.participants.id.length);
  const { segments, valences } = corpus.byCode[code];
  const valence = corpus.valences.indexOf(state.valence);
  segments.forEach((segment, row) => {
    if (counts.open[segment] && (valence < 0 || valences[row] === valence)) {
      found[corpus.segments.participant[segment]] += 1;
    }
  });
  return found;
}

function matrixGrid(corpus, state, counts, codes, columns) {
  const single = state.columns === "people" || !corpus.participants.attributes.length;
  const rows = codes.map((code) => {
    const found = segmentsPerPerson(corpus, state, counts, code);
    const { id, name } = corpus.codes[code];
    const cells = columns.map(({ name: column, people, change }) => {
      const n = single ? found[people[0]] : people.filter((person) => found[person]).length;
      const text = single ? (n ? String(n) : "") : `${n} of ${people.length}`;
      const about = single
        ? `${name}, ${column}: ${plural(n, "passage")}`
        : `${name}, ${column}: ${n} of ${plural(people.length, "participant")}`;
      const address = n ? addressOf(state, { view: "themes", code: id, at: "", ...change }) : null;
      return { text, about, address, share: single ? n : share(n, people.length) };
    });
    return { head: link(addressOf(state, { code: id }), {}, name), cells };
  });
  const heads = columns.map(({ name, group, people }, at) => [
    single && group && group !== columns[at - 1]?.group
      ? make("span", { class: "group" }, group)
      : null,
    make("span", {}, single ? name : `${name} (n = ${people.length})`),
  ]);
  return countGrid({
    label: single ? "Passages by code and participant" : "Participants by code and group",
    corner: "Code",
    columns: heads,
    rows,
  });
}
