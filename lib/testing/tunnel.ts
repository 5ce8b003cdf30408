import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { readSettings } from "../../bin/settings/settings.ts";
import { forget, readKept } from "../../bin/tunnel/kept.ts";
import { type RunningProcess, startProcess } from "./processes.ts";

const VERIFY_TOKEN = "a-verify-token-for-tunnels";

/** Brings calls to a tunnel's address to the server that it leads to, as the tunnel's company would. */
const THROUGH_TUNNEL = `data:text/javascript,${encodeURIComponent(`
  const direct = globalThis.fetch;
  const company = /^https:\\/\\/[a-z\\d-]+\\.(trycloudflare\\.com|ngrok\\.app)/;
  globalThis.fetch = (url, init) => direct(String(url).replace(company, process.env.TUNNEL_TARGET), init);
`)}`;

/** Prints what cloudflared prints, with another address at each start, and keeps its process id in a file. */
const CLOUDFLARED = (pidFile: string) => `#!${process.execPath}
require("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
process.stderr.write("2026-11-28T10:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...\\n");
process.stderr.write("2026-11-28T10:00:00Z INF https://www.trycloudflare.com https://api.trycloudflare.com\\n");
process.stderr.write("2026-11-28T10:00:00Z INF url=https://a.trycloudflare.com https://b.trycloudflare.com.example.edu\\n");
process.stderr.write("2026-11-28T10:00:01Z INF |  https://quick-" + process.pid + ".trycloudflare.com  |\\n");
setInterval(() => undefined, 60_000);
`;

interface Answers {
  health: () => object | null;
  verifyToken: string;
}

/** A server that answers as a Connect: whether it is alive, and Meta's challenge. */
async function startConnect({ health, verifyToken }: Answers) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const alive = pathname === "/health" ? health() : null;
    if (alive) return response.end(JSON.stringify(alive));
    if (searchParams.get("hub.verify_token") === verifyToken)
      return response.end(searchParams.get("hub.challenge"));
    const code = searchParams.size > 0 ? "handshake_refused" : "incomplete_handshake";
    return response.writeHead(400).end(JSON.stringify({ code }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port, webhook: `http://127.0.0.1:${port}/api/whatsapp/webhook`, stop };
}

/** A machine with a Connect on it, another Connect elsewhere that the number's messages went to, and Meta. */
export async function setTunnelScene() {
  const folder = mkdtempSync(join(tmpdir(), "connect-tunnel-"));
  const pidFile = join(folder, "cloudflared.pid");
  writeFileSync(join(folder, "cloudflared"), CLOUDFLARED(pidFile), { mode: 0o755 });
  let elsewhere: object | null = { status: "ok", mode: "development" };
  const product = await startConnect({
    health: () => ({ status: "ok", mode: "development", origin: readKept(folder)?.address ?? "none" }),
    verifyToken: VERIFY_TOKEN,
  });
  const other = await startConnect({ health: () => elsewhere, verifyToken: VERIFY_TOKEN });
  const settings = {
    ENV_FILE: "none",
    WHATSAPP_ACCESS_TOKEN: "test-access-token",
    WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
    WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
    WHATSAPP_WEBHOOK_SECRET: "test-app-secret-0123456789",
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    DATA_DIR: folder,
  };
  const meta = await startProcess(["--import", THROUGH_TUNNEL, "simulator/main.ts"], {
    ...settings,
    DATA_DIR: "",
    SIMULATOR_PORT: "0",
    TUNNEL_TARGET: `http://127.0.0.1:${product.port}`,
    WHATSAPP_WEBHOOK_URL: "http://127.0.0.1:1/api/whatsapp/webhook",
  });
  const listening = /"listening","port":(\d+)/;
  const port = await vi.waitUntil(() => listening.exec(meta.output())?.[1], { timeout: 10_000 });
  const url = `http://127.0.0.1:${port}`;
  const all = {
    ...settings,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    WHATSAPP_API_URL: url,
    PORT: String(product.port),
  };
  const running: RunningProcess[] = [];

  const control = async (what: string, change: object): Promise<void> => {
    const response = await fetch(`${url}/control/${what}`, { method: "PUT", body: JSON.stringify(change) });
    if (!response.ok) throw new Error(await response.text());
  };

  return {
    dataDir: folder,
    settings: all,
    /** What `npm start` would work with. */
    startSettings: () => readSettings("development", all),
    /** Where the number's messages went before. */
    former: other.webhook,
    /** An address that nobody has any more. */
    gone: "http://127.0.0.1:2/api/whatsapp/webhook",
    setUp: (change: object) => control("set-up", change),
    suffer: (faults: object) => control("faults", faults),
    /** What Meta has as the callback of a level, usually the number's own. */
    callback: async (level = "phone_number"): Promise<string | null> => {
      const { callbacks } = (await (await fetch(`${url}/control/set-up`)).json()) as {
        callbacks: Record<string, string | null>;
      };
      return callbacks[level] ?? null;
    },
    /** Runs `npm run tunnel` until it is open, or has ended. */
    startTunnel: async (changes: object = {}, ...words: string[]): Promise<RunningProcess> => {
      const tunnel = await startProcess(["bin/tunnel.ts", ...words], { ...all, ...changes });
      running.push(tunnel);
      return tunnel;
    },
    /** What the Connect elsewhere says of itself; null where it does not let anybody ask. */
    sayElsewhere: (health: object | null) => {
      elsewhere = health;
    },
    cloudflaredPid: () => Number(readFileSync(pidFile, "utf8")),
    /** Ends what still runs of the tunnels, and forgets what they kept. */
    endTunnels: async () => {
      for (const { child, ended } of running.splice(0)) {
        child.kill("SIGKILL");
        await ended;
      }
      forget(folder);
    },
    close: async () => {
      await meta.stop();
      product.stop();
      other.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
