// What a coder does in the page: codings, decisions and proposals; saved at each step, undone one by one.

const CODING_COLUMNS = ["interview", "turn", "quote", "code", "valence", "coder", "memo"];
const MOST_UNDONE = 100;
const LISTS = ["codings", "decisions", "proposals"];
const PROPOSED = ["kind", "code", "name", "definition", "reason"];

const recordOf = once((corpus) => {
  const saved = storeOf(corpus).read("coding", {});
  const record = { coder: "", blind: false, undo: [] };
  if (typeof saved.coder === "string") record.coder = saved.coder;
  record.blind = saved.blind === true;
  for (const list of LISTS) record[list] = Array.isArray(saved[list]) ? saved[list] : [];
  record.codings = record.codings.filter(isCoding);
  record.decisions = record.decisions.filter(isDecision);
  record.proposals = record.proposals.filter((one) => PROPOSED.every((name) => typeof one?.[name] === "string"));
  return record;
});

function isCoding(coding) {
  const texts = ["interview", "quote", "code", "valence", "memo"];
  return Boolean(
    coding &&
      texts.every((name) => typeof coding[name] === "string") &&
      Number.isInteger(coding.turn) &&
      Number.isInteger(coding.start),
  );
}

function isDecision(one) {
  const texts = ["interview", "segment", "words", "code", "decision", "change", "valence", "memo"];
  return Boolean(
    one &&
      texts.every((name) => typeof one[name] === "string") &&
      Number.isInteger(one.turn) &&
      Object.hasOwn(DECISIONS, one.decision),
  );
}

function saveRecord(corpus) {
  const { undo, ...kept } = recordOf(corpus);
  storeOf(corpus).write("coding", kept);
}

// every change goes through here, so that each can be taken back
function changeRecord(corpus, change) {
  const record = recordOf(corpus);
  record.undo.push(JSON.stringify(LISTS.map((list) => record[list])));
  if (record.undo.length > MOST_UNDONE) record.undo.shift();
  change(record);
  saveRecord(corpus);
}

function undoRecord(corpus) {
  const record = recordOf(corpus);
  const before = record.undo.pop();
  if (!before) return false;
  JSON.parse(before).forEach((list, at) => (record[LISTS[at]] = list));
  saveRecord(corpus);
  return true;
}

function findTurn(corpus, interview, number) {
  const person = corpus.interviewNumber.get(interview);
  if (person === undefined) return -1;
  for (let turn = corpus.interviewTurns[person]; turn < corpus.interviewTurns[person + 1]; turn += 1) {
    if (corpus.turns.number[turn] === number) return turn;
  }
  return -1;
}

// a coding's place in the text of this page; null if its words stand there no more
function placeOf(corpus, coding) {
  const turn = findTurn(corpus, coding.interview, coding.turn);
  if (turn < 0) return null;
  const text = turnText(corpus, turn);
  const there = text.startsWith(coding.quote, coding.start);
  const at = there ? coding.start : text.indexOf(coding.quote);
  if (at < 0) return null;
  const start = corpus.turns.start[turn] + at;
  return { turn, start, end: start + coding.quote.length };
}

function lettersOf(text) {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
}

function countOf(text, part) {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

// whole words and whole tags; wider where the same words stand twice, as the next run finds quotes
// by their turn and their letters
function fitQuote(corpus, turn, from, to) {
  const first = corpus.turns.start[turn];
  const text = turnText(corpus, turn);
  const units = [...text.matchAll(/\[[^\[\]]{1,80}\]|\([^()]{1,60}\)|[^\s[\]]+|[[\]]/g)].map(
    ({ index, 0: unit }) => [index, index + unit.length],
  );
  let low = units.findIndex(([, end]) => end > from - first);
  let high = units.findLastIndex(([start]) => start < to - first);
  if (low < 0 || high < low) return null;
  const letters = lettersOf(text);
  const cut = () => lettersOf(text.slice(units[low][0], units[high][1]));
  let widened = false;
  if (!cut()) return null;
  while (countOf(letters, cut()) > 1 && (low > 0 || high < units.length - 1)) {
    widened = true;
    if (high < units.length - 1) high += 1;
    else low -= 1;
  }
  const [start, end] = trimmed(text, units[low][0], units[high][1], from - first, to - first);
  return { turn, start: first + start, end: first + end, widened };
}

// signs around the first and last word only where they were selected too
function trimmed(text, low, high, from, to) {
  const words = text.slice(low, high);
  const before = words.match(/^[^\p{L}\p{N}[(]*/u)[0].length;
  const after = words.match(/[^\p{L}\p{N}\])]*$/u)[0].length;
  const start = Math.max(low, Math.min(from, low + before));
  const end = Math.min(high, Math.max(to, high - after));
  return [safeCut(text, start), safeCut(text, end) < end ? end + 1 : end];
}

function addCoding(corpus, pending, code, valence, memo) {
  const { turn, start, end } = pending;
  const coding = {
    interview: interviewOf(corpus, turn),
    turn: corpus.turns.number[turn],
    start: start - corpus.turns.start[turn],
    quote: corpus.text.slice(start, end),
    code,
    valence,
    memo,
  };
  changeRecord(corpus, ({ codings }) => {
    const same = codings.findIndex(
      (other) =>
        other.interview === coding.interview &&
        other.turn === coding.turn &&
        other.start === coding.start &&
        other.quote === coding.quote &&
        other.code === code,
    );
    if (same >= 0) codings.splice(same, 1, coding);
    else codings.push(coding);
  });
  return coding;
}

function codingsFile(corpus) {
  const { codings, coder } = recordOf(corpus);
  const rows = codings
    .map((coding) => ({ ...coding, coder }))
    .sort((a, b) => (a.interview < b.interview ? -1 : a.interview > b.interview ? 1 : a.turn - b.turn || a.start - b.start));
  return csvOf(CODING_COLUMNS, rows);
}

// codings of a file join those at hand; what the page cannot place is counted, and kept for the file
function loadCodings(corpus, text) {
  const found = readCsv(text).map((row) => ({
    interview: row.interview ?? "",
    turn: Number.parseInt(row.turn, 10) || 0,
    start: 0,
    quote: row.quote ?? "",
    code: row.code ?? "",
    valence: row.valence || "none",
    memo: row.memo ?? "",
    coder: row.coder ?? "",
  }));
  const usable = found.filter(({ quote, code }) => quote && code);
  changeRecord(corpus, (record) => {
    for (const { coder, ...coding } of usable) {
      record.coder ||= coder;
      const place = placeOf(corpus, coding);
      if (place) coding.start = place.start - corpus.turns.start[place.turn];
      const known = record.codings.some(
        (other) =>
          other.interview === coding.interview &&
          other.turn === coding.turn &&
          other.quote === coding.quote &&
          other.code === coding.code,
      );
      if (!known) record.codings.push(coding);
    }
  });
  const lost = usable.filter((coding) => !placeOf(corpus, coding)).length;
  return { read: usable.length, lost, skipped: found.length - usable.length };
}
