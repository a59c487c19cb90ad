// A file on its way in.
"use strict";

// A file on its way in: whoever leaves by a link is asked first, when something was typed or chosen and not sent.
for (const form of document.querySelectorAll("form[data-asks]")) {
  const standing = () => [...form.querySelectorAll("textarea, select")].map((one) => one.value).join("\0");
  const before = standing();
  addEventListener("beforeunload", (event) => {
    if (!form.dataset.sent && standing() !== before) event.preventDefault();
  });
}
