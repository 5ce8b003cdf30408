import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { findFreePort } from "../bin/ports.ts";

/** A built web server beside the stack's, with real credentials in place of the demo's. */
export interface Web {
  baseUrl: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** What Meta would know of the business of these tests. */
export const APP_SECRET = "an-app-secret-of-these-tests";
export const VERIFY_TOKEN = "a-verify-token-of-these-tests";
export const PHONE_NUMBER_ID = "100000000000001";

type WebSettings = { DATABASE_URL: string; WHATSAPP_API_URL: string } & Record<string, string>;

/** The environment of a web server with real credentials at a port of this machine. */
export function webEnvironment(port: number, settings: WebSettings): NodeJS.ProcessEnv {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PROCESSED_ENV: "true",
    PORT: String(port),
    NEXTAUTH_URL: baseUrl,
    NEXTAUTH_SECRET: "a-secret-of-these-tests-of-more-than-32-characters",
    WHATSAPP_ACCESS_TOKEN: "a-token-of-these-tests",
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
    WHATSAPP_WEBHOOK_URL: `${baseUrl}/api/whatsapp/webhook`,
    WHATSAPP_WEBHOOK_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    ...settings,
  };
}

/** Starts a web server that insists on signatures and on its own number, and writes its log into a file. */
export async function startWeb(settings: WebSettings, logFile: string): Promise<Web> {
  const port = await findFreePort();
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, ["server/main.ts"], {
    env: webEnvironment(port, settings),
    stdio: ["ignore", log, log, "ipc"],
  });
  const exited = once(child, "exit");
  const outcome = await Promise.race([once(child, "message"), exited.then(() => null)]);
  if (!outcome) throw new Error(`The web server did not start; see ${logFile}.`);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    process: child,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
