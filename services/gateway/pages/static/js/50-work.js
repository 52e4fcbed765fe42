/* Deciding: only what belongs to the chosen outcome is shown; a list that changed while one chooses says so. */
"use strict";
for (const form of document.querySelectorAll("form:has([data-when])")) {
  const show = () => {
    const outcome = form.querySelector("[name=outcome]:checked")?.value;
    for (const part of form.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(outcome);
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

document.addEventListener("live-waits", () => {
  for (const notice of document.querySelectorAll("[data-stale]")) notice.hidden = false;
});
