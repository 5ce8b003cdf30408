import { readFileSync } from "node:fs";

const CALL = /\b(green|yellow|red|unknown)\(\s*(?=["`]|[^,;()"`]*\?\s*["`])/g;
const TEXT = /"([^"\n]*)"|`((?:\$\{(?:`[^`]*`|[^`}])*\}|[^`])*)`/y;
const BLANK = /\$\{(?:`[^`]*`|[^`}])*\}/;

/** What the checks in a file can say, as patterns with their lights; texts that stand in a variable are not among them. */
export function sentencesIn(path: string): { light: string; source: string; says: RegExp }[] {
  const code = readFileSync(path, "utf8");
  return [...code.matchAll(CALL)].flatMap((call) =>
    textsAt(code, call.index + call[0].length).map((source) => ({
      light: call[1] ?? "",
      source,
      says: new RegExp(`^${source.split(BLANK).map(escapeText).join(".*")}$`),
    })),
  );
}

const escapeText = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The text at a place, or both of them where one of two is chosen. */
function textsAt(code: string, place: number): string[] {
  TEXT.lastIndex = code.slice(place).search(/["`]/) + place;
  const [whole = "", plain, template] = TEXT.exec(code) ?? [];
  const end = TEXT.lastIndex;
  const rest = /^\s*:/.test(code.slice(end)) && whole ? textsAt(code, end) : [];
  return [plain ?? template ?? "", ...rest];
}
