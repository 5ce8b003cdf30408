import { setTimeout as pause } from "node:timers/promises";
import { makeMessage, makeRequest, phoneOf } from "./bodies.ts";
import { type Connection, openConnection } from "./connection.ts";

/** A load to put on a web server. */
export interface Load {
  port: number;
  connections: number;
  seconds: number;
  eventsPerPost: number;
  senders: number;
  /** POSTs a second whatever the server does (open model); without it, each connection posts as fast as it is answered. */
  rate?: number;
}

/** What came of it. Times in milliseconds, in the open model from when a POST was due, not from when it could be sent. */
export interface LoadResult {
  posts: number;
  refused: number;
  seconds: number;
  latencies: number[];
  /** Of each POST: whose message was the last in it, and when it was due, on the clock that all processes share. */
  dueAt: [phone: string, at: number][];
}

let sender = 0;

function nextRequest({ eventsPerPost, senders }: Load): { request: Buffer; phone: string } {
  const messages = Array.from({ length: eventsPerPost }, () => {
    sender = (sender + 1) % senders;
    return makeMessage(sender);
  });
  return { request: makeRequest(messages), phone: `+${phoneOf(sender)}` };
}

/** The clock that all processes of the bench share, in milliseconds. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** Puts a load on a server. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const result: LoadResult = { posts: 0, refused: 0, seconds: 0, latencies: [], dueAt: [] };
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(load.port)),
  );
  const post = async (connection: Connection, due: number) => {
    const { request, phone } = nextRequest(load);
    const status = await connection.send(request);
    result.latencies.push(clock() - due);
    result.dueAt.push([phone, due]);
    result.posts += 1;
    if (status !== 200) result.refused += 1;
  };
  const started = clock();
  const end = started + load.seconds * 1000;
  if (load.rate) await runOpen(load.rate, started, end, connections, post);
  else {
    const runOne = async (connection: Connection) => {
      while (clock() < end) await post(connection, clock());
    };
    await Promise.all(connections.map(runOne));
  }
  result.seconds = (clock() - started) / 1000;
  for (const connection of connections) connection.close();
  return result;
}

/** Takes POSTs in the order in which they are due; one that finds no free connection waits, and its clock runs. */
async function runOpen(
  rate: number,
  started: number,
  end: number,
  connections: Connection[],
  post: (connection: Connection, due: number) => Promise<void>,
): Promise<void> {
  let sent = 0;
  const runOne = async (connection: Connection) => {
    for (;;) {
      const due = started + (sent * 1000) / rate;
      if (due >= end) return;
      sent += 1;
      // A timer may be early, and nothing is posted before it is due.
      while (clock() < due) await pause(Math.ceil(due - clock()));
      await post(connection, due);
    }
  };
  await Promise.all(connections.map(runOne));
}
