import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { on } from "./store.js";

function play(name) {
  control("PUT", "scenario", { name }).catch((error) => notify(error.message));
}

function makeScenario({ name, outcome }) {
  const button = make(
    "button",
    { class: "scenario", type: "button", "aria-pressed": "false", onclick: () => play(name) },
    make("span", {}, name),
    make("small", {}, outcome),
  );
  const show = (played) => button.setAttribute("aria-pressed", String(played === name));
  return { show, button };
}

/** What can be wrong with the set-up at this Meta, each with what the application's doctor then says. */
export function makeScenarios() {
  const buttons = [];
  const body = make("div", { class: "scenarios" });
  const now = make("p", { role: "status" });
  const reset = make(
    "button",
    { class: "small", type: "button", onclick: () => play(null) },
    "As it should be",
  );

  const draw = (groups) => {
    for (const { title, scenarios } of groups) {
      const made = scenarios.map(makeScenario);
      buttons.push(...made);
      body.append(make("section", {}, make("h3", {}, title), ...made.map(({ button }) => button)));
    }
  };
  const load = async () => {
    const { played, isAsItShouldBe, groups } = await control("GET", "scenarios");
    if (buttons.length === 0) draw(groups);
    for (const { show } of buttons) show(played);
    reset.setAttribute("aria-pressed", String(isAsItShouldBe));
    now.textContent = isAsItShouldBe
      ? "Everything is as it should be."
      : `Now: ${played ?? "something else, set by the faults, by a call or by a repair"}.`;
  };
  const refresh = () => load().catch((error) => notify(error.message));
  for (const news of ["loaded", "faults", "set-up"]) on(news, refresh);
  refresh();
  const words = make(
    "p",
    {},
    "Choose what is wrong at this Meta, then run npm run doctor, or open Set-up in the console. One at a time.",
  );
  return { title: "Scenarios", actions: [reset], children: [words, now, body] };
}
