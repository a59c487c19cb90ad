// The drafting desk gets its editor: opened on the words of the field, closed into them, and every form of the desk sends what it holds.
import { Pen } from "./pen.js";

const form = document.getElementById("draft");
const field = document.getElementById("words");
const desk = document.querySelector("[data-pen]");

const remembered = (mode) => {
  try {
    if (mode) localStorage.setItem("draft in", mode);
    return localStorage.getItem("draft in");
  } catch { return null; }
};

const touched = () => field.dispatchEvent(new Event("input", { bubbles: true }));

const begin = () => {
  const words = JSON.parse(desk.dataset.pen);
  const place = desk.querySelector("[data-pages]");
  const modes = document.querySelector("[data-modes]");
  const why = document.querySelector("[data-pen-why]");
  let pen = null;
  let version = 0;
  let sent = -1;
  let lines = {};

  const ask = async (address, change) => {
    const body = new FormData(form);
    body.delete("file");
    change?.(body);
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("not taken");
    return answer.json();
  };
  const say = (text) => {
    why.textContent = text || "";
    why.hidden = !text;
  };
  const holding = (held) => form.dispatchEvent(new CustomEvent("holding", { detail: held }));
  const show = (isOpen) => {
    desk.hidden = !isOpen;
    field.hidden = isOpen;
    for (const one of modes.querySelectorAll("[data-mode]")) {
      one.setAttribute("aria-pressed", String((one.dataset.mode === "editor") === isOpen));
    }
  };
  const mount = (row) => {
    pen?.destroy();
    pen = new Pen(place, desk.querySelector("[data-tools]"), row, words, {
      changed: () => {
        version += 1;
        form.dataset.held = "row " + version;
        if (!pen?.view.composing) touched();
      },
      composing: (is) => field.dispatchEvent(new Event(is ? "compositionstart" : "compositionend")),
      ask: async (pastedWords) => (await ask(form.dataset.row, (body) => {
        body.delete("row");
        body.set("words", pastedWords);
        body.set("apart", "1");
      })).row || null,
    });
    show(true);
    version += 1;
    holding("row " + version);
    field.dispatchEvent(new Event("look"));
  };
  const open = async (isAsked) => {
    say("");
    try {
      const told = await ask(form.dataset.row);
      if (!told.row) { say(told.why); if (isAsked) field.focus(); return; }
      mount(told.row);
      if (isAsked) pen.view.focus();
    } catch { if (isAsked) say(words.offline); }
  };
  const close = async () => {
    say("");
    try {
      const told = await ask(form.dataset.words);
      if (told.words === undefined) { say(told.why); return; }
      pen.destroy();
      pen = null;
      field.value = told.words;
      show(false);
      holding("");
      field.focus();
    } catch { say(words.offline); }
  };

  form.addEventListener("formdata", (event) => {
    if (!pen) return;
    sent = pen.structure;
    event.formData.delete("words");
    event.formData.set("row", JSON.stringify(pen.row()));
  });
  form.addEventListener("looked", (event) => {
    const told = event.detail.getElementById("live-row");
    if (!pen || !told) return;
    lines = JSON.parse(told.dataset.lines);
    pen.numbers.marks = new Map(Object.entries(JSON.parse(told.dataset.marks)));
    if (sent === pen.structure) pen.numbers.hear(JSON.parse(told.dataset.labels), pen.view.state.doc);
  });
  form.addEventListener("reach", (event) => {
    if (!pen) return;
    const { line, label } = event.detail;
    event.detail.found = pen.reach(line ? { key: lines[line] } : { label });
  });
  // Words of an earlier visit that were written here.
  form.addEventListener("take", (event) => {
    mount(event.detail);
    version += 1;
    form.dataset.held = "row " + version;
    touched();
  });
  modes.addEventListener("click", (event) => {
    const mode = event.target.closest("[data-mode]")?.dataset.mode;
    if (!mode || (mode === "editor") === Boolean(pen)) return;
    remembered(mode);
    if (pen) close();
    else open(true);
  });
  modes.hidden = false;
  const wanted = remembered() || desk.dataset.first;
  if (wanted === "editor") open(false);
};

if (form && field && desk && !field.readOnly) begin();
