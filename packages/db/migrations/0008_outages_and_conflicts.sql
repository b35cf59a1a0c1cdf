CREATE TABLE "breakdown_reports" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid,
	"user_id" uuid NOT NULL,
	"description" text NOT NULL,
	"file_id" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"outage_id" uuid,
	"decided_by" uuid,
	"decided_at" timestamptz(3),
	"answer" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "breakdown_reports_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "calibrations" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"calibrated_on" date NOT NULL,
	"valid_until" date NOT NULL,
	"certificate" text NOT NULL,
	"created_by" uuid NOT NULL,
	"outage_id" uuid,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "calibrations_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "conflict_links" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conflict_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3),
	CONSTRAINT "conflict_links_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"claim_kind" text NOT NULL,
	"claim_id" uuid NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3),
	"cause" text NOT NULL,
	"outage_id" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"rank" integer NOT NULL,
	"options" jsonb NOT NULL,
	"deadline_at" timestamptz(3) NOT NULL,
	"default_action" text NOT NULL,
	"default_option" integer,
	"due_at" timestamptz(3),
	"failures" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"new_booking_id" uuid,
	"resolved_at" timestamptz(3),
	"resolved_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "conflicts_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "maintenance_plans" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" text NOT NULL,
	"first_day" date NOT NULL,
	"from_clock" text NOT NULL,
	"minutes" integer NOT NULL,
	"every_days" integer,
	"every_months" integer,
	"last_day" date,
	"status" text DEFAULT 'active' NOT NULL,
	"planned_until_day" date NOT NULL,
	"created_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "maintenance_plans_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "outages" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"note" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"plan_id" uuid,
	"created_by" uuid,
	"cancelled_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "outages_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "waitlist_entries" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"minutes" integer NOT NULL,
	"auto_accept" boolean NOT NULL,
	"purpose_kind" text NOT NULL,
	"purpose_text" text NOT NULL,
	"project_code" text,
	"service_way" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"rank" integer DEFAULT 1 NOT NULL,
	"offer_from_at" timestamptz(3),
	"offer_until_at" timestamptz(3),
	"offer_hold_until_at" timestamptz(3),
	"offer_hold_id" uuid,
	"booking_id" uuid,
	"refusal" text,
	"checked_at" timestamptz(3) NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "waitlist_entries_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "occupancy" ADD COLUMN "suspended" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "breakdown_reports" ADD CONSTRAINT "breakdown_reports_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibrations" ADD CONSTRAINT "calibrations_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_links" ADD CONSTRAINT "conflict_links_lab_id_conflict_id_conflicts_lab_id_id_fk" FOREIGN KEY ("lab_id","conflict_id") REFERENCES "public"."conflicts"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outages" ADD CONSTRAINT "outages_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "breakdown_reports_by_id" ON "breakdown_reports" USING btree ("id");--> statement-breakpoint
CREATE INDEX "breakdown_reports_by_lab" ON "breakdown_reports" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "breakdown_reports_by_user" ON "breakdown_reports" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "calibrations_by_instrument" ON "calibrations" USING btree ("lab_id","instrument_id","valid_until");--> statement-breakpoint
CREATE INDEX "conflict_links_by_hash" ON "conflict_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "conflicts_by_id" ON "conflicts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "conflicts_by_claim" ON "conflicts" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "conflicts_by_outage" ON "conflicts" USING btree ("lab_id","outage_id");--> statement-breakpoint
CREATE INDEX "conflicts_by_organisation" ON "conflicts" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "conflicts_by_lab" ON "conflicts" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "conflicts_by_district" ON "conflicts" USING btree ("district_id","created_at","id");--> statement-breakpoint
CREATE INDEX "maintenance_plans_by_id" ON "maintenance_plans" USING btree ("id");--> statement-breakpoint
CREATE INDEX "maintenance_plans_by_lab" ON "maintenance_plans" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outages_by_id" ON "outages" USING btree ("id");--> statement-breakpoint
CREATE INDEX "outages_by_instrument" ON "outages" USING btree ("instrument_id","from_at");--> statement-breakpoint
CREATE INDEX "outages_by_lab" ON "outages" USING btree ("lab_id","from_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "outages_once_a_plan" ON "outages" USING btree ("lab_id","plan_id","from_at");--> statement-breakpoint
CREATE INDEX "waitlist_entries_by_id" ON "waitlist_entries" USING btree ("id");--> statement-breakpoint
CREATE INDEX "waitlist_entries_by_organisation" ON "waitlist_entries" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "waitlist_entries_by_lab" ON "waitlist_entries" USING btree ("lab_id","created_at","id");--> statement-breakpoint
ALTER TABLE "outages" ADD CONSTRAINT "outages_window" CHECK ("until_at" > "from_at");
--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_suspended_is_not_active" CHECK (NOT ("active" AND "suspended"));
--> statement-breakpoint
-- Serves the return of claims when an outage is called off.
CREATE INDEX "occupancy_suspended" ON "occupancy" ("lab_id", "instrument_id") WHERE ("suspended");
--> statement-breakpoint
-- One live conflict a claim: whatever else befalls it joins the one that is under way.
CREATE UNIQUE INDEX "conflicts_one_live" ON "conflicts" ("lab_id", "claim_id") WHERE ("status" <> 'resolved');
--> statement-breakpoint
-- Serves the sweeper: conflicts with a step to take, those of statutory duty first.
CREATE INDEX "conflicts_due" ON "conflicts" ("due_at") WHERE ("due_at" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_settled" CHECK (("status" = 'resolved') = ("resolved_at" IS NOT NULL) AND ("status" <> 'resolved' OR "due_at" IS NULL));
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_window" CHECK ("until_at" > "from_at" AND "minutes" >= 1);
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_offer" CHECK (
  "status" <> 'offered' OR ("offer_from_at" IS NOT NULL AND "offer_until_at" > "offer_from_at" AND "offer_hold_id" IS NOT NULL AND "offer_hold_until_at" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_accepted" CHECK ("status" <> 'accepted' OR "booking_id" IS NOT NULL);
--> statement-breakpoint
-- Nobody stands in the same line twice.
CREATE UNIQUE INDEX "waitlist_entries_once" ON "waitlist_entries" ("lab_id", "instrument_id", "user_id", "from_at", "until_at") WHERE ("status" IN ('waiting', 'offered'));
--> statement-breakpoint
-- Serves the line of one instrument, in its order.
CREATE INDEX "waitlist_entries_in_line" ON "waitlist_entries" ("instrument_id", "rank", "created_at", "id") WHERE ("status" = 'waiting');
--> statement-breakpoint
-- Serves the sweeper: offers whose time has passed, and the cap on offers of an organisation.
CREATE INDEX "waitlist_entries_offered" ON "waitlist_entries" ("offer_hold_until_at") WHERE ("status" = 'offered');
--> statement-breakpoint
CREATE INDEX "waitlist_entries_to_check" ON "waitlist_entries" ("checked_at") WHERE ("status" = 'waiting');
--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_pace" CHECK (num_nonnulls("every_days", "every_months") = 1 AND "minutes" >= 1);
--> statement-breakpoint
ALTER TABLE "calibrations" ADD CONSTRAINT "calibrations_days" CHECK ("valid_until" >= "calibrated_on");
