import { newMediaId, newWamid } from "../ids.ts";
import type { Json } from "../json.ts";
import { timestampOf } from "./envelope.ts";
import type { InboundDraft } from "./inbound.ts";

const EIGHT_DAYS_MILLISECONDS = 8 * 24 * 60 * 60 * 1000;
const LONG = 65_000;

type Oddity = { label: string; write: (now: number) => InboundDraft };

const text = (body: string): Json => ({ type: "text", text: { body } });
const long = (label: string, character: string): Oddity => ({
  label: `65,000 ${label}`,
  write: () => ({ message: text(character.repeat(LONG)) }),
});
const old = (body: string): Oddity => ({
  label: `“${body}”, written 8 days ago`,
  write: (now) => ({ message: text(body), timestamp: timestampOf(now - EIGHT_DAYS_MILLISECONDS) }),
});
const plain = (label: string, message: () => Json): Oddity => ({
  label,
  write: () => ({ message: message() }),
});

/** Messages out of the ordinary that a phone can send, each by its name. */
export const ODDITIES: Record<string, Oddity> = {
  "stop-caption": plain("Photo with “STOP” under it", () => ({
    type: "image",
    image: { id: newMediaId(), mime_type: "image/jpeg", sha256: "c2ltdWxhdGVk", caption: "STOP" },
  })),
  "foreign-stop-button": plain("Button “Stop promotions” of another campaign", () => ({
    type: "button",
    button: { payload: "optout_campaign_7", text: "Stop promotions" },
  })),
  "foreign-link-button": plain("Button “Link” of another campaign", () => ({
    type: "button",
    button: { payload: "invite_autumn_2026", text: "Link" },
  })),
  "list-choice-beside-null": plain("A choice from a list, beside an empty button", () => ({
    type: "interactive",
    interactive: { type: "list_reply", button_reply: null, list_reply: { id: "status", title: "Status" } },
  })),
  "form-answer": plain("Answers to a form", () => ({
    type: "interactive",
    interactive: {
      type: "nfm_reply",
      nfm_reply: {
        name: "flow",
        body: "Sent",
        response_json: JSON.stringify({
          flow_token: "course-choice",
          course: "Biology",
          days: ["Mon", "Thu"],
        }),
      },
    },
  })),
  "unknown-kind": plain("A message of an unknown kind", () => ({ type: "unknown" })),
  unsupported: plain("A message that WhatsApp does not pass on", () => ({
    type: "unsupported",
    errors: [{ code: 131051, title: "Message type unknown", message: "Message type unknown" }],
    unsupported: { type: "poll_creation" },
  })),
  edited: plain("A correction of an earlier message", () => ({
    type: "edit",
    edit: { original_message_id: newWamid(), message: text("stop") },
  })),
  revoked: plain("A message taken back", () => ({
    type: "revoke",
    revoke: { original_message_id: newWamid() },
  })),
  "old-link": old("link"),
  "old-start": old("START"),
  "long-exclamation-marks": long("exclamation marks", "!"),
  "long-ellipses": long("ellipses (…)", "…"),
  "long-spaces": plain("65,000 spaces between two letters", () => text(`a${" ".repeat(LONG)}a`)),
  "long-digits": long("digits", "7"),
  "long-quotes": long("quotation marks", "”"),
  "long-combining-marks": plain("A letter with 65,000 accents", () => text(`a${"\u0301".repeat(LONG)}`)),
  "long-emoji": long("emoji", "🛑"),
};

/** The names and labels of all of these. */
export function listOddities() {
  return Object.entries(ODDITIES).map(([name, { label }]) => ({ name, label }));
}
