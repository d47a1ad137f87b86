// The view of a theme: who speaks of it and how, quotes for and against, and every passage.

function themesView(corpus, state, counts) {
  const code = corpus.codeNumber.get(state.code);
  return [
    selectionHead(corpus, state, counts),
    code === undefined ? null : themeCard(corpus, state, counts, code),
    code === undefined && !state.code ? topTable(corpus, state, counts) : null,
    code === undefined ? null : quotesSection(corpus, state, counts, code),
    passagesSection(corpus, state, counts),
  ];
}

function statusOf(corpus, state, counts) {
  const people = `${amount(counts.people)} of ${plural(counts.of, "participant")}`;
  return `${choiceName(corpus, state)}: ${people}, ${plural(counts.segments.length, "segment")}.`;
}

function choiceName(corpus, state) {
  const code = corpus.codeNumber.get(state.code);
  if (code !== undefined) return corpus.codes[code].name;
  return state.code === UNCODED ? "Passages without a code" : "All passages";
}

function selectionHead(corpus, state, counts) {
  const code = corpus.codeNumber.get(state.code);
  const above = [];
  for (
    let at = code === undefined ? -1 : corpus.codes[code].parent;
    at >= 0;
    at = corpus.codes[at].parent
  ) {
    above.unshift(
      make(
        "li",
        {},
        link(addressOf(state, { code: corpus.codes[at].id }), {}, corpus.codes[at].name),
      ),
    );
  }
  return make(
    "div",
    { class: "selection" },
    above.length
      ? make("nav", { "aria-label": "Codes above" }, make("ol", { class: "path" }, above))
      : null,
    make("h2", { id: "title", tabindex: "-1" }, choiceName(corpus, state)),
    filterList(corpus, state),
    state.code || state.person
      ? null
      : hint("Choose a code in the list of codes; the number beside it counts participants. Then read its passages below."),
    make(
      "p",
      { class: "numbers" },
      make(
        "span",
        {},
        make("b", {}, amount(counts.people)),
        ` of ${plural(counts.of, "participant")}`,
      ),
      make(
        "span",
        {},
        make("b", {}, amount(counts.segments.length)),
        counts.segments.length === 1 ? " segment" : " segments",
      ),
    ),
  );
}

function filterList(corpus, state, withCode = false) {
  const filters = [
    withCode && state.code && ["Code", choiceName(corpus, state), { code: "" }],
    state.valence && ["Valence", VALENCE_WORDS[state.valence], { valence: "" }],
    state.person && ["Participant", state.person, { person: "" }],
    ...Object.entries(state.attributes).map(([name, value]) => [
      attributeLabel(name),
      value,
      withAttribute(state, name, ""),
    ]),
    state.other && [HOW_WORDS[state.how], codeName(corpus, state.other), { other: "", how: "and" }],
    state.topic && ["Topic", topicName(corpus, state.topic), { topic: "" }],
  ].filter(Boolean);
  if (!filters.length) return null;
  return make(
    "ul",
    { class: "filters", "aria-label": "Filters in force" },
    filters.map(([name, value, change]) =>
      make(
        "li",
        {},
        link(
          addressOf(state, change),
          {},
          `${name}: ${value}`,
          make("span", { "aria-hidden": "true" }, " ×"),
          unseen(" (remove)"),
        ),
      ),
    ),
  );
}

function topicName(corpus, topic) {
  const { id, name } = findTopic(corpus, topic);
  return `${id} ${name}`;
}

function themeCard(corpus, state, counts, code) {
  const { definition, include, exclude, see, sentence, members } = corpus.codes[code];
  return make(
    "section",
    { class: "theme", "aria-label": members ? "Theme" : "Code" },
    definition ? make("p", { class: "definition" }, definition) : null,
    sentence ? make("p", { class: "definition" }, sentence) : null,
    codeRules([
      ["Include", include],
      ["Exclude", exclude],
      ["See also", see.length ? codeLinks(corpus, state, see) : ""],
    ]),
    members ? make("p", {}, "Its codes: ", codeLinks(corpus, state, members)) : null,
    wholeStudy(corpus, code),
    notCounted(corpus, code),
    corpus.valued ? valenceSplit(corpus, counts, code) : null,
    groupTables(corpus, state, counts),
    absentList(corpus, state, counts),
  );
}

// what the counts lack, as it stands below each table and figure
function notCounted(corpus, code) {
  const lost = notPlaced(corpus, code);
  if (!lost) return null;
  return make(
    "p",
    { class: "not-counted" },
    `Not counted: ${plural(lost, "coded quote")} that could not be placed in the transcripts, or ` +
      "that hold the interviewer's words.",
  );
}

function codeRules(rules) {
  const given = rules.filter(([, rule]) => rule);
  if (!given.length) return null;
  return make(
    "details",
    {},
    make("summary", {}, "When this code is used"),
    make(
      "dl",
      {},
      given.flatMap(([name, rule]) => [make("dt", {}, name), make("dd", {}, rule)]),
    ),
  );
}

function codeLinks(corpus, state, see) {
  return see.flatMap((other, number) => [
    number ? "; " : "",
    link(addressOf(state, { code: corpus.codes[other].id }), {}, codePath(corpus, other)),
  ]);
}

function wholeStudy(corpus, code) {
  const { label, low, high } = corpus.codes[code];
  const everyone = corpus.participants.coded.reduce((sum, coded) => sum + coded, 0);
  const who = corpus.byCode[code].segments.map((segment) => corpus.segments.participant[segment]);
  const people = new Set(who).size;
  const interval =
    low === null
      ? ""
      : `; Wilson interval ${Math.round(100 * low)}% to ${Math.round(100 * high)}%`;
  return make(
    "p",
    { class: "whole" },
    `Whole study: ${amount(people)} of ${amount(everyone)} (${percent(people, everyone)}${interval})`,
    label ? make("span", { class: "label" }, label) : null,
  );
}

function valenceSplit(corpus, counts, code) {
  if (!counts.people) return null;
  const split = splitPeople(corpus, code, counts);
  const order = ["benefit", "mixed", "challenge", "none"];
  const names = {
    benefit: "as benefit only",
    mixed: "as both",
    challenge: "as challenge only",
    none: "as neither",
  };
  const parts = order.filter((valence) => split[corpus.valences.indexOf(valence)]);
  const size = (valence) => split[corpus.valences.indexOf(valence)];
  return make(
    "div",
    { class: "split" },
    make("h3", {}, "How participants speak of it"),
    make(
      "div",
      { class: "stack", "aria-hidden": "true" },
      parts.map((valence) => {
        const piece = make("span", { class: valence });
        piece.style.flexGrow = String(size(valence));
        return piece;
      }),
    ),
    make(
      "ul",
      { class: "legend" },
      parts.map((valence) =>
        make("li", {}, valenceSign(valence), ` ${names[valence]}: ${amount(size(valence))}`),
      ),
    ),
  );
}

function groupTables(corpus, state, counts) {
  const tables = corpus.participants.attributes.map(({ name, values }, number) =>
    make(
      "table",
      { class: "groups" },
      make("caption", {}, attributeLabel(name)),
      make(
        "thead",
        { class: "unseen" },
        make(
          "tr",
          {},
          ["Value", "Participants", "Share"].map((head) => make("th", { scope: "col" }, head)),
        ),
      ),
      make(
        "tbody",
        {},
        values.map((value, row) => {
          const people = counts.attributes[number].people[row];
          const of = counts.ofAttributes[number][row];
          if (!of) return null;
          return make(
            "tr",
            {},
            make(
              "th",
              { scope: "row" },
              link(
                addressOf(state, withAttribute(state, name, value)),
                { "aria-current": state.attributes[name] === value ? "true" : null },
                value,
              ),
            ),
            make("td", { class: "number" }, `${amount(people)} of ${amount(of)}`),
            make("td", { class: "meter" }, bar(share(people, of)), unseen(percent(people, of))),
          );
        }),
      ),
    ),
  );
  if (!tables.length) return null;
  return make(
    "details",
    { class: "who", open: true },
    make("summary", {}, "Who speaks of it"),
    make("div", { class: "tables" }, tables),
    make(
      "p",
      { class: "hint" },
      "Counts describe these participants; small groups differ by chance.",
    ),
  );
}

function absentList(corpus, state, counts) {
  const { participants, interviews } = corpus;
  const absent = [...participants.id.keys()].filter(
    (person) =>
      !counts.scope.fails[person] && corpus.participants.coded[person] && !counts.perPerson[person],
  );
  if (!absent.length) return null;
  const person = (one) =>
    make(
      "li",
      {},
      link(
        addressOf(state, { view: "portrait", person: participants.id[one], at: "" }),
        {},
        participants.id[one],
      ),
      make("span", { class: "person" }, ` ${describePerson(corpus, one)}`),
    );
  return unfolding("absent", `Who does not (${amount(absent.length)})`, () => [
    make("ul", { class: "people" }, absent.map(person)),
  ]);
}

function topTable(corpus, state, counts) {
  const codes = topCodes(corpus);
  if (!codes.length) return null;
  const whole = counts.scope.ofCoded;
  const name = topName(corpus);
  return make(
    "section",
    { class: "domains", "aria-labelledby": "domains-title" },
    make("h3", { id: "domains-title" }, `All ${name.toLowerCase()}s`),
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          [name, "Participants", "", "Segments"].map((head) =>
            head ? make("th", { scope: "col" }, head) : make("td", { class: "meter" }),
          ),
        ),
      ),
      make(
        "tbody",
        {},
        codes.map((code) => topRow(corpus, state, counts, code, whole)),
      ),
    ),
  );
}

function topRow(corpus, state, counts, code, whole) {
  const people = counts.codes.people[code];
  const { id, name, definition } = corpus.codes[code];
  return make(
    "tr",
    {},
    make(
      "th",
      { scope: "row" },
      link(addressOf(state, { code: id }), {}, name),
      make("span", { class: "definition" }, definition),
    ),
    make("td", { class: "number" }, `${amount(people)} of ${amount(whole)}`),
    make("td", { class: "meter" }, bar(share(people, whole))),
    make("td", { class: "number" }, amount(counts.codes.segments[code])),
  );
}

const SIDES = [
  ["benefit", "As a benefit"],
  ["challenge", "As a challenge"],
];

// a theme has the quotes of its codes
function quotesOf(corpus, code) {
  const { members } = corpus.codes[code];
  return corpus.quotes.filter((quote) =>
    members ? members.includes(quote.code) : quote.code === code,
  );
}

function quotesSection(corpus, state, counts, code) {
  const every = quotesOf(corpus, code);
  const mine = every.filter(
    ({ segment }) => !counts.scope.fails[corpus.segments.participant[segment]],
  );
  if (!every.length) return null;
  const own = every.filter(({ chosen_by: who }) => who === "authors").length;
  const rule = [
    own ? `${amount(own)} chosen by the authors.` : "",
    own < every.length
      ? `${own ? "The others" : "Chosen"} by a fixed rule from the whole study: nearest to the centre of the code.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  const left = every.length - mine.length;
  const plain = mine.filter(({ valence }) => ["mixed", "none"].includes(corpus.valences[valence]));
  const sides = SIDES.map(([valence, title]) => [
    valence,
    title,
    mine.filter((quote) => corpus.valences[quote.valence] === valence),
  ]).filter(([, , quotes]) => quotes.length);
  return make(
    "section",
    { class: "quotes", "aria-labelledby": "quotes-title" },
    make("h3", { id: "quotes-title" }, corpus.valued ? "Quotes for and against" : "Quotes"),
    make("p", { class: "hint" }, left ? `${rule} ${left} of them lie outside your filters.` : rule),
    make(
      "div",
      { class: "sides" },
      sides.map(([valence, title, quotes]) =>
        make(
          "div",
          { class: `side ${valence}` },
          make("h4", {}, valenceSign(valence), ` ${title}`),
          quoteList(corpus, state, quotes),
        ),
      ),
    ),
    plain.length
      ? make(
          "div",
          { class: "side other" },
          corpus.valued ? make("h4", {}, "As both or neither") : null,
          quoteList(corpus, state, plain),
        )
      : null,
  );
}

function quoteList(corpus, state, quotes) {
  const [first, rest] = [quotes.slice(0, 2), quotes.slice(2)];
  const list = (some) =>
    make(
      "ul",
      {},
      some.map(({ code, segment, start, end, question, stance }) =>
        quoteCard(corpus, state, segment, {
          span: [start, end],
          code: corpus.codes[code].id,
          question,
          label: stance === "further" ? "" : stance,
        }),
      ),
    );
  return [
    list(first),
    rest.length
      ? make("details", {}, make("summary", {}, `${rest.length} more`), list(rest))
      : null,
  ];
}

function passagesSection(corpus, state, counts) {
  const found = counts.segments;
  return make(
    "section",
    { class: "passages", "aria-labelledby": "passages-title" },
    make("h3", { id: "passages-title", tabindex: "-1" }, "Passages"),
    selectionTools(corpus, state, counts),
    suggestionSwitch(corpus, state),
    found.length
      ? make(
          "ol",
          { class: "list" },
          pageOf(state, found).map((segment) => segmentCard(corpus, state, segment)),
        )
      : make(
          "p",
          { class: "none-here" },
          "No passage fits all of these choices. Remove a filter to see more.",
        ),
    found.length > SIZES[0] ? pager(state, found.length) : null,
  );
}
