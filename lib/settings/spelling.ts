/** How many letters one has to change, add, leave out or swap with a neighbour to make one word of another. */
export function lettersApart(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const cost = (row: number, at: number): number => rows[row]?.[at] ?? 0;
  for (let row = 1; row <= one.length; row += 1) {
    const costs = [row];
    rows.push(costs);
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      const isSwap = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      costs.push(
        Math.min(
          cost(row - 1, at) + 1,
          (costs[at - 1] ?? 0) + 1,
          cost(row - 1, at - 1) + (isSame ? 0 : 1),
          isSwap ? cost(row - 2, at - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cost(one.length, other.length);
}
