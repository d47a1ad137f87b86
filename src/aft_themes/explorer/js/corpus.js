// The study as typed arrays. Valences are bits (1 benefit, 2 challenge), so that two join by "or".

function readCorpus(raw) {
  const { text } = raw;
  const turns = {
    interview: Int32Array.from(raw.turns.interview),
    participant: Int32Array.from(raw.turns.participant), // -1 for turns of others
    number: raw.turns.number,
    role: raw.turns.role,
    start: Int32Array.from(raw.turns.start),
    seconds: raw.turns.seconds,
    count: raw.turns.number.length,
  };
  const segments = {
    turn: Int32Array.from(raw.segments.turn),
    part: raw.segments.part,
    start: Int32Array.from(raw.segments.start),
    end: Int32Array.from(raw.segments.end),
    topic: Int32Array.from(raw.segments.topic), // empty where no topics were found
    broad: Int32Array.from(raw.segments.broad),
    x: raw.segments.x,
    y: raw.segments.y,
    count: raw.segments.turn.length,
  };
  segments.participant = segments.turn.map((turn) => turns.participant[turn]);
  const codes = [...raw.codes, ...raw.themes.map(asCode)];
  const corpus = { ...raw, text, turns, segments, codes, bookSize: raw.codes.length };
  corpus.codeNumber = new Map(codes.map((code, number) => [code.id, number]));
  corpus.personNumber = new Map(raw.participants.id.map((id, number) => [id, number]));
  corpus.interviewNumber = new Map(raw.interviews.id.map((id, number) => [id, number]));
  corpus.children = childrenOf(codes);
  corpus.codings = { ...raw.codings, first: firstRows(raw.codings.segment, segments.count) };
  corpus.turnSegments = firstRows(segments.turn, turns.count);
  corpus.interviewTurns = firstRows(turns.interview, raw.interviews.id.length);
  Object.assign(corpus, rollUp(corpus));
  corpus.valued = raw.codings.valence.some((valence) => valence > 0);
  return corpus;
}

// a theme of the authors joins codes from anywhere in the codebook; it is counted and shown as a
// code above them, and stands after the codebook's own codes
function asCode({ name, idea, sentence, codes }) {
  return {
    id: `theme:${name}`,
    name,
    parent: -1,
    definition: idea,
    sentence,
    members: codes,
    include: "",
    exclude: "",
    valence: "",
    see: [],
    label: "",
    low: null,
    high: null,
    not_placed: 0,
  };
}

// coded quotes of a code and those below it that could not be placed
function notPlaced(corpus, code) {
  const below = new Set([code]);
  for (const one of below) corpus.children[one].forEach((child) => below.add(child));
  return [...below].reduce((sum, one) => sum + corpus.codes[one].not_placed, 0);
}

function childrenOf(codes) {
  const children = codes.map(({ members }) => [...(members ?? [])]);
  codes.forEach((code, number) => {
    if (code.parent >= 0) children[code.parent].push(number);
  });
  return children;
}

// the highest codes of the codebook
function domainsOf(corpus) {
  return corpus.codes.flatMap(({ parent, members }, number) =>
    parent < 0 && !members ? [number] : [],
  );
}

function themesOf(corpus) {
  return corpus.codes.flatMap(({ members }, number) => (members ? [number] : []));
}

// what overviews begin with: the authors' themes where there are any, else the highest codes
function topCodes(corpus) {
  const themes = themesOf(corpus);
  return themes.length ? themes : domainsOf(corpus);
}

// what the highest codes are called: a domain has codes below it
function topName(corpus) {
  if (themesOf(corpus).length) return "Theme";
  return domainsOf(corpus).every((code) => corpus.children[code].length) ? "Domain" : "Code";
}

// rows are sorted by owner: where each owner's rows begin; one further entry closes the last
function firstRows(owners, count) {
  const first = new Int32Array(count + 1);
  for (const owner of owners) first[owner + 1] += 1;
  for (let owner = 0; owner < count; owner += 1) first[owner + 1] += first[owner];
  return first;
}

// each coding counts for its code and every code above it
function rollUp({ codes, codings, segments }) {
  const found = codes.map(() => ({ segments: [], valences: [] }));
  const heard = new Uint8Array(segments.count); // valences that any coding of a segment has
  for (let row = 0; row < codings.segment.length; row += 1) {
    const segment = codings.segment[row];
    const valence = codings.valence[row];
    heard[segment] |= 1 << valence;
    for (let code = codings.code[row]; code >= 0; code = codes[code].parent) {
      const { segments: mine, valences } = found[code];
      if (mine.length && mine[mine.length - 1] === segment) valences[mine.length - 1] |= valence;
      else {
        mine.push(segment);
        valences.push(valence);
      }
    }
  }
  for (const [code, { members }] of codes.entries()) {
    if (members) found[code] = joined(members.map((member) => found[member]));
  }
  const byCode = found.map((code) => ({
    segments: Int32Array.from(code.segments),
    valences: Uint8Array.from(code.valences),
  }));
  return { byCode, heard };
}

// the passages of several codes, each passage once
function joined(lists) {
  const valences = new Map();
  for (const list of lists) {
    list.segments.forEach((segment, row) =>
      valences.set(segment, (valences.get(segment) ?? 0) | list.valences[row]),
    );
  }
  const segments = [...valences.keys()].sort((a, b) => a - b);
  return { segments, valences: segments.map((segment) => valences.get(segment)) };
}

function segmentId(corpus, segment) {
  const { segments, turns, interviews } = corpus;
  const turn = segments.turn[segment];
  const number = String(turns.number[turn]).padStart(3, "0");
  return `${interviews.id[turns.interview[turn]]}.${number}.${segments.part[segment]}`;
}

function interviewOf(corpus, turn) {
  return corpus.interviews.id[corpus.turns.interview[turn]];
}

function turnText(corpus, turn) {
  return corpus.text.slice(corpus.turns.start[turn], corpus.turns.start[turn + 1] - 1);
}

function codingsOf(corpus, segment) {
  const rows = [];
  for (let row = corpus.codings.first[segment]; row < corpus.codings.first[segment + 1]; row += 1) {
    rows.push(row);
  }
  return rows;
}

function isWithin(corpus, code, ancestor) {
  const { members } = corpus.codes[ancestor];
  if (members && code !== ancestor) {
    return members.some((member) => isWithin(corpus, code, member));
  }
  let at = code;
  while (at >= 0 && at !== ancestor) at = corpus.codes[at].parent;
  return at >= 0;
}

// the interviewer's last turn before a segment, or -1
function questionBefore(corpus, segment) {
  const { turns, segments } = corpus;
  let turn = segments.turn[segment] - 1;
  const interview = turns.interview[segments.turn[segment]];
  while (turn >= 0 && turns.interview[turn] === interview) {
    if (corpus.roles[turns.role[turn]] === "interviewer") return turn;
    turn -= 1;
  }
  return -1;
}

// makes something of a corpus when it is first asked for, and keeps it
function once(make) {
  const made = new WeakMap();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}
