// The choices: made once, and brought up to date in place so that the keyboard's focus stays.

function makeSidebar(corpus, place) {
  const open = new Set();
  const rows = corpus.codes.map(() => null);
  let state = null;

  const codeItem = (code) => {
    const below = corpus.children[code];
    const list = below.length
      ? make("ul", { id: `below-${code}`, hidden: true }, below.map(codeItem))
      : null;
    const toggle = below.length
      ? make("button", {
          type: "button",
          class: "toggle",
          "aria-expanded": "false",
          "aria-controls": `below-${code}`,
          "aria-label": `Codes below ${corpus.codes[code].name}`,
          on: { click: () => expand(code, !open.has(code)) },
        })
      : make("span", { class: "toggle" });
    const count = make("span", { class: "count" });
    const meter = bar(0);
    const anchor = link(
      "#",
      { class: "code" },
      make("span", { class: "name" }, corpus.codes[code].name),
      count,
      meter,
    );
    rows[code] = { toggle, list, anchor, count, fill: meter.firstChild };
    return make("li", {}, make("div", { class: "row" }, toggle, anchor), list);
  };

  const expand = (code, wanted) => {
    if (wanted) open.add(code);
    else open.delete(code);
    rows[code].list.hidden = !wanted;
    rows[code].toggle.setAttribute("aria-expanded", String(wanted));
  };

  const domains = corpus.codes.flatMap((code, number) => (code.parent < 0 ? [number] : []));
  const all = link("#", { class: "code every" }, "All passages");
  const uncoded = link("#", { class: "code every" }, "Passages without a code");
  const clear = link("#", { class: "clear" }, "Clear all choices");
  const selects = makeSelects(corpus, (change) =>
    go(addressOf(state, { at: "", view: listView(state), ...change(state) })),
  );
  place.append(
    make(
      "section",
      { "aria-labelledby": "filters-title" },
      make("h2", { id: "filters-title" }, "Filters"),
      make("div", { class: "fields" }, selects.map(({ field }) => field)),
      clear,
    ),
    make(
      "section",
      { "aria-labelledby": "codes-title" },
      make("h2", { id: "codes-title" }, "Codes"),
      make("p", { class: "hint" }, "Participants who speak of each, in the present choice."),
      make(
        "ul",
        { class: "tree" },
        make("li", {}, all),
        domains.map(codeItem),
        make("li", {}, uncoded),
      ),
    ),
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
    const chosen = corpus.codeNumber.get(state.code);
    for (let at = chosen ?? -1; at >= 0; at = corpus.codes[at].parent) {
      if (rows[at].list && !open.has(at)) expand(at, true);
    }
    const whole = counts.scope.ofCoded;
    rows.forEach(({ anchor, count, fill }, code) => {
      const people = counts.codes.people[code];
      anchor.href = to(corpus.codes[code].id);
      setCurrent(anchor, code === chosen);
      anchor.classList.toggle("nobody", people === 0);
      count.replaceChildren(
        unseen(": "),
        amount(people),
        unseen(
          ` of ${plural(whole, "participant")}, ${plural(counts.codes.segments[code], "segment")}`,
        ),
      );
      fill.style.width = `${(100 * share(people, whole)).toFixed(1)}%`;
    });
    for (const { update } of selects) update(state, counts);
  };
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
        options: corpus.topics.map(({ id }) => [id, topicName(corpus, id)]),
        chosen: (state) => state.topic,
        change: (topic) => () => ({ topic }),
        count: (counts, value) => people(counts.topics, value),
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
