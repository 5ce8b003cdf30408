import { control } from "./api.js";

const LOG_LENGTH = 200;

/** What this page knows; filled from the control API, kept fresh by Server-Sent Events. */
export const store = {
  business: { name: "YeeBitz", number: "" },
  phones: new Map(),
  messages: new Map(),
  log: new Map(),
  faults: {},
  oddities: [],
};

const listeners = new Map();

/** Calls `listener` for every event of that name. */
export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

function emit(name, payload) {
  for (const listener of listeners.get(name) ?? []) listener(payload);
}

function keepEntry(entry) {
  store.log.set(entry.id, { ...store.log.get(entry.id), ...entry });
  const [oldest] = store.log.keys();
  if (store.log.size > LOG_LENGTH) store.log.delete(oldest);
}

/** Fetches the chat of one phone, once. */
export async function loadMessages(phoneId) {
  const { messages } = await control("GET", `phones/${phoneId}/messages`);
  store.messages.set(phoneId, new Map(messages.map((message) => [message.id, message])));
  emit("chat", phoneId);
}

async function loadAll() {
  const [business, { phones }, faults, { oddities }, { deliveries }, { graphCalls }] = await Promise.all([
    control("GET", "business"),
    control("GET", "phones"),
    control("GET", "faults"),
    control("GET", "oddities"),
    control("GET", `deliveries?limit=${LOG_LENGTH / 2}`),
    control("GET", `graph-calls?limit=${LOG_LENGTH / 2}`),
  ]);
  Object.assign(store, {
    business,
    faults,
    oddities,
    phones: new Map(phones.map((phone) => [phone.id, phone])),
  });
  store.log.clear();
  const entries = [...deliveries.map(toDelivery), ...graphCalls.map(toCall)];
  for (const entry of entries.sort((one, other) => one.at - other.at)) keepEntry(entry);
  await Promise.all([...store.messages.keys()].filter((id) => store.phones.has(id)).map(loadMessages));
  emit("loaded");
}

const toDelivery = (delivery) => ({
  at: Date.now(),
  ...delivery,
  ...firstTime(delivery),
  source: "deliveries",
});
const toCall = (call) => ({ ...call, source: "graph-calls" });
const firstTime = ({ attempts }) => (attempts[0] ? { at: attempts[0].at } : {});

const ON_EVENT = {
  phone: (phone) => store.phones.set(phone.id, phone),
  "phone-gone": ({ id }) => store.phones.delete(id),
  message: ({ phoneId, message }) => store.messages.get(phoneId)?.set(message.id, message),
  delivery: (delivery) => keepEntry(toDelivery(delivery)),
  "graph-call": (call) => keepEntry(toCall(call)),
  faults: (faults) => {
    store.faults = faults;
  },
  "set-up": () => undefined,
  forgotten: () => store.log.clear(),
  reset: () => store.messages.clear(),
};

/** Opens the event stream; everything is loaded again whenever it was lost. */
export function connect() {
  const stream = new EventSource("/events");
  stream.addEventListener("hello", () => loadAll());
  stream.addEventListener("error", () => emit("lost"));
  for (const [name, apply] of Object.entries(ON_EVENT)) {
    stream.addEventListener(name, (event) => {
      const payload = JSON.parse(event.data);
      apply(payload);
      if (name === "reset") loadAll();
      emit(name, payload);
    });
  }
}
