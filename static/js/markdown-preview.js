// Shows a Markdown field as readers will see it, as the server renders it, while somebody writes.

const PAUSE = 400; // milliseconds without a key before the server is asked

for (const field of document.querySelectorAll("textarea[data-markdown]")) watch(field);

// A row that is added to the page later.
document.addEventListener("formset:added", (event) => {
  for (const field of event.target.querySelectorAll("textarea[data-markdown]")) watch(field);
});

function watch(field) {
  let preview;
  let timer;
  let newest = 0;

  const show = async () => {
    preview ??= addPreview(field);
    newest += 1;
    const number = newest;
    const html = await render(field);
    if (number !== newest) return; // an older answer may come late
    if (html === null) preview.textContent = field.dataset.previewFailure;
    else preview.innerHTML = html;
  };

  field.addEventListener("focus", () => preview || show());
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}

function addPreview(field) {
  const preview = document.createElement("div");
  preview.className = "markdown-preview";
  preview.setAttribute("role", "group");
  const name = field.labels[0]?.textContent.replace(/:\s*$/, "") ?? "";
  preview.setAttribute("aria-label", `${name}: ${field.dataset.previewLabel}`);
  field.after(preview);
  return preview;
}

// The text as HTML, or null when the server does not give it.
async function render(field) {
  const body = new FormData();
  body.set("text", field.value);
  body.set("kind", field.dataset.markdown);
  body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(field.dataset.previewUrl, { method: "POST", body });
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return null;
  }
}
