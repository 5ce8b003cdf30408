import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { isSameSecret } from "../same-secret.ts";

const CHALLENGE = /^[\w.-]{1,256}$/;

/**
 * Answers Meta's verification request: the challenge, if the verify token is ours.
 * Throws 400 where a parameter is missing or the challenge is not one, 403 for a wrong mode or token.
 */
export function answerHandshake(query: URLSearchParams): string {
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
  if (mode !== "subscribe" || !isSameSecret(token, env().WHATSAPP_VERIFY_TOKEN)) {
    throw new AppError("handshake_refused", "The mode or the verify token is wrong.", 403);
  }
  if (!CHALLENGE.test(challenge))
    throw new AppError("bad_challenge", "This is not a challenge of Meta's.", 400);
  return challenge;
}
