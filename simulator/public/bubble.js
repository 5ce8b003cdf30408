import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { makeIcon, makeTick } from "./icons.js";
import { isOnlyEmoji, parseFormatting } from "./text-format.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", mono: "pre", code: "code" };
const LONGEST_SHOWN = 4096;
const STATES = { waiting: "Waiting for the network", sent: "Sent", delivered: "Delivered", read: "Read" };
const MEDIA = {
  image: "Photo",
  audio: "Voice message · 0:07",
  video: "Video",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact",
};

/** The time of day as a chat shows it. */
export function clockTime(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

function renderParts(parts) {
  return parts.map((part) => {
    if (part.kind === "plain") return document.createTextNode(part.text);
    if (part.kind !== "link")
      return make(TAGS[part.kind], {}, ...(part.parts ? renderParts(part.parts) : [part.text]));
    return make("a", { href: part.text, target: "_blank", rel: "noopener" }, part.text);
  });
}

function renderWords(text) {
  if (!text) return null;
  const begin = text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN).toWellFormed() : text;
  const hidden = text.length - begin.length;
  return make(
    "p",
    { class: isOnlyEmoji(begin) ? "words big" : "words" },
    ...renderParts(parseFormatting(begin)),
    hidden > 0 ? make("small", {}, ` … and ${hidden.toLocaleString()} more`) : null,
  );
}

function renderButton(phoneId, message, { kind, title, value, description }, index) {
  const label = [title, description ? make("small", {}, description) : null];
  if (kind === "url") {
    return make(
      "a",
      { class: "tap", href: value, target: "_blank", rel: "noopener" },
      makeIcon("open"),
      ...label,
    );
  }
  if (kind === "call") return make("a", { class: "tap", href: `tel:${value}` }, makeIcon("call"), ...label);
  const tap = () =>
    control("POST", `phones/${phoneId}/tap`, { messageId: message.id, button: index, wait: false }).catch(
      (error) => notify(error.message),
    );
  return make("button", { class: "tap", type: "button", onclick: tap }, makeIcon("reply"), ...label);
}

function renderQuoted(message, chat) {
  const quoted = message.quotedId ? chat.get(message.quotedId) : null;
  if (!quoted) return null;
  return make(
    "p",
    { class: "quoted" },
    quoted.bubble.text || MEDIA[quoted.bubble.media] || quoted.bubble.header || "",
  );
}

function renderReactions({ reactions }) {
  const emoji = [reactions.student, reactions.business].filter(Boolean).join("");
  return emoji
    ? make("span", { class: "reaction", role: "img", "aria-label": `Reaction ${emoji}` }, emoji)
    : null;
}

/**
 * One message as a bubble with its time, ticks and buttons.
 * @param {object} scene the phone's id, the chat (messages by id), the business's name, whether it opens a run
 */
export function renderMessage(message, { phoneId, chat, businessName, isFirst, isFresh }) {
  const { bubble, author, state } = message;
  const mine = author === "student";
  const who = mine ? "You" : businessName;
  const ticks = mine ? [makeTick(state), make("span", { class: "spoken" }, STATES[state])] : [];
  const reaction = renderReactions(message);
  const classes = ["message", author, isFirst && "first", isFresh && "fresh", reaction && "reacted"].filter(
    Boolean,
  );
  const taps = (bubble.buttons ?? []).map((button, index) => renderButton(phoneId, message, button, index));
  return make(
    "article",
    { class: classes.join(" "), "aria-label": `${who}, ${clockTime(message.at)}`, "data-id": message.id },
    make(
      "div",
      { class: "bubble" },
      renderQuoted(message, chat),
      bubble.header ? make("h4", {}, bubble.header) : null,
      bubble.media
        ? make("div", { class: "media" }, makeIcon(bubble.media), MEDIA[bubble.media] ?? "Media")
        : null,
      renderWords(bubble.text),
      bubble.footer ? make("p", { class: "footer" }, bubble.footer) : null,
      make("div", { class: "stamp" }, make("time", {}, clockTime(message.at)), ...ticks),
    ),
    taps.length > 0 ? make("div", { class: "taps" }, ...taps) : null,
    reaction,
  );
}
