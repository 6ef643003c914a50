// The parts of the guide that a reader wants to ask about at a visit: { code, title, topic, path } of each.
import { keep, readKept } from "./keep-local.js";

const NAME = "visit-asks";

export function readAsks() {
  const kept = readKept(NAME);
  return Array.isArray(kept) ? kept.filter(({ path }) => path?.startsWith("/")) : [];
}

// Whether the browser kept it.
export function addAsk(ask) {
  return keep(NAME, [...readAsks().filter(({ code }) => code !== ask.code), ask]);
}

export function removeAsk(code) {
  return keep(
    NAME,
    readAsks().filter((ask) => ask.code !== code),
  );
}
