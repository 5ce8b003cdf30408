import type { OutboundMessage } from "#prisma/generated/client";
import { db } from "../db.ts";
import type { AcceptedMessage, GraphDouble, Phone } from "./graph.ts";
import { workOnInbox } from "./worker.ts";

/** A person at a phone of the double's, and what became of our replies to them. */
export interface Asker {
  phone: Phone;
  /** Writes these texts, and lets the bot work on them. */
  ask(...texts: string[]): Promise<void>;
  /** The one message that we have for them; throws where there is not exactly one. */
  onlyMessage(): Promise<OutboundMessage>;
  /** What Meta has taken for them. */
  accepted(): Promise<AcceptedMessage[]>;
}

/** Somebody whom nobody has seen before. */
export async function newAsker(double: GraphDouble): Promise<Asker> {
  const phone = await double.addPhone();
  return {
    phone,
    ask: async (...texts) => {
      for (const text of texts) await phone.write(text);
      await workOnInbox();
    },
    onlyMessage: async () => {
      const [message, ...others] = await db().outboundMessage.findMany({ where: { toPhone: phone.phone } });
      if (!message || others.length > 0) throw new Error("There is not exactly one message.");
      return message;
    },
    accepted: async () => (await double.accepted()).filter(({ to }) => to === phone.phone),
  };
}
