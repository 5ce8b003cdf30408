/**
 * How much of a text is ever looked at for words, in UTF-16 units: more than the longest command, and little enough that
 * reading it costs nothing, whatever it is made of.
 */
const BEGINNING = 256;

/** What a person said, as commands are compared. */
export interface Words {
  /** The first line, without the marks around it. */
  line: string;
  /** The first sentence of it, likewise; nothing where it asks something. */
  sentence: string;
}

const BREAK = /[\n\v\f\r\u0085\u2028\u2029]/u;
const SPACE = /[\t\p{Zs}]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFFD\u0640]/u;
const PICTURE = /[\p{Extended_Pictographic}--\p{P}]/v;
/** What stands for a picture, which NFKC might make letters of. */
const SOME_PICTURE = "●";
const PICTURES = /\p{So}/gu;
const KEYCAP = /[\d#*]\u20E3/gu;
/** Accents and the like that stand by themselves and belong to no script, such as a line through each letter. */
const LOOSE_MARK = /[\p{M}&&\p{Script=Inherited}]/gv;
const AROUND = /[\p{P}\p{S}\p{M}\p{Z}\p{C}]/u;
const INNER_SPACE = /\s+/gu;
const APOSTROPHE = /[’ʼ´`]/gu;
const DASH = /[\p{Pd}\u2212]/gu;
/**
 * What ends a sentence in one script or another, a picture and a semicolon included; a full stop not where it stands
 * inside of an address or a number.
 */
const SENTENCE_END =
  /[[\p{Sentence_Terminal}--[.]]\p{So};\u061B\u0F0D-\u0F12\u1364\u204F\u2E35\uA6F6]|\.(?![\p{Ll}\p{Nd}])/v;
const QUESTION = /[?\u061F\u1367\u1945\u203D\u2CFA\u2CFB\u2E2E\u2E54\uA60F\uA6F7\u{11143}]/u;
const QUESTION_PICTURE = /[❓❔]/u;
const GREEK = /\p{Script=Greek}/u;
const MARKS = /^[^\p{L}\p{N}]*/u;

/**
 * The beginning of a text as commands are compared: first line only, one spelling for what looks alike, and around it
 * neither punctuation nor symbols, emoji, marks or spaces, whatever their script.
 */
export function readWords(text: string): Words {
  const beginning = plain(text.slice(0, BEGINNING)).normalize("NFKC").slice(0, BEGINNING);
  const [firstLine = ""] = trimStart(beginning).split("\n", 1);
  const [sentence = ""] = firstLine.split(SENTENCE_END, 1);
  const isQuestion = asks(sentence, firstLine.slice(sentence.length));
  return { line: fold(firstLine), sentence: isQuestion ? "" : fold(sentence) };
}

/** Whether a sentence ends in a question mark, which is a semicolon in Greek. */
function asks(sentence: string, rest: string): boolean {
  const [marks = ""] = MARKS.exec(rest) ?? [];
  return QUESTION.test(marks) || (marks.includes(";") && GREEK.test(sentence));
}

/** The text without what cannot be seen, and with one and the same for all the pictures in it. */
function plain(beginning: string): string {
  const characters = Array.from(beginning, (character) => {
    if (BREAK.test(character)) return "\n";
    if (SPACE.test(character)) return " ";
    if (UNSEEN.test(character)) return "";
    if (QUESTION_PICTURE.test(character)) return "?";
    return PICTURE.test(character) || isSpeltOut(character) ? SOME_PICTURE : character;
  }).join("");
  return /\p{L}/u.test(characters) ? characters.replaceAll(KEYCAP, SOME_PICTURE) : characters;
}

/** Whether a symbol stands for several letters, such as ™. */
function isSpeltOut(character: string): boolean {
  return /\p{S}/u.test(character) && Array.from(character.normalize("NFKC")).length > 1;
}

/** One spelling of a line: small letters (Turkish ones, too), one kind of dash, one space where there are several. */
function fold(line: string): string {
  const letters = line.toLowerCase().replaceAll(LOOSE_MARK, "").replaceAll("ı", "i");
  return trim(letters)
    .replaceAll(PICTURES, " ")
    .replaceAll(DASH, "-")
    .replaceAll(APOSTROPHE, "'")
    .replaceAll(INNER_SPACE, " ");
}

/** A line without accents and other marks that belong to no script. */
export function withoutAccents(line: string): string {
  return line.normalize("NFD").replaceAll(LOOSE_MARK, "").replaceAll("đ", "d").normalize("NFC");
}

/** A line without the spaces and marks around it. */
export function trim(line: string): string {
  return trimEnd(trimStart(line));
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
