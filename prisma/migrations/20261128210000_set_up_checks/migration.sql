-- CreateTable
CREATE TABLE "set_up_checks" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "light" VARCHAR(10) NOT NULL,
    "says" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "red_since" TIMESTAMPTZ(3),
    "first_looked_at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "repaired_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_up_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "set_up_checks_red_since_idx" ON "set_up_checks"("red_since");
