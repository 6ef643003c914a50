// Says so when a link points to a part that is not on the page any more.
import { findTarget } from "./find-target.js";

const notice = document.querySelector("[data-missing-anchor]");

function showWhenMissing() {
  const isMissing = location.hash !== "" && findTarget() === null;
  notice.hidden = !isMissing;
  if (isMissing) {
    notice.tabIndex = -1;
    notice.focus();
  }
}

if (notice) {
  showWhenMissing();
  addEventListener("hashchange", showWhenMissing);
}
