import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BrandMark } from "#components/brand";
import { Card } from "#components/ui/card";
import { findOidcProvider } from "#lib/auth/oidc-provider";
import { env } from "#lib/env";
import { DEMO_PASSWORD, demoAccounts } from "#prisma/seed";
import { findViewer, isViewerRecent } from "../viewer.ts";
import { findAskedPath } from "./asked-path.ts";
import { wordsForFailure } from "./failures.ts";
import { ProviderButton } from "./provider-button.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface LoginPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;
}

/** Where a person signs in with their school account. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { callbackUrl, error } = await searchParams;
  const next = await findAskedPath(callbackUrl);
  if (await isViewerRecent()) redirect(next);
  const provider = findOidcProvider()?.name;
  const failure = error === undefined ? null : wordsForFailure([error].flat()[0], provider);
  const demo = env().CONNECT_DEMO ? { accounts: demoAccounts, password: DEMO_PASSWORD } : null;
  return (
    <div className="mx-auto flex max-w-md flex-col gap-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <BrandMark className="size-14" />
        <h1 className="font-semibold text-3xl">Sign in</h1>
        <p className="text-ink-soft">{reasonToSignIn(next, (await findViewer()) !== null)}</p>
      </div>
      <Card className="flex flex-col gap-5">
        {provider && <ProviderButton provider={provider} next={next} failure={failure} />}
        <SignInForm next={next} demo={demo} />
      </Card>
    </div>
  );
}

function reasonToSignIn(next: string, isSignedIn: boolean): string {
  const platform = env().PLATFORM_NAME;
  if (isSignedIn) return "You signed in more than a day ago. Please sign in once more to go on.";
  return next === "/whatsapp/link"
    ? `Sign in with your ${platform} account. Then you can link your WhatsApp.`
    : `Use your ${platform} account, the same as in class.`;
}
