import { make } from "./dom.js";
import { countFaults, makeFaults } from "./faults.js";
import { makeIcon } from "./icons.js";
import { makeLog } from "./log.js";
import { makeScenarios } from "./scenarios.js";
import { on, store } from "./store.js";

const REMEMBERED = "simulator-panel";
const VIEWS = { scenarios: makeScenarios, faults: makeFaults, log: makeLog };
const LABELS = { scenarios: "Scenarios", faults: "Faults", log: "Meta log" };

const made = {};
const buttons = {};

function renderPanel(panel, { title, actions, children }) {
  const close = make(
    "button",
    { class: "round", type: "button", "aria-label": `Close ${title}` },
    makeIcon("close"),
  );
  close.addEventListener("click", () => open(null));
  panel.replaceChildren(
    make("div", { class: "panel-head" }, make("h2", {}, title), ...actions, close),
    make("div", { class: "panel-body" }, ...children),
  );
}

function open(view) {
  const panel = document.getElementById("panel");
  const before = panel.dataset.view;
  panel.hidden = view === null;
  panel.dataset.view = view ?? "";
  localStorage.setItem(REMEMBERED, view ?? "");
  for (const [name, button] of Object.entries(buttons))
    button.setAttribute("aria-pressed", String(name === view));
  if (view === null) {
    if (before && panel.contains(document.activeElement)) buttons[before]?.focus();
    return;
  }
  made[view] ??= VIEWS[view](() => open(null));
  renderPanel(panel, made[view]);
}

/** Makes the buttons that open the log, the faults and the scenarios beside the phones. */
export function makePanelButtons() {
  const badge = make("span", { class: "badge bad", hidden: true });
  const showCount = () => {
    const count = countFaults(store.faults);
    badge.hidden = count === 0;
    badge.textContent = String(count);
  };
  on("faults", showCount);
  on("loaded", showCount);
  for (const name of Object.keys(VIEWS)) {
    const toggle = () => open(document.getElementById("panel").dataset.view === name ? null : name);
    buttons[name] = make(
      "button",
      { class: "tool", type: "button", "aria-pressed": "false", onclick: toggle },
      makeIcon(name),
      make("span", {}, LABELS[name]),
      name === "faults" ? badge : null,
    );
  }
  return Object.values(buttons);
}

/** Opens what was open last time; on a wide screen the log when there was no last time. */
export function restorePanel() {
  if (matchMedia("(max-width: 1279px)").matches) return;
  const view = localStorage.getItem(REMEMBERED) ?? "log";
  if (view in VIEWS) open(view);
}
