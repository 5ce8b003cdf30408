import { WhatsappText } from "#components/whatsapp-text";
import type { Message } from "./answers.ts";

const LONG = 280;

/** More than two lines hold, and little enough that a browser lays it out at once, whatever the message is made of. */
const FOLDED = 600;

/** What a message says; a long one folded, a template by its name. */
export function MessageWords({ message }: { message: Message }) {
  if (message.template_name) {
    return (
      <p>
        <span className="text-ink-soft">Template</span> {message.template_name}
      </p>
    );
  }
  if (!message.text) return <p className="text-ink-soft">({message.kind}, not shown here)</p>;
  const shown = <WhatsappText text={message.text} />;
  if (message.text.length <= LONG && message.text.split("\n").length <= 3) return <p>{shown}</p>;
  return (
    <details className="group">
      <summary className="list-none">
        <span className="line-clamp-2 group-open:hidden">{message.text.slice(0, FOLDED)}</span>
        <span className="font-medium text-brand-text text-sm group-open:hidden">Show all</span>
        <span className="hidden font-medium text-brand-text text-sm group-open:inline">Show less</span>
      </summary>
      <p className="max-h-96 overflow-y-auto">{shown}</p>
    </details>
  );
}
