// Finding and replacing, told by article: Ctrl+F, Ctrl+H.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const finding = new PluginKey("finding");

const matchesIn = (doc, wanted) => {
  const found = [];
  if (!wanted) return found;
  const lower = wanted.toLowerCase();
  doc.descendants((node, pos) => {
    if (!node.isText) return;
    const words = node.text.toLowerCase();
    for (let at = words.indexOf(lower); at >= 0; at = words.indexOf(lower, at + lower.length)) {
      found.push({ from: pos + at, to: pos + at + wanted.length });
    }
  });
  return found;
};

export const searching = () => new Plugin({
  key: finding,
  state: {
    init: () => ({ wanted: "", at: 0, found: [], shown: DecorationSet.empty }),
    apply(tr, was) {
      const asked = tr.getMeta(finding);
      if (!asked && (!tr.docChanged || !was.wanted)) return was;
      const { wanted, at } = { ...was, ...asked };
      const found = matchesIn(tr.doc, wanted);
      const here = found.length ? Math.min(at, found.length - 1) : 0;
      const shown = found.slice(0, 500).map((one, place) =>
        Decoration.inline(one.from, one.to, { class: place === here ? "match here" : "match" }));
      return { wanted, at: here, found, shown: DecorationSet.create(tr.doc, shown) };
    },
  },
  props: { decorations: (state) => finding.getState(state).shown },
});

// The bar above the text. words: what it says.
export class Finder {
  constructor(view, numbers, bar) {
    Object.assign(this, { view, numbers, bar });
    const [find, put] = bar.querySelectorAll("input");
    Object.assign(this, { find, put, told: bar.querySelector("[data-told]"), list: bar.querySelector("[data-by-article]") });
    find.addEventListener("input", () => this.ask(0));
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); this.close(); }
      if (event.key !== "Enter" || event.isComposing || event.target.tagName === "BUTTON") return;
      event.preventDefault();
      if (event.target === put) this.replace();
      else this.step(event.shiftKey ? -1 : 1);
    });
    for (const [name, does] of [["next", () => this.step(1)], ["previous", () => this.step(-1)], ["replace", () => this.replace()],
      ["all", () => this.replaceAll()], ["close", () => this.close()]]) {
      bar.querySelector(`[data-find="${name}"]`).addEventListener("click", does);
    }
  }

  get state() { return finding.getState(this.view.state); }

  open(onto) {
    const { state } = this.view;
    const chosen = state.doc.textBetween(state.selection.from, state.selection.to);
    this.bar.hidden = false;
    if (chosen && chosen.length < 60) this.find.value = chosen;
    (onto === "replace" && this.find.value ? this.put : this.find).focus();
    this.find.select();
    this.ask(0);
  }

  // The caret goes to what was found when the bar is left, and never before: the keys are still meant for the bar.
  close() {
    const { found, at } = this.state;
    const { tr } = this.view.state;
    if (found.length) tr.setSelection(TextSelection.create(tr.doc, found[at].from, found[at].to));
    this.bar.hidden = true;
    this.view.dispatch(tr.setMeta(finding, { wanted: "" }));
    this.view.focus();
  }

  ask(at) {
    this.view.dispatch(this.view.state.tr.setMeta(finding, { wanted: this.find.value, at }));
    this.tell();
    this.show();
  }

  step(by) {
    const { found, at } = this.state;
    if (!found.length) return;
    this.ask((at + by + found.length) % found.length);
  }

  show() {
    const { found, at } = this.state;
    if (!found.length) return;
    const { node } = this.view.domAtPos(found[at].from);
    (node.nodeType === 1 ? node : node.parentElement).scrollIntoView({ block: "nearest" });
  }

  replace() {
    const { found, at } = this.state;
    if (!found.length) return;
    this.view.dispatch(this.view.state.tr.insertText(this.put.value, found[at].from, found[at].to));
    this.ask(at);
  }

  replaceAll() {
    const { found } = this.state;
    const { tr } = this.view.state;
    for (const one of found.toReversed()) tr.insertText(this.put.value, one.from, one.to);
    if (tr.docChanged) this.view.dispatch(tr);
    this.ask(0);
    this.told.textContent = this.numbers.words.replaced.replace("{n}", found.length);
  }

  // How many there are, and in which article each.
  tell() {
    const { found, at, wanted } = this.state;
    const { words } = this.numbers;
    this.told.textContent = !wanted ? "" : found.length ? words.found.replace("{at}", at + 1).replace("{n}", found.length) : words.none;
    const piles = new Map();
    for (const [place, one] of found.entries()) {
      const label = this.articleOf(one.from);
      piles.set(label, piles.get(label) || { place, many: 0 });
      piles.get(label).many += 1;
    }
    this.list.replaceChildren(...[...piles].slice(0, 60).map(([label, { place, many }]) => {
      const link = document.createElement("button");
      link.type = "button";
      link.className = "plain";
      link.textContent = label + (many > 1 ? ` ×${many}` : "");
      link.addEventListener("click", () => this.ask(place));
      return link;
    }));
  }

  articleOf(pos) {
    const { doc } = this.view.state;
    for (let at = doc.resolve(pos).index(0); at >= 0; at -= 1) {
      const { kind } = doc.child(at).attrs;
      if (["article", "chapter", "section", "part", "annex", "title", "preamble"].includes(kind)) {
        return this.numbers.labels[at] || this.numbers.words.kinds[kind] || "";
      }
    }
    return "";
  }
}
