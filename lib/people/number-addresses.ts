/** A number that stands in an address, and whether it always stands there with its country code. */
interface AddressedNumber {
  /** As it is written there; empty where the address holds none. */
  number: string;
  isInternational: boolean;
}

const NONE: AddressedNumber = { number: "", isInternational: false };

/** Addresses that open a chat: WhatsApp's own (on Android also as an intent), and those of other messengers that name a number. */
const CHAT =
  /^(?:(?:https?:\/\/)?(?:(?:www|api|web)\.)?(?:wa\.me|whatsapp\.com)(?::\d{1,5})?\/+|whatsapp:\/\/|intent:\/\/(?=send)|viber:\/\/(?=(?:add|chat|contact)\b)|(?:https?:\/\/)?signal\.me\/#p\/(?=\+|%2b)|(?:https?:\/\/)?t\.me\/(?=\+\d|%2b\d))/i;

/** What stands in a chat's address before the number, without being one. */
const PLACES = new Map([
  ["send", 1],
  ["c", 1],
  ["p", 2],
]);

/** How WhatsApp's programs name a person by their number, with the number of a device behind it; `@lid` is none. */
const JID = /^\+?(\d{5,20})(?:[.:]\d{1,3}){0,2}@(?:s\.whatsapp\.net|c\.us)$/i;

/** What calls or writes to a number (RFC 3966, RFC 5724, and what telephones make of them). */
const CALL =
  /^(?:tel|callto|sms|smsto|mms|mmsto|skype|facetime|facetime-audio|whatsapp|sips?):(?:\/\/)?(?=\S)/i;

/** An extension is no part of a number to which anybody could write. */
const EXTENSION = /^(?:ext|isub|postd)\b/i;

/** The number in an address that somebody pasted; null where it is no address. Linear. */
export function readNumberAddress(pasted: string): AddressedNumber | null {
  const jid = JID.exec(pasted.trimEnd());
  if (jid) return { number: jid[1] ?? "", isInternational: true };
  if (CHAT.test(pasted)) return readChat(pasted.replace(CHAT, ""));
  return CALL.test(pasted) ? readCall(pasted.replace(CALL, ""), /^sip/i.test(pasted)) : null;
}

function readChat(rest: string): AddressedNumber {
  const [address = "", query = ""] = rest.split(/[#|>]/, 1)[0]?.split("?", 2) ?? [];
  const parameter = query.split("&").find((part) => /^(?:phone|number)=/i.test(part));
  const parts = address.split("/").filter((part) => part !== "");
  const place = parts[PLACES.get(parts[0]?.toLowerCase() ?? "") ?? 0];
  // A + that is not the first sign of a parameter is a space in it.
  const given = parameter?.slice(parameter.indexOf("=") + 1).replace(/(?!^)\+/g, " ");
  const number = decode(given ?? place ?? "");
  return number === null ? NONE : { number, isInternational: true };
}

function readCall(rest: string, isSip: boolean): AddressedNumber {
  const [target = ""] = rest.split(/[?#|>]/, 1);
  const [given = "", ...parameters] = target.split(";");
  const [user = "", host] = given.split("@", 2);
  const number = decode(user);
  // A number that is local to somewhere is not completed by guessing.
  const isLocal =
    parameters.some((parameter) => /^phone-context=/i.test(parameter)) && !/^ *\+/.test(number ?? "");
  const isOdd = number === null || isLocal || parameters.some((parameter) => EXTENSION.test(parameter));
  if (isOdd || (host !== undefined) !== isSip) return NONE;
  return { number, isInternational: false };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
