import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration } from "oidc-provider";

/** A school's sign-in service that runs beside the tests, and how an application is registered with it. */
export interface School {
  issuer: string;
  clientId: string;
  clientSecret: string;
  stop(): void;
}

/** What the service says of a person. */
export type SchoolClaims = { sub: string } & Record<string, unknown>;

const CLIENT = { clientId: "yeebitz-connect", clientSecret: "a-client-secret-for-tests" };
const SCOPE = "openid email profile";

/** What each person has said of themselves when they signed in last. */
const people = new Map<string, SchoolClaims>();

/**
 * A real OpenID Connect provider. Whoever signs in there writes their own claims, as JSON, in place of a name and
 * password; nobody is asked whether the application may know them.
 */
export async function startSchool(redirectUri: string): Promise<School> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configure(redirectUri));
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/sign-in/")) return handle(request, response);
    showSignIn(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  return { issuer, ...CLIENT, stop: () => server.close().closeAllConnections() };
}

async function configure(redirectUri: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return {
    clients: [
      { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "school" }] },
    cookies: { keys: ["a-cookie-key-for-tests"] },
    claims: { email: ["email", "email_verified"], profile: ["name", "roles"] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => people.get(accountId) ?? { sub: accountId } }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: CLIENT.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope(SCOPE);
      await grant.save();
      return grant;
    },
  };
}

const PAGE = `<!doctype html><title>School</title><form method="post"><label>Claims <input name="claims"></label>
<button name="action" value="sign-in">Sign in</button><button name="action" value="cancel">Cancel</button></form>`;

async function showSignIn(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== "POST") return response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
  const form = new URLSearchParams(await text(request));
  if (form.get("action") === "cancel") {
    return provider.interactionFinished(request, response, { error: "access_denied" });
  }
  const claims = JSON.parse(form.get("claims") ?? "") as SchoolClaims;
  people.set(claims.sub, claims);
  return provider.interactionFinished(request, response, { login: { accountId: claims.sub } });
}
