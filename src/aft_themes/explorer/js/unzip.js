// Reads the first sheet of a workbook that was saved here or by a spreadsheet program.

const MOST_UNPACKED = 50_000_000; // bytes of one part: a review of 100,000 rows has fewer
const MOST_PARTS = 1000;

// rows as objects by column; what is no workbook gives an error to be shown
async function readWorkbook(buffer) {
  const parts = partsOf(new DataView(buffer));
  const sheet = [...parts.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).sort()[0];
  if (!sheet) throw new Error("This is no workbook.");
  const shared = parts.has("xl/sharedStrings.xml")
    ? [...(await unpack(parts.get("xl/sharedStrings.xml"))).matchAll(/<si>([^]*?)<\/si>/g)].map(([, item]) => textOf(item))
    : [];
  const [header, ...rows] = sheetRows(await unpack(parts.get(sheet)), shared);
  if (!header) return [];
  const names = header.map((name) => (name ?? "").trim().toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

// the parts of a zip file, from the list at its end
function partsOf(view) {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("This is no workbook.");
  const count = Math.min(MOST_PARTS, view.getUint16(end + 10, true));
  const parts = new Map();
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number += 1) {
    const [length, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length));
    const place = view.getUint32(at + 42, true);
    const begin = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
    parts.set(name, {
      packed: view.getUint16(at + 10, true) !== 0,
      bytes: new Uint8Array(view.buffer, begin, view.getUint32(at + 20, true)),
    });
    at += 46 + length + extra + comment;
  }
  return parts;
}

async function unpack({ packed, bytes }) {
  if (!packed) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_UNPACKED) throw new Error("This workbook is too large.");
  }
  return text;
}

function sheetRows(xmlText, shared) {
  return [...xmlText.matchAll(/<row\b[^>]*>([^]*?)<\/row>/g)].map(([, row]) => {
    const cells = [];
    for (const [, about, inside] of row.matchAll(/<c\b([^>]*?)(?:\/>|>([^]*?)<\/c>)/g)) {
      const column = about.match(/\br="([A-Z]{1,3})\d+"/)?.[1];
      const value = inside?.match(/<v[^>]*>([^]*?)<\/v>/)?.[1] ?? "";
      cells[column ? columnNumber(column) : cells.length] =
        /\bt="s"/.test(about) ? (shared[Number(value)] ?? "") : value ? unescaped(value) : textOf(inside ?? "");
    }
    return cells;
  });
}

function columnNumber(letters) {
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

function textOf(item) {
  return [...item.matchAll(/<t\b[^>]*>([^]*?)<\/t>/g)].map(([, text]) => unescaped(text)).join("");
}

function unescaped(text) {
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : 0;
    if (code) return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    return signs[name] ?? whole;
  });
}
