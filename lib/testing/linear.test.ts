import { describe, expect, test } from "vitest";
import { inPieces } from "../../app/admin/compose/pieces.ts";
import { WhatsappText } from "../../components/whatsapp-text.tsx";
import { emailAddress } from "../auth/accounts.ts";
import { oidcClaims } from "../auth/oidc/oidc-claims.ts";
import { code } from "../bot/commands/code.ts";
import { commands } from "../bot/commands/index.ts";
import { invitation } from "../bot/commands/invitation.ts";
import { findCommand } from "../bot/find.ts";
import { readWords } from "../bot/words.ts";
import { shapeOf } from "../inbox/shape.ts";
import { readToken } from "../linking/tokens.ts";
import { foreignName, withoutMarks } from "../people/foreign-names.ts";
import { peopleMatching } from "../people/people-search.ts";
import { readPhoneNumber } from "../people/phone-numbers.ts";
import { toAddress } from "../whatsapp/people.ts";
import { fillText } from "../whatsapp/templates/filled-components.ts";
import { slotsOf } from "../whatsapp/templates/slots.ts";
import { listParameterFaults } from "../whatsapp/templates/template-parameters.ts";
import { readIdentityChange } from "../whatsapp/webhook/identity-change.ts";
import { readIncomingMessage } from "../whatsapp/webhook/message.ts";
import { readPreferences } from "../whatsapp/webhook/preferences.ts";
import { readStatusReport } from "../whatsapp/webhook/status.ts";
import { storable } from "../whatsapp/webhook/storable.ts";
import { plausibleTime } from "../whatsapp/webhook/time.ts";
import { expectLinear } from "./linear.ts";

/** The longest text that WhatsApp lets a person write, the most that our API reads, the longest address and the longest search. */
const MESSAGE = 65_536;
const REQUEST = 100_000;
const ADDRESS = 320;
const SEARCH = 100;

const now = new Date();
const body = (text: string) => ({ type: "BODY", text });
const template = (text: string) => ({
  parameterFormat: "POSITIONAL" as const,
  components: [
    { type: "HEADER", format: "TEXT", text },
    body(text),
    { type: "BUTTONS", buttons: [{ type: "URL", text, url: text }] },
  ],
});
const given = (text: string) => [
  { type: "body", parameters: [{ type: "text", text }] },
  { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text }] },
];
const message = (text: string) => ({
  id: "wamid.1",
  from: text,
  from_user_id: text,
  timestamp: text,
  type: "text",
  text: { body: text },
  button: { payload: text, text },
  interactive: { type: "nfm_reply", nfm_reply: { name: text, body: text, response_json: text } },
});

const PARSERS: [what: string, read: (text: string) => unknown, length: number, starts?: string[]][] = [
  ["words", (text) => findCommand(readWords(text), commands), MESSAGE, ["link ", "stop", "code "]],
  ["the digits of a code", (text) => code.understands?.(text), MESSAGE, ["code", "123"]],
  ["an invitation", (text) => invitation.understands?.(text), MESSAGE, ["link ", "link ab2d"]],
  ["a message", (text) => readIncomingMessage({ message: message(text), contacts: [] }, now), MESSAGE],
  ["the name of a contact", (text) => readNamed(text), MESSAGE],
  ["a moment", (text) => plausibleTime(text, now), MESSAGE, ["1", "1."]],
  ["an address of WhatsApp's", (text) => toAddress(text, undefined), MESSAGE, ["+", "US."]],
  ["a status", (text) => readStatus(text), MESSAGE, ["v1:"]],
  ["a notice of a new number", (text) => readNotice(text), MESSAGE],
  ["a preference", (text) => readPreference(text), MESSAGE],
  ["a token that was pasted", readToken, REQUEST, ["&token=", "https://x/?token=a", "&token=".repeat(1000)]],
  ["a phone number", readPhoneNumber, REQUEST, ["+49", "+1 (", "wa.me/"]],
  ["a search for people", peopleMatching, SEARCH, ["+49", "@"]],
  ["an email address", (text) => emailAddress.safeParse(text), ADDRESS, ["a@", "a@a."]],
  ["the claims of a provider", (text) => readClaims(text), MESSAGE, ["a@"]],
  ["a template", (text) => listParameterFaults(template(text), null, "c"), MESSAGE, ["{{", "{{a"]],
  [
    "the values for a template",
    (text) => listParameterFaults(template("{{1}}"), given(text), "c"),
    REQUEST,
    ["{{", "{{a"],
  ],
  ["the blanks of a template", (text) => slotsOf(template(text).components), MESSAGE, ["{{", "{{a"]],
  ["a template that is filled in", (text) => fillText(text, "body", {}), MESSAGE, ["{{", "{{a"]],
  ["a text with bold words", (text) => WhatsappText({ text }), MESSAGE, ["*", "_", "~"]],
  ["a text in pieces", inPieces, MESSAGE],
  ["a name in the audit log", withoutMarks, MESSAGE],
  ["a name that a stranger chose", foreignName, MESSAGE],
  ["what is stored", storable, MESSAGE],
  ["the structure of a dead letter", (text) => shapeOf({ [text]: text }), MESSAGE],
];

function readNamed(text: string): unknown {
  const contacts = [{ profile: { name: text, username: text }, wa_id: text, user_id: text }];
  return readIncomingMessage({ message: { ...message("hi"), from: text }, contacts }, now);
}

function readStatus(text: string): unknown {
  const errors = [{ code: text, title: text, error_data: { details: text } }];
  const status = { id: "1", status: "failed", timestamp: text, biz_opaque_callback_data: text, errors };
  return readStatusReport({ status }, now);
}

function readNotice(text: string): unknown {
  const system = { type: "user_changed_number", wa_id: text, user_id: text, previous_user_id: text };
  return readIdentityChange({ type: "system", from: text, system });
}

function readPreference(text: string): unknown {
  const preference = { wa_id: text, user_id: text, category: "marketing_messages", value: "stop" };
  return readPreferences(
    { field: "user_preferences", value: { user_preferences: [{ ...preference, timestamp: text }] } },
    now,
  );
}

function readClaims(text: string): unknown {
  return oidcClaims.safeParse({ iss: text, sub: text, email: text, name: text });
}

describe("twice as much to read takes no more than twice as long, whatever it is made of:", () => {
  test.for(PARSERS)("%s", ([, read, length, starts]) => {
    expectLinear(read, length, starts);
  });
});

test("a parser that looks through the rest again at each character is refused", () => {
  expect(() => expectLinear((text) => /!+$/.test(text), 5000)).toThrow();
});
