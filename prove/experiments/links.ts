import { LINK_LIFETIME_MINUTES } from "#lib/lifetimes";
import { bearerOf, type CallOutcome, ORIGIN, openClients } from "../clients.ts";
import { skewedClock } from "../clocks.ts";
import type { Experiment, Stage } from "../experiment.ts";
import { settle } from "../settle.ts";
import { messageDelivery } from "../webhooks.ts";

const CONFIRMS = 32;
const ACCOUNTS_EACH = 8;
const EXPIRED_EVERY = 10;
const AT_ONCE = 4;
const MINT_AT_ONCE = 32;
/** So far are the clocks off: what a token's lifetime by them would make live for ever, or never. */
const SKEW_MINUTES = LINK_LIFETIME_MINUTES + 10;

interface Asked {
  phone: string;
  token: string;
  isExpired: boolean;
  /** Accounts that confirm all at once, and one that comes too late. */
  accounts: string[];
}

/** Does `work` for each, so many at a time. */
async function forEach<T>(all: T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const next = async () => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** Lets so many people ask for a link in their chats, and reads the tokens off their phones. */
async function askForLinks({ mailbox, system, double }: Stage, count: number): Promise<Asked[]> {
  const phones = Array.from({ length: count }, (_, at) => `1555${String(3_000_000 + at)}`);
  await forEach(phones, MINT_AT_ONCE, (phone) =>
    mailbox.deliver(
      messageDelivery({ name: `Person ${phone}`, phone, bsuid: null }, `wamid.e9.${phone}`, "link"),
    ),
  );
  await settle(system, double, 600);
  const rows = await system.ask<{ id: string }>(
    `insert into users (id, email, name) select gen_random_uuid(), 'e9-' || n || '@example.com', 'Person ' || n
     from generate_series(1, $1) as n returning id`,
    [count * (ACCOUNTS_EACH + 1)],
  );
  const texts = new Map(double.accepted.map(({ to, text }) => [to.replace("+", ""), text]));
  return phones.map((phone, at) => ({
    phone,
    token: /token=(\w{32})/.exec(texts.get(phone) ?? "")?.[1] ?? "none",
    isExpired: at % EXPIRED_EVERY === 0,
    accounts: rows.slice(at * (ACCOUNTS_EACH + 1), (at + 1) * (ACCOUNTS_EACH + 1)).map(({ id }) => id),
  }));
}

/** Ends the time of some tokens, a second ago by the database's clock. */
async function letExpire({ system }: Stage, asked: Asked[]): Promise<void> {
  const phones = asked.filter(({ isExpired }) => isExpired).map(({ phone }) => `+${phone}`);
  const people = "select id from whatsapp_users where whatsapp_phone = any($1)";
  await system.ask(
    `update link_tokens set expires_at = now() - interval '1 second' where whatsapp_user_id in (${people})`,
    [phones],
  );
  await system.ask(
    `update whatsapp_users set link_token_expires_at = now() - interval '1 second' where id in (${people})`,
    [phones],
  );
}

/**
 * Tokens that are each read three times by programs and then confirmed 32 times at once, at servers whose clocks are more
 * than a lifetime fast and slow: each links one account to the number that asked, no expired one links, no used one a second time.
 */
export const links: Experiment = {
  name: "E9",
  promise: "a link token works once, for its lifetime by the database's clock, whatever reads it before",
  system: {
    webs: 2,
    webVariables: [skewedClock(SKEW_MINUTES), skewedClock(-SKEW_MINUTES)],
    variables: { WHATSAPP_WEBHOOK_URL: `${ORIGIN}/api/whatsapp/webhook`, TRUSTED_PROXIES: "1" },
  },
  run: async (stage) => {
    const { system } = stage;
    const asked = await askForLinks(stage, stage.size(300, 10_000));
    await letExpire(stage, asked);
    const clients = openClients(system.webhookPort);
    const statuses = new Map<number, number>();
    let [confirmed, lost, doubled, wrong, spoilt] = [0, 0, 0, 0, 0];
    const note = ({ status }: CallOutcome) => statuses.set(status, (statuses.get(status) ?? 0) + 1);

    await forEach(asked, AT_ONCE, async ({ phone, token, isExpired, accounts }) => {
      const address = `10.${phone.slice(-6, -4)}.${Number(phone.slice(-4, -2))}.${Number(phone.slice(-2))}`;
      const page = `/whatsapp/link?token=${token}`;
      const looks = [await clients.call("GET", `/api${page}`, { address })];
      for (const method of ["GET", "HEAD"]) looks.push(await clients.call(method, page, { address }));
      if (!isExpired && looks.some(({ status }) => status !== 200 && status !== 303)) spoilt += 1;

      const bearers = await Promise.all(accounts.map(bearerOf));
      const late = bearers.pop() ?? "";
      const confirm = (bearer: string) =>
        clients.call("POST", "/api/whatsapp/link", { bearer, address, body: { token } });
      const confirms = Array.from({ length: CONFIRMS }, (_, at) => at % ACCOUNTS_EACH);
      const outcomes = await Promise.all(confirms.map((at) => confirm(bearers[at] ?? "")));
      outcomes.forEach(note);
      // A click at the same moment as the first, or again after a response that got lost, is told so by this 409.
      const isLinked = ({ status, body }: CallOutcome) => status === 200 || body.includes('"already_yours"');
      const winners = new Set(confirms.filter((_, at) => outcomes[at] && isLinked(outcomes[at])));
      confirmed += winners.size > 0 ? 1 : 0;
      if (winners.size > 1) doubled += 1;
      if (!isExpired && winners.size === 0) lost += 1;
      if (isExpired && winners.size > 0) wrong += 1;
      wrong += outcomes.filter(({ status, body }) => status === 200 && !body.includes(`"+${phone}"`)).length;
      if (isLinked(await confirm(late))) wrong += 1;
    });
    clients.close();

    const [row] = await system.ask<{ links: number }>(
      "select count(*)::int as links from whatsapp_users where is_linked",
    );
    const expected = asked.filter(({ isExpired }) => !isExpired).length;
    return {
      N: asked.length,
      kills: 0,
      restarts: 0,
      acked: confirmed,
      lost,
      doubled,
      order_violations: 0,
      unresolved: 0,
      failed: wrong + spoilt + Math.abs((row?.links ?? 0) - expected),
      confirms: asked.length * CONFIRMS,
      links: row?.links,
      expected,
      expired_accepted_or_used_twice: wrong,
      spoilt_by_reading: spoilt,
      repeats: clients.repeats,
      responses: Object.fromEntries(statuses),
    };
  },
};
