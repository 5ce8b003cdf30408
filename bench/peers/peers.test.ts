import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { findFreePort } from "../../bin/ports.ts";
import { type RunningProcess, startProcess } from "../../lib/testing/processes.ts";
import { makeMessage, makeRequest, SECRET } from "../bodies.ts";
import { openConnection } from "../connection.ts";

const running: RunningProcess[] = [];

afterAll(() => Promise.all(running.map((peer) => peer.stop())));

test.each(["whatsapp-api-js", "chat-sdk"])("%s takes what is signed, and nothing else", async (name) => {
  const port = await findFreePort();
  const peer = await startProcess([`bench/peers/${name}.ts`, String(port), SECRET], {});
  running.push(peer);
  const connection = await openConnection(port);
  const signed = makeRequest([makeMessage(1)]);
  expect(await connection.send(signed)).toBe(200);
  const forged = Buffer.from(signed.toString().replace("Rosa Lima", "Rosa Lisa"));
  expect(await connection.send(forged)).toBe(401);
  connection.close();
  peer.child.send({});
  expect((await once(peer.child, "message"))[0]).toEqual({ answer: 1 });
});
