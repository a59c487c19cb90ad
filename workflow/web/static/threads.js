// Threads: words selected in a provision are put into the form below it, with those around them; words spoken of are marked.
"use strict";

const lawsIn = (within) => [...within.querySelectorAll(".redline, .law")].filter((one) => !one.closest(".thread"));

// What is read in a range: without words that were taken out, one line a paragraph.
const wordsIn = (range) => {
  const copy = range.cloneContents();
  for (const gone of copy.querySelectorAll("del, .lbl, .num")) gone.remove();
  const lines = [...copy.querySelectorAll("p")];
  return lines.length ? lines.map((line) => line.textContent).join("\n") : copy.textContent;
};
const writeFormAt = (node) => {
  const card = node.closest("[data-card]");
  if (card) return card.querySelector("details[data-write]");
  return document.querySelector('details[data-write="any"]');
};

(() => {
  const AROUND = 32;
  const forms = [...document.querySelectorAll("details[data-write]")];
  const chosen = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const law = element && element.closest(".redline, .law, .cells");
    if (!law || law.closest(".thread")) return null;
    const form = writeFormAt(law);
    const quote = wordsIn(range).trim();
    if (!form || !quote) return null;
    const around = document.createRange();
    around.selectNodeContents(law);
    around.setEnd(range.startContainer, range.startOffset);
    const before = wordsIn(around).slice(-AROUND);
    around.selectNodeContents(law);
    around.setStart(range.endContainer, range.endOffset);
    return { form, quote, before, after: wordsIn(around).slice(0, AROUND), range, element };
  };
  const fill = (found, field) => {
    const { form, quote, before, after, element } = found;
    form.open = true;
    form.querySelector("[name=quote]").value = quote;
    form.querySelector("[name=before]").value = before;
    form.querySelector("[name=after]").value = after;
    const list = form.querySelector("select[name=key]");
    const unit = element.closest('[id^="p-"]');
    if (list && unit) list.value = unit.id.slice(2);
    if (field === "words") form.querySelector("[name=words]").value = quote;
    const into = form.querySelector(`[name=${field}]`) || form.querySelector("[name=comment]");
    into.scrollIntoView({ block: "center" });
    into.focus();
    bar.hidden = true;
  };

  // Two buttons beside the selection.
  const bar = document.createElement("div");
  bar.className = "on-words";
  bar.hidden = true;
  const english = document.documentElement.lang.startsWith("en");
  let held = null;
  for (const [field, zh, en] of [["comment", "对所选文字发表意见", "Comment on this"], ["words", "建议修改", "Suggest"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.dataset.onWords = field;
    button.textContent = english ? en : zh;
    button.addEventListener("click", () => held && fill(held, field));
    bar.append(button);
  }
  for (const form of forms) {
    const button = form.parentElement.querySelector("[data-act=suggest]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => { form.open = true; form.querySelector("[name=words]").focus(); });
  }
  // With words selected, the keys for a remark and a suggestion are about those.
  addEventListener("keydown", (event) => {
    const field = { c: "comment", s: "words" }[event.key];
    if (!field || !held || bar.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea") || document.querySelector("[data-keys-off]")) return;
    if (field === "words" && !held.form.querySelector("[name=words]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    fill(held, field);
  }, true);
  if (forms.length) {
    document.body.append(bar);
    document.addEventListener("selectionchange", () => {
      if (bar.contains(document.activeElement)) return;
      held = chosen();
      bar.hidden = !held;
      if (!held) return;
      for (const button of bar.children) {
        button.hidden = button.dataset.onWords === "words" && !held.form.querySelector("[name=words]");
      }
      const box = held.range.getBoundingClientRect();
      bar.style.top = `${box.bottom + window.scrollY + 6}px`;
      bar.style.left = `${Math.max(8, Math.min(box.left + window.scrollX, document.documentElement.clientWidth - bar.offsetWidth - 8))}px`;
    });
    // What was typed into the field by hand stands where it stands: the words around an earlier selection say nothing of it.
    for (const form of forms) {
      form.querySelector("[name=quote]").addEventListener("input", () => {
        for (const name of ["before", "after"]) form.querySelector(`[name=${name}]`).value = "";
      });
    }
  }

  // Words that threads are on are marked where they stand.
  if (window.CSS && CSS.highlights && window.Highlight) {
    const marks = [];
    for (const thread of document.querySelectorAll("[data-thread][data-words]")) {
      const card = thread.closest("[data-card]") || document.getElementById(`p-${thread.dataset.key}`);
      const wanted = thread.dataset.words;
      for (const law of card && wanted ? lawsIn(card) : []) {
        const walker = document.createTreeWalker(law, NodeFilter.SHOW_TEXT, (node) =>
          node.parentElement.closest("del") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
        );
        const nodes = [];
        let all = "";
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          nodes.push([all.length, node]);
          all += node.data;
        }
        const at = all.indexOf(wanted);
        if (at < 0 || all.indexOf(wanted, at + 1) >= 0) continue;
        const place = (offset) => {
          const [start, node] = nodes.findLast((one) => one[0] <= offset);
          return [node, offset - start];
        };
        const range = document.createRange();
        range.setStart(...place(at));
        const [node, offset] = place(at + wanted.length - 1);
        range.setEnd(node, offset + 1);
        marks.push(range);
      }
    }
    if (marks.length) CSS.highlights.set("spoken-of", new Highlight(...marks));
  }
})();
