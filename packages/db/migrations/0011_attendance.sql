CREATE TABLE "qualification_kinds" (
	"lab_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "qualification_kinds_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "qualifications" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"instrument_id" uuid,
	"class_code" text,
	"kind_id" text,
	"expires_at" timestamptz(3),
	"granted_by" uuid NOT NULL,
	"note" text,
	"revoked_at" timestamptz(3),
	"revoked_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "qualifications_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "booking_series" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"rrule" text NOT NULL,
	"zone" text NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "booking_series_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "strike_policies" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"effective_from" timestamptz(3) NOT NULL,
	"strikes" integer NOT NULL,
	"within_days" integer NOT NULL,
	"suspend_days" integer NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "strike_policies_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "strikes" (
	"lab_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"suspension_id" uuid,
	CONSTRAINT "strikes_lab_id_booking_id_pk" PRIMARY KEY("lab_id","booking_id")
);
--> statement-breakpoint
CREATE TABLE "suspensions" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"status" text NOT NULL,
	"strikes" integer NOT NULL,
	"appeal_text" text,
	"appealed_at" timestamptz(3),
	"decided_by" uuid,
	"decided_at" timestamptz(3),
	"decision_comment" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "suspensions_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "no_show_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "overrun_told_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspensions" ADD CONSTRAINT "suspensions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "qualifications_by_id" ON "qualifications" USING btree ("id");--> statement-breakpoint
CREATE INDEX "qualifications_by_user" ON "qualifications" USING btree ("user_id","lab_id");--> statement-breakpoint
CREATE INDEX "booking_series_by_id" ON "booking_series" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "strike_policies_one_a_moment" ON "strike_policies" USING btree ("lab_id","effective_from");--> statement-breakpoint
CREATE INDEX "strikes_by_user" ON "strikes" USING btree ("lab_id","user_id","at");--> statement-breakpoint
CREATE INDEX "suspensions_by_id" ON "suspensions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "suspensions_by_user" ON "suspensions" USING btree ("user_id","lab_id");--> statement-breakpoint
-- Serves the series page and the change of what follows; bookings asked for alone are not in it.
CREATE INDEX "bookings_by_series" ON "bookings" ("lab_id", "series_id", "from_at") WHERE ("series_id" IS NOT NULL);
--> statement-breakpoint
-- Serves the sweeper: confirmed bookings that nobody has checked in.
CREATE INDEX "bookings_not_shown" ON "bookings" ("no_show_at") WHERE ("status" = 'confirmed');
--> statement-breakpoint
-- Serves the sweeper: uses that go on beyond their end and whose follower has not been warned.
CREATE INDEX "bookings_overrunning" ON "bookings" ("until_at") WHERE ("status" = 'inUse' AND "overrun_told_at" IS NULL);
--> statement-breakpoint
-- Serves the check-in of the next user: who is still at the instrument.
CREATE INDEX "bookings_in_use" ON "bookings" ("lab_id", "instrument_id") WHERE ("status" = 'inUse');
--> statement-breakpoint
UPDATE "bookings" b SET "no_show_at" = least(b."until_at", CASE WHEN r."no_show_minutes" = 0 THEN b."until_at" ELSE b."from_at" + r."no_show_minutes" * interval '1 minute' END)
FROM "booking_rules" r WHERE r."lab_id" = b."lab_id" AND r."instrument_id" = b."instrument_id" AND b."status" IN ('pendingApproval', 'confirmed');
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_no_show_within" CHECK ("no_show_at" IS NULL OR ("no_show_at" > "from_at" AND "no_show_at" <= "until_at"));
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_of_series" FOREIGN KEY ("lab_id", "series_id") REFERENCES "booking_series" ("lab_id", "id");
--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_for_something" CHECK (num_nonnulls("instrument_id", "class_code", "kind_id") > 0);
--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_of_instrument" FOREIGN KEY ("lab_id", "instrument_id") REFERENCES "instruments" ("lab_id", "id");
--> statement-breakpoint
-- One grant for one thing at a time: granting again renews it.
CREATE UNIQUE INDEX "qualifications_once" ON "qualifications" ("lab_id", "user_id", "instrument_id", "class_code", "kind_id") NULLS NOT DISTINCT WHERE ("revoked_at" IS NULL);
--> statement-breakpoint
-- Nobody is suspended twice for the same time.
ALTER TABLE "suspensions" ADD CONSTRAINT "suspensions_no_overlap"
  EXCLUDE USING gist ("lab_id" WITH =, "user_id" WITH =, "during" WITH &&) WHERE ("status" <> 'lifted');
--> statement-breakpoint
ALTER TABLE "suspensions" ADD CONSTRAINT "suspensions_window" CHECK (NOT isempty("during") AND NOT lower_inf("during") AND NOT upper_inf("during"));
--> statement-breakpoint
ALTER TABLE "strike_policies" ADD CONSTRAINT "strike_policies_ranges" CHECK ("strikes" >= 0 AND "within_days" BETWEEN 1 AND 730 AND "suspend_days" BETWEEN 1 AND 730);
--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_of_booking" FOREIGN KEY ("lab_id", "booking_id") REFERENCES "bookings" ("lab_id", "id");
