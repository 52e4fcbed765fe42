/* A page that shows a request looks again when something happens to it: data-live on the part that may change, with
   the request's id (empty: any request). That part is read anew and replaced; what changed is said to screen readers.
   A hint may come before the owner of the data has heard of it: while nothing is different yet, or the page cannot be
   had, it looks again, later and later. The same without any hint while a part says that something is on its way
   (data-soon in it).
   A part that somebody is in, or has filled something in, is not taken away: what changed is told, and shown when the
   part is free; until then a notice says so where the page has one (data-stale), and its words are what is told.
   Where a form came back with errors (data-refused), what it holds was typed, although it looks as the page brought it.
   The stream begins with what the gateway had heard when it made the page (data-heard); where that was nothing, the page
   looks once when the stream is open. A browser comes back to a stream that has ended, but gives up when it is answered
   with anything else (a service away, too many streams): then the page looks again, later and later, and opens the
   stream anew from what that look had heard. It is over for good when nobody is logged in any more. */
"use strict";
const refused = "refused" in document.body.dataset;
const parts = [...document.querySelectorAll("[data-live]")];
const AGAIN = [1000, 2000, 4000, 8000, 16000, 30000];
const AFTER_A_HINT = 5;
const REOPEN = [1000, 5000, 15000, 60000, 300000];
const DRAWN = "input[type=hidden], [data-added], [data-age]";
const NO_CHANGE = ["hidden", "open", "checked", "novalidate", "data-sent", "aria-invalid", "aria-describedby"];
if (parts.length && window.EventSource) {
  let source = null;
  let waiting = null;
  let reopening = null;
  let refusals = 0;
  let turn = 0;
  let hinted = false;
  let over = false;
  let saying = null;
  const waits = new Map();
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", (event) => { if (event.persisted) reopen(); });
  document.addEventListener("focusout", (event) => {
    const part = event.target.closest("[data-live]");
    if (waits.has(part) && !part.contains(event.relatedTarget) && !filledIn(part)) soon();
  });
  listen(document.body.dataset.heard);

  function listen(heard) {
    source?.close();
    source = new EventSource(heard ? `/live?after=${encodeURIComponent(heard)}` : "/live");
    source.addEventListener("reset", soon);
    source.addEventListener("message", (event) => {
      const { request_id } = JSON.parse(event.data);
      if (parts.some((part) => !part.dataset.live || part.dataset.live === request_id)) soon();
    });
    source.addEventListener("open", () => { refusals = 0; });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) comeBack(); });
    if (expected()) later();
    else if (!heard) source.addEventListener("open", once, { once: true });
  }

  function rest() {
    source.close();
    hinted = false;
    clearTimeout(waiting);
    clearTimeout(reopening);
  }

  /* The browser has given up: open the stream anew in a while, and not when everybody does. */
  function comeBack() {
    const pause = REOPEN[Math.min(refusals, REOPEN.length - 1)] * (0.5 + Math.random());
    refusals += 1;
    clearTimeout(reopening);
    reopening = setTimeout(reopen, pause);
  }

  async function reopen() {
    const fresh = await read();
    if (over) return;
    if (!fresh) {
      comeBack();
      return;
    }
    show(fresh);
    turn = 0;
    listen(fresh.body.dataset.heard);
  }

  /* Something has happened: look at once, and once for all that is hinted at until then. */
  function soon() {
    turn = 0;
    if (!hinted) look(150);
    hinted = true;
  }

  /* Look at what may have happened before the stream was open; most often nothing has. */
  function once() {
    turn = AGAIN.length;
    look(0);
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
    const fresh = await read();
    if (over) return;
    const changed = fresh && show(fresh);
    if (!changed || expected()) later();
  }

  /* The page as it is now; null when it cannot be had at present. */
  async function read() {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return null;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      over = answer.redirected || fresh.body.dataset.heard === undefined;
      if (over) rest();
      return fresh;
    } catch {
      return null;
    }
  }

  /* Whether anything is different. */
  function show(fresh) {
    const changed = [...document.querySelectorAll("[data-live]")].filter((part) => renewed(part, fresh)).length > 0;
    for (const notice of document.querySelectorAll("[data-stale]")) notice.hidden = !waits.size;
    return changed;
  }

  /* Whether this part is different now. What waits in `waits` has been told: the same is not told once more. */
  function renewed(part, fresh) {
    const now = part.id && fresh.getElementById(part.id);
    const told = waits.get(part);
    waits.delete(part);
    if (!now || same(part, now)) return false;
    const used = inUse(part);
    const notice = used && document.querySelector("[data-stale]")?.textContent.trim();
    if (used) waits.set(part, plain(now));
    else replace(part, now);
    if (told !== plain(now)) announce(notice || part.dataset.changed);
    return true;
  }

  function replace(part, now) {
    part.replaceChildren(...document.importNode(now, true).childNodes);
    for (const form of part.querySelectorAll("form[method=post]")) form.noValidate = true;
    part.dispatchEvent(new CustomEvent("live-replaced", { bubbles: true }));
  }

  /* Sealed forms are drawn anew with each page, and ages grow; what is open, ticked, hidden or added by script or reader
     is no change, and neither is a form that came back with its errors. */
  function same(part, now) {
    return plain(part) === plain(now);
  }

  function plain(part) {
    const copy = part.cloneNode(true);
    const drawn = refused ? `form, ${DRAWN}` : DRAWN;
    for (const each of copy.querySelectorAll(drawn)) each.remove();
    for (const each of copy.querySelectorAll(NO_CHANGE.map((name) => `[${name}]`).join())) {
      for (const name of NO_CHANGE) each.removeAttribute(name);
    }
    return copy.innerHTML;
  }

  function inUse(part) {
    return filledIn(part) || part.contains(document.activeElement);
  }

  function filledIn(part) {
    const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea")];
    const typed = fields.some((each) => each.checked || each.value !== each.defaultValue);
    const chosen = [...part.querySelectorAll("select")].some((each) => each.value !== offered(each));
    const cameBack = refused && part.querySelector("form :is(input:not([type=hidden]), textarea)");
    return typed || chosen || cameBack;
  }

  function offered(select) {
    return (select.querySelector("option[selected]") ?? select.options[0])?.value;
  }

  /* Emptied first: the same words once more would be no change, and not be read again. */
  function announce(text) {
    const box = document.getElementById("announcements");
    if (!text) return;
    box.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => { box.textContent = text; }, 100);
  }
}
