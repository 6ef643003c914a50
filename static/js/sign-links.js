// Lets the links to the signs take along what was chosen in the form about the course.
const form = document.querySelector(".sign-form");

function readWhen() {
  const when = form.elements.when.value;
  const week = form.elements.week.value;
  if (!week || !when || when === "before") return when;
  return when === "after" ? `after-week-${week}` : `week-${week}`;
}

function pointLinks() {
  for (const link of document.querySelectorAll("[data-sign-areas] a")) {
    const address = new URL(link.href);
    address.searchParams.set("when", readWhen());
    link.href = address.pathname + address.search;
  }
}

form?.addEventListener("change", pointLinks);
