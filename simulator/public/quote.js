import { make } from "./dom.js";
import { makeIcon } from "./icons.js";
import { renderText } from "./rich-text.js";

const LONGEST_QUOTE = 300;

/** What a medium is called. */
export const MEDIA = {
  image: "Photo",
  audio: "Voice message · 0:07",
  video: "Video",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact",
};

/** A message as it stands in the reply that quotes it: who wrote it, and how it begins, formatted as it is itself. */
export function makeQuote({ author, bubble }, businessName) {
  const begin = (bubble.text || bubble.header || "").slice(0, LONGEST_QUOTE).toWellFormed();
  const words = bubble.media && !begin ? MEDIA[bubble.media] : renderText(begin, { isLinked: false });
  return make(
    "span",
    { class: `quote of-${author}` },
    make("strong", { class: "quote-name" }, author === "student" ? "You" : businessName),
    make("span", { class: "quote-words" }, bubble.media ? makeIcon(bubble.media) : null, ...[words].flat()),
  );
}
