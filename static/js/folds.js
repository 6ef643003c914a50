// Opens the folded row that a link leads to, and gives each part a button that opens all its rows.
import { findTarget } from "./find-target.js";

function openTarget() {
  const target = findTarget();
  const fold = target?.closest("details:not([open])");
  if (fold) {
    fold.open = true;
    target.scrollIntoView();
  }
}

for (const button of document.querySelectorAll("[data-open-all]")) {
  const folds = button.parentElement.querySelectorAll(".fold");
  const { close } = button.dataset;
  const open = button.textContent;

  button.addEventListener("click", () => {
    const isOpening = button.textContent === open;
    for (const fold of folds) fold.open = isOpening;
    button.textContent = isOpening ? close : open;
  });
}

// Older browsers print only what is open.
const openedToPrint = new Set();

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true;
    openedToPrint.add(fold);
  }
});

addEventListener("afterprint", () => {
  for (const fold of openedToPrint) fold.open = false;
  openedToPrint.clear();
});

openTarget();
addEventListener("hashchange", openTarget);
