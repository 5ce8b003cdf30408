import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { db } from "#lib/db";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { projectPath } from "./project.ts";

test("what failed for good is worked on again by command, and what cannot be read stays, with its reason", async ({
  databaseUrl,
}) => {
  const redrive = (...ids: string[]) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, ENV_FILE: "none" };
    return spawnSync(process.execPath, ["bin/redrive.ts", ...ids], {
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

  expect(redrive().stdout).toContain("Worked on again: 1. Nothing to do: 0. Still set aside: 1.");
  expect(await db().webhookEvent.count({ where: { state: "pending", attempts: 0 } })).toBe(1);
  expect(redrive(String(id)).stdout).toContain(
    `${id}: quarantined, since the message has no id, type or sender.`,
  );
  expect(redrive("404")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("Nothing is set aside"),
  });
}, 60_000);
