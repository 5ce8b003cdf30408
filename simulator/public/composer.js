import { control } from "./api.js";
import { connectMenu, make, notify } from "./dom.js";
import { makeIcon } from "./icons.js";
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
  menu.append(make("p", { class: "note" }, "Out of the ordinary"));
  for (const { name, label } of store.oddities) {
    const choose = () => {
      close();
      send({ oddity: name });
    };
    menu.append(make("button", { type: "button", onclick: choose }, label));
  }
  return { button, menu };
}

/** The place where a person writes; `prefill` puts a text there and the cursor behind it. */
export function makeComposer(phoneId) {
  const send = (draft) =>
    control("POST", `phones/${phoneId}/send`, { ...draft, wait: false }).catch((error) =>
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
      make("div", { class: "entry" }, button, entry),
      make("button", { class: "send", type: "submit", "aria-label": "Send" }, makeIcon("send")),
    ),
  );
  const prefill = (text) => {
    entry.value = text;
    entry.focus();
  };
  return { element, prefill };
}
