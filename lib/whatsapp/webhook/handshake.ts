import { env } from "../../env.ts";
import { AppError } from "../../errors.ts";
import { countTry, type Limit } from "../../limits.ts";
import { networksOf } from "../../requests/address.ts";
import { isSameSecret } from "../../same-secret.ts";

const CHALLENGE = /^[\w.-]{1,256}$/;

/** Wrong verify tokens only: Meta's own verification is never counted, and so never refused. */
const PER_NETWORK: Limit = { name: "verify-token-network", tries: 20, seconds: 600 };
const OVERALL: Limit = { name: "verify-token", tries: 500, seconds: 600 };

/**
 * Returns the challenge of Meta's verification request if the verify token is ours. Throws 400, 403 or, after too many wrong
 * tokens, 429.
 */
export async function acceptHandshake(query: URLSearchParams, address: string): Promise<string> {
  const [mode, token, challenge] = ["hub.mode", "hub.verify_token", "hub.challenge"].map((name) =>
    query.get(name),
  );
  if (!mode || !token || !challenge) {
    throw new AppError(
      "incomplete_handshake",
      "hub.mode, hub.challenge and hub.verify_token are needed.",
      400,
    );
  }
  const isOurs = isSameSecret(token, env().WHATSAPP_VERIFY_TOKEN);
  if (!isOurs) {
    for (const network of networksOf(address)) if (network) await countTry(PER_NETWORK, network);
    await countTry(OVERALL, "all");
  }
  if (mode !== "subscribe" || !isOurs) {
    throw new AppError("handshake_refused", "The mode or the verify token is wrong.", 403);
  }
  if (!CHALLENGE.test(challenge))
    throw new AppError("bad_challenge", "This isn't a challenge from Meta.", 400);
  return challenge;
}
