import { expect } from "vitest";
import { SCENARIOS } from "../../../simulator/scenarios.ts";
import { test } from "../../testing/fixtures.ts";
import { CHECKS, examine } from "./doctor.ts";

const ALL = Object.values(SCENARIOS).flat();

/** What no scenario can play, since it isn't Meta that is at fault. */
const NOT_METAS = [
  "settings",
  "database",
  "worker",
  "public_address",
  "api_version",
  "templates",
  "live",
  "arrivals",
];

test.for(ALL)(
  "in the scenario “$name”, the doctor says what it names",
  async ({ name, lights }, { double }) => {
    await double.play(name);
    const reports = await examine(CHECKS.filter(({ id }) => id in lights));
    expect(Object.fromEntries(reports.map(({ id, light }) => [id, light]))).toEqual(lights);
  },
);

test("each check of Meta’s side has a scenario for each light that isn’t green", () => {
  const lightsOf = (id: string) => new Set(ALL.flatMap(({ lights }) => lights[id] ?? []));
  const played = CHECKS.filter(({ id }) => !NOT_METAS.includes(id)).map(({ id }) => [
    id,
    [...lightsOf(id)].toSorted(),
  ]);
  expect(Object.fromEntries(played)).toEqual({
    token: ["red", "unknown", "yellow"],
    app_secret: ["red", "unknown"],
    proof: ["unknown"],
    number: ["red", "unknown"],
    subscribed_app: ["red", "unknown"],
    fields: ["red", "unknown", "yellow"],
    callback: ["red", "unknown"],
    number_state: ["red", "unknown", "yellow"],
    health_status: ["red", "unknown", "yellow"],
  });
});
