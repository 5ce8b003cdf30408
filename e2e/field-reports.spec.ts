import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { deliveryOf, postBytes, sign, textMessage, webhookUrl } from "./meta.ts";
import { bsuid, optedOut, say, write } from "./said.ts";
import { freshNumber } from "./simulator.ts";
import { VERIFY_TOKEN } from "./web.ts";

const LINK = "🔗 Account Linking";
const NOT_LINKED = "❌ Account Status: Not Linked";
const MEDIA = "📎 I can only read text messages.";

const DAY = 86_400;
const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
test("empty identifiers of Meta's are absent ones: a BSUID alone asks for a link and stops announcements", async () => {
  const id = bsuid();
  const value = {
    contacts: [{ profile: { name: "Nora Example", username: "@nora.example" }, wa_id: "", user_id: id }],
  };
  const from = { from: "", from_user_id: id };
  expect(await say(textMessage("link", from), value)).toEqual([expect.stringContaining(LINK)]);
  expect(await say(textMessage("STOP", from), value)).toHaveLength(1);
  expect(await optedOut("bsuid", id)).toBe(true);
});

test("an empty BSUID beside a number is absent", async () => {
  const from = freshNumber().slice(1);
  const value = { contacts: [{ profile: { name: "Paul Example" }, wa_id: from, user_id: "" }] };
  const replies = await say(textMessage("status", { from, from_user_id: "" }), value);
  expect(replies).toEqual([expect.stringContaining(NOT_LINKED)]);
});

test("a notice of a new BSUID with empty numbers moves the link", async () => {
  const [old, next] = [bsuid(), bsuid()];
  await say(textMessage("hi", { from: undefined, from_user_id: old }));
  const account = await addAccount("student", "Mo Mover");
  await query(
    "update whatsapp_users set user_id = $2, is_linked = true, linked_at = now() where bsuid = $1",
    [old, account.id],
  );
  const system = {
    body: "changed",
    wa_id: "",
    user_id: next,
    previous_user_id: old,
    type: "user_changed_user_id",
  };
  await say(textMessage("", { from: "", type: "system", text: undefined, system }));
  const rows = await query("select user_id from whatsapp_users where bsuid = $1 and is_linked", [next]);
  expect(rows).toEqual([{ user_id: account.id }]);
});

test("“link 👍” is the link command", async () => {
  expect(await write(freshNumber().slice(1), "link 👍")).toEqual([expect.stringContaining(LINK)]);
});

const tapped = (message: Record<string, unknown>) => textMessage("", { text: undefined, ...message });
const button = (payload: string, text: string) => tapped({ type: "button", button: { payload, text } });

test("what was tapped counts by its payload or its label, and a picture by its caption", async () => {
  expect(await say(button("invite_autumn_2026", "Link"))).toEqual([expect.stringContaining(LINK)]);
  const list = { type: "list_reply", button_reply: null, list_reply: { id: "status", title: "Status" } };
  expect(await say(tapped({ type: "interactive", interactive: list }))).toEqual([
    expect.stringContaining(NOT_LINKED),
  ]);
  const image = { id: "1", mime_type: "image/jpeg", caption: "STOP" };
  const outs = [button("optout_campaign_7", "Stop promotions"), tapped({ type: "image", image })];
  for (const message of outs) {
    await say(message);
    expect(await optedOut("whatsapp_phone", `+${message.from}`)).toBe(true);
  }
});

test("old messages stay old: no reply, no window, no newer consent undone", async () => {
  const number = freshNumber();
  await write(number.slice(1), "STOP", { timestamp: secondsAgo(DAY) });
  expect(await write(number.slice(1), "START", { timestamp: secondsAgo(8 * DAY) })).toEqual([]);
  expect(await optedOut("whatsapp_phone", number)).toBe(true);
  const other = freshNumber();
  expect(await write(other.slice(1), "link", { timestamp: secondsAgo(8 * DAY) })).toEqual([]);
  const staff = await bearerOf(await addAccount("instructor", "Ines Field"));
  const refused = await call("POST", "/api/whatsapp/send", staff, {
    to: other,
    message_type: "text",
    text: "Hi",
  });
  expect(refused.status).toBe(409);
});

test("a delivery with Content-Encoding: identity is taken", async () => {
  const body = deliveryOf({ messages: [textMessage("hi")] });
  const headers = { "x-hub-signature-256": sign(body), "content-encoding": "identity" };
  expect((await postBytes(body, headers)).status).toBe(200);
});

test("the webhook's address works with a slash at its end", async () => {
  const asked = `${webhookUrl()}/?hub.mode=subscribe&hub.challenge=test123&hub.verify_token=${VERIFY_TOKEN}`;
  const response = await fetch(asked, { redirect: "manual" });
  expect([response.status, await response.text()]).toEqual([200, "test123"]);
  const body = deliveryOf({ messages: [textMessage("hi")] });
  const headers = { "x-hub-signature-256": sign(body) };
  expect((await postBytes(body, headers, `${webhookUrl()}/`)).status).toBe(200);
});

test("a message of an unknown kind gets one help text for a burst", async () => {
  const from = freshNumber().slice(1);
  const unknown = () => tapped({ from, type: "unknown" });
  expect(await say(unknown())).toEqual([expect.stringContaining(MEDIA)]);
  expect(await say(unknown())).toEqual([]);
});
