import { isLoopback } from "./loopback.ts";
import { type Given, isOn, listRemote, listSigns, type Sign } from "./real-settings.ts";

/**
 * How the program runs. `demo`: a simulator plays WhatsApp; `development`: real credentials on a developer's machine;
 * `production`: everything else.
 */
export type Mode = "demo" | "development" | "production";

/** The mode, and how it came to be. */
export interface Decision {
  mode: Mode;
  /** Whether every address is on this machine, the Graph API's too. */
  isLocal: boolean;
  /** Why these are not the demo's settings, in a sentence; null when they are. */
  because: string | null;
  /** What stands in the way of the demo that was asked for. */
  conflicts: Sign[];
  misspelt: Sign[];
}

/** More reasons than these help nobody. */
const MOST_REASONS = 3;

/**
 * Decides the mode, for every program of ours. The demo only where nothing real is set, or where `CONNECT_DEMO` asks for it
 * and no credential is set; in doubt production, where whatever is missing is refused.
 */
export function decideMode(given: Given): Decision {
  const asked = given.CONNECT_DEMO?.trim();
  const isDemoAsked = isOn(asked);
  const signs = listSigns(given, isDemoAsked);
  const conflicts = isDemoAsked ? signs.filter(({ isCredential }) => isCredential) : [];
  const isDemo = isDemoAsked ? conflicts.length === 0 : !asked && signs.length === 0;
  const isLocal = isLoopback(given.WHATSAPP_API_URL?.trim() ?? "") && listRemote(given).length === 0;
  const isDevelopment = /^(development|test)$/.test(given.NODE_ENV?.trim() ?? "") || isLocal;
  return {
    mode: isDemo ? "demo" : isDevelopment ? "development" : "production",
    isLocal,
    because: isDemo ? null : explain(signs),
    conflicts,
    misspelt: signs.filter(({ why }) => why.startsWith("is not a setting")),
  };
}

function explain(signs: Sign[]): string {
  const reasons = signs.map(({ name, why }) => `${name} ${why}`).slice(0, MOST_REASONS);
  return `${reasons.join("; ") || "CONNECT_DEMO says no"}, so these are not the demo's settings.`;
}
