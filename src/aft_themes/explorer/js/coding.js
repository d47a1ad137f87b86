// The view in which a person codes: words are selected in a transcript, and given a code.

const CODING_KEYS =
  "Select words with the mouse, or go from sentence to sentence with the arrow keys (with Shift: more). Press Enter, type the code, Enter again. + - * 0 set the valence.";

function codingView(corpus, state) {
  const record = recordOf(corpus);
  const number = chosenInterview(corpus, state);
  const id = corpus.interviews.id[number];
  const desk = makeDesk(corpus, state, number);
  return {
    status: `Coding ${id}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, `Code ${id}`),
      hint(CODING_KEYS),
      storeNotice(corpus),
      codingTools(corpus, desk),
      transcriptNav(corpus, { ...state, code: "" }, number),
      make("div", { class: record.blind ? "desk blind" : "desk" }, desk.transcript, desk.panel),
    ],
  };
}

// the transcript and the panel beside it, with what is selected now
function makeDesk(corpus, state, number) {
  const desk = { corpus, state, number, pending: null, editing: null, place: -1 };
  desk.sentences = sentencesOf(corpus, number);
  desk.blocks = new Map();
  desk.transcript = make("div", {
    class: "transcript coding",
    id: "coding",
    tabindex: "0",
    role: "group",
    "aria-label": "Transcript: arrow keys choose a sentence, Enter gives it a code",
    on: {
      keydown: (event) => keyInTranscript(desk, event),
      mouseup: () => setTimeout(() => takeSelection(desk)),
    },
  });
  desk.panel = make("div", { class: "panel" });
  desk.saves = make("span", { class: "saves" });
  for (
    let turn = corpus.interviewTurns[number];
    turn < corpus.interviewTurns[number + 1];
    turn += 1
  ) {
    const words = said("p", { class: "words", "data-turn": turn });
    desk.blocks.set(turn, words);
    const role = corpus.roles[corpus.turns.role[turn]];
    desk.transcript.append(
      make("div", { class: `turn ${role}` }, turnLabel(corpus, turn), words),
    );
  }
  redrawDesk(desk);
  return desk;
}

function redrawDesk(desk) {
  const marks = deskMarks(desk);
  for (const [turn, words] of desk.blocks) {
    words.replaceChildren(...codingPieces(desk.corpus, turn, marks.get(turn) ?? []));
  }
  drawPanel(desk);
}

function deskMarks(desk) {
  const { corpus } = desk;
  const marks = new Map();
  const add = (turn, mark) => marks.set(turn, [...(marks.get(turn) ?? []), mark]);
  for (const coding of recordOf(corpus).codings) {
    const place = placeOf(corpus, coding);
    if (place && desk.blocks.has(place.turn)) add(place.turn, { ...place, kind: "mine" });
  }
  if (!recordOf(corpus).blind) {
    for (const [turn] of desk.blocks) {
      for (let s = corpus.turnSegments[turn]; s < corpus.turnSegments[turn + 1]; s += 1) {
        for (const row of codingsOf(corpus, s)) {
          const { start, end } = corpus.codings;
          add(turn, { start: start[row], end: end[row], kind: "others" });
        }
      }
    }
  }
  if (desk.pending) add(desk.pending.turn, { ...desk.pending, kind: "pending" });
  return marks;
}

const CODING_MARKS = ["others", "mine", "pending"];

// pieces that know their place in the text, so that what is selected can be found there
function codingPieces(corpus, turn, marks) {
  const first = corpus.turns.start[turn];
  return spokenPieces(turnText(corpus, turn)).flatMap(({ from, written, mark }) => {
    const start = first + from;
    const end = start + written.length;
    const here = marks.filter((one) => one.start < end && one.end > start);
    const cuts = new Set([start, end]);
    if (!mark) {
      for (const one of here) {
        cuts.add(Math.max(start, one.start));
        cuts.add(Math.min(end, one.end));
      }
    }
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((at, row) => {
      const to = places[row + 1];
      const kinds = here.filter((one) => one.start < to && one.end > at).map(({ kind }) => kind);
      const text = mark ?? corpus.text.slice(at, to);
      const kind = CODING_MARKS.findLast((one) => kinds.includes(one));
      return make(
        kind ? "mark" : "span",
        { class: kind ?? null, "data-at": at, "data-to": to, "data-whole": Boolean(mark) },
        text,
      );
    });
  });
}

function isParticipants(corpus, turn) {
  return corpus.roles[corpus.turns.role[turn]] === "participant";
}

function sentencesOf(corpus, number) {
  const sentences = [];
  for (let turn = corpus.interviewTurns[number]; turn < corpus.interviewTurns[number + 1]; turn += 1) {
    if (!isParticipants(corpus, turn)) continue;
    for (const { index, 0: words } of turnText(corpus, turn).matchAll(/\S[^]*?(?:[.!?…]+["')\]\u201d\u2019]*(?=\s|$)|$)/g)) {
      const start = corpus.turns.start[turn] + index;
      sentences.push({ turn, start, end: start + words.length });
    }
  }
  return sentences;
}

function keyInTranscript(desk, event) {
  const { key, shiftKey } = event;
  if ((key === "z" && (event.ctrlKey || event.metaKey)) || key === "u") {
    event.preventDefault();
    undoAtDesk(desk);
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    chooseSentence(desk, key === "ArrowDown" ? 1 : -1, shiftKey);
  } else if ((key === "Enter" || key === "c") && desk.pending) {
    event.preventDefault();
    document.getElementById("give").focus();
  } else if (key === "Escape") {
    setPending(desk, null);
  }
}

function chooseSentence(desk, step, more) {
  const next = desk.sentences[desk.place + step];
  if (!next) return;
  const { pending } = desk;
  if (more && pending && pending.turn !== next.turn) return; // a quote lies in one turn
  desk.place += step;
  const joined =
    more && pending
      ? {
          turn: next.turn,
          start: Math.min(pending.start, next.start),
          end: Math.max(pending.end, next.end),
        }
      : next;
  setPending(desk, fitQuote(desk.corpus, joined.turn, joined.start, joined.end));
  desk.transcript.querySelector(".pending")?.scrollIntoView({ block: "nearest" });
  if (desk.pending) announce(desk.corpus.text.slice(desk.pending.start, desk.pending.end));
}

// from the browser's selection to a place in the text
function takeSelection(desk) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const pieces = [...desk.transcript.querySelectorAll("[data-at]")].filter((piece) =>
    range.intersectsNode(piece),
  );
  if (!pieces.length) return;
  const turns = [...new Set(pieces.map((piece) => Number(piece.parentElement.dataset.turn)))];
  const turn = turns.find((one) => isParticipants(desk.corpus, one)) ?? turns[0];
  const mine = pieces.filter((piece) => Number(piece.parentElement.dataset.turn) === turn);
  const inside = (piece, node) => node.nodeType === Node.TEXT_NODE && piece.contains(node);
  const [first, last] = [mine[0], mine.at(-1)];
  const start =
    Number(first.dataset.at) +
    (inside(first, range.startContainer) && !("whole" in first.dataset) ? range.startOffset : 0);
  const end =
    inside(last, range.endContainer) && !("whole" in last.dataset)
      ? Number(last.dataset.at) + range.endOffset
      : Number(last.dataset.to);
  const fitted = start < end ? fitQuote(desk.corpus, turn, start, end) : null;
  if (!fitted) return;
  desk.place = desk.sentences.findLastIndex((sentence) => sentence.start <= fitted.start);
  selection.removeAllRanges();
  setPending(desk, { ...fitted, cut: turns.length > 1 });
  document.getElementById("give").focus({ preventScroll: true });
}

function setPending(desk, pending, editing = null) {
  const turns = new Set([desk.pending?.turn, pending?.turn].filter((turn) => turn !== undefined));
  desk.pending = pending;
  desk.editing = editing;
  const marks = deskMarks(desk);
  for (const turn of turns) {
    desk.blocks.get(turn)?.replaceChildren(...codingPieces(desk.corpus, turn, marks.get(turn) ?? []));
  }
  drawPanel(desk);
}

function undoAtDesk(desk) {
  const done = undoRecord(desk.corpus);
  desk.pending = null;
  desk.editing = null;
  redrawDesk(desk);
  announce(done ? "Undone." : "There is nothing to undo.");
}

function codingTools(corpus, desk) {
  const record = recordOf(corpus);
  const redraw = () => dispatchEvent(new HashChangeEvent("hashchange"));
  return make(
    "div",
    { class: "actions" },
    make(
      "label",
      { for: "coder" },
      "Your coder\u2019s label ",
      make("input", {
        id: "coder",
        type: "text",
        class: "coder",
        value: record.coder,
        autocomplete: "off",
        on: {
          input: ({ target }) => {
            record.coder = target.value.trim();
            saveRecord(corpus);
            drawSaves(desk);
          },
        },
      }),
    ),
    make(
      "label",
      { class: "box", for: "blind" },
      make("input", {
        id: "blind",
        type: "checkbox",
        checked: record.blind,
        on: {
          change: ({ target }) => {
            record.blind = target.checked;
            saveRecord(corpus);
            redraw();
          },
        },
      }),
      " Blind: hide everybody else\u2019s codes",
    ),
    actionButton("Undo", () => undoAtDesk(desk)),
    desk.saves,
    desk.panel.querySelector("#queue")
      ? make(
          "button",
          { type: "button", class: "action", on: { click: () => document.getElementById("queue")?.focus() } },
          "Go to what is to decide",
        )
      : null,
    fileButton("Load codings.csv", ".csv", async (file) => {
      const { read, lost, skipped } = loadCodings(corpus, await file.text());
      redraw();
      announce(
        `${plural(read, "coding")} read` +
          (lost ? `; ${lost} do not stand in this page's words, and are kept for the file` : "") +
          (skipped ? `; ${skipped} without a quote or a code were left out` : "") +
          ".",
      );
    }),
    corpus.suggestions.segment.length || corpus.disagreements.segment.length
      ? fileButton("Load review", ".xlsx", async (file) => {
          const { read, lost } = loadReview(corpus, await readWorkbook(await file.arrayBuffer()));
          redraw();
          announce(`${plural(read, "decision")} read${lost ? `; the words of ${lost} are not in this page, and are kept for the file` : ""}.`);
        })
      : null,
  );
}

function drawSaves(desk) {
  desk.saves.replaceChildren(...saveButtons(desk.corpus));
}

// what there is to save now
function saveButtons(corpus) {
  const { coder, decisions, proposals } = recordOf(corpus);
  const save = (text, name, content, type) =>
    actionButton(text, () => {
      if (!coder) {
        document.getElementById("coder").focus();
        return "Write your label first";
      }
      download(name, content(), type);
      return "Saved";
    });
  const label = coder ? `_${fileLabel(coder)}` : "";
  return [
    save("Save codings.csv", `codings${label}.csv`, () => codingsFile(corpus), "text/csv"),
    decisions.length
      ? save(`Save review (${decisions.length})`, `review${label}.xlsx`, () => reviewFile(corpus), WORKBOOK_TYPE)
      : "",
    proposals.length
      ? save(`Save proposals (${proposals.length})`, "codebook_proposals.csv", () => proposalsFile(corpus), "text/csv")
      : "",
  ];
}

function fileLabel(text) {
  return text.replace(/[^\p{L}\p{N}-]+/gu, "_").slice(0, 40);
}
