CREATE TABLE "scheduling_policies" (
	"lab_id" uuid PRIMARY KEY NOT NULL,
	"outage_answer_hours" integer NOT NULL,
	"planned_answer_hours" integer NOT NULL,
	"clear_minutes" integer NOT NULL,
	"defaults" text[] NOT NULL,
	"same_instrument_days" integer NOT NULL,
	"equivalent_days" integer NOT NULL,
	"early_check_in_minutes" integer NOT NULL,
	"updated_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calibrations" ALTER COLUMN "created_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "breakdown_reports" ADD COLUMN "photo_ids" uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "district_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "due_from_clock" text NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "due_minutes" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "next_step" text;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "due_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD COLUMN "updated_at" timestamptz(3) DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD COLUMN "rrule" text NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD COLUMN "planned_until_at" timestamptz(3) NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD COLUMN "due_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "outages" ADD COLUMN "import_key" text;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "sealed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduling_policies" ADD CONSTRAINT "scheduling_policies_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calibrations_by_id" ON "calibrations" USING btree ("id");--> statement-breakpoint
CREATE INDEX "calibrations_by_lab" ON "calibrations" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "outages_once_a_line" ON "outages" USING btree ("lab_id","import_key");--> statement-breakpoint
ALTER TABLE "breakdown_reports" DROP COLUMN "organisation_id";--> statement-breakpoint
ALTER TABLE "breakdown_reports" DROP COLUMN "file_id";--> statement-breakpoint
ALTER TABLE "maintenance_plans" DROP COLUMN "every_days";--> statement-breakpoint
ALTER TABLE "maintenance_plans" DROP COLUMN "every_months";--> statement-breakpoint
ALTER TABLE "maintenance_plans" DROP COLUMN "last_day";--> statement-breakpoint
ALTER TABLE "maintenance_plans" DROP COLUMN "planned_until_day";--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_length" CHECK ("minutes" >= 1);
--> statement-breakpoint
-- Serves the sweeper: plans with occurrences to put into the calendar.
CREATE INDEX "maintenance_plans_due" ON "maintenance_plans" ("due_at") WHERE ("due_at" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "calibrations" ADD CONSTRAINT "calibrations_next_step" CHECK (("next_step" IS NULL) = ("due_at" IS NULL) AND "due_minutes" >= 0);
--> statement-breakpoint
-- Serves the sweeper: calibrations whose due date comes near, or has passed.
CREATE INDEX "calibrations_due" ON "calibrations" ("due_at") WHERE ("due_at" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "breakdown_reports" ADD CONSTRAINT "breakdown_reports_decided" CHECK (
  ("status" = 'open') = ("decided_at" IS NULL) AND ("status" = 'confirmed') = ("outage_id" IS NOT NULL));
--> statement-breakpoint
-- Serves the people of the lab: what nobody has looked at.
CREATE INDEX "breakdown_reports_open" ON "breakdown_reports" ("lab_id", "created_at") WHERE ("status" = 'open');
--> statement-breakpoint
ALTER TABLE "scheduling_policies" ADD CONSTRAINT "scheduling_policies_ranges" CHECK (
  "outage_answer_hours" BETWEEN 1 AND 720 AND "planned_answer_hours" BETWEEN 1 AND 720 AND "clear_minutes" BETWEEN 0 AND 10080
  AND "same_instrument_days" BETWEEN 0 AND 90 AND "equivalent_days" BETWEEN 0 AND 14 AND "early_check_in_minutes" BETWEEN 0 AND 1440);
