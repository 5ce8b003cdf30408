import { z } from "zod";

/** What Meta adds to each page of a list (its reference of cursor-based pagination). */
export const paged = z.looseObject({
  paging: z
    .looseObject({
      next: z.string().nullish(),
      cursors: z.looseObject({ after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

/** Where the next page begins; empty after the last one. */
export function cursorOf({ paging }: z.output<typeof paged>): string {
  return (paging?.next && paging.cursors?.after) || "";
}
