import { afterAll, beforeAll, expect, test } from "vitest";
import { type Scene, setScene } from "./test-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());

const hello = { type: "text", text: { body: "Hello" } };
const phonesNow = async () => (await scene.call("GET", "/control/phones")).body.phones.length;

test.each([
  ["Brazil, inland", "+553187654321", "+55 31 98765-4321"],
  ["Brazil, São Paulo", "+5511987654321", "+55 11 8765-4321"],
  ["Mexico", "+5215512345678", "+52 55 1234 5678"],
  ["Argentina", "+5491123456789", "+54 11 2345-6789"],
])("both spellings of a number in %s reach the one phone", async (_country, own, other) => {
  await scene.call("POST", "/control/phones", { name: "One line", phone: own });
  await scene.call("POST", `/control/phones/${await idOf(own)}/send`, { text: "hi" });
  const before = await phonesNow();
  const { status, body } = await scene.send({ to: other, ...hello });
  expect([status, body.contacts]).toEqual([200, [{ input: other, wa_id: own.slice(1) }]]);
  expect((await scene.send({ to: own, ...hello })).body.contacts).toEqual([
    { input: own, wa_id: own.slice(1) },
  ]);
  expect(await phonesNow()).toBe(before);
  for (const spelling of [own, other]) {
    const { body: outbox } = await scene.call("GET", `/control/outbox?to=${encodeURIComponent(spelling)}`);
    expect(outbox.count).toBe(2);
  }
});

async function idOf(number: string): Promise<string> {
  const { body } = await scene.call("GET", "/control/phones");
  return body.phones.find(({ phone }: { phone: string }) => phone === number).id;
}

test.each([
  ["+55 41 98888-7777", "554188887777"],
  ["+55 21 8888-7777", "5521988887777"],
  ["+52 81 1234 5678", "5218112345678"],
  ["+54 351 234-5678", "5493512345678"],
  ["+55 11 3456-7890", "551134567890"],
  ["+49 1512 3456789", "4915123456789"],
])("a stranger under %s is %s to WhatsApp", async (to, wa_id) => {
  expect((await scene.send({ to, ...hello })).body.contacts).toEqual([{ input: to, wa_id }]);
});

test("a second phone under the other spelling of a number is refused", async () => {
  await scene.call("POST", "/control/phones", { name: "First", phone: "+554777776666" });
  const second = { name: "Second", phone: "+5547977776666" };
  expect((await scene.call("POST", "/control/phones", second)).status).toBe(409);
});
