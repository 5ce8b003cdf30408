import parsePhoneNumber from "libphonenumber-js";
import { readNumberAddress } from "./number-addresses.ts";

/** A number as somebody wrote it: its digits, and whether they begin with a country code for sure. */
interface WrittenNumber {
  digits: string;
  isInternational: boolean;
  /** The digits without a trunk zero in brackets, such as that of `+49 (0)151`; null where there is none. */
  withoutTrunk: string | null;
  /** Whether its marks may tell of more than this one number: of two that end differently, or of what is none of its digits. */
  isDoubtful: boolean;
  /** Whether it is written in a way that only a valid number is believed. */
  isOdd: boolean;
}

/** What is longer is no number, however it is written; nothing of it is looked at. */
const LONGEST_NUMBER = 64;

/** What is longer is no address that holds a number, often with the first words of a chat behind it. */
export const LONGEST_ADDRESS = 1000;

const LABEL =
  /^(?:phone|tel|telephone|telefon|telefono|mobile|mobil|movil|cell|cel|celular|handy|number|whatsapp|wa|chat|sms|jid)(?: ?(?:no|nr|number))?\.?:|^(?:item\d{1,2}\.)?tel(?:;[^:;]{1,40}){1,5}:/i;
const SIGNS = /^[☎✆📞📱]+/u;
const [OPENING, CLOSING] = [/^[\s"'“”„‘’‚«»‹›<`]+/, /[\s"'“”‘’«»‹›>`,;!]+$/];

/** Reads what may be a number, however it was typed or pasted; null for what is none. Linear, and short by its bounds. */
export function readWrittenNumber(written: string): WrittenNumber | null {
  if (written.length > LONGEST_ADDRESS) return null;
  const visible = toPlain(written);
  if (visible.length > LONGEST_ADDRESS) return null;
  const { text, isInternational } = unwrap(visible);
  if (text.length > LONGEST_NUMBER || !/^[+\d]?[\d ()[\]./·•~-]*$/.test(text.replace(/^[([ ]+/, "")))
    return null;
  const isPlus = /^[([ ]*\+/.test(text);
  const trunk = /[([] *0 *[)\]]/.exec(text);
  const digits = text.replaceAll(/\D/g, "");
  const isDoubleZero = !isPlus && digits.startsWith("00");
  if (digits === "" || digits.length > LONGEST_NUMBER) return null;
  const start = isDoubleZero ? 2 : 0;
  return {
    digits: digits.slice(start),
    isInternational: isInternational || isPlus || isDoubleZero,
    withoutTrunk: trunk ? text.replace(trunk[0], "").replaceAll(/\D/g, "").slice(start) : null,
    isDoubtful: ALTERNATIVE.test(text) || endsBefore(text),
    isOdd: ODD_MARK.test(text),
  };
}

/** A slash, or a single point: not how groups of digits are parted throughout. */
const ODD_MARK = /[/~]|^[^.·•]*[.·•][^.·•]*$/;

/** What has fewer digits is no whole number with a country code. */
const FEWEST_DIGITS = 9;

/** A few digits behind a slash, as in `1234567/89`, are the end of another number. */
const ALTERNATIVE = /\d[^\d/~]*[/~]\D*(?:\d\D*){1,4}$/;

/** Whether a whole number stands before a mark that parts no other groups, such as the point of `4915123456789.0`. */
function endsBefore(text: string): boolean {
  if (/\d\D*\.0+$/.test(text) && text.replaceAll(/[^.]/g, "") === ".") return true;
  const marks = [...text.matchAll(/[./·•~](?=.*\d)/g)];
  return marks.some(({ 0: mark, index }) => {
    const isAlone = mark === "/" || mark === "~" || text.split(mark).length === 2;
    const digits = text.slice(0, index).replaceAll(/\D/g, "").replace(/^00/, "");
    return isAlone && digits.length >= FEWEST_DIGITS && parsePhoneNumber(`+${digits}`)?.isValid() === true;
  });
}

/** A number with its country code in E.164; null for what is none, or has none. It is not "corrected" to another spelling. */
export function readPhoneNumber(written: string): string | null {
  const number = readWrittenNumber(written);
  return number && toInternational(number);
}

/** A number that was read, in E.164; null where it has no country code, may be another one, or no such number can exist. */
export function toInternational(written: WrittenNumber): string | null {
  const { digits, withoutTrunk, isOdd } = written;
  if (!written.isInternational || written.isDoubtful) return null;
  const readings = [digits, withoutTrunk, withoutMobilePrefix(digits)].flatMap((reading) => {
    const number = reading && !reading.startsWith("0") ? parsePhoneNumber(`+${reading}`) : undefined;
    return number && isPossible(number) ? [number] : [];
  });
  const believed = readings.find((number) => !isOdd || WHATSAPPS_OWN.test(number.number));
  return (readings.find((number) => number.isValid()) ?? believed)?.number ?? null;
}

/** A phone number that its owner recognises and nobody else can call: `+1•••67`. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 2)}•••${phone.slice(-2)}`;
}

type Parsed = NonNullable<ReturnType<typeof parsePhoneNumber>>;

/** How WhatsApp still names many numbers: of Mexico with a 1 that the network has given up, of Benin without its 01. */
const WHATSAPPS_OWN = /^\+(?:521\d{10}|229\d{8})$/;

function isPossible(number: Parsed): boolean {
  return number.isPossible() || WHATSAPPS_OWN.test(number.number);
}

/** Argentinian numbers are also written with both of the marks of a mobile, 9 and 15. */
function withoutMobilePrefix(digits: string): string | null {
  return /^549\d{12}$/.test(digits) ? `54${digits.slice(3)}` : null;
}

/** How many names and addresses may stand around a number, such as `WhatsApp: <tel:…>`. */
const MOST_WRAPPINGS = 3;

/** Without what stands around a number: its name, quotes, brackets, the address that it is in. */
function unwrap(written: string): { text: string; isInternational: boolean } {
  let text = written;
  let isInternational = false;
  for (let wrappings = 0; wrappings < MOST_WRAPPINGS; wrappings++) {
    text = [OPENING, SIGNS, OPENING, /^[([{]+(?=[a-z])/i].reduce(
      (rest, part) => rest.replace(part, ""),
      text,
    );
    const addressed = readNumberAddress(text);
    isInternational ||= addressed?.isInternational ?? false;
    text = addressed ? toPlain(addressed.number) : text.replace(LABEL, "");
  }
  // What is this long is no number, and its end need not be looked for.
  const end = text.length > 2 * LONGEST_NUMBER ? text : text.replace(CLOSING, "");
  return { text: end.replace(OPENING, ""), isInternational };
}

/** Only what is seen: no marks or invisible characters, any dash as -, any space as a space, any digit as 0 to 9. */
function toPlain(text: string): string {
  return text
    .normalize("NFKC")
    .normalize("NFD")
    .replaceAll(/[\p{Cf}\p{M}]/gu, "")
    .replaceAll(/[\p{Pd}\u2212\u2043\u02D7]/gu, "-")
    .replaceAll(/[\s\u2800\u3164\u115F\u1160]/gu, " ")
    .replaceAll("➕", "+")
    .replaceAll(/\p{Nd}/gu, toAsciiDigit)
    .trim();
}

/** Digits stand in Unicode as ten in a row, zero first. */
function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
