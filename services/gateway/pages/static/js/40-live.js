/* A page that shows a request looks again when something happens to it: data-live on the part that may change, with
   the request's id (empty: any request). That part is read anew and replaced; what changed is said to screen readers. */
"use strict";
const parts = [...document.querySelectorAll("[data-live]")];
if (parts.length && window.EventSource) {
  const source = new EventSource("/live");
  let waiting = null;
  const soon = () => { waiting ??= setTimeout(refresh, 150); };
  source.addEventListener("reset", soon);
  source.addEventListener("message", (event) => {
    const { request_id } = JSON.parse(event.data);
    if (parts.some((part) => !part.dataset.live || part.dataset.live === request_id)) soon();
  });
  window.addEventListener("pagehide", () => source.close());

  async function refresh() {
    waiting = null;
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = part.id && fresh.getElementById(part.id);
      if (!now || now.innerHTML === part.innerHTML) continue;
      if (inUse(part)) {
        part.dispatchEvent(new CustomEvent("live-waits", { bubbles: true }));
        continue;
      }
      part.replaceChildren(...document.importNode(now, true).childNodes);
      for (const form of part.querySelectorAll("form[method=post]")) form.noValidate = true;
      announce(part.dataset.changed ?? "");
    }
  }

  /* What somebody is in, or has ticked something in, is not taken away. */
  function inUse(part) {
    return part.contains(document.activeElement) || part.querySelector("input:checked");
  }

  function announce(text) {
    const box = document.getElementById("announcements");
    if (box) box.textContent = text;
  }
}
