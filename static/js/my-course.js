// “My course” without sending anything: the days are worked out here, and kept here only if the reader asks for it.
import { writeCalendar } from "./calendar-file.js";
import { layOut } from "./course-days.js";
import { readCourse } from "./course-form.js";
import { forget, forgetEverything, keep, readKept } from "./keep-local.js";

const NAME = "my-course";
const LAST = "last-capsule"; // for can-i.js
const BOXES = "input:is([type=text], [type=radio])";

const source = document.querySelector("#course-plan");
if (source) start(JSON.parse(source.textContent));

function start(plan) {
  const form = document.querySelector("#course-form");
  const place = document.querySelector("[data-course-result]");
  const keeps = document.querySelector("#course-keep");
  const forgotten = document.querySelector("[data-course-forgotten]");
  document.querySelector("[data-course-keeping]").hidden = false;

  function show(isAsked) {
    clearFaults(form);
    const { dates, faults } = readCourse(form, plan.form);
    if (faults) {
      place.replaceChildren();
      if (isAsked) showFaults(form, faults, plan.form.messages);
      return;
    }
    place.replaceChildren(fill(plan, dates));
    connectTakeAlong(place, plan, dates);
    if (keeps.checked) keepOrForget(); // an address with dates forgets nothing; only the reader does
    if (isAsked) place.querySelector("[data-course-heading]").focus();
  }

  function keepOrForget() {
    const { dates } = readCourse(form, plan.form);
    if (!keeps.checked) [NAME, LAST].forEach(forget);
    else if (!keep(NAME, readForm(form)) || (dates && !keep(LAST, dates.last))) keeps.checked = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forgotten.textContent = "";
    show(true);
  });

  keeps.addEventListener("change", keepOrForget);

  document.querySelector("[data-course-forget]").addEventListener("click", () => {
    forgetEverything();
    for (const box of form.querySelectorAll("input[type=text]")) box.value = "";
    for (const box of form.querySelectorAll("input:is([type=radio], [type=checkbox])")) box.checked = false;
    form.elements.unit.value = "months";
    clearFaults(form);
    place.replaceChildren();
    history.replaceState(null, "", location.pathname); // the address may hold dates as well
    forgotten.textContent = forgotten.dataset.words;
  });

  const kept = readKept(NAME);
  if (kept && !location.search) {
    writeForm(form, kept);
    keeps.checked = true;
  }
  if (place.children.length || (kept && !location.search)) show(false);
}

function readForm(form) {
  const boxes = [...form.querySelectorAll(BOXES)].filter(({ type, checked }) => type === "text" || checked);
  return Object.fromEntries(boxes.map(({ name, value }) => [name, value]));
}

function writeForm(form, kept) {
  for (const box of form.querySelectorAll(BOXES)) {
    if (box.type === "radio") box.checked = kept[box.name] === box.value;
    else box.value = kept[box.name] ?? "";
  }
}

function fill(plan, dates) {
  const page = document.querySelector("[data-course-blank]").content.cloneNode(true);
  const find = (key) => page.querySelector(`[data-key="${key}"]`);
  const blanks = new Map([...plan.phases, ...plan.entries].map(({ key }) => [key, find(key)]));
  for (const blank of blanks.values()) blank.remove();
  const { stretches, undated } = layOut(plan, dates);

  page.querySelector(".timeline").append(...stretches.map((stretch) => fillStretch(stretch, blanks)));
  page.querySelector(".course__days--undated").append(...undated.map(({ entry }) => blanks.get(entry.key)));
  writeDay(page, "course-first", dates.first);
  writeDay(page, "course-last", dates.last);
  if (!dates.stopped) page.querySelector("[data-if-stopped]").remove();
  for (const step of page.querySelectorAll("[data-group]")) {
    if (!["everyone", dates.group].includes(step.dataset.group) && dates.group !== "unsaid") step.remove();
  }
  return page;
}

function fillStretch({ phase, days }, blanks) {
  const item = blanks.get(phase.entry.key).cloneNode(true);
  fillDays(item, phase);
  if (phase.last !== null) item.querySelector("[data-open]").remove();
  const list = item.querySelector("[data-days]");
  list.append(...days.map((day) => fillDay(day, blanks)));
  if (!days.length) list.remove();
  return item;
}

function fillDay(day, blanks) {
  const item = blanks.get(day.entry.key).cloneNode(true);
  fillDays(item, day);
  if (day.number > 1) item.replaceChildren(...item.querySelector("summary").childNodes); // its words stand at the first
  return item;
}

function fillDays(item, { first, last }) {
  writeDay(item, "first", first);
  if (last === null || last === first) item.querySelector("[data-range]").remove();
  else writeDay(item, "last", last);
}

function writeDay(page, name, day) {
  const place = page.querySelector(`[data-day="${name}"]`);
  const weekday = place.dataset.weekday || undefined;
  const format = { timeZone: "UTC", weekday, year: "numeric", month: "long", day: "numeric" };
  place.dateTime = day;
  place.textContent = new Intl.DateTimeFormat(document.documentElement.lang, format).format(new Date(`${day}T00:00:00Z`));
}

function connectTakeAlong(place, plan, dates) {
  place.querySelector("[data-course-calendar]").addEventListener("submit", (event) => {
    event.preventDefault();
    const kind = event.target.elements.discreet.checked ? "discreet" : "open";
    const file = new Blob([writeCalendar(plan, dates, kind, new Date())], { type: "text/calendar" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = plan.calendar[kind].file_name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href)); // once the browser has taken it
  });
  const button = place.querySelector("[data-course-print]");
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function findField(form, name) {
  return form.querySelector(`:is([name="${name}"], [name="${name}_0"])`);
}

function clearFaults(form) {
  for (const part of form.querySelectorAll(".error-summary, .field__error")) part.remove();
  for (const field of form.querySelectorAll(".field--error")) field.classList.remove("field--error");
}

function showFaults(form, faults, messages) {
  const blank = document.querySelector("[data-course-problem]").content;
  const summary = blank.querySelector(".error-summary").cloneNode(true);
  for (const name of ["first", "how_long", "unit", "last", "group", "stopped"].filter((name) => faults.has(name))) {
    const sentence = messages[faults.get(name)];
    const box = findField(form, name);
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = `#${box.id}`;
    link.textContent = sentence;
    summary.querySelector("[data-faults]").append(item);
    showFault(box, `id_${name}_error`, sentence, blank);
  }
  form.prepend(summary);
  summary.focus();
}

function showFault(box, id, sentence, blank) {
  const field = box.closest(".field");
  const error = blank.querySelector(".field__error").cloneNode(true);
  error.id = id;
  error.querySelector("[data-sentence]").textContent = sentence;
  field.classList.add("field--error");
  const described = field.matches("fieldset") ? field : box;
  const ids = (described.getAttribute("aria-describedby") ?? "").split(" ").filter((known) => known && known !== id);
  described.setAttribute("aria-describedby", [...ids, id].join(" "));
  (field.querySelector(".field__hint") ?? field.querySelector(".field__label")).after(error);
}
