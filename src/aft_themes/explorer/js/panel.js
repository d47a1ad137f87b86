// Beside the transcript: the words that are selected, the code to give, what was coded, and proposals.

const PROPOSAL_COLUMNS = [...PROPOSED, "coder"];

function drawPanel(desk) {
  drawSaves(desk);
  desk.caseTurn = -1;
  desk.panel.replaceChildren(
    desk.pending
      ? givePanel(desk)
      : make("p", { class: "hint" }, "No words are selected."),
    myCodings(desk),
    reviewPanel(desk),
    proposalForm(desk),
  );
  // the turn of the case at hand stands out in the transcript
  for (const [turn, words] of desk.blocks) {
    words.parentElement?.classList.toggle("case", turn === desk.caseTurn);
  }
}

function givePanel(desk) {
  const { corpus, pending, editing } = desk;
  const words = corpus.text.slice(pending.start, pending.end);
  const memo = make("input", { id: "memo", type: "text", class: "note", value: editing?.memo ?? "" });
  const finder = codeFinder(corpus, {
    prefix: "give",
    label: editing ? "Change the code to" : "Code",
    code: editing ? (corpus.codeNumber.get(editing.code) ?? -1) : -1,
    valence: editing?.valence ?? "none",
    give: (code, valence) => giveCode(desk, code, valence, memo.value),
    leave: () => leavePanel(desk),
  });
  return make(
    "section",
    { class: "give", "aria-label": "Give a code" },
    said("blockquote", { class: "words" }, shown(words)),
    pending.cut ? hint("A quote lies in one turn: the words of one turn were taken.") : null,
    pending.widened
      ? hint("These words stand twice in the turn; a few more were taken so that they can be found.")
      : null,
    finder.nodes,
    make("label", { for: "memo" }, "Memo"),
    memo,
    make(
      "div",
      { class: "actions" },
      make("button", { type: "button", class: "action main", on: { click: finder.give } }, "Give this code"),
      make("button", { type: "button", class: "action", on: { click: () => leavePanel(desk) } }, "Cancel"),
    ),
  );
}

function giveCode(desk, code, valence, memo) {
  const { corpus, pending, editing } = desk;
  if (editing) changeRecord(corpus, () => Object.assign(editing, { code, valence, memo }));
  else addCoding(corpus, pending, code, valence, memo);
  desk.pending = null;
  desk.editing = null;
  redrawDesk(desk);
  announce(`Coded: ${codeName(corpus, code)}.`);
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
    place ? null : hint("These words are no longer in the transcript. The coding stays in the file that you save."),
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

function proposalsFile(corpus) {
  const { proposals, coder } = recordOf(corpus);
  return csvOf(PROPOSAL_COLUMNS, proposals.map((one) => ({ ...one, coder })));
}
