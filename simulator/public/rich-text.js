import { make } from "./dom.js";
import { parseFormatting } from "./text-format.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", mono: "pre", code: "code", quote: "blockquote" };

function render(parts, isLinked) {
  return parts.map((part) => {
    if (part.kind === "plain" || (part.kind === "link" && !isLinked)) return part.text;
    if (part.kind !== "link")
      return make(TAGS[part.kind], {}, ...(part.parts ? render(part.parts, isLinked) : [part.text]));
    return make("a", { href: part.text, target: "_blank", rel: "noopener" }, part.text);
  });
}

/** A text as WhatsApp shows it; where it may not be tapped in its parts, without links. */
export function renderText(text, { isLinked = true } = {}) {
  return render(parseFormatting(text), isLinked);
}
