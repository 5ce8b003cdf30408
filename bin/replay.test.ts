import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { db } from "#lib/db";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { projectPath } from "./project.ts";

test("npm run replay tries again what failed, and says why a dead letter stays one", async ({
  databaseUrl,
}) => {
  const replay = (...ids: string[]) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, ENV_FILE: "none" };
    return spawnSync(process.execPath, ["bin/replay.ts", ...ids], {
      cwd: projectPath(),
      env,
      encoding: "utf8",
    });
  };
  await deliver(
    deliveryOf({ messages: [{ id: "wamid.1", type: "text" }, textMessage("15550000001", "hi")] }),
  );
  await db().$executeRaw`update webhook_events set state = 'dead', attempts = 6 where state = 'pending'`;
  const { id } = await db().webhookEvent.findFirstOrThrow({ where: { state: "quarantined" } });

  expect(replay().stdout).toContain("Replayed: 1. Nothing to do: 0. Still couldn't be processed: 1.");
  expect(await db().webhookEvent.count({ where: { state: "pending", attempts: 0 } })).toBe(1);
  expect(replay(String(id)).stdout).toContain(
    `${id}: still couldn't be processed (the message has no id, type or sender).`,
  );
  expect(replay("404")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("No dead letter has this ID."),
  });
}, 60_000);
