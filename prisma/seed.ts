import { PrismaPg } from "@prisma/adapter-pg";
import { hashPassword } from "#lib/auth/passwords";
import { PrismaClient } from "./generated/client.ts";

/** The one password of the demo accounts. */
export const DEMO_PASSWORD = "yeebitz-demo";

/** The accounts that exist on a developer's machine, never in production. */
export const demoAccounts = [
  { email: "student@yeebitz.test", name: "John Smith", role: "student" },
  { email: "student2@yeebitz.test", name: "Mei Chen", role: "student" },
  { email: "instructor@yeebitz.test", name: "Ines Costa", role: "instructor" },
  { email: "admin@yeebitz.test", name: "Ada Admin", role: "admin" },
] as const;

/** Adds those demo accounts that are missing; leaves the others as they are. */
export async function seedDemoAccounts(databaseUrl: string): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  try {
    const present = await prisma.user.findMany({
      where: { email: { in: demoAccounts.map(({ email }) => email) } },
      select: { email: true },
    });
    const missing = demoAccounts.filter(({ email }) => !present.some((account) => account.email === email));
    if (missing.length === 0) return;
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await prisma.user.createMany({
      data: missing.map((account) => ({ ...account, passwordHash })),
      skipDuplicates: true,
    });
  } finally {
    await prisma.$disconnect();
  }
}
