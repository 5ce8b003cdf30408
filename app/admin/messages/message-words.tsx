"use client";

import { useState } from "react";
import { WhatsappText } from "#components/whatsapp-text";
import { inPieces } from "../compose/pieces.ts";
import type { Message } from "../responses.ts";

const LONG = 280;

/** More than two lines hold, and little enough that a browser lays it out at once, whatever the message is made of. */
const FOLDED = 600;

/** What is all there is to such a message; of all else, a picture's caption say, the kind is said as well. */
const WRITTEN = new Set(["text", "template", "button", "interactive"]);

/** What a message says; a long one folded, a template by its name. */
export function MessageWords({ message }: { message: Message }) {
  if (message.template_name) {
    return (
      <p>
        <span className="text-ink-soft">Template</span> {message.template_name}
      </p>
    );
  }
  const { text, kind } = message;
  if (!text) return <p className="text-ink-soft">({kind}, not shown here)</p>;
  const isLong = text.length > LONG || text.split("\n", 4).length > 3;
  return (
    <>
      {WRITTEN.has(kind) || <p className="text-ink-soft text-sm">{kind}</p>}
      {isLong ? (
        <FoldedText text={text} />
      ) : (
        <p>
          <WhatsappText text={text} />
        </p>
      )}
    </>
  );
}

/** A long text: its beginning, and the whole of it piece by piece once somebody wants to read it. */
function FoldedText({ text }: { text: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const pieces = isOpen ? inPieces(text) : [];
  return (
    <details className="group" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="list-none">
        <span className="line-clamp-2 group-open:hidden">{text.slice(0, FOLDED)}</span>
        <span className="font-medium text-brand-text text-sm group-open:hidden">Show all</span>
        <span className="hidden font-medium text-brand-text text-sm group-open:inline">Show less</span>
      </summary>
      <div className="max-h-96 overflow-y-auto">
        {pieces.map(([start, piece]) => (
          <p key={start} className="[content-visibility:auto]">
            <WhatsappText text={piece} />
          </p>
        ))}
      </div>
    </details>
  );
}
