import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { LINK_LIFETIME_MINUTES } from "../lifetimes.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { confirmLink } from "./confirmations.ts";
import { deleteLink } from "./endings.ts";
import { findLink } from "./links.ts";
import { findLinkOffer } from "./offers.ts";
import { requireLinkOffer } from "./refusals.ts";
import { newToken } from "./tokens.ts";

const refused = (code: string, status: number) => expect.objectContaining({ code, status });

async function outcomes(attempts: Promise<{ isNew: boolean }>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled
    .map((one) => (one.status === "fulfilled" ? `linked, new: ${one.value.isNew}` : String(one.reason.code)))
    .sort();
}

test("a confirmed token links the account to the WhatsApp that asked for it", async () => {
  const student = newStudent({ name: "Maria" });
  const account = await createAccount();
  const link = await confirmLink(await student.askForToken(), account);
  expect(link).toMatchObject({ isNew: true, phone: student.phone, name: "Maria" });
  expect(await findLink(account)).toMatchObject({ phone: student.phone, linkedAt: expect.any(Date) });
});

test("any number of looks at a token leaves it as good as it was", async () => {
  const token = await newStudent().askForToken();
  const before = await db().linkToken.findMany();
  for (let looks = 0; looks < 20; looks++) {
    expect(await requireLinkOffer(token)).toMatchObject({ state: "valid", linkedUserId: null });
  }
  expect(await db().linkToken.findMany()).toEqual(before);
});

describe("of confirmations at the same moment one links", () => {
  test("four by four accounts", async () => {
    const token = await newStudent().askForToken();
    const accounts = await Promise.all(Array.from({ length: 4 }, () => createAccount()));
    const results = await outcomes(accounts.map((account) => confirmLink(token, account)));
    expect(results.filter((result) => result === "linked, new: true")).toHaveLength(1);
    for (const result of results.slice(0, 3)) expect(result).toMatch(/^link_used|^whatsapp_linked_already/);
    expect(await db().whatsappUser.count({ where: { userId: { in: accounts.map(({ id }) => id) } } })).toBe(
      1,
    );
  });

  test("four by one account, to whom the others say that it is theirs already", async () => {
    const token = await newStudent().askForToken();
    const account = await createAccount();
    const results = await outcomes(Array.from({ length: 4 }, () => confirmLink(token, account)));
    expect(results).toEqual(["already_yours", "already_yours", "already_yours", "linked, new: true"]);
  });

  test("two with tokens of two people by one account", async () => {
    const tokens = [await newStudent().askForToken(), await newStudent().askForToken()];
    const account = await createAccount();
    const results = await outcomes(tokens.map((token) => confirmLink(token, account)));
    expect(results).toEqual(["account_linked_already", "linked, new: true"]);
    expect(await db().whatsappUser.count({ where: { userId: account.id } })).toBe(1);
  });
});

test("a click on the button a while after is told of the link that there is", async () => {
  const account = await createAccount();
  const token = await newStudent().askForToken();
  await confirmLink(token, account);
  await db().$executeRaw`update link_tokens set ended_at = ended_at - interval '3 seconds'`;
  expect(await confirmLink(token, account)).toMatchObject({ isNew: false });
  expect(await db().auditEvent.count({ where: { action: "linked", userId: account.id } })).toBe(1);
});

describe("a token is refused", () => {
  test("once its time is over, by the database's clock", async () => {
    const token = await newStudent().askForToken();
    await db()
      .$executeRaw`update link_tokens set expires_at = now() - interval '1 second' where ended_at is null`;
    await db().$executeRaw`update whatsapp_users set link_token_expires_at = now() - interval '1 second'`;
    await expect(confirmLink(token, await createAccount())).rejects.toEqual(refused("link_expired", 410));
    await expect(requireLinkOffer(token)).rejects.toEqual(refused("link_expired", 410));
  });

  test("when a newer one has replaced it, which works", async () => {
    const student = newStudent();
    const old = await student.askForToken();
    const token = await student.askForToken();
    const account = await createAccount();
    await expect(confirmLink(old, account)).rejects.toEqual(refused("link_superseded", 410));
    await expect(confirmLink(token, account)).resolves.toMatchObject({ isNew: true });
  });

  test("when somebody else has used it", async () => {
    const token = await newStudent().askForToken();
    await confirmLink(token, await createAccount());
    await expect(confirmLink(token, await createAccount())).rejects.toEqual(refused("link_used", 410));
    await expect(requireLinkOffer(token)).rejects.toEqual(refused("link_used", 410));
  });

  test("when it was used and the link ended since", async () => {
    const token = await newStudent().askForToken();
    const account = await createAccount();
    await confirmLink(token, account);
    await deleteLink({ account, isFresh: true });
    await expect(confirmLink(token, account)).rejects.toEqual(refused("link_used", 410));
  });

  test.for([newToken(), "", "' or 1=1 --", "x".repeat(2000)])(
    "when we never gave it out: %j",
    async (token) => {
      await expect(confirmLink(token, await createAccount())).rejects.toEqual(refused("link_not_found", 404));
      expect(await findLinkOffer(token)).toBeNull();
    },
  );

  test("when the account is linked to another WhatsApp, and then stays good for another account", async () => {
    const account = await createAccount();
    await confirmLink(await newStudent().askForToken(), account);
    const token = await newStudent().askForToken();
    await expect(confirmLink(token, account)).rejects.toEqual(refused("account_linked_already", 409));
    await expect(confirmLink(token, await createAccount())).resolves.toMatchObject({ isNew: true });
  });
});

test("a token lives for its time by the database's clock, not by ours", async () => {
  await newStudent().askForToken();
  const [row] = await db().$queryRaw<{ minutes: number }[]>`
    select extract(epoch from expires_at - now())::float / 60 as minutes from link_tokens
    where ended_at is null order by issued_at desc limit 1`;
  expect(row?.minutes).toBeGreaterThan(LINK_LIFETIME_MINUTES - 0.5);
  expect(row?.minutes).toBeLessThanOrEqual(LINK_LIFETIME_MINUTES);
});

test("unlinking twice: the second finds nothing, and nobody else loses anything", async () => {
  const [account, other] = [await createAccount(), await createAccount()];
  for (const person of [account, other]) await confirmLink(await newStudent().askForToken(), person);
  expect(await deleteLink({ account, isFresh: true })).not.toBeNull();
  expect(await deleteLink({ account, isFresh: true })).toBeNull();
  expect(await findLink(other)).not.toBeNull();
});

test("of four unlinkings at once one ends the link", async () => {
  const account = await createAccount();
  await confirmLink(await newStudent().askForToken(), account);
  const ended = await Promise.all(Array.from({ length: 4 }, () => deleteLink({ account, isFresh: true })));
  expect(ended.filter(Boolean)).toHaveLength(1);
});
