import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyFor } from "../../keys.ts";
import { areCookiesSecure } from "../sessions/session-cookie-name.ts";

/**
 * A browser in which somebody has signed in to an account before (OWASP's device cookie): what strangers try with that
 * account neither slows it nor locks it out. It opens nothing by itself.
 */
type KnownBrowser = string;

const LIFETIME_SECONDS = 365 * 24 * 3600;

/** How many accounts one browser is known for: a family's, not a whole school's. */
const MOST_ACCOUNTS = 5;

/** How many of our name are looked at, where others have left some. */
const MOST_COOKIES = 3;

const NAME = "connect.known-browser";
const MARK = /^([\w-]{22})\.(\d{10})\.([\w-]{43})$/;

const cookieName = () => (areCookiesSecure() ? `__Secure-${NAME}` : NAME);
const nowInSeconds = () => Math.floor(Date.now() / 1000);

function sign(email: string, id: string, since: string): string {
  return createHmac("sha256", keyFor("known-browsers")).update(`${id}.${since}.${email}`).digest("base64url");
}

function marksIn(cookieHeader: string | null): string[] {
  const pairs = (cookieHeader ?? "").split(/;\s*/).map((pair) => pair.split("="));
  const values = pairs
    .flatMap(([name, value = ""]) => (name === cookieName() ? value : []))
    .slice(0, MOST_COOKIES);
  return values.flatMap((value) => value.split("~", MOST_ACCOUNTS)).filter((mark) => MARK.test(mark));
}

function idFor(email: string, mark: string): KnownBrowser | null {
  const [, id = "", since = "", signature = ""] = MARK.exec(mark) ?? [];
  if (nowInSeconds() - Number(since) > LIFETIME_SECONDS) return null;
  const expected = Buffer.from(sign(email, id, since));
  return timingSafeEqual(Buffer.from(signature), expected) ? id : null;
}

/** By which id a browser is known that somebody signed in with to the account of this address; null where it is not. */
export function findKnownBrowser(cookieHeader: string | null, email: string): KnownBrowser | null {
  return marksIn(cookieHeader).reduce<KnownBrowser | null>(
    (found, mark) => found ?? idFor(email, mark),
    null,
  );
}

/** The `Set-Cookie` header after which a browser is known for this address too; only the sign-in endpoints get the cookie. */
export function knownBrowserCookie(cookieHeader: string | null, email: string): string {
  const since = String(nowInSeconds());
  const id = findKnownBrowser(cookieHeader, email) ?? randomBytes(16).toString("base64url");
  const others = marksIn(cookieHeader).filter((mark) => idFor(email, mark) === null);
  const marks = [`${id}.${since}.${sign(email, id, since)}`, ...others].slice(0, MOST_ACCOUNTS).join("~");
  const attributes = `Path=/api/auth; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax`;
  return `${cookieName()}=${marks}; ${attributes}${areCookiesSecure() ? "; Secure" : ""}`;
}
