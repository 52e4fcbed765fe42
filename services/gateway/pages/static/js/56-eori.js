/* The help beside the EORI number follows the country of the main address. */
"use strict";
const countries = document.getElementById("eori-countries");
const hint = document.getElementById("eori-hint");
if (countries && hint) {
  for (const select of document.querySelectorAll("select[data-eori-by]")) {
    select.addEventListener("change", () => {
      const known = countries.querySelector(`[data-country="${CSS.escape(select.value)}"]`);
      hint.textContent = `${countries.dataset.needed} ${known?.textContent ?? countries.dataset.anywhere}`;
    });
  }
}
