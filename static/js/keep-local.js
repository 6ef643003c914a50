// What readers choose to keep in this browser, and nowhere else. All names share one start, so that all can be forgotten.
const START = "guide:";

function listNames() {
  return Object.keys(localStorage).filter((name) => name.startsWith(START));
}

// The value kept under this name; null when there is none, or when the browser keeps nothing.
export function readKept(name) {
  try {
    return JSON.parse(localStorage.getItem(START + name));
  } catch {
    return null;
  }
}

// Whether the browser kept the value: one that is full, or set to keep nothing, refuses.
export function keep(name, value) {
  try {
    localStorage.setItem(START + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(START + name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

// What any page of the guide has kept.
export function forgetEverything() {
  try {
    for (const name of listNames()) localStorage.removeItem(name);
  } catch {
    // As above.
  }
}
