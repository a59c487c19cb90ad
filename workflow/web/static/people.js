// People: a slip's sign fills in the sign-in.
"use strict";

// What stands behind # came from a printed sign and was sent to nobody: account and one-time code.
(() => {
  const account = document.getElementById("f-code");
  const password = document.getElementById("f-password");
  if (!account || !password || !location.hash.includes("&")) return;
  const [who, code] = location.hash.slice(1).split("&");
  try {
    account.value = decodeURIComponent(who);
    password.value = decodeURIComponent(code);
  } catch {
    return; // no sign of ours
  }
  history.replaceState(null, "", location.pathname + location.search);
  password.form.querySelector("button.main").focus();
})();
