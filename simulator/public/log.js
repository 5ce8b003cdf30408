import { control } from "./api.js";
import { clockTime } from "./bubble.js";
import { make } from "./dom.js";
import { on, store } from "./store.js";

function lastOutcome({ attempts }) {
  return attempts.at(-1)?.outcome ?? "…";
}

function tone(outcome) {
  if (outcome === 200) return "good";
  return typeof outcome === "number" && outcome < 400 ? "" : "bad";
}

function retryWords({ attempts, state, nextAttemptAt }) {
  const refused = [
    ...new Set(attempts.map(({ outcome }) => outcome).filter((outcome) => outcome !== 200)),
  ].join(", ");
  if (refused === "") return "";
  const retries = attempts.length - 1;
  const words =
    retries === 0
      ? `webhook got ${refused}`
      : `webhook retried ${retries === 1 ? "once" : `${retries} times`}: ${refused}`;
  const next = new Date(nextAttemptAt ?? 0).toLocaleTimeString([], { hour12: false });
  return state === "waiting" ? `${words}, next try ${next}` : words;
}

/** A path without what is the same in every call. */
function shortPath(path) {
  const [where, query = ""] = path.split("?");
  const parameters = query.split("&").filter((parameter) => !parameter.startsWith("appsecret_proof="));
  return [where.replace(/^\/(v[\d.]+)\/\d+/, "/$1/…"), parameters.join("&")].filter(Boolean).join("?");
}

function toLine(entry) {
  if (entry.source === "deliveries") {
    const outcome = lastOutcome(entry);
    const retries = retryWords(entry);
    const latency = entry.attempts.at(-1) ? `${entry.attempts.at(-1).milliseconds} ms` : "posting";
    return {
      outcome,
      tone: outcome === "…" ? "" : tone(outcome),
      sub: retries || `webhook · ${latency}`,
      isBad: retries !== "",
    };
  }
  const code = entry.code ? ` · code ${entry.code}` : "";
  const sub = `${entry.method} ${shortPath(entry.path)} · ${entry.milliseconds} ms${code}`;
  return { outcome: entry.status, tone: tone(entry.status), sub, isBad: false };
}

function makePre(title, value) {
  if (value === null || value === undefined) return [];
  return [make("h3", {}, title), make("pre", { tabindex: 0 }, JSON.stringify(value, null, 2))];
}

async function fillDetails(details, { source, id }) {
  const entry = await control("GET", `${source}/${id}`);
  const parts =
    source === "deliveries"
      ? [...makePre("Webhook body", entry.body), ...makePre("Attempts", entry.attempts)]
      : [
          ...makePre("Request", entry.request),
          ...makePre("Response", entry.response ?? "The connection was cut."),
        ];
  details.replaceChildren(details.firstChild, ...parts);
}

function renderEntry(entry) {
  const { outcome, tone: color, sub, isBad } = toLine(entry);
  const arrow = entry.source === "deliveries" ? "→" : "←";
  const details = make(
    "details",
    {},
    make(
      "summary",
      {},
      make("span", { class: `pill ${color}` }, String(outcome)),
      make("span", { class: "title" }, `${arrow} ${entry.summary}`),
      make("time", {}, clockTime(entry.at)),
      make("span", { class: isBad ? "sub bad" : "sub" }, sub),
    ),
  );
  details.addEventListener("toggle", () => details.open && fillDetails(details, entry));
  return make("li", { "data-id": entry.id }, details);
}

/** All that went between the application and this Meta, newest first. */
export function makeLog() {
  const list = make("ul", { class: "entries", "aria-label": "Webhooks and Graph calls" });
  const retry = make(
    "button",
    {
      class: "small",
      type: "button",
      title: "Post every waiting webhook now",
      onclick: () => control("POST", "deliveries/retry"),
    },
    "Retry now",
  );
  const clear = make(
    "button",
    { class: "small", type: "button", onclick: () => control("DELETE", "outbox") },
    "Clear",
  );
  const empty = make("p", {}, "Nothing yet. Send a message from a phone to see what goes back and forth.");
  const update = (entry) => {
    const old = list.querySelector(`[data-id="${entry.id}"]`);
    if (old?.querySelector("details").open)
      old.querySelector("summary").replaceWith(renderEntry(entry).querySelector("summary"));
    else if (old) old.replaceWith(renderEntry(entry));
    else list.prepend(renderEntry(entry));
    tidy();
  };
  const tidy = () => {
    empty.hidden = store.log.size > 0;
    retry.hidden = ![...store.log.values()].some(({ state }) => state === "waiting");
    for (const item of [...list.children].slice(200)) item.remove();
  };
  const renderAll = () => {
    list.replaceChildren(...[...store.log.values()].reverse().map(renderEntry));
    tidy();
  };
  on("loaded", renderAll);
  on("forgotten", renderAll);
  on("delivery", ({ id }) => store.log.has(id) && update(store.log.get(id)));
  on("graph-call", ({ id }) => store.log.has(id) && update(store.log.get(id)));
  renderAll();
  return { title: "Meta log", actions: [retry, clear], children: [empty, list] };
}
