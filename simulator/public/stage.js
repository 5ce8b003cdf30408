import { makePhone } from "./phone.js";
import { loadMessages, on, store } from "./store.js";

const REMEMBERED = "simulator-phones";
const narrow = matchMedia("(max-width: 760px)");
const onStage = new Map();
let shown = [];

const asked = new URLSearchParams(location.search).get("phone");

function remembered() {
  if (asked) return [asked];
  const ids = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null");
  return Array.isArray(ids) ? ids : [...store.phones.keys()].slice(0, 3);
}

/** The ids of the phones on the table, the one in use first. */
export function shownPhones() {
  return shown;
}

/** Puts exactly these phones on the table; on a narrow screen only the first is seen. */
export function showPhones(ids) {
  shown = ids.filter((id) => store.phones.has(id));
  if (!asked) localStorage.setItem(REMEMBERED, JSON.stringify(shown));
  arrange();
}

/** Brings one phone to the front. */
export function bringToFront(id) {
  showPhones([id, ...shown.filter((other) => other !== id)]);
}

function ordered() {
  if (narrow.matches) return shown.slice(0, 1);
  const order = [...store.phones.keys()];
  return shown.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
}

function arrange() {
  const stage = document.getElementById("stage");
  const ids = ordered();
  for (const [id, phone] of onStage) {
    if (ids.includes(id)) continue;
    phone.element.remove();
    onStage.delete(id);
  }
  for (const id of ids) {
    if (onStage.has(id)) continue;
    const phone = makePhone(id);
    onStage.set(id, phone);
    const next = ids.slice(ids.indexOf(id) + 1).find((later) => onStage.has(later));
    stage.insertBefore(phone.element, next ? onStage.get(next).element : null);
    phone.updatePhone();
    loadMessages(id);
  }
  for (const listener of arranged) listener();
}

const arranged = [];

/** Calls `listener` whenever other phones are on the table. */
export function onArranged(listener) {
  arranged.push(listener);
}

/** Puts a text into the composer of the phone in use. */
export function prefillFront(text) {
  onStage.get(ordered().includes(shown[0]) ? shown[0] : ordered()[0])?.prefill(text);
}

/** Keeps the phones on the table in step with what happens. */
export function startStage() {
  on("loaded", () => {
    if (shown.length === 0 || shown.some((id) => !store.phones.has(id))) showPhones(remembered());
    if (shown.length === 0) showPhones([...store.phones.keys()].slice(0, 3));
    for (const phone of onStage.values()) phone.updatePhone();
  });
  on("phone", ({ id }) => onStage.get(id)?.updatePhone());
  on("phone-gone", () => showPhones(shown));
  on("reset", () => {
    for (const phone of onStage.values()) phone.element.remove();
    onStage.clear();
    shown = [];
  });
  on("chat", (id) => onStage.get(id)?.updateChat());
  on("message", ({ phoneId }) => onStage.get(phoneId)?.updateChat());
  narrow.addEventListener("change", arrange);
  const refresh = () => {
    for (const phone of onStage.values()) phone.updatePhone();
  };
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, 5000);
}
