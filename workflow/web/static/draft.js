// Drafting: what is typed is kept, and a list leads into the text.
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
