// Opens "On this page" where it stands beside the text; on a phone it stays folded so that the message comes first.
const fold = document.querySelector("[data-contents]");
const isWide = matchMedia("(min-width: 64rem)");

function fit() {
  fold.open = isWide.matches;
}

if (fold) {
  fold.addEventListener("click", ({ target }) => {
    if (target.closest("a") && !isWide.matches) {
      fold.open = false; // it would lie over what the link leads to
    }
  });
  fit();
  isWide.addEventListener("change", fit);
}
