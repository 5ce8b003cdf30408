import { env } from "../../env.ts";
import { timeInZone } from "../../time.ts";
import type { Command } from "../command.ts";

/** Tells a person whether they are linked, and to which account. */
export const status: Command = {
  name: "status",
  aliases: [],
  summary: "Check linking status",
  decide: ({ sender: { account, linkedAt } }) => {
    const { PLATFORM_NAME: platform, TIME_ZONE } = env();
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
🔗 Linked: ${timeInZone(linkedAt, TIME_ZONE)}

Ready to take tests! 🎓`,
    };
  },
};
