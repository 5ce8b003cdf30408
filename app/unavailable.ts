import { pool } from "#lib/db";
import { log } from "#lib/log";

const RETRY_AFTER_SECONDS = 3;

/** Whether the database answers just now. */
export async function isDatabaseThere(): Promise<boolean> {
  try {
    await pool().query("select 1");
    return true;
  } catch (error) {
    log().warn({ error }, "a page was asked for while the database is away");
    return false;
  }
}

const STYLE = `
  :root { color-scheme: light dark; --ink: #13211c; --soft: #4c5b54; --canvas: #f6f7f2; --brand: #0b6650; --on-brand: #fff }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e9f0ed; --soft: #a4b5ae; --canvas: #0c1312; --brand: #35c98f; --on-brand: #04231a }
  }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; font: 1rem/1.5 system-ui, sans-serif;
    background: var(--canvas); color: var(--ink) }
  main { max-width: 32rem; padding: 1.5rem; text-align: center }
  h1 { font-size: 1.5rem; line-height: 1.25 }
  p { color: var(--soft) }
  button { min-height: 2.75rem; padding: 0.5rem 1.25rem; border: 0; border-radius: 0.75rem; font: inherit;
    font-weight: 500; background: var(--brand); color: var(--on-brand); cursor: pointer }
`;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>We will be right back</title>
<style>${STYLE}</style>
<main>
  <h1>We cannot reach our database just now</h1>
  <p>Nothing is lost. This is our fault, not yours. Please try again in a moment.</p>
  <form><button>Try again</button></form>
</main>
</html>`;

/** The page for when the database is away: it needs nothing but itself, not even a script. */
export function unavailablePage(): { body: string; status: number; headers: Record<string, string> } {
  return {
    body: PAGE,
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": String(RETRY_AFTER_SECONDS),
    },
  };
}
