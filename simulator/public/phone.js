import { control } from "./api.js";
import { renderMessage } from "./bubble.js";
import { makeComposer } from "./composer.js";
import { make, makeAvatar } from "./dom.js";
import { makeVerified } from "./icons.js";
import { makePhoneSettings } from "./phone-settings.js";
import { store } from "./store.js";

function windowText({ windowClosesAt }) {
  if (!windowClosesAt) return "Window shut";
  const minutes = Math.max(0, Math.floor((windowClosesAt - Date.now()) / 60_000));
  return `Window ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function presence(phone) {
  if (!phone.online) return "Waiting for network…";
  return phone.typingUntil > Date.now() ? "typing…" : "Business account";
}

function dayOf(milliseconds) {
  const day = new Date(milliseconds).toDateString();
  return day === new Date().toDateString() ? "Today" : day;
}

function remembered(known, id, key, render) {
  const old = known.get(id);
  if (old?.key === key) return old.element;
  const element = render();
  known.set(id, { key, element });
  return element;
}

function layOutChat(phoneId, known) {
  const chat = store.messages.get(phoneId) ?? new Map();
  const isLater = known.size > 0;
  const hello = "This chat is with a simulated business. Say hi, or tap a suggestion below.";
  const nodes = [remembered(known, "hello", "", () => make("p", { class: "encrypted" }, hello))];
  let previous = null;
  for (const message of [...chat.values()].sort((one, other) => one.at - other.at)) {
    if (message.author === "business" && message.state === "sent") continue;
    const day = dayOf(message.at);
    const newDay = !previous || dayOf(previous.at) !== day;
    if (newDay) nodes.push(remembered(known, day, "", () => make("p", { class: "day" }, day)));
    const isFirst = newDay || previous.author !== message.author;
    const isFresh = isLater && !known.has(message.id);
    const scene = { phoneId, chat, businessName: store.business.name, isFirst, isFresh };
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

/** One phone on the table: whose it is, and the chat on its screen. */
export function makePhone(phoneId) {
  const { name } = store.phones.get(phoneId);
  const log = make("div", { class: "log", role: "log", "aria-label": "Messages", tabindex: 0 });
  const subtitle = make("p", {});
  const windowChip = make("span", {
    class: "window",
    title: "The 24-hour window: while it is open, the business may write freely",
  });
  const address = make("p", {});
  const settings = makePhoneSettings(phoneId);
  const composer = makeComposer(phoneId);
  const known = new Map();
  const businessName = make("h3", {}, store.business.name, makeVerified());
  const element = make(
    "section",
    { class: "phone", "aria-label": name, "data-phone": phoneId },
    make(
      "div",
      { class: "owner" },
      makeAvatar(name),
      make("div", {}, make("h2", {}, name), address),
      windowChip,
    ),
    make(
      "div",
      { class: "device" },
      make(
        "div",
        { class: "chat-head" },
        makeAvatar(store.business.name),
        make("div", { class: "who" }, businessName, subtitle),
        settings.plane,
        settings.button,
        settings.menu,
      ),
      log,
      composer.element,
    ),
  );
  const updatePhone = () => {
    const phone = store.phones.get(phoneId);
    if (!phone) return;
    address.textContent = [phone.username, phone.phone].filter(Boolean).join(" · ") || "no number";
    subtitle.textContent = presence(phone);
    windowChip.textContent = windowText(phone);
    windowChip.classList.toggle("open", phone.windowClosesAt !== null);
    settings.update(phone, windowText(phone));
    if (phone.unread > 0 && phone.online && document.visibilityState === "visible")
      control("POST", `phones/${phoneId}/read`);
  };
  let atEnd = true;
  const stay = () => {
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  log.addEventListener("scroll", () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  });
  new ResizeObserver(stay).observe(log);
  const updateChat = () => {
    putInOrder(log, layOutChat(phoneId, known));
    stay();
  };
  return { element, updatePhone, updateChat, prefill: composer.prefill };
}
