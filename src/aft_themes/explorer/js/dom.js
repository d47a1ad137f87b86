// Elements are made here and nowhere else; text only ever becomes a text node.

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === undefined || value === null) continue;
    if (name === "class") element.className = value;
    else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function link(address, properties, ...children) {
  return make("a", { href: address, ...properties }, ...children);
}

// words from a transcript: they keep their own direction
function said(tag, properties, ...children) {
  return make(tag, { dir: "auto", ...properties }, ...children);
}

function unseen(text) {
  return make("span", { class: "unseen" }, text);
}

function hint(text) {
  return make("p", { class: "hint" }, text);
}

function bar(share) {
  const fill = make("span", { class: "fill" });
  fill.style.width = `${(100 * share).toFixed(1)}%`;
  return make("span", { class: "bar", "aria-hidden": "true" }, fill);
}

// what it holds is made when it is first opened
function unfolding(kind, title, fill) {
  const details = make("details", { class: kind }, make("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.childElementCount === 1) details.append(...fill());
  });
  return details;
}

function share(part, whole) {
  return whole ? part / whole : 0;
}

function percent(part, whole) {
  return `${Math.round(100 * share(part, whole))}%`;
}

const numbers = new Intl.NumberFormat("en");

function amount(number) {
  return numbers.format(number);
}

function plural(number, one, many = `${one}s`) {
  return `${amount(number)} ${number === 1 ? one : many}`;
}

const VALENCE_WORDS = {
  benefit: "Benefit",
  challenge: "Challenge",
  mixed: "Mixed",
  none: "Neither",
};
const VALENCE_SIGNS = { benefit: "+", challenge: "−", mixed: "±", none: "○" };

function valenceSign(valence) {
  return make(
    "span",
    { class: `sign ${valence}`, title: VALENCE_WORDS[valence] },
    make("span", { "aria-hidden": "true" }, VALENCE_SIGNS[valence]),
    unseen(VALENCE_WORDS[valence].toLowerCase()),
  );
}

function pager(state, total) {
  const pages = Math.max(1, Math.ceil(total / state.size));
  const page = Math.min(state.page, pages);
  const step = (to, text) =>
    to >= 1 && to <= pages
      ? link(
          addressOf(state, { page: to }),
          { class: "step", rel: to < page ? "prev" : "next" },
          text,
        )
      : make("span", { class: "step off" }, text);
  const sizes = SIZES.map((size) =>
    link(
      addressOf(state, { size }),
      { class: "step", "aria-current": size === state.size ? "true" : null },
      String(size),
      unseen(" on a page"),
    ),
  );
  return make(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    step(page - 1, "Previous"),
    make("span", { class: "where" }, `Page ${amount(page)} of ${amount(pages)}`),
    step(page + 1, "Next"),
    make("span", { class: "sizes" }, make("span", {}, "Show "), ...sizes),
  );
}

function pageOf(state, items) {
  const pages = Math.max(1, Math.ceil(items.length / state.size));
  const first = (Math.min(state.page, pages) - 1) * state.size;
  return items.slice(first, first + state.size);
}

// where the choices lie over what they show
const NARROW = matchMedia("(max-width: 60rem)");

// past the choices, to what they show
function showMain() {
  if (NARROW.matches) document.getElementById("choices").open = false;
  const main = document.getElementById("main");
  main.scrollIntoView();
  main.focus();
}

function toMain(event) {
  event.preventDefault(); // the address is the reader's choice, not a place on the page
  showMain();
}
