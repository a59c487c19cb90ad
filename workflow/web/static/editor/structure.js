// What keys do to the structure: Enter splits, Backspace joins, Tab changes the level, Alt and arrows move a unit whole.
import { Selection, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { HEADED, OF_WORDS, RANK, schema } from "./schema.js";

const DEEPER = { article: "paragraph", paragraph: "item", part: "chapter", chapter: "section" };
const HIGHER = { paragraph: "article", chapter: "part", section: "chapter" };
const DEEPEST = 5;
const FRONT = new Set(["title", "letterhead", "note", "toc", "signature"]);

const plain = (kind, level = 0, more = {}) => ({
  kind, level, key: "", label: "", fixed: false, captioned: false, first: false, more: null, own: "", ...more,
});

// The block the caret is in: {node, pos, at}; null inside a table.
export const blockOf = ($pos) => {
  const node = $pos.depth ? $pos.node(1) : null;
  return node && node.type === schema.nodes.block ? { node, pos: $pos.before(1), at: $pos.index(0) } : null;
};

// What the block behind the caret is to be, told by where the caret is and by the punctuation before it.
const follows = (block, before, atEnd) => {
  const { kind, level } = block.attrs;
  if (FRONT.has(kind)) return atEnd && kind !== "toc" && kind !== "signature" ? plain("article") : plain(kind);
  if (kind === "annex" || kind === "preamble") return plain("paragraph");
  if (HEADED.has(kind)) return plain("article");
  const last = before.trimEnd().at(-1) || "";
  if ("：:".includes(last) && last) return plain("item", kind === "item" ? Math.min(level + 1, DEEPEST) : 1);
  if (kind === "item") return "。.".includes(last) && last && atEnd ? plain("paragraph") : plain("item", Math.max(level, 1));
  if (kind === "paragraph") return plain("paragraph", level);
  return plain(atEnd ? "article" : "paragraph");
};

const lifted = ({ kind, level }) => {
  if (kind === "item") return level > 1 ? { kind, level: level - 1 } : { kind: "paragraph", level: 0 };
  return kind === "paragraph" ? { kind: "article", level: 0 } : null;
};

export const enter = (state, dispatch) => {
  if (isInTable(state)) return true;
  const { tr } = state;
  if (!tr.selection.empty) tr.deleteSelection();
  const { $from } = tr.selection;
  const block = blockOf($from);
  if (!block) return true;
  const { node, pos } = block;
  const atEnd = $from.parentOffset === node.content.size;
  if (!node.content.size) {
    const up = lifted(node.attrs);
    if (up) tr.setNodeMarkup(pos, null, { ...node.attrs, ...up, first: false });
    else if (node.attrs.kind !== "article") tr.insert(pos + node.nodeSize, schema.nodes.block.create(follows(node, "", true)));
  } else if (node.attrs.captioned) {
    const next = tr.doc.maybeChild(block.at + 1);
    if (atEnd && next?.attrs.first) tr.setSelection(TextSelection.create(tr.doc, pos + node.nodeSize + 1));
    else tr.split($from.pos, 1, [{ type: node.type, attrs: plain("paragraph", 0, { first: !next?.attrs.first }) }]);
  } else if (!$from.parentOffset) {
    tr.insert(pos, schema.nodes.block.create(plain(node.attrs.kind, node.attrs.level)));
  } else {
    const attrs = follows(node, node.textBetween(0, $from.parentOffset, "", "。"), atEnd);
    tr.split($from.pos, 1, [{ type: node.type, attrs }]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

// A further paragraph (款) of the same article.
export const paragraphHere = (state, dispatch) => {
  const block = blockOf(state.selection.$from);
  if (!block || HEADED.has(block.node.attrs.kind)) return enter(state, dispatch);
  dispatch?.(state.tr.deleteSelection().split(state.tr.deleteSelection().selection.from, 1, [
    { type: block.node.type, attrs: plain("paragraph") },
  ]).scrollIntoView());
  return true;
};

// Joins the block that begins at `pos` to the one before it, or takes out the one of them that is empty.
const join = (tr, pos) => {
  const $pos = tr.doc.resolve(pos);
  const [before, after] = [$pos.nodeBefore, $pos.nodeAfter];
  if (!before || !after || [before, after].some((one) => one.type !== schema.nodes.block)) return false;
  if (!after.content.size) {
    tr.delete(pos, pos + after.nodeSize);
    tr.setSelection(TextSelection.create(tr.doc, pos - 1));
  } else if (!before.content.size) tr.delete(pos - before.nodeSize, pos);
  else if (before.attrs.kind !== after.attrs.kind && !(OF_WORDS.has(before.attrs.kind) && OF_WORDS.has(after.attrs.kind))) return false;
  else tr.join(pos);
  return true;
};

export const backspace = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset || isInTable(state)) return false;
  const block = blockOf($from);
  if (!block || !block.at) return false;
  const { tr } = state;
  if (join(tr, block.pos)) dispatch?.(tr.scrollIntoView());
  return true;
};

export const remove = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const block = empty && !isInTable(state) ? blockOf($from) : null;
  if (!block || $from.parentOffset < block.node.content.size || block.at + 1 >= state.doc.childCount) return false;
  const { tr } = state;
  if (join(tr, block.pos + block.node.nodeSize)) dispatch?.(tr.scrollIntoView());
  return true;
};

// Every block that the selection touches: [{node, pos, at}].
const touched = (state) => {
  const found = [];
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos, parent, at) => {
    if (parent === state.doc && node.type === schema.nodes.block) found.push({ node, pos, at });
    return false;
  });
  return found;
};

const deeper = (one, before) => {
  const { kind, level, captioned } = one.attrs;
  if (captioned) return null;
  if (kind === "item") return before?.attrs.kind === "item" && before.attrs.level >= level && level < DEEPEST ? { kind, level: level + 1 } : null;
  const to = DEEPER[kind];
  if (to === "item") return { kind: to, level: before?.attrs.kind === "item" ? before.attrs.level : 1 };
  return to ? { kind: to, level: 0 } : null;
};

const higher = ({ attrs: { kind, level } }) => {
  if (kind === "item") return lifted({ kind, level });
  return HIGHER[kind] ? { kind: HIGHER[kind], level: 0 } : null;
};

const levels = (change) => (state, dispatch) => {
  if (isInTable(state)) return false;
  const { tr } = state;
  for (const { node, pos, at } of touched(state)) {
    const to = change(node, at ? tr.doc.child(at - 1) : null);
    if (to) tr.setNodeMarkup(pos, null, { ...node.attrs, ...to, first: false, fixed: false, label: "", more: null, own: "" });
  }
  if (tr.docChanged) dispatch?.(tr.scrollIntoView());
  return true;
};
export const lower = levels(deeper);
export const raise = levels(higher);

// Makes the blocks that the selection touches units of a kind.
export const become = (kind) => (state, dispatch) => {
  const { tr } = state;
  for (const { node, pos } of touched(state)) {
    if (node.attrs.kind === kind) continue;
    tr.setNodeMarkup(pos, null, { ...plain(kind, kind === "item" ? 1 : 0), key: node.attrs.key });
  }
  if (tr.docChanged) dispatch?.(tr.scrollIntoView());
  return tr.docChanged;
};

const rank = (node) => RANK[node.attrs.kind || "table"] + (node.attrs.kind === "item" ? Math.max(node.attrs.level, 1) : 0);

// Where the unit that block `at` heads ends: the place of the first block behind it.
export const endOf = (doc, at) => {
  let end = at + 1;
  while (end < doc.childCount && rank(doc.child(end)) > rank(doc.child(at))) end += 1;
  return end;
};

// The unit that is moved from a block: a list unit by itself, else the article or container around the block.
export const unitAt = (doc, at) => {
  let start = at;
  const { kind } = doc.child(at).attrs;
  if (kind !== "item") while (start > 0 && rank(doc.child(start)) > RANK.article) start -= 1;
  return [start, endOf(doc, start)];
};

const offsetOf = (doc, at) => {
  let offset = 0;
  for (let one = 0; one < at; one += 1) offset += doc.child(one).nodeSize;
  return offset;
};

// Puts the blocks [start, end) before block `to`; the caret goes with them.
export const moved = (state, start, end, to) => {
  const { doc, tr, selection } = state;
  const [from, until] = [offsetOf(doc, start), offsetOf(doc, end)];
  const slice = doc.slice(from, until);
  const into = offsetOf(doc, to);
  const at = into > from ? into - (until - from) : into;
  tr.delete(from, until).insert(at, slice.content);
  const [anchor, head] = [selection.anchor, selection.head].map((one) => Math.max(0, Math.min(one - from, until - from)) + at);
  tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
  return tr.scrollIntoView();
};

const placeAbove = (doc, start) => {
  const own = rank(doc.child(start));
  let to = start - 1;
  while (to > 0 && rank(doc.child(to)) > own) to -= 1;
  if (to < 0 || rank(doc.child(to)) < RANK.part) return -1;
  // Above the first chapter there is nothing to go to; above a later one the chapter before it ends.
  if (rank(doc.child(to)) < own && (own > RANK.article || !doc.child(to - 1) || rank(doc.child(to - 1)) < RANK.article)) return -1;
  return to;
};

const placeBelow = (doc, start, end) => {
  if (end >= doc.childCount) return -1;
  const [own, next] = [rank(doc.child(start)), rank(doc.child(end))];
  if (next < RANK.part || (next < own && own > RANK.article)) return -1;
  return next < own ? end + 1 : endOf(doc, end);
};

const moves = (place) => (state, dispatch) => {
  const at = state.selection.$from.index(0);
  const [start, end] = unitAt(state.doc, at);
  if (rank(state.doc.child(start)) < RANK.part) return true;
  const to = place(state.doc, start, end);
  if (to >= 0) dispatch?.(moved(state, start, end, to));
  return true;
};
export const moveUp = moves((doc, start) => (start ? placeAbove(doc, start) : -1));
export const moveDown = moves(placeBelow);

export const caretAt = (doc, at, offset = 0) => Selection.near(doc.resolve(Math.min(offsetOf(doc, at) + 1 + offset, doc.content.size)));
