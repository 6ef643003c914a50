// A button beside each part of a topic that puts it on the visit sheet. What does not wait for a visit has none.
import { findTarget } from "./find-target.js";
import { addAsk, readAsks, removeAsk } from "./visit-asks.js";

const PARTS = ".part:not(.reference-list) > h2[id], details.fold[id], article.treatment[id], .timeline__phase[id]";
const END_PARTS = ["see-also", "words", "sources"];
const { content, dataset } = document.querySelector("[data-ask-about]");
const kept = new Set(readAsks().map(({ code }) => code));

function isUrgent(part) {
  return part.closest(".effect-group")?.querySelector(".group-heading--call, .group-heading--emergency");
}

function findTitle(part) {
  return part.matches("h2") ? part : part.querySelector("h3, h4");
}

function connect(part) {
  const button = content.firstElementChild.cloneNode(true);
  const title = findTitle(part).textContent.trim();
  const code = `${dataset.askAbout}.${part.id}`;
  const { asked } = button.dataset;
  const ask = button.textContent;

  function show(isAsked) {
    button.textContent = isAsked ? asked : ask;
    button.setAttribute("aria-pressed", isAsked);
    button.setAttribute("aria-label", `${button.textContent}: ${title}`);
  }

  button.addEventListener("click", () => {
    const isAsked = button.getAttribute("aria-pressed") === "true";
    const path = `${dataset.path}#${part.id}`;
    const topic = document.querySelector("h1").textContent;
    if (isAsked ? removeAsk(code) : addAsk({ code, title, topic, path })) show(!isAsked);
  });
  show(kept.has(code));
  if (part.matches("h2")) part.after(button);
  else if (part.matches("details")) part.querySelector("summary").after(button);
  else part.append(button);
}

for (const part of document.querySelectorAll(PARTS)) {
  if (!END_PARTS.includes(part.id) && findTitle(part) && !isUrgent(part)) connect(part);
}
findTarget()?.scrollIntoView(); // the buttons above it moved it
