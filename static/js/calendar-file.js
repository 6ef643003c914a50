// The calendar file of education/tools/calendar_file.py, made in the browser.
import { listDays, shift } from "./course-days.js";

const LONGEST_LINE = 75; // bytes, by RFC 5545

const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
const compact = (day) => day.replaceAll("-", "");

function fold(line) {
  const encoder = new TextEncoder();
  const parts = [];
  let part = "";
  for (const sign of line) {
    if (encoder.encode(part + sign).length > LONGEST_LINE) {
      parts.push(part);
      part = " ";
    }
    part += sign;
  }
  return [...parts, part].join("\r\n");
}

function writeAlarm(title, parameter) {
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER${parameter}:-PT15H`, `DESCRIPTION:${escape(title)}`, "END:VALARM"];
}

function writeEvent(day, words, title, now) {
  const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return [
    "BEGIN:VEVENT",
    `UID:${words.uid}-${day.number}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${Math.floor(now / 60000)}`,
    `DTSTART;VALUE=DATE:${compact(day.first)}`,
    `DTEND;VALUE=DATE:${compact(shift(day.last, 1))}`,
    `SUMMARY:${escape(title ?? words.summary)}`,
    ...(title ? [] : [`DESCRIPTION:${escape(words.description)}`, `URL:${words.url}`]),
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    ...writeAlarm(title ?? words.summary, ""),
    ...(day.last > day.first ? writeAlarm(title ?? words.summary, ";RELATED=END") : []),
    "END:VEVENT",
  ];
}

// kind is "open" or "discreet"; now is a Date.
export function writeCalendar(plan, dates, kind, now) {
  const { maker, name, title } = plan.calendar[kind];
  const days = listDays(plan.entries, dates).filter(({ first }) => first !== null);
  const lines = [
    "BEGIN:VCALENDAR",
    `PRODID:${maker}`,
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escape(name)}`,
    "X-WR-TIMEZONE:America/Los_Angeles",
    ...plan.calendar.timezone,
    ...days.flatMap((day) => writeEvent(day, plan.events[day.entry.key], title, now)),
    "END:VCALENDAR",
  ];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}
