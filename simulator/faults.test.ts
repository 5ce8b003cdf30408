import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scene, setScene } from "./test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
});
afterEach(() => scene.close());

const hello = { to: "+15551234567", type: "text", text: { body: "Hello" } };
const suffer = (faults: object) => scene.call("PUT", "/control/faults", { ...faults });
const countAccepted = async () => (await scene.call("GET", "/control/outbox")).body.count;

test.each([
  [{ outage: true }, 503, 2],
  [{ tokenExpired: true }, 401, 190],
  [{ tooManyRequestsPercent: 100 }, 429, 130429],
  [{ serverErrorPercent: 100 }, 500, 131000],
  [{ refuseWith: 131049 }, 400, 131049],
])("%o refuses and accepts nothing", async (faults, status, code) => {
  await suffer(faults);
  const response = await scene.send(hello);
  expect([response.status, response.body.error.code]).toEqual([status, code]);
  expect(await countAccepted()).toBe(0);
});

test("a message with buttons can be refused while its text is taken", async () => {
  await suffer({ refusesButtons: true });
  const action = { buttons: [{ type: "reply", reply: { id: "yes", title: "YES" } }] };
  const interactive = { type: "button", body: { text: "Hello" }, action };
  expect((await scene.send({ ...hello, type: "interactive", interactive })).body.error.code).toBe(131051);
  expect((await scene.send(hello)).status).toBe(200);
});

test("a lost response was accepted all the same", async () => {
  await suffer({ lostResponsePercent: 100 });
  await expect(scene.send(hello)).rejects.toThrow();
  expect(await countAccepted()).toBe(1);
});

test("a held response comes when it is released", async () => {
  await suffer({ holdResponses: true });
  const response = scene.send(hello);
  await scene.until((received) => received.some(({ status }) => status === "delivered"));
  await suffer({ holdResponses: false });
  expect((await response).status).toBe(200);
});

test("the first status can come before the response", async () => {
  await suffer({ statusesBeforeResponse: true });
  await scene.send(hello);
  expect(scene.received.at(-1)?.status).toBe("sent");
});

test("statuses can come twice, and delivered can be missing", async () => {
  await suffer({ duplicateStatuses: true, dropDelivered: true });
  await scene.call("PATCH", "/control/phones/john", { autoRead: true });
  await scene.send(hello);
  await scene.until((received) => received.filter(({ status }) => status === "read").length === 2);
  const statuses = scene.received.map(({ status }) => status).filter((status) => status !== null);
  expect(statuses).toEqual(["sent", "sent", "read", "read"]);
});

test("a shut window refuses free text until the person writes again", async () => {
  await scene.call("PATCH", "/control/phones/john", { shutWindow: true });
  expect((await scene.send(hello)).body.error.code).toBe(131047);
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
  expect((await scene.send(hello)).status).toBe(200);
});

test("a fault that does not exist is refused with its name", async () => {
  const { status, body } = await suffer({ gravity: true });
  expect(status).toBe(422);
  expect(body.detail).toContain("gravity");
});
