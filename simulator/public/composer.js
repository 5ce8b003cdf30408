import { control } from "./api.js";
import { connectMenu, make, notify } from "./dom.js";
import { makeIcon } from "./icons.js";
import { makeQuote } from "./quote.js";
import { store } from "./store.js";

const SUGGESTIONS = ["hi", "link", "status", "unlink"];
const mediaId = () => `9${Math.random().toString().slice(2, 16)}`;
const media = (type, fields) => () => ({
  type,
  [type]: { id: mediaId(), sha256: "c2ltdWxhdGVk", ...fields },
});

function reactionToLast(phoneId) {
  const last = [...(store.messages.get(phoneId)?.values() ?? [])].findLast(
    ({ author }) => author === "business",
  );
  if (last) return { type: "reaction", reaction: { message_id: last.id, emoji: "👍" } };
  notify("There is no message to react to yet.");
  return null;
}

const ATTACHMENTS = [
  ["image", "Photo", media("image", { mime_type: "image/jpeg", caption: "My homework" })],
  ["audio", "Voice message", media("audio", { mime_type: "audio/ogg; codecs=opus", voice: true })],
  ["document", "Document", media("document", { mime_type: "application/pdf", filename: "essay.pdf" })],
  [
    "location",
    "Location",
    () => ({ type: "location", location: { latitude: 38.7169, longitude: -9.1399, name: "Library" } }),
  ],
  ["sticker", "Sticker", media("sticker", { mime_type: "image/webp", animated: false })],
  ["reaction", "Reaction 👍", reactionToLast],
];

function makeAttachMenu(phoneId, send) {
  const menu = make("div", { class: "menu", role: "group", "aria-label": "Attach" });
  const button = make("button", { class: "round", type: "button", "aria-label": "Attach" }, makeIcon("plus"));
  const close = connectMenu(button, menu);
  for (const [icon, label, compose] of ATTACHMENTS) {
    const choose = () => {
      close();
      const message = compose(phoneId);
      if (message) send({ message });
    };
    menu.append(make("button", { type: "button", onclick: choose }, makeIcon(icon), label));
  }
  menu.append(make("p", { class: "note" }, "Unusual messages"));
  for (const { name, label } of store.oddities) {
    const choose = () => {
      close();
      send({ oddity: name });
    };
    menu.append(make("button", { type: "button", onclick: choose }, label));
  }
  return { button, menu };
}

/** The message that is replied to, above the entry; `take` gives its id once. */
function makeReplying(onChange) {
  const element = make("div", { class: "replying", hidden: true });
  let quotedId = null;
  const show = (message) => {
    quotedId = message?.id ?? null;
    element.hidden = message === null;
    element.replaceChildren();
    if (!message) return;
    const cancel = make(
      "button",
      { class: "round", type: "button", "aria-label": "Cancel reply", onclick: () => show(null) },
      makeIcon("close"),
    );
    element.append(makeQuote(message, store.business.name), cancel);
    onChange();
  };
  const take = () => {
    const id = quotedId;
    show(null);
    return id ? { contextId: id } : {};
  };
  return { element, show, take };
}

/** The place where a person writes; `prefill` puts a text there and the cursor behind it, `reply` quotes a message. */
export function makeComposer(phoneId) {
  const send = (draft) =>
    control("POST", `phones/${phoneId}/send`, { ...draft, ...replying.take(), wait: false }).catch((error) =>
      notify(error.message),
    );
  const entry = make("textarea", {
    rows: 1,
    "aria-label": "Message",
    placeholder: "Message",
    enterkeyhint: "send",
  });
  const submit = (event) => {
    event.preventDefault();
    const text = entry.value.trim();
    if (text) send({ type: "text", text });
    entry.value = "";
    entry.focus();
  };
  entry.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  const focus = () => entry.focus({ preventScroll: true });
  const replying = makeReplying(focus);
  const { button, menu } = makeAttachMenu(phoneId, send);
  const suggest = (text) =>
    make("button", { type: "button", onclick: () => send({ type: "text", text }) }, text);
  const element = make(
    "div",
    { class: "below" },
    make("div", { class: "chips", role: "group", "aria-label": "Suggestions" }, ...SUGGESTIONS.map(suggest)),
    menu,
    make(
      "form",
      { class: "composer", onsubmit: submit },
      replying.element,
      make("div", { class: "entry" }, button, entry),
      make("button", { class: "send", type: "submit", "aria-label": "Send" }, makeIcon("send")),
    ),
  );
  const prefill = (text) => {
    entry.value = text;
    entry.focus();
  };
  return { element, prefill, focus, reply: replying.show };
}
