// Quotes that the reader keeps, with a note each; quotes.csv takes them to the next run.

const QUOTE_COLUMNS = ["interview", "turn", "words", "code", "use", "note"];
const USES = { use: "Print it", never: "Never print it" };

const keptOf = once((corpus) => storeOf(corpus).read("quotes", []).filter(isKept));

function isKept(quote) {
  const texts = ["interview", "words", "code", "note"];
  return Boolean(
    quote &&
      texts.every((name) => typeof quote[name] === "string") &&
      Number.isInteger(quote.turn) &&
      Object.hasOwn(USES, quote.use),
  );
}

function saveKept(corpus) {
  storeOf(corpus).write("quotes", keptOf(corpus));
}

function findKept(corpus, { interview, turn, words, code }) {
  return keptOf(corpus).find(
    (quote) =>
      quote.interview === interview &&
      quote.turn === turn &&
      quote.code === code &&
      quote.words === words,
  );
}

// a passage as a quote: the coder's words where a code is chosen, else the whole segment
function quoteOf(corpus, state, segment) {
  const [start, end] = evidenceOf(corpus, state, segment);
  const turn = corpus.segments.turn[segment];
  return {
    interview: interviewOf(corpus, turn),
    turn: corpus.turns.number[turn],
    words: corpus.text.slice(start, end),
    code: bookCode(corpus, state.code),
    use: "use",
    note: "",
  };
}

// a quote is of a code of the codebook, never of a theme that joins several
function bookCode(corpus, id) {
  return (corpus.codeNumber.get(id) ?? Infinity) < corpus.bookSize ? id : "";
}

function sourceOf(quote) {
  return `${quote.interview}, turn ${quote.turn}`;
}

function printedQuote(quote) {
  return `${inQuotes(quote.words)} (${sourceOf(quote)})`;
}

function passageActions(corpus, quote) {
  const place = make("div", { class: "actions" });
  const copy = actionButton(
    "Copy quote",
    async () => ((await copyText(printedQuote(quote))) ? "Copied" : "Not copied"),
    { "aria-label": `Copy quote, ${sourceOf(quote)}` },
  );
  const draw = () => {
    const kept = findKept(corpus, quote);
    const star = make(
      "button",
      {
        type: "button",
        class: "action star",
        "aria-pressed": String(Boolean(kept)),
        "aria-label": `Keep quote, ${sourceOf(quote)}`,
        on: { click: () => toggle(kept) },
      },
      kept ? "\u2605 Kept" : "\u2606 Keep",
    );
    place.replaceChildren(copy, star, ...(kept ? [noteField(corpus, kept)] : []));
    return star;
  };
  const toggle = (kept) => {
    const list = keptOf(corpus);
    if (kept) list.splice(list.indexOf(kept), 1);
    else list.push({ ...quote });
    saveKept(corpus);
    countKept(corpus);
    announce(kept ? "No longer kept." : "Kept among your quotes.");
    draw().focus();
  };
  draw();
  return place;
}

function noteField(corpus, kept) {
  return make("input", {
    type: "text",
    class: "note",
    value: kept.note,
    placeholder: "Note",
    "aria-label": `Note on the quote, ${sourceOf(kept)}`,
    on: {
      input: ({ target }) => {
        kept.note = target.value;
        saveKept(corpus);
      },
    },
  });
}

function countKept(corpus) {
  const count = keptOf(corpus).length;
  document.getElementById("view-quotes").textContent = count ? `My quotes (${count})` : "My quotes";
}

// --- the view of what was kept --------------------------------------------------------------

function quotesView(corpus) {
  const kept = keptOf(corpus);
  return {
    status: `My quotes: ${plural(kept.length, "quote")}.`,
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "My quotes"),
      hint("Keep passages with the star. Save them as quotes.csv in the study's folder: the next run prints the quotes that you chose."),
      storeNotice(corpus),
      keptTools(corpus, kept),
      make("ol", { class: "list" }, kept.map((quote) => keptCard(corpus, quote))),
    ],
  };
}

function keptTools(corpus, kept) {
  const redraw = () => dispatchEvent(new HashChangeEvent("hashchange"));
  const load = fileButton("Load quotes.csv", ".csv", async (file) => {
    const added = loadQuotes(corpus, await file.text());
    redraw();
    announce(`${plural(added, "quote")} added.`);
  });
  if (!kept.length) return make("div", { class: "actions" }, load);
  return make(
    "div",
    { class: "actions" },
    actionButton("Save quotes.csv", () => {
      download("quotes.csv", csvOf(QUOTE_COLUMNS, kept), "text/csv");
      return "Saved";
    }),
    actionButton("Save for Word", () => {
      download("quotes.rtf", rtfOf("My quotes", kept.map(wordParagraph(corpus))), "application/rtf");
      return "Saved";
    }),
    load,
    actionButton("Remove all", () => {
      if (!confirm(`Remove ${plural(kept.length, "quote")} from this browser?`)) return "";
      kept.length = 0;
      saveKept(corpus);
      countKept(corpus);
      redraw();
      return "Removed";
    }),
  );
}

function wordParagraph(corpus) {
  return (quote) => ({
    words: inQuotes(quote.words),
    source: [sourceOf(quote), codeName(corpus, quote.code), quote.note].filter(Boolean).join(". "),
  });
}

function codeName(corpus, id) {
  const code = corpus.codeNumber.get(id);
  return code === undefined ? id : corpus.codes[code].name;
}

function loadQuotes(corpus, text) {
  const list = keptOf(corpus);
  const before = list.length;
  for (const row of readCsv(text)) {
    const quote = {
      ...Object.fromEntries(QUOTE_COLUMNS.map((name) => [name, row[name] ?? ""])),
      turn: Number.parseInt(row.turn, 10),
      use: row.use || "use",
    };
    if (isKept(quote) && !findKept(corpus, quote)) list.push(quote);
  }
  saveKept(corpus);
  countKept(corpus);
  return list.length - before;
}

// in its turn, if the words still stand there
function keptWords(corpus, { interview, turn, words }) {
  const place = placeOf(corpus, { interview, turn, start: 0, quote: words });
  return place
    ? quotedWords(corpus, place.turn, [place.start, place.end])
    : said("blockquote", {}, shown(words));
}

function keptCard(corpus, quote) {
  const name = `kept-${keptOf(corpus).indexOf(quote)}`;
  const change = (field) => ({ target }) => {
    quote[field] = target.value;
    saveKept(corpus);
  };
  const at = `${quote.interview}.${String(quote.turn).padStart(3, "0")}`;
  const address = writeState({
    ...readState("", corpus),
    view: "transcript",
    interview: quote.interview,
    code: quote.code,
    at,
  });
  return make(
    "li",
    { class: "passage" },
    make(
      "p",
      { class: "reference" },
      link(address, { class: "place" }, sourceOf(quote)),
      make("span", { class: "person" }, codeName(corpus, quote.code)),
    ),
    keptWords(corpus, quote),
    make(
      "div",
      { class: "actions" },
      make("label", { for: `${name}-use`, class: "unseen" }, "Use"),
      make(
        "select",
        { id: `${name}-use`, on: { change: change("use") } },
        Object.entries(USES).map(([value, text]) =>
          make("option", { value, selected: quote.use === value }, text),
        ),
      ),
      noteField(corpus, quote),
      actionButton(
        "Copy quote",
        async () => ((await copyText(printedQuote(quote))) ? "Copied" : "Not copied"),
        { "aria-label": `Copy quote, ${sourceOf(quote)}` },
      ),
      actionButton(
        "Remove",
        () => {
          const list = keptOf(corpus);
          list.splice(list.indexOf(quote), 1);
          saveKept(corpus);
          countKept(corpus);
          dispatchEvent(new HashChangeEvent("hashchange"));
          return "";
        },
        { "aria-label": `Remove, ${sourceOf(quote)}` },
      ),
    ),
  );
}

// --- the whole selection --------------------------------------------------------------------

const SELECTION_COLUMNS = ["interview", "turn", "segment", "words", "codes", "attributes", "address"];

function selectionTools(corpus, state, counts) {
  if (!counts.segments.length) return null;
  const save = (name, content, type) => {
    download(name, content, type);
    return "Saved";
  };
  return make(
    "div",
    { class: "actions" },
    actionButton("Save as CSV", () =>
      save("passages.csv", csvOf(SELECTION_COLUMNS, selectionRows(corpus, state, counts)), "text/csv"),
    ),
    actionButton("Save for Word", () =>
      save(
        "passages.rtf",
        rtfOf(
          `${choiceName(corpus, state)}: ${plural(counts.segments.length, "passage")}`,
          selectionRows(corpus, state, counts).map(({ words, interview, turn, attributes }) => ({
            words: inQuotes(words),
            source: [`${interview}, turn ${turn}`, attributes].filter(Boolean).join(". "),
          })),
        ),
        "application/rtf",
      ),
    ),
  );
}

function selectionRows(corpus, state, counts) {
  return counts.segments.map((segment) => {
    const quote = quoteOf(corpus, state, segment);
    const codes = new Set(codingsOf(corpus, segment).map((row) => corpus.codings.code[row]));
    return {
      interview: quote.interview,
      turn: quote.turn,
      segment: segmentId(corpus, segment),
      words: shown(quote.words),
      codes: [...codes].map((code) => corpus.codes[code].id).join("; "),
      attributes: describePerson(corpus, corpus.segments.participant[segment]),
      address: transcriptAddress(corpus, state, segment),
    };
  });
}
