// Review: what a decision is about is said beside its buttons as articles are chosen.
"use strict";

(() => {
  const scope = document.getElementById("scope");
  if (!scope) return;
  const boxes = [...document.querySelectorAll('input[name="item"][form="decide"]')];
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    scope.textContent = chosen ? scope.dataset.some.replace("{n}", String(chosen)) : scope.dataset.all;
  };
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
})();
