// Explains each answer at once. With the arrow keys one looks through the choices: there it waits for the space bar, or
// until one leaves the question. The focus stays where it is.
let isLooking = false;

function explain(question) {
  const chosen = question.querySelector(":checked");
  const verdict = question.querySelector("[data-verdict]");
  const state = "right" in chosen.dataset ? "yes" : "no";
  if (verdict.textContent === verdict.dataset[state]) return; // nothing new to say
  verdict.textContent = verdict.dataset[state];
  question.dataset.state = state;
  question.querySelector("details").open = true;
}

function clear(question) {
  question.querySelector("[data-verdict]").textContent = "";
  delete question.dataset.state;
}

for (const question of document.querySelectorAll("[data-question]")) {
  const choices = question.querySelector("fieldset");

  choices.addEventListener("keydown", ({ key }) => {
    isLooking = key.startsWith("Arrow");
    if (key === " " && question.querySelector(":checked:focus")) explain(question);
  });
  choices.addEventListener("pointerdown", () => {
    isLooking = false;
  });
  choices.addEventListener("change", () => (isLooking ? clear(question) : explain(question)));
  choices.addEventListener("focusout", ({ relatedTarget }) => {
    if (!choices.contains(relatedTarget) && question.querySelector(":checked")) explain(question);
  });
}
