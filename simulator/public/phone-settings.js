import { control } from "./api.js";
import { connectMenu, make, notify } from "./dom.js";
import { makeIcon } from "./icons.js";

function makeSwitch(label, change) {
  const input = make("input", { type: "checkbox", role: "switch", onchange: () => change(input.checked) });
  return { input, element: make("label", {}, label, input) };
}

const BLANKS = { absent: "nothing", empty: "empty text", null: "null" };

function makeBlanks(change) {
  const options = Object.entries(BLANKS).map(([value, words]) => make("option", { value }, words));
  const select = make("select", { onchange: () => change({ blanks: select.value }) }, ...options);
  return { select, element: make("label", {}, "What it hides is sent as", select) };
}

/** The airplane switch and the menu of one phone; `update` shows what the phone is now. */
export function makePhoneSettings(phoneId) {
  const change = (fields) =>
    control("PATCH", `phones/${phoneId}`, fields).catch((error) => notify(error.message));
  const plane = make(
    "button",
    { class: "round", type: "button", role: "switch", "aria-label": "Airplane mode", title: "Airplane mode" },
    makeIcon("plane"),
  );
  plane.addEventListener("click", () => change({ online: plane.getAttribute("aria-checked") === "true" }));
  const receipts = makeSwitch("Read receipts", (readReceipts) => change({ readReceipts }));
  const autoRead = makeSwitch("Read messages at once", (autoRead) => change({ autoRead }));
  const number = makeSwitch("Shares its number", (sharesNumber) => change({ sharesNumber }));
  const userId = makeSwitch("Shares its user ID", (sharesUserId) => change({ sharesUserId }));
  const blanks = makeBlanks(change);
  const menu = make("div", { class: "menu", role: "group", "aria-label": "Phone settings" });
  const button = make(
    "button",
    { class: "round", type: "button", "aria-label": "Phone settings", title: "Phone settings" },
    makeIcon("more"),
  );
  const close = connectMenu(button, menu);
  const act = (label, run) => {
    const choose = () => {
      close();
      run();
    };
    return make("button", { type: "button", onclick: choose }, label);
  };
  menu.append(
    receipts.element,
    autoRead.element,
    number.element,
    userId.element,
    blanks.element,
    act("Close the 24-hour window at Meta", () => change({ shutWindow: true })),
    act("Remove this phone", () => control("DELETE", `phones/${phoneId}`)),
  );
  const update = (phone) => {
    plane.setAttribute("aria-checked", String(!phone.online));
    receipts.input.checked = phone.readReceipts;
    autoRead.input.checked = phone.autoRead;
    number.input.checked = phone.sharesNumber && phone.phone !== null;
    number.input.disabled = phone.phone === null;
    userId.input.checked = phone.sharesUserId;
    blanks.select.value = phone.blanks;
  };
  return { plane, button, menu, update };
}
