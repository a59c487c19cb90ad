// Review: the list of changes by keyboard, viewed marks without leaving the place, and what will be recorded said before it is.
// Every step is a button or a link as well; the page works without this script.
"use strict";

const fill = (words, values) => words.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

(() => {
  const page = document.querySelector("[data-review]");
  if (!page) return;
  const all = (selector, within = page) => [...within.querySelectorAll(selector)];
  const one = (selector, within = page) => within.querySelector(selector);

  // On a phone the first article is on the first screen: what chooses and sorts is folded away until it is wanted.
  if (matchMedia("(max-width: 760px)").matches) for (const fold of all("[data-folds]")) fold.open = false;

  // ---- where we are ----
  const cards = all("[data-card]");
  const where = one("[data-at]");
  let at = -1;
  const current = () => cards[at];
  const go = (to) => {
    if (!cards.length) return;
    at = Math.max(0, Math.min(cards.length - 1, to));
    current().focus({ preventScroll: true });
    current().scrollIntoView({ block: "start" });
    if (where) where.textContent = fill(where.dataset.words, { label: one("h3 b", current()).textContent, n: at + 1, all: cards.length });
  };
  page.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) at = cards.indexOf(card);
  });
  const named = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const card = target.closest("[data-card]");
    if (card) at = cards.indexOf(card);
    if (target === card) card.focus({ preventScroll: true });
  };
  addEventListener("hashchange", named);
  named();

  // Step through places of one kind: the next one behind the last that was shown, or behind the card we are in.
  const steps = {};
  const step = (selector, by) => {
    const places = all(selector);
    if (!places.length) return;
    const last = places.indexOf(steps[selector]);
    let to = last + by;
    if (last < 0 && current()) {
      to = places.findIndex((place) => current().contains(place) || current().compareDocumentPosition(place) & 4);
      if (to < 0) to = 0;
    }
    const place = places[Math.max(0, Math.min(places.length - 1, to))];
    steps[selector]?.classList.remove("at");
    steps[selector] = place;
    place.classList.add("at");
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  };

  // A neighbour of the link that is chosen now, or the one behind it in a ring.
  const follow = (selector, by, ring = false) => {
    const links = all(`${selector} a`);
    const now = links.findIndex((link) => link.getAttribute("aria-current"));
    const to = ring ? (now + by + links.length) % links.length : now + by;
    if (links[to]) location.assign(links[to].href.split("#")[0] + (current() ? `#${current().id}` : ""));
  };

  // ---- viewed ----
  const view = async (button, on) => {
    const form = button.form;
    const [text, key, wanted] = button.value.split(" ");
    const body = new FormData(form);
    body.set("mark", [text, key, wanted].join(" "));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Quiet": "1" } }).catch(() => null);
    if (answer?.status !== 204) { form.requestSubmit(button); return; }
    const card = button.closest("[data-card]");
    card.classList.toggle("is-viewed", wanted === "yes");
    button.setAttribute("aria-pressed", wanted === "yes" ? "true" : "false");
    button.value = [text, key, wanted === "yes" ? "no" : "yes"].join(" ");
    one(`.list a[href="#${CSS.escape(card.id)}"]`)?.parentElement.classList.toggle("is-viewed", wanted === "yes");
    const next = one("[data-next]");
    const left = cards.find((other) => !other.classList.contains("is-viewed"));
    if (next) { next.hidden = !left; if (left) next.hash = left.id; }
    if (on) go(cards.indexOf(card) + 1);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-viewed]");
    if (!button) return;
    event.preventDefault();
    view(button, false);
  });

  // ---- deciding ----
  const form = document.getElementById("decide");
  const scope = document.getElementById("scope");
  const confirm = one("[data-confirm]");
  const boxes = all('input[name="item"][form="decide"]');
  const verbs = new Map(); // box → the decision it was chosen for by a key
  const tell = () => {
    if (!scope) return;
    const chosen = boxes.filter((box) => box.checked).length;
    scope.textContent = chosen ? scope.dataset.some.replace("{n}", String(chosen)) : scope.dataset.all;
  };
  for (const box of boxes) box.addEventListener("change", () => { if (!box.checked) verbs.delete(box); tell(); });
  tell();
  const button = (verb) => one(`button[data-verb="${verb}"]:not([disabled])`, form);
  const choose = (verb) => {
    const box = current() && one('input[name="item"]', current());
    if (!box || !form || !button(verb)) return;
    const again = box.checked && verbs.get(box) === verb;
    box.checked = !again;
    if (again) verbs.delete(box);
    else verbs.set(box, verb);
    tell();
    if (!again && verb === "request-changes" && !form.opinion.value.trim()) form.opinion.focus();
  };
  let meant = ""; // the decision of the foot on which Enter was pressed
  const usual = () => button(meant) ? meant : ["approve", "request-changes", "keep-reservation"].find((verb) => button(verb));
  // What a submission would record, as pairs of a decision and the boxes it is about.
  const pending = () => {
    const chosen = boxes.filter((box) => box.checked);
    if (!chosen.length) return usual() ? [[usual(), []]] : [];
    const found = new Map();
    for (const box of chosen) {
      const verb = verbs.get(box) ?? usual();
      if (verb) found.set(verb, [...(found.get(verb) ?? []), box]);
    }
    return [...found];
  };
  const lifting = one("[data-lifts]", form);
  const own = new Set(lifting ? JSON.parse(lifting.dataset.lifts) : []);
  // Whether an approval of these boxes, or of the whole text, lifts what its author asked for before.
  const lifts = (verb, about) => lifting && ["approve", "keep-reservation"].includes(verb)
    && (!about.length || about.some((box) => box.value.split(" ").some((item) => own.has(item))));
  const say = (parts) => {
    const words = confirm.dataset;
    const who = all(".as select, .as .meta", form).map((place) => place.selectedOptions?.[0].textContent ?? place.textContent);
    const lines = [who.map((text) => text.replaceAll(/\s+/g, " ").trim()).join(" · ")];
    for (const [verb, about] of parts) {
      const what = about.map((box) => one("h3 b", box.closest("[data-card]") ?? box.closest("li"))?.textContent
        ?? one("b", box.closest("li")).textContent);
      lines.push(fill(words.line, { verb: button(verb).textContent.trim(), what: what.join(words.and) || words.whole }));
    }
    if (parts.some(([verb, about]) => lifts(verb, about))) lines.push(lifting.dataset.lifting);
    const opinion = form.opinion.value.trim();
    lines.push(opinion ? fill(words.opinion, { words: opinion }) : words.none);
    if (parts.length > 1) lines.push(words.apart);
    const said = one("[data-said]", confirm);
    said.replaceChildren(...lines.filter(Boolean).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    confirm.showModal();
    said.focus();
  };
  const only = (about) => { for (const box of boxes) box.checked = about.includes(box); };
  const record = async () => {
    const parts = pending();
    confirm.close(); // what was meant by Enter is forgotten with it
    // An opinion that asks for changes belongs to no approval: the approvals go first, without it.
    const last = parts.find(([verb]) => verb === "request-changes") ?? parts.at(-1);
    for (const [verb, about] of parts) {
      if (verb === last[0]) continue;
      only(about);
      const body = new FormData(form, button(verb));
      body.set("opinion", "");
      // oxlint-disable-next-line no-await-in-loop
      const answer = await fetch(button(verb).getAttribute("formaction") ?? form.action, { method: "POST", body }).catch(() => null);
      if (!answer?.ok) { form.requestSubmit(button(verb)); return; }
    }
    only(last[1]);
    form.requestSubmit(button(last[0]));
  };
  const submit = () => {
    if (!form || !confirm) return;
    if (confirm.open) { record(); return; }
    const parts = pending();
    if (parts.length) say(parts);
  };
  confirm?.addEventListener("close", () => { meant = ""; });
  one("[data-record]")?.addEventListener("click", record);
  for (const close of all("[data-close]")) close.addEventListener("click", () => close.closest("dialog").close());
  // Enter alone records nothing, on a button of the foot neither: it says what would be recorded.
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      const field = event.target.closest("textarea, input, select");
      if (field && field.form !== form && field.type !== "checkbox") return;
      event.preventDefault();
      submit();
    } else if (event.target.closest("[data-record]")) {
      event.preventDefault();
    } else if (event.target.closest("#decide button[data-verb]")) {
      event.preventDefault();
      const verb = event.target.dataset.verb;
      for (const box of boxes) if (box.checked && !verbs.has(box)) verbs.set(box, verb);
      meant = verb;
      submit();
    }
  }, true);

  // ---- keys ----
  const open = (selector) => {
    const details = current() && one(selector, current());
    if (!details) return;
    if (details.matches("button")) { details.click(); return; }
    details.open = true;
    (one("[data-first]", details) ?? one("textarea", details))?.focus();
  };
  const help = one("[data-help]");
  const acts = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    n: () => step(".redline ins, .redline del, .cells .changed", 1),
    p: () => step(".redline ins, .redline del, .cells .changed", -1),
    u: () => step(one("[data-unresolved]") ? "[data-unresolved]" : ".thread", 1),
    v: () => { const mark = current() && one("[data-viewed]", current()); if (mark) view(mark, true); },
    c: () => open('[data-act="comment"]'),
    s: () => open('[data-act="suggest"]'),
    a: () => choose("approve"),
    x: () => choose("request-changes"),
    "[": () => follow("[data-rounds]", -1),
    "]": () => follow("[data-rounds]", 1),
    t: () => follow("[data-ways]", 1, true),
    z: () => follow("[data-tongues]", 1, true),
    "?": () => help.showModal(),
  };
  const bar = one("[data-keys]");
  bar.hidden = false;
  bar.addEventListener("click", (event) => acts[event.target.closest("[data-key]")?.dataset.key]?.());
  // Together the buttons are one stop of the Tab key; arrows go along them.
  const tools = all("[data-key]", bar);
  const stop = (tool) => { for (const other of tools) other.tabIndex = other === tool ? 0 : -1; };
  stop(tools[0]);
  bar.addEventListener("focusin", (event) => { if (tools.includes(event.target)) stop(event.target); });
  bar.addEventListener("keydown", (event) => {
    const shown = tools.filter((tool) => tool.offsetParent);
    const from = shown.indexOf(event.target);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    shown[(to + shown.length) % shown.length].focus();
  });
  if ("keysOff" in page.dataset) return;
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]')) return;
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
