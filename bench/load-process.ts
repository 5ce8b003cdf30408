import { serveParent } from "./child.ts";
import { runLoad } from "./load.ts";

serveParent(runLoad);
