// Warns whoever leaves a form with words that were not saved.

for (const form of document.querySelectorAll("#content-main form[id$='_form']")) {
  const opened = read(form);
  const wasRefused = form.querySelector(".errornote") !== null; // the words that came back were not saved either
  let isSaving = false;

  form.addEventListener("submit", () => {
    isSaving = true;
  });
  addEventListener("pageshow", () => {
    isSaving = false; // back from the page that saved
  });
  addEventListener("beforeunload", (event) => {
    if (!isSaving && (wasRefused || read(form) !== opened)) event.preventDefault();
  });
}

function read(form) {
  return new URLSearchParams(new FormData(form)).toString();
}
