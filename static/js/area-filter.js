// The filter itself is CSS. This says how many are shown, and clears the filter when a link leads to a hidden row.
import { findTarget } from "./find-target.js";

for (const section of document.querySelectorAll("[data-area-filter]")) {
  const count = section.querySelector("[data-area-count]");

  section.addEventListener("change", ({ target }) => {
    const rows = section.querySelectorAll(target.value === "all" ? "[data-area]" : `[data-area="${target.value}"]`);
    count.textContent = rows.length === 1 ? count.dataset.one : count.dataset.many.replace("NUMBER", rows.length);
    count.hidden = false;
  });

  addEventListener("hashchange", () => {
    const row = findTarget();
    if (row && section.contains(row) && row.matches("[data-area]")) {
      section.querySelector("#area-all").checked = true;
      row.scrollIntoView();
    }
  });
}
