import { PrismaPg } from "@prisma/adapter-pg";
import { hashPassword } from "#lib/auth/passwords/passwords";
import { DEMO_PASSWORD, demoAccounts } from "#lib/settings/demo-accounts";
import { PrismaClient } from "./generated/client.ts";

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
