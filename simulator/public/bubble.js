import { control } from "./api.js";
import { make, notify } from "./dom.js";
import { makeIcon, makeTick } from "./icons.js";
import { MEDIA, makeQuote } from "./quote.js";
import { renderText } from "./rich-text.js";
import { isOnlyEmoji } from "./text-format.js";

const LONGEST_SHOWN = 4096;
const STATES = { waiting: "Waiting for the network", sent: "Sent", delivered: "Delivered", read: "Read" };

/** The time of day as a chat shows it. */
export function clockTime(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

function renderWords(text) {
  if (!text) return null;
  const begin = text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN).toWellFormed() : text;
  const hidden = text.length - begin.length;
  return make(
    "p",
    { class: isOnlyEmoji(begin) ? "words big" : "words" },
    ...renderText(begin),
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

function renderQuoted(message, { chat, businessName, onJump }) {
  const quoted = message.quotedId ? chat.get(message.quotedId) : null;
  if (!quoted) return null;
  const jump = () => onJump(quoted.id);
  return make("button", { class: "quoted", type: "button", onclick: jump }, makeQuote(quoted, businessName));
}

function renderReactions({ reactions }) {
  const emoji = [reactions.student, reactions.business].filter(Boolean).join("");
  return emoji
    ? make("span", { class: "reaction", role: "img", "aria-label": `Reaction ${emoji}` }, emoji)
    : null;
}

/**
 * One message as a bubble with its time, ticks and buttons.
 * @param {object} scene the phone's id, the chat (messages by id), the business's name, whether it opens a run, whether it has
 * just come, and what to do to reply to it and to jump to another one
 */
export function renderMessage(message, scene) {
  const { phoneId, businessName, isFirst, isFresh, onReply } = scene;
  const { bubble, author, state } = message;
  const mine = author === "student";
  const who = mine ? "You" : businessName;
  const ticks = mine ? [makeTick(state), make("span", { class: "spoken" }, STATES[state])] : [];
  const reaction = renderReactions(message);
  const classes = ["message", author, isFirst && "first", isFresh && "fresh", reaction && "reacted"].filter(
    Boolean,
  );
  const reply = {
    class: "answer",
    type: "button",
    "aria-label": "Reply",
    title: "Reply",
    onclick: () => onReply(message),
  };
  const taps = (bubble.buttons ?? []).map((button, index) => renderButton(phoneId, message, button, index));
  return make(
    "article",
    { class: classes.join(" "), "aria-label": `${who}, ${clockTime(message.at)}`, "data-id": message.id },
    make(
      "div",
      { class: "bubble" },
      renderQuoted(message, scene),
      bubble.header ? make("h4", {}, bubble.header) : null,
      bubble.media
        ? make("div", { class: "media" }, makeIcon(bubble.media), MEDIA[bubble.media] ?? "Media")
        : null,
      renderWords(bubble.text),
      bubble.footer ? make("p", { class: "footer" }, bubble.footer) : null,
      make(
        "div",
        { class: "stamp" },
        make("button", reply, makeIcon("reply")),
        make("time", {}, clockTime(message.at)),
        ...ticks,
      ),
    ),
    taps.length > 0 ? make("div", { class: "taps" }, ...taps) : null,
    reaction,
  );
}
