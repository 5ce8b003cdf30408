import { currentMode, env, publicOrigin } from "../env.ts";
import { hasDemoAccounts } from "../settings/demo-accounts.ts";
import { EXAMPLES } from "./examples.ts";
import { sendExamples } from "./operations/sending.ts";
import { credentialsExample } from "./operations/sign-in.ts";

/** One of the calls that a newcomer makes: what to type, and what comes back. */
interface Step {
  title: string;
  says: string;
  command: string;
  response: string;
}

const JSON_BODY = "-H 'Content-Type: application/json'";
const BEARER = '-H "Authorization: Bearer $token"';

const typed = (body: object) => `-d '${JSON.stringify(body)}'`;
const shown = (body: unknown) => JSON.stringify(body, null, 2);

/** Signing in, sending a message and reading its status, as commands for a terminal. In the demo they work as they are. */
export function quickStart(): Step[] {
  const origin = publicOrigin();
  const account = hasDemoAccounts(currentMode(), env())
    ? credentialsExample
    : { email: "you@example.edu", password: "your password" };
  const { messages: [message] = [] } = EXAMPLES["listMessages 200"] as {
    messages: Record<string, unknown>[];
  };
  const { id, to_phone, text, status, delivered_at } = message ?? {};
  return [
    {
      title: "Sign in",
      says: "Get a Bearer token as an instructor or admin. The command keeps the token from the response in a variable.",
      command: `token=$(curl -s ${origin}/api/auth/token ${JSON_BODY} \\
  ${typed(account)} |
  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
      response: shown(EXAMPLES["issueToken 200"]),
    },
    {
      title: "Send a message",
      says: "You can send free text to people who wrote to us within the last 24 hours, and templates at any time.",
      command: `curl ${origin}/api/whatsapp/send \\
  ${BEARER} ${JSON_BODY} \\
  ${typed(sendExamples.text.value)}`,
      response: shown(EXAMPLES["sendMessage 200"]),
    },
    {
      title: "Read its status",
      says: "The newest message comes first. Its status goes from accepted to sent, delivered and read. The response has more about it than is shown here.",
      command: `curl "${origin}/api/whatsapp/messages?direction=outbound&limit=1" \\
  ${BEARER}`,
      response: shown({ messages: [{ id, to_phone, text, status, delivered_at }] }),
    },
  ];
}
