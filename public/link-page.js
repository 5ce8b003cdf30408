// What the link page does where scripts run; without them it says and does the same, only less promptly.

const LOOK_MS = 2000;
const SECOND_MS = 1000;

function applyTheme() {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing for us shows the colours of the device.
  }
}

/** Whether a button was pressed: what comes of that is shown next, and nothing else. */
let isPressed = false;

/** Shows that a pressed button works, and lets no second press through. */
function markBusy(event) {
  isPressed = true;
  const button = event.submitter;
  if (button?.ariaBusy === "true") event.preventDefault();
  if (button) button.ariaBusy = "true";
}

function countDown(place, expiresAt) {
  const seconds = Math.max(0, Math.ceil((expiresAt - Date.now()) / SECOND_MS));
  place.textContent = `Works for another ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Looks whether the code has come; shows the tries that are left, and everything anew once it is decided. */
async function look(pending) {
  if (isPressed) return;
  const response = await fetch("/api/whatsapp/link/pending", {
    cache: "no-store",
    headers: { "x-connect-background": "1" },
  }).catch(() => null);
  if (!response || isPressed) return;
  const link = response.ok ? await response.json() : null;
  if (link?.status !== "pending" || link.code !== pending.dataset.pending) return location.reload();
  const words = link.tries_left === 1 ? "1 try left" : `${link.tries_left} tries left`;
  const place = pending.querySelector("[data-tries]");
  if (place.textContent !== words) place.textContent = words;
}

function start() {
  document.addEventListener("submit", markBusy);
  const pending = document.querySelector("[data-pending]");
  if (!pending) return;
  const place = pending.querySelector("[data-countdown]");
  const expiresAt = Date.parse(pending.dataset.expiresAt);
  setInterval(() => countDown(place, expiresAt), SECOND_MS);
  setInterval(() => look(pending), LOOK_MS);
}

applyTheme();
document.addEventListener("DOMContentLoaded", start);
