import { make, makeAvatar } from "./dom.js";
import { bringToFront, onArranged, shownPhones, showPhones } from "./stage.js";
import { on, store } from "./store.js";

const MOST_CHIPS = 12;

function toggle(id) {
  const shown = shownPhones();
  showPhones(shown.includes(id) ? shown.filter((other) => other !== id) : [id, ...shown]);
}

function makeChip(phone) {
  const pressed = shownPhones().includes(phone.id);
  const unread = phone.unread > 0 ? make("span", { class: "badge" }, String(phone.unread)) : null;
  const spoken = phone.unread > 0 ? make("span", { class: "spoken" }, " unread") : null;
  return make(
    "button",
    { class: "chip", type: "button", "aria-pressed": String(pressed), onclick: () => toggle(phone.id) },
    makeAvatar(phone.name, "tiny"),
    phone.name,
    unread,
    spoken,
  );
}

function makeSelect(phones) {
  const crowded = phones.length > MOST_CHIPS ? " crowded" : "";
  const select = make("select", { class: `phone-select${crowded}`, "aria-label": "Phone" });
  for (const phone of phones) {
    const unread = phone.unread > 0 ? ` (${phone.unread})` : "";
    const address = phone.phone ?? phone.username ?? "no number";
    const label = [...new Set([phone.name, address])].join(" · ") + unread;
    select.append(make("option", { value: phone.id, selected: phone.id === shownPhones()[0] }, label));
  }
  select.addEventListener("change", () => bringToFront(select.value));
  return select;
}

function render() {
  const phones = [...store.phones.values()];
  const chips = phones.slice(0, MOST_CHIPS);
  for (const id of shownPhones()) {
    if (!chips.some((phone) => phone.id === id)) chips.push(store.phones.get(id));
  }
  const focused = [...document.querySelectorAll("#switcher button")].indexOf(document.activeElement);
  document
    .getElementById("switcher")
    .replaceChildren(makeSelect(phones.slice(0, 300)), ...chips.map(makeChip));
  document.querySelectorAll("#switcher button")[focused]?.focus();
}

/** Shows all phones above the table, to be put on it and taken off. */
export function startSwitcher() {
  let planned = 0;
  const renderSoon = () => {
    if (planned) return;
    planned = requestAnimationFrame(() => {
      planned = 0;
      render();
    });
  };
  for (const name of ["loaded", "phone", "phone-gone", "reset"]) on(name, renderSoon);
  onArranged(renderSoon);
}
