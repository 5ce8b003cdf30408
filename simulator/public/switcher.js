import { make, makeAvatar } from "./dom.js";
import { currentPhone, onCurrent, reveal } from "./stage.js";
import { on, store } from "./store.js";

const MOST_CHIPS = 12;

let shownFor = "";

function makeChip(phone) {
  const unread = phone.unread > 0 ? make("span", { class: "badge" }, String(phone.unread)) : null;
  const spoken = phone.unread > 0 ? make("span", { class: "spoken" }, " unread") : null;
  const isCurrent = phone.id === currentPhone();
  return make(
    "button",
    {
      class: "chip",
      id: `chip-${phone.id}`,
      type: "button",
      "aria-current": isCurrent && "true",
      onclick: () => reveal(phone.id),
    },
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
    select.append(make("option", { value: phone.id, selected: phone.id === currentPhone() }, label));
  }
  select.addEventListener("change", () => reveal(select.value, { takesFocus: false }));
  return select;
}

function showCurrent() {
  const chip = document.querySelector("#switcher [aria-current]");
  if (!chip || chip.id === shownFor) return;
  shownFor = chip.id;
  chip.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function render() {
  const phones = [...store.phones.values()];
  const focusable = "#switcher button, #switcher select";
  const focused = [...document.querySelectorAll(focusable)].indexOf(document.activeElement);
  document
    .getElementById("switcher")
    .replaceChildren(makeSelect(phones), ...phones.slice(0, MOST_CHIPS).map(makeChip));
  showCurrent();
  document.querySelectorAll(focusable)[focused]?.focus({ preventScroll: true });
}

/** Shows all phones above the stage, to go to one of them. */
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
  onCurrent(renderSoon);
}
