import { createDocument } from "zod-openapi";
import packageFile from "../../package.json" with { type: "json" };
import { env, publicOrigin } from "../env.ts";
import { withExamples } from "./examples.ts";
import { auditLogPaths } from "./operations/audit-log.ts";
import { deadLetterPaths } from "./operations/dead-letters.ts";
import { healthPaths } from "./operations/health.ts";
import { linkProofPaths } from "./operations/link-proofs.ts";
import { linkingPaths } from "./operations/linking.ts";
import { messagePaths } from "./operations/messages.ts";
import { referencePaths } from "./operations/reference.ts";
import { sendingPaths } from "./operations/sending.ts";
import { sessionPaths } from "./operations/session.ts";
import { setUpPaths } from "./operations/set-up.ts";
import { tokenPaths } from "./operations/sign-in.ts";
import { systemHealthPaths } from "./operations/system-health.ts";
import { templatePaths } from "./operations/templates.ts";
import { webhookPaths } from "./operations/webhook.ts";
import { securitySchemes } from "./security.ts";

const DESCRIPTION = `Links a school's platform accounts to its students' WhatsApp, and lets staff message them.

**Signing in.** Get a token from \`POST /api/auth/token\` and send it as \`Authorization: Bearer …\`. In a browser, the session
cookie does the same. A call that sends both for different accounts is refused.

**Errors** are \`application/problem+json\` (RFC 9457) with a \`code\` for programs. If an address doesn't support a method,
it returns 405 and an \`Allow\` header. Every response has an \`X-Request-Id\`; it also appears in the logs.

**Times** are UTC, to the second. **Phone numbers** are E.164 with +.`;

const TAGS = [
  { name: "Signing in", description: "Tokens for API clients, sessions for browsers." },
  { name: "Linking", description: "Linking an account to WhatsApp." },
  { name: "Messages", description: "Sending messages and tracking their delivery." },
  { name: "Templates", description: "The messages that can be sent outside the 24-hour window." },
  {
    name: "Webhook",
    description: "Where Meta delivers messages and statuses, and what couldn't be processed.",
  },
  { name: "Health", description: "Whether the system is healthy." },
  { name: "Reference", description: "This document." },
];

/** The OpenAPI 3.1 document of everything under /api and /health, made from the schemas that validate. */
export function createApiDocument(): ReturnType<typeof createDocument> {
  const document = createDocument({
    openapi: "3.1.1",
    info: {
      title: `${env().PLATFORM_NAME} Connect API`,
      version: packageFile.version,
      description: DESCRIPTION,
    },
    servers: [{ url: publicOrigin() }],
    tags: TAGS,
    paths: {
      ...tokenPaths,
      ...sessionPaths,
      ...linkingPaths,
      ...linkProofPaths,
      ...auditLogPaths,
      ...sendingPaths,
      ...messagePaths,
      ...templatePaths,
      ...webhookPaths,
      ...deadLetterPaths,
      ...healthPaths,
      ...systemHealthPaths,
      ...setUpPaths,
      ...referencePaths,
    },
    components: { securitySchemes: securitySchemes() },
  });
  return withExamples(document);
}
