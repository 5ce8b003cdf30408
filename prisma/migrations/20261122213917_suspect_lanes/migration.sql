-- AlterTable
ALTER TABLE "lanes" ADD COLUMN     "is_suspect" BOOLEAN NOT NULL DEFAULT false;
