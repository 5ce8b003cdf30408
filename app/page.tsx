import { ChatLink } from "#components/chat-link";
import { env } from "#lib/env";
import { findChatUrlSoon } from "./chat-url.ts";
import { ForStaff } from "./for-staff.tsx";
import { SampleChat } from "./sample-chat.tsx";
import { Steps } from "./steps.tsx";

/** What this is, for a student first, with the button that opens the chat. */
export default async function HomePage() {
  const { PLATFORM_NAME: platform } = env();
  const chatUrl = await findChatUrlSoon("start");
  return (
    <div className="flex flex-col gap-20 sm:gap-28">
      <section className="grid items-center gap-12 lg:grid-cols-[1.1fr_1fr]">
        <div className="flex flex-col items-start gap-6">
          <h1 className="font-semibold text-[clamp(2.25rem,1.5rem+3vw,3.75rem)] leading-[1.08] tracking-tight">
            Your school, in your WhatsApp
          </h1>
          <p className="max-w-prose text-ink-soft text-xl">
            Link your {platform} account once. Then your tests, your study materials and your teachers are
            where you chat anyway.
          </p>
          <ChatLink url={chatUrl} size="large">
            Open the chat in WhatsApp
          </ChatLink>
          <p className="text-ink-soft">
            Then send <strong className="font-semibold text-ink">start</strong>. It takes about one minute.
          </p>
        </div>
        <SampleChat platform={platform} />
      </section>
      <Steps platform={platform} />
      <ForStaff />
    </div>
  );
}
