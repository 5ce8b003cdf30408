import { type Db, databaseNow, db } from "../db.ts";
import { foreignName } from "../people/foreign-names.ts";
import { hashToken, readToken } from "./tokens.ts";

/** What a link token offers to whoever opens it, and whether it still can. */
export interface LinkOffer {
  state: "valid" | "expired" | "used" | "superseded" | "declined";
  whatsappUserId: string;
  phone: string | null;
  /** What it calls itself, as it may be shown. */
  name: string | null;
  /** Whether this WhatsApp is linked to an account now, and to which. */
  linkedUserId: string | null;
  usedByUserId: string | null;
  endedAt: Date | null;
}

/** The offer behind a token, or null where there is no such token. Reading it changes nothing. */
export async function findLinkOffer(pasted: string, tx: Db = db()): Promise<LinkOffer | null> {
  const token = readToken(pasted);
  if (!token) return null;
  const row = await tx.linkToken.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      expiresAt: true,
      endedAt: true,
      endedAs: true,
      usedByUserId: true,
      whatsappUser: {
        select: { id: true, whatsappPhone: true, whatsappName: true, isLinked: true, userId: true },
      },
    },
  });
  if (!row) return null;
  const { whatsappUser, usedByUserId, endedAt } = row;
  return {
    state: stateOf(row, await databaseNow(tx)),
    whatsappUserId: whatsappUser.id,
    phone: whatsappUser.whatsappPhone,
    name: foreignName(whatsappUser.whatsappName),
    linkedUserId: whatsappUser.isLinked ? whatsappUser.userId : null,
    usedByUserId,
    endedAt,
  };
}

function stateOf(
  row: { expiresAt: Date; endedAt: Date | null; endedAs: string | null },
  now: Date,
): LinkOffer["state"] {
  if (row.endedAt) {
    return row.endedAs === "used" || row.endedAs === "declined" ? row.endedAs : "superseded";
  }
  return row.expiresAt > now ? "valid" : "expired";
}
