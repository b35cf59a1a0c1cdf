ALTER TABLE "instruments" ADD COLUMN "accreditations" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "instruments" i SET "accreditations" = l."accreditations" FROM "labs" l WHERE l."id" = i."lab_id";
