// Makes a chosen row a checkbox as soon as it is picked, so that several can be picked before saving.

for (const group of document.querySelectorAll("[data-pick-many]")) enhance(group);

document.addEventListener("formset:added", (event) => {
  for (const group of event.target.querySelectorAll("[data-pick-many]")) enhance(group);
});

function enhance(group) {
  const input = group.querySelector("input[list]");
  const chosen = group.querySelector("ul");

  const pick = () => {
    const option = [...input.list.options].find((candidate) => candidate.value === input.value.trim());
    if (!option) return;
    add(chosen, nameOf(input), option);
    input.value = "";
  };

  input.addEventListener("change", pick);
  input.addEventListener("input", (event) => {
    const isTyping = event.inputType?.startsWith("insert") && event.inputType !== "insertReplacementText";
    if (!isTyping) pick(); // what is typed may go on: "pore" begins "pore-picture"
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value) return;
    event.preventDefault(); // it would save the whole form
    pick();
  });
}

// Read when it is needed: Django renames the fields of a row that is added to the page.
function nameOf(input) {
  return input.name.replace(/-add$/, "");
}

function add(chosen, name, option) {
  const there = [...chosen.querySelectorAll("input")].find((box) => box.value === option.value);
  if (there) {
    there.checked = true;
    return;
  }
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name, value: option.value, checked: true });
  const label = document.createElement("label");
  label.append(box, ` ${option.label}`);
  const item = document.createElement("li");
  item.append(label);
  chosen.append(item);
}
