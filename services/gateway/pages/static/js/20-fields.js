/* Fields that help while one types: password rules, showing a password, characters left. */
"use strict";
for (const box of document.querySelectorAll(".password[data-show]")) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-second";
  button.textContent = box.dataset.show;
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? box.dataset.hide : box.dataset.show;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  box.append(button);
}

for (const input of document.querySelectorAll("input[data-rules]")) {
  const rows = [...document.querySelectorAll(`#${input.dataset.rules} [data-rule]`)];
  const check = () => {
    for (const row of rows) {
      const met = new RegExp(row.dataset.rule, "u").test(input.value.normalize("NFC"));
      row.classList.toggle("met", met);
      row.querySelector(".for-readers").textContent = met ? row.dataset.met : "";
    }
  };
  input.addEventListener("input", check);
  check();
}

for (const area of document.querySelectorAll("textarea[data-left]")) {
  const note = document.createElement("p");
  note.className = "hint";
  note.dataset.added = "";
  note.setAttribute("aria-live", "polite");
  const tell = () => {
    const left = area.maxLength - area.value.length;
    note.textContent = left < 200 ? `${area.dataset.left} ${left}` : "";
  };
  area.after(note);
  area.addEventListener("input", tell);
  tell();
}
