// The interviews that nobody has coded: how many decisions each asks for, and a way to each.

const OFFERED = ["likely", "sure", "sample"];

// by interview, what a reviewer is offered and has not decided
function openOffers(corpus) {
  const decided = decidedBy(corpus);
  const found = new Map();
  corpus.suggestions.kind.forEach((kind, row) => {
    const name = corpus.kinds[kind];
    if (!OFFERED.includes(name)) return;
    const one = suggestedCase(corpus, row);
    const id = interviewOf(corpus, corpus.segments.turn[one.segment]);
    if (!found.has(id)) found.set(id, { id, single: 0, sure: 0, done: 0 });
    const counts = found.get(id);
    if (decided.has(decisionKey(corpus, one))) counts.done += 1;
    else if (name === "sure") counts.sure += 1;
    else counts.single += 1;
  });
  return [...found.values()];
}

function worklist(desk) {
  const { corpus } = desk;
  const offers = corpus.suggestions.kind.some((kind) => OFFERED.includes(corpus.kinds[kind]));
  if (!offers) return "";
  return unfolding("worklist", "Interviews that nobody has coded", () => workTable(desk));
}

function workTable({ corpus, state }) {
  const found = openOffers(corpus);
  const sum = (name) => found.reduce((total, one) => total + one[name], 0);
  const lists = found.filter(({ sure }) => sure).length;
  return [
    hint(
      `${plural(sum("single") + lists, "decision")} left: ${amount(sum("single"))} one by one, and ${plural(lists, "list")} of together ${plural(sum("sure"), "sure suggestion")}. What is not suggested is not here.`,
    ),
    make(
      "table",
      { class: "pairs" },
      make("caption", { class: "unseen" }, "Open suggestions by interview"),
      tableHead(["Interview", "One by one", "Sure, together", "Decided"]),
      make(
        "tbody",
        {},
        found.map(({ id, single, sure, done }) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, link(addressOf(state, { interview: id, at: "" }), {}, id)),
            [single, sure, done].map((n) => make("td", { class: "number" }, amount(n))),
          ),
        ),
      ),
    ),
  ];
}
