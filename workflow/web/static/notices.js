// Being told: whoever opens a new notice has read it.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest(".told .new a.link");
  if (!link) return;
  const form = link.closest("li").querySelector("form");
  const noted = fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true });
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault(); // the page that opens counts what is new once that is noted
  const go = () => location.assign(link.href);
  noted.then(go, go);
});
