import { DEMO_IDS, SIMULATOR_TOKEN_PREFIX } from "../settings/real-settings.ts";
import { changeSettings } from "./settings.ts";

/** Makes this test file's settings the demo's; call it before the first `env()`. */
export function useDemo(): void {
  changeSettings({
    ...DEMO_IDS,
    CONNECT_DEMO: "1",
    WHATSAPP_ACCESS_TOKEN: `${SIMULATOR_TOKEN_PREFIX}-of-a-test`,
  });
}
