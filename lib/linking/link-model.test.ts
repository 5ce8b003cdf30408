import fc from "fast-check";
import { expect } from "vitest";
import { databaseNow, db, transaction } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import {
  type Chat,
  forgetChat,
  forgetPerson,
  join,
  linkedTo,
  newWorld,
  type Person,
  type World,
} from "../testing/link-world.ts";
import { changeSettings } from "../testing/settings.ts";
import { proveByCode } from "./code-tries.ts";
import { confirmLink } from "./confirmations.ts";
import { declineLink } from "./declines.ts";
import { deleteLink, deleteLinkOfPerson } from "./endings.ts";
import { answerInvitation, invite, openInvitation } from "./invitations.ts";
import { findLink } from "./links.ts";
import { findPendingLink } from "./pending.ts";
import { requireLinkOffer } from "./refusals.ts";
import { issueToken } from "./tokens.ts";

test.beforeAll(async () => {
  changeSettings({ LINK_CONFIRMATION: "code" });
});

type Step = (world: World, chat: Chat, person: Person) => Promise<void>;

const refusalOf = (error: unknown) => error;
const inTransaction = <T>(work: (tx: Parameters<typeof databaseNow>[0] & object, now: Date) => Promise<T>) =>
  transaction(async (tx) => work(tx, await databaseNow(tx)));

const steps: Record<string, Step> = {
  issue: async (world, chat) => {
    if (linkedTo(world, chat)) return;
    const token = await inTransaction((tx, now) => issueToken(tx, chat.id, now));
    const { token: oldToken } = chat;
    forgetChat(chat);
    Object.assign(chat, { token, oldToken: oldToken ?? chat.oldToken });
    await db().$executeRaw`update link_tokens set issued_at = issued_at - interval '2 days'`;
  },
  view: async (_, chat) => {
    if (chat.token) expect(await requireLinkOffer(chat.token)).toMatchObject({ state: "valid" });
  },
  confirm: async (world, chat, person) => {
    if (!chat.token) return;
    const outcome = await confirmLink(chat.token, person.account, { isFresh: true }).catch(refusalOf);
    if (person.link) return expect(outcome).toMatchObject({ code: "account_linked_already" }) as never;
    expect(outcome).toMatchObject({ state: "pending", isNew: true });
    const { token: oldToken } = chat;
    forgetPerson(world, person);
    forgetChat(chat);
    Object.assign(chat, { oldToken, pending: { by: person, triesLeft: 3 } });
  },
  "confirm, moving": async (world, chat, person) => {
    if (!chat.token || !person.link) return;
    const outcome = await confirmLink(chat.token, person.account, {
      replaces: person.link.id,
      isFresh: true,
    });
    expect(outcome).toMatchObject({ state: "pending", isNew: true });
    const { token: oldToken } = chat;
    forgetPerson(world, person);
    forgetChat(chat);
    Object.assign(chat, { oldToken, pending: { by: person, triesLeft: 3 } });
  },
  decline: async (_, chat, person) => {
    const { token } = chat;
    expect(await declineLink(token ?? "none", person.account, "127.0.0.1")).toBe(token !== null);
    await db().$executeRaw`delete from audit_events where action = 'refused'`;
    if (token) Object.assign(chat, { token: null, oldToken: token });
  },
  "confirm an old token": async (_, chat, person) => {
    if (!chat.oldToken || chat.pending?.by === person) return;
    expect(await confirmLink(chat.oldToken, person.account).catch(refusalOf)).toMatchObject({ status: 410 });
  },
  "send the right code": async (world, chat, person) => {
    const code = (await findPendingLink(person.account.id))?.code;
    if (!code || chat.pending?.by !== person) return;
    expect(await inTransaction((tx, now) => proveByCode(tx, chat.id, code, now))).toMatchObject({
      outcome: "linked",
    });
    join(world, chat, person);
  },
  "send a code that is another chat's, or none": async (_, chat) => {
    const { outcome } = await inTransaction((tx, now) => proveByCode(tx, chat.id, "no code", now));
    if (!chat.pending) return expect(outcome).toBe("none");
    chat.pending.triesLeft -= 1;
    expect(outcome).toBe(chat.pending.triesLeft > 0 ? "wrong" : "refused");
    if (chat.pending.triesLeft === 0) chat.pending = null;
  },
  "let everything expire": async (_, chat) => {
    await db()
      .$executeRaw`update link_tokens set expires_at = now() where whatsapp_user_id = ${chat.id}::uuid`;
    await db()
      .$executeRaw`update whatsapp_users set link_token_expires_at = now() where id = ${chat.id}::uuid`;
    await db()
      .$executeRaw`update pending_links set expires_at = now() where whatsapp_user_id = ${chat.id}::uuid`;
    await db()
      .$executeRaw`update invitations set expires_at = now() where whatsapp_user_id = ${chat.id}::uuid`;
    forgetChat(chat);
  },
  invite: async (world, _, person) => {
    const outcome = await invite(person.account, { isFresh: true }).catch(refusalOf);
    if (person.link) return expect(outcome).toMatchObject({ code: "account_linked_already" }) as never;
    for (const chat of world.chats) if (chat.asked === person) chat.asked = null;
    person.code = (outcome as { code: string }).code.replace("-", "").toLowerCase();
  },
  "send an invitation's code": async (world, chat, person) => {
    if (linkedTo(world, chat)) return;
    const { code } = person;
    const isTaken = world.chats.some((other) => other !== chat && other.asked === person);
    const outcome = await inTransaction((tx, now) => openInvitation(tx, chat.id, code ?? "00000000", now));
    await db().$executeRaw`delete from audit_events where action = 'refused'`;
    if (!code || isTaken) return expect(outcome).toBe("unknown");
    expect(outcome).toMatchObject({ email: person.account.email });
    if (chat.asked && chat.asked !== person) chat.asked.code = null;
    chat.asked = person;
  },
  yes: async (world, chat) => {
    const outcome = await inTransaction((tx, now) =>
      answerInvitation(tx, chat.id, { isYes: true, id: null }, now),
    );
    expect(outcome).toBe(chat.asked ? "linked" : "none");
    if (chat.asked) join(world, chat, chat.asked);
  },
  no: async (_, chat) => {
    const outcome = await inTransaction((tx, now) =>
      answerInvitation(tx, chat.id, { isYes: false, id: null }, now),
    );
    expect(outcome).toBe(chat.asked ? "declined" : "none");
    if (chat.asked) chat.asked.code = null;
    chat.asked = null;
  },
  "unlink on the web": async (_, __, person) => {
    expect((await deleteLink({ account: person.account, isFresh: true })) !== null).toBe(
      person.link !== null,
    );
    person.link = null;
  },
  "unlink in the chat": async (world, chat) => {
    const person = linkedTo(world, chat);
    expect(await transaction((tx) => deleteLinkOfPerson(tx, chat.id))).toBe(person !== undefined);
    if (person) person.link = null;
  },
};

test("P7 whatever two accounts and two chats do, in any order, the links are those that a code or a YES from the chat made", async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(1), fc.nat(1));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (taken) => {
      const world = await newWorld();
      await db().$executeRaw`truncate audit_events`;
      for (const [name, chatAt, personAt] of taken) {
        const [chat, person] = [world.chats[chatAt], world.people[personAt]];
        if (chat && person) await steps[name]?.(world, chat, person);
        for (const { account, link } of world.people) {
          expect((await findLink(account))?.whatsappUserId ?? null).toBe(link?.id ?? null);
        }
      }
      const made = await db().auditEvent.findMany({ where: { action: "linked" }, select: { details: true } });
      expect(made).toHaveLength(world.linksMade);
      for (const { details } of made)
        expect(["code", "invitation"]).toContain((details as { proof: string }).proof);
    }),
    { numRuns: 15 },
  );
}, 120_000);
