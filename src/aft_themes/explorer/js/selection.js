// Which segments fit the choice, and how every other choice would change the counts.

// Each choice that a segment fails is counted: failing none, it is selected; failing exactly one,
// it still counts for the other values of that one.
function select(corpus, state) {
  const people = fitPeople(corpus, state);
  const topics = fitTopics(corpus, state);
  const others = fitOther(corpus, state);
  const fits = fitWhat(corpus, state);
  const attributes = corpus.participants.attributes;
  const counts = {
    segments: [],
    people: 0,
    perPerson: new Int32Array(corpus.participants.id.length),
    perPersonOther: new Int32Array(corpus.participants.id.length),
    attributes: attributes.map((one) => makeCounter(one.values.length)),
    topics: makeCounter(corpus.topics.length),
    broad: makeCounter(corpus.broad_topics.length),
  };
  const open = new Uint8Array(corpus.segments.count); // fits everything but code and valence
  for (let segment = 0; segment < corpus.segments.count; segment += 1) {
    const person = corpus.segments.participant[segment];
    const topicFails = topics ? topics[segment] : 0;
    const otherFails = others ? others[segment] : 0;
    const fails = people.fails[person] + topicFails + otherFails;
    if (!fails) open[segment] = 1;
    if (fails < 2 && fits[segment]) {
      countSegment(
        corpus,
        counts,
        segment,
        person,
        fails,
        otherFails ? OTHER : topicFails ? TOPIC : people.failing[person],
      );
    }
  }
  counts.of = people.of;
  counts.ofAttributes = people.ofAttributes;
  counts.codes = countCodes(corpus, state, open);
  counts.valences = countValences(corpus, state, open, people.needCoded);
  counts.scope = people;
  counts.open = open;
  return counts;
}

const PERSON = -1;
const TOPIC = -2;
const OTHER = -4;

function fitPeople(corpus, state) {
  const { participants } = corpus;
  const count = participants.id.length;
  const fails = new Uint8Array(count);
  const failing = new Int8Array(count).fill(-3);
  const fail = (person, what) => {
    fails[person] += 1;
    failing[person] = what;
  };
  participants.attributes.forEach(({ name, values, of }, number) => {
    const wanted = values.indexOf(state.attributes[name]);
    if (wanted < 0) return;
    for (let person = 0; person < count; person += 1) {
      if (of[person] !== wanted) fail(person, number);
    }
  });
  const only = corpus.personNumber.get(state.person);
  if (only !== undefined) {
    for (let person = 0; person < count; person += 1) if (person !== only) fail(person, PERSON);
  }
  // shares are of the participants whose interviews were coded
  const needCoded = Boolean(state.code || state.valence);
  const ofAttributes = participants.attributes.map(({ values }) => new Int32Array(values.length));
  let of = 0;
  let ofCoded = 0;
  for (let person = 0; person < count; person += 1) {
    const counted = !needCoded || participants.coded[person];
    if (!fails[person] && participants.coded[person]) ofCoded += 1;
    if (!fails[person] && counted) of += 1;
    if (counted) {
      participants.attributes.forEach((one, number) => {
        const alone = fails[person] === 1 && failing[person] === number;
        if (!fails[person] || alone) ofAttributes[number][one.of[person]] += 1;
      });
    }
  }
  return { fails, failing, of, ofCoded, ofAttributes, needCoded };
}

function fitTopics(corpus, state) {
  const found = findTopic(corpus, state.topic);
  if (!found) return null;
  return Uint8Array.from(found.column, (topic) => (topic === found.number ? 0 : 1));
}

// a topic by its id; those of the upper level have a b before it
function findTopic(corpus, id) {
  const { topic, broad } = corpus.segments;
  const number = corpus.topics.findIndex((one) => one.id === id);
  if (number >= 0) return { ...corpus.topics[number], number, column: topic };
  const above = corpus.broad_topics.findIndex((one) => `b${one.id}` === id);
  if (above >= 0) return { ...corpus.broad_topics[above], number: above, column: broad };
  return null;
}

// 1 where a second code is asked for and missing, or unwanted and there
function fitOther(corpus, state) {
  if (!state.other || !corpus.codeNumber.has(state.code) || state.how === "or") return null;
  const wanted = state.how === "and" ? 0 : 1;
  const fails = new Uint8Array(corpus.segments.count).fill(1 - wanted);
  for (const segment of corpus.byCode[corpus.codeNumber.get(state.other)].segments) {
    fails[segment] = wanted;
  }
  return fails;
}

// segments that fit code and valence
function fitWhat(corpus, state) {
  const fits = new Uint8Array(corpus.segments.count);
  const valence = corpus.valences.indexOf(state.valence);
  if (state.code && state.code !== UNCODED) {
    const wanted = [state.code, ...(state.how === "or" && state.other ? [state.other] : [])];
    for (const code of wanted) {
      const { segments, valences } = corpus.byCode[corpus.codeNumber.get(code)];
      segments.forEach((segment, row) => {
        if (valence < 0 || valences[row] === valence) fits[segment] = 1;
      });
    }
    return fits;
  }
  const coded = corpus.participants.coded;
  for (let segment = 0; segment < fits.length; segment += 1) {
    const heard = corpus.heard[segment];
    if (state.code === UNCODED) {
      fits[segment] = !heard && coded[corpus.segments.participant[segment]] ? 1 : 0;
    } else if (valence >= 0) fits[segment] = heard & (1 << valence) ? 1 : 0;
    else fits[segment] = 1;
  }
  if (state.code === UNCODED && valence >= 0) fits.fill(0);
  return fits;
}

function makeCounter(length) {
  return {
    segments: new Int32Array(length),
    people: new Int32Array(length),
    last: new Int32Array(length).fill(-1),
    seen: new Set(),
  };
}

// most segments follow one of the same participant, so that the slower look is seldom needed
function tally(counter, value, person) {
  counter.segments[value] += 1;
  if (counter.last[value] === person) return;
  counter.last[value] = person;
  const pair = person * counter.last.length + value;
  if (counter.seen.has(pair)) return;
  counter.seen.add(pair);
  counter.people[value] += 1;
}

function countSegment(corpus, counts, segment, person, fails, failing) {
  if (!fails) {
    counts.segments.push(segment);
    if (!counts.perPerson[person]) counts.people += 1;
    counts.perPerson[person] += 1;
  }
  if (!fails || failing === PERSON) counts.perPersonOther[person] += 1;
  corpus.participants.attributes.forEach((one, number) => {
    if (!fails || failing === number) tally(counts.attributes[number], one.of[person], person);
  });
  if (!corpus.topics.length || (fails && failing !== TOPIC)) return;
  const topic = corpus.segments.topic[segment];
  const broad = corpus.segments.broad[segment];
  if (topic >= 0) tally(counts.topics, topic, person);
  if (broad >= 0) tally(counts.broad, broad, person);
}

function countCodes(corpus, state, open) {
  const valence = corpus.valences.indexOf(state.valence);
  const counter = makeCounter(corpus.codes.length);
  corpus.byCode.forEach(({ segments, valences }, code) => {
    for (let row = 0; row < segments.length; row += 1) {
      const segment = segments[row];
      if (open[segment] && (valence < 0 || valences[row] === valence)) {
        tally(counter, code, corpus.segments.participant[segment]);
      }
    }
  });
  return counter;
}

function countValences(corpus, state, open) {
  const counter = makeCounter(corpus.valences.length);
  const code = corpus.codeNumber.get(state.code);
  if (code !== undefined) {
    const { segments, valences } = corpus.byCode[code];
    segments.forEach((segment, row) => {
      if (open[segment]) tally(counter, valences[row], corpus.segments.participant[segment]);
    });
  } else if (state.code !== UNCODED) {
    for (let segment = 0; segment < open.length; segment += 1) {
      if (!open[segment] || !corpus.heard[segment]) continue;
      corpus.valences.forEach((_, valence) => {
        if (corpus.heard[segment] & (1 << valence)) {
          tally(counter, valence, corpus.segments.participant[segment]);
        }
      });
    }
  }
  return counter;
}

// how each participant in the selection speaks of a code: benefit only, challenge only, both, neither
function splitPeople(corpus, code, counts) {
  const said = new Int8Array(corpus.participants.id.length).fill(-1);
  const { segments, valences } = corpus.byCode[code];
  const chosen = new Set(counts.segments);
  segments.forEach((segment, row) => {
    if (!chosen.has(segment)) return;
    const person = corpus.segments.participant[segment];
    said[person] = Math.max(said[person], 0) | valences[row];
  });
  const split = corpus.valences.map(() => 0);
  for (const valence of said) if (valence >= 0) split[valence] += 1;
  return split;
}
