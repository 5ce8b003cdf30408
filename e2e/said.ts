import { randomInt } from "node:crypto";
import { expect } from "@playwright/test";
import { query } from "./accounts.ts";
import { deliveryOf, post, repliesTo, settledEvents, textMessage } from "./meta.ts";

/** A BSUID that nobody has. */
export const bsuid = () => `US.${randomInt(1e12, 1e13)}${randomInt(1e6, 1e7)}`;

/** Delivers one message, signed, waits until it is worked on, and gives what the bot answered. */
export async function say(
  message: Record<string, unknown>,
  value: Record<string, unknown> = {},
): Promise<string[]> {
  expect(await post(deliveryOf({ ...value, messages: [message] }))).toBe(200);
  const events = await settledEvents(String(message.id), 1);
  expect(events.map(({ state }) => state)).not.toContain("quarantined");
  return repliesTo(message.id);
}

/** The same for a text. */
export const write = (from: string, body: string, overrides: Record<string, unknown> = {}) =>
  say(textMessage(body, { from, ...overrides }));

/** Whether somebody wants no announcements, found by number or BSUID. */
export async function optedOut(where: "whatsapp_phone" | "bsuid", value: string): Promise<boolean> {
  const rows = await query<{ out: boolean }>(
    `select opted_out_at is not null as out from whatsapp_users where ${where} = $1`,
    [value],
  );
  return rows[0]?.out === true;
}
