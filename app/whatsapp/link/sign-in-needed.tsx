import { buttonStyle } from "#components/ui/button";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import { LINK_PAGE } from "./cookie.ts";
import type { Whatsapp } from "./view.ts";

/** Which WhatsApp is waiting, and the way to sign in. */
export function SignInNeeded({ platform, whatsapp }: { platform: string; whatsapp: Whatsapp }) {
  return (
    <div className="flex flex-col gap-5">
      <header>
        <h1 className="font-semibold text-3xl">Link your WhatsApp</h1>
        <p className="mt-2 text-ink-soft text-lg">This WhatsApp is waiting to be linked:</p>
      </header>
      <WhatsappIdentity {...whatsapp} />
      <p>
        Sign in to your {platform} account, so that we know who you are. Nothing is linked until you confirm
        on the next page.
      </p>
      <a href={`/login?callbackUrl=${LINK_PAGE}`} className={buttonStyle({ size: "large", width: "full" })}>
        Sign in to continue
      </a>
      <p className="text-center text-ink-soft">If you did not just write to our bot, close this page.</p>
    </div>
  );
}
