CREATE TABLE "usage_disputes" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"usage_record_id" uuid NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"reason" text NOT NULL,
	"raised_by" uuid NOT NULL,
	"status" text NOT NULL,
	"comment" text,
	"resolved_by" uuid,
	"resolved_at" timestamptz(3),
	"adjustment_charge_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "usage_disputes_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "charges" ALTER COLUMN "price_policy_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "loan_id" uuid;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "project_code" text;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "adjusted_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "waiver_due_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "beside_id" uuid;--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "price_policy_id" uuid;--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "lab_confirmed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "customer_confirmed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "usage_records" ADD COLUMN "review_ends_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "usage_disputes" ADD CONSTRAINT "usage_disputes_lab_id_usage_record_id_usage_records_lab_id_id_fk" FOREIGN KEY ("lab_id","usage_record_id") REFERENCES "public"."usage_records"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "usage_disputes_by_usage" ON "usage_disputes" USING btree ("lab_id","usage_record_id");--> statement-breakpoint
CREATE INDEX "charges_by_lab" ON "charges" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_reference" ON "charges" USING btree ("lab_id","refers_to_charge_id") WHERE refers_to_charge_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_records_by_lab" ON "usage_records" USING btree ("lab_id","from_at","id");--> statement-breakpoint
CREATE INDEX "usage_records_beside" ON "usage_records" USING btree ("lab_id","beside_id") WHERE beside_id IS NOT NULL;--> statement-breakpoint
UPDATE "usage_records" SET "status" = 'recorded' WHERE "status" = 'charged';
--> statement-breakpoint
UPDATE "usage_records" u SET "price_policy_id" = b."price_policy_id" FROM "bookings" b
  WHERE b."lab_id" = u."lab_id" AND b."id" = u."booking_id";
--> statement-breakpoint
-- One record of a booking is its use; what other sources saw stands beside it and is never billed.
CREATE UNIQUE INDEX "usage_records_once_a_booking" ON "usage_records" ("lab_id", "booking_id") WHERE ("booking_id" IS NOT NULL AND "beside_id" IS NULL);
--> statement-breakpoint
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_problem_named" CHECK (("status" = 'problem') = ("problem" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_idle" CHECK ("idle_minutes" >= 0);
--> statement-breakpoint
-- Serves the sweeper: reviews that nobody ended in time.
CREATE INDEX "usage_records_review_due" ON "usage_records" ("review_ends_at") WHERE ("status" = 'recorded' AND "review_ends_at" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "usage_disputes" ADD CONSTRAINT "usage_disputes_window" CHECK ("until_at" > "from_at");
--> statement-breakpoint
-- A use is in one dispute at a time.
CREATE UNIQUE INDEX "usage_disputes_one_open" ON "usage_disputes" ("lab_id", "usage_record_id") WHERE ("status" = 'open');
--> statement-breakpoint
-- However many adjustments and waivers arrive at once, they never take more than was owed.
ALTER TABLE "charges" ADD CONSTRAINT "charges_never_below_zero" CHECK ("kind" IN ('adjustment', 'waiver') OR "subtotal_fen" + "adjusted_fen" >= 0);
--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_refer" CHECK ("kind" NOT IN ('adjustment', 'waiver', 'share') OR "refers_to_charge_id" IS NOT NULL);
--> statement-breakpoint
-- Serves the sweeper: cancelled windows that have ended.
CREATE INDEX "charges_waiver_due" ON "charges" ("waiver_due_at") WHERE ("waiver_due_at" IS NOT NULL);
