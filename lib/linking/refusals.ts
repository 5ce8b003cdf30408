import { AppError } from "../errors.ts";
import { findLinkOffer, type LinkOffer } from "./offers.ts";

/** The offer behind a token that still works; throws 404 or 410 where there is none. */
export async function requireLinkOffer(pasted: string): Promise<LinkOffer> {
  const offer = await findLinkOffer(pasted);
  if (offer?.state !== "valid") throw refuseOffer(offer);
  return offer;
}

/** The refusal for a token that does not work (any more): 404 where it never did, 410 where it is over. */
export function refuseOffer(offer: LinkOffer | null): AppError {
  if (!offer) {
    return new AppError(
      "link_not_found",
      "We don't know this link. Send “link” to the bot to get a new one.",
      404,
    );
  }
  const messages = {
    valid: "This link could not be used. Please try again.",
    expired: "This link has expired. Send “link” to the bot to get a new one.",
    used: "This link has already been used. Send “link” to the bot to get a new one.",
    superseded:
      "A newer link has replaced this one. Open the newest link in your chat, or send “link” again.",
    declined: "Somebody opened this link and declined it. Send “link” to the bot to get a new one.",
  };
  return new AppError(`link_${offer.state}`, messages[offer.state], 410);
}

/** The refusal where the WhatsApp is linked to another account, which is not named. */
export function refuseLinkedWhatsapp(): AppError {
  return new AppError(
    "whatsapp_linked_already",
    "This WhatsApp is already linked to another account. Send “unlink” in that chat first, or ask your school for help.",
    409,
  );
}

/** The refusal where the account was disabled or deleted while it was confirming. */
export function refuseDisabledAccount(): AppError {
  return new AppError("invalid_token", "This account can no longer be used. Please sign in again.", 401);
}

/** The refusal where the account is linked to another WhatsApp. */
export function refuseLinkedAccount(): AppError {
  return new AppError(
    "account_linked_already",
    "Your account is already linked to another WhatsApp. Move it from there, or unlink that one in your settings first.",
    409,
  );
}

/** The response to a call that ran at the same moment as the one that made the link, for the same account. */
export function refuseSimultaneous(): AppError {
  return new AppError("already_yours", "This WhatsApp is already linked to your account.", 409);
}
