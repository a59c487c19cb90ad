// How a block and a reference look. Numbers stand on them as attributes and are drawn by the style sheet.
import { HEADED } from "./schema.js";

// What a list unit wears by its depth.
const DEEP = ["", "", "level-2", "level-3", "level-4", "level-5"];
const LEVELS = { title: 1, part: 2, annex: 2, chapter: 2, section: 3, heading: 3 };

export class BlockView {
  constructor(node, numbers) {
    this.numbers = numbers;
    this.dom = this.contentDOM = document.createElement("div");
    this.dress(node);
  }

  dress(node) {
    const { kind, key, level, captioned } = node.attrs;
    if (this.key !== key) {
      this.leave();
      this.key = key;
      this.numbers.views.set(key, this);
    }
    this.node = node;
    const named = captioned ? " captioned" : "";
    this.dom.className = `block ${kind}${named} ${DEEP[Math.min(level, 5)]}`.trim();
    this.dom.dataset.hint = this.numbers.words.kinds[kind] || "";
    if (kind in LEVELS) {
      this.dom.setAttribute("role", "heading");
      this.dom.setAttribute("aria-level", LEVELS[kind]);
    } else {
      this.dom.setAttribute("role", "group");
      this.dom.removeAttribute("aria-level");
    }
    const place = this.numbers.places.get(key);
    if (place) this.number(this.numbers.labels[place.at] || "", this.numbers.marks.get(key));
  }

  number(label, mark = "") {
    if (this.label !== label || this.kind !== this.node.attrs.kind) {
      this.label = label;
      this.kind = this.node.attrs.kind;
      const glue = !label || /[、）)]$/.test(label) && !this.numbers.english ? "" : this.numbers.english || label.endsWith(".") ? " " : "　";
      this.dom.dataset.label = label + glue;
      if (HEADED.has(this.kind) || this.kind in LEVELS) this.dom.removeAttribute("aria-label");
      else this.dom.setAttribute("aria-label", label || this.numbers.words.kinds[this.kind] || "");
    }
    if (mark) this.dom.dataset.mark = mark;
    else delete this.dom.dataset.mark;
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    if (node.attrs === this.node.attrs) this.node = node;
    else this.dress(node);
    return true;
  }

  ignoreMutation(mutation) { return mutation.type === "attributes"; }

  leave() { if (this.numbers.views.get(this.key) === this) this.numbers.views.delete(this.key); }

  destroy() { this.leave(); }
}

export class ReferenceView {
  constructor(node, numbers) {
    this.node = node;
    this.numbers = numbers;
    this.dom = document.createElement("span");
    this.dom.className = "reference";
    numbers.references.add(this);
    this.draw();
  }

  draw() {
    const said = this.numbers.said(this.node.attrs.piece);
    const isGone = this.numbers.isGone(this.node.attrs.piece);
    if (this.dom.textContent !== said) this.dom.textContent = said;
    this.dom.classList.toggle("gone", isGone);
    this.dom.title = isGone ? this.numbers.words.gone : this.numbers.words.follows;
  }

  ignoreMutation() { return true; }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  destroy() { this.numbers.references.delete(this); }
}
