import { pool } from "#lib/db";
import { log } from "#lib/log";

const RETRY_AFTER_SECONDS = 3;

/** Whether the database can be reached right now. */
export async function isDatabaseThere(): Promise<boolean> {
  try {
    await pool().query("select 1");
    return true;
  } catch (error) {
    log().warn({ error }, "a page was asked for while the database is away");
    return false;
  }
}

/** The chat's colours and shapes of globals.css once more, since nothing else may be needed here. */
const STYLE = `
  :root { color-scheme: light dark; --ink: #13211c; --canvas: #f6f7f2; --line: #dde3da; --brand: #0b6650; --on-brand: #fff;
    --wall: #ece6dc; --in: #fff; --out: #d8f5cd; --shadow: rgb(19 33 28 / 8%) }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e9f0ed; --canvas: #0c1312; --line: #263431; --brand: #35c98f; --on-brand: #04231a;
      --wall: #0a100f; --in: #1f2c29; --out: #14463a; --shadow: rgb(0 0 0 / 40%) }
  }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100dvh; display: grid; grid-template-columns: 100%; align-items: center;
    font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; background: var(--canvas); color: var(--ink) }
  main { display: grid; gap: 1.5rem; width: 100%; max-width: 38rem; margin: auto; padding: 2rem 1rem }
  h1 { margin: 0; font-size: 1.875rem; font-weight: 600; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance }
  .chat { display: grid; gap: 0.75rem; padding: 1rem; border: 1px solid var(--line); border-radius: 1.5rem;
    background: var(--wall) }
  .chat p { margin: 0; max-width: 88%; padding: 0.5rem 0.75rem; border-radius: 0.75rem; font-size: 0.9375rem;
    line-height: 1.375; box-shadow: 0 1px 2px var(--shadow) }
  .own { justify-self: end; border-top-right-radius: 0.125rem !important; background: var(--out) }
  .bot { justify-self: start; border-top-left-radius: 0.125rem !important; background: var(--in) }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  a { justify-self: start; padding: 0.625rem 1.25rem; border-radius: 0.75rem; font-weight: 500; text-decoration: none;
    background: var(--brand); color: var(--on-brand) }
  a:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
`;

/** "Try again" leads to the same address once more, with all that stands in it. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>We’ll be right back</title>
<style>${STYLE}</style>
<main>
  <h1>We can’t reach our database right now</h1>
  <div class="chat">
    <p class="own"><span class="unseen">You: </span>Show me this page, please.</p>
    <p class="bot"><span class="unseen">Our reply: </span>In a moment, we hope. This is our fault, not yours, and nothing is lost.</p>
  </div>
  <a href="">Try again</a>
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
