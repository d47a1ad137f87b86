// Passages: a stretch of text with its coded parts marked, and a segment with what surrounds it.

const PLAIN_MARK = "coded";
const CHOSEN_MARK = "chosen";
const WORD_MARK = "word";
const MARK_ORDER = [PLAIN_MARK, CHOSEN_MARK, WORD_MARK];

// cuts a stretch where marks begin and end, and wraps each marked piece
function markedText(corpus, start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, number) => {
    const to = places[number + 1];
    const here = inside.filter((mark) => mark.start <= from && mark.end >= to);
    const words = corpus.text.slice(from, to);
    if (!here.length) return document.createTextNode(shown(words));
    const kind = MARK_ORDER[Math.max(...here.map((mark) => MARK_ORDER.indexOf(mark.kind)))];
    const codes = here.map((mark) => mark.code).filter((code) => code !== undefined);
    return make("mark", { class: kind, "data-codes": codes.join(" ") }, shown(words));
  });
}

function codeMarks(corpus, state, rows) {
  const chosen = corpus.codeNumber.get(state.code);
  return rows.map((row) => ({
    start: corpus.codings.start[row],
    end: corpus.codings.end[row],
    code: corpus.codings.code[row],
    kind:
      chosen !== undefined && isWithin(corpus, corpus.codings.code[row], chosen)
        ? CHOSEN_MARK
        : PLAIN_MARK,
  }));
}

function wordMarks(corpus, state, start, end) {
  const wanted = state.query ? readQuery(state.query) : null;
  if (!wanted) return [];
  const part = { text: corpus.text.slice(start, end) };
  const { starts, ends } = findWords(part, wanted);
  return starts.map((at, row) => ({ start: start + at, end: start + ends[row], kind: WORD_MARK }));
}

function codeChips(corpus, state, rows) {
  const chosen = corpus.codeNumber.get(state.code);
  const seen = new Map();
  for (const row of rows) {
    const code = corpus.codings.code[row];
    const known = seen.get(code) ?? { valence: 0, suggested: 1 };
    known.valence |= corpus.codings.valence[row];
    known.suggested &= corpus.codings.suggested[row];
    seen.set(code, known);
  }
  if (!seen.size) return null;
  const chips = [...seen].map(([code, { valence, suggested }]) =>
    make(
      "li",
      {},
      link(
        addressOf(state, {
          view: "themes",
          code: corpus.codes[code].id,
          valence: "",
          at: "",
          interview: "",
        }),
        {
          class: chosen !== undefined && isWithin(corpus, code, chosen) ? "chip chosen" : "chip",
          "data-code": code,
          title: codePath(corpus, code),
        },
        corpus.valued ? valenceSign(corpus.valences[valence]) : null,
        `${corpus.valued ? " " : ""}${corpus.codes[code].name}`,
        suggested ? make("span", { class: "suggested" }, " suggested") : null,
      ),
    ),
  );
  return make("ul", { class: "chips", "aria-label": "Codes" }, chips);
}

function codePath(corpus, code) {
  const names = [];
  for (let at = code; at >= 0; at = corpus.codes[at].parent) names.unshift(corpus.codes[at].name);
  return names.join(" › ");
}

function transcriptAddress(corpus, state, segment) {
  const interview = corpus.turns.interview[corpus.segments.turn[segment]];
  return addressOf(state, {
    view: "transcript",
    interview: corpus.interviews.id[interview],
    at: segmentId(corpus, segment),
  });
}

function describePerson(corpus, person) {
  return corpus.participants.attributes.map(({ values, of }) => values[of[person]]).join(" · ");
}

function passageHead(corpus, state, segment) {
  const person = corpus.segments.participant[segment];
  const row = corpus.segments.turn[segment];
  const id = corpus.participants.id[person];
  const interview = corpus.interviews.id[corpus.turns.interview[row]];
  const place = id === interview ? id : `${id}, interview ${interview}`;
  return make(
    "p",
    { class: "reference" },
    link(
      transcriptAddress(corpus, state, segment),
      { class: "place" },
      `${place}, turn ${corpus.turns.number[row]}`,
      unseen(": open the transcript here"),
    ),
    make("span", { class: "person" }, describePerson(corpus, person)),
  );
}

function segmentCard(corpus, state, segment) {
  const rows = codingsOf(corpus, segment);
  const turn = corpus.segments.turn[segment];
  const span = evidenceOf(corpus, state, segment);
  const question = questionBefore(corpus, segment);
  const marks = codeMarks(corpus, state, rows);
  const words = make(
    "span",
    { class: corpus.codeNumber.has(state.code) ? "evidence" : null },
    markedText(corpus, ...span, marks),
  );
  const id = segmentId(corpus, segment);
  const target = state.at === id;
  return make(
    "li",
    {
      class: target ? "passage target" : "passage",
      "data-segment": id,
      tabindex: target ? "-1" : null,
    },
    passageHead(corpus, state, segment),
    question >= 0
      ? said("p", { class: "question" }, unseen("Interviewer: "), shown(turnText(corpus, question)))
      : null,
    said("blockquote", { class: "words" }, inItsTurn(corpus, turn, span, words, { marks })),
    codeChips(corpus, state, rows),
    suggestionLayer(corpus, state, segment),
    passageActions(corpus, quoteOf(corpus, state, segment)),
    neighbours(corpus, state, segment),
  );
}

function neighbours(corpus, state, segment) {
  return unfolding("around", "Before and after", () => surroundings(corpus, state, segment));
}

function surroundings(corpus, state, segment) {
  const { turns, segments } = corpus;
  const turn = segments.turn[segment];
  const interview = turns.interview[turn];
  const shown = [];
  for (let at = turn - 2; at <= turn + 2; at += 1) {
    if (at < 0 || at >= turns.count || turns.interview[at] !== interview) continue;
    const rows = [];
    for (let s = corpus.turnSegments[at]; s < corpus.turnSegments[at + 1]; s += 1) {
      rows.push(...codingsOf(corpus, s));
    }
    shown.push(turnBlock(corpus, state, at, codeMarks(corpus, state, rows)));
  }
  return [
    make("div", { class: "turns" }, shown),
    make(
      "p",
      {},
      link(transcriptAddress(corpus, state, segment), {}, "Open the whole transcript here"),
    ),
  ];
}

function turnBlock(corpus, state, turn, marks) {
  const role = corpus.roles[corpus.turns.role[turn]];
  return make(
    "div",
    { class: `turn ${role}` },
    turnLabel(corpus, turn),
    said(
      "p",
      {},
      markedText(corpus, corpus.turns.start[turn], corpus.turns.start[turn + 1] - 1, marks),
    ),
  );
}

function turnLabel(corpus, turn) {
  const role = corpus.roles[corpus.turns.role[turn]];
  const seconds = corpus.turns.seconds[turn];
  const who =
    role === "participant"
      ? corpus.participants.id[corpus.turns.participant[turn]]
      : role === "interviewer"
        ? "Interviewer"
        : "Other";
  return make(
    "p",
    { class: "speaker" },
    who,
    make("span", { class: "turn-number" }, ` turn ${corpus.turns.number[turn]}`),
    seconds === null ? null : make("span", { class: "time" }, ` ${clock(seconds)}`),
  );
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:` : ""}${hours ? two(minutes) : minutes}:${two(seconds % 60)}`;
}

// a code's marks light up while its name is pointed at or focused
function lightUp(event) {
  const chip = event.target.closest?.(".chip");
  const around = chip?.closest(".passage");
  if (!around) return;
  const on = event.type === "mouseover" || event.type === "focusin";
  for (const mark of around.querySelectorAll("mark")) {
    const codes = (mark.dataset.codes ?? "").split(" ");
    mark.classList.toggle("lit", on && codes.includes(chip.dataset.code));
  }
}
