import type { ChatMessage } from "./chat.ts";
import { newBsuid, newLocalId } from "./ids.ts";
import { spellingsOf } from "./spellings.ts";
import type { Blanks } from "./webhooks/blanks.ts";

const KEPT_MESSAGES = 1000;
const WINDOW_MILLISECONDS = 24 * 60 * 60 * 1000;

export type Phone = {
  id: string;
  name: string;
  phone: string | null;
  bsuid: string;
  username: string | null;
  /** Whether webhooks tell its number and its BSUID; what they do not tell travels as `blanks` says. */
  sharesNumber: boolean;
  sharesUserId: boolean;
  blanks: Blanks;
  online: boolean;
  autoRead: boolean;
  readReceipts: boolean;
  /** When the person last wrote from here; null for one who has not, and 0 after the window was closed by hand. */
  lastInboundAt: number | null;
  /** Since when a person of whom it is not known whether they ever wrote gets the benefit of the doubt. */
  presumedSince: number | null;
  /** Whether WhatsApp knows this number; what is sent to another one fails. */
  isOnWhatsApp: boolean;
  typingUntil: number;
  messages: ChatMessage[];
};

export type NewPhone = Partial<Phone> & Pick<Phone, "name" | "phone">;

export type PhoneBook = {
  byId: Map<string, Phone>;
  byNumber: Map<string, Phone>;
  byBsuid: Map<string, Phone>;
};

/** The digits of a phone number as it was typed, or null when it cannot be one. */
export function parseNumber(text: string): string | null {
  const digits = text.replace(/[+\-() .]/g, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

/** Puts a phone into the book; its number and BSUID find it from then on. */
function registerPhone(book: PhoneBook, phone: Phone): Phone {
  book.byId.set(phone.id, phone);
  book.byBsuid.set(phone.bsuid, phone);
  if (phone.phone) book.byNumber.set(phone.phone.slice(1), phone);
  return phone;
}

/** The phone that a number reaches, whichever of its spellings is given. */
export function findByNumber(book: PhoneBook, digits: string): Phone | undefined {
  const spellings = [digits, ...spellingsOf(digits)];
  return spellings.map((spelling) => book.byNumber.get(spelling)).find((phone) => phone !== undefined);
}

/** Makes a phone that nobody has written from yet. */
export function createPhone(book: PhoneBook, fields: NewPhone): Phone {
  return registerPhone(book, {
    id: newLocalId(),
    bsuid: newBsuid(),
    username: null,
    sharesNumber: true,
    sharesUserId: true,
    blanks: "absent",
    online: true,
    autoRead: false,
    readReceipts: true,
    lastInboundAt: null,
    presumedSince: null,
    isOnWhatsApp: true,
    typingUntil: 0,
    messages: [],
    ...fields,
  });
}

/** A book without phones. */
export function createPhoneBook(): PhoneBook {
  return { byId: new Map(), byNumber: new Map(), byBsuid: new Map() };
}

/** The phones that a fresh simulator has: those of the demo's students. They may have written before it began. */
export function seedPhones(): PhoneBook {
  const book = createPhoneBook();
  const seeds: NewPhone[] = [
    { id: "john", name: "John Smith", phone: "+15551234567", bsuid: "US.10203040506070801" },
    { id: "mei", name: "Mei Chen", phone: "+15559876543", bsuid: "US.10203040506070802" },
  ];
  for (const seed of seeds) createPhone(book, { ...seed, presumedSince: Date.now() });
  return book;
}

/** Adds a message to a chat, which keeps its newest thousand. */
export function addToChat(phone: Phone, message: ChatMessage): void {
  phone.messages.push(message);
  if (phone.messages.length > KEPT_MESSAGES) phone.messages.shift();
}

/** When the 24-hour window that began then closes (milliseconds); null when it is closed. */
function closingOf(since: number | null, now: number): number | null {
  if (since === null) return null;
  const closesAt = since + WINDOW_MILLISECONDS;
  return closesAt > now ? closesAt : null;
}

/** When this phone's 24-hour window closes, by what it wrote or is presumed to have written; null when it is closed. */
export function windowClosesAt({ lastInboundAt, presumedSince }: Phone, now = Date.now()): number | null {
  return closingOf(lastInboundAt ?? presumedSince, now);
}

/** A phone as the page and the tests see it. */
export function showPhone(phone: Phone) {
  const { messages, ...fields } = phone;
  const arrived = messages.filter((message) => message.author === "student" || message.state !== "sent");
  return {
    ...fields,
    // The business only knows of what was written.
    windowClosesAt: closingOf(phone.lastInboundAt, Date.now()),
    unread: arrived.filter((message) => message.author === "business" && message.state === "delivered")
      .length,
    messageCount: arrived.length,
  };
}
