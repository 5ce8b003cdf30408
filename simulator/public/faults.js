import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { CODES, GROUPS } from "./fault-list.js";
import { on, store } from "./store.js";

function put(fields) {
  control("PUT", "faults", fields).catch((error) => notify(error.message));
}

function makeChoice([key, label, hint, choices]) {
  const options = choices.map(([value, words]) => make("option", { value }, words));
  const select = make("select", { "aria-label": label }, make("option", { value: "" }, "none"), ...options);
  select.addEventListener("change", () => put({ [key]: select.value || null }));
  const show = (faults) => {
    select.value = faults[key] ?? "";
  };
  const words = make("span", {}, label, make("small", {}, hint));
  return { show, element: make("label", {}, words, select) };
}

function makeFault([key, label, hint, kind]) {
  if (Array.isArray(kind)) return makeChoice([key, label, hint, kind]);
  const isSwitch = kind === "switch";
  const input = isSwitch
    ? make("input", { type: "checkbox", role: "switch", onchange: () => put({ [key]: input.checked }) })
    : make("input", {
        type: "number",
        min: 0,
        max: kind,
        inputmode: "numeric",
        onchange: () => put({ [key]: Number(input.value) }),
      });
  input.setAttribute("aria-label", label);
  const show = (faults) => {
    if (isSwitch) input.checked = faults[key] === true;
    else if (document.activeElement !== input) input.value = faults[key] ?? 0;
  };
  return { show, element: make("label", {}, make("span", {}, label, make("small", {}, hint)), input) };
}

function makeRefusal() {
  const select = make(
    "select",
    { "aria-label": "Reject every message" },
    make("option", { value: "" }, "no"),
  );
  for (const code of CODES) select.append(make("option", { value: code }, `with ${code}`));
  select.addEventListener("change", () => put({ refuseWith: Number(select.value) || null }));
  const show = ({ refuseWith }) => {
    select.value = refuseWith ?? "";
  };
  const words = make("span", {}, "Reject every message", make("small", {}, "with one of Meta’s error codes"));
  return { show, element: make("label", {}, words, select) };
}

/** How many faults are on; timing is none. */
export function countFaults(faults) {
  const timing = ["statusGapMs", "retryStartMs"];
  return Object.entries(faults).filter(([key, value]) => value && !timing.includes(key)).length;
}

/** The switches with which this Meta is made to misbehave. */
export function makeFaults() {
  const fields = [];
  const fieldsets = GROUPS.map(([title, ...faults], index) => {
    const made = faults.map(makeFault);
    if (index === 0) made.push(makeRefusal());
    fields.push(...made);
    return make("fieldset", {}, make("legend", {}, title), ...made.map(({ element }) => element));
  });
  const show = () => {
    for (const field of fields) field.show(store.faults);
  };
  on("faults", show);
  on("loaded", show);
  show();
  const off = make(
    "button",
    { class: "small", type: "button", onclick: () => control("DELETE", "faults") },
    "All off",
  );
  const words = make("p", {}, "Make Meta misbehave, and watch how the app copes.");
  return {
    title: "Faults",
    actions: [off],
    children: [words, make("div", { class: "faults" }, ...fieldsets)],
  };
}
