ALTER TABLE "price_policies" ADD COLUMN "cost_sheet" jsonb;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD COLUMN "reversed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD COLUMN "reversed_by" uuid;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD COLUMN "reversal_reason" text;--> statement-breakpoint
ALTER TABLE "voucher_redemptions" ADD COLUMN "released_at" timestamptz(3);--> statement-breakpoint
CREATE INDEX "charges_by_project" ON "charges" USING btree ("organisation_id","project_code") WHERE project_code IS NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_reversed" CHECK (("payment_allocations"."reversed_at" IS NULL) = ("payment_allocations"."reversal_reason" IS NULL));