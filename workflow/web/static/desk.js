// What the pages do beyond plain forms. Every page works without it.
"use strict";

// Drafting: keep what is typed on the server a moment after the last key, and say so.
(() => {
  const form = document.getElementById("draft");
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  if (!form || !words || !status) return;
  let kept = words.value;
  let timer = 0;
  let leaving = false;
  const keep = async () => {
    if (words.value === kept || leaving) return;
    const sent = words.value;
    const body = new FormData(form);
    body.delete("file");
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      kept = sent;
      status.textContent = status.dataset.kept + " " + new Date().toTimeString().slice(0, 5);
    } catch {
      status.textContent = status.dataset.unkept;
    }
  };
  words.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  words.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && words.value !== kept) event.preventDefault();
  });
})();

// A form is sent once: a double click does nothing more. Long work says that it is under way.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if ((form.method || "get").toLowerCase() !== "post") return;
  form.dataset.sent = "yes";
  if (form.dataset.busy) {
    const line = document.createElement("p");
    line.className = "busy";
    line.setAttribute("role", "status");
    line.textContent = form.dataset.busy;
    form.append(line);
  }
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Attendance: tick everybody of a site at once.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll("input[name=entry]")) box.checked = all.checked;
  });
}

// Reading: the outline shows where one is.
(() => {
  const outline = document.querySelector("[data-outline]");
  if (!outline || !("IntersectionObserver" in window)) return;
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) links.set(target, link);
  }
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const target of links.keys()) seen.observe(target);
  const box = outline.closest("details");
  if (box && matchMedia("(max-width: 900px)").matches) box.removeAttribute("open");
})();
