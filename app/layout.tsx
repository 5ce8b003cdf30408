import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Footer } from "#components/footer";
import { Header } from "#components/header";
import { SkipLink } from "#components/skip-link";
import { isStaff } from "#lib/auth/roles";
import { env, publicOrigin } from "#lib/env";
import { IdleWatch } from "./idle-watch.tsx";
import { findPageAccount } from "./page-account.ts";
import "./globals.css";

/** What search engines, tabs and chats show about the site; nothing here knows a token. */
export async function generateMetadata(): Promise<Metadata> {
  await headers();
  const name = `${env().PLATFORM_NAME} Connect`;
  const description = `Link your ${env().PLATFORM_NAME} account with WhatsApp and get your school's messages there.`;
  return {
    metadataBase: new URL(publicOrigin()),
    title: { default: name, template: `%s · ${name}` },
    description,
    applicationName: name,
    openGraph: { type: "website", siteName: name, title: name, description, images: ["/share.png"] },
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#131c1a" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { PLATFORM_NAME: platform } = env();
  const account = await findPageAccount().catch(() => null);
  return (
    <html lang="en" className={GeistSans.variable} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans">
        <ThemeProvider attribute="data-theme" enableColorScheme={false} {...(nonce ? { nonce } : {})}>
          <SkipLink />
          <Header platform={platform} account={account} isStaff={isStaff(account)} />
          {isStaff(account) && <IdleWatch minutes={env().STAFF_IDLE_MINUTES} />}
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl flex-1 px-4 py-8 sm:px-6 sm:py-12"
          >
            {children}
          </main>
          <Footer platform={platform} />
        </ThemeProvider>
      </body>
    </html>
  );
}
