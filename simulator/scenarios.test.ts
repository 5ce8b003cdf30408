import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scene, setScene } from "./test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const NAME = "Our app isn’t subscribed to the account";
const now = async () => (await scene.call("GET", "/control/scenarios")).body;
const play = (name: string | null) => scene.call("PUT", "/control/scenario", { name });

test("a scenario is played, shown, and ended by having all as it should be", async () => {
  expect(await now()).toMatchObject({ played: null, isAsItShouldBe: true });
  expect((await play(NAME)).body).toMatchObject({ played: NAME, isAsItShouldBe: false });
  const write = () => scene.call("POST", "/control/phones/john/send", { text: "hi" });
  expect((await write()).body.responses).toEqual(["not subscribed"]);
  await play(null);
  expect(await now()).toMatchObject({ played: null, isAsItShouldBe: true });
  expect((await write()).body.responses).toEqual([200]);
});

test("one scenario ends the one before it", async () => {
  await play("Meta is down");
  await play(NAME);
  expect((await scene.call("GET", "/control/faults")).body.outage).toBe(false);
});

test("a scenario that was mended is over", async () => {
  await play(NAME);
  await scene.call("POST", "/v26.0/200000000000002/subscribed_apps");
  expect(await now()).toMatchObject({ played: null, isAsItShouldBe: true });
});

test("what was changed by hand is no scenario, nor as it should be", async () => {
  await scene.call("PUT", "/control/set-up", { number: { status: "OFFLINE" } });
  expect(await now()).toMatchObject({ played: null, isAsItShouldBe: false });
});

test("a scenario of which nobody has heard is refused", async () => {
  expect((await play("It rains")).status).toBe(404);
});
