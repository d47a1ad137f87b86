// Word search over the folded text: lower case, without accents, position for position the same.

const MOST_SORTED = 20000;
const SHORTEST_QUERY = 2;

function makeFolder() {
  const known = new Map([
    ["\u2019", "'"],
    ["\u2018", "'"],
    ["\u00a0", " "],
    ["\u03c2", "\u03c3"],
  ]);
  return (sign) => {
    let folded = known.get(sign);
    if (folded === undefined) {
      folded = sign
        .normalize("NFD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase();
      if (folded.length !== sign.length) folded = sign;
      known.set(sign, folded);
    }
    return folded;
  };
}

const foldSign = makeFolder();

function fold(text) {
  return text.replace(/[\u0080-\uffff]/g, foldSign).toLowerCase();
}

const foldedOf = once((corpus) => fold(corpus.text));

// 1 where a UTF-16 unit is part of a word
const wordSigns = (() => {
  let table = null;
  return () => {
    if (!table) {
      table = new Uint8Array(65536);
      for (let unit = 0; unit < 65536; unit += 1) {
        table[unit] = /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(unit)) ? 1 : 0;
      }
    }
    return table;
  };
})();

// "in the room", silen*: words in this order, a star for any ending
function readQuery(query) {
  const words = fold(query.normalize("NFC")).match(/[\p{L}\p{N}\p{M}]+\*?/gu) ?? [];
  const stems = words.map((word) => word.replace("*", ""));
  if (stems.join("").length < SHORTEST_QUERY) return null;
  // the longest word is looked for, and the others then checked around it
  const anchor = stems.reduce((best, stem) => (stem.length > best.length ? stem : best));
  const place = stems.indexOf(anchor);
  const signs = "[\\p{L}\\p{N}\\p{M}]*";
  const between = "[^\\p{L}\\p{N}\\n]+";
  const patterns = words.map((word) => word.replace("*", signs) + between);
  const before = patterns.slice(0, place).join("");
  const from = patterns.slice(place).join("").slice(0, -between.length);
  const plain = words.length === 1 && words[0] === anchor;
  return { anchor, around: plain ? null : new RegExp(`(?<=(${before}))${from}`, "uy") };
}

function findWords(corpus, { anchor, around }) {
  const text = foldedOf(corpus);
  const isWord = wordSigns();
  const starts = [];
  const ends = [];
  for (let at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1)) {
    let start = at;
    let end = at + anchor.length;
    if (around) {
      around.lastIndex = at;
      const found = around.exec(text);
      if (!found) continue;
      start -= found[1].length;
      end = around.lastIndex;
    }
    if (start > 0 && isWord[text.charCodeAt(start - 1)]) continue;
    if (end < text.length && isWord[text.charCodeAt(end)]) continue;
    starts.push(start);
    ends.push(end);
  }
  return { starts, ends };
}

// keeps hits in participants' words (or everybody's) and, if asked, within the selection
function keepHits(corpus, found, { everyone, inside, segments }) {
  const { turns, roles } = corpus;
  const spoken = roles.indexOf("participant");
  const hits = [];
  let turn = 0;
  let next = 0;
  for (let row = 0; row < found.starts.length; row += 1) {
    const start = found.starts[row];
    while (turns.start[turn + 1] <= start) turn += 1;
    if (!everyone && turns.role[turn] !== spoken) continue;
    if (inside) {
      while (next < segments.length && corpus.segments.end[segments[next]] <= start) next += 1;
      if (next === segments.length) break;
      if (corpus.segments.start[segments[next]] > start) continue;
    }
    hits.push({ start, end: found.ends[row], turn });
  }
  return hits;
}

function countInterviews(corpus, hits) {
  return new Set(hits.map(({ turn }) => corpus.turns.interview[turn])).size;
}

const CONTEXT = 70;

function contextOf(corpus, hit) {
  const { text, turns } = corpus;
  const first = turns.start[hit.turn];
  const last = turns.start[hit.turn + 1] - 1;
  const from = hit.start - CONTEXT <= first ? first : wordStart(text, hit.start - CONTEXT);
  const to = hit.end + CONTEXT >= last ? last : wordEnd(text, hit.end + CONTEXT);
  return {
    left: text.slice(from, hit.start),
    word: text.slice(hit.start, hit.end),
    right: text.slice(hit.end, to),
  };
}

// context begins and ends between words if one is near, and never inside a sign of two units
function wordStart(text, at) {
  const space = text.indexOf(" ", at);
  return space >= 0 && space - at < CONTEXT / 3 ? space : safeCut(text, at);
}

function wordEnd(text, at) {
  const space = text.lastIndexOf(" ", at);
  return at - space < CONTEXT / 3 ? space : safeCut(text, at);
}

function safeCut(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

function sortHits(corpus, hits, sort) {
  if (sort === "place" || hits.length > MOST_SORTED) return hits;
  const text = foldedOf(corpus);
  const keyed = hits.map((hit) => {
    if (sort === "right") {
      const to = Math.min(hit.end + 40, corpus.turns.start[hit.turn + 1]);
      return [text.slice(hit.end, to).replace(/^[^\p{L}\p{N}]+/u, ""), hit];
    }
    const from = Math.max(hit.start - 40, corpus.turns.start[hit.turn]);
    const words = text.slice(from, hit.start).match(/[\p{L}\p{N}]+/gu) ?? [];
    return [words.reverse().join(" "), hit];
  });
  keyed.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x.start - y.start));
  return keyed.map(([, hit]) => hit);
}

function segmentAt(corpus, { turn, start }) {
  for (let s = corpus.turnSegments[turn]; s < corpus.turnSegments[turn + 1]; s += 1) {
    if (corpus.segments.end[s] > start) return s;
  }
  return -1;
}
