-- AlterTable
ALTER TABLE "pending_links" ADD COLUMN     "replaces_whatsapp_user_id" UUID;
