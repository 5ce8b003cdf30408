import { randomBytes } from "node:crypto";
import { pool } from "../../../db.ts";
import { currentMode, env } from "../../../env.ts";
import { readStart } from "../../../response-start.ts";
import { isLoopback } from "../../../settings/loopback.ts";
import { appSecrets } from "../../../whatsapp/app-secrets.ts";
import { handshakeUrl } from "../../../whatsapp/webhook/handshake-url.ts";
import { PING_FIELD, pingDelivery } from "../../../whatsapp/webhook/ping.ts";
import type { Check } from "../check.ts";
import { type Finding, green, red, unknown, yellow } from "../finding.ts";

const TIMEOUT_MS = 8000;

/** Nothing that we look for is longer. */
const MOST_READ = 10_000;

const DNS_FAULTS = ["ENOTFOUND", "EAI_AGAIN", "EAI_NONAME"];
const TLS_FAULT = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/;

/** What fetch says of the ports that its standard blocks, such as that of mail. */
const BAD_PORT = "bad port";

const LEADS = "Point WHATSAPP_WEBHOOK_URL at this server, through a tunnel or a proxy.";

/** What a call to our own public address got. */
type Reply = { status: number; body: string; location: string | null } | { code: string };

async function call(url: URL, init: RequestInit = {}): Promise<Reply> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await readStart(response, MOST_READ);
    return { status: response.status, body, location: response.headers.get("location") };
  } catch (error) {
    const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
    // A request that can't even be made has its reason in words.
    return { code: cause?.code ?? (name === "TypeError" ? (cause?.message ?? message) : name) };
  }
}

/** Asks for a challenge back, as Meta does. */
function askChallenge(challenge: string, verifyToken: string): Promise<Reply> {
  return call(handshakeUrl(env().WHATSAPP_WEBHOOK_URL, verifyToken, challenge));
}

/** Why the challenge did not come back. */
function explain(reply: Reply): Finding {
  const { host } = new URL(env().WHATSAPP_WEBHOOK_URL);
  if ("code" in reply) {
    const { code } = reply;
    if (DNS_FAULTS.includes(code))
      return red(
        `${host} isn’t known: there is no DNS entry for it.`,
        "Add one, or correct WHATSAPP_WEBHOOK_URL.",
      );
    if (TLS_FAULT.test(code))
      return red(
        `${host} has a certificate that Meta wouldn’t accept (${code}).`,
        "Get one from a public authority, such as Let’s Encrypt, with all intermediate certificates.",
      );
    if (code === "TimeoutError" || code === "ETIMEDOUT")
      return red(`${host} doesn’t respond.`, "Open port 443 in the firewall, and start the tunnel or proxy.");
    if (code === BAD_PORT)
      return red(
        `No web client calls ${host}: this port belongs to another kind of service.`,
        "Have the proxy listen on port 443, and take the port out of WHATSAPP_WEBHOOK_URL.",
      );
    if (code === "ECONNREFUSED")
      return red(`Nothing listens at ${host} (${code}).`, "Start the tunnel or proxy that leads here.");
    return red(`${host} can’t be called (${code}).`, LEADS);
  }
  const { status, body, location } = reply;
  const isHtml = /^\s*<(!doctype|html)/i.test(body);
  if (status >= 300 && status < 400)
    return red(
      `${host} sends callers elsewhere${location ? ` (to ${originOf(location)})` : ""}; Meta doesn’t follow redirects.`,
      "If that is a login page, let /api/whatsapp/webhook through without one.",
    );
  if (status === 404) return red(`${host} has no /api/whatsapp/webhook: another server responds.`, LEADS);
  if (status === 403)
    return red(
      "The server at our address has another verify token.",
      `${LEADS} Is WHATSAPP_VERIFY_TOKEN the same on all servers?`,
    );
  if (isHtml)
    return red(
      `${host} responds with a web page instead of the challenge (HTTP ${status}): a login or warning page is in front.`,
      "Let /api/whatsapp/webhook through without it.",
    );
  return red(`${host} responds with HTTP ${status} instead of the challenge.`, LEADS);
}

function originOf(location: string): string {
  return URL.parse(location, env().WHATSAPP_WEBHOOK_URL)?.host || "another address";
}

/** Delivers an event of no meaning, signed as Meta would, and looks for it in our own database. */
async function deliverPing(secret: string): Promise<Finding> {
  const nonce = randomBytes(16).toString("hex");
  const reply = await call(new URL(env().WHATSAPP_WEBHOOK_URL), pingDelivery(nonce, secret));
  if (!("code" in reply) && reply.status === 403)
    return red(
      "A delivery that we signed ourselves is refused: something on the way changes its body, or the server there has another app secret.",
      "If you have just changed WHATSAPP_WEBHOOK_SECRET, restart the server, which still has the old one. Otherwise, have the proxy pass bodies on unchanged.",
    );
  if ("code" in reply || reply.status !== 200)
    return red(
      `Meta could verify our address, but not deliver to it (${"code" in reply ? reply.code : `HTTP ${reply.status}`}).`,
      "Have the proxy pass POST requests on, too. With HTTP 503, see the check of the database.",
    );
  const { rowCount } = await pool().query(
    "delete from webhook_events where kind = 'change' and payload ->> 'field' = $1 and payload -> 'value' ->> 'nonce' = $2",
    [PING_FIELD, nonce],
  );
  if (rowCount !== 1) return red("It leads to another server of ours, with another database.", LEADS);
  if (currentMode() !== "demo" && isLoopback(env().WHATSAPP_WEBHOOK_URL))
    return yellow(
      "Leads to this server, but only from this machine: Meta can’t call it.",
      "To try things out, run npm run tunnel beside the server. To set it up for good, set WHATSAPP_WEBHOOK_URL to a public https address that leads here.",
    );
  return green("Leads to this server, which checks who calls.");
}

/** Whether what Meta calls is this very server, and gets what Meta sends, unchanged. */
export const addressCheck: Check = {
  id: "public_address",
  name: "Public address",
  why: "Meta brings each message to this address.",
  look: async () => {
    const challenge = randomBytes(8).toString("hex");
    const reply = await askChallenge(challenge, env().WHATSAPP_VERIFY_TOKEN);
    if ("code" in reply || reply.status !== 200 || reply.body !== challenge) return explain(reply);
    const wrong = await askChallenge(challenge, `not ${env().WHATSAPP_VERIFY_TOKEN}`);
    if (!("code" in wrong) && wrong.body.includes(challenge))
      return red("The server at our address sends anybody’s challenge back: it isn’t ours.", LEADS);
    const [secret] = await appSecrets();
    if (!secret) return unknown("Without an app secret we can’t deliver anything to ourselves.");
    return deliverPing(secret).catch(() =>
      unknown("The database can’t be asked whether our delivery arrived."),
    );
  },
};
