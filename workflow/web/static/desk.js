// What the pages do beyond plain forms. Every page works without it.
"use strict";

// Drafting: keep what is typed on the server a moment after the last key, and say so. What cannot be sent stays in this
// browser and is sent as soon as it can be. Nothing is sent in the middle of a syllable.
(() => {
  const form = document.getElementById("draft");
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  if (!form || !words || !status || words.readOnly) return;
  const place = "draft " + form.dataset.who + " " + location.pathname + " " + form.elements.language.value;
  const said = status.dataset;
  form.elements.window.value = Math.random().toString(36).slice(2, 12);
  let kept = words.value;
  let timer = 0;
  let wait = 1500;
  let leaving = false;
  let composing = false;
  let sending = false;
  let lost = false;

  const store = (text) => {
    try {
      if (text === null) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify({ text, at: Date.now() }));
    } catch { /* a browser that keeps nothing: the words are still in the field */ }
  };
  const say = (text, link) => {
    status.textContent = text;
    if (!link) return;
    const again = document.createElement("a");
    again.href = form.dataset.again;
    again.target = "_blank";
    again.rel = "noopener";
    again.className = "link";
    again.textContent = link;
    status.append(" ", again);
  };
  const soon = (delay) => { clearTimeout(timer); timer = setTimeout(keep, delay); };
  // After signing in again the form needs the token of the new session.
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected || !answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("input[name=csrf_token]");
    // Somebody else may have signed in meanwhile: these words are not theirs.
    if (!token || page.getElementById("draft")?.dataset.who !== form.dataset.who) return false;
    for (const one of document.querySelectorAll("input[name=csrf_token]")) one.value = token.value;
    return true;
  };
  const keep = async () => {
    if (words.value === kept || leaving || composing || sending) return;
    const sent = words.value;
    sending = true;
    try {
      if (lost && !(await renew())) throw new Error("signed out");
      const body = new FormData(form);
      body.delete("file");
      const answer = await fetch(form.dataset.keep, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected || [400, 401, 403].includes(answer.status)) throw new Error("signed out");
      if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("not taken");
      const told = await answer.json();
      lost = false;
      wait = 1500;
      if (told.why) { store(sent); say(told.why); return; }
      kept = sent;
      store(null);
      if (told.apart) say(said.apart);
      else {
        form.elements.kept.value = told.mark;
        say(said.kept + " " + new Date().toTimeString().slice(0, 5));
      }
    } catch (fault) {
      store(sent);
      lost = fault.message === "signed out";
      if (lost) say(said.signedOut, said.signIn);
      else say(said.unkept);
      wait = Math.min(wait * 2, 30000);
      soon(wait);
    } finally {
      sending = false;
      if (words.value !== sent && !composing) soon(1500);
    }
  };
  words.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  words.addEventListener("compositionend", () => { composing = false; soon(1500); });
  words.addEventListener("input", () => { if (!composing) soon(1500); });
  for (const name of ["online", "focus"]) addEventListener(name, () => { if (words.value !== kept) soon(100); });
  form.addEventListener("submit", () => { leaving = true; });
  // What was typed a second ago is kept before submitting, so that the server can say that it was not saved.
  const submit = document.querySelector('form[action$="/submit"]');
  if (submit) submit.addEventListener("submit", async (event) => {
    if (words.value === kept) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    await keep();
    if (words.value === kept) submit.submit();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && words.value !== kept) event.preventDefault();
  });
  // Words of an earlier visit that never reached the server.
  try {
    const left = JSON.parse(localStorage.getItem(place) || "null");
    if (left && left.text !== words.value) {
      const box = document.createElement("p");
      box.className = "notice";
      box.setAttribute("role", "status");
      box.textContent = said.found + " (" + new Date(left.at).toLocaleString() + ") ";
      const take = document.createElement("button");
      take.type = "button";
      take.className = "btn small";
      take.textContent = said.restore;
      take.addEventListener("click", () => {
        words.value = left.text;
        box.remove();
        soon(0);
      });
      box.append(take);
      form.before(box);
    } else store(null);
  } catch { store(null); }
})();

// The list of sign-ins tells when somebody was last here. Opening a page writes nothing, so the page says it in a form.
(() => {
  const who = document.querySelector("[data-seen]");
  const token = who?.querySelector('input[name="csrf_token"]');
  if (!token) return;
  const body = new FormData();
  body.set("csrf_token", token.value);
  fetch(who.dataset.seen, { method: "POST", body }).catch(() => {});
})();

// A form is sent once: a double click does nothing more. Long work says that it is under way.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if ((form.method || "get").toLowerCase() !== "post") return;
  form.dataset.sent = "yes";
  const busy = event.submitter?.dataset.busy || form.dataset.busy;
  if (busy) {
    const line = document.createElement("p");
    line.className = "busy";
    line.setAttribute("role", "status");
    line.textContent = busy;
    (event.submitter?.dataset.busy ? event.submitter.parentElement : form).append(line);
  }
});
// A paper that is being drawn: the page asks how far it has come, and opens it when it is there.
(() => {
  const place = document.querySelector("[data-drawing]");
  if (!place) return;
  const words = place.querySelector("[data-drawing-words]");
  const bar = place.querySelector("progress");
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status !== 202) { location.reload(); return; }
      const at = await answer.json();
      if (at.page) {
        bar.max = at.pages;
        bar.value = at.page;
        words.textContent = words.dataset.page.replace("{page}", at.page).replace("{pages}", at.pages);
      }
    } catch { /* without a connection it asks again */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
// A form whose papers are being drawn is sent again until they are there.
for (const form of document.querySelectorAll("form[data-resubmit]")) setTimeout(() => form.requestSubmit(), 1500);
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A file on its way in: whoever leaves by a link is asked first, when something was typed or chosen and not sent.
for (const form of document.querySelectorAll("form[data-asks]")) {
  const standing = () => [...form.querySelectorAll("textarea, select")].map((one) => one.value).join("\0");
  const before = standing();
  addEventListener("beforeunload", (event) => {
    if (!form.dataset.sent && standing() !== before) event.preventDefault();
  });
}

// Attendance: tick everybody of a site at once.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll("input[name=entry]")) box.checked = all.checked;
  });
}

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
  const mark = ([unit, start, printed, keys]) => {
    const home = find(unit);
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

// Lists of changes: the one in view is marked.
(() => {
  const list = document.querySelector("[data-spy]");
  if (!list || !("IntersectionObserver" in window)) return;
  const lines = new Map();
  for (const link of list.querySelectorAll("a")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) lines.set(target, link.parentElement);
  }
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const line of lines.values()) line.classList.remove("on");
      lines.get(entry.target).classList.add("on");
    }
  }, { rootMargin: "-10% 0px -70% 0px" });
  for (const target of lines.keys()) seen.observe(target);
})();

// Reviewing by keyboard: j and k to the next and the previous change, c to comment on it. Never while typing.
(() => {
  const cards = [...document.querySelectorAll("[data-card]")];
  if (!cards.length) return;
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(cards.length - 1, to));
    const card = cards[at];
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  };
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, summary, [contenteditable]")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "c" && at >= 0) {
      const say = cards[at].querySelector("details.say");
      if (!say) return;
      say.open = true;
      say.querySelector("textarea").focus();
      event.preventDefault();
    }
  });
})();

// A line of a list becomes a button for `onto`.
const asButton = (line, onto) => {
  const plain = document.createElement("button");
  plain.type = "button";
  plain.className = "plain";
  plain.append(...line.childNodes);
  plain.addEventListener("click", onto);
  line.replaceChildren(plain);
};

// Drafting: a problem or a line of the structure leads to its place in the text.
(() => {
  const words = document.getElementById("words");
  if (!words) return;
  // What decides where a line of the field ends.
  const SET = ["font", "lineHeight", "letterSpacing", "textAutospace", "padding", "overflowWrap", "lineBreak"];
  const reach = (start, end) => {
    words.focus();
    words.setSelectionRange(start, end);
    const lines = words.value.slice(0, start).split("\n");
    const mirror = document.createElement("div");
    const style = getComputedStyle(words);
    for (const name of SET) mirror.style[name] = style[name];
    mirror.style.cssText += ";position:absolute;visibility:hidden;white-space:pre-wrap;width:" + words.clientWidth + "px";
    mirror.textContent = lines.join("\n");
    document.body.append(mirror);
    words.scrollTop = Math.max(0, mirror.clientHeight - words.clientHeight / 3);
    mirror.remove();
  };
  for (const line of document.querySelectorAll(".found [data-line]")) {
    asButton(line, () => {
      const all = words.value.split("\n");
      const before = all.slice(0, Number(line.dataset.line) - 1).join("\n").length;
      const start = line.dataset.line === "1" ? 0 : before + 1;
      reach(start, start + (all[Number(line.dataset.line) - 1] || "").length);
    });
  }
  let from = 0;
  for (const place of document.querySelectorAll("[data-places] [data-place]")) {
    const label = place.dataset.place;
    const found = label ? ("\n" + words.value).indexOf("\n" + label, from) : -1;
    if (found < 0) continue;
    from = found + 1;
    asButton(place.parentElement, () => {
      const now = ("\n" + words.value).indexOf("\n" + label, Math.max(0, found - 400));
      if (now >= 0) reach(now, now + label.length);
    });
  }
})();

// The record: a button to print it, where there is a printer to speak to.
for (const place of document.querySelectorAll("[data-print]")) {
  const plain = document.createElement("button");
  plain.type = "button";
  plain.className = "btn small";
  plain.textContent = place.dataset.print;
  plain.addEventListener("click", () => print());
  place.append(plain);
}

// The hall's screen keeps itself up to date.
if (document.body.dataset.reload) setTimeout(() => location.reload(), 1000 * Number(document.body.dataset.reload));
