import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { on, store } from "./store.js";

const GROUPS = [
  [
    "Answers to the application",
    ["outage", "Outage", "Every call gets 503, code 2", "switch"],
    ["tokenExpired", "Access token expired", "401, code 190", "switch"],
    ["answerLatencyMs", "Answer latency", "milliseconds", 60000],
    ["lostAnswerPercent", "Lost answers", "% taken, then the connection is cut", 100],
    ["tooManyRequestsPercent", "Too many requests", "% get 429, code 130429", 100],
    ["serverErrorPercent", "Server errors", "% get 500, code 131000", 100],
    ["plainServerErrorPercent", "Plain server errors", "% get 500 without Graph JSON", 100],
    ["holdAnswers", "Hold answers", "Taken, but unanswered until switched off", "switch"],
  ],
  [
    "Statuses",
    ["statusesBeforeAnswer", "Status before the answer", "“sent” arrives before the call returns", "switch"],
    ["duplicateStatuses", "Duplicated", "Every status arrives twice", "switch"],
    ["shuffleStatuses", "Shuffled", "In any order", "switch"],
    ["dropDelivered", "No “delivered”", "Only sent and read", "switch"],
    ["noStatuses", "None at all", "Nobody ever hears of a message again", "switch"],
  ],
  [
    "Pace",
    ["statusGapMs", "Between statuses", "milliseconds", 60000],
    ["retryStartMs", "First webhook retry", "milliseconds, then doubled up to 5 minutes", 60000],
  ],
];

const CODES = [131026, 131031, 131042, 131047, 131048, 131049, 131050, 131056, 131057, 133010];

function put(fields) {
  control("PUT", "faults", fields).catch((error) => notify(error.message));
}

function makeFault([key, label, hint, kind]) {
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
    { "aria-label": "Refuse every message" },
    make("option", { value: "" }, "no"),
  );
  for (const code of CODES) select.append(make("option", { value: code }, `with ${code}`));
  select.addEventListener("change", () => put({ refuseWith: Number(select.value) || null }));
  const show = ({ refuseWith }) => {
    select.value = refuseWith ?? "";
  };
  const words = make("span", {}, "Refuse every message", make("small", {}, "with a code of Meta's"));
  return { show, element: make("label", {}, words, select) };
}

/** How many faults are on; pace is none. */
export function countFaults(faults) {
  const pace = ["statusGapMs", "retryStartMs"];
  return Object.entries(faults).filter(([key, value]) => value && !pace.includes(key)).length;
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
  const words = make("p", {}, "Make Meta misbehave and watch what the application does about it.");
  return {
    title: "Faults",
    actions: [off],
    children: [words, make("div", { class: "faults" }, ...fieldsets)],
  };
}
