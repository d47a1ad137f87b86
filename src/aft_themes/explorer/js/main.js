// Everything begins with the address: each change of it draws the page anew.

function go(address) {
  location.hash = address;
}

function start() {
  const begun = performance.now();
  const corpus = readCorpus(JSON.parse(document.getElementById("data").textContent));
  const updateSidebar = makeSidebar(corpus, document.getElementById("sidebar"));
  let before = null;
  let byReader = false; // whether the reader followed a link, rather than going back

  const draw = (event) => {
    const begun = performance.now();
    const state = readState(location.hash, corpus);
    const counts = select(corpus, state);
    updateSidebar(state, counts);
    const again = event && before && writeState(before) === writeState(state);
    const focused = again ? document.activeElement?.id : "";
    drawMain(corpus, state, counts);
    markView(corpus, state);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    settle(state, before, byReader);
    before = state;
    byReader = false;
    document.body.dataset.drawn = location.hash; // for tests: the address that the page now shows
    performance.measure("draw", { start: begun });
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[href^='#']")) byReader = true;
  });
  document.getElementById("skip").addEventListener("click", toMain);
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) {
    document.getElementById("main").addEventListener(type, lightUp);
  }
  addEventListener("hashchange", draw);
  countKept(corpus);
  keepHeaderInSight();
  if (NARROW.matches) document.getElementById("choices").open = false;
  draw();
  performance.measure("start", { start: begun });
  setTimeout(() => foldedOf(corpus), 50); // so that the first search is fast
}

function drawMain(corpus, state, counts) {
  const hidden = recordOf(corpus).blind && state.view !== "coding";
  const { status, nodes } = (hidden ? blindView : DRAWN[state.view])(corpus, state, counts);
  const missing = state.unknown.length
    ? make(
        "p",
        { class: "notice" },
        `This address names something that this study does not have: ${state.unknown.join(", ")}.`,
      )
    : null;
  document.getElementById("view").replaceChildren(...[missing, ...nodes.flat()].filter(Boolean));
  document.getElementById("status").textContent = status;
}

const DRAWN = {
  themes: (corpus, state, counts) => ({
    status: statusOf(corpus, state, counts),
    nodes: themesView(corpus, state, counts),
  }),
  words: wordsView,
  transcript: transcriptView,
  matrix: matrixView,
  together: togetherView,
  compare: compareView,
  portrait: portraitView,
  topics: topicsView,
  quotes: quotesView,
  coding: codingView,
};

// in blind coding no view shows other people's codes
function blindView(corpus, state) {
  return {
    status: "Blind coding is on.",
    nodes: [
      make("h2", { id: "title", tabindex: "-1" }, "Blind coding is on"),
      make(
        "p",
        {},
        "This view would show other people\u2019s codes. Finish coding first, or turn blind coding off in ",
        link(addressOf(state, { view: "coding", at: "" }), {}, "Code"),
        ".",
      ),
    ],
  };
}

// what sticks below the header, and what is scrolled to, begins where the header ends
function keepHeaderInSight() {
  const header = document.querySelector(".top");
  const measure = () =>
    document.documentElement.style.setProperty("--top", `${header.offsetHeight}px`);
  new ResizeObserver(measure).observe(header);
  measure();
}

function markView(corpus, state) {
  document.body.dataset.view = recordOf(corpus).blind ? "coding" : state.view;
  for (const view of VIEWS) {
    const anchor = document.getElementById(`view-${view}`);
    anchor.href = addressOf(state, { view, at: "" });
    if (state.view === view) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
}

// focus and scrolling: what the reader acted on may be gone
function settle(state, before, byReader) {
  if (showTarget(state, before) || !before) return;
  const moved = before.code !== state.code || before.view !== state.view;
  const paged = !moved && (before.page !== state.page || before.size !== state.size);
  if (document.activeElement === document.body) recoverFocus(state, before, paged);
  else if (byReader && moved) leaveChoices();
}

function leaveChoices() {
  const inChoices = document.getElementById("choices").contains(document.activeElement);
  if (NARROW.matches && inChoices) showMain();
  else document.getElementById("main").scrollIntoView({ block: "start" });
}

function showTarget(state, before) {
  const target = document.querySelector(".target");
  const isNew = !before || before.at !== state.at || before.view !== state.view;
  if (!target || !isNew) return false;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  return true;
}

function recoverFocus(state, before, paged) {
  const searched = before.view === "words" && before.query !== state.query;
  const query = searched ? document.getElementById("query") : null;
  const title = paged && state.view === "themes" ? "passages-title" : "title";
  const next = query ?? document.getElementById(title);
  next.focus({ preventScroll: !paged });
  if (paged) next.scrollIntoView({ block: "start" });
}

start();
