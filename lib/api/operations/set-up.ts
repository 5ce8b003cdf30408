import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ADMINS_ONLY, FOREIGN_ORIGIN, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";
import { checkPath, repairResponse, setUpResponse } from "../set-up.ts";

const NO_REPAIR = {
  404: { no_repair: "There is no repair for this." },
  409: {
    not_repairable: "We can’t fix this, so nothing was changed. Our app gets the account’s webhooks.",
  },
};

/** What the doctor finds, and what it can fix. */
export const setUpPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/set-up": {
    get: {
      operationId: "checkSetUp",
      tags: ["Health"],
      summary: "Check the set-up",
      description:
        "Runs all checks of `npm run doctor`, including those at Meta, and says what's wrong and how to fix it. This takes a few seconds, and the result is kept for ten. For admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("What each check found.", setUpResponse) }, [USER, ADMINS_ONLY]),
    },
  },
  "/api/whatsapp/set-up/{id}/repair": {
    post: {
      operationId: "repairSetUp",
      tags: ["Health"],
      summary: "Fix what a check found",
      description:
        "Only for checks with `can_repair`; the check runs again first. It can take Meta a few minutes to show the change. For admins.",
      security: SIGNED_IN,
      requestParams: { path: checkPath },
      responses: responses({ 200: json("What happened.", repairResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        ADMINS_ONLY,
        NO_REPAIR,
      ]),
    },
  },
};
