import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { db } from "../../db.ts";
import { ADDRESS_STATES } from "../../testing/doctor/address-states.ts";
import { ARRIVAL_STATES } from "../../testing/doctor/arrival-states.ts";
import { BASE_STATES } from "../../testing/doctor/base-states.ts";
import { CALLBACK_STATES } from "../../testing/doctor/callback-states.ts";
import { NUMBER_STATES } from "../../testing/doctor/number-states.ts";
import { beginPretending, pretendServer } from "../../testing/doctor/pretend-server.ts";
import { makeScene, type StateCase } from "../../testing/doctor/scene.ts";
import { sentencesIn } from "../../testing/doctor/sentences.ts";
import { ACCOUNT_STATES, SUBSCRIPTION_STATES } from "../../testing/doctor/subscription-states.ts";
import { SECRET_STATES, TOKEN_STATES } from "../../testing/doctor/token-states.ts";
import { WORK_STATES } from "../../testing/doctor/work-states.ts";
import { test } from "../../testing/fixtures.ts";
import { type DatabaseLine, useDatabaseLine } from "../../testing/proxy.ts";
import { serve } from "../../testing/serve.ts";
import { changeSettings } from "../../testing/settings.ts";
import { CHECKS, examine, type Report } from "./doctor.ts";

const STATES: StateCase[] = [
  ...BASE_STATES,
  ...WORK_STATES,
  ...ADDRESS_STATES,
  ...TOKEN_STATES,
  ...SECRET_STATES,
  ...ACCOUNT_STATES,
  ...SUBSCRIPTION_STATES,
  ...CALLBACK_STATES,
  ...NUMBER_STATES,
  ...ARRIVAL_STATES,
];

let scene: ReturnType<typeof makeScene>;
let line: DatabaseLine;
const own = serve((request, response) => {
  request.headers["x-request-id"] = "test";
  scene.listeners.own(request, response);
});
const meta = serve((request, response) => scene.listeners.meta(request, response));
const said: Report[] = [];

test.beforeAll(async ({ databaseUrl, double }) => {
  line = await useDatabaseLine(databaseUrl);
  // The double has had the settings read already.
  changeSettings({});
  await beginPretending();
  await db().$executeRaw`create table kept_migrations as table _prisma_migrations`;
  scene = makeScene(double, line, own, meta);
});

beforeEach(async () => {
  await scene.begin();
  await pretendServer({});
  await db()
    .$executeRaw`truncate webhook_events, outbound_messages, worker_heartbeats, template_lists, set_up_checks cascade`;
  await db().$executeRaw`alter table if exists hidden_migrations rename to _prisma_migrations`;
  await db().$executeRaw`delete from _prisma_migrations`;
  await db().$executeRaw`insert into _prisma_migrations table kept_migrations`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  await line.set("open");
});

for (const { check, light, fault, says, bring } of STATES)
  test(`${check} is ${light} with this fault: ${fault}`, async ({ annotate }) => {
    await bring(scene.scene);
    const [found] = await examine(CHECKS.filter(({ id }) => id === check));
    expect(found).toMatchObject({ id: check, light, says: expect.stringContaining(says) });
    if (found) said.push(found);
    await annotate(JSON.stringify({ ...found, fault }), "state");
  });

test("each thing that a check can say is among these", () => {
  const folder = join(import.meta.dirname, "checks");
  const sentences = readdirSync(folder).flatMap((file) =>
    file.includes(".test.") ? [] : sentencesIn(join(folder, file)),
  );
  expect(sentences.length).toBeGreaterThan(60);
  const isSaid = ({ light, says }: (typeof sentences)[number]) =>
    said.some((report) => (light === report.light || light === "yellow") && says.test(report.says));
  expect(
    sentences.filter((sentence) => !isSaid(sentence)).map(({ light, source }) => `${light}: ${source}`),
  ).toEqual([]);
});

test("each check is among these with every light that it has, and none is red without a way to mend it", () => {
  expect(new Set(STATES.map(({ check }) => check))).toEqual(new Set(CHECKS.map(({ id }) => id)));
  const isMended = ({ light, mend }: Report) => mend !== null || light === "green" || light === "unknown";
  expect(said.filter((report) => !isMended(report))).toEqual([]);
});
