import NextAuth from "next-auth";
import { authOptions } from "../auth/options.ts";
import type { SchoolClaims } from "./oidc.ts";

const OURS = "http://localhost:3000";

/** A browser without a screen: it keeps cookies, and knows the steps of signing in with a provider. */
interface SignInBrowser {
  /** The cookies that it has for us. */
  cookies: Map<string, string>;
  cookieHeader(): string;
  /** Presses the button of our sign-in page; the address to which that leads. */
  leave(callbackUrl?: string): Promise<string>;
  /** Signs in at the provider, or cancels; the address with which the provider leads back to us. */
  prove(address: string, claims: SchoolClaims | "cancel"): Promise<string>;
  /** Presses the button that signs out. */
  signOut(): Promise<void>;
  /** Opens that address; the path where one ends up, with its query. */
  comeBack(address: string): Promise<string>;
}

/** Opens a browser that has no cookies yet. */
export function openBrowser(): SignInBrowser {
  const jars = { ours: new Map<string, string>(), theirs: new Map<string, string>() };
  const headerOf = (jar: Map<string, string>) =>
    [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  const go = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const isOurs = address.startsWith(OURS);
    const jar = isOurs ? jars.ours : jars.theirs;
    const response = isOurs
      ? await askNextAuth(new URL(address), jar, form)
      : await fetch(address, {
          redirect: "manual",
          headers: { cookie: headerOf(jar) },
          ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
        });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    return response;
  };
  const follow = async (
    from: string,
    isThere: (address: string) => boolean,
    form?: Record<string, string>,
  ) => {
    let address = from;
    for (
      let steps = 0, given = form;
      steps < 10 && (given || !isThere(address));
      steps++, given = undefined
    ) {
      const location = (await go(address, given)).headers.get("location");
      if (!location) break;
      address = new URL(location, address).href;
    }
    return address;
  };

  return {
    cookies: jars.ours,
    cookieHeader: () => headerOf(jars.ours),
    leave: async (callbackUrl = "/settings") => {
      const { csrfToken } = (await (await go(`${OURS}/api/auth/csrf`)).json()) as { csrfToken: string };
      const form = { csrfToken, callbackUrl };
      const response = await go(`${OURS}/api/auth/signin/oidc`, form);
      return new URL(response.headers.get("location") ?? "", OURS).href;
    },
    prove: async (address, claims) => {
      const page = await follow(address, (at) => at.includes("/sign-in/"));
      const form: Record<string, string> =
        claims === "cancel" ? { action: "cancel" } : { action: "sign-in", claims: JSON.stringify(claims) };
      return follow(page, (at) => at.startsWith(OURS), form);
    },
    signOut: async () => {
      const { csrfToken } = (await (await go(`${OURS}/api/auth/csrf`)).json()) as { csrfToken: string };
      await go(`${OURS}/api/auth/signout`, { csrfToken });
    },
    comeBack: async (address) => {
      const end = new URL(await follow(address, (at) => !at.startsWith(`${OURS}/api/auth/`)));
      return end.pathname + end.search;
    },
  };
}

function keep(jar: Map<string, string>, setCookie: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
  if (value) jar.set(name, decodeURIComponent(value));
  else jar.delete(name);
}

/** Calls next-auth as an old-style Next API route would, which needs no running Next. */
async function askNextAuth(url: URL, cookies: Map<string, string>, form?: Record<string, string>) {
  const headers = new Headers();
  let [status, body] = [200, ""];
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: () => [],
    setHeader: (name: string, value: string | string[]) => {
      for (const one of [value].flat()) headers.append(name, one);
      return response;
    },
    json: (given: unknown) => {
      body = JSON.stringify(given);
    },
    send: (given: unknown) => {
      body = typeof given === "string" ? given : JSON.stringify(given);
    },
    end: () => {},
  };
  const request = {
    method: form ? "POST" : "GET",
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: Object.fromEntries(cookies),
    headers: {},
    body: form,
  };
  await NextAuth(request as never, response as never, authOptions("192.0.2.1"));
  return new Response(body, { status, headers });
}
