-- CreateTable
CREATE TABLE "template_lists" (
    "business_account_id" VARCHAR(32) NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,
    "unread" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "template_lists_pkey" PRIMARY KEY ("business_account_id")
);
