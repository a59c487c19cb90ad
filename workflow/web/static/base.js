// What every page does beyond plain forms. Every page works without it.
"use strict";

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

// Tick everybody on a list at once.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = all.checked;
  });
}

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

// The record: a button to print it, where there is a printer to speak to.
for (const place of document.querySelectorAll("[data-print]")) {
  const plain = document.createElement("button");
  plain.type = "button";
  plain.className = "btn small";
  plain.textContent = place.dataset.print;
  plain.addEventListener("click", () => print());
  place.append(plain);
}

// Changes and suggestions by keyboard: j and k to the next and the previous change, c to comment on it. Never while typing.
(() => {
  const cards = [...document.querySelectorAll("[data-card]")];
  if (!cards.length || document.querySelector("[data-review]")) return; // the review has keys of its own
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

// A page that grew leads on.
(() => {
  const on = document.querySelector("[data-go-on]");
  if (on) location.replace(on.href);
})();
