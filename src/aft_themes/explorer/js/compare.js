// The view of groups side by side: two to four values of an attribute, with counts and passages.

const MOST_GROUPS = 4; // more columns do not fit a page
const FIRST_PASSAGES = 5;

function compareView(corpus, state, counts) {
  const attribute = attributeOf(corpus, state);
  const head = make("h2", { id: "title", tabindex: "-1" }, "Compare groups");
  if (!attribute) {
    return {
      status: "Compare groups.",
      nodes: [head, hint("No attribute has groups of participants that are large enough to compare.")],
    };
  }
  const chosen = comparedGroups(corpus, state, counts, attribute);
  return {
    status: `Compare: ${chosen.map(({ name }) => name).join(", ")}.`,
    nodes: [
      head,
      hint("Choose an attribute, up to four of its groups, and a code in the list of codes: read what each group says of it. Small groups differ by chance."),
      filterList(corpus, state, true),
      matrixChoices(corpus, state),
      groupChoices(corpus, state, attribute, chosen),
      compareCounts(corpus, state, counts, chosen),
      state.code && state.code !== UNCODED ? comparePassages(corpus, state, counts, chosen) : null,
    ],
  };
}

function comparedGroups(corpus, state, counts, attribute) {
  const columns = matrixColumns(corpus, { ...state, by: attribute.name, columns: "groups" }, counts);
  const wanted = state.groups ? state.groups.split(".").map((at) => attribute.values[at]) : [];
  const named = columns.filter(({ name }) => wanted.includes(name));
  if (named.length) return named.slice(0, MOST_GROUPS);
  const largest = [...columns].sort((a, b) => b.people.length - a.people.length);
  const kept = largest.slice(0, MOST_GROUPS);
  return columns.filter((column) => kept.includes(column));
}

function groupChoices(corpus, state, attribute, chosen) {
  const shownNow = chosen.map(({ name }) => name);
  const toggle = (value, on) => {
    const names = on ? [...shownNow, value] : shownNow.filter((name) => name !== value);
    const groups = names.slice(-MOST_GROUPS).map((name) => attribute.values.indexOf(name));
    go(addressOf(state, { by: attribute.name, groups: groups.sort((a, b) => a - b).join(".") }));
  };
  return make(
    "fieldset",
    { class: "options" },
    make("legend", {}, `Groups (up to ${MOST_GROUPS})`),
    attribute.values.map((value, number) =>
      make(
        "label",
        { class: "box", for: `group-${number}` },
        make("input", {
          id: `group-${number}`,
          type: "checkbox",
          checked: shownNow.includes(value),
          on: { change: ({ target }) => toggle(value, target.checked) },
        }),
        ` ${value}`,
      ),
    ),
  );
}

function compareCounts(corpus, state, counts, chosen) {
  const rows = rowCodes(corpus, state).map((code) => {
    const found = segmentsPerPerson(corpus, state, counts, code);
    const cells = chosen.map(({ people, change, name }) => {
      const n = people.filter((person) => found[person]).length;
      return {
        text: `${n} of ${people.length}`,
        share: share(n, people.length),
        about: `${corpus.codes[code].name}, ${name}: ${n} of ${plural(people.length, "participant")}`,
        address: n ? addressOf(state, { view: "themes", code: corpus.codes[code].id, ...change }) : null,
      };
    });
    const head = link(addressOf(state, { code: corpus.codes[code].id }), {}, corpus.codes[code].name);
    return { head, cells };
  });
  return countGrid({
    label: "Participants by code and group",
    corner: "Code",
    columns: chosen.map(({ name }) => name),
    rows,
  });
}

function comparePassages(corpus, state, counts, chosen) {
  return make(
    "section",
    { "aria-labelledby": "side-title" },
    make("h3", { id: "side-title" }, `${choiceName(corpus, state)}, side by side`),
    make(
      "div",
      { class: "sides" },
      chosen.map(({ name, people, change }) => {
        const mine = new Set(people);
        const found = counts.segments.filter((segment) =>
          mine.has(corpus.segments.participant[segment]),
        );
        return make(
          "div",
          { class: "side" },
          make("h4", {}, name),
          hint(`${peopleOf(corpus, found)} of ${plural(people.length, "participant")}, ${plural(found.length, "passage")}`),
          make(
            "ul",
            {},
            spread(corpus, found).map((segment) =>
              quoteCard(corpus, state, segment, { span: evidenceOf(corpus, state, segment) }),
            ),
          ),
          found.length > FIRST_PASSAGES
            ? link(addressOf(state, { view: "themes", ...change }), {}, `Read all ${amount(found.length)}`)
            : null,
        );
      }),
    ),
  );
}

// first one passage of each participant, then a second one, until there are enough
function spread(corpus, segments) {
  const met = new Map();
  const ranked = segments.map((segment) => {
    const person = corpus.segments.participant[segment];
    met.set(person, (met.get(person) ?? 0) + 1);
    return [met.get(person), segment];
  });
  ranked.sort(([a, x], [b, y]) => a - b || x - y);
  return ranked.slice(0, FIRST_PASSAGES).map(([, segment]) => segment);
}
