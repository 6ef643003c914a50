// Says so when a link points to a part that is not on the page any more.
const notice = document.querySelector("[data-missing-anchor]");

function showWhenMissing() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const isMissing = anchor !== "" && document.getElementById(anchor) === null;
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
