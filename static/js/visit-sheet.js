// The visit sheet: a red answer is said aloud, what a reader wants to ask about is listed, and what they fill in is kept
// in this browser if they say so.
import { forget, forgetEverything, keep, readKept } from "./keep-local.js";
import { readAsks, removeAsk } from "./visit-asks.js";

const NAME = "visit-sheet";
const form = document.querySelector("[data-sheet]");
if (form) start();

function start() {
  const keeps = form.querySelector("#sheet-keep");
  const asks = form.querySelector("[data-sheet-asks]");
  const warning = form.querySelector("[data-sheet-alert]");
  const forgotten = form.querySelector("[data-sheet-forgotten]");
  form.querySelector("[data-sheet-keeping]").hidden = false;

  function keepOrForget() {
    if (!keeps.checked) forget(NAME);
    else if (!keep(NAME, readForm())) keeps.checked = false;
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name === "ask" && !target.checked) removeAsk(target.value);
    forgotten.textContent = "";
    sayWhatIsRed(target, warning);
    keepOrForget();
  });

  form.querySelector("[data-sheet-forget]").addEventListener("click", () => {
    forgetEverything();
    for (const box of form.querySelectorAll("textarea")) box.value = "";
    for (const box of form.querySelectorAll("input")) box.checked = false;
    asks.replaceChildren();
    document.querySelector(".sheet-result")?.remove();
    forgotten.textContent = forgotten.dataset.words;
  });

  const kept = readKept(NAME);
  keeps.checked = Array.isArray(kept);
  if (keeps.checked && !document.querySelector(".sheet-result")) writeForm(kept);
  listAsks(asks);
}

function sayWhatIsRed(target, warning) {
  const card = target.closest("[data-red]")?.querySelector(".sheet__card");
  const isRed = card && target.checked && (target.type === "checkbox" || "lot" in target.dataset);
  warning.textContent = isRed ? card.textContent : "";
}

// What one wants to ask about is kept by itself; see visit-asks.js.
function readForm() {
  return [...new FormData(form)].filter(([name]) => name !== "ask");
}

function writeForm(kept) {
  for (const [name, value] of kept) {
    for (const box of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (box.matches("textarea")) box.value = value;
      else if (box.value === value) box.checked = true;
    }
  }
}

function listAsks(asks) {
  const blank = form.querySelector("[data-sheet-ask]").content;
  const listed = new Set([...asks.querySelectorAll("input")].map(({ value }) => value));
  for (const { code, title, topic, path } of readAsks()) {
    if (listed.has(code)) continue;
    const row = blank.cloneNode(true);
    const box = row.querySelector("input");
    const link = row.querySelector("a");
    box.value = code;
    box.id = `ask-${code}`;
    row.querySelector("label").htmlFor = box.id;
    row.querySelector("label").textContent = title;
    link.textContent = topic;
    link.href = path;
    asks.append(row);
  }
}
