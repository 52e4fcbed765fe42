/* A page that shows a request looks again when something happens to it: data-live on the part that may change, with
   the request's id (empty: any request). That part is read anew and replaced; what changed is said to screen readers.
   A hint may come before the owner of the data has heard of it: while nothing is different yet, it looks again, later
   and later. The same without any hint while a part says that something is on its way (data-soon in it). */
"use strict";
const parts = [...document.querySelectorAll("[data-live]")];
const AGAIN = [1000, 2000, 4000, 8000, 16000, 30000];
const AFTER_A_HINT = 3;
if (parts.length && window.EventSource) {
  const source = new EventSource("/live");
  let waiting = null;
  let turn = 0;
  let hinted = false;
  source.addEventListener("reset", soon);
  source.addEventListener("message", (event) => {
    const { request_id } = JSON.parse(event.data);
    if (parts.some((part) => !part.dataset.live || part.dataset.live === request_id)) soon();
  });
  window.addEventListener("pagehide", () => { source.close(); clearTimeout(waiting); });
  if (expected()) later();

  /* Something has happened: look at once, and once for all that is hinted at until then. */
  function soon() {
    turn = 0;
    if (!hinted) look(150);
    hinted = true;
  }

  /* Nothing to see yet: look again in a while, but not for ever. */
  function later() {
    if (!hinted && turn < (expected() ? AGAIN.length : AFTER_A_HINT)) look(AGAIN[turn++]);
  }

  function look(wait) {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, wait);
  }

  function expected() {
    return document.querySelector("[data-live] [data-soon]");
  }

  async function refresh() {
    hinted = false;
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const changed = [...document.querySelectorAll("[data-live]")].filter((part) => renewed(part, fresh)).length;
    if (!changed || expected()) later();
  }

  /* Whether this part is different now. What somebody is in, or has filled something in, is not taken away. */
  function renewed(part, fresh) {
    const now = part.id && fresh.getElementById(part.id);
    if (!now || same(part, now)) return false;
    if (inUse(part)) {
      part.dispatchEvent(new CustomEvent("live-waits", { bubbles: true }));
      return true;
    }
    part.replaceChildren(...document.importNode(now, true).childNodes);
    for (const form of part.querySelectorAll("form[method=post]")) form.noValidate = true;
    part.dispatchEvent(new CustomEvent("live-replaced", { bubbles: true }));
    if (part.dataset.changed) announce(part.dataset.changed);
    return true;
  }

  /* Sealed forms are drawn anew with each page; what is open, hidden or added by script or reader is no change. */
  function same(part, now) {
    return plain(part) === plain(now);
  }

  function plain(part) {
    const copy = part.cloneNode(true);
    for (const drawn of copy.querySelectorAll("input[type=hidden], [data-added]")) drawn.remove();
    for (const each of copy.querySelectorAll("[hidden], [open], [novalidate], [data-sent]")) {
      for (const name of ["hidden", "open", "novalidate", "data-sent"]) each.removeAttribute(name);
    }
    return copy.innerHTML;
  }

  function inUse(part) {
    const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea")];
    const typed = fields.some((each) => each.checked || each.value !== each.defaultValue);
    const chosen = [...part.querySelectorAll("select")].some((each) => each.value !== offered(each));
    return typed || chosen || part.contains(document.activeElement);
  }

  function offered(select) {
    return (select.querySelector("option[selected]") ?? select.options[0])?.value;
  }

  function announce(text) {
    const box = document.getElementById("announcements");
    if (box) box.textContent = text;
  }
}
