// What a text is made of in the editor: a flat row of keyed blocks, as the server hands it over. No number is in it.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

// Kinds whose words are their heading; an article has both, its heading being the caption.
export const HEADED = new Set(["part", "chapter", "section", "heading", "annex"]);
export const OF_WORDS = new Set(["article", "paragraph", "item"]);
// How high a unit stands: a unit reaches to the next one that stands as high.
export const RANK = {
  letterhead: 0, title: 0, note: 0, toc: 0, preamble: 1, annex: 1, signature: 1, part: 2, chapter: 3, section: 4, heading: 5,
  article: 6, paragraph: 7, table: 7, item: 8,
};

export const freshKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  return "n" + Array.from(bytes, (one) => "abcdefghijklmnopqrstuvwxyz0123456789"[one % 36]).join("");
};

const tables = tableNodes({ tableGroup: "unit", cellContent: "line", cellAttributes: {} });

export const schema = new Schema({
  nodes: {
    doc: { content: "unit+" },
    block: {
      group: "unit",
      content: "inline*",
      // label: kept as it is when `fixed`, else the picture of it at load. captioned: an article whose words here are its
      // caption, the words of its first paragraph standing in the block behind it, which is then `first`. level: of a list
      // unit, 1 the outermost; of a paragraph, in which of the open list units it stands. own: the key of an article's first
      // paragraph. more: what the server knows besides, and gets back.
      attrs: {
        kind: { default: "paragraph" }, key: { default: "" }, label: { default: "" }, fixed: { default: false },
        captioned: { default: false }, first: { default: false }, more: { default: null }, level: { default: 0 },
        own: { default: "" },
      },
      defining: true,
      parseDOM: [{
        tag: "[data-kind]",
        getAttrs: (dom) => ({
          kind: dom.dataset.kind in RANK ? dom.dataset.kind : "paragraph", key: dom.dataset.key || "",
          label: dom.dataset.fixed || "", fixed: Boolean(dom.dataset.fixed), captioned: dom.dataset.captioned === "1",
          first: dom.dataset.first === "1", level: Number(dom.dataset.level) || 0, own: dom.dataset.own || "",
        }),
      }, { tag: "p" }, { tag: "li" }, { tag: "h1, h2, h3, h4, h5, h6" }],
      toDOM: (node) => ["p", {
        "data-kind": node.attrs.kind, "data-key": node.attrs.key,
        ...(node.attrs.level ? { "data-level": node.attrs.level } : {}),
        ...(node.attrs.own ? { "data-own": node.attrs.own } : {}),
        ...(node.attrs.fixed ? { "data-fixed": node.attrs.label } : {}),
        ...(node.attrs.captioned ? { "data-captioned": "1" } : {}), ...(node.attrs.first ? { "data-first": "1" } : {}),
      }, 0],
    },
    line: {
      content: "inline*",
      parseDOM: [{ tag: "td > p, th > p" }],
      toDOM: () => ["p", 0],
    },
    ...tables,
    table: { ...tables.table, attrs: { key: { default: "" }, more: { default: null } } },
    text: { group: "inline" },
    reference: {
      group: "inline",
      inline: true,
      atom: true,
      selectable: true,
      // piece: what the server handed over, or is to get: {to: a key, also: keys, words, figures: the numbers in the words}.
      attrs: { piece: {} },
      leafText: (node) => node.attrs.piece.words,
      parseDOM: [{
        tag: "span[data-piece]",
        getAttrs: (dom) => {
          try {
            return { piece: JSON.parse(dom.dataset.piece) };
          } catch { return false; }
        },
      }],
      toDOM: (node) => ["span", { "data-piece": JSON.stringify(node.attrs.piece) }, node.attrs.piece.words],
    },
  },
});
