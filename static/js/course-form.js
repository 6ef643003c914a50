// Reads the form of “My course” by the limits of education/tool_views/course_form.py, without sending it.
import { addLength, shift } from "./course-days.js";

function readDay(form, name) {
  const boxes = [0, 1, 2].map((box) => form.elements[`${name}_${box}`].value.trim());
  if (boxes.every((box) => box === "")) return { day: null };
  if (!boxes.every((box) => /^\d{1,4}$/.test(box))) return { fault: "no_such_day" };
  const [month, day, typed] = boxes.map(Number);
  const year = typed > 99 ? typed : 2000 + typed;
  const written = [String(year).padStart(4, "0"), ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return exists ? { day: written } : { fault: "no_such_day" };
}

function findLast(form, limits, first, last, faults) {
  const length = form.elements.how_long.value.trim();
  const unit = form.elements.unit.value;
  if (faults.has("last")) return null;
  if (length && last) faults.set("how_long", "both");
  else if (last && first && last < first) faults.set("last", "last_before_first");
  else if (last && first && last > shift(first, limits.longest.days)) faults.set("last", "last_far");
  else if (last) return last;
  else if (!length) faults.set("how_long", "length");
  else if (!unit) faults.set("unit", "unit");
  else if (!/^[0-9]{1,3}$/.test(length) || Number(length) < 1 || Number(length) > limits.longest[unit])
    faults.set("how_long", "length_range");
  else if (first) return addLength(first, Number(length), unit);
  return null;
}

// { dates: { first, last, stopped, group } }, or { faults } as a Map from the name of a field to the code of a sentence.
export function readCourse(form, limits) {
  const faults = new Map();
  const days = {};
  for (const name of ["first", "last", "stopped"]) {
    const { day, fault } = readDay(form, name);
    days[name] = day ?? null;
    if (fault) faults.set(name, fault);
  }
  const { stopped } = days;
  let { first } = days;
  if (!first && !faults.has("first")) faults.set("first", "first");
  if (first && (first < limits.earliest || first > limits.latest)) {
    faults.set("first", "far");
    first = null;
  }
  const planned = findLast(form, limits, first, days.last, faults);
  if (first && stopped && stopped < first) faults.set("stopped", "stopped_before_first");
  else if (planned && stopped && stopped > planned) faults.set("stopped", "stopped_after_last");
  const group = form.elements.group.value;
  if (!group) faults.set("group", "group");
  return faults.size ? { faults } : { dates: { first, last: stopped ?? planned, stopped, group } };
}
