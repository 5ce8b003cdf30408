import type { RequestListener } from "node:http";
import { handleWebhook } from "../../../server/webhook.ts";
import type { Light } from "../../health/doctor/finding.ts";
import type { GraphDouble } from "../graph.ts";
import type { DatabaseLine } from "../proxy.ts";
import { changeSettings, TEST_SETTINGS } from "../settings.ts";

/** Where a case brings a fault about. */
export interface DoctorScene {
  double: GraphDouble;
  line: DatabaseLine;
  /** Where our own public address leads. */
  leadTo(listener: RequestListener): void;
  /** Has Meta respond as a case wants, and no longer as the double does. */
  haveMeta(listener: RequestListener): void;
}

/** A state of a check, and the one fault that brings it about. */
export interface StateCase {
  check: string;
  light: Light;
  fault: string;
  /** Some words of what the doctor says then. */
  says: string;
  bring(scene: DoctorScene): unknown;
}

/** A state by a line: the check, its light, the fault, words of what the doctor says, and how the fault is brought about. */
export const state = (
  check: string,
  light: Light,
  fault: string,
  says: string,
  bring: StateCase["bring"] = () => {},
): StateCase => ({ check, light, fault, says, bring });

/** Servers whose listeners a case can change, and settings that lead to them. */
export function makeScene(double: GraphDouble, line: DatabaseLine, own: () => string, meta: () => string) {
  const listeners: { own: RequestListener; meta: RequestListener } = { own: handleWebhook, meta: () => {} };
  return {
    listeners,
    scene: {
      double,
      line,
      leadTo: (listener: RequestListener) => {
        listeners.own = listener;
      },
      haveMeta: (listener: RequestListener) => {
        listeners.meta = listener;
        changeSettings({ WHATSAPP_API_URL: meta() });
      },
    },
    /** All as it should be. */
    begin: async () => {
      listeners.own = handleWebhook;
      await double.calm();
      await double.setUp(null);
      changeSettings({
        ...TEST_SETTINGS,
        WHATSAPP_WEBHOOK_SECRET_FILE: undefined,
        WHATSAPP_API_VERSION: undefined,
        WHATSAPP_API_URL: double.url,
        WHATSAPP_WEBHOOK_URL: `${own()}/api/whatsapp/webhook`,
      });
    },
  };
}
