import { control } from "./api.js";
import { renderMessage } from "./bubble.js";
import { makeComposer } from "./composer.js";
import { make, makeAvatar } from "./dom.js";
import { makeVerified } from "./icons.js";
import { makePhoneSettings } from "./phone-settings.js";
import { store } from "./store.js";
import { windowText } from "./window-text.js";

function presence(phone) {
  if (!phone.online) return "Waiting for network…";
  return phone.typingUntil > Date.now() ? "typing…" : "Business account";
}

function dayOf(milliseconds) {
  const day = new Date(milliseconds).toDateString();
  if (day === new Date().toDateString()) return "Today";
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  return day === yesterday.toDateString() ? "Yesterday" : day;
}

function remembered(known, id, key, render) {
  const old = known.get(id);
  if (old?.key === key) return old.element;
  const element = render();
  known.set(id, { key, element });
  return element;
}

function layOutChat(phoneId, known, acts) {
  const chat = store.messages.get(phoneId) ?? new Map();
  const isLater = known.size > 0;
  const hello = "This is a chat with a simulated business. Say hi, or tap a suggestion below.";
  const nodes = [remembered(known, "hello", "", () => make("p", { class: "encrypted" }, hello))];
  let previous = null;
  for (const message of [...chat.values()].sort((one, other) => one.at - other.at)) {
    if (message.author === "business" && message.state === "sent") continue;
    const day = dayOf(message.at);
    const newDay = !previous || dayOf(previous.at) !== day;
    if (newDay) nodes.push(remembered(known, day, "", () => make("p", { class: "day" }, day)));
    const isFirst = newDay || previous.author !== message.author;
    const isFresh = isLater && !known.has(message.id);
    const scene = { phoneId, chat, businessName: store.business.name, isFirst, isFresh, ...acts };
    const key = JSON.stringify([message, isFirst]);
    nodes.push(remembered(known, message.id, key, () => renderMessage(message, scene)));
    previous = message;
  }
  return nodes;
}

function putInOrder(log, nodes) {
  for (const [index, node] of nodes.entries()) {
    if (log.children[index] !== node) log.insertBefore(node, log.children[index] ?? null);
  }
  while (log.children.length > nodes.length) log.lastElementChild.remove();
}

function makeOwner({ name }, address, windowChip) {
  const words = make("div", {}, make("h2", {}, name), address);
  return make("div", { class: "owner" }, makeAvatar(name), words, windowChip);
}

/** A phone whose number WhatsApp doesn't know. */
function fillWrongNumber(element, phone) {
  const address = make("p", {}, phone.phone);
  const remove = () => control("DELETE", `phones/${phone.id}`);
  const note = make(
    "div",
    { class: "off" },
    make("p", {}, "This number isn’t on WhatsApp. Messages to it can’t be delivered."),
    make("button", { class: "small", type: "button", onclick: remove }, "Remove this phone"),
  );
  element.append(makeOwner(phone, address, null), make("div", { class: "device" }, note));
  const nothing = () => undefined;
  const focus = () => element.focus({ preventScroll: true });
  return { updatePhone: nothing, updateChat: nothing, see: nothing, prefill: nothing, focus };
}

/** Shows, on the messages of a chat, the one with that id. */
function jumpTo(log, id) {
  const message = log.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!message) return;
  message.scrollIntoView({ block: "center" });
  message.classList.remove("flash");
  requestAnimationFrame(() => message.classList.add("flash"));
}

/** Makes one phone in its place on the stage: whose it is, and the chat on its screen. */
export function fillPhone(element, phoneId) {
  const seated = store.phones.get(phoneId);
  if (!seated.isOnWhatsApp) return fillWrongNumber(element, seated);
  const log = make("div", { class: "log", role: "log", "aria-label": "Messages", tabindex: 0 });
  const subtitle = make("p", {});
  const title = "The business can write freely for 24 hours after a person’s last message";
  const windowChip = make("span", { class: "window", title });
  const address = make("p", {});
  const settings = makePhoneSettings(phoneId);
  const composer = makeComposer(phoneId);
  const known = new Map();
  const businessName = make("h3", {}, store.business.name, makeVerified());
  const who = make("div", { class: "who" }, businessName, subtitle);
  const head = [makeAvatar(store.business.name), who, settings.plane, settings.button, settings.menu];
  element.append(
    makeOwner(seated, address, windowChip),
    make("div", { class: "device" }, make("div", { class: "chat-head" }, ...head), log, composer.element),
  );
  let isSeen = false;
  const read = ({ unread, online }) => {
    if (isSeen && unread > 0 && online && document.visibilityState === "visible")
      control("POST", `phones/${phoneId}/read`).catch(() => undefined);
  };
  const updatePhone = () => {
    const phone = store.phones.get(phoneId);
    if (!phone) return;
    address.textContent = [phone.username, phone.phone].filter(Boolean).join(" · ") || "no number";
    subtitle.textContent = presence(phone);
    windowChip.textContent = windowText(phone);
    for (const state of ["open", "closed"])
      windowChip.classList.toggle(state, windowChip.textContent.toLowerCase().includes(state));
    settings.update(phone);
    read(phone);
  };
  const see = (seen) => {
    isSeen = seen;
    updatePhone();
  };
  let atEnd = true;
  const stay = () => {
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  log.addEventListener("scroll", () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  });
  new ResizeObserver(stay).observe(log);
  const acts = { onReply: composer.reply, onJump: (id) => jumpTo(log, id) };
  const updateChat = () => {
    putInOrder(log, layOutChat(phoneId, known, acts));
    stay();
  };
  return { updatePhone, updateChat, see, prefill: composer.prefill, focus: composer.focus };
}
