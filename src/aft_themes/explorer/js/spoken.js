// One form for tags and transcribers' marks everywhere: [supervisor 3], [pause, 3.0 s], [laughs].

const SHOUTED = "INAUDIBLE|UNCLEAR|CROSSTALK|OVERLAPPING|LAUGHS?|LAUGHTER|LAUGHING|PAUSE|SILENCE";
const SOUNDS =
  "pause|long pause|short pause|silence|laughs?|laughter|laughing|chuckles?|sighs?|sighing|" +
  "coughs?|sniffs?|cries|crying|tearful|inaudible|unclear|crosstalk|overlapping|unintelligible|" +
  "clears throat|exhales?|inhales?|whispers?|nods?|shrugs?|smiles?|background noise";
const TAG = `\\[(?!(?:${SHOUTED})\\b)[A-Z][A-Z_]*(?:_\\d+)?(?:: [^\\[\\]]{1,60})?\\]`;
const SECONDS = "\\(\\s*\\d{1,3}(?:\\.\\d+)?\\s*(?:s|sec|seconds)?\\s*\\)";
const SOUND = `\\(\\s*(?:${SOUNDS}|${SOUNDS.toUpperCase()})(?:\\s[^()]{0,40})?\\s*\\)`;
const AS_WRITTEN = new RegExp(`${TAG}|${SECONDS}|${SOUND}`, "g");

function shownMark(written) {
  const inside = written.slice(1, -1).trim();
  if (written.startsWith("[")) {
    const [name, ...rest] = inside.split(":");
    return `[${[name.replaceAll("_", " ").toLowerCase(), ...rest].join(":")}]`;
  }
  const seconds = inside.match(/^\d+(?:\.\d+)?/);
  return seconds ? `[pause, ${seconds[0]} s]` : `[${inside}]`;
}

function shown(text) {
  return text.replace(AS_WRITTEN, shownMark);
}

const SHORTENED =
  /^(?:em|cause|cuz|cos|til|till|tis|twas|bout|round|n|kay|sup|ere|\d+s?)(?![\p{L}\p{N}_])/iu;
const BEFORE = /[\s([\u2014\u2013-]/;
const IN_WORD = /[\p{L}\p{N}_]/u;

// a mark that opens stands at the start of a word
function opens(said, at, further = "") {
  return at === 0 || BEFORE.test(said[at - 1]) || (further && said[at - 1] === further);
}

function closingSingle(said, from, end) {
  for (let at = said.indexOf("'", from); at >= 0 && at < end; at = said.indexOf("'", at + 1)) {
    const owned = said[at - 1] === "s" && /^ [a-z]/.test(said.slice(at + 1, Math.min(at + 3, end)));
    if (/\S/.test(said[at - 1]) && !IN_WORD.test(said[at + 1] ?? "") && !owned) return at;
  }
  return -1;
}

// single quotation marks: 0 for one that opens, 1 for one that closes; the others are apostrophes
function pairedSingles(said) {
  const found = new Map();
  let last = -1;
  for (let at = said.indexOf("'"); at >= 0; at = said.indexOf("'", at + 1)) {
    const word = said.slice(at + 1);
    if (at <= last || !opens(said, at, '"') || !IN_WORD.test(word[0] ?? "")) continue;
    if (SHORTENED.test(word)) continue;
    const end = said.indexOf('"', at + 1);
    const closing = closingSingle(said, at + 1, end < 0 ? said.length : end);
    if (closing < 0) continue;
    found.set(at, 0).set(closing, 1);
    last = closing;
  }
  return found;
}

const QUOTED = ["\u2018", "\u2019", "\u201c", "\u201d"];

// quotation marks of what the speaker quotes, and of what is quoted in that
function withMarks(said) {
  const paired = pairedSingles(said);
  let inside = false;
  return Array.from({ length: said.length }, (_, at) => {
    if (said[at] === '"') {
      inside = opens(said, at) && /\S/.test(said[at + 1] ?? "");
      return QUOTED[inside ? 0 : 1];
    }
    if (said[at] !== "'") return said[at];
    return paired.has(at) ? QUOTED[(inside ? 2 : 0) + paired.get(at)] : "\u2019";
  }).join("");
}

// words inside quotation marks as the report prints them: single marks for what the speaker quotes
function insideQuote(text) {
  const said = shown(text)
    .replace(/\s*(?:\.{3,}|\u2026)(\s*)/g, " . . . ")
    .replace(/ {2,}/g, " ")
    .trim()
    .replace(/ (?=[,;:?!])/g, "");
  return withMarks(said);
}

function inQuotes(text) {
  return `\u201c${insideQuote(text)}\u201d`;
}

// stretches of a text, each as it is written and as it is shown; words are shown as they are
function spokenPieces(text) {
  const pieces = [];
  let last = 0;
  for (const found of text.matchAll(AS_WRITTEN)) {
    if (found.index > last) pieces.push({ from: last, written: text.slice(last, found.index) });
    pieces.push({ from: found.index, written: found[0], mark: shownMark(found[0]) });
    last = found.index + found[0].length;
  }
  if (last < text.length) pieces.push({ from: last, written: text.slice(last) });
  return pieces;
}
