// The view of words in context (KWIC): every place where a word is said, one line each.

function wordsView(corpus, state, counts) {
  const wanted = readQuery(state.query);
  const hits = wanted ? findHits(corpus, state, counts, wanted) : [];
  return {
    status: wordsStatus(corpus, state, wanted, hits),
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "Words in context"),
      hint("Type a word to see every place where it is said, with the words around it."),
      searchForm(state),
      state.inside ? filterList(corpus, state, true) : null,
      wanted ? hitsSection(corpus, state, counts, hits) : null,
    ],
  };
}

function findHits(corpus, state, counts, wanted) {
  const kept = keepHits(corpus, findWords(corpus, wanted), {
    everyone: state.everyone,
    inside: state.inside,
    segments: counts.segments,
  });
  return kept;
}

function wordsStatus(corpus, state, wanted, hits) {
  if (!state.query) return "";
  if (!wanted) return `Type at least ${SHORTEST_QUERY} letters.`;
  const interviews = countInterviews(corpus, hits);
  const of = plural(corpus.interviews.id.length, "interview");
  return `${state.query}: ${plural(hits.length, "place")} in ${amount(interviews)} of ${of}.`;
}

function searchForm(state) {
  const input = make("input", {
    id: "query",
    type: "search",
    value: state.query,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "query-hint",
  });
  const sort = make(
    "select",
    { id: "sort", on: { change: (event) => go(addressOf(state, { sort: event.target.value })) } },
    [
      ["place", "in the order of the interviews"],
      ["left", "by the words before"],
      ["right", "by the words after"],
    ].map(([value, text]) => make("option", { value, selected: state.sort === value }, text)),
  );
  const box = (id, label, checked, change) =>
    make(
      "label",
      { class: "box", for: id },
      make("input", {
        id,
        type: "checkbox",
        checked,
        on: { change: (event) => go(addressOf(state, change(event.target.checked))) },
      }),
      ` ${label}`,
    );
  return make(
    "form",
    {
      role: "search",
      class: "search",
      on: {
        submit: (event) => {
          event.preventDefault();
          go(addressOf(state, { query: input.value.trim() }));
        },
      },
    },
    make("label", { for: "query" }, "Word or phrase"),
    make("div", { class: "line" }, input, make("button", { type: "submit" }, "Search")),
    make(
      "p",
      { class: "hint", id: "query-hint" },
      "Whole words, in any letter case, with or without accents; a star stands for any ending: silen*",
    ),
    make(
      "div",
      { class: "options" },
      box("everyone", "Interviewers' words too", state.everyone, (everyone) => ({ everyone })),
      box("inside", "Only in the chosen passages", state.inside, (inside) => ({ inside })),
      make("label", { for: "sort" }, "Sorted ", sort),
    ),
  );
}

function hitsSection(corpus, state, counts, hits) {
  if (!hits.length) return make("p", { class: "none-here" }, "Nobody says this.");
  const sorted = sortHits(corpus, hits, state.sort);
  const interviews = countInterviews(corpus, hits);
  return make(
    "section",
    { "aria-label": "Places" },
    make(
      "p",
      { class: "numbers" },
      make(
        "span",
        {},
        make("b", {}, amount(hits.length)),
        hits.length === 1 ? " place" : " places",
      ),
      make(
        "span",
        {},
        make("b", {}, amount(interviews)),
        ` of ${plural(corpus.interviews.id.length, "interview")}`,
      ),
    ),
    state.sort !== "place" && hits.length > MOST_SORTED
      ? make("p", { class: "hint" }, `Too many to sort: shown in the order of the interviews.`)
      : null,
    make(
      "table",
      { class: "kwic" },
      make("caption", { class: "unseen" }, "Each place with the words before and after"),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          ["Place", "Before", "Word", "After"].map((head) => make("th", { scope: "col" }, head)),
        ),
      ),
      make(
        "tbody",
        {},
        pageOf(state, sorted).map((hit) => hitRow(corpus, state, hit)),
      ),
    ),
    hits.length > SIZES[0] ? pager(state, hits.length) : null,
  );
}

function hitRow(corpus, state, hit) {
  const { left, word, right } = contextOf(corpus, hit);
  const segment = segmentAt(corpus, hit);
  const interview = corpus.interviews.id[corpus.turns.interview[hit.turn]];
  const turn = corpus.turns.number[hit.turn];
  const at =
    segment >= 0 ? segmentId(corpus, segment) : `${interview}.${String(turn).padStart(3, "0")}`;
  return make(
    "tr",
    {},
    make(
      "th",
      { scope: "row" },
      link(
        addressOf(state, { view: "transcript", interview, at }),
        {},
        `${interview}, ${turn}`,
      ),
    ),
    make("td", { class: "left" }, make("span", { class: "clip" }, said("bdi", {}, shown(left)))),
    said("td", { class: "key" }, make("mark", { class: "word" }, word)),
    make("td", { class: "right" }, make("span", { class: "clip" }, said("bdi", {}, shown(right)))),
  );
}
