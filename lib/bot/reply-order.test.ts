import { expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { workOnInbox } from "../testing/worker.ts";
import { commands } from "./commands/index.ts";
import { listCommands } from "./help.ts";

let people = 0;

async function chat(...texts: string[]): Promise<string[]> {
  people += 1;
  const from = `1555000${String(people).padStart(4, "0")}`;
  for (const text of texts) {
    await deliver(
      deliveryOf({
        contacts: [{ wa_id: from, profile: { name: "Rosa" } }],
        messages: [textMessage(from, text)],
      }),
    );
  }
  await workOnInbox();
  const replies = await db().outboundMessage.findMany({
    where: { toPhone: `+${from}` },
    orderBy: { sequence: "asc" },
  });
  return replies.map(({ text }) => text ?? "");
}

test("greets a person who says hi, and lists what to send", async () => {
  const [welcome] = await chat("hi");
  expect(welcome).toBe(`🎓 Welcome to YeeBitz Platform!

I can help you take tests and access your study materials.

${listCommands(commands)}

To get started, please link your YeeBitz account by sending 'link'`);
});

test("replies to several messages of one person in their order", async () => {
  const replies = await chat("status", "what?", "unlink", "hello");
  expect(replies.map((reply) => [...reply].slice(0, 3).join(""))).toEqual(["❌ A", "🤔 I", "ℹ️ ", "🎓 W"]);
});
