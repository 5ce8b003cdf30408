import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ANY } from "../failures.ts";
import { REFERENCE_ASSETS } from "../reference-assets.ts";
import { responses } from "../responses.ts";
import { PUBLIC } from "../security.ts";

const assetPath = z.object({
  asset: z.enum(REFERENCE_ASSETS).meta({ description: "The name of the file." }),
});

/** This document, and the page that shows it. */
export const referencePaths: ZodOpenApiPathsObject = {
  "/api/openapi.json": {
    get: {
      operationId: "readApiDocument",
      tags: ["Reference"],
      summary: "Get this document",
      description: "For tools, such as generators of clients.",
      security: PUBLIC,
      responses: responses(
        {
          200: {
            description: "OpenAPI 3.1.",
            content: {
              "application/json": {
                schema: z.looseObject({ openapi: z.string() }),
                example: { openapi: "3.1.1" },
              },
            },
          },
        },
        [ANY],
      ),
    },
  },
  "/api/docs": {
    get: {
      operationId: "openReference",
      tags: ["Reference"],
      summary: "Read this document in a browser",
      description: "Starts with three calls to try, and works offline.",
      security: PUBLIC,
      responses: responses(
        { 200: { description: "The page.", content: { "text/html": { schema: z.string() } } } },
        [ANY],
      ),
    },
  },
  "/api/docs/{asset}": {
    get: {
      operationId: "readReferenceAsset",
      tags: ["Reference"],
      summary: "Get a file that the page needs",
      description: "Scripts and styles.",
      security: PUBLIC,
      requestParams: { path: assetPath },
      responses: responses(
        {
          200: { description: "The file." },
          304: { description: "The caller's copy is current." },
        },
        [ANY, { 404: { not_found: "This file doesn't exist." } }],
      ),
    },
  },
};
