const DROPPED = /^DROP INDEX "([^"]+)";$/;
const MADE = /\bCREATE (?:UNIQUE )?INDEX "([^"]+)"[^;]*;/g;

/**
 * A new migration's SQL without the indexes that it drops and makes again just as the migrations made them: Prisma compares
 * the conditions of partial indexes by their text, which PostgreSQL writes its own way.
 */
export function withoutUnchangedIndexes(sql: string, migrations: string[]): string {
  const standing = indexesIn(migrations);
  const made = indexesIn([sql]);
  const isUnchanged = (name: string) => made.has(name) && made.get(name) === standing.get(name);
  return sql
    .split(/\n{2,}/)
    .filter((step) => !isUnchanged(indexOf(step)))
    .join("\n\n");
}

/** The statement that made each index last, by the index's name. */
function indexesIn(scripts: string[]): Map<string, string> {
  return new Map(
    scripts.flatMap((sql) => [...sql.matchAll(MADE)].map(([statement, name = ""]) => [name, statement])),
  );
}

/** The index that a step of a migration drops or makes; empty where it does something else. */
function indexOf(step: string): string {
  const statement = step.replaceAll(/^--.*\n/gm, "").trim();
  const [, name = ""] = DROPPED.exec(statement) ?? [...statement.matchAll(MADE)][0] ?? [];
  return name;
}
