import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card } from "#components/ui/card";
import { findOidcProvider } from "#lib/auth/oidc/oidc-provider";
import { currentMode, env } from "#lib/env";
import { DEMO_PASSWORD, demoAccounts } from "#lib/settings/demo-accounts";
import { findPageAccount, isSignInFresh, isSignInRecent } from "../page-account.ts";
import { findAskedPath } from "./asked-path.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import { wordsForFailure } from "./failures.ts";
import { Greeting } from "./greeting.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { reasonToSignIn } from "./reason.ts";
import { SessionEndNote } from "./session-end-note.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface LoginPageProps {
  searchParams: Promise<{
    callbackUrl?: string | string[];
    error?: string | string[];
    again?: string;
    ended?: string;
  }>;
}

/** Where a person signs in with their school account. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { callbackUrl, error, again, ended } = await searchParams;
  const next = await findAskedPath(callbackUrl, error);
  const isAnew = again === "1";
  if (await (isAnew ? isSignInFresh() : isSignInRecent())) redirect(next);
  const provider = findOidcProvider()?.name;
  const failure = error === undefined ? null : wordsForFailure([error].flat()[0], provider);
  const signInIs =
    (await findPageAccount()) === null ? "unknown" : (await isSignInRecent()) ? "recent" : "old";
  const reason = reasonToSignIn(next, env().PLATFORM_NAME, signInIs);
  return (
    <div className="mx-auto grid w-full max-w-md grid-cols-1 gap-8 lg:max-w-5xl lg:grid-cols-2 lg:gap-16 lg:py-8">
      <Greeting {...reason} />
      <Card aria-label="Sign in" className="flex flex-col gap-5">
        <SessionEndNote isEndedEverywhere={ended === "everywhere"} />
        {provider && <ProviderButton isAnew={isAnew} {...{ provider, next, failure }} />}
        <SignInForm next={next} isOnlyWay={!provider} />
        {currentMode() === "demo" && (
          <DemoAccounts accounts={demoAccounts} password={DEMO_PASSWORD} next={next} />
        )}
      </Card>
    </div>
  );
}
