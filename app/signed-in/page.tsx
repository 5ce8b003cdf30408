import { redirect } from "next/navigation";
import { SIGNED_IN_PATH } from "#lib/auth/return-path";
import { isStaff } from "#lib/auth/roles";
import { requirePageAccount } from "../page-account.ts";

/** Where signing in leads if no page was asked for: staff go on to the console, students to the start page. */
export default async function SignedInPage() {
  redirect(isStaff(await requirePageAccount(SIGNED_IN_PATH)) ? "/admin" : "/");
}
