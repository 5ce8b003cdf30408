import { randomInt } from "node:crypto";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "./accounts.ts";

/** A chat, and what it could still link with: the newest token, the account whose digits it may send, the one it was asked about. */
export interface Chat {
  id: string;
  token: string | null;
  oldToken: string | null;
  pending: { by: Person; triesLeft: number } | null;
  asked: Person | null;
}

/** An account, the chat that it is linked to, and the code that it may still give away. */
export interface Person {
  account: Account;
  link: Chat | null;
  code: string | null;
}

/** Two chats and two accounts, and how many links there should have been so far. */
export interface World {
  chats: Chat[];
  people: Person[];
  linksMade: number;
}

/** Whose link a chat is, if anybody's. */
export const linkedTo = ({ people }: World, chat: Chat) => people.find(({ link }) => link === chat);

/** Whatever was under way for a chat is over. */
export function forgetChat(chat: Chat): void {
  if (chat.asked) chat.asked.code = null;
  Object.assign(chat, { token: null, pending: null, asked: null });
}

/** Whatever was under way for an account is over. */
export function forgetPerson({ chats }: World, person: Person): void {
  person.code = null;
  for (const chat of chats) {
    if (chat.pending?.by === person) chat.pending = null;
    if (chat.asked === person) chat.asked = null;
  }
}

/** They are linked now, and whatever else was under way for either is over. */
export function join(world: World, chat: Chat, person: Person): void {
  forgetChat(chat);
  forgetPerson(world, person);
  person.link = chat;
  world.linksMade += 1;
}

/** Two chats and two accounts that know nothing of one another. */
export async function newWorld(): Promise<World> {
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
