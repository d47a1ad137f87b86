// The choices: made once, and brought up to date in place so that the keyboard's focus stays.

function makeSidebar(corpus, place) {
  const tree = { corpus, items: corpus.codes.map(() => []) };
  let state = null;
  const all = link("#", { class: "code every" }, "All passages");
  const uncoded = link("#", { class: "code every" }, "Passages without a code");
  const clear = link("#", { class: "clear" }, "Clear all choices");
  const selects = makeSelects(corpus, (change) =>
    go(addressOf(state, { at: "", view: listView(state), ...change(state) })),
  );
  const themes = themesOf(corpus);
  const codes = domainsOf(corpus).map((code) => codeItem(tree, code, null));
  const count = hint("Participants who speak of each, in the present choice.");
  place.append(
    sideSection("Filters", [
      make("div", { class: "fields" }, selects.map(({ field }) => field)),
      clear,
    ]),
    themes.length
      ? sideSection("Themes", [
          count,
          make("ul", { class: "tree" }, themes.map((code) => codeItem(tree, code, null))),
        ])
      : "",
    sideSection("Codes", [
      themes.length ? "" : count,
      codeSearch(tree, (code) => go(addressOf(state, { code: corpus.codes[code].id, at: "" }))),
      make("ul", { class: "tree" }, make("li", {}, all), codes, make("li", {}, uncoded)),
    ]),
  );

  return (next, counts) => {
    state = next;
    const view = listView(state);
    // in a transcript, a code is marked there; elsewhere its passages are listed
    const to = (code) => addressOf(state, { code, at: "" });
    all.href = to("");
    uncoded.href = addressOf(state, { view, code: UNCODED, at: "" });
    setCurrent(all, !state.code);
    setCurrent(uncoded, state.code === UNCODED);
    clear.href =
      view === "words" ? writeState({ ...readState("", corpus), view, query: state.query }) : "#";
    updateTree(tree, corpus.codeNumber.get(state.code), counts, to);
    for (const { update } of selects) update(state, counts);
  };
}

function sideSection(title, content) {
  const id = `${title.toLowerCase()}-title`;
  return make("section", { "aria-labelledby": id }, make("h2", { id }, title), content);
}

const FEW_CODES = 8; // as many are seen at once

// a field that leaves in the tree the codes that hold what is typed; Enter takes the best of them
function codeSearch(tree, choose) {
  if (tree.corpus.bookSize <= FEW_CODES) return "";
  const none = hint("No code has these words.");
  none.hidden = true;
  const show = () => {
    none.hidden = showMatching(tree, input.value) > 0;
  };
  const input = make("input", {
    id: "find-code",
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    on: {
      input: show,
      keydown: (event) => {
        const [best] = input.value.trim() ? matchCodes(tree.corpus, input.value) : [];
        const taken = event.key === "Enter" && best !== undefined;
        if (taken || event.key === "Escape") {
          input.value = "";
          show();
        }
        if (taken) {
          choose(best);
          toMain(event);
        }
      },
    },
  });
  return make("div", { class: "field" }, make("label", { for: "find-code" }, "Find a code"), input, none);
}

// hides all others, and says how many there are; all are shown where nothing is typed
function showMatching({ corpus, items }, typed) {
  const every = items.flat();
  for (const item of every) {
    item.wasOpen ??= item.list && !item.list.hidden;
    item.li.hidden = Boolean(typed.trim());
  }
  if (!typed.trim()) {
    for (const item of every.filter(({ list }) => list)) expand(item, item.wasOpen);
    for (const item of every) item.wasOpen = undefined;
    return every.length;
  }
  const found = matchCodes(corpus, typed);
  for (const item of found.flatMap((code) => items[code])) {
    item.li.hidden = false;
    for (let at = item.above; at; at = at.above) {
      at.li.hidden = false;
      expand(at, true);
    }
  }
  return found.length;
}

// a code and the codes below it; a code of a theme stands in two places
function codeItem(tree, code, above) {
  const { corpus, items } = tree;
  const { name } = corpus.codes[code];
  const below = corpus.children[code];
  const id = `below-${code}-${items[code].length}`;
  const item = { above, list: null, toggle: make("span", { class: "toggle" }) };
  if (below.length) {
    item.list = make("ul", { id, hidden: true });
    item.toggle = make("button", {
      type: "button",
      class: "toggle",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": `Codes below ${name}`,
      on: { click: () => expand(item, item.list.hidden) },
    });
  }
  const meter = bar(0);
  item.fill = meter.firstChild;
  item.count = make("span", { class: "count" });
  item.anchor = link("#", { class: "code" }, make("span", { class: "name" }, name), item.count, meter);
  items[code].push(item);
  item.list?.append(...below.map((child) => codeItem(tree, child, item)));
  item.jump = make("a", { class: "jump", href: "#main", hidden: true, on: { click: toMain } }, "To its passages");
  item.li = make("li", {}, make("div", { class: "row" }, item.toggle, item.anchor), item.jump, item.list);
  return item.li;
}

function expand(item, wanted) {
  item.list.hidden = !wanted;
  item.toggle.setAttribute("aria-expanded", String(wanted));
}

function updateTree({ corpus, items }, chosen, counts, to) {
  const whole = counts.scope.ofCoded;
  items.forEach((places, code) => {
    const people = counts.codes.people[code];
    const address = to(corpus.codes[code].id);
    const rest = ` of ${plural(whole, "participant")}, ${plural(counts.codes.segments[code], "segment")}`;
    for (const item of places) {
      if (code === chosen) openAbove(item);
      item.anchor.href = address;
      setCurrent(item.anchor, code === chosen);
      item.jump.hidden = code !== chosen;
      item.anchor.classList.toggle("nobody", people === 0);
      item.count.replaceChildren(unseen(": "), amount(people), unseen(rest));
      item.fill.style.width = `${(100 * share(people, whole)).toFixed(1)}%`;
    }
  });
}

function openAbove(item) {
  for (let at = item.above; at; at = at.above) expand(at, true);
}

// where a choice of people is seen: in the present view, unless that shows one interview
function listView(state) {
  return ["transcript", "coding", "quotes"].includes(state.view) ? "themes" : state.view;
}

function setCurrent(anchor, current) {
  if (current) anchor.setAttribute("aria-current", "true");
  else anchor.removeAttribute("aria-current");
}

function makeSelects(corpus, choose) {
  const people = (counter, value) => plural(counter.people[value], "participant");
  const valences = makeSelect({
    id: "valence",
    label: "Valence",
    every: "Any",
    options: corpus.valences.map((valence) => [valence, VALENCE_WORDS[valence]]),
    chosen: (state) => state.valence,
    change: (valence) => () => ({ valence }),
    count: (counts, value) => people(counts.valences, value),
    choose,
  });
  const selects = [
    ...(corpus.valued ? [valences] : []),
    makeSelect({
      id: "participant",
      label: "Participant",
      every: "All",
      options: corpus.participants.id.map((id) => [id, id]),
      chosen: (state) => state.person,
      change: (person) => () => ({ person }),
      count: (counts, value) => plural(counts.perPersonOther[value], "segment"),
      choose,
    }),
    ...corpus.participants.attributes.map(({ name, values }, number) =>
      makeSelect({
        id: `attribute-${number}`,
        label: attributeLabel(name),
        every: "Any",
        options: values.map((value) => [value, value]),
        chosen: (state) => state.attributes[name] ?? "",
        change: (value) => (state) => withAttribute(state, name, value),
        count: (counts, value) =>
          `${counts.attributes[number].people[value]} of ${counts.ofAttributes[number][value]}`,
        choose,
      }),
    ),
  ];
  if (corpus.topics.length) {
    selects.push(
      makeSelect({
        id: "topic",
        label: "Topic",
        hint: "Topics are a heuristic, not findings: a program grouped similar words.",
        every: "Any",
        options: [
          ...corpus.topics.map(({ id }) => [id, topicName(corpus, id)]),
          ...corpus.broad_topics.map(({ id, name }) => [`b${id}`, `Broad: ${name}`]),
        ],
        chosen: (state) => state.topic,
        change: (topic) => () => ({ topic }),
        count: (counts, value) =>
          value < corpus.topics.length
            ? people(counts.topics, value)
            : people(counts.broad, value - corpus.topics.length),
        choose,
      }),
    );
  }
  return selects;
}

function attributeLabel(name) {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MOST_COUNTED = 200;

function makeSelect({ id, label, hint, every, options, chosen, change, count, choose }) {
  const texts = options.map(([value, text]) => make("option", { value }, text));
  const select = make(
    "select",
    {
      id,
      "aria-describedby": hint ? `${id}-hint` : null,
      on: { change: (event) => choose(change(event.target.value)) },
    },
    make("option", { value: "" }, every),
    texts,
  );
  const field = make(
    "div",
    { class: "field" },
    make("label", { for: id }, label),
    select,
    hint ? make("p", { class: "hint", id: `${id}-hint` }, hint) : null,
  );
  const update = (state, counts) => {
    // a browser measures a list anew for every option that changes: too slow for very long ones
    if (texts.length <= MOST_COUNTED) {
      texts.forEach((option, value) => {
        option.textContent = `${options[value][1]} (${count(counts, value)})`;
      });
    }
    select.value = chosen(state);
    select.classList.toggle("set", Boolean(chosen(state)));
  };
  return { field, update };
}
