/** Letters and signs of no shape of their own: Hangul's fillers, Braille's empty cell, marks with nothing to stand on. */
const UNSEEN = /[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether anything of a text can be seen: at least one character that is no space, mark or invisible sign. */
export function isSeen(text: string): boolean {
  for (const character of text) if (!UNSEEN.test(character)) return true;
  return false;
}
