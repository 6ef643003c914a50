// "On this page": opens where it stands beside the text, and marks the part that one is reading. On a phone it stays
// folded so that the message comes first.
const fold = document.querySelector("[data-contents]");
const isWide = matchMedia("(min-width: 64rem)");

function fit() {
  fold.open = isWide.matches;
}

function mark(current) {
  for (const link of fold.querySelectorAll("a")) link.toggleAttribute("aria-current", link === current);
  current.setAttribute("aria-current", "true");
  const above = current.getBoundingClientRect().top - fold.getBoundingClientRect().top - fold.clientTop;
  const below = above + current.offsetHeight - fold.clientHeight;
  const room = 44; // so that its neighbor can be seen, too
  fold.scrollTop += Math.min(above - room, 0) + Math.max(below + room, 0);
}

if (fold) {
  fold.addEventListener("click", ({ target }) => {
    if (target.closest("a") && !isWide.matches) {
      fold.open = false; // it would lie over what the link leads to
    }
  });
  fit();
  isWide.addEventListener("change", fit);

  // A part is current while it lies under a line near the top of the window.
  const links = new Map();
  const watcher = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => mark(links.get(target))),
    { rootMargin: "-12% 0px -88% 0px" },
  );
  for (const link of fold.querySelectorAll("a")) {
    const part = document.getElementById(link.hash.slice(1)).closest("section");
    links.set(part, link);
    watcher.observe(part);
  }
}
