import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BrandMark } from "#components/brand";
import { Card } from "#components/ui/card";
import { env } from "#lib/env";
import { DEMO_PASSWORD, demoAccounts } from "#prisma/seed";
import { isViewerRecent } from "../viewer.ts";
import { returnPath } from "./return-path.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface LoginPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;
}

/** Where a person signs in with their school account. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const next = returnPath((await searchParams).callbackUrl);
  const { PLATFORM_NAME: platform, CONNECT_DEMO: isDemo } = env();
  if (await isViewerRecent()) redirect(next);
  return (
    <div className="mx-auto flex max-w-md flex-col gap-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <BrandMark className="size-14" />
        <h1 className="font-semibold text-3xl">Sign in</h1>
        <p className="text-ink-soft">
          {next === "/whatsapp/link"
            ? `Sign in with your ${platform} account. Then you can link your WhatsApp.`
            : `Use your ${platform} account, the same as in class.`}
        </p>
      </div>
      <Card>
        <SignInForm next={next} demo={isDemo ? { accounts: demoAccounts, password: DEMO_PASSWORD } : null} />
      </Card>
    </div>
  );
}
