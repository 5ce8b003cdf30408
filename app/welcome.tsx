import { ChatLink } from "#components/chat-link";
import { findChatUrlSoon } from "./chat-url.ts";
import { ForStaff } from "./for-staff.tsx";
import { Hero } from "./hero.tsx";
import { SampleChat } from "./sample-chat.tsx";
import { Steps } from "./steps.tsx";
import { Trust } from "./trust.tsx";

/** What this is, for somebody whom we do not know: a student first, with the button that opens the chat. */
export async function Welcome({ platform }: { platform: string }) {
  const chatUrl = await findChatUrlSoon("link");
  return (
    <>
      <Hero
        title="Your school, on WhatsApp"
        lead={`Link your ${platform} account once. Then your tests, your study materials and your teachers are where you already chat.`}
        picture={<SampleChat platform={platform} />}
      >
        <ChatLink url={chatUrl} size="large">
          Send “link” in WhatsApp
        </ChatLink>
        <p className="text-ink-soft">
          The word is already written, so just press send. It takes about one minute.
        </p>
      </Hero>
      <Steps platform={platform} />
      <Trust platform={platform} />
      <ForStaff />
    </>
  );
}
