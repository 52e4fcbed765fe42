/* A field with data-suggest asks that address for what fits while one types, and offers it in its list. Without script
   the list has what the page brought along. */
"use strict";
const PAUSE = 200;
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = input.list;
  if (!list) continue;
  let waiting = null;
  let latest = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.inputType && event.inputType !== "insertReplacementText") waiting = setTimeout(suggest, PAUSE);
  });

  async function suggest() {
    const number = (latest += 1);
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`).catch(() => null);
    if (!answer?.ok || answer.redirected || number !== latest) return;
    const { items } = await answer.json();
    if (!items.length) return;
    list.replaceChildren(...items.map(({ code, name }) => {
      const option = document.createElement("option");
      option.value = `${code} ${name}`;
      return option;
    }));
  }
}
