// Finds rows by any part of their words while somebody types. What is picked becomes a checkbox at once.
// Without this, the field's own list of keys serves.

const SHOWN = 10;

for (const group of document.querySelectorAll("[data-pick-many]")) {
  if (!group.closest(".empty-form")) enhance(group); // the pattern that new rows are copied from stays as it is
}

document.addEventListener("formset:added", (event) => {
  for (const group of event.target.querySelectorAll("[data-pick-many]")) enhance(group);
});

function enhance(group) {
  const input = group.querySelector("input[list]");
  const chosen = group.querySelector(".pick-many__chosen");
  const rows = [...input.list.options].map(({ value, label }) => ({ key: value, label }));
  const found = addList(input);
  const status = group.querySelector("[role=status]");
  let active = -1;

  const show = (matches) => {
    found.replaceChildren(...matches.slice(0, SHOWN).map((row, index) => makeOption(row, `${found.id}-${index}`)));
    found.hidden = matches.length === 0;
    input.setAttribute("aria-expanded", String(!found.hidden));
    status.textContent = matches.length > SHOWN ? status.dataset.more : "";
    activate(matches.length ? 0 : -1);
  };
  const activate = (index) => {
    active = index;
    for (const [place, option] of [...found.children].entries()) {
      option.setAttribute("aria-selected", String(place === index));
    }
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", found.children[index].id);
  };
  const pick = (key) => {
    add(chosen, input.name.replace(/-add$/, ""), rows.find((row) => row.key === key));
    input.value = "";
    show([]);
  };

  input.addEventListener("input", () => {
    const matches = search(rows, input.value);
    show(matches);
    if (input.value.trim() && !matches.length) status.textContent = status.dataset.none;
  });
  input.addEventListener("keydown", (event) => {
    const count = found.children.length;
    if (event.key === "Enter" && input.value) {
      event.preventDefault(); // it would save the whole form
      if (active >= 0) pick(found.children[active].dataset.key);
    } else if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      activate((active + 1) % count);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      activate((active - 1 + count) % count);
    } else if (event.key === "Escape") {
      show([]);
    }
  });
  input.addEventListener("blur", () => {
    if (rows.some((row) => row.key === input.value.trim())) pick(input.value.trim());
    else show([]);
  });
  found.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  found.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option.dataset.key);
  });
}

function addList(input) {
  const found = document.createElement("ul");
  found.className = "pick-many__found";
  found.id = `${input.id}-found`;
  found.hidden = true;
  found.setAttribute("role", "listbox");
  found.setAttribute("aria-label", input.placeholder);
  input.after(found);
  input.removeAttribute("list");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", found.id);
  input.setAttribute("aria-expanded", "false");
  return found;
}

// The rows that hold every typed word, in their key or in their words. Those whose key is typed whole come first.
function search(rows, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const matches = rows.filter(({ key, label }) => words.every((word) => `${label} ${key}`.toLowerCase().includes(word)));
  return matches.sort((one, other) => (other.key === typed.trim()) - (one.key === typed.trim()));
}

function makeOption({ key, label }, id) {
  const option = document.createElement("li");
  option.id = id;
  option.dataset.key = key;
  option.setAttribute("role", "option");
  const small = document.createElement("small");
  small.textContent = key;
  option.append(`${label} `, small);
  return option;
}

function add(chosen, name, { key, label }) {
  const there = [...chosen.querySelectorAll("input")].find((box) => box.value === key);
  if (there) {
    there.checked = true;
    return;
  }
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name, value: key, checked: true });
  const words = document.createElement("label");
  words.append(box, ` ${label}`);
  const item = document.createElement("li");
  item.append(words);
  chosen.append(item);
}
