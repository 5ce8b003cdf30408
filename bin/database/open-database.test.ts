import { afterEach, expect, test } from "vitest";
import { completeSettings } from "../settings/settings.ts";
import { openDatabase } from "./open-database.ts";

const SECRETS = {
  NEXTAUTH_SECRET: "n",
  WHATSAPP_WEBHOOK_SECRET: "w",
  SIMULATOR_TOKEN: "s",
  HEALTH_TOKEN: "h",
};

afterEach(() => {
  delete process.env.DATABSE_URL;
});

test("a command refuses a misspelt setting by its name, and opens no database", async () => {
  process.env.DATABSE_URL = "postgresql://connect@db.example.edu/connect";
  const settings = completeSettings({}, "production", SECRETS);
  await expect(openDatabase(settings)).rejects.toThrow(/DATABSE_URL is not a setting.*DATABASE_URL/);
});
