import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { on, store } from "./store.js";

const GROUPS = [
  [
    "Responses to the app",
    ["outage", "Outage", "Every call gets 503, code 2", "switch"],
    ["tokenExpired", "Access token expired", "401, code 190", "switch"],
    ["responseLatencyMs", "Response latency", "milliseconds", 60000],
    ["lostResponsePercent", "Lost responses", "% accepted, then the connection is cut", 100],
    ["tooManyRequestsPercent", "Too many requests", "% get 429, code 130429", 100],
    ["serverErrorPercent", "Server errors", "% get 500, code 131000", 100],
    ["plainServerErrorPercent", "Plain server errors", "% get 500 without Graph JSON", 100],
    ["holdResponses", "Hold responses", "Accepted, but no response until you switch this off", "switch"],
  ],
  [
    "Set-up at Meta",
    [
      "lostPermission",
      "Lost permission",
      "Every call is rejected until it’s fixed",
      [
        ["10", "The token isn’t allowed to send (10)"],
        ["200", "The account is out of reach (200)"],
        ["3", "The app lacks a capability (3)"],
        ["100/33", "The number can’t be seen (100/33)"],
        ["131005", "Access is denied (131005)"],
        ["0", "The token’s owner is unknown (0)"],
        ["131045", "The number’s certificate is wrong (131045)"],
        ["133010", "The number is not registered (133010)"],
      ],
    ],
  ],
  [
    "Templates and buttons",
    ["oddTemplateRows", "Odd rows in the template list", "Without language, parts or name", "switch"],
    [
      "largestTemplatePage",
      "Largest page of templates",
      "rows; larger ones are rejected; 0 for no limit",
      1000,
    ],
    ["refusesButtons", "Messages with buttons rejected", "400, code 131051; texts get through", "switch"],
    [
      "foreignPayloads",
      "Payloads of another campaign",
      "A tapped button returns a payload that isn’t ours",
      "switch",
    ],
  ],
  [
    "Statuses",
    [
      "statusesBeforeResponse",
      "Status before the response",
      "“sent” arrives before the call returns",
      "switch",
    ],
    ["duplicateStatuses", "Duplicated", "Every status arrives twice", "switch"],
    ["shuffleStatuses", "Shuffled", "In any order", "switch"],
    ["dropDelivered", "No “delivered”", "Only sent and read", "switch"],
    ["noStatuses", "Send no statuses", "No sent, delivered or read for any message", "switch"],
  ],
  [
    "Timing",
    ["statusGapMs", "Between statuses", "milliseconds", 60000],
    ["retryStartMs", "First webhook retry", "milliseconds, then doubled up to 5 minutes", 60000],
  ],
];

const CODES = [131026, 131031, 131042, 131047, 131048, 131049, 131050, 131056, 131057, 133010];

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
