import { get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const PATHS = ["/", "/login", "/api/docs", "/health"];
const PAUSE_MS = 100;

/** People who look at pages, one after the other, and what came of it. */
interface Visitors {
  /** How often each status was the response; 0 where there was none. */
  responses: Map<number, number>;
  leave(): Promise<void>;
}

/** Has pages looked at, about ten a second, until the visitors leave. */
export function inviteVisitors(port: number): Visitors {
  const responses = new Map<number, number>();
  let isStaying = true;
  function look(path: string): Promise<number> {
    return new Promise((resolve) => {
      // Each on a connection of its own, as the posts.
      const call = get({ agent: false, port, host: "127.0.0.1", path }, (response) => {
        response.once("end", () => resolve(response.statusCode ?? 0)).once("error", () => resolve(0));
        response.resume();
      });
      call.once("error", () => resolve(0));
    });
  }
  async function stay(): Promise<void> {
    for (let turn = 0; isStaying; turn += 1) {
      const status = await look(PATHS[turn % PATHS.length] ?? "/");
      responses.set(status, (responses.get(status) ?? 0) + 1);
      await pause(PAUSE_MS);
    }
  }
  const staying = stay();
  return {
    responses,
    leave: () => {
      isStaying = false;
      return staying;
    },
  };
}
