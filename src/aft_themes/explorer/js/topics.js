// The view of topics: a map of all passages, two levels of topics, and the passages of one.

const TOPICS_HINT =
  "A program grouped passages with similar words. Topics are a heuristic, not findings: read their passages before you use a name. On the map, passages that lie close use similar words; distances between groups mean little.";

function topicsView(corpus, state, counts) {
  const found = findTopic(corpus, state.topic);
  return {
    status: found ? statusOf(corpus, state, counts) : `${plural(corpus.topics.length, "topic")}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "Topics"),
      hint(corpus.topics.length ? TOPICS_HINT : "No stable topics were found in this study."),
      filterList(corpus, state, true),
      ...(corpus.topics.length
        ? [topicMap(corpus, state, counts), topicTable(corpus, state, counts)]
        : []),
      found ? topicCard(corpus, state, counts, found) : null,
    ],
  };
}

// --- the map --------------------------------------------------------------------------------

const POINTING = "Point at a dot to read its passage here; choose it to open the transcript.";
const MAP_UNITS = 1000;
const MAP_COLOURS = 6; // as many as can be told apart; the names on the map say which is which
const EDGE = 8; // px of room around the outermost points
const NEAR = 14; // px within which a click means a point: half a target of 24 px, and a little

// the points are a picture; the names on it are links, and the table below says the same in words
function topicMap(corpus, state, counts) {
  const canvas = make("canvas", { class: "points", "aria-hidden": "true" });
  const words = said("p", { class: "hint under", "aria-hidden": "true" }, POINTING);
  const map = make(
    "nav",
    { class: "map", "aria-label": "Map of topics" },
    canvas,
    make("ul", {}, topicPlaces(corpus).map((place) => mapName(corpus, state, place))),
  );
  const chart = { corpus, state, counts, canvas, map };
  canvas.addEventListener("pointermove", (event) => {
    const segment = pointAt(chart, event);
    canvas.classList.toggle("over", segment >= 0);
    words.textContent =
      segment < 0 ? POINTING : shown(corpus.text.slice(corpus.segments.start[segment], corpus.segments.end[segment]));
  });
  canvas.addEventListener("click", (event) => {
    const segment = pointAt(chart, event);
    if (segment >= 0) go(transcriptAddress(corpus, state, segment));
  });
  new ResizeObserver(() => drawMap(chart)).observe(map);
  return make("div", { class: "chart" }, map, words);
}

// the middle of each topic's passages
const topicPlaces = once((corpus) => {
  const { topic, x, y } = corpus.segments;
  const places = corpus.topics.map((_, number) => ({ number, xs: [], ys: [] }));
  topic.forEach((one, segment) => {
    if (one < 0 || x[segment] < 0) return;
    places[one].xs.push(x[segment]);
    places[one].ys.push(y[segment]);
  });
  const middle = (all) => all.sort((a, b) => a - b)[all.length >> 1];
  return places
    .filter(({ xs }) => xs.length)
    .map(({ number, xs, ys }) => ({ number, x: middle(xs), y: middle(ys) }));
});

function mapName(corpus, state, { number, x, y }) {
  const { id, name } = corpus.topics[number];
  const chosen = state.topic === id;
  const anchor = link(
    addressOf(state, { topic: chosen ? "" : id, at: "" }),
    { class: `map-name colour${colourOf(corpus, number)}`, "aria-current": chosen ? "true" : null },
    make("b", {}, id),
    make("span", {}, ` ${name}`),
  );
  const item = make("li", {}, anchor);
  item.style.left = `${(100 * x) / MAP_UNITS}%`;
  item.style.top = `${100 - (100 * y) / MAP_UNITS}%`;
  return item;
}

// topics of one broad topic share a colour
function colourOf(corpus, number) {
  const { broad } = corpus.topics[number];
  return (broad >= 0 ? broad : number) % MAP_COLOURS;
}

function drawMap({ corpus, counts, state, canvas, map }) {
  const { clientWidth: wide, clientHeight: high } = map;
  const scale = devicePixelRatio || 1;
  canvas.width = wide * scale;
  canvas.height = high * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const look = getComputedStyle(map);
  const colours = Array.from({ length: MAP_COLOURS }, (_, at) => look.getPropertyValue(`--map${at}`));
  const faint = look.getPropertyValue("--line");
  const { topic, x, y } = corpus.segments;
  const chosen = state.topic || state.code || state.person ? new Set(counts.segments) : null;
  const size = corpus.segments.count > 5000 ? 1.5 : 3; // many points would be one blot
  for (const front of chosen ? [false, true] : [true]) {
    for (let segment = 0; segment < corpus.segments.count; segment += 1) {
      if (x[segment] < 0 || (chosen && chosen.has(segment) !== front)) continue;
      pen.fillStyle = front && topic[segment] >= 0 ? colours[colourOf(corpus, topic[segment])] : faint;
      const [left, top] = placeOnMap(wide, high, x[segment], y[segment]);
      pen.fillRect(left - size / 2, top - size / 2, size, size);
    }
  }
  spreadNames(map);
}

function placeOnMap(wide, high, x, y) {
  const within = (part, whole) => EDGE + part * (whole - 2 * EDGE);
  return [within(x / MAP_UNITS, wide), within(1 - y / MAP_UNITS, high)];
}

function pointAt({ corpus, canvas }, event) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const { x, y } = corpus.segments;
  let best = -1;
  let nearest = NEAR ** 2;
  for (let segment = 0; segment < corpus.segments.count; segment += 1) {
    if (x[segment] < 0) continue;
    const [across, down] = placeOnMap(width, height, x[segment], y[segment]);
    const distance = (left + across - event.clientX) ** 2 + (top + down - event.clientY) ** 2;
    if (distance < nearest) [nearest, best] = [distance, segment];
  }
  return best;
}

// names stand within the map and below one another where they would overlap
function spreadNames(map) {
  const frame = map.getBoundingClientRect();
  const items = [...map.querySelectorAll("li")];
  for (const item of items) item.style.translate = "";
  const placed = [];
  const boxes = items.map((item) => ({ item, box: item.getBoundingClientRect() }));
  for (const { item, box } of boxes.sort((a, b) => a.box.top - b.box.top)) {
    const across = Math.max(frame.left - box.left, Math.min(0, frame.right - box.right));
    let down = 0;
    for (const other of placed) {
      const beside = box.right + across < other.left || box.left + across > other.right;
      if (!beside && box.top + down < other.bottom) down = other.bottom - box.top + 2;
    }
    placed.push({ left: box.left + across, right: box.right + across, bottom: box.bottom + down });
    item.style.translate = `${across}px ${down}px`;
  }
}

// --- the same in words ----------------------------------------------------------------------

function topicTable(corpus, state, counts) {
  const heads = ["Topic", "Foremost words", "Passages", "Participants", "Most often after"];
  return make(
    "div",
    { class: "scrolled", tabindex: "0", role: "region", "aria-label": "The map as a table" },
    make(
      "table",
      { class: "pairs topics" },
      make("caption", {}, "The map as a table (counts of the present choice)"),
      tableHead(heads),
      broadGroups(corpus).map(({ broad, topics }) =>
        make(
          "tbody",
          {},
          broad === null ? null : broadRow(corpus, state, counts, broad),
          topics.map((number) => topicRow(corpus, state, counts, number)),
        ),
      ),
    ),
  );
}

// topics in their broad topics; those without one come last
function broadGroups(corpus) {
  const groups = corpus.broad_topics.map((_, broad) => ({ broad, topics: [] }));
  const rest = { broad: null, topics: [] };
  corpus.topics.forEach(({ broad }, number) => (groups[broad] ?? rest).topics.push(number));
  return rest.topics.length ? [...groups, rest] : groups;
}

function broadRow(corpus, state, counts, number) {
  const { id, name, terms } = corpus.broad_topics[number];
  return make(
    "tr",
    { class: "broad" },
    topicHead(state, `b${id}`, `Broad: ${name}`),
    make("td", {}, terms.slice(0, 6).join(", ")),
    topicCounts(counts.broad, number),
    make("td", {}),
  );
}

function topicRow(corpus, state, counts, number) {
  const { id, name, terms, question, question_share: part } = corpus.topics[number];
  return make(
    "tr",
    {},
    topicHead(state, id, `${id} ${name}`),
    make("td", {}, terms.slice(0, 6).join(", ")),
    topicCounts(counts.topics, number),
    make("td", {}, question ? `${Math.round(100 * part)}%: ${shown(question)}` : ""),
  );
}

function topicHead(state, topic, text) {
  const current = state.topic === topic ? "true" : null;
  return make(
    "th",
    { scope: "row" },
    link(addressOf(state, { topic, at: "" }), { "aria-current": current }, text),
  );
}

function topicCounts(counter, number) {
  return [counter.segments, counter.people].map((list) =>
    make("td", { class: "number" }, amount(list[number])),
  );
}

function topicCard(corpus, state, counts, topic) {
  const { terms, flags = [], question, question_share: part, offered, exclude } = topic;
  return [
    make(
      "section",
      { "aria-labelledby": "topic-title" },
      make("h3", { id: "topic-title" }, `Topic ${topicName(corpus, state.topic)}`),
      make("p", {}, `Foremost words: ${terms.join(", ")}.`),
      offered ? make("p", {}, `Words, and codes that belong to it: ${offered}.`) : null,
      exclude ? make("p", {}, `May be left out: ${exclude}.`) : null,
      question
        ? make("p", {}, `${Math.round(100 * part)}% of its passages follow one question: `, make("q", {}, shown(question)))
        : null,
      flags.length ? make("p", {}, `Caution: ${flags.join("; ")}.`) : null,
    ),
    passagesSection(corpus, state, counts),
  ];
}
