import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, query } from "./accounts.ts";
import { readSamples } from "./api-samples.ts";
import { addPhone, tokenIn } from "./simulator.ts";

/** What a browser sends back of the cookies that it got. */
const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

test("each sample call of the API's document works in the demo, and returns what the document says", async () => {
  const { run, uncalled } = await readSamples();
  const [student, other] = [
    await addAccount("student", "Sam Sample"),
    await addAccount("student", "Sue Sample"),
  ];
  const admin = await bearerOf(await addAccount("admin", "Ada Sample"));
  const [sam, sue] = [await bearerOf(student), await bearerOf(other)];

  await test.step("signing in", async () => {
    await run("issueToken");
    const csrf = await run("readCsrfToken");
    const fill = { csrfToken: String(csrf.body.csrfToken) };
    const cookie = cookiesOf(csrf.headers);
    const signedIn = await run("signIn", { fill, cookie });
    const session = { cookie: `${cookie}; ${cookiesOf(signedIn.headers)}` };
    await run("readSession", session);
    await run("signOut", { fill, ...session });
  });

  await test.step("linking", async () => {
    const phone = await addPhone("Sam's phone");
    const token = tokenIn(await phone.send("link"));
    await run("inviteToLink", { bearer: sam });
    await run("readLink", { fill: { token } });
    await run("confirmLink", { bearer: sam, fill: { token } });
    await run("readLinkStatus", { bearer: sam });
    await run("listAuditEvents", { bearer: sam });
    await run("unlink", { bearer: sam });
    await run("readPendingLink", { bearer: sam });
    await run("cancelPendingLink", { bearer: sam });
    await run("confirmLink", { bearer: sue, fill: { token: tokenIn(await phone.send("link")) } });
    const [person] = await query<{ id: string }>("select id from whatsapp_users where user_id = $1", [
      other.id,
    ]);
    await run("unlinkPerson", { bearer: admin, fill: { id: person?.id ?? "" } });
    await run("countLinks", { bearer: admin });
  });

  await test.step("messages and templates", async () => {
    for (const body of ["text", "template", "announcement"])
      await run("sendMessage", { bearer: admin, body });
    await run("findPeople", { bearer: admin });
    const { messages } = (await run("listMessages", { bearer: admin })).body as {
      messages: { id: string; sent_by: string }[];
    };
    const id = messages.find((message) => message.sent_by === "Ada Sample")?.id ?? "";
    await run("readMessageHistory", { bearer: admin, fill: { id } });
    const [unconfirmed] = await query<{ id: string }>(
      `insert into outbound_messages
        (id, lane, to_phone, whatsapp_user_id, purpose, kind, text, status, attempted_at, updated_at)
      select gen_random_uuid(), lane, to_phone, whatsapp_user_id, purpose, 'text', 'Hello', 'unknown', now() - interval '16 minutes', now()
      from outbound_messages where id = $1 returning id`,
      [id],
    );
    await run("resendMessage", { bearer: admin, fill: { id: unconfirmed?.id ?? "" } });
    const [queued] = await query<{ id: string }>(
      "insert into outbound_messages (id, lane, purpose, kind, text, updated_at) values (gen_random_uuid(), 'sample', 'staff', 'text', 'Hello', now()) returning id",
    );
    await run("cancelMessage", { bearer: admin, fill: { id: queued?.id ?? "" } });
    await run("listTemplates", { bearer: admin });
    await run("refreshTemplates", { bearer: admin });
  });

  await test.step("the webhook and dead letters", async () => {
    await run("verifyWebhook");
    await run("receiveDelivery");
    const broken = { id: `wamid.SAMPLE${Date.now()}`, type: "text" };
    const entry = [{ id: "1", changes: [{ field: "messages", value: { messages: [broken] } }] }];
    await fetch(`${process.env.E2E_BASE_URL}/api/whatsapp/webhook`, {
      method: "POST",
      body: JSON.stringify({ object: "whatsapp_business_account", entry }),
    });
    const { events } = (await run("listDeadLetters", { bearer: admin })).body as {
      events: { id: string; raw: string }[];
    };
    const id = events.find(({ raw }) => raw.includes(broken.id))?.id ?? "";
    await run("replayDeadLetter", { bearer: admin, fill: { id } });
    await run("dismissDeadLetter", { bearer: admin, fill: { id } });
  });

  await test.step("health and the reference", async () => {
    for (const operationId of ["readHealth", "readReadiness", "readDetailedHealth"]) await run(operationId);
    for (const operationId of ["readChannel", "readSystemHealth", "checkSetUp"])
      await run(operationId, { bearer: admin });
    // Nothing is broken there, and to break it would keep other tests' messages from coming.
    await run("repairSetUp", { bearer: admin, status: 409 });
    for (const operationId of ["readApiDocument", "openReference", "readReferenceAsset"])
      await run(operationId);
  });

  await test.step("signing out", async () => {
    await run("endToken", { bearer: sam });
    await run("signOutEverywhere", { bearer: sue });
  });
  expect(uncalled()).toEqual([]);
});
