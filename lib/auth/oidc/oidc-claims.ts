import { z } from "zod";
import { emailAddress } from "../accounts.ts";

/** Not folded as what people type is: to a provider, an address that only looks like another is somebody else's. */
const exactAddress = z
  .string()
  .max(320)
  .pipe(z.string().refine((given) => given.normalize("NFKC") === given))
  .pipe(emailAddress);

/** What a provider says of a person, as far as we use it; an address that is none counts as not given. */
export const oidcClaims = z.looseObject({
  iss: z.string().max(255),
  sub: z.string().min(1).max(255),
  email: exactAddress.optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: z.string().trim().min(1).optional().catch(undefined),
});

/** The claims of one person. */
export type OidcClaims = z.output<typeof oidcClaims>;

/** When, in seconds, the person behind a provider's claims proved who they are; now, where these do not tell. */
export function authTimeOf(claims: unknown, now = Math.floor(Date.now() / 1000)): number {
  const told = z.object({ auth_time: z.number() }).safeParse(claims).data?.auth_time;
  return Math.min(told ?? now, now);
}
