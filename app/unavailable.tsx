import type { ReactNode } from "react";
import { Notice } from "#components/notice";
import { Button } from "#components/ui/button";
import { isDatabaseUnavailable } from "#lib/database-errors";

/** What a page shows; where the database cannot be reached, a plain word about that with a way to try again. */
export async function orUnavailable(render: () => Promise<ReactNode>): Promise<ReactNode> {
  try {
    return await render();
  } catch (error) {
    if (isDatabaseUnavailable(error)) return <Unavailable />;
    throw error;
  }
}

function Unavailable() {
  return (
    <Notice
      as="h1"
      tone="warning"
      className="py-16"
      title="We cannot reach our database just now"
      actions={
        // Asks for this very page anew, also where no script runs.
        <form>
          <Button type="submit">Try again</Button>
        </form>
      }
    >
      <p>Nothing is lost. This is our fault, not yours. Please try again in a moment.</p>
    </Notice>
  );
}
