import { env } from "../../env.ts";
import type { Command } from "../command.ts";

/** Tells a person whether they are linked, and to which account. */
export const status: Command = {
  name: "status",
  aliases: [],
  summary: "Check linking status",
  decide: ({ sender: { account, linkedAt } }) => {
    const platform = env().PLATFORM_NAME;
    if (!account || !linkedAt) {
      return {
        purpose: "status",
        text: `❌ Account Status: Not Linked

Send 'link' to connect your ${platform} account.`,
      };
    }
    return {
      purpose: "status",
      text: `✅ Account Status: Linked

👤 ${platform} Account: ${account.name}
📧 Email: ${account.email}
🎭 Role: ${account.role}
🔗 Linked: ${linkedAt.toISOString().slice(0, 16).replace("T", " ")}

Ready to take tests! 🎓`,
    };
  },
};
