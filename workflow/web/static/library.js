// Reading: the outline, the address of an article, the words behind a reference.
"use strict";

// Reading: the outline shows where one is, and opens the chapter one is in.
(() => {
  const outline = document.querySelector("[data-outline]");
  if (!outline || !("IntersectionObserver" in window)) return;
  const lines = [...outline.children];
  const deep = lines.some((line) => line.dataset.depth !== "0") && lines.length > 16;
  const chapterOf = new Map();
  let chapter = null;
  for (const line of lines) {
    if (line.dataset.depth === "0") chapter = line;
    chapterOf.set(line, chapter);
  }
  const open = (wanted) => {
    for (const line of lines) {
      const inside = chapterOf.get(line) === wanted;
      line.classList.toggle("within", inside && deep);
      if (deep && line.dataset.depth !== "0") line.hidden = !inside;
    }
  };
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) links.set(target, link);
  }
  open(lines.find((line) => line.dataset.depth === "0") || null);
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      const link = links.get(entry.target);
      link.setAttribute("aria-current", "true");
      open(chapterOf.get(link.parentElement));
      const box = outline.closest(".stick");
      if (box && box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.clientHeight / 3;
    }
  }, { rootMargin: "-8% 0px -80% 0px" });
  for (const target of links.keys()) seen.observe(target);
  const box = outline.closest("details");
  if (box && matchMedia("(max-width: 760px)").matches) box.removeAttribute("open");
})();

// Reading: every article has its own address beside it.
for (const article of document.querySelectorAll("[data-text] .article[id]")) {
  const link = document.createElement("a");
  link.className = "here";
  link.href = "#" + article.id;
  link.setAttribute("aria-label", article.dataset.label);
  article.prepend(link);
}

// What can be done with an article stands below it.
const below = (article) => {
  const there = article.querySelector(":scope > .acts-here");
  if (there) return there;
  const made = document.createElement("p");
  made.className = "acts-here";
  article.append(made);
  return made;
};

// Reading: how an article came to read as it does.
(() => {
  const choice = document.querySelector("select[data-trace]");
  if (!choice) return;
  for (const article of document.querySelectorAll("[data-text] .article[data-key]")) {
    const known = [...choice.options].find((one) => one.value === article.dataset.key);
    if (!known) continue;
    const link = document.createElement("a");
    const asked = new URLSearchParams({ at: known.value, text: choice.form.elements.namedItem("text").value });
    link.href = choice.form.action + "?" + asked;
    link.textContent = choice.dataset.trace;
    link.setAttribute("aria-label", `${choice.dataset.trace} ${known.text.trim()}`);
    below(article).append(link);
  }
})();

// Reading: whoever may amend begins at the article that they are reading.
(() => {
  const choice = document.querySelector("select[data-amend]");
  if (!choice) return;
  for (const article of document.querySelectorAll("[data-text] .article[id]")) {
    const label = article.querySelector(".label").textContent;
    if (![...choice.options].some((one) => one.value === label)) continue;
    const begin = document.createElement("button");
    begin.type = "button";
    begin.className = "plain amend-here";
    begin.textContent = choice.dataset.amend;
    begin.setAttribute("aria-label", `${choice.dataset.amend} ${label}`);
    begin.addEventListener("click", () => {
      choice.value = label;
      choice.form.requestSubmit();
    });
    below(article).append(begin);
  }
})();

// Reading: a reference leads to what it names, and shows its words to whoever rests on it.
(() => {
  const text = document.querySelector("[data-cited]");
  if (!text) return;
  const find = (key) => text.querySelector('[data-key="' + CSS.escape(key) + '"]');
  const show = (link, keys) => {
    const box = document.createElement("div");
    box.className = "cited";
    box.lang = text.lang;
    const words = document.createElement("div");
    words.className = "law";
    for (const key of keys.slice(0, 3)) {
      const copy = find(key).cloneNode(true);
      for (const one of [copy, ...copy.querySelectorAll("*")]) {
        one.removeAttribute("id");
        one.removeAttribute("data-key");
      }
      for (const extra of copy.querySelectorAll(".here, .article ~ *, table")) extra.remove();
      words.append(copy);
    }
    box.append(words);
    document.body.append(box);
    const at = link.getBoundingClientRect();
    const left = Math.min(Math.max(18, at.left), innerWidth - box.offsetWidth - 18);
    const above = at.bottom + box.offsetHeight + 12 > innerHeight && at.top > box.offsetHeight + 12;
    box.style.left = left + scrollX + "px";
    box.style.top = (above ? at.top - box.offsetHeight - 8 : at.bottom + 8) + scrollY + "px";
    return box;
  };
  const mark = ([unit, start, printed, keys, [row, column]]) => {
    const whole = find(unit);
    const home = row === undefined ? whole : whole?.rows?.[row]?.cells[column];
    const named = keys.filter(find);
    if (!home || !named.length) return;
    const words = [...home.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
    if (!words) return;
    const blanks = words.data.length - words.data.trimStart().length;
    const from = words.data.startsWith(printed, blanks + start) ? blanks + start : start;
    if (!words.data.startsWith(printed, from)) return;
    const rest = words.splitText(from);
    rest.splitText(printed.length);
    const link = document.createElement("a");
    link.className = "cite";
    link.href = "#" + find(named[0]).closest("[id]").id;
    rest.replaceWith(link);
    link.append(rest);
    let box = null;
    const open = () => { box ||= show(link, named); };
    const close = () => { if (box) box.remove(); box = null; };
    for (const name of ["mouseenter", "focus"]) link.addEventListener(name, open);
    for (const name of ["mouseleave", "blur", "click"]) link.addEventListener(name, close);
    link.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  };
  // From the end of each provision, so that earlier places stay where they were.
  for (const one of JSON.parse(text.dataset.cited).reverse()) mark(one);
})();
