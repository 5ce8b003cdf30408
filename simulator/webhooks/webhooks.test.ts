import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scene, SECRET, setScene } from "../test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const hello = {
  to: "+15551234567",
  type: "text",
  text: { body: "Hello" },
  biz_opaque_callback_data: "v1:42:1",
};
const write = (phone: string, body: object) =>
  scene.call("POST", `/control/phones/${phone}/send`, { ...body });
const ofStatuses = () => scene.received.filter(({ status }) => status !== null);

test("a person's message arrives whole, escaped as Meta escapes, and signed over its bytes", async () => {
  const { body } = await write("john", { type: "text", text: "olé / 👍" });
  expect(body.responses).toEqual([200]);
  const [webhook] = scene.received;
  expect(webhook?.rawBody).toContain("ol\\u00e9 \\/ \\ud83d\\udc4d");
  const expected = createHmac("sha256", SECRET)
    .update(webhook?.rawBody ?? "")
    .digest("hex");
  expect(webhook?.signature).toBe(`sha256=${expected}`);
  expect(webhook?.value).toMatchObject({
    metadata: { phone_number_id: "100000000000001" },
    contacts: [{ profile: { name: "John Smith" }, wa_id: "15551234567", user_id: "US.10203040506070801" }],
    messages: [{ from: "15551234567", from_user_id: "US.10203040506070801", id: body.wamid, type: "text" }],
  });
});

test("a person who hides the number is known by BSUID and username only", async () => {
  await write("aiko", { text: "hi" });
  const [webhook] = scene.received;
  expect(webhook?.rawBody).not.toMatch(/wa_id|"from"/);
  expect(webhook?.value.contacts).toMatchObject([
    { profile: { username: "@aiko" }, user_id: "JP.10203040506070803" },
  ]);
});

test("a webhook that got 503 is posted again until it gets 200, and later ones of the phone wait for it", async () => {
  scene.statuses.push(503, 503);
  const [first, second] = await Promise.all([write("john", { text: "one" }), write("john", { text: "two" })]);
  expect([first.body.responses, second.body.responses]).toEqual([[503], [200]]);
  expect(scene.received.map(({ rawBody }) => /"body":"(\w+)"/.exec(rawBody)?.[1])).toEqual([
    "one",
    "one",
    "one",
    "two",
  ]);
  const { body } = await scene.call("GET", "/control/deliveries");
  expect(body.deliveries[0].attempts.map(({ outcome }: { outcome: number }) => outcome)).toEqual([
    503, 503, 200,
  ]);
});

test("one message can be delivered many times at once", async () => {
  const { body } = await write("john", { text: "again", times: 5 });
  expect(body.responses).toEqual([200, 200, 200, 200, 200]);
  expect(new Set(scene.received.map(({ rawBody }) => rawBody)).size).toBe(1);
});

test("sent, delivered and read come in this order with the callback data", async () => {
  await write("john", { text: "hi" });
  await scene.call("PATCH", "/control/phones/john", { autoRead: true });
  await scene.send(hello);
  await scene.until(() => ofStatuses().length === 3);
  expect(ofStatuses().map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
  expect(ofStatuses()[0]?.value.statuses).toMatchObject([
    {
      recipient_id: "15551234567",
      recipient_user_id: "US.10203040506070801",
      biz_opaque_callback_data: "v1:42:1",
    },
  ]);
});

test("in airplane mode a message is only sent; it is delivered when the phone is back", async () => {
  await write("john", { text: "hi" });
  await scene.call("PATCH", "/control/phones/john", { online: false });
  await scene.send(hello);
  await scene.until((received) => received.some(({ status }) => status === "sent"));
  const { body } = await scene.call("GET", "/control/phones/john/messages");
  expect(body.messages).toHaveLength(1);
  await scene.call("PATCH", "/control/phones/john", { online: true });
  await scene.until((received) => received.some(({ status }) => status === "delivered"));
});

test("a tapped template button comes back as a button message", async () => {
  const template = {
    name: "account_link_invite",
    language: { code: "en" },
    components: [{ type: "body", parameters: [{ type: "text", text: "Maria" }] }],
  };
  const sent = await scene.send({ ...hello, type: "template", template });
  await scene.until((received) => received.some(({ status }) => status === "delivered"));
  await scene.call("POST", "/control/phones/john/tap", {
    messageId: sent.body.messages[0].id,
    button: "Link",
  });
  expect(scene.received.at(-1)?.value.messages).toMatchObject([
    { type: "button", button: { payload: "Link", text: "Link" }, context: { id: sent.body.messages[0].id } },
  ]);
});
