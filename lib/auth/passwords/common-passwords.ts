import { DEMO_PASSWORD } from "../../settings/demo-accounts.ts";

/** What is close to a person, and so among the first guesses. */
interface Person {
  email: string;
  name: string;
}

/** The shortest password that may be set, in characters. */
export const SHORTEST_PASSWORD = 8;

/** Letters that are written as digits and signs, as everybody does who must have some in a password. */
const WRITTEN_AS: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Words that stand on every page of ours. */
const OURS = ["yeebitz", "whatsapp", "yeebitzconnect"];

/** What may stand around a guessable word without making it harder to guess: a year, an exclamation mark. */
const MOST_AROUND = 6;

let list: Promise<Set<string>> | undefined;

/** The passwords that break-ins into other systems have shown to be the most common; some 49,000, loaded when first needed. */
function commonPasswords(): Promise<Set<string>> {
  list ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"].map(String)),
  );
  return list;
}

/**
 * Whether a password is among the first guesses: a common one, the person's own name or address, this product's, a pattern,
 * or one of these dressed up or repeated.
 */
export async function isCommonPassword(password: string, person: Person): Promise<boolean> {
  const common = await commonPasswords();
  const near = new Set([...OURS, ...ownWords(person)]);
  return shapesOf(plain(password))
    .map(unitOf)
    .some((shape) => common.has(shape) || near.has(shape) || isPattern(shape));
}

/** Why a password cannot be set, in words; null where it can. */
export async function faultOfPassword(password: string, person: Person): Promise<string | null> {
  if ([...password].length < SHORTEST_PASSWORD)
    return `The password is shorter than ${SHORTEST_PASSWORD} characters.`;
  if (plain(password) === DEMO_PASSWORD || (await isCommonPassword(password, person)))
    return "The password is one of the first that anybody would try. Please choose another one.";
  return null;
}

/** In small letters without accents, however it was typed. */
const plain = (text: string) =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").normalize("NFC").trim().toLowerCase();

function ownWords({ email, name }: Person): string[] {
  const texts = [email, email.split("@")[0] ?? "", name, ...name.split(/\s+/)].map(plain);
  const parts = texts.flatMap((text) => text.split(BETWEEN));
  return [...texts, ...texts.map(joined), ...parts].filter((word) => word !== "");
}

/** What people put between words. */
const BETWEEN = /[\s@.,+_-]+/g;

const joined = (text: string) => text.replaceAll(BETWEEN, "");

/** What a text repeats, or the whole where it repeats nothing. */
function unitOf(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

/** Two letters in turn, or each the next of the alphabet. */
function isPattern(text: string): boolean {
  const steps = [...text].slice(1).map((letter, at) => (letter.codePointAt(0) ?? 0) - text.charCodeAt(at));
  return new Set(text).size < 3 || (Math.abs(steps[0] ?? 0) === 1 && new Set(steps).size === 1);
}

/** A password and what it is made from: without what stands around its word and between, and with letters for digits. */
function shapesOf(password: string): string[] {
  const bare = [password, bareOf(password)];
  const shapes = [...bare, ...bare.map(lettersOf), bareOf(lettersOf(password))];
  return [...shapes, ...shapes.map(joined)].filter((shape) => shape !== "");
}

function lettersOf(text: string): string {
  return [...text].map((letter) => WRITTEN_AS[letter] ?? letter).join("");
}

function bareOf(text: string): string {
  const letters = [...text];
  const isLetter = (letter: string) => /\p{L}/u.test(letter);
  const [first, last] = [letters.findIndex(isLetter), letters.findLastIndex(isLetter)];
  const around = first + letters.length - 1 - last;
  return first < 0 || around > MOST_AROUND ? "" : letters.slice(first, last + 1).join("");
}
