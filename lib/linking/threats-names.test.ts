import { describe, expect } from "vitest";
import { GET as PENDING } from "../../app/api/whatsapp/link/pending/route.ts";
import { POST as CONFIRM, GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { GET as MESSAGES } from "../../app/api/whatsapp/messages/route.ts";
import { GET as PEOPLE } from "../../app/api/whatsapp/people/route.ts";
import { GET as STATUS } from "../../app/api/whatsapp/status/route.ts";
import { findLinkView } from "../../app/whatsapp/link/view.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { browserOf } from "../testing/sessions.ts";
import { newStudent } from "../testing/students.ts";
import { findLink } from "./links.ts";

let people = 0;

/** Somebody whose number WhatsApp does not tell us. */
function newStranger(name: string) {
  people += 1;
  return newStudent({ from: undefined, from_user_id: `US.9100${people}`, name });
}

const NAMES: [chosen: string, shown: string | null][] = [
  ["+49 170 1234567", null],
  ["\u202e7654321 071 94+", null],
  ["\u2066+49\u2069 170 12\u200b34567 ✓", null],
  ["✅ verified by YeeBitz ☑️", "verified by YeeBitz"],
  ["Rosa\u202e asoR\u2069 \u{e0041}", "Rosa asoR"],
  ["Rosa” – number checked", "Rosa' – number checked"],
];

test.for(NAMES)("the name %j is %j wherever we tell it", async ([chosen, shown]) => {
  const [stranger, account, staff] = [
    newStranger(chosen),
    await createAccount(),
    await createAccount({ role: "instructor" }),
  ];
  const token = await stranger.askForToken();
  const offer = await callRoute(READ, { path: `link?token=${token}` });
  expect(offer.body).toEqual({ whatsapp_phone: null, whatsapp_name: shown, is_linked: false, token });
  const { cookie } = await browserOf(account);
  const look = () => findLinkView({ headers: { cookie }, cookies: { link_token: token } } as never, null);
  expect(await look()).toMatchObject({ state: "ready", whatsapp: { name: shown, phone: null } });
  const pending = await callRoute(CONFIRM, { as: account, body: { token } });
  expect(pending.body.whatsapp_name).toBe(shown);
  expect(await look()).toMatchObject({ state: "pending", whatsapp: { name: shown } });
  expect((await callRoute(PENDING, { as: account })).body.whatsapp_name).toBe(shown);
  await stranger.say(String(pending.body.code));
  expect(await look()).toMatchObject({ state: "linked", whatsapp: { name: shown } });
  expect((await callRoute(STATUS, { as: account })).body.whatsapp_name).toBe(shown);
  const found = await callRoute(PEOPLE, { as: staff, path: `people?query=${account.email}` });
  expect(found.body.people).toMatchObject([{ whatsapp_name: shown, user_name: "John Smith" }]);
  const { body } = await callRoute(MESSAGES, { as: staff, path: "messages?limit=1&direction=inbound" });
  expect(body.messages).toMatchObject([{ to_name: shown, to_user_name: "John Smith" }]);
});

describe("a WhatsApp whose number we do not know, where the page is proof enough for others", () => {
  test("is linked by six digits from its chat alone", async () => {
    const [stranger, account] = [newStranger("John Smith"), await createAccount()];
    const response = await callRoute(CONFIRM, { as: account, body: { token: await stranger.askForToken() } });
    expect(response).toMatchObject({
      status: 202,
      body: {
        success: true,
        status: "pending",
        code: expect.stringMatching(/^\d{6}$/),
        whatsapp_phone: null,
      },
    });
    expect(await findLink(account)).toBeNull();
    expect(await stranger.say("000000")).not.toContainEqual(expect.stringContaining("Account Linked"));
    expect(await stranger.say(String(response.body.code))).toEqual([
      expect.stringContaining("Account Linked"),
    ]);
    expect(await findLink(account)).not.toBeNull();
  });

  test("takes the place of another one by six digits, too", async () => {
    const [old, stranger, account] = [newStudent(), newStranger("John Smith"), await createAccount()];
    await callRoute(CONFIRM, { as: account, body: { token: await old.askForToken() } });
    const body = { token: await stranger.askForToken(), move: true };
    const response = await callRoute(CONFIRM, { as: account, body });
    expect(response.status).toBe(202);
    expect((await findLink(account))?.phone).toBe(old.phone);
    await stranger.say(String(response.body.code));
    expect(await findLink(account)).toMatchObject({ phone: null });
  });

  test("is linked at once where WhatsApp has told its number by then", async () => {
    const identity = { from: "15559990123", from_user_id: "US.910099" };
    const token = await newStudent({ ...identity, from: undefined }).askForToken();
    await newStudent(identity).say("hi");
    const response = await callRoute(CONFIRM, { as: await createAccount(), body: { token } });
    expect(response).toMatchObject({ status: 200, body: { whatsapp_phone: "+15559990123" } });
  });
});
