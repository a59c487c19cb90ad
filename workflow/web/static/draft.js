// Drafting: what is typed is kept, and a list leads into the text.
"use strict";

// What is sent lies in this browser until the server has it: a place for each window. `change` is given the store.
const answered = (request) => new Promise((resolve, reject) => {
  request.addEventListener("success", () => resolve(request.result));
  request.addEventListener("error", () => reject(request.error));
});
const stored = async (change) => {
  try {
    const opened = indexedDB.open("drafts", 1);
    opened.addEventListener("upgradeneeded", () => opened.result.createObjectStore("unsent"));
    const base = await answered(opened);
    const answer = await answered(change(base.transaction("unsent", "readwrite").objectStore("unsent")));
    base.close();
    return answer;
  } catch { return null; } // a browser that keeps nothing: the words are still on the page
};

// Drafting: keep what is typed on the server a moment after the last key, and say so. What cannot be sent stays in this
// browser and is sent as soon as it can be. Nothing is sent in the middle of a syllable.
(() => {
  const form = document.getElementById("draft");
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  if (!form || !words || !status || words.readOnly) return;
  // What this desk holds: the words of the field, or a name for the state of the editor while that is open.
  const held = () => form.dataset.held || words.value;
  const place = "draft " + form.dataset.who + " " + location.pathname + " " + form.elements.language.value + " ";
  const said = status.dataset;
  form.elements.window.value = Math.random().toString(36).slice(2, 12);
  const own = place + form.elements.window.value;
  let kept = held();
  let timer = 0;
  let wait = 1500;
  let leaving = false;
  let composing = false;
  let sending = false;
  let lost = false;

  const store = (body) => stored((all) => (body === null ? all.delete(own) : all.put({
    text: body.get("words"), row: body.get("row"), at: Date.now(),
  }, own)));
  const say = (text, link) => {
    const counts = document.getElementById("live-counts");
    status.replaceChildren(text, ...(counts ? [" ", counts] : []));
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
    if (held() === kept || leaving || composing || sending) return;
    const sent = held();
    sending = true;
    let body = new FormData(form);
    body.delete("file");
    store(body);
    try {
      if (lost) {
        if (!(await renew())) throw new Error("signed out");
        body = new FormData(form);
        body.delete("file");
      }
      const answer = await fetch(form.dataset.keep, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected || [400, 401, 403].includes(answer.status)) throw new Error("signed out");
      if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("not taken");
      const told = await answer.json();
      lost = false;
      wait = 1500;
      if (told.why) { say(told.why); return; }
      kept = sent;
      store(null);
      if (told.apart) say(said.apart);
      else {
        form.elements.kept.value = told.mark;
        say(said.kept + " " + new Date().toTimeString().slice(0, 5));
      }
    } catch (fault) {
      lost = fault.message === "signed out";
      if (lost) say(said.signedOut, said.signIn);
      else say(said.unkept);
      wait = Math.min(wait * 2, 30000);
      soon(wait);
    } finally {
      sending = false;
      if (held() !== sent && !composing) soon(1500);
    }
  };
  words.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  words.addEventListener("compositionend", () => { composing = false; soon(1500); });
  words.addEventListener("input", () => { if (!composing) soon(1500); });
  for (const name of ["online", "focus"]) addEventListener(name, () => { if (held() !== kept) soon(100); });
  form.addEventListener("submit", () => { leaving = true; });
  // What was typed a second ago is kept before submitting, so that the server can say that it was not saved.
  document.addEventListener("submit", async (event) => {
    const submit = event.target;
    if (!submit.matches('form[action$="/submit"]') || held() === kept) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    await keep();
    if (held() === kept) submit.submit();
  }, true);
  words.addEventListener("saved", (event) => {
    if (!event.detail) return;
    clearTimeout(timer);
    kept = held();
    store(null);
  });
  // The editor was opened on these words, or closed into them: what was kept of them is kept.
  form.addEventListener("holding", (event) => {
    const isKept = held() === kept;
    if (event.detail) form.dataset.held = event.detail;
    else delete form.dataset.held;
    if (isKept) kept = held();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && held() !== kept) event.preventDefault();
  });
  // Words of an earlier visit that never reached the server.
  const offer = (left, from) => {
    const box = document.createElement("p");
    box.className = "notice";
    box.setAttribute("role", "status");
    box.textContent = said.found + " (" + new Date(left.at).toLocaleString() + ") ";
    const take = document.createElement("button");
    take.type = "button";
    take.className = "btn small";
    take.textContent = said.restore;
    take.addEventListener("click", () => {
      box.remove();
      stored((all) => all.delete(from));
      if (left.row) form.dispatchEvent(new CustomEvent("take", { detail: JSON.parse(left.row) }));
      else words.value = left.text;
      soon(0);
    });
    box.append(take);
    form.before(box);
  };
  const leftHere = IDBKeyRange.bound(place, place + "\uffff");
  stored((all) => all.getAllKeys(leftHere)).then((keys) => {
    for (const key of keys || []) {
      stored((all) => all.get(key)).then((left) => {
        if (key === own || !left) return;
        if (left.row || left.text !== words.value) offer(left, key);
        else stored((all) => all.delete(key));
      });
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

// Drafting: a problem or a line of the structure leads to its place in the text; both follow what is typed.
(() => {
  const form = document.getElementById("draft");
  const words = document.getElementById("words");
  if (!form || !words) return;
  // What decides where a line of the field ends.
  const SET = ["font", "lineHeight", "letterSpacing", "textAutospace", "padding", "overflowWrap", "lineBreak"];
  // The editor goes there itself while it is open.
  const elsewhere = (detail) => {
    if (!form.dataset.held) return null;
    form.dispatchEvent(new CustomEvent("reach", { detail }));
    return detail;
  };
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
  // The label at the beginning of a line, from a place on.
  const labelled = (label, from) => ("\n" + words.value).indexOf("\n" + label, from);
  const lead = () => {
    for (const line of document.querySelectorAll(".found [data-line]")) {
      asButton(line, () => {
        if (elsewhere({ line: line.dataset.line })) return;
        const all = words.value.split("\n");
        const before = all.slice(0, Number(line.dataset.line) - 1).join("\n").length;
        const start = line.dataset.line === "1" ? 0 : before + 1;
        reach(start, start + (all[Number(line.dataset.line) - 1] || "").length);
      });
    }
    let from = 0;
    for (const place of document.querySelectorAll("[data-places] [data-place]")) {
      const label = place.dataset.place;
      const found = label ? labelled(label, from) : -1;
      if (found < 0 && !(label && form.dataset.held)) continue;
      from = Math.max(from, found + 1);
      asButton(place.parentElement, () => {
        if (elsewhere({ label })) return;
        const now = labelled(label, Math.max(0, found - 400));
        if (now >= 0) reach(now, now + label.length);
      });
    }
  };
  lead();

  // Go to an article by its number, in digits or as it is printed.
  const DIGITS = "〇一二三四五六七八九";
  const chinese = (number) => {
    const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
    const ten = tens ? (tens === 1 && !hundreds ? "" : DIGITS[tens]) + "十" : hundreds && ones ? "〇" : "";
    return (hundreds ? DIGITS[hundreds] + "百" : "") + ten + (ones ? DIGITS[ones] : "");
  };
  const article = (typed) => {
    const number = Number(typed);
    const wanted = Number.isInteger(number) && number > 0 && number < 1000
      ? ["第" + chinese(number) + "条", "第" + chinese(number).replace("〇", "零") + "条", "Article " + number + " ", "Article " + number + "."]
      : [typed];
    for (const label of wanted) {
      const at = labelled(label, 0);
      if (at >= 0) return [at, at + label.trimEnd().length];
    }
    return null;
  };
  const side = document.querySelector("[data-go-to]");
  if (side) {
    const field = document.createElement("input");
    field.className = "go-to";
    field.placeholder = side.dataset.goTo;
    field.setAttribute("aria-label", side.dataset.goTo);
    field.addEventListener("input", () => field.removeAttribute("aria-invalid"));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // the first button of the form is not meant
      const there = elsewhere({ label: field.value.trim() });
      const found = there ? there.found : article(field.value.trim());
      if (found && !there) reach(...found);
      else if (!found) field.setAttribute("aria-invalid", "true");
    });
    side.before(field);
  }
  const asked = new URLSearchParams(location.search).get("at");
  const first = asked && article(asked);
  if (first) reach(...first);

  // The text fills the window, and stays so for whoever likes it.
  const wide = document.querySelector("[data-wide]");
  if (wide) {
    const show = (on) => {
      document.documentElement.classList.toggle("is-wide", on);
      wide.setAttribute("aria-pressed", String(on));
    };
    try { show(localStorage.getItem("wide") === "yes"); } catch { show(false); }
    wide.hidden = false;
    wide.addEventListener("click", () => {
      const on = !document.documentElement.classList.contains("is-wide");
      show(on);
      try { localStorage.setItem("wide", on ? "yes" : ""); } catch { /* for this page alone, then */ }
      words.focus();
    });
  }

  // What is found in the text is asked for a moment after the last key; an answer that came too late is dropped.
  let timer = 0;
  let asking = null;
  const PARTS = ["live-outline", "live-counts", "live-found"];
  const put = (page) => {
    for (const name of PARTS) {
      const [here, there] = [document.getElementById(name), page.getElementById(name)];
      if (here && there && !here.contains(document.activeElement)) here.replaceChildren(...there.childNodes);
    }
    lead();
  };
  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new FormData(form);
    body.delete("file");
    try {
      const answer = await fetch(form.dataset.look, {
        method: "POST", body, signal: asking.signal, headers: { "X-Requested-With": "fetch" },
      });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      form.dispatchEvent(new CustomEvent("looked", { detail: page }));
      put(page);
    } catch { /* it is asked for again with the next key */ }
  };
  words.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, 700);
  });
  words.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(look, 700); });
  words.addEventListener("look", look);

  // Ctrl+S saves and leaves the caret where it is; where the answer is another page than this one, the form is sent as it is.
  const save = form.querySelector('button[data-verb="save"]');
  const settle = (text) => {
    if (text === words.value) return;
    const [start, end, top, old] = [words.selectionStart, words.selectionEnd, words.scrollTop, words.value];
    let same = 0;
    while (same < old.length && old[same] === text[same]) same += 1;
    const moved = (at) => (at <= same ? at : Math.max(same, at + text.length - old.length));
    words.value = text;
    words.setSelectionRange(moved(start), moved(end));
    words.scrollTop = top;
  };
  const keepNow = async () => {
    const [sent, isRow] = [form.dataset.held || words.value, Boolean(form.dataset.held)];
    const body = new FormData(form);
    body.delete("file");
    let answer = null;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    } catch {
      words.dispatchEvent(new Event("input")); // no connection: one stays here, and what was typed is kept as ever
      return;
    }
    try {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const saved = page.getElementById("draft");
      if (!answer.ok || !answer.redirected || saved?.dataset.who !== form.dataset.who) throw new Error("another page");
      for (const one of saved.querySelectorAll("input[type=hidden]")) {
        if (form.elements[one.name] && one.name !== "window") form.elements[one.name].value = one.value;
      }
      for (const one of document.querySelectorAll("input[name=fingerprint]")) one.value = saved.elements.fingerprint.value;
      document.getElementById("status").replaceChildren(...page.getElementById("status").childNodes);
      const isSame = (form.dataset.held || words.value) === sent;
      if (isSame && !isRow) settle(saved.elements.words.value);
      if (!isSame) words.dispatchEvent(new Event("input"));
      words.dispatchEvent(new CustomEvent("saved", { detail: isRow ? isSame : words.value === saved.elements.words.value }));
      put(page);
      if (isRow) look();
      document.querySelector(".submit-box")?.replaceWith(page.querySelector(".submit-box") || "");
    } catch { save.click(); }
  };
  if (save) addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.isComposing) return;
    event.preventDefault();
    keepNow();
  });
})();
