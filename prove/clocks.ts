/** What makes a process of the product go by a clock that is off by so many minutes, from its first line on. */
export function skewedClock(minutes: number): Record<string, string> {
  const ahead = `${minutes} * 60_000`;
  const script = `const clock = Date, now = () => clock.now() + ${ahead};
    globalThis.Date = new Proxy(clock, {
      construct: (_, given) => given.length > 0 ? new clock(...given) : new clock(now()),
      get: (target, name) => name === "now" ? now : target[name],
    });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}
