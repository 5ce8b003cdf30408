import { GeistSans } from "geist/font/sans";
import type { AppProps } from "next/app";
import "../app/globals.css";

export default function PlainPage({ Component, pageProps }: AppProps) {
  return (
    <div className={`${GeistSans.variable} flex min-h-dvh flex-col font-sans`}>
      <Component {...pageProps} />
    </div>
  );
}
