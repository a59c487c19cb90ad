// Sessions: attendance, and the screen in the hall.
"use strict";

// Attendance: tick everybody of a site at once.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll("input[name=entry]")) box.checked = all.checked;
  });
}

// The hall's screen keeps itself up to date.
if (document.body.dataset.reload) setTimeout(() => location.reload(), 1000 * Number(document.body.dataset.reload));
