import type { RequestListener } from "node:http";
import { vi } from "vitest";
import { handleWebhook } from "../../../server/webhook.ts";
import { env } from "../../env.ts";
import { changeSettings } from "../settings.ts";
import { loseSecret } from "./here-faults.ts";
import { type StateCase, state } from "./scene.ts";

const PATH = "/api/whatsapp/webhook";
const PUBLIC = "https://connect.example.edu";
const HTML = "<!doctype html><p>Sign in</p>";

const red = (fault: string, says: string, listener: RequestListener): StateCase =>
  state("public_address", "red", fault, says, ({ leadTo }) => leadTo(listener));
const at = (origin: string) => () => changeSettings({ WHATSAPP_WEBHOOK_URL: `${origin}${PATH}` });

/** Our own server, but for what is delivered to it. */
const delivers =
  (listener: RequestListener): RequestListener =>
  (request, response) =>
    request.method === "POST" ? listener(request, response) : handleWebhook(request, response);

/** What can stand between Meta and this server. */
export const ADDRESS_STATES: StateCase[] = [
  state("public_address", "green", "none", "Leads to this server, which checks who calls.", () => {
    const here = new URL(env().WHATSAPP_WEBHOOK_URL).origin;
    const call = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((url, init) =>
      call(String(url).replace(PUBLIC, here), init),
    );
    at(PUBLIC)();
  }),
  state("public_address", "yellow", "no public address", "only from this machine: Meta can’t call it."),
  state("public_address", "red", "no DNS entry", "no DNS entry", at("https://nowhere.invalid")),
  state(
    "public_address",
    "red",
    "nothing listens",
    "Nothing listens at 127.0.0.1:65535",
    at("http://127.0.0.1:65535"),
  ),
  state(
    "public_address",
    "red",
    "a port of mail",
    "No web client calls 127.0.0.1:25",
    at("http://127.0.0.1:25"),
  ),
  red("a server that hangs up", "can’t be called (UND_ERR_SOCKET)", (request) => request.socket.destroy()),
  red("a redirect to no web address", "(to another address)", (_, response) =>
    response.writeHead(302, { location: "tel:+15550100001" }).end(),
  ),
  state(
    "public_address",
    "red",
    "no certificate that Meta takes",
    "a certificate that Meta wouldn’t accept",
    () => changeSettings({ WHATSAPP_WEBHOOK_URL: env().WHATSAPP_WEBHOOK_URL.replace("http:", "https:") }),
  ),
  state("public_address", "red", "no response", "doesn’t respond.", ({ leadTo }) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(50));
    leadTo(() => {});
  }),
  red("a login page", "sends callers elsewhere (to login.test)", (_, response) =>
    response.writeHead(302, { location: "https://login.test/in?x" }).end(),
  ),
  red("a redirect to nowhere", "sends callers elsewhere; Meta", (_, response) =>
    response.writeHead(302).end(),
  ),
  red("a server without our webhook", "has no /api/whatsapp/webhook", (_, response) =>
    response.writeHead(404).end(HTML),
  ),
  red("another verify token", "another verify token", (_, response) => response.writeHead(403).end("{}")),
  red("a page of warnings", "with a web page instead of the challenge", (_, response) => response.end(HTML)),
  red("a broken proxy", "with HTTP 502 instead of the challenge", (_, response) =>
    response.writeHead(502).end("bad gateway"),
  ),
  red("a server that gives anybody’s challenge back", "it isn’t ours", (request, response) =>
    response.end(new URL(request.url ?? "", "http://x.test").searchParams.get("hub.challenge") ?? ""),
  ),
  red(
    "a proxy that changes bodies",
    "something on the way changes its body",
    delivers((request, response) => {
      request.unshift(" ");
      handleWebhook(request, response);
    }),
  ),
  red(
    "a proxy that lets no POST through",
    "not deliver to it (HTTP 405)",
    delivers((_, response) => response.writeHead(405).end()),
  ),
  red(
    "a proxy that hangs up on a POST",
    "not deliver to it (UND_ERR_SOCKET)",
    delivers((request) => request.socket.destroy()),
  ),
  red(
    "another server of ours",
    "with another database",
    delivers((request, response) => request.resume().on("end", () => response.end('{"status":"ok"}'))),
  ),
  state("public_address", "unknown", "no app secret", "Without an app secret", loseSecret),
  state("public_address", "unknown", "no database", "The database can’t be asked", ({ leadTo, line }) => {
    leadTo(
      delivers((request, response) => request.resume().on("end", () => response.end('{"status":"ok"}'))),
    );
    return line.set("cut");
  }),
];
