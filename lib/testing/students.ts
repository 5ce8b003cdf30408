import type { Command } from "../bot/command.ts";
import { db } from "../db.ts";
import { unseal } from "../sealing.ts";
import { deliver, deliveryOf, textMessage } from "./deliveries.ts";
import { workOnInbox } from "./worker.ts";

/** A person who writes to the bot. */
export interface Student {
  phone: string;
  /** Posts texts, or whole messages of Meta's, one delivery each, and lets the bot work on them; what it replied to them. */
  say(...messages: (string | Record<string, unknown>)[]): Promise<string[]>;
  /** Sends `link` and gives the token that the reply will hold. */
  askForToken(): Promise<string>;
  /** What they were told without having asked, oldest first. */
  notices(): Promise<string[]>;
  /** All that they were told, oldest first. */
  heard(): Promise<string[]>;
}

let students = 0;

/**
 * A person whom no other test knows; `identity` replaces or removes (undefined) how Meta names them, `commands` are what
 * the bot knows if not the product's.
 */
export function newStudent(
  identity: { from?: string; from_user_id?: string; name?: string } = {},
  commands?: readonly Command[],
): Student {
  students += 1;
  const { name = "Rosa Lima", ...rest } = identity;
  const from = `1555${String(1_000_000 + students)}`;
  const named = { from, ...rest };

  async function say(...messages: (string | Record<string, unknown>)[]): Promise<string[]> {
    const wamids: string[] = [];
    for (const message of messages) {
      const written = textMessage(
        named.from,
        typeof message === "string" ? message : "",
        typeof message === "string" ? named : { text: undefined, ...named, ...message },
      );
      wamids.push(String(written.id));
      const contact = { profile: { name }, wa_id: named.from, user_id: named.from_user_id };
      await deliver(deliveryOf({ contacts: [contact], messages: [written] }));
    }
    await workOnInbox(commands);
    const replies = await db().outboundMessage.findMany({
      where: { sourceWamid: { in: wamids } },
      orderBy: { sequence: "asc" },
    });
    return replies.map(({ text }) => text ?? "");
  }

  async function told(purpose: { startsWith?: string }): Promise<string[]> {
    const rows = await db().outboundMessage.findMany({
      where: { toPhone: `+${named.from}`, purpose },
      orderBy: { sequence: "asc" },
    });
    return rows.map(({ text }) => text ?? "");
  }

  return {
    phone: `+${named.from}`,
    say,
    askForToken: async () => {
      await say("link");
      const { sealedSecrets } = await db().outboundMessage.findFirstOrThrow({
        where: { purpose: "link", sealedSecrets: { not: null } },
        orderBy: { sequence: "desc" },
      });
      const { token } = JSON.parse(unseal(sealedSecrets ?? "") ?? "{}") as { token: string };
      return token;
    },
    notices: () => told({ startsWith: "notice" }),
    heard: () => told({}),
  };
}
