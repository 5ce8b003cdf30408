import type { Tunnel } from "./tunnel.ts";

/** The parts of the package that we use; loaded by name, since not every platform has it. */
interface Ngrok {
  forward(options: { addr: string; authtoken: string }): Promise<{
    url(): string | null;
    join(): Promise<void>;
    close(): Promise<void>;
  }>;
}

const NGROK: string = "@ngrok/ngrok";

async function load(): Promise<Ngrok> {
  try {
    const loaded = await import(NGROK);
    return loaded.default ?? loaded;
  } catch (cause) {
    const advice = "Run npm install, or take NGROK_AUTHTOKEN out and install cloudflared.";
    throw new Error(`@ngrok/ngrok isn't installed, or doesn't run on this machine. ${advice}`, { cause });
  }
}

/** What ngrok refuses a token with that it doesn't know. */
const UNKNOWN_TOKEN = ["ERR_NGROK_105", "ERR_NGROK_106", "ERR_NGROK_107"];

/** ngrok's own words hold the token, so that only its code is said. */
function explain(error: unknown): string {
  const code = String((error as { errorCode?: unknown }).errorCode ?? "");
  if (UNKNOWN_TOKEN.includes(code))
    return `ngrok doesn't accept NGROK_AUTHTOKEN (${code}). Copy it from https://dashboard.ngrok.com/get-started/your-authtoken.`;
  if (/^ERR_NGROK_\d+$/.test(code))
    return `ngrok refused (${code}). See https://ngrok.com/docs/errors/${code.toLowerCase()}.`;
  return "ngrok can't be reached. Is this machine online, and can it connect to port 443?";
}

/** Opens a tunnel of ngrok's, which connects anew by itself. */
export async function openNgrok(target: string, authtoken: string): Promise<Tunnel> {
  const ngrok = await load();
  const listener = await ngrok.forward({ addr: target, authtoken }).catch((error) => {
    throw new Error(explain(error));
  });
  const address = listener.url();
  if (address === null) throw new Error("ngrok gave no address.");
  const end = () => "ngrok ended it";
  return {
    address: new URL(address).origin,
    lost: listener.join().then(end, end),
    close: () => listener.close().catch(() => undefined),
  };
}
