import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { deleteLink } from "../linking/endings.ts";
import { requireConsent } from "../outbox/marketing.ts";
import { requireRecipient } from "../outbox/recipients.ts";
import { findStanding } from "../outbox/standing.ts";
import { createAccount } from "../testing/accounts.ts";
import { consentLedger, personAt, secondsAgo } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

test.beforeAll(async () => {
  const open_day = { name: "open_day", language: "en", category: "MARKETING", status: "APPROVED" };
  await db().messageTemplate.create({ data: { ...open_day, parameterFormat: "POSITIONAL", components: [] } });
});

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

/** What becomes of a marketing template to this number: the code of its refusal, or "sent". */
async function judge(phone: string): Promise<string> {
  const recipient = await requireRecipient(phone);
  const content = {
    kind: "template",
    template: { name: "open_day", language: "en", components: null },
  } as const;
  const sender = { sentByUserId: (await createAccount()).id, messageId: "1" };
  const standing = await findStanding(db(), recipient);
  return requireConsent(db(), recipient, standing, content, null, sender).then(
    () => "sent",
    (error: { code: string }) => error.code,
  );
}

describe("a person agrees to marketing", () => {
  test("who sends START gets it", async () => {
    const student = newStudent();
    await student.say("START");
    expect(await consentLedger()).toEqual(["marketing in by chat"]);
    expect(await judge(student.phone)).toBe("sent");
    await student.say("start");
    expect(await consentLedger()).toHaveLength(1);
  });

  test.for(["hi", "help", "menu"])("%j agrees to nothing", async (word) => {
    const student = newStudent();
    await student.say(word);
    expect(await judge(student.phone)).toBe("no_consent");
  });

  test("who links an account gets it, also after unlinking, until they send STOP", async () => {
    const [student, account] = [newStudent(), await createAccount()];
    await confirmLink(await student.askForToken(), account);
    expect(await consentLedger()).toEqual(["marketing in by linking"]);
    expect(await judge(student.phone)).toBe("sent");
    await deleteLink({ account, isFresh: true });
    expect(await judge(student.phone)).toBe("sent");
    await student.say("stop");
    expect(await judge(student.phone)).toBe("opted_out");
    await student.say("start");
    expect(await judge(student.phone)).toBe("sent");
  });

  test("linking does not undo a STOP", async () => {
    const student = newStudent();
    await student.say("stop");
    await confirmLink(await student.askForToken(), await createAccount());
    expect(await judge(student.phone)).toBe("opted_out");
  });

  test("a STOP goes with the account to its new WhatsApp, and a START there ends it", async () => {
    const [old, next, account] = [newStudent(), newStudent(), await createAccount()];
    await confirmLink(await old.askForToken(), account);
    await old.say("stop");
    const replaces = (await personAt(old.phone))?.id;
    await confirmLink(await next.askForToken(), account, { replaces, isFresh: true });
    expect(await judge(next.phone)).toBe("opted_out");
    await next.say("start");
    expect(await judge(next.phone)).toBe("sent");
  });

  test("an older START that comes late is no agreement after a STOP", async () => {
    const student = newStudent();
    await student.say("stop", { text: { body: "start" }, timestamp: secondsAgo(600) });
    expect((await personAt(student.phone))?.marketingAgreedAt).toBeNull();
    expect(await judge(student.phone)).toBe("opted_out");
  });
});
