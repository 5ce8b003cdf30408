import { z } from "zod";
import { EVERYDAY } from "../everyday.ts";
import { Refusal } from "../http.ts";
import { findPlayed, play, SCENARIOS } from "../scenarios.ts";
import type { World } from "../world.ts";
import { type ControlRoutes, parseControl } from "./call.ts";

const choice = z.strictObject({ name: z.string().nullable() });

function show(world: World) {
  const groups = Object.entries(SCENARIOS).map(([title, scenarios]) => ({
    title,
    scenarios: scenarios.map(({ name, outcome, lights }) => ({ name, outcome, lights })),
  }));
  const played = findPlayed(world);
  return {
    played: played ?? null,
    endsAt: played ? (world.played?.endsAt ?? null) : null,
    isAsItShouldBe: played === null,
    everyday: EVERYDAY.map(({ name, outcome }) => ({ name, outcome })),
    groups,
  };
}

/** Calls about what is wrong at this Meta, in words. */
export const scenarioRoutes: ControlRoutes = {
  "GET scenarios": ({ world }) => show(world),
  "PUT scenario": ({ world, body }) => {
    const { name } = parseControl(choice, body);
    const played = play(world, name);
    if (!played) throw new Refusal(404, "There is no such scenario.");
    return { ...show(world), phoneId: played.phone?.id ?? null };
  },
};
