import type { GetServerSideProps } from "next";
import { env, publicOrigin } from "#lib/env";
import { findChatUrlSoon } from "../../app/chat-url.ts";
import { LinkPage, type LinkPageProps } from "../../app/whatsapp/link/link-page.tsx";
import { findLinkView, type LinkView } from "../../app/whatsapp/link/view.ts";

/** No React in the browser: the page works without scripts, and is there at once in whatever browser a chat opens. */
export const config = { runtime: "nodejs", unstable_runtimeJS: false };

/** Where a person confirms that a WhatsApp and an account belong together. */
export default LinkPage;

/** What the page shows. Opening it changes nothing. */
export const getServerSideProps: GetServerSideProps<LinkPageProps> = async ({ req, query }) => {
  const problem = typeof query.refused === "string" ? query.refused : null;
  const view = await findLinkView(req, problem);
  const chatUrl = await findChatUrlSoon(toBeSaid(view));
  return { props: { platform: env().PLATFORM_NAME, origin: publicOrigin(), view, chatUrl } };
};

function toBeSaid(view: LinkView): string {
  if (view.state === "pending") return view.code;
  return view.state === "linked" ? "status" : "link";
}
