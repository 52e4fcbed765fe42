/* A link with data-dialog opens its page over this one. Without script, or if that fails, it is an ordinary link. */
"use strict";
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = found.querySelector("main [data-dialog-content]");
    if (!answer.ok || answer.redirected || !content) throw new Error(answer.status);
    open(link, document.importNode(content, true));
  } catch {
    window.location.assign(link.href);
  }
});

function open(link, content) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.append(content);
  const title = dialog.querySelector("h1");
  if (title) {
    title.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  for (const form of dialog.querySelectorAll("form[method=post]")) form.noValidate = true;
  for (const cancel of dialog.querySelectorAll("[data-cancel]")) {
    cancel.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
