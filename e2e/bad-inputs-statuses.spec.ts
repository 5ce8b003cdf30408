import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { deliveryOf, deliveryOfChanges, post, settledEvents, textMessage } from "./meta.ts";
import { addPhone, freshNumber, tokenIn } from "./simulator.ts";

/** A message of ours that Meta has taken, as if it had just been sent. */
async function sentMessage(): Promise<string> {
  const wamid = `wamid.OUT${randomUUID()}`;
  await query(
    `insert into outbound_messages (lane, purpose, kind, text, to_phone, status, rank, attempts, wamid, due_at)
     values ($1, 'staff', 'text', 'Hello', $2, 'accepted', 2, 1, $1, null)`,
    [wamid, freshNumber()],
  );
  return wamid;
}

type Status = string | ({ status: string } & Record<string, unknown>);
const error = (code: number, more: object = {}) => ({ code, title: `Title ${code}`, ...more });

type Row = [name: string, statuses: Status[], shown: string, code: string | null];

/** What Meta reports of a message, in this order, and what is shown in the end. */
const TABLE: Row[] = [
  [
    "26 delivered after failed",
    [{ status: "failed", errors: [error(131026)] }, "delivered"],
    "delivered",
    null,
  ],
  [
    "26 failed after delivered",
    ["delivered", { status: "failed", errors: [error(131026)] }],
    "delivered",
    null,
  ],
  ["26 read without delivered", ["read"], "read", null],
  ["26 delivered and sent after read", ["read", "delivered", "sent"], "read", null],
  ["26 played", ["played"], "read", null],
  ["26 deleted", ["sent", "deleted"], "sent", null],
  ["26 delivered ten times", Array(10).fill("delivered"), "delivered", null],
  ["27 a failure without a reason", [{ status: "failed" }], "failed", null],
  [
    "27 a failure for ten reasons",
    [{ status: "failed", errors: [131026, 131047, 1, 2, 3, 4, 5, 6, 7, 8].map((code) => error(code)) }],
    "failed",
    "131026",
  ],
  [
    "27 a failure with a reason whose data is a text",
    [{ status: "failed", errors: [error(131026, { error_data: "why" })] }],
    "failed",
    "131026",
  ],
  ["27 a failure with a reason that is none", [{ status: "failed", errors: "why" }], "failed", null],
];

for (const [name, statuses, shown, code] of TABLE) {
  test(`${name} leaves the message as ${shown}`, async () => {
    const wamid = await sentMessage();
    for (const [at, status] of statuses.entries()) {
      const given = typeof status === "string" ? { status } : status;
      const timestamp = String(Math.floor(Date.now() / 1000) - 60 + at);
      expect(await post(deliveryOf({ statuses: [{ id: wamid, timestamp, ...given }] }))).toBe(200);
    }
    const events = await settledEvents(wamid, statuses.length);
    expect(events).toHaveLength(statuses.length);
    const rows = await query("select status, failure_code from outbound_messages where wamid = $1", [wamid]);
    expect(rows).toMatchObject([{ status: shown, ...(shown === "failed" ? { failure_code: code } : {}) }]);
  });
}

test("26 a status of a message that we do not know is taken and kept", async () => {
  const id = `wamid.NOBODYS${randomUUID()}`;
  expect(await post(deliveryOf({ statuses: [{ id, status: "sent", timestamp: "1" }] }))).toBe(200);
  expect(await query("select kind from webhook_events where wamid = $1", [id])).toEqual([{ kind: "status" }]);
});

const notice = (system: Record<string, unknown>, from?: string) =>
  textMessage("", { type: "system", text: undefined, from, system });

/** A student whose WhatsApp is linked, with the BSUID that Meta gives for them. */
async function linkedStudent() {
  const phone = await addPhone("Mover");
  const token = tokenIn(await phone.send("link"));
  const bearer = await bearerOf(await addAccount("student", "Mei Mover"));
  expect((await call("POST", "/api/whatsapp/link", bearer, { token })).status).toBe(200);
  const [person] = await query<{ bsuid: string }>(
    "select bsuid from whatsapp_users where whatsapp_phone = $1",
    [phone.number],
  );
  return { bearer, number: phone.number.slice(1), bsuid: person?.bsuid ?? "" };
}

for (const [name, previous, isLinked] of [
  ["with the BSUID that we know", true, true],
  ["with another BSUID", false, false],
] as const) {
  test(`23 a new number ${name} ${isLinked ? "keeps" : "suspends"} the link`, async () => {
    const { bearer, number, bsuid } = await linkedStudent();
    const system = {
      type: "user_changed_number",
      wa_id: freshNumber().slice(1),
      user_id: `US.${Date.now()}`,
      previous_user_id: previous ? bsuid : "US.SOMEBODYELSE",
    };
    const message = notice(system, number);
    expect(await post(deliveryOf({ messages: [message] }))).toBe(200);
    await settledEvents(String(message.id), 1);
    const status = await (await call("GET", "/api/whatsapp/status", bearer)).json();
    expect(status).toMatchObject({
      is_linked: isLinked,
      whatsapp_phone: isLinked ? `+${system.wa_id}` : null,
    });
  });
}

test("28 who stops marketing in WhatsApp gets no marketing template; Meta is not asked", async () => {
  const phone = await addPhone("No Marketing");
  await phone.send("hi");
  const preference = {
    wa_id: phone.number.slice(1),
    category: "marketing_messages",
    value: "stop",
    timestamp: Math.floor(Date.now() / 1000),
  };
  const value = { metadata: { phone_number_id: "100000000000001" }, user_preferences: [preference] };
  expect(await post(deliveryOfChanges({ field: "user_preferences", value }))).toBe(200);
  await settledEvents(preference.wa_id, 1);
  const before = (await phone.received()).length;
  const staff = await bearerOf(await addAccount("instructor", "Ines Marketing"));
  const refused = await call("POST", "/api/whatsapp/send", staff, {
    to: phone.number,
    message_type: "template",
    template_name: "open_day",
  });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ success: false, code: "opted_out" });
  expect(await phone.received()).toHaveLength(before);
});
