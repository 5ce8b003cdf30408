import pg from "pg";
import { listen, serveParent } from "../child.ts";
import { answerSigned, inBatches, storeDeliveries } from "./deliveries.ts";

/**
 * The least that a durable webhook can cost here: bare node:http, one HMAC, JSON.parse, and the statement that the product
 * runs, in batches. Nothing is validated, limited or told.
 */
const [port, secret = "", databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });

await listen(
  port,
  answerSigned(
    secret,
    inBatches((deliveries) => storeDeliveries(pool, deliveries)),
  ),
);
serveParent();
