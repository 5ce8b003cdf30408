import { afterEach, beforeEach, expect, test } from "vitest";
import { type Json, listAt, objectAt, textAt } from "../json.ts";
import { type Scene, setScene } from "../test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const act = (phone: string, body: Json) => scene.call("POST", `/control/phones/${phone}/send`, body);
const change = (phone: string, body: Json) => scene.call("PATCH", `/control/phones/${phone}`, body);
/** The last message that came, however many statuses came after it. */
const lastMessage = () =>
  listAt(scene.received.findLast(({ status }) => status === null)?.value, "messages")[0];
const lastText = () => textAt(objectAt(lastMessage(), "text"), "body") ?? "";
const hello = { to: "+15551234567", type: "text", text: { body: "Hello" } };

test.each([
  ["empty", ""],
  ["null", null],
])("a phone that hides its number sends %s fields where Meta knows nothing", async (blanks, blank) => {
  await change("john", { sharesNumber: false, blanks });
  await act("john", { text: "hi" });
  expect(scene.received.at(-1)?.value).toMatchObject({
    contacts: [
      { profile: { username: blank }, wa_id: blank, user_id: "US.10203040506070801", parent_user_id: blank },
    ],
    messages: [{ from: blank, from_user_id: "US.10203040506070801", group_id: blank, type: "text" }],
  });
});

test("a phone can leave its user id empty, in its messages and in the statuses of those to it", async () => {
  await change("john", { sharesUserId: false, blanks: "empty" });
  await act("john", { text: "hi" });
  expect(lastMessage()).toMatchObject({ from: "15551234567", from_user_id: "" });
  await scene.send(hello);
  await scene.until((received) => received.some(({ status }) => status === "sent"));
  const sent = scene.received.find(({ status }) => status === "sent");
  expect(sent?.value.statuses).toMatchObject([
    { recipient_id: "15551234567", recipient_user_id: "", biz_opaque_callback_data: "" },
  ]);
});

test("parts that are objects travel as null, never as an empty text", async () => {
  await change("john", { blanks: "null" });
  await act("john", { text: "hi" });
  expect(lastMessage()).toMatchObject({ context: null, referral: null });
  await change("john", { blanks: "empty" });
  await act("john", { text: "hi" });
  expect(lastMessage()).not.toHaveProperty("context");
});

test("every oddity that is listed can be sent, and reaches the application", async () => {
  const { body } = await scene.call("GET", "/control/oddities");
  for (const { name } of body.oddities) {
    expect((await act("john", { oddity: name })).body.responses).toEqual([200]);
  }
  expect(scene.received).toHaveLength(body.oddities.length);
});

test.each([
  ["stop-caption", { type: "image", image: { caption: "STOP" } }],
  [
    "foreign-stop-button",
    { type: "button", button: { payload: "optout_campaign_7", text: "Stop promotions" } },
  ],
  ["form-answer", { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { name: "flow" } } }],
  ["unknown-kind", { type: "unknown" }],
  [
    "list-choice-beside-null",
    { interactive: { type: "list_reply", button_reply: null, list_reply: { id: "status" } } },
  ],
])("the oddity %s is what people have met", async (oddity, message) => {
  await act("john", { oddity });
  expect(lastMessage()).toMatchObject(message);
});

test.each([
  ["long-exclamation-marks", "!"],
  ["long-ellipses", "…"],
  ["long-emoji", "🛑"],
])("%s are 65,000 of one character, and the chat remembers them", async (oddity, character) => {
  await act("john", { oddity });
  expect(lastText() === character.repeat(65_000)).toBe(true);
  const { body } = await scene.call("GET", "/control/deliveries");
  expect(body.deliveries.at(-1).summary.length).toBeLessThan(300);
});

test("any text can be repeated, with something before and behind it", async () => {
  await act("john", { repeat: { of: "ab", count: 3, before: "(", after: ")" } });
  expect(lastText()).toBe("(ababab)");
  expect((await act("john", { repeat: { of: "x".repeat(100), count: 65_536 } })).status).toBe(422);
});

test("a message of 8 days ago opens no window", async () => {
  await change("john", { shutWindow: true });
  await act("john", { oddity: "old-link" });
  expect(Number(textAt(lastMessage(), "timestamp")) * 1000).toBeLessThan(Date.now() - 7 * 24 * 3600 * 1000);
  expect((await scene.send(hello)).body.error.code).toBe(131047);
});

test("a message whose clock is a year fast keeps the window no longer than others", async () => {
  await act("john", { text: "hi", timestamp: Math.floor(Date.now() / 1000) + 365 * 24 * 3600 });
  const { body } = await scene.call("GET", "/control/phones/john");
  expect(body.windowClosesAt).toBeLessThanOrEqual(Date.now() + 24 * 3600 * 1000);
});

test("an oddity that does not exist is refused", async () => {
  expect((await act("john", { oddity: "gravity" })).status).toBe(422);
});

test("a tapped button can come back with the payload of another campaign, its label the same", async () => {
  const buttons = [{ type: "reply", reply: { id: "yes", title: "Yes" } }];
  const interactive = { type: "button", body: { text: "?" }, action: { buttons } };
  await act("john", { text: "hi" });
  const sent = await scene.send({ ...hello, type: "interactive", interactive });
  const template = {
    name: "account_link_invite",
    language: { code: "en" },
    components: [{ type: "body", parameters: [{ type: "text", text: "Maria" }] }],
  };
  const invited = await scene.send({ ...hello, type: "template", template });
  const tap = (messageId: string, button: string, more: Json = {}) =>
    scene.call("POST", "/control/phones/john/tap", { messageId, button, ...more });
  await tap(invited.body.messages[0].id, "Link", { payload: "invite_autumn_2026" });
  expect(lastMessage()).toMatchObject({
    type: "button",
    button: { payload: "invite_autumn_2026", text: "Link" },
  });
  await scene.call("PUT", "/control/faults", { foreignPayloads: true });
  await tap(sent.body.messages[0].id, "Yes");
  expect(lastMessage()).toMatchObject({
    interactive: { button_reply: { id: "campaign_7_choice_1", title: "Yes" } },
  });
});
