// The row of blocks as the server knows it ⇄ the document of the editor. Whatever a block brings that is not known here is kept.
import { HEADED, freshKey, schema } from "./schema.js";

const KNOWN = new Set(["key", "kind", "label", "fixed", "heading", "content", "rows", "level", "own"]);

const kept = (block) => {
  const more = Object.fromEntries(Object.entries(block).filter(([name]) => !KNOWN.has(name)));
  return Object.keys(more).length ? more : null;
};

const inline = (pieces) => pieces.flatMap((piece) => {
  if (typeof piece !== "string") return schema.nodes.reference.create({ piece });
  return piece ? schema.text(piece) : [];
});

const line = (cell) => schema.nodes.line.create(null, inline(Array.isArray(cell) ? cell : [cell]));
const table = (block) => schema.nodes.table.create({ key: block.key, more: kept(block) }, block.rows.map((cells, at) =>
  schema.nodes.table_row.create(null, cells.map((cell) =>
    schema.nodes[at ? "table_cell" : "table_header"].create(null, line(cell))))));
const words = (block) => {
  const attrs = {
    kind: block.kind === "subitem" ? "item" : block.kind, key: block.key, label: block.label || "", more: kept(block),
    fixed: Boolean(block.fixed), level: block.level || 0, own: block.own || "",
  };
  if (HEADED.has(block.kind)) return [schema.nodes.block.create(attrs, inline([block.heading || ""]))];
  if (!block.heading) return [schema.nodes.block.create(attrs, inline(block.content || []))];
  const caption = schema.nodes.block.create({ ...attrs, captioned: true }, inline([block.heading]));
  if (!block.content?.length) return [caption];
  const first = { kind: "paragraph", key: block.own || freshKey(), first: true };
  return [caption, schema.nodes.block.create(first, inline(block.content))];
};

export const documentOf = (row) => {
  const blocks = row.blocks.flatMap((one) => (one.rows ? [table(one)] : words(one)));
  return schema.nodes.doc.create(null, blocks.length ? blocks : [schema.nodes.block.create({ kind: "title", key: freshKey() })]);
};

const pieces = (node, said) => {
  const out = [];
  node.forEach((one) => {
    if (one.isText && typeof out.at(-1) === "string") out[out.length - 1] += one.text;
    else out.push(one.isText ? one.text : { ...one.attrs.piece, words: said(one) });
  });
  return out;
};

// about: what a row says besides its blocks · said: how a reference reads now · labels: the label of each block by its place.
export const rowOf = (doc, about, said, labels) => {
  const blocks = [];
  doc.forEach((node, _offset, at) => {
    if (node.type.name === "table") {
      const rows = [];
      node.forEach((cellsOfRow) => {
        const cells = [];
        cellsOfRow.forEach((cell) => cells.push(pieces(cell.firstChild, said)));
        rows.push(cells);
      });
      blocks.push({ key: node.attrs.key, kind: "table", label: "", content: [], rows, ...node.attrs.more });
      return;
    }
    const { kind, key, fixed, captioned, first, more, level, own } = node.attrs;
    const before = blocks.at(-1);
    if (first && kind === "paragraph" && before?.heading !== undefined && ["article", "preamble"].includes(before.kind) && !before.content.length) {
      before.content = pieces(node, said);
      before.own = key;
      return;
    }
    const block = { key, kind: kind === "item" && level > 1 ? "subitem" : kind, label: labels[at], content: [], ...more };
    if (fixed) block.fixed = true;
    if (level) block.level = level;
    if (own && !captioned) block.own = own;
    if (HEADED.has(kind) || captioned) block.heading = node.textContent;
    else block.content = pieces(node, said);
    blocks.push(block);
  });
  return { ...about, blocks };
};
