import { stripVTControlCharacters } from "node:util";

/** Everything but newline and tab that steers a terminal, or turns the direction in which it writes. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** A text as a terminal may get it, whoever wrote it: Meta, another company's program, another app. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(STEERING, "");
}
