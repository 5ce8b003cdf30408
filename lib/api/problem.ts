import { z } from "zod";

const members = {
  type: z
    .string()
    .meta({ description: "Always `about:blank`; use `code` to tell errors apart.", example: "about:blank" }),
  title: z.string().meta({ description: "The name of the HTTP status." }),
  status: z.int(),
  detail: z.string().meta({ description: "What went wrong, in plain words." }),
  code: z.string().meta({ description: "What went wrong, as a code for programs." }),
  instance: z.string().meta({
    description: "Identifies this response. The same ID is in `X-Request-Id` and in the logs.",
    example: "urn:uuid:6f1c1a52-6d0b-4c52-9d0e-0d6c0c3b9a11",
  }),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: "With `validation_failed`: each error, and where it is in the body or query." }),
};

/** Every failure (RFC 9457), with `code` for programs; some have further members. */
export const problem = z
  .looseObject(members)
  .meta({ id: "Problem", description: "An error, as RFC 9457 problem details." });

/** Every failure of `POST /api/whatsapp/send`: problem details, and the members that its successes have. */
export const sendProblem = z
  .looseObject({
    success: z.literal(false),
    message_id: z.null(),
    error: z.string().meta({ description: "The same as `detail`." }),
    ...members,
    templates: z
      .array(z.object({ name: z.string(), language: z.string() }))
      .optional()
      .meta({ description: "With `window_closed`: the templates that can be sent instead." }),
    how_to_record: z
      .string()
      .optional()
      .meta({ description: "With `no_consent`: how to record that the person agreed." }),
    graph_code: z
      .int()
      .nullable()
      .optional()
      .meta({ description: "With `refused_by_whatsapp`: Meta's error code.", example: 131026 }),
  })
  .meta({ id: "SendProblem", description: "A message that wasn't sent, and why." });
