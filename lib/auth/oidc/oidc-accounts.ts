import { audit } from "../../audit.ts";
import { isUniqueViolation } from "../../database/database-errors.ts";
import { type Db, transaction } from "../../db.ts";
import { AppError } from "../../errors.ts";
import { type ProvedAccount, provedAccount } from "../accounts.ts";
import type { OidcClaims } from "./oidc-claims.ts";
import { findOidcRole } from "./oidc-roles.ts";

const select = { ...provedAccount, disabledAt: true } as const;

type User = ProvedAccount & { disabledAt: Date | null };

/**
 * The account of a person whom the provider has signed in; at the first time it is joined by a verified email address or
 * made. Throws 403 where the account is disabled, the email is missing, unverified, or somebody else's.
 */
export async function signInWithOidc(claims: OidcClaims, address: string): Promise<ProvedAccount> {
  const by = "oidc";
  try {
    const account = await findOrAdd(claims).catch((error: unknown) => {
      // Of two first sign-ins at once, the second finds what the first has made.
      if (isUniqueViolation(error)) return findOrAdd(claims);
      throw error;
    });
    await audit("signed_in", { userId: account.id, actorId: account.id, address, details: { by } });
    return account;
  } catch (error) {
    if (error instanceof AppError) {
      await audit("sign_in_refused", { address, details: { by, reason: error.code } });
    }
    throw error;
  }
}

function findOrAdd(claims: OidcClaims): Promise<ProvedAccount> {
  return transaction(async (tx) => {
    const identity = await tx.oidcIdentity.findUnique({
      where: { issuer_subject: { issuer: claims.iss, subject: claims.sub } },
      select: { user: { select } },
    });
    const { disabledAt, ...account } = identity?.user ?? (await addIdentity(tx, claims));
    if (disabledAt) throw new AppError("account_disabled", "This account can no longer be used.", 403);
    const role = findOidcRole(claims) ?? account.role;
    if (role === account.role) return account;
    return tx.user.update({ where: { id: account.id }, data: { role }, select: provedAccount });
  });
}

/** Joins the identity to the account with its email address, or makes one. */
async function addIdentity(tx: Db, { iss: issuer, sub: subject, ...claims }: OidcClaims): Promise<User> {
  const { email, email_verified: isVerified } = claims;
  if (!email) throw new AppError("email_missing", "The provider didn't share an email address.", 403);
  if (isVerified === false) throw new AppError("email_unverified", "The email is not verified.", 403);
  const oidcIdentities = { create: { issuer, subject } };
  const found = await tx.user.findUnique({
    where: { email },
    select: { ...select, oidcIdentities: { where: { issuer }, select: { subject: true } } },
  });
  if (!found) {
    const name = (claims.name ?? email.split("@")[0] ?? email).slice(0, 200);
    return tx.user.create({ data: { email, name, oidcIdentities }, select });
  }
  const { oidcIdentities: joined, ...owner } = found;
  if (joined.some((other) => other.subject === subject)) return owner; // by a call at the same moment
  if (!isVerified || joined.length > 0) {
    throw new AppError("email_taken", "Another account has this email address.", 403);
  }
  return tx.user.update({ where: { id: owner.id }, data: { oidcIdentities }, select });
}
