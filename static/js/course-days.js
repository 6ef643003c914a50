// The sums with dates of education/tools/course_days.py, in the browser. Days are written 2027-01-31 and counted in UTC,
// where every day has 24 hours, so no clock's change and no time zone can move one.
const DAY = 24 * 60 * 60 * 1000;

const count = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const write = (number) => new Date(number * DAY).toISOString().slice(0, 10);

export function shift(day, days) {
  return days === null ? null : write(count(day) + days);
}

// The last day of a course of this length.
export function addLength(first, length, unit) {
  if (unit === "weeks") return shift(first, 7 * length - 1);
  const [year, month, day] = first.split("-").map(Number);
  const inMonth = day === 1 ? month - 1 + length - 1 : month - 1 + length;
  const longest = new Date(Date.UTC(year, inMonth + 1, 0)).getUTCDate();
  return write(Date.UTC(year, inMonth, day === 1 ? longest : Math.min(day - 1, longest)) / DAY);
}

// dates: { first, last, group }. Every entry that is for this reader, as often as it comes: { entry, number, first, last }.
export function listDays(entries, dates) {
  return entries
    .filter(({ group }) => group === "everyone" || group === dates.group || dates.group === "unsaid")
    .flatMap((entry) => place(entry, dates));
}

// The plan on these dates: each day in the last phase that has begun by then, else in the first.
export function layOut(plan, dates) {
  const stretches = listDays(plan.phases, dates).map((phase) => ({ phase, days: [] }));
  const undated = [];
  const days = listDays(plan.entries, dates);
  const dated = days.filter(({ first }) => first !== null);
  dated.sort((one, other) => (one.first < other.first ? -1 : Number(one.first > other.first)));
  undated.push(...days.filter(({ first }) => first === null));
  for (const day of dated) {
    const begun = stretches.filter(({ phase }) => phase.first <= day.first);
    (begun.at(-1) ?? stretches[0]).days.push(day);
  }
  return { stretches, undated };
}

function place(entry, dates) {
  if (entry.first_day === null) return [{ entry, number: 0, first: null, last: null }];
  if (entry.every !== null) return repeat(entry, dates);
  const start = entry.counted_from === "first_capsule" ? dates.first : dates.last;
  const first = shift(start, entry.first_day);
  const last = shift(start, entry.last_day);
  if (entry.kind !== "phase" || entry.counted_from !== "first_capsule") return [{ entry, number: 0, first, last }];
  return first <= dates.last ? [{ entry, number: 0, first, last: earlier(last ?? dates.last, dates.last) }] : [];
}

function repeat(entry, dates) {
  const times = Math.floor((count(dates.last) - count(dates.first)) / entry.every);
  return Array.from({ length: times }, (_, index) => {
    const start = shift(dates.first, (index + 1) * entry.every);
    const last = earlier(shift(start, entry.last_day) ?? dates.last, dates.last);
    return { entry, number: index + 1, first: shift(start, entry.first_day), last };
  });
}

function earlier(one, other) {
  return one < other ? one : other;
}
