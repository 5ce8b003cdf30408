import type { SetUpCheck } from "../responses.ts";

type Light = SetUpCheck["light"];

/** The worst first. */
export const ORDER: Light[] = ["red", "yellow", "unknown", "green"];

/** Each light in words, so that no one needs its colour. */
export const LIGHTS: Record<Light, { tone: "good" | "warning" | "bad" | "neutral"; words: string }> = {
  red: { tone: "bad", words: "Broken" },
  yellow: { tone: "warning", words: "Warning" },
  unknown: { tone: "neutral", words: "Can’t tell" },
  green: { tone: "good", words: "Fine" },
};
