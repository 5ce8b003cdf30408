/**
 * Gives everyone a turn in each round, another one first each time, so that what slows the machine down for a while slows
 * all of them. What each turn gave, by who had it.
 */
export async function takeTurns<T>(
  rounds: number,
  turns: Record<string, () => Promise<T>>,
): Promise<Record<string, T[]>> {
  const everyone = Object.entries(turns).map(([who, take]) => ({ who, take, results: [] as T[] }));
  for (let round = 0; round < rounds; round++) {
    const first = round % everyone.length;
    for (const { take, results } of [...everyone.slice(first), ...everyone.slice(0, first)])
      results.push(await take());
  }
  return Object.fromEntries(everyone.map(({ who, results }) => [who, results]));
}
