import { openAddPhone } from "./add-phone.js";
import { make, notify } from "./dom.js";
import { makeIcon } from "./icons.js";
import { makePanelButtons, restorePanel } from "./panel.js";
import { openReset } from "./reset.js";
import { prefillFront, startStage } from "./stage.js";
import { connect, on, store } from "./store.js";
import { startSwitcher } from "./switcher.js";

function makeTool(icon, label, act) {
  return make(
    "button",
    { class: `tool ${icon}`, type: "button", title: label, onclick: act },
    makeIcon(icon),
    make("span", {}, label),
  );
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = (root.style.colorScheme || getComputedStyle(root).colorScheme) === "dark";
  const dark = root.style.colorScheme ? isDark : matchMedia("(prefers-color-scheme: dark)").matches;
  root.style.colorScheme = dark ? "light" : "dark";
  localStorage.setItem("simulator-theme", root.style.colorScheme);
}

function followChatLink() {
  const [, digits] = /^\/wa\.me\/\+?(\d*)/.exec(location.pathname) ?? [];
  if (digits === undefined) return;
  if (digits && digits !== store.business.number)
    notify(`+${digits} isn’t in this simulator. This is ${store.business.name}.`);
  const text = new URLSearchParams(location.search).get("text");
  if (text) prefillFront(text);
}

document.documentElement.style.colorScheme = localStorage.getItem("simulator-theme") ?? "";
document
  .getElementById("tools")
  .append(
    makeTool("plus", "Add a phone", openAddPhone),
    ...makePanelButtons(),
    makeTool("reset", "Reset", openReset),
    makeTool("theme", "Theme", switchTheme),
  );
startStage();
startSwitcher();
let isFirst = true;
on("loaded", () => {
  document.title = `${store.business.name} · WhatsApp simulator`;
  if (isFirst) followChatLink();
  isFirst = false;
});
on("lost", () => notify("The simulator has stopped. Waiting for it to come back…"));
restorePanel();
connect();
