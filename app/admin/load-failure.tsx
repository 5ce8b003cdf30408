import { Notice } from "#components/notice";
import { Button } from "#components/ui/button";
import { inWords } from "../call-api.ts";

interface LoadFailureProps {
  what: string;
  error: unknown;
  onRetry: () => void;
}

/** Says that a part of the console could not be fetched, with a way to try again. */
export function LoadFailure({ what, error, onRetry }: LoadFailureProps) {
  return (
    <Notice
      tone="warning"
      as="h3"
      title={`We couldn’t load ${what}`}
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      <p>{inWords(error)}</p>
    </Notice>
  );
}
