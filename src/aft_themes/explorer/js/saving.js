// Ways out of the page: the clipboard, and files that the browser saves.

// as the project's own tables: no cell that a spreadsheet could take for a formula
function csvCell(value) {
  const text = String(value ?? "");
  const inert = /^ *[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function csvOf(columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}

// rows of a CSV as objects by column; quotes may hold line breaks
function readCsv(text) {
  const cells = [[]];
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r?\n|$)/gy;
  const source = text.replace(/^\ufeff/, "");
  for (const [, cell, end] of source.matchAll(pattern)) {
    const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    cells.at(-1).push(value.replace(/^'(?= *[=+\-@\t\r])/, ""));
    if (end !== ",") {
      if (!end) break;
      cells.push([]);
    }
  }
  const [header, ...rows] = cells.filter((row) => row.length > 1 || row[0]);
  if (!header) return [];
  const names = header.map((name) => name.trim().toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

// text that Word opens as a document: one paragraph a quote, with its source below
function rtfOf(title, paragraphs) {
  const escape = (text) =>
    text.replace(/[\\{}]/g, "\\$&").replace(/[^\x20-\x7e]/g, (unit) => {
      const code = unit.charCodeAt(0);
      return code === 10 ? "\\line " : `\\u${code > 32767 ? code - 65536 : code}?`;
    });
  const body = paragraphs.map(
    ({ words, source }) =>
      `\\pard\\li567\\ri567\\sb160 ${escape(words)}\\par\n\\pard\\li567\\sa80\\i ${escape(source)}\\i0\\par\n`,
  );
  return `{\\rtf1\\ansi\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\fs24\n\\pard\\b ${escape(title)}\\b0\\par\n${body.join("")}}\n`;
}

function download(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

// for browsers that give a page from a file no clipboard
function copyByHand(text) {
  const area = make("textarea", { class: "unseen" }, text);
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

function announce(message) {
  document.getElementById("status").textContent = message;
}

// a button whose own words say what became of it
function actionButton(text, act, properties = {}) {
  const button = make("button", { type: "button", class: "action", ...properties }, text);
  button.addEventListener("click", async () => {
    const message = await act();
    if (!message) return;
    announce(message);
    button.textContent = message;
    setTimeout(() => (button.textContent = text), 2000);
  });
  return button;
}

function fileButton(text, accept, take) {
  const input = make("input", { type: "file", accept, class: "unseen", tabindex: "-1" });
  input.setAttribute("aria-label", text);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    try {
      if (file) await take(file);
    } catch {
      announce(`${file.name} could not be read.`);
    }
    input.value = "";
  });
  const button = make("button", { type: "button", class: "action" }, text);
  button.addEventListener("click", () => input.click());
  return make("span", { class: "file" }, button, input);
}
