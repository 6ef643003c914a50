// The element that the address leads to; null for none, and for an address that is no text (#50%-off).
export function findTarget() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}
