import { type ChatMessage, summarize } from "./chat.ts";
import { createEvents, type Events } from "./events.ts";
import { type Faults, NO_FAULTS } from "./faults.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { OutboxMessage } from "./outbox.ts";
import { type Phone, type PhoneBook, seedPhones, showPhone } from "./phones.ts";
import { GOOD_SET_UP, type SetUp } from "./set-up.ts";
import type { Settings } from "./settings.ts";

/** Everything that one running simulator knows. */
export type World = {
  settings: Settings;
  phones: PhoneBook;
  faults: Faults;
  setUp: SetUp;
  events: Events;
  journal: Journal;
  outbox: Map<string, OutboxMessage>;
  /** The phone of every inbound message id. */
  writers: Map<string, string>;
  turns: Map<string, Promise<unknown>>;
  heldUntilOnline: Map<string, (() => void)[]>;
  releases: Set<() => void>;
  wakes: Set<() => void>;
  closing: AbortController;
  /** Aborted at a reset: what was under way then is forgotten. */
  era: AbortController;
  /** The scenario that was chosen last, and when it ends by itself. */
  played: { name: string; endsAt: number | null } | null;
  onChange: () => void;
};

/** A world with the seeded phones and no faults. */
export function createWorld(settings: Settings): World {
  const events = createEvents();
  return {
    settings,
    phones: seedPhones(),
    faults: { ...NO_FAULTS },
    setUp: GOOD_SET_UP,
    events,
    journal: createJournal(events),
    outbox: new Map(),
    writers: new Map(),
    turns: new Map(),
    heldUntilOnline: new Map(),
    releases: new Set(),
    wakes: new Set(),
    closing: new AbortController(),
    era: new AbortController(),
    played: null,
    onChange: () => undefined,
  };
}

/** Has the set-up at this Meta be another one, and tells every open page. */
export function replaceSetUp(world: World, setUp: SetUp): SetUp {
  world.setUp = setUp;
  world.events.publish("set-up", setUp);
  return setUp;
}

/** Has other things go wrong, and tells every open page; what was held back goes out where it no longer is. */
export function replaceFaults(world: World, faults: Faults): Faults {
  world.faults = faults;
  if (!faults.holdResponses) for (const release of world.releases) release();
  world.events.publish("faults", faults);
  return faults;
}

/** Runs one piece of work after the earlier ones with the same key, so that order is kept. */
export function takeTurn(world: World, key: string, work: () => Promise<unknown>): void {
  const turn = (world.turns.get(key) ?? Promise.resolve()).then(work);
  world.turns.set(key, turn);
  void turn.finally(() => {
    if (world.turns.get(key) === turn) world.turns.delete(key);
  });
}

/** Whether this is still one of the phones, and was neither removed nor reset. */
export function isThere({ phones }: World, phone: Phone): boolean {
  return phones.byId.get(phone.id) === phone;
}

/** Tells every open page and the disk that a phone is not what it was. */
export function phoneChanged(world: World, phone: Phone): void {
  if (!isThere(world, phone)) return;
  world.events.publish("phone", showPhone(phone));
  world.onChange();
}

/** Tells every open page and the disk about a new or changed message. */
export function messageChanged(world: World, phone: Phone, message: ChatMessage): void {
  if (!isThere(world, phone)) return;
  world.events.publish("message", { phoneId: phone.id, message, preview: summarize(message.bubble) });
  phoneChanged(world, phone);
}

/** Takes a phone out of the book, and tells every open page and the disk. */
export function removePhone(world: World, phone: Phone): void {
  const { byId, byNumber, byBsuid } = world.phones;
  byId.delete(phone.id);
  byBsuid.delete(phone.bsuid);
  if (phone.phone) byNumber.delete(phone.phone.slice(1));
  world.events.publish("phone-gone", { id: phone.id });
  world.onChange();
}

/** Has everything be as in the beginning: phones, faults, set-up and records. */
export function resetWorld(world: World): void {
  world.era.abort();
  world.era = new AbortController();
  world.phones = seedPhones();
  world.outbox.clear();
  world.writers.clear();
  world.heldUntilOnline.clear();
  world.journal.clear();
  world.played = null;
  replaceFaults(world, { ...NO_FAULTS });
  replaceSetUp(world, GOOD_SET_UP);
  world.events.publish("reset", {});
  world.onChange();
}

/** Lets something happen now, or as soon as the phone is on line again. */
export function whenOnline(world: World, phone: Phone, act: () => void): void {
  if (phone.online) act();
  else world.heldUntilOnline.set(phone.id, [...(world.heldUntilOnline.get(phone.id) ?? []), act]);
}

/** Switches airplane mode; what waited for the network happens in its order. */
export function setOnline(world: World, phone: Phone, online: boolean): void {
  phone.online = online;
  if (!online) return;
  const held = world.heldUntilOnline.get(phone.id) ?? [];
  world.heldUntilOnline.delete(phone.id);
  for (const act of held) act();
}
