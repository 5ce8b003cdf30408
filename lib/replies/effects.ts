import { audit } from "../audit.ts";
import type { Change, Linked } from "../bot/decision.ts";
import type { Db } from "../db.ts";
import { proveByCode } from "../linking/code-tries.ts";
import { deleteLinkOfPerson } from "../linking/endings.ts";
import { answerInvitation, openInvitation } from "../linking/invitations.ts";
import { issueToken } from "../linking/tokens.ts";
import type { Reply } from "../outbox/reply.ts";
import { startAnnouncements, stopAnnouncements } from "../people/chat-consent.ts";
import { findPersonById, type Person } from "../people/identities.ts";
import { queueMoved } from "./notices.ts";

/** Applies a change that a command has decided on; what is said of its result. */
export async function applyChange(tx: Db, change: Change, sender: Person, now: Date): Promise<Reply | null> {
  switch (change.effect) {
    case "issue_link_token": {
      const token = await issueToken(tx, sender.id, now);
      const isAudited = token === null && change.isRefusalAudited;
      const details = { reason: "too_many_links" };
      if (isAudited) await audit("refused", { whatsappUserId: sender.id, details }, tx);
      return change.reply(token);
    }
    case "open_invitation":
      return change.reply(await openInvitation(tx, sender.id, change.code, now));
    case "answer_invitation": {
      const outcome = await answerInvitation(tx, sender.id, change, now);
      return change.reply(outcome === "linked" ? await requireLinked(tx, sender) : outcome);
    }
    case "prove_by_code": {
      const { outcome, replaced } = await proveByCode(tx, sender.id, change.code, now);
      if (replaced) await queueMoved(tx, replaced, now);
      return change.reply(outcome === "linked" ? await requireLinked(tx, sender) : outcome);
    }
    case "unlink":
      return change.reply(await deleteLinkOfPerson(tx, sender.id));
    case "start_announcements":
      return change.reply(await startAnnouncements(tx, sender, change.at));
    case "stop_announcements":
      return change.reply(await stopAnnouncements(tx, sender, change.at));
  }
}

async function requireLinked(tx: Db, { id }: Person): Promise<Linked> {
  const account = (await findPersonById(tx, id))?.account;
  if (!account) throw new Error("A link that was just made is not there.");
  return { account };
}
