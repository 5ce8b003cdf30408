import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scene, setScene, TEMPLATES_PATH } from "../test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
});
afterEach(() => scene.close());

const suffer = (faults: object) => scene.call("PUT", "/control/faults", { ...faults });
const hello = { to: "+15551234567", type: "text", text: { body: "Hello" } };
const NUMBER = "/v26.0/100000000000001?fields=display_phone_number";

test.each([
  ["0", 401, 0],
  ["3", 500, 3],
  ["10", 403, 10],
  ["200", 403, 200],
  ["100/33", 400, 100],
  ["131005", 403, 131005],
  ["131045", 500, 131045],
  ["133010", 400, 133010],
])(
  "with lost permission %s every message is refused until it is repaired",
  async (lostPermission, status, code) => {
    await suffer({ lostPermission });
    const response = await scene.send(hello);
    expect([response.status, response.body.error.code]).toEqual([status, code]);
    expect(response.body.error.error_subcode).toBe(lostPermission === "100/33" ? 33 : undefined);
    expect((await scene.call("GET", "/control/outbox")).body.count).toBe(0);
    await suffer({ lostPermission: null });
    expect((await scene.send(hello)).status).toBe(200);
  },
);

test("what the token or the account lacks also hides the number and the templates; the token itself can be asked about", async () => {
  await suffer({ lostPermission: "10" });
  expect((await scene.call("GET", NUMBER)).body.error.code).toBe(10);
  expect((await scene.call("GET", TEMPLATES_PATH)).body.error.code).toBe(10);
  expect((await scene.call("GET", "/v26.0/debug_token?input_token=the-token")).status).toBe(200);
  await suffer({ lostPermission: "133010" });
  expect((await scene.call("GET", NUMBER)).status).toBe(200);
});

test("a permission of which nobody has heard is refused", async () => {
  expect((await suffer({ lostPermission: "7" })).status).toBe(422);
});

async function listAll(limit: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  let path: string | null = `${TEMPLATES_PATH}?fields=name,language,components&limit=${limit}`;
  while (path) {
    const { body } = await scene.call("GET", path);
    rows.push(...body.data);
    path = body.paging.next?.replace(scene.simulator.origin, "") ?? null;
  }
  return rows;
}

test("odd rows stand between the templates, and paging goes past them", async () => {
  const sound = await listAll(100);
  await suffer({ oddTemplateRows: true });
  const rows = await listAll(3);
  expect(rows).toEqual(expect.arrayContaining(sound));
  expect(rows).toContainEqual({ id: "600000000000901", name: "odd_one", language: null, components: null });
  expect(rows.filter((row) => typeof row !== "object" || row === null)).toEqual([null, "odd_text"]);
  const { body } = await scene.call("GET", `${TEMPLATES_PATH}?language=en_US`);
  expect(body.data).toMatchObject([{ name: "hello_world" }]);
});

test("a page of templates that is too large is refused with the advice to ask for less", async () => {
  await suffer({ largestTemplatePage: 5 });
  const { status, body } = await scene.call("GET", `${TEMPLATES_PATH}?limit=100`);
  expect([status, body.error.code]).toEqual([500, 1]);
  expect(body.error.message).toContain("reduce the amount of data");
  expect((await scene.call("GET", TEMPLATES_PATH)).status).toBe(500);
  expect(await listAll(5)).toHaveLength(14);
});

test("with the switch for no statuses, a message arrives and nobody hears of it", async () => {
  await suffer({ noStatuses: true });
  await scene.send(hello);
  const seen = async () => (await scene.call("GET", "/control/phones/john/messages")).body.messages.length;
  await expect.poll(seen).toBe(2);
  expect(scene.received.filter(({ status }) => status !== null)).toEqual([]);
});
