// A field in which a code is typed and found, with its definition and the valence at hand.

const VALENCE_KEYS = { "+": "benefit", "-": "challenge", "*": "mixed", 0: "none" };
const MOST_FOUND = 12; // codes shown under what was typed

// calls give(code, valence) with the code that was chosen
function codeFinder(corpus, { prefix, label, code = -1, valence = "none", give, leave }) {
  const finder = { corpus, prefix, code, wanted: valence };
  finder.list = make("ul", { id: `${prefix}-found`, role: "listbox", "aria-label": "Codes", class: "found" });
  finder.about = make("p", { class: "hint", id: `${prefix}-about`, role: "note" });
  finder.valences = valenceChoice(prefix, valence, (one) => (finder.wanted = one));
  finder.leave = leave;
  finder.give = () => {
    const chosen = finder.found[finder.active];
    if (chosen !== undefined) give(corpus.codes[chosen].id, valenceOf(finder.valences));
  };
  finder.input = make("input", {
    id: prefix,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "true",
    "aria-controls": `${prefix}-found`,
    "aria-describedby": `${prefix}-about`,
    on: {
      input: () => findCodes(finder),
      keydown: (event) => keyInFinder(finder, event),
    },
  });
  findCodes(finder);
  return {
    give: finder.give,
    nodes: [
      make("label", { for: prefix }, label),
      finder.input,
      finder.list,
      finder.about,
      finder.valences,
    ],
  };
}

function valenceChoice(prefix, chosen, change = () => {}) {
  return make(
    "fieldset",
    { class: "options", on: { change: ({ target }) => change(target.value) } },
    make("legend", {}, "Valence"),
    Object.entries(VALENCE_KEYS).map(([key, valence]) =>
      make(
        "label",
        { class: "box", for: `${prefix}-${valence}` },
        make("input", {
          id: `${prefix}-${valence}`,
          type: "radio",
          name: `valence-of-${prefix}`,
          value: valence,
          checked: valence === chosen,
        }),
        ` ${VALENCE_WORDS[valence]} (${key})`,
      ),
    ),
  );
}

function setValence(choice, valence) {
  for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === valence;
}

function valenceOf(choice) {
  return choice.querySelector(":checked")?.value ?? "none";
}

// the codebook fixes the valence of some codes
function fixedValence(corpus, code) {
  const { valence } = corpus.codes[code];
  return corpus.valences.includes(valence) ? valence : "";
}

// codes whose name or path holds every word that was typed; best matches first
function matchCodes(corpus, typed) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return corpus.codes
    .slice(0, corpus.bookSize) // themes are not given to passages
    .map(({ name }, code) => ({ code, name: fold(name), path: fold(codePath(corpus, code)) }))
    .filter(({ path }) => words.every((word) => path.includes(word)))
    .sort((a, b) => rank(b, words) - rank(a, words) || a.code - b.code)
    .map(({ code }) => code);
}

function rank({ name }, words) {
  if (!words.length) return 0;
  if (name.startsWith(words[0])) return 2;
  return words.every((word) => name.includes(word)) ? 1 : 0;
}

function findCodes(finder) {
  const { corpus, list, input, prefix } = finder;
  const matches = matchCodes(corpus, input.value);
  // before anything is typed, the code at hand comes first: Enter keeps it
  if (!input.value && finder.code >= 0) matches.unshift(finder.code);
  finder.found = [...new Set(matches)].slice(0, MOST_FOUND);
  list.replaceChildren(
    ...finder.found.map((code, at) =>
      make(
        "li",
        {
          id: `${prefix}-found-${at}`,
          role: "option",
          "aria-selected": "false",
          on: {
            mousedown: (event) => event.preventDefault(), // the focus stays where one types
            click: () => {
              setActive(finder, at);
              finder.give();
            },
          },
        },
        codePath(corpus, code),
      ),
    ),
  );
  setActive(finder, 0);
}

function setActive(finder, at) {
  const { corpus, prefix, list, input, about } = finder;
  finder.active = at;
  [...list.children].forEach((item, row) => item.setAttribute("aria-selected", String(row === at)));
  const code = finder.found[at];
  if (code === undefined) {
    input.removeAttribute("aria-activedescendant");
    about.textContent = "No code has this name. You can propose one below.";
    return;
  }
  input.setAttribute("aria-activedescendant", `${prefix}-found-${at}`);
  list.children[at].scrollIntoView({ block: "nearest" });
  const { definition, include, exclude } = corpus.codes[code];
  about.textContent = [definition, include && `Include: ${include}`, exclude && `Exclude: ${exclude}`]
    .filter(Boolean)
    .join(" ");
  // for codes whose valence is open, what the coder chose holds
  setValence(finder.valences, fixedValence(corpus, code) || finder.wanted);
}

function keyInFinder(finder, event) {
  const { key } = event;
  if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    const step = key === "ArrowDown" ? 1 : -1;
    setActive(finder, Math.min(finder.found.length - 1, Math.max(0, finder.active + step)));
  } else if (key === "Enter") {
    event.preventDefault();
    finder.give();
  } else if (key === "Escape") {
    finder.leave();
  } else if (Object.hasOwn(VALENCE_KEYS, key)) {
    event.preventDefault();
    finder.wanted = VALENCE_KEYS[key];
    setValence(finder.valences, finder.wanted);
    announce(VALENCE_WORDS[finder.wanted]);
  }
}
