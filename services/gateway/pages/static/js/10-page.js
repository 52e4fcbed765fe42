/* Small helps on every page. Without script every page works, only plainer. */
"use strict";
document.documentElement.classList.replace("no-js", "js");

/* What must be read first has the focus: a summary of errors, or what went well. */
const first = document.querySelector("[data-focus]");
if (first) first.focus();

/* A link of the error summary leads into its field, not only near it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.labels?.[0] ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

/* A form is sent once, however often the button is pressed; coming back by the browser's button makes it usable again.
   So do some seconds where it carries a key, which makes a second sending harmless: the first may have been stopped. */
const STOPPED = 10000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  form.dataset.sent = "yes";
  form.querySelector("[data-once]")?.setAttribute("aria-disabled", "true");
  if (form.querySelector("[name=key]")) setTimeout(release, STOPPED, form);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});

function release(form) {
  delete form.dataset.sent;
  form.querySelector("[data-once]")?.removeAttribute("aria-disabled");
}

/* Forms are judged by the server, which says what is wrong beside each field: the browser's own bubbles stay away. */
for (const form of document.querySelectorAll("form[method=post]")) form.noValidate = true;
