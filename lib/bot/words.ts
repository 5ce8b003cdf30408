/**
 * How much of a text is ever looked at for words, in UTF-16 units: more than the longest command, and little enough that
 * reading it costs nothing, whatever it is made of.
 */
const BEGINNING = 256;

/** What a person said, as commands are compared. */
export interface Words {
  /** The first line, without the marks around it. */
  line: string;
  /** The first sentence of it, likewise. */
  sentence: string;
}

const BREAK = /[\n\v\f\r\u0085\u2028\u2029]/u;
const SPACE = /[\t\p{Zs}]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFFD\u0640]/u;
const PICTURE = /[\p{Extended_Pictographic}--\p{P}]/v;
const KEYCAP = /[\d#*]\u20E3/gu;
/** Accents and the like that stand by themselves and belong to no script, such as a line through each letter. */
const LOOSE_MARK = /[\p{M}&&\p{Script=Inherited}]/gv;
const AROUND = /[\p{P}\p{S}\p{M}\p{Z}\p{C}]/u;
const INNER_SPACE = /\s+/gu;
const APOSTROPHE = /[’ʼ´`]/gu;
const DASH = /[\p{Pd}\u2212]/gu;
/** What ends a sentence in one script or another; a full stop not where it stands inside of an address or a number. */
const SENTENCE_END =
  /[!?;\u0589\u061D-\u061F\u06D4\u0700-\u0702\u07F9\u0837\u0839\u083D\u083E\u0964\u0965\u104A\u104B\u1362\u1367\u1368\u166E\u17D4\u17D5\u1803\u1809\u1944\u1945\u1C3B\u1C3C\u1C7E\u1C7F\u203D\u2E2E\u2E53\u2E54\u3002\uA4FF\uA60E\uA60F\uA876\uA877\uA8CE\uA8CF]|\.(?![\p{Ll}\p{Nd}])/u;

/**
 * The beginning of a text as commands are compared: first line only, one spelling for what looks alike, and around it
 * neither punctuation nor symbols, emoji, marks or spaces, whatever their script.
 */
export function readWords(text: string): Words {
  const beginning = plain(text.slice(0, BEGINNING)).normalize("NFKC").slice(0, BEGINNING);
  const [firstLine = ""] = trimStart(beginning).split("\n", 1);
  const [sentence = ""] = firstLine.split(SENTENCE_END, 1);
  return { line: fold(firstLine), sentence: fold(sentence) };
}

/** The same text without what cannot be seen, and with spaces for the pictures in it: NFKC would make letters of some. */
function plain(beginning: string): string {
  const characters = Array.from(beginning, (character) => {
    if (BREAK.test(character)) return "\n";
    if (SPACE.test(character)) return " ";
    if (UNSEEN.test(character)) return "";
    return PICTURE.test(character) || isSpeltOut(character) ? " " : character;
  }).join("");
  return /\p{L}/u.test(characters) ? characters.replaceAll(KEYCAP, " ") : characters;
}

/** Whether a symbol stands for several letters, such as ™. */
function isSpeltOut(character: string): boolean {
  return /\p{S}/u.test(character) && Array.from(character.normalize("NFKC")).length > 1;
}

/** One spelling of a line: small letters (Turkish ones, too), one kind of dash, one space where there are several. */
function fold(line: string): string {
  const letters = line.toLowerCase().replaceAll(LOOSE_MARK, "").replaceAll("ı", "i");
  return trimEnd(trimStart(letters))
    .replaceAll(DASH, "-")
    .replaceAll(APOSTROPHE, "'")
    .replaceAll(INNER_SPACE, " ");
}

/** The same without accents and other marks that belong to no script. */
export function withoutAccents(line: string): string {
  return line.normalize("NFD").replaceAll(LOOSE_MARK, "").normalize("NFC");
}

function trimStart(text: string): string {
  let from = 0;
  for (const character of text) {
    if (!AROUND.test(character)) break;
    from += character.length;
  }
  return text.slice(from);
}

function trimEnd(text: string): string {
  const characters = Array.from(text);
  while (AROUND.test(characters.at(-1) ?? "x")) characters.pop();
  return characters.join("");
}
