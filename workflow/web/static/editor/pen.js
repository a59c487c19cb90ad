// The editor itself: one view on one row of blocks, its keys and its tools. It knows nothing of the server.
import { baseKeymap, chainCommands, deleteSelection, selectAll } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { copied, pasted } from "./clipboard.js";
import { Finder, searching } from "./finding.js";
import { numberOf } from "./number.js";
import { Numbers, numbering } from "./numbers.js";
import { picking } from "./picking.js";
import { documentOf, rowOf } from "./row.js";
import { backspace, become, blockOf, caretAt, enter, lower, moveDown, moveUp, paragraphHere, raise, remove } from "./structure.js";
import { cellBelow, cellBeside, inTable, insertTable, isInTable, tableEditing } from "./tables.js";
import { typed } from "./typed.js";
import { BlockView, ReferenceView } from "./views.js";

// After Escape the next Tab leaves the text, as it does everywhere else.
const leaving = () => {
  let leaves = false;
  const tab = (table, level) => (state, dispatch, view) => {
    if (leaves) { leaves = false; return false; }
    return isInTable(state) ? cellBeside(table)(state, dispatch, view) : level(state, dispatch, view);
  };
  return {
    Escape: () => { leaves = true; return false; },
    Tab: tab(1, lower),
    "Shift-Tab": tab(-1, raise),
  };
};

export class Pen {
  // on: {changed(), composing(is), ask(words) → a row} · words: what the editor says, in the person's language
  constructor(place, tools, row, words, on) {
    const { blocks: _blocks, ...about } = row;
    this.about = about;
    this.tools = tools;
    this.numbers = new Numbers(about, words);
    const doc = documentOf(row);
    this.numbers.count(doc);
    this.structure = 0;
    this.view = new EditorView(place, {
      state: EditorState.create({ doc, plugins: this.plugins(words) }),
      nodeViews: {
        block: (node) => new BlockView(node, this.numbers),
        reference: (node) => new ReferenceView(node, this.numbers),
      },
      attributes: {
        class: "pen-text", tabindex: "0", role: "textbox", "aria-multiline": "true", "aria-label": words.text, "aria-describedby": "status pen-keys",
        spellcheck: "false", lang: about.language,
      },
      ...copied(this.numbers),
      handlePaste: pasted(this.numbers, on.ask),
      handleDOMEvents: {
        compositionstart: () => { on.composing(true); return false; },
        compositionend: () => { on.composing(false); return false; },
      },
      dispatchTransaction: (tr) => {
        const before = this.view.state;
        this.view.updateState(before.apply(tr));
        if (this.view.state.doc !== before.doc) on.changed();
        this.show();
      },
    });
    this.numbers.onDrawn = () => { this.structure += 1; };
    this.finder = new Finder(this.view, this.numbers, document.querySelector("[data-finder]"));
    tools.addEventListener("click", this.pressed = (event) => {
      const name = event.target.closest("[data-tool]")?.dataset.tool;
      if (name) this.use(name);
    });
    tools.addEventListener("change", this.chosen = (event) => {
      if (event.target.matches("[data-kind-of]")) this.run(become(event.target.value));
    });
    this.show();
  }

  plugins() {
    const { numbers } = this;
    return [
      picking(numbers),
      keymap({
        ...leaving(),
        Enter: chainCommands(cellBelow, enter),
        "Shift-Enter": chainCommands(cellBelow, paragraphHere),
        Backspace: chainCommands(deleteSelection, backspace),
        Delete: chainCommands(deleteSelection, remove),
        "Alt-ArrowUp": moveUp,
        "Alt-ArrowDown": moveDown,
        "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Mod-a": selectAll,
        "Mod-f": () => { this.finder.open("find"); return true; },
        "Mod-h": () => { this.finder.open("replace"); return true; },
      }),
      keymap(baseKeymap),
      history(),
      numbering(numbers),
      typed(numbers),
      searching(),
      tableEditing(),
      new Plugin({ props: { handleDrop: () => false } }),
    ];
  }

  run(command) {
    command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  use(name) {
    const tools = { undo, redo, lower, raise, up: moveUp, down: moveDown, table: insertTable, ...inTable };
    if (name === "find") this.finder.open("find");
    else if (name === "reference") this.run((state, dispatch) => { dispatch(state.tr.insertText("@")); return true; });
    else if (tools[name]) this.run(tools[name]);
  }

  // The tools say what the caret stands in.
  show() {
    const block = blockOf(this.view.state.selection.$from);
    const select = this.tools.querySelector("[data-kind-of]");
    if (select) {
      select.disabled = !block;
      if (block && [...select.options].some((one) => one.value === block.node.attrs.kind)) select.value = block.node.attrs.kind;
    }
    const table = this.tools.querySelector("[data-for-table]");
    if (table) table.hidden = !isInTable(this.view.state);
  }

  row() {
    const { doc } = this.view.state;
    return rowOf(doc, this.about, (node) => this.wordsOf(node), this.numbers.labels);
  }

  // A reference goes back as it was printed, its figures pointing into those words; one that was picked as it reads now.
  wordsOf(node) {
    const { piece } = node.attrs;
    return piece.picked ? this.numbers.said(piece) : piece.words;
  }

  // The caret goes to the block of that key, or with that label, or to the article of that number; false where there is none.
  reach({ key, label }) {
    const { doc } = this.view.state;
    const wanted = label && /^\d+$/.test(label) ? Number(label) : null;
    let found = -1;
    doc.forEach((node, _offset, at) => {
      if (found >= 0) return;
      const own = this.numbers.labels[at];
      const isIt = key ? node.attrs.key === key || node.attrs.own === key
        : own && (own === label || (node.attrs.kind === "article" && wanted !== null && numberOf(own)?.main === wanted && !numberOf(own).sub));
      if (isIt) found = at;
    });
    if (found < 0) return false;
    this.view.dispatch(this.view.state.tr.setSelection(caretAt(doc, found)));
    const dom = this.view.nodeDOM(this.view.state.selection.$from.before(1));
    this.view.focus();
    dom?.scrollIntoView?.({ block: "center" });
    return true;
  }

  destroy() {
    this.tools.removeEventListener("click", this.pressed);
    this.tools.removeEventListener("change", this.chosen);
    this.finder.bar.hidden = true;
    this.view.destroy();
  }
}
