import { env } from "../env.ts";
import type { Reply } from "../outbox/reply.ts";
import type { Person } from "../people/identities.ts";
import type { Command } from "./command.ts";
import { listCommands } from "./help.ts";

const LINK = { id: "link", label: "Link" };
const STATUS = { id: "status", label: "Status" };

/** What a person is told who greets the bot: what it can do, and what to do next. */
export function welcome({ account }: Person, commands: readonly Command[], more = ""): Reply {
  const platform = env().PLATFORM_NAME;
  const next = account
    ? `You're linked as ${account.name}. Send 'status' to see the details.`
    : `To get started, please link your ${platform} account by sending 'link'`;
  return {
    purpose: "welcome",
    text: `🎓 Welcome to ${platform} Platform!

I can help you take tests and access your study materials.

${listCommands(commands)}

${next}${more}`,
    buttons: account ? [STATUS] : [LINK, STATUS],
  };
}
