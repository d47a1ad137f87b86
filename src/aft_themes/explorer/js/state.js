// What the reader has chosen stands in the address, and nowhere else.

const UNCODED = "-";
const SIZES = [20, 100, 500];
const SORTS = ["place", "left", "right"];
const HOWS = ["and", "or", "not"]; // how a second code is joined to the first
const COLUMNS = ["groups", "people"];
const VIEWS = [
  "themes",
  "words",
  "transcript",
  "matrix",
  "together",
  "compare",
  "portrait",
  "topics",
  "quotes",
  "coding",
];

function readState(hash, corpus) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const unknown = [];
  const pick = (key, allowed, fallback = "") => {
    const value = given.get(key) ?? "";
    if (!value || allowed(value)) return value || fallback;
    unknown.push(`${key}=${value}`);
    return fallback;
  };
  const attributes = {};
  for (const { name, values } of corpus.participants.attributes) {
    const value = pick(`a.${name}`, (wanted) => values.includes(wanted));
    if (value) attributes[name] = value;
  }
  const isNumber = (value) => /^[1-9]\d{0,6}$/.test(value);
  return {
    view: pick("view", (value) => VIEWS.includes(value), "themes"),
    code: pick("code", (value) => value === UNCODED || corpus.codeNumber.has(value)),
    valence: pick("valence", (value) => corpus.valences.includes(value)),
    person: pick("participant", (value) => corpus.personNumber.has(value)),
    topic: pick("topic", (value) => findTopic(corpus, value) !== null),
    attributes,
    other: pick("with", (value) => corpus.codeNumber.has(value)),
    how: pick("how", (value) => HOWS.includes(value), "and"),
    by: pick("by", (wanted) => corpus.participants.attributes.some(({ name }) => name === wanted)),
    columns: pick("columns", (value) => COLUMNS.includes(value), "groups"),
    groups: pick("groups", (value) => /^\d{1,4}(\.\d{1,4}){0,3}$/.test(value)),
    suggestions: given.get("suggestions") === "shown",
    query: given.get("q") ?? "",
    everyone: given.get("voices") === "all",
    inside: given.get("in") === "selection",
    sort: pick("sort", (value) => SORTS.includes(value), "place"),
    interview: pick("interview", (value) => corpus.interviewNumber.has(value)),
    at: given.get("at") ?? "",
    page: Number(pick("page", isNumber, "1")),
    size: Number(pick("size", (value) => SIZES.includes(Number(value)), "20")),
    unknown,
  };
}

function writeState(state) {
  const pairs = [
    ["view", state.view === "themes" ? "" : state.view],
    ["code", state.code],
    ["valence", state.valence],
    ["participant", state.person],
    ...Object.entries(state.attributes).map(([name, value]) => [`a.${name}`, value]),
    ["topic", state.topic],
    ["with", state.other],
    ["how", state.other && state.how !== "and" ? state.how : ""],
    ["by", state.by],
    ["columns", state.columns === "groups" ? "" : state.columns],
    ["groups", state.groups],
    ["suggestions", state.suggestions ? "shown" : ""],
    ["q", state.query],
    ["voices", state.everyone ? "all" : ""],
    ["in", state.inside ? "selection" : ""],
    ["sort", state.sort === "place" ? "" : state.sort],
    ["interview", state.interview],
    ["at", state.at],
    ["page", state.page === 1 ? "" : String(state.page)],
    ["size", state.size === 20 ? "" : String(state.size)],
  ];
  return `#${new URLSearchParams(pairs.filter(([, value]) => value))}`;
}

// the address of a change; a new choice begins on its first page
function addressOf(state, change) {
  return writeState({ ...state, page: 1, ...change });
}

function withAttribute(state, name, value) {
  const attributes = { ...state.attributes };
  if (value) attributes[name] = value;
  else delete attributes[name];
  return { attributes };
}
