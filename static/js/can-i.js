// Shows until which day each answer holds, from the last capsule that “My course” keeps here. Nothing is sent.
import { shift } from "./course-days.js";
import { readKept } from "./keep-local.js";

const places = [...document.querySelectorAll("[data-days][hidden]")];
const last = readKept("last-capsule");
if (places.length && typeof last === "string" && /^\d{4}-\d{2}-\d{2}$/.test(last)) {
  for (const place of places) fill(place, shift(last, Number(place.dataset.days)));
  document.querySelector("[data-days-kept]").hidden = false;
}

function fill(place, day) {
  const time = place.querySelector("time");
  const format = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" };
  time.dateTime = day;
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, format).format(new Date(`${day}T00:00:00Z`));
  place.hidden = false;
}
