import { make, notify } from "./dom.js";
import { fillPhone } from "./phone.js";
import { loadMessages, on, store } from "./store.js";

const ARRIVAL_MILLISECONDS = 200;
/** So much of a phone has to be in view for its owner to read on it. */
const SEEN = 0.6;

const narrow = matchMedia("(max-width: 760px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const asked = new URLSearchParams(location.search).get("phone");

/** Each phone's place: its element, and the phone in it as soon as it has been in view. */
const seats = new Map();
const listeners = [];
let current = null;
let awaited = null;
let arrived = [];
let isLoaded = false;

const stage = () => document.getElementById("stage");

/** The id of the phone in use. */
export function currentPhone() {
  return current;
}

/** Calls `listener` whenever another phone is in use. */
export function onCurrent(listener) {
  listeners.push(listener);
}

function setCurrent(id) {
  if (current === id) return;
  current = id;
  for (const listener of listeners) listener();
}

function fill(id) {
  const seat = seats.get(id);
  if (seat.phone) return seat.phone;
  seat.phone = fillPhone(seat.element, id);
  seat.phone.updatePhone();
  loadMessages(id).catch((error) => notify(error.message));
  return seat.phone;
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting, intersectionRatio } of entries) {
      const id = target.dataset.phone;
      if (!seats.has(id)) continue;
      if (isIntersecting) fill(id);
      const isSeen = intersectionRatio >= SEEN;
      seats.get(id).phone?.see(isSeen);
      if (isSeen && narrow.matches) setCurrent(id);
    }
  },
  { threshold: [0, SEEN] },
);

function seat(id) {
  if (seats.has(id) || (asked && asked !== id)) return;
  const { name } = store.phones.get(id);
  const element = make("section", { class: "phone", "aria-label": name, "data-phone": id, tabindex: -1 });
  seats.set(id, { element, phone: null });
  stage().append(element);
  watcher.observe(element);
}

function removeSeat(id) {
  const seat = seats.get(id);
  if (!seat) return;
  const neighbour = seat.element.nextElementSibling ?? seat.element.previousElementSibling;
  const hadFocus = seat.element.contains(document.activeElement);
  watcher.unobserve(seat.element);
  seat.element.remove();
  seats.delete(id);
  if (hadFocus && neighbour) reveal(neighbour.dataset.phone);
}

/** Scrolls a phone into view and, unless it is not to, gives it the focus; one that is still to come, as soon as it is there. */
export function reveal(id, { takesFocus = true } = {}) {
  const seat = seats.get(id);
  if (!seat && asked) location.search = new URLSearchParams({ phone: id });
  if (!seat) {
    awaited = id;
    return;
  }
  const phone = fill(id);
  seat.element.scrollIntoView({
    behavior: calm.matches ? "instant" : "smooth",
    inline: "center",
    block: "nearest",
  });
  setCurrent(id);
  if (takesFocus) phone.focus();
}

function isBusy() {
  const focused = document.activeElement;
  return focused?.closest("dialog, #panel") || (focused?.matches("input, textarea, select") && focused.value);
}

function receive() {
  const ids = arrived.filter((id) => seats.has(id));
  arrived = [];
  if (awaited && seats.has(awaited)) {
    reveal(awaited);
    awaited = null;
  } else if (ids.length === 1 && !isBusy()) reveal(ids[0]);
  else if (ids.length > 0)
    notify(ids.length > 1 ? `${ids.length} new phones.` : `New phone: ${store.phones.get(ids[0]).name}.`);
}

function arrive(id) {
  seat(id);
  if (!isLoaded || !seats.has(id)) return;
  arrived.push(id);
  if (arrived.length === 1) setTimeout(receive, id === awaited ? 0 : ARRIVAL_MILLISECONDS);
}

function settle() {
  for (const id of seats.keys()) if (!store.phones.has(id)) removeSeat(id);
  for (const id of store.phones.keys()) seat(id);
  const [first] = seats.keys();
  if (!seats.has(current) && first) setCurrent(first);
  // On a first start, one can write at once.
  if (!isLoaded && !narrow.matches && first && store.phones.get(first).messageCount === 0)
    fill(first).focus();
  isLoaded = true;
}

/** Puts a text into the composer of the phone in use. */
export function prefillFront(text) {
  if (current) fill(current).prefill(text);
}

/** Keeps the phones on the stage in step with what happens. */
export function startStage() {
  const each = (act) => {
    for (const { phone } of seats.values()) if (phone) act(phone);
  };
  on("loaded", () => {
    settle();
    each((phone) => phone.updatePhone());
  });
  on("phone", ({ id }) => {
    if (seats.has(id)) seats.get(id).phone?.updatePhone();
    else arrive(id);
  });
  on("phone-gone", ({ id }) => removeSeat(id));
  on("reset", () => {
    for (const id of [...seats.keys()]) removeSeat(id);
    isLoaded = false;
  });
  on("chat", (id) => seats.get(id)?.phone?.updateChat());
  on("message", ({ phoneId }) => seats.get(phoneId)?.phone?.updateChat());
  stage().addEventListener("focusin", ({ target }) => {
    const id = target.closest("[data-phone]")?.dataset.phone;
    if (id) setCurrent(id);
  });
  const refresh = () => each((phone) => phone.updatePhone());
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, 5000);
}
