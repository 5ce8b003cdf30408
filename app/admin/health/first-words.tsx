/** What there is to tell a message by. */
interface Worded {
  first_words: string | null;
  template_name: string | null;
}

/** How a message begins, or which template it is. */
export function wordsOf({ first_words, template_name }: Worded): string | null {
  return template_name ? `template ${template_name}` : first_words;
}

/** How the text of a message begins, on one line. */
export function FirstWords({ message }: { message: Worded }) {
  if (!message.first_words) return null;
  return (
    <p className="truncate">
      <bdi>“{message.first_words}”</bdi>
    </p>
  );
}
