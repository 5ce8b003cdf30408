import { randomInt } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Account } from "../auth/accounts.ts";
import { databaseNow, db, transaction } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { confirmLink } from "./confirmations.ts";
import { answerInvitation, invite, openInvitation } from "./invitations.ts";
import { deleteLink, deleteLinkOfPerson, findLink } from "./links.ts";
import { findPendingLink, proveByCode } from "./pending.ts";
import { requireLinkOffer } from "./refusals.ts";
import { issueToken } from "./tokens.ts";

beforeAll(async () => {
  process.env.LINK_CONFIRMATION = "code";
  await useOwnDatabase();
});

/** A chat, and what it could still link with: the newest token, the account whose digits it may send, the one it was asked about. */
interface Chat {
  id: string;
  token: string | null;
  oldToken: string | null;
  pending: { by: Person; triesLeft: number } | null;
  asked: Person | null;
}

/** An account, the chat that it is linked to, and the code that it may still give away. */
interface Person {
  account: Account;
  link: Chat | null;
  code: string | null;
}

interface World {
  chats: Chat[];
  people: Person[];
  linksMade: number;
}

type Step = (world: World, chat: Chat, person: Person) => Promise<void>;

const linkedTo = ({ people }: World, chat: Chat) => people.find(({ link }) => link === chat);
const refusalOf = (error: unknown) => error;
const inTransaction = <T>(work: (tx: Parameters<typeof databaseNow>[0] & object, now: Date) => Promise<T>) =>
  transaction(async (tx) => work(tx, await databaseNow(tx)));

/** Whatever else was under way for a chat, or for an account, is over. */
function forgetChat(chat: Chat): void {
  if (chat.asked) chat.asked.code = null;
  Object.assign(chat, { token: null, pending: null, asked: null });
}

function forgetPerson({ chats }: World, person: Person): void {
  person.code = null;
  for (const chat of chats) {
    if (chat.pending?.by === person) chat.pending = null;
    if (chat.asked === person) chat.asked = null;
  }
}

function join(world: World, chat: Chat, person: Person): void {
  forgetChat(chat);
  forgetPerson(world, person);
  person.link = chat;
  world.linksMade += 1;
}

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
    const outcome = await confirmLink(chat.token, person.account).catch(refusalOf);
    if (person.link) return expect(outcome).toMatchObject({ code: "account_linked_already" }) as never;
    expect(outcome).toMatchObject({ state: "pending", isNew: true });
    const { token: oldToken } = chat;
    forgetPerson(world, person);
    forgetChat(chat);
    Object.assign(chat, { oldToken, pending: { by: person, triesLeft: 3 } });
  },
  "confirm an old token": async (_, chat, person) => {
    if (!chat.oldToken || chat.pending?.by === person) return;
    expect(await confirmLink(chat.oldToken, person.account).catch(refusalOf)).toMatchObject({ status: 410 });
  },
  "send the right code": async (world, chat, person) => {
    const code = (await findPendingLink(person.account.id))?.code;
    if (!code || chat.pending?.by !== person) return;
    expect(await inTransaction((tx, now) => proveByCode(tx, chat.id, code, now))).toBe("linked");
    join(world, chat, person);
  },
  "send a code that is another chat's, or none": async (_, chat) => {
    const outcome = await inTransaction((tx, now) => proveByCode(tx, chat.id, "no code", now));
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
    const outcome = await invite(person.account).catch(refusalOf);
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
    expect(outcome).toEqual({ email: person.account.email });
    if (chat.asked && chat.asked !== person) chat.asked.code = null;
    chat.asked = person;
  },
  yes: async (world, chat) => {
    const outcome = await inTransaction((tx, now) => answerInvitation(tx, chat.id, true, now));
    expect(outcome).toBe(chat.asked ? "linked" : "none");
    if (chat.asked) join(world, chat, chat.asked);
  },
  no: async (_, chat) => {
    const outcome = await inTransaction((tx, now) => answerInvitation(tx, chat.id, false, now));
    expect(outcome).toBe(chat.asked ? "declined" : "none");
    if (chat.asked) chat.asked.code = null;
    chat.asked = null;
  },
  "unlink on the web": async (_, __, person) => {
    expect((await deleteLink(person.account)) !== null).toBe(person.link !== null);
    person.link = null;
  },
  "unlink in the chat": async (world, chat) => {
    const person = linkedTo(world, chat);
    expect(await transaction((tx) => deleteLinkOfPerson(tx, chat.id))).toBe(person !== undefined);
    if (person) person.link = null;
  },
};

async function newWorld(): Promise<World> {
  const newChat = async (): Promise<Chat> => {
    const { id } = await db().whatsappUser.create({
      data: { bsuid: `US.${randomInt(1e12)}` },
      select: { id: true },
    });
    return { id, token: null, oldToken: null, pending: null, asked: null };
  };
  const newPerson = async (): Promise<Person> => ({ account: await createAccount(), link: null, code: null });
  return {
    chats: [await newChat(), await newChat()],
    people: [await newPerson(), await newPerson()],
    linksMade: 0,
  };
}

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
