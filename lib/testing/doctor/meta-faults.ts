import { graphError } from "../graph-stub.ts";
import type { DoctorScene } from "./scene.ts";

/** Sets our app, account or number up otherwise at Meta. */
export const setUp =
  (change: object) =>
  ({ double }: DoctorScene) =>
    double.setUp(change);
/** Has Meta suffer from faults. */
export const suffer =
  (faults: Record<string, unknown>) =>
  ({ double }: DoctorScene) =>
    double.suffer(faults);
/** Has Meta respond to everything with one body. */
export const tell =
  (body: unknown) =>
  ({ haveMeta }: DoctorScene) =>
    haveMeta((_, response) => response.end(JSON.stringify(body)));
/** Has Meta refuse everything with one code. */
export const refuse =
  (code: number) =>
  ({ haveMeta }: DoctorScene) =>
    haveMeta(graphError(403, { code, message: "Refused" }));
/** Has Meta end each connection without a response. */
export const hangUp = ({ haveMeta }: DoctorScene) => haveMeta((request) => request.socket.destroy());
/** Meta is down. */
export const outage = suffer({ outage: true });
/** Our access token has ended. */
export const expired = suffer({ tokenExpired: true });
/** Our app secret is not that of the app. */
export const wrongSecret = setUp({ appSecret: "another-secret" });
