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

const OPENS = /(^|[\s([\u2014\u2013-])"(?=\S)/g;

// words inside quotation marks as the report prints them: single marks for what the speaker quotes
function insideQuote(text) {
  return shown(text)
    .replace(/\s*(?:\.{3,}|\u2026)(\s*)/g, " . . . ")
    .trim()
    .replace(/ (?=[,;:?!])/g, "")
    .replace(OPENS, "$1\u2018")
    .replaceAll('"', "\u2019")
    .replaceAll("'", "\u2019");
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
