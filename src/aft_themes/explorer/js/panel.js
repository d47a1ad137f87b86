// Beside the transcript: the words that are selected, the code to give, what was coded, and proposals.

const VALENCE_KEYS = { "+": "benefit", "-": "challenge", "*": "mixed", 0: "none" };
const MOST_FOUND = 12; // codes shown under what was typed
const PROPOSAL_COLUMNS = ["kind", "code", "name", "definition", "reason", "coder"];

function drawPanel(desk) {
  desk.panel.replaceChildren(
    desk.pending
      ? givePanel(desk)
      : make("p", { class: "hint" }, "No words are selected."),
    myCodings(desk),
    reviewQueue(desk),
    proposalForm(desk),
  );
}

function givePanel(desk) {
  const { corpus, pending, editing } = desk;
  const words = corpus.text.slice(pending.start, pending.end);
  const form = {
    code: editing ? (corpus.codeNumber.get(editing.code) ?? -1) : -1,
    wanted: editing?.valence ?? "none",
  };
  form.list = make("ul", { id: "found", role: "listbox", "aria-label": "Codes", class: "found" });
  form.about = make("p", { class: "hint", id: "about", role: "note" });
  form.input = make("input", {
    id: "give",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "true",
    "aria-controls": "found",
    "aria-describedby": "about",
    on: {
      input: () => findCodes(corpus, form),
      keydown: (event) => keyInCode(desk, form, event),
    },
  });
  form.valences = valenceChoice(form.wanted);
  form.valences.addEventListener("change", ({ target }) => (form.wanted = target.value));
  form.memo = make("input", { id: "memo", type: "text", class: "note", value: editing?.memo ?? "" });
  form.give = () => giveCode(desk, form);
  findCodes(corpus, form);
  return make(
    "section",
    { class: "give", "aria-label": "Give a code" },
    said("blockquote", { class: "words" }, shown(words)),
    pending.widened
      ? hint("These words stand twice in the turn; a few more were taken so that they can be found.")
      : null,
    make("label", { for: "give" }, editing ? "Change the code to" : "Code"),
    form.input,
    form.list,
    form.about,
    form.valences,
    make("label", { for: "memo" }, "Memo"),
    form.memo,
    make(
      "div",
      { class: "actions" },
      make("button", { type: "button", class: "action main", on: { click: form.give } }, "Give this code"),
      make("button", { type: "button", class: "action", on: { click: () => leavePanel(desk) } }, "Cancel"),
    ),
  );
}

function valenceChoice(chosen) {
  return make(
    "fieldset",
    { class: "options" },
    make("legend", {}, "Valence"),
    Object.entries(VALENCE_KEYS).map(([key, valence]) =>
      make(
        "label",
        { class: "box", for: `valence-${valence}` },
        make("input", {
          id: `valence-${valence}`,
          type: "radio",
          name: "valence-of-coding",
          value: valence,
          checked: valence === chosen,
        }),
        ` ${VALENCE_WORDS[valence]} (${key})`,
      ),
    ),
  );
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

function findCodes(corpus, form) {
  form.found = matchCodes(corpus, form.input.value).slice(0, MOST_FOUND);
  form.active = Math.max(0, form.found.indexOf(form.code));
  form.list.replaceChildren(
    ...form.found.map((code, at) =>
      make(
        "li",
        {
          id: `found-${at}`,
          role: "option",
          "aria-selected": "false",
          on: {
            mousedown: (event) => event.preventDefault(), // the focus stays where one types
            click: () => {
              setActive(corpus, form, at);
              form.give();
            },
          },
        },
        codePath(corpus, code),
      ),
    ),
  );
  setActive(corpus, form, form.active);
}

function setActive(corpus, form, at) {
  form.active = at;
  [...form.list.children].forEach((item, row) =>
    item.setAttribute("aria-selected", String(row === at)),
  );
  const code = form.found[at];
  if (code === undefined) {
    form.input.removeAttribute("aria-activedescendant");
    form.about.textContent = "No code has this name. You can propose one below.";
    return;
  }
  form.input.setAttribute("aria-activedescendant", `found-${at}`);
  form.list.children[at].scrollIntoView({ block: "nearest" });
  const { definition, include, exclude, valence } = corpus.codes[code];
  form.about.textContent = [
    definition,
    include && `Include: ${include}`,
    exclude && `Exclude: ${exclude}`,
  ]
    .filter(Boolean)
    .join(" ");
  // the codebook fixes the valence of some codes; for others, what the coder chose holds
  setValence(form, corpus.valences.includes(valence) ? valence : form.wanted);
}

function setValence(form, valence) {
  for (const radio of form.valences.querySelectorAll("input")) {
    radio.checked = radio.value === valence;
  }
}

function keyInCode(desk, form, event) {
  const { key } = event;
  if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    const step = key === "ArrowDown" ? 1 : -1;
    const at = Math.min(form.found.length - 1, Math.max(0, form.active + step));
    setActive(desk.corpus, form, at);
  } else if (key === "Enter") {
    event.preventDefault();
    form.give();
  } else if (key === "Escape") {
    leavePanel(desk);
  } else if (Object.hasOwn(VALENCE_KEYS, key)) {
    event.preventDefault();
    form.wanted = VALENCE_KEYS[key];
    setValence(form, form.wanted);
    announce(VALENCE_WORDS[VALENCE_KEYS[key]]);
  }
}

function giveCode(desk, form) {
  const { corpus, pending, editing } = desk;
  const code = form.found[form.active];
  if (code === undefined) return;
  const { id, name } = corpus.codes[code];
  const valence = form.valences.querySelector(":checked")?.value ?? "none";
  if (editing) changeRecord(corpus, () => Object.assign(editing, { code: id, valence, memo: form.memo.value }));
  else addCoding(corpus, pending, id, valence, form.memo.value);
  desk.pending = null;
  desk.editing = null;
  redrawDesk(desk);
  announce(`Coded: ${name}.`);
  desk.transcript.focus({ preventScroll: true });
}

function leavePanel(desk) {
  setPending(desk, null);
  desk.transcript.focus({ preventScroll: true });
}

function myCodings(desk) {
  const { corpus, number } = desk;
  const id = corpus.interviews.id[number];
  const mine = recordOf(corpus)
    .codings.filter(({ interview }) => interview === id)
    .sort((a, b) => a.turn - b.turn || a.start - b.start);
  return make(
    "section",
    { "aria-labelledby": "mine-title" },
    make("h3", { id: "mine-title" }, `Your codings here (${mine.length})`),
    make("ul", { class: "mine-list" }, mine.map((coding) => codingItem(desk, coding))),
  );
}

function codingItem(desk, coding) {
  const { corpus } = desk;
  const name = codeName(corpus, coding.code);
  const place = placeOf(corpus, coding);
  const about = `${name}, turn ${coding.turn}`;
  return make(
    "li",
    {},
    make("p", { class: "reference" }, valenceSign(coding.valence), make("span", {}, about)),
    said("p", { class: "hint" }, shown(coding.quote.length > 90 ? `${coding.quote.slice(0, 90)}\u2026` : coding.quote)),
    coding.memo ? make("p", { class: "hint" }, `Memo: ${coding.memo}`) : null,
    place ? null : hint("These words stand no more in the transcript. The coding is kept for the file."),
    make(
      "div",
      { class: "actions" },
      place
        ? make(
            "button",
            {
              type: "button",
              class: "action",
              "aria-label": `Change ${about}`,
              on: {
                click: () => {
                  setPending(desk, place, coding);
                  document.getElementById("give").focus();
                },
              },
            },
            "Change",
          )
        : null,
      make(
        "button",
        {
          type: "button",
          class: "action",
          "aria-label": `Remove ${about}`,
          on: {
            click: () => {
              changeRecord(corpus, ({ codings }) => codings.splice(codings.indexOf(coding), 1));
              desk.pending = null;
              redrawDesk(desk);
              announce(`Removed: ${name}. Undo brings it back.`);
              desk.transcript.focus({ preventScroll: true });
            },
          },
        },
        "Remove",
      ),
    ),
  );
}

// a change to the codebook is proposed in a file, and never used by itself
function proposalForm(desk) {
  const { corpus } = desk;
  const field = (id, label) => {
    const input = make("input", { id: `proposal-${id}`, type: "text" });
    return [input, make("div", { class: "field" }, make("label", { for: `proposal-${id}` }, label), input)];
  };
  const [code, codeField] = field("code", "Code to change (empty for a new one)");
  const [name, nameField] = field("name", "Name");
  const [definition, definitionField] = field("definition", "Definition");
  const [reason, reasonField] = field("reason", "Why");
  const add = () => {
    if (!name.value.trim() && !definition.value.trim()) return "Give a name or a definition";
    changeRecord(corpus, ({ proposals }) =>
      proposals.push({
        kind: code.value.trim() ? "change" : "new code",
        code: code.value.trim(),
        name: name.value.trim(),
        definition: definition.value.trim(),
        reason: reason.value.trim(),
      }),
    );
    dispatchEvent(new HashChangeEvent("hashchange"));
    announce("Proposed. The codebook of this page stays as it is.");
    return "";
  };
  return make(
    "details",
    { class: "proposal" },
    make("summary", {}, "Propose a change to the codebook"),
    codeField,
    nameField,
    definitionField,
    reasonField,
    make("div", { class: "actions" }, actionButton("Propose", add)),
  );
}
