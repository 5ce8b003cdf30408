import { launch } from "./start/launch.ts";

await launch({ isDev: false });
