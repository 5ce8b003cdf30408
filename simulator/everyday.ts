import { randomInt } from "node:crypto";
import type { Faults } from "./faults.ts";
import { pause } from "./pause.ts";
import { createPhone, findByNumber, type NewPhone, type Phone } from "./phones.ts";
import { timestampOf } from "./webhooks/envelope.ts";
import { sendFromPhone } from "./webhooks/inbound.ts";
import { isThere, phoneChanged, type World } from "./world.ts";

/** Something that happens between people and Meta: what goes wrong at Meta, and whose phone it is about. */
type Everyday = {
  name: string;
  /** What should happen then. */
  outcome: string;
  faults?: Partial<Faults>;
  /** After so long it is over by itself. */
  forSeconds?: number;
  act?: (world: World) => Phone;
};

const DAY_AND_AN_HOUR_MILLISECONDS = 25 * 60 * 60 * 1000;
const WRITER_TEXTS = ["hi", "hello?", "are you there?", "link", "I want to link", "status", "please", "hm"];
const WRITER_COUNT = 40;
const WRITER_PAUSE_MILLISECONDS = 500;

function addPhone(world: World, fields: NewPhone): Phone {
  const phone = createPhone(world.phones, fields);
  phoneChanged(world, phone);
  return phone;
}

/** A number that nobody here has: to us its owner is new. */
function freshNumber(world: World): string {
  const digits = `1555011${randomInt(1000, 10_000)}`;
  return findByNumber(world.phones, digits) ? freshNumber(world) : `+${digits}`;
}

function write(world: World, phone: Phone, body: string, timestamp?: string): void {
  sendFromPhone(world, phone, {
    message: { type: "text", text: { body } },
    ...(timestamp ? { timestamp } : {}),
  });
}

async function keepWriting(world: World, phone: Phone): Promise<void> {
  for (let sent = 0; sent < WRITER_COUNT && isThere(world, phone); sent += 1) {
    write(world, phone, WRITER_TEXTS[sent % WRITER_TEXTS.length] ?? "hi");
    if (!(await pause(WRITER_PAUSE_MILLISECONDS, world.closing.signal))) return;
  }
}

/** A number that WhatsApp doesn't know; whoever sends to it learns so only afterwards. */
function addWrongNumber(world: World): Phone {
  const known = world.phones.byId.get("wrong-number");
  const fields = { id: "wrong-number", name: "Wrong number", phone: "+15550100404" };
  return known ?? addPhone(world, { ...fields, isOnWhatsApp: false, presumedSince: Date.now() });
}

function addUsername(world: World): Phone {
  const known = world.phones.byId.get("aiko");
  const fields = { id: "aiko", name: "Aiko Tanaka", phone: null, username: "@aiko.tanaka" };
  const phone = known ?? addPhone(world, { ...fields, bsuid: "JP.10203040506070803" });
  write(world, phone, "hi");
  return phone;
}

function addSilent(world: World): Phone {
  const phone = addPhone(world, { name: "Yusuf Demir", phone: freshNumber(world) });
  const writtenAt = Date.now() - DAY_AND_AN_HOUR_MILLISECONDS;
  write(world, phone, "Thanks, see you tomorrow!", timestampOf(writtenAt));
  for (const message of phone.messages) message.at = writtenAt;
  return phone;
}

function addWriter(world: World): Phone {
  const phone = addPhone(world, { name: "Carla Rossi", phone: freshNumber(world) });
  void keepWriting(world, phone);
  return phone;
}

/** What can happen on any day, each in words with what should come of it. */
export const EVERYDAY: readonly Everyday[] = [
  {
    name: "This number is not on WhatsApp",
    outcome:
      "Write to +15550100404 from the console. Meta accepts the message, then reports that it can’t be delivered, and the console shows why.",
    act: addWrongNumber,
  },
  {
    name: "Meta is down for a minute",
    outcome:
      "Send hi from a phone. No reply comes at first. Once Meta is back, it arrives on its own, and only once.",
    faults: { outage: true },
    forSeconds: 60,
  },
  {
    name: "The token expired",
    outcome:
      "Send hi from a phone. No reply comes, and the console warns staff. Choose “Back to normal”, and the reply arrives within seconds.",
    faults: { tokenExpired: true },
  },
  {
    name: "A student with a username and no number",
    outcome:
      "Aiko says hi and gets a reply like everyone else. She can link, and the console shows her username instead of a number.",
    act: addUsername,
  },
  {
    name: "The 24-hour window is closed",
    outcome: "Yusuf last wrote yesterday. The console says “Templates only” for him until he writes again.",
    act: addSilent,
  },
  {
    name: "A person who writes and writes",
    outcome:
      "Carla sends 40 messages in 20 seconds. The bot answers in order: ten at once, then one every 6 seconds, as WhatsApp allows. Nobody else has to wait.",
    act: addWriter,
  },
];
