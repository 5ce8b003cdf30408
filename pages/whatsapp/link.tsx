import type { GetServerSideProps } from "next";
import { env, publicOrigin } from "#lib/env";
import { findChatUrlSoon } from "../../app/chat-url.ts";
import { LINK_PAGE } from "../../app/whatsapp/link/cookie.ts";
import { LinkPage, type LinkPageProps } from "../../app/whatsapp/link/link-page.tsx";
import { findLinkView, type LinkView } from "../../app/whatsapp/link/view.ts";

/*
 * Why this page is not in app/: there, React and Next's router (132 kB, compressed) go to every browser, and this page is opened
 * by the browser inside a chat, often over a weak network. It works without scripts, so it sends none but
 * public/link-page.js (1 kB). A route handler could do as much only in theory: Next refuses react-dom/server in app/, and
 * nothing outside a page knows the names of the built style sheets.
 * The option below is called unstable, but has been there under that name since Next 9.4. Should it go, the page stays as it
 * is, only heavier, and e2e/linking.spec.ts (less than 130 kB of scripts) fails.
 */
export const config = { runtime: "nodejs", unstable_runtimeJS: false };

/** Where a person confirms that a WhatsApp and an account belong together. */
export default LinkPage;

/** What the page shows; who is not signed in gets to the sign-in form at once. Opening it changes nothing. */
export const getServerSideProps: GetServerSideProps<LinkPageProps> = async ({ req, query }) => {
  const problem = typeof query.refused === "string" ? query.refused : null;
  const view = await findLinkView(req, problem);
  if (view.state === "sign_in") return { redirect: { destination: signInPath(view), statusCode: 303 } };
  const chatUrl = await findChatUrlSoon(toBeSaid(view));
  return { props: { platform: env().PLATFORM_NAME, origin: publicOrigin(), view, chatUrl } };
};

/** The sign-in form, which leads back here; the token waits in its cookie. */
function signInPath({ isAnew }: { isAnew: boolean }): string {
  return `/login?${isAnew ? "again=1&" : ""}callbackUrl=${LINK_PAGE}`;
}

function toBeSaid(view: LinkView): string {
  if (view.state === "pending") return view.code;
  return view.state === "linked" ? "status" : "link";
}
