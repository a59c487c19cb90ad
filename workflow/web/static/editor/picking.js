// `@` picks a provision by its number or by its words, and puts a reference there.
import { Plugin } from "prosemirror-state";
import { valueOf } from "./numerals.js";
import { numberOf } from "./number.js";
import { schema } from "./schema.js";

const MOST = 8;

// What a query finds; the block it is typed in only by its number.
const matches = (numbers, doc, query, here) => {
  const wanted = query.replace(/^第|[条條]$|^article\s*/gi, "");
  const value = wanted ? valueOf(wanted) : NaN;
  const found = [];
  doc.forEach((node, _offset, at) => {
    const place = numbers.places.get(node.attrs.key);
    if (!place || !["article", "item", "paragraph"].includes(node.attrs.kind)) return;
    const words = node.textContent;
    const isNumber = node.attrs.kind === "article" && numberOf(place.label)?.main === value;
    if (query && !isNumber && (at === here || !words.toLowerCase().includes(query.toLowerCase()))) return;
    if (!query && node.attrs.kind !== "article") return;
    found.push({ key: node.attrs.key, label: numbers.full(node.attrs.key), words: words.slice(0, 28), first: isNumber });
  });
  return [...found.filter((one) => one.first), ...found.filter((one) => !one.first)].slice(0, MOST);
};

class Picker {
  constructor(view, numbers) {
    this.view = view;
    this.numbers = numbers;
    this.box = document.createElement("ul");
    this.box.className = "picker";
    this.box.id = "editor-picker";
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", numbers.words.pick);
    this.box.hidden = true;
    view.dom.parentElement.append(this.box);
    this.found = [];
    this.left = -1;
  }

  // What was typed behind an @: {from, query}, or null.
  asked() {
    const { $from, empty } = this.view.state.selection;
    const before = empty && $from.nodeBefore?.isText ? $from.nodeBefore.text : "";
    const at = before.lastIndexOf("@");
    const query = before.slice(at + 1);
    if (at < 0 || query.length > 12 || /[，。；：,;\s]/.test(query)) return null;
    if (/[A-Za-z0-9._-]$/.test(before.slice(0, at)) && !query) return null; // an address is being written
    return { from: $from.pos - query.length - 1, query };
  }

  update() {
    const asked = this.view.editable && !this.view.composing ? this.asked() : null;
    if (!asked || asked.from === this.left) { this.hide(); if (!asked) this.left = -1; return; }
    this.asking = asked;
    this.found = matches(this.numbers, this.view.state.doc, asked.query, this.view.state.selection.$from.index(0));
    if (!this.found.length) { this.hide(); return; }
    this.at = 0;
    this.draw();
  }

  draw() {
    this.box.replaceChildren(...this.found.map((one, at) => {
      const line = document.createElement("li");
      line.id = "editor-pick-" + at;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", String(at === this.at));
      const label = document.createElement("b");
      label.textContent = one.label;
      line.append(label, " ", one.words);
      line.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(at); });
      return line;
    }));
    const caret = this.view.coordsAtPos(this.view.state.selection.from);
    const frame = this.view.dom.parentElement.getBoundingClientRect();
    this.box.hidden = false;
    this.box.style.left = Math.max(0, Math.min(caret.left - frame.left, frame.width - this.box.offsetWidth - 4)) + "px";
    this.box.style.top = caret.bottom - frame.top + this.view.dom.parentElement.scrollTop + 4 + "px";
    this.view.dom.setAttribute("aria-controls", this.box.id);
    this.view.dom.setAttribute("aria-activedescendant", "editor-pick-" + this.at);
  }

  hide() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.view.dom.removeAttribute("aria-controls");
    this.view.dom.removeAttribute("aria-activedescendant");
  }

  choose(at) {
    const one = this.found[at];
    const { state } = this.view;
    const piece = { to: one.key, words: one.label, figures: [], picked: true };
    this.view.dispatch(state.tr.replaceWith(this.asking.from, state.selection.from, schema.nodes.reference.create({ piece })));
    this.hide();
    this.view.focus();
  }

  key(event) {
    if (this.box.hidden || event.isComposing) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      this.draw();
    } else if (event.key === "Enter" || event.key === "Tab") this.choose(this.at);
    else if (event.key === "Escape") { this.left = this.asking.from; this.hide(); } else return false;
    return true;
  }

  destroy() { this.box.remove(); }
}

export const picking = (numbers) => {
  let picker = null;
  return new Plugin({
    view: (view) => {
      picker = new Picker(view, numbers);
      return picker;
    },
    props: { handleKeyDown: (_view, event) => Boolean(picker?.key(event)) },
  });
};
