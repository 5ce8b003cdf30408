import type { ReactNode } from "react";

const MARKED = /(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~)/;

/** A text as WhatsApp shows it: *bold*, _italic_, ~struck~ and line breaks; everything else as it is. */
export function WhatsappText({ text }: { text: string }) {
  const parts = text.split(MARKED).map((part, index): [string, ReactNode] => [`${index}`, format(part)]);
  return (
    <span dir="auto" className="whitespace-pre-wrap break-words [overflow-wrap:anywhere]">
      {parts.map(([key, shown]) => (
        <span key={key}>{shown}</span>
      ))}
    </span>
  );
}

function format(part: string): ReactNode {
  const inner = part.slice(1, -1);
  if (!MARKED.test(part) || !inner.trim()) return part;
  if (part.startsWith("*")) return <strong>{inner}</strong>;
  if (part.startsWith("_")) return <em>{inner}</em>;
  return <s>{inner}</s>;
}
