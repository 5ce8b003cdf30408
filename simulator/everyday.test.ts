import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findPlayed, play } from "./scenarios.ts";
import { type Scene, setScene } from "./test-scene.ts";
import { createWorld } from "./world.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const choose = async (name: string) => (await scene.call("PUT", "/control/scenario", { name })).body;
const phoneOf = async (id: string) => (await scene.call("GET", `/control/phones/${id}`)).body;
const hello = (to: string) => scene.send({ to, type: "text", text: { body: "Hello" } });

test("a message to a number that is not on WhatsApp is accepted, and then can't be delivered", async () => {
  const { phoneId } = await choose("This number is not on WhatsApp");
  expect((await hello((await phoneOf(phoneId)).phone)).status).toBe(200);
  await scene.until((received) => received.some(({ status }) => status === "failed"));
  expect(scene.received.at(-1)?.value.statuses).toMatchObject([{ errors: [{ code: 131026 }] }]);
});

test("a person whose window is closed wrote a day ago, and gets no free text", async () => {
  const { phoneId } = await choose("The 24-hour window is closed");
  await scene.until((received) => received.length === 1);
  const { phone, windowClosesAt } = await phoneOf(phoneId);
  expect(windowClosesAt).toBe(null);
  expect((await hello(phone)).body.error.code).toBe(131047);
});

test("a student with a username says hi and tells no number", async () => {
  await choose("A student with a username and no number");
  await scene.until((received) => received.length === 1);
  expect(scene.received[0]?.rawBody).not.toMatch(/wa_id|"from"/);
});

test("a person who writes and writes stops when the simulator is reset", async () => {
  await choose("A person who writes and writes");
  await scene.until((received) => received.length > 1);
  await scene.call("POST", "/control/reset");
  expect((await scene.call("GET", "/control/phones")).body.phones).toHaveLength(2);
});

test("of two scenarios that are alike, the chosen one is shown", async () => {
  expect((await choose("The token expired")).played).toBe("The token expired");
  expect((await choose("The token has ended")).played).toBe("The token has ended");
});

test("Meta is down for a minute, and then no longer", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
  const world = createWorld(scene.simulator.world.settings);
  play(world, "Meta is down for a minute");
  expect(world.faults.outage).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect([world.faults.outage, findPlayed(world)]).toEqual([false, null]);
  vi.useRealTimers();
});

test("after a reset, phones, faults and log are as at the start, and nothing waits any more", async () => {
  scene.statuses.push(503);
  await scene.call("PUT", "/control/faults", { outage: true, retryStartMs: 60_000 });
  await scene.call("POST", "/control/phones", { name: "Rosa Lima", phone: "+5511955500002" });
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
  await scene.call("POST", "/control/reset");
  const { phones } = (await scene.call("GET", "/control/phones")).body;
  expect(
    phones.map(({ name, messageCount }: { name: string; messageCount: number }) => [name, messageCount]),
  ).toEqual([
    ["John Smith", 0],
    ["Mei Chen", 0],
  ]);
  expect((await scene.call("GET", "/control/faults")).body.outage).toBe(false);
  expect((await scene.call("GET", "/control/deliveries")).body).toMatchObject({ count: 0, waiting: 0 });
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
  expect((await scene.call("GET", "/control/deliveries")).body.count).toBe(1);
});
