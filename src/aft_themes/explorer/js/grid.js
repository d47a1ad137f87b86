// A table of counts whose cells are links: arrows move between them, Enter reads one.

function countGrid({ label, corner, columns, rows }) {
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map(({ share: part }) => part)));
  const body = rows.map(({ head, cells }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, head),
      cells.map((cell) => gridCell(cell, most)),
    ),
  );
  const grid = make(
    "table",
    { class: "grid", role: "grid", "aria-label": label },
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("th", { scope: "col" }, corner),
        columns.map((column) => make("th", { scope: "col" }, column)),
      ),
    ),
    make("tbody", {}, body),
  );
  const first = grid.querySelector("td a");
  if (first) first.tabIndex = 0;
  grid.addEventListener("keydown", moveInGrid);
  return make("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": label }, grid);
}

const SHADES = 5;

function gridCell({ text, share: part, address, about }, most) {
  const shade = part ? Math.max(1, Math.ceil((SHADES * part) / most)) : 0;
  return make(
    "td",
    { class: `shade${shade}`, role: "gridcell" },
    address
      ? link(address, { tabindex: "-1", "aria-label": about }, text)
      : unseen(about),
  );
}

const MOVES = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

function moveInGrid(event) {
  const cell = event.target.closest("td");
  if (!cell) return;
  const row = cell.parentElement;
  const lines = [...row.parentElement.children];
  const [down, right] = MOVES[event.key] ?? [0, 0];
  const line = lines[lines.indexOf(row) + down];
  let next = line?.children[cell.cellIndex + right];
  if (event.key === "Home") next = row.children[1];
  else if (event.key === "End") next = row.lastElementChild;
  else if (!down && !right) return;
  event.preventDefault();
  // empty cells are passed over
  while (next && !next.querySelector("a")) {
    next = down
      ? lines[lines.indexOf(next.parentElement) + down]?.children[next.cellIndex]
      : next.parentElement.children[next.cellIndex + (right || (event.key === "End" ? -1 : 1))];
  }
  const target = next?.querySelector("td a");
  if (!target) return;
  cell.querySelector("a").tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
}
