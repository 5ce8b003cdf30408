import { control } from "./api.js";
import { clockTime } from "./bubble.js";
import { make, notify } from "./dom.js";
import { reveal } from "./stage.js";
import { on } from "./store.js";

const narrow = matchMedia("(max-width: 760px)");

async function play(name, onPhone) {
  const { phoneId } = await control("PUT", "scenario", { name });
  if (!phoneId) return;
  // Where the panel covers the phones, it makes room.
  if (narrow.matches) onPhone();
  reveal(phoneId);
}

const START = {
  true: "Everything is normal.",
  false: "Now: a mix of faults or settings that no scenario has.",
};

function stateInWords({ played, endsAt, isAsItShouldBe }) {
  if (!played) return START[isAsItShouldBe];
  return endsAt ? `Now: ${played}, until ${clockTime(endsAt)}.` : `Now: ${played}.`;
}

/** What can happen between people, Meta and the application, each with what should happen then; `close` closes the panel. */
export function makeScenarios(close) {
  const buttons = [];
  const body = make("div", { class: "scenarios" });
  const now = make("p", { class: "now", role: "status" });
  const choose = (name) => play(name, close).catch((error) => notify(error.message));
  const end = make(
    "button",
    { class: "small", type: "button", onclick: () => choose(null) },
    "Back to normal",
  );

  const makeScenario = ({ name, outcome }) => {
    const button = make(
      "button",
      { class: "scenario", type: "button", "aria-pressed": "false", onclick: () => choose(name) },
      make("span", {}, name),
      make("small", {}, outcome),
    );
    buttons.push({ name, button });
    return button;
  };
  const draw = ({ everyday, groups }) => {
    body.append(
      make("section", {}, make("h3", {}, "Every day"), ...everyday.map(makeScenario)),
      make("h3", { class: "part" }, "Set-up at Meta"),
      make("p", {}, "To see the effect, run npm run doctor, or open Set-up in the console."),
    );
    for (const { title, scenarios } of groups)
      body.append(make("section", {}, make("h4", {}, title), ...scenarios.map(makeScenario)));
  };
  const load = async () => {
    const state = await control("GET", "scenarios");
    if (buttons.length === 0) draw(state);
    for (const { name, button } of buttons)
      button.setAttribute("aria-pressed", String(state.played === name));
    end.setAttribute("aria-pressed", String(state.isAsItShouldBe));
    now.textContent = stateInWords(state);
  };
  const refresh = () => load().catch((error) => notify(error.message));
  for (const news of ["loaded", "faults", "set-up"]) on(news, refresh);
  refresh();
  const words = make("p", {}, "Choose one and watch what happens. Only one is on at a time.");
  return { title: "Scenarios", actions: [end], children: [words, now, body] };
}
