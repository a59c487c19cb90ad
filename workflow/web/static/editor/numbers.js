// The numbers that are drawn: counted when the structure changes, put on the blocks and into the references where they differ.
import { Plugin } from "prosemirror-state";
import { freshKey, schema } from "./schema.js";
import { itemValue, labelsOf, numberOf } from "./number.js";
import { chinese } from "./numerals.js";

const attrsOf = (node) => (node.type === schema.nodes.block ? node.attrs : { kind: "table", key: node.attrs.key, label: "" });

const NUMERAL = /[零〇○一二三四五六七八九十百千万两0-9０-９]+/;
const keysOf = (piece) => [piece.to, ...(piece.also || [])];

export class Numbers {
  constructor(about, words) {
    this.about = about;
    this.words = words;
    this.english = /^en/i.test(about.language);
    this.labels = [];
    this.places = new Map();
    this.views = new Map();
    this.references = new Set();
    this.marks = new Map();
    this.spoken = new Map();
    this.onDrawn = () => {};
  }

  // Counts anew. True when something is numbered otherwise than before.
  count(doc) {
    const blocks = [];
    doc.forEach((node) => blocks.push(attrsOf(node)));
    this.labels = labelsOf(blocks, this.about.language, this.about.anew);
    for (const [at, one] of blocks.entries()) if (this.spoken.has(one.key)) this.labels[at] = this.spoken.get(one.key);
    const places = new Map();
    let article = null;
    let paragraph = null;
    const chain = [];
    for (const [at, one] of blocks.entries()) {
      const label = this.labels[at];
      if (one.kind === "article") {
        article = { key: one.key, at, label, kind: "article", paragraphs: 0 };
        paragraph = { at, kind: "paragraph", article, number: 1, key: one.own };
        places.set(one.key, article);
        if (!one.captioned) article.paragraphs = 1;
        if (one.own) places.set(one.own, paragraph);
        chain.length = 0;
      } else if (one.kind === "paragraph" && article) {
        if (!one.level) {
          article.paragraphs += 1;
          paragraph = { at, kind: "paragraph", article, number: article.paragraphs, key: one.key };
          chain.length = 0;
        }
        places.set(one.key, paragraph);
      } else if (one.kind === "item") {
        chain.length = Math.min(chain.length, Math.max(one.level, 1) - 1);
        const unit = { at, kind: "item", label, article, paragraph, above: chain.at(-1), key: one.key };
        chain.push(unit);
        places.set(one.key, unit);
      } else {
        if (one.kind !== "table") article = paragraph = null;
        places.set(one.key, { at, kind: one.kind, label, key: one.key });
      }
    }
    this.places = places;
  }

  // The labels that the engine gives, by key; they stand until the structure changes.
  hear(spoken, doc) {
    this.spoken = new Map(Object.entries(spoken));
    this.count(doc);
    this.draw(doc);
  }

  draw(doc) {
    doc.forEach((node, _offset, at) => this.views.get(node.attrs.key)?.number(this.labels[at], this.marks.get(node.attrs.key)));
    for (const one of this.references) one.draw();
    this.onDrawn();
  }

  isGone(piece) {
    return [...keysOf(piece), ...(piece.figures || []).map((one) => one.key)].some((key) => !this.places.has(key));
  }

  // How a reference reads with the numbers of today.
  said(piece) {
    if (this.isGone(piece)) return piece.words;
    if (!piece.figures?.length) return piece.picked ? keysOf(piece).map((key) => this.full(key)).join("、") : piece.words;
    let { words } = piece;
    for (const one of piece.figures.toSorted((before, after) => after.start - before.start)) {
      const now = this.figure(one, words.slice(one.start, one.end));
      if (now) words = words.slice(0, one.start) + now + words.slice(one.end);
    }
    return words;
  }

  // The words of one step, with the number of today.
  figure(one, printed) {
    const place = this.places.get(one.key);
    const put = (value) => printed.replace(NUMERAL, (numeral) => (/^[0-9０-９]/.test(numeral) ? String(value) : chinese(value)));
    // The key of an article's first paragraph may stand for the article's own block.
    if (place.kind === "paragraph") return one.kind === "paragraph" ? put(place.number) : printed;
    if (place.kind === "item") {
      const bare = place.label.replace(/[（()）.、]/g, "");
      if (/[a-z]/i.test(bare)) return printed.replace(/\(?[0-9A-Za-z]+\)?/, (found) => (found.startsWith("(") ? `(${bare})` : bare));
      const value = itemValue(place.label, false);
      return value ? put(value) : printed;
    }
    const number = numberOf(place.label);
    if (!number || (number.main === one.main && number.sub === (one.sub || 0))) return printed;
    if (!one.sub && !number.sub) return put(number.main);
    return /^[第0-9零一二三四五六七八九十百千]+[条條章节節编編]/.test(printed) ? place.label : put(number.main);
  }

  // What names a provision from anywhere: 第九十条第三款第（二）项.
  full(key) {
    const place = this.places.get(key);
    if (!place) return "";
    if (place.kind === "article" || !place.article) return place.label;
    if (this.english) return place.article.label + (place.kind === "item" ? this.chainOf(place).join("") : "");
    const paragraph = place.kind === "paragraph" ? place : place.paragraph;
    const within = paragraph && (place.kind === "paragraph" || place.article.paragraphs > 1) ? `第${chinese(paragraph.number)}款` : "";
    const items = place.kind === "item" ? this.chainOf(place).map((label) => `第${label.replace(/[.、]$/, "")}项`).join("") : "";
    return place.article.label + within + items;
  }

  chainOf(place) {
    return [...(place.above ? this.chainOf(place.above) : []), place.label];
  }
}

const sameStructure = (before, after) => {
  if (before.childCount !== after.childCount) return false;
  for (let at = 0; at < before.childCount; at += 1) if (before.child(at).attrs !== after.child(at).attrs) return false;
  return true;
};

// Counts again whenever blocks came, went, moved or changed their kind; keys stay one a block.
export const numbering = (numbers) => new Plugin({
  appendTransaction(transactions, _before, state) {
    if (!transactions.some((one) => one.docChanged)) return null;
    const seen = new Set();
    let tr = null;
    state.doc.forEach((node, offset) => {
      let { key, own } = node.attrs;
      if (!key || seen.has(key)) key = freshKey();
      seen.add(key);
      if (own && seen.has(own)) own = "";
      if (own) seen.add(own);
      if (key === node.attrs.key && own === node.attrs.own) return;
      tr ||= state.tr;
      tr.setNodeMarkup(offset, null, { ...node.attrs, key, ...(own === undefined ? {} : { own }) });
    });
    return tr;
  },
  view: () => ({
    update(view, before) {
      if (before.doc === view.state.doc || sameStructure(before.doc, view.state.doc)) return;
      numbers.spoken = new Map();
      numbers.count(view.state.doc);
      numbers.draw(view.state.doc);
    },
  }),
});
