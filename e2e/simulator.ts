import { randomInt } from "node:crypto";
import { expect } from "@playwright/test";
import { query } from "./accounts.ts";

/** A message that the Graph double took from us. */
export interface TakenMessage {
  id: string;
  to: string | null;
  type: string;
  text: string | null;
}

/** A student's phone in the simulator, driven from outside. */
export interface Phone {
  id: string;
  name: string;
  /** Empty where WhatsApp does not tell it. */
  number: string;
  /** Sends a text as the student, signed as Meta would, and gives the next reply that reaches the double. */
  send(text: string): Promise<string>;
  /** Taps the button with this label under the newest message, and gives the next reply. */
  tap(label: string): Promise<string>;
  /** All that we have written to this phone. */
  received(): Promise<string[]>;
}

/** Calls the simulator's control API. */
export async function control<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${process.env.E2E_SIMULATOR_URL}/control/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const content = (await response.json()) as T;
  expect(response.ok, `${method} /control/${path}: ${JSON.stringify(content)}`).toBe(true);
  return content;
}

/** A number that no other test uses. */
export function freshNumber(): string {
  return `+4917${randomInt(100_000_000, 1_000_000_000)}`;
}

/** Buys a student a new phone; without a number, it is known by its BSUID alone. */
export async function addPhone(name: string, number: string | null = freshNumber()): Promise<Phone> {
  const { id } = await control<{ id: string }>("POST", "phones", { name, phone: number });
  const received = async () => {
    const { messages } = await control<{ messages: TakenMessage[] }>("GET", `outbox?to=${id}`);
    return messages.map(({ text }) => text ?? "");
  };
  const replyTo = async (write: () => Promise<unknown>) => {
    await expectNothingUnderWay(number);
    const before = (await received()).length;
    await write();
    await expect.poll(async () => (await received()).length).toBeGreaterThan(before);
    return (await received())[before] ?? "";
  };
  return {
    id,
    name,
    number: number ?? "",
    received,
    send: (text) => replyTo(() => control("POST", `phones/${id}/send`, { type: "text", text })),
    tap: (button) =>
      replyTo(async () => {
        const { messages } = await control<{ messages: TakenMessage[] }>("GET", `outbox?to=${id}`);
        await control("POST", `phones/${id}/tap`, { messageId: messages.at(-1)?.id, button });
      }),
  };
}

/** Waits for what we have already written to a number: it would be taken for the next reply. */
async function expectNothingUnderWay(number: string | null): Promise<void> {
  const statement = "select from outbound_messages where to_phone = $1 and status in ('queued', 'sending')";
  await expect.poll(() => query(statement, [number])).toEqual([]);
}

/** The address in the bot's reply to `link`. */
export function addressIn(reply: string): string {
  const address = /https?:\/\/\S+token=\w+/.exec(reply)?.[0];
  if (!address) throw new Error("The reply holds no address.");
  return address;
}

/** The token in the bot's reply to `link`. */
export function tokenIn(reply: string): string {
  return new URL(addressIn(reply)).searchParams.get("token") ?? "";
}
