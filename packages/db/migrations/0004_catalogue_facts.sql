ALTER TABLE "instruments" ADD COLUMN "source_facts" jsonb;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "checkpoint" jsonb;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "name_en" text;--> statement-breakpoint
CREATE INDEX "instruments_by_price" ON "instruments" USING btree ("price_from_fen","id");