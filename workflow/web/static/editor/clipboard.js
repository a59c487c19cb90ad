// What is copied has its numbers; what is pasted from elsewhere is read by the server as a file would be.
import { DOMSerializer, Fragment, Slice } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import { numberOf } from "./number.js";
import { documentOf } from "./row.js";
import { freshKey, schema } from "./schema.js";

// The label of a block that was copied; none where the copy begins in the middle of it.
const labelled = (numbers, slice) => {
  const labels = new Map();
  slice.content.forEach((node, _offset, at) => {
    const place = numbers.places.get(node.attrs.key);
    const view = numbers.views.get(node.attrs.key);
    if (place && view && !(at === 0 && slice.openStart && !wholeStart(view, node))) labels.set(node, view.dom.dataset.label || "");
  });
  return labels;
};
const wholeStart = (view, node) => view.node.textContent.startsWith(node.textContent.slice(0, 1))
  && view.node.textContent.length === node.textContent.length;

const unstyled = (html) => html.replace(/<style[\s>][\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");

const wordsOf = (numbers, node) => {
  let words = "";
  node.descendants((one) => {
    if (one.isText) words += one.text;
    else if (one.type === schema.nodes.reference) words += numbers.said(one.attrs.piece);
  });
  return words;
};

export const copied = (numbers) => ({
  clipboardTextSerializer(slice) {
    const labels = labelled(numbers, slice);
    const lines = [];
    slice.content.forEach((node) => {
      if (node.type !== schema.nodes.table) { lines.push((labels.get(node) || "") + wordsOf(numbers, node)); return; }
      node.forEach((row) => {
        const cells = [];
        row.forEach((cell) => cells.push(wordsOf(numbers, cell)));
        lines.push(cells.join("\t"));
      });
    });
    return lines.join("\n");
  },
  clipboardSerializer: {
    serializeFragment(fragment, options) {
      const plain = DOMSerializer.fromSchema(schema).serializeFragment(fragment, options);
      for (const one of plain.querySelectorAll("[data-key]")) {
        const view = numbers.views.get(one.dataset.key);
        const label = view?.dom.dataset.label;
        if (!label || (view.node.textContent.length !== one.textContent.length)) continue;
        const drawn = document.createElement("span");
        drawn.dataset.drawn = "";
        drawn.textContent = label;
        one.prepend(drawn);
      }
      for (const one of plain.querySelectorAll("[data-piece]")) one.textContent = numbers.said(JSON.parse(one.dataset.piece));
      return plain;
    },
  },
  // Numbers that were drawn come back as numbers that are drawn; styles the page would refuse are not asked for.
  transformPastedHTML(html) {
    if (!html.includes("data-drawn")) return unstyled(html);
    const page = new DOMParser().parseFromString(unstyled(html), "text/html");
    for (const one of page.querySelectorAll("[data-drawn]")) one.remove();
    return page.body.innerHTML;
  },
});

const NUMBERED = new Set(["article", "part", "chapter", "section", "item"]);
const LINES = new Set(["P", "DIV", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "DT", "DD", "SECTION", "ARTICLE", "UL", "OL"]);
const NOISE = "script, style, head, meta, link, title, xml, noscript, template, iframe, object, [hidden]";
const SUPER = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// A page of a word processor or of the web in the text form: a unit a line, a table in | cells |.
export const textOf = (html) => {
  const page = new DOMParser().parseFromString(unstyled(html), "text/html");
  for (const one of page.querySelectorAll(NOISE)) one.remove();
  const lines = [""];
  const add = (words) => { lines[lines.length - 1] += words; };
  const fresh = () => { if (lines.at(-1).trim()) lines.push(""); };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { add(node.data.replace(/[\r\n\t]+/g, " ").replaceAll("\u00a0", " ")); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === "TABLE") {
      fresh();
      for (const row of node.rows) {
        const cells = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").replaceAll("|", "｜").trim());
        if (cells.some(Boolean)) { add(`| ${cells.join(" | ")} |`); lines.push(""); }
      }
      return;
    }
    if (node.tagName === "BR") { lines.push(""); return; }
    if (node.tagName === "SUP" && /^[0-9]$/.test(node.textContent)) { add(SUPER[node.textContent]); return; }
    const isLine = LINES.has(node.tagName);
    if (isLine) fresh();
    for (const child of node.childNodes) walk(child);
    if (isLine) fresh();
  };
  walk(page.body);
  return lines.map((one) => one.trim()).filter(Boolean).join("\n");
};

// ask: words → the row the server reads in them, or null.
export const pasted = (numbers, ask) => (view, event) => {
  const html = event.clipboardData?.getData("text/html") || "";
  if (/data-pm-slice/.test(html)) return false;
  const words = (html && textOf(html)) || event.clipboardData?.getData("text/plain") || "";
  const lines = words.replaceAll("\r", "").split("\n").filter((one) => one.trim());
  if (!lines.length) return false;
  if (lines.length < 2 || view.state.selection.$from.depth !== 1) {
    view.dispatch(view.state.tr.insertText(lines.join(" ").trim()).scrollIntoView());
    return true;
  }
  const raw = () => documentOf({ blocks: lines.map((line) => ({ kind: "paragraph", key: freshKey(), content: [line.trim()] })) });
  const put = (doc) => {
    const { state } = view;
    const at = state.selection.$from;
    const blocks = [];
    // What stands here is numbered from where it stands here.
    doc.forEach((node) => {
      const counts = NUMBERED.has(node.attrs.kind) && !node.attrs.more?.between && (numberOf(node.attrs.label) || node.attrs.kind === "item");
      blocks.push(counts ? node.type.create({ ...node.attrs, fixed: false, label: "" }, node.content) : node);
    });
    const empty = !at.parent.content.size;
    const [from, to] = empty ? [at.before(1), at.after(1)] : [at.after(1), at.after(1)];
    view.dispatch(closeHistory(state.tr.replace(from, to, new Slice(Fragment.from(blocks), 0, 0))).scrollIntoView());
  };
  ask(words).then((row) => put(row ? documentOf(row) : raw()), () => put(raw()));
  return true;
};
