import { DEMO_IDS, SIMULATOR_TOKEN_PREFIX } from "../settings/real-settings.ts";

/** Makes this test file's settings the demo's; call it before the first `env()`. */
export function useDemo(): void {
  Object.assign(process.env, {
    ...DEMO_IDS,
    CONNECT_DEMO: "1",
    WHATSAPP_ACCESS_TOKEN: `${SIMULATOR_TOKEN_PREFIX}-of-a-test`,
  });
}
