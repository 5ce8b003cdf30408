import { afterAll, inject, vi } from "vitest";
import { environmentSchema } from "../env.ts";
import { standInFront } from "../requests/front.ts";
import { TEST_SETTINGS } from "./settings.ts";

// What the last file had begun may have connected anew after its end.
if (Reflect.get(globalThis, "connectConnections")) await (await import("../db.ts")).disconnect();
for (const name of Object.keys(globalThis))
  if (name.startsWith("connect")) Reflect.deleteProperty(globalThis, name);

const inherited = { ...process.env };
for (const name of Object.keys(process.env)) {
  // Misspelt ones, too, are seen by what reads the settings.
  if (name in environmentSchema.shape || /^(WHATSAPP_|NEXTAUTH_|OIDC_|NGROK_|CONNECT_)/.test(name))
    delete process.env[name];
}
Object.assign(process.env, TEST_SETTINGS, { DATABASE_URL: new URL("/nothing", inject("serverUrl")).href });
standInFront();

// Test files share a process, which saves loading every package again, but nothing of what one of them has done.
afterAll(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, inherited);
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.resetModules();
});
