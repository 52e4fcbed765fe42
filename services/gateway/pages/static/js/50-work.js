/* Deciding: only what belongs to the chosen outcome is shown. */
"use strict";
function followOutcome() {
  for (const form of document.querySelectorAll("form:has([data-when])")) {
    const outcome = form.querySelector("[name=outcome]:checked")?.value;
    for (const part of form.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(outcome);
  }
}
document.addEventListener("change", followOutcome);
document.addEventListener("live-replaced", followOutcome);
window.addEventListener("pageshow", followOutcome);
followOutcome();
