import Head from "next/head";

interface LinkHeadProps {
  platform: string;
  origin: string;
  /** Whether the page waits for something that happens elsewhere: without scripts it then looks again by itself. */
  isWaiting: boolean;
}

const LOOK_AGAIN_SECONDS = 5;
const TITLE = "Link your WhatsApp";

/** What tabs and chats show about the page: never whose link it is. */
export function LinkHead({ platform, origin, isWaiting }: LinkHeadProps) {
  const name = `${platform} Connect`;
  const description = `Link your ${platform} account with your WhatsApp. It takes a minute.`;
  return (
    <Head>
      <title>{`${TITLE} · ${name}`}</title>
      <meta name="description" content={description} />
      <meta name="robots" content="noindex, nofollow" />
      {/* The response's own policy is no-referrer, under which a browser hides the origin of a form: our check needs it. */}
      <meta name="referrer" content="same-origin" />
      <meta name="format-detection" content="telephone=no" />
      <meta name="color-scheme" content="light dark" />
      <meta key="light" name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
      <meta key="dark" name="theme-color" media="(prefers-color-scheme: dark)" content="#131c1a" />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={name} />
      <meta property="og:title" content={TITLE} />
      <meta property="og:description" content={description} />
      <meta property="og:image" content={`${origin}/share.png`} />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-icon.png" />
      <link rel="manifest" href="/manifest.webmanifest" />
      {isWaiting && (
        <noscript>
          <meta httpEquiv="refresh" content={String(LOOK_AGAIN_SECONDS)} />
        </noscript>
      )}
    </Head>
  );
}
