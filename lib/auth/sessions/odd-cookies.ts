import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { env } from "../../env.ts";
import { returnPath } from "../return-path.ts";

/** More of one name than any browser of ours comes to have; what is before them is not looked at. */
const MOST_OF_A_NAME = 20;

/** next-auth's cookies, whatever stands before their names, with whether a value is one that it can have written. */
const FITS = new Map<string, (value: string) => boolean>([
  ["callback-url", isAddress],
  ["csrf-token", isSignedToken],
  ["session-token", isSealed],
  ["state", isSealed],
  ["nonce", isSealed],
  ["pkce.code_verifier", isSealed],
]);

const NAME = /^(?:__Secure-|__Host-)?next-auth\.(.+)$/;

interface Cookie {
  name: string;
  value: string;
  /** Name and value as they came. */
  text: string;
}

/** A `Cookie` header without the next-auth cookies that next-auth can't have written. All other cookies are kept. */
export async function withoutOddCookies(header: string): Promise<string> {
  const cookies = header.split(/; */).map(readCookie);
  const kept = new Map<string, Cookie[]>();
  for (const cookie of cookies) {
    if (FITS.get(nextAuthName(cookie) ?? "")?.(cookie.value))
      kept.set(cookie.name, [...(kept.get(cookie.name) ?? []), cookie].slice(-MOST_OF_A_NAME));
  }
  const ours = new Set(await Promise.all([...kept.values()].map(findOurs)));
  return cookies
    .filter((cookie) => ours.has(cookie) || nextAuthName(cookie) === null)
    .map(({ text }) => text)
    .join("; ");
}

function readCookie(text: string): Cookie {
  const [name = ""] = text.split("=", 1);
  return { name, text, value: decoded(text.slice(name.length + 1)) };
}

/** What cannot be decoded is not there for Next. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function nextAuthName({ name }: Cookie): string | null {
  return NAME.exec(name)?.[1] ?? null;
}

function isAddress(value: string): boolean {
  return returnPath(value) === value || (/^https?:\/\//i.test(value) && URL.canParse(value));
}

function isSignedToken(value: string): boolean {
  const [token, hash] = value.split("|");
  return hash === createHash("sha256").update(`${token}${env().NEXTAUTH_SECRET}`).digest("hex");
}

/** Whether it looks like a JWE; who has sealed it only opening it tells. */
function isSealed(value: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value);
}

/** The last of several cookies by one name that our secret opens. */
async function findOurs(cookies: Cookie[]): Promise<Cookie | undefined> {
  if (cookies.length === 1) return cookies[0];
  const opened = await Promise.all(cookies.map(isOurs));
  return cookies.findLast((_, at) => opened[at]);
}

async function isOurs(cookie: Cookie): Promise<boolean> {
  const { name, value } = cookie;
  const isSession = nextAuthName(cookie) === "session-token";
  if (FITS.get(nextAuthName(cookie) ?? "") !== isSealed) return true;
  try {
    const salt = isSession ? "" : name;
    return (await decode({ token: value, secret: env().NEXTAUTH_SECRET, salt })) !== null;
  } catch {
    return false;
  }
}
