import type { MetadataRoute } from "next";
import { env } from "#lib/env";

export const dynamic = "force-dynamic";

/** How the site looks when it is put on a phone's home screen. */
export default function manifest(): MetadataRoute.Manifest {
  const name = `${env().PLATFORM_NAME} Connect`;
  return {
    name,
    short_name: name.length > 12 ? env().PLATFORM_NAME : name,
    description: `Link your ${env().PLATFORM_NAME} account with WhatsApp.`,
    start_url: "/",
    display: "standalone",
    background_color: "#f6f7f2",
    theme_color: "#0b6650",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
