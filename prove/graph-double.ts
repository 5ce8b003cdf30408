import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Accepted } from "./accepted.ts";
import type { Dice } from "./dice.ts";
import { GOOD_DAY, type GraphFaults } from "./graph-faults.ts";
import { SHARED } from "./settings.ts";
import { type StatusPost, startStatusPost } from "./status-post.ts";
import { type Mailbox, statusDelivery, statusOf } from "./webhooks.ts";

/** A stand-in for Meta's Graph API that counts. It shares no code with the product. */
export interface GraphDouble {
  port: number;
  faults: GraphFaults;
  accepted: Accepted[];
  /** When each call to send came, refused ones included. */
  callsAt: number[];
  statuses: StatusPost;
  close(): void;
}

const sendBody = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  status: z.string().optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  text: z.looseObject({ body: z.string() }).optional(),
  interactive: z.looseObject({ body: z.looseObject({ text: z.string() }) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: number): void {
  const error = { message: `(#${code})`, type: "OAuthException", code, fbtrace_id: "prove" };
  say(response, status, { error });
}

/** Starts the double. `mailbox` is asked for late, since the application starts after the double. */
export async function startGraphDouble(dice: Dice, mailbox: () => Mailbox): Promise<GraphDouble> {
  const double: GraphDouble = {
    port: 0,
    faults: { ...GOOD_DAY },
    accepted: [],
    callsAt: [],
    statuses: startStatusPost(dice, mailbox, () => double.faults),
    close: () => {
      double.statuses.close();
      server.closeAllConnections();
      server.close();
    },
  };

  /** What strikes before anything is accepted; whether it did. */
  function fails(request: IncomingMessage, response: ServerResponse): boolean {
    const { faults } = double;
    if (faults.outage === "cut") request.socket.destroy();
    else if (faults.outage === "down") refuse(response, 503, 2);
    else if (faults.isTokenDead || request.headers.authorization !== `Bearer ${SHARED.WHATSAPP_ACCESS_TOKEN}`)
      refuse(response, 401, 190);
    else if (dice.strikes(faults.tooManyRequests)) refuse(response, 429, 130_429);
    else if (dice.strikes(faults.serverError)) refuse(response, 500, 131_000);
    else if (dice.strikes(faults.plainServerError)) response.writeHead(500).end("<html>Sorry</html>");
    else return false;
    return true;
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = sendBody.parse(await readJson(request));
    if (body.status === "read") return say(response, 200, { success: true });
    double.callsAt.push(performance.now());
    if (fails(request, response)) return;
    if (body.interactive && dice.strikes(double.faults.buttonsRefused)) return refuse(response, 400, 131_051);
    const callback = body.biz_opaque_callback_data ?? "";
    const [, rowId = callback, attempt = "1"] = callback.split(":");
    const accepted: Accepted = {
      wamid: `wamid.out.${randomUUID()}`,
      rowId,
      attempt: Number(attempt),
      to: body.to ?? body.recipient ?? "",
      text: body.text?.body ?? body.interactive?.body.text ?? "",
      at: performance.now(),
      isResponseLost: dice.strikes(double.faults.lostResponse),
    };
    double.accepted.push(accepted);
    if (double.faults.statusBeforeResponse) {
      await mailbox().deliver(statusDelivery([statusOf(accepted.wamid, "sent", callback)]));
      await pause(50);
    }
    double.statuses.report(accepted, callback);
    if (accepted.isResponseLost) request.socket.destroy();
    else say(response, 200, { messaging_product: "whatsapp", messages: [{ id: accepted.wamid }] });
  }

  const server = createServer((request, response) => {
    if (request.method !== "POST") return say(response, 200, { data: [] });
    take(request, response).catch(() => refuse(response, 400, 100));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  double.port = (server.address() as AddressInfo).port;
  return double;
}
