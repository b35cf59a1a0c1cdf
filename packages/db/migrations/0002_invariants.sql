-- What the database refuses, whoever asks. No triggers: keys, checks and exclusion constraints only, because those can be distributed by lab.

-- The one calendar: two active claims on one instrument never overlap. The lab stands first, so that the constraint survives sharding by lab.
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_no_overlap"
  EXCLUDE USING gist ("lab_id" WITH =, "instrument_id" WITH =, "during" WITH &&) WHERE ("active");
--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_window" CHECK (NOT isempty("during") AND NOT lower_inf("during"));
--> statement-breakpoint
-- Serves availability: active claims of one instrument from an instant on.
CREATE INDEX "occupancy_active_until" ON "occupancy" ("instrument_id", upper("during")) INCLUDE ("during", "kind", "expires_at") WHERE ("active");
--> statement-breakpoint
-- Serves the sweeper (what has lapsed) and the cap on holds.
CREATE INDEX "occupancy_lapsing" ON "occupancy" ("expires_at") WHERE ("active" AND "expires_at" IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "occupancy_holds_of_organisation" ON "occupancy" ("organisation_id", "expires_at") WHERE ("active" AND "kind" = 'hold');
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_window" CHECK ("until_at" > "from_at" AND "until_at" - "from_at" <= interval '366 days');
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_used_in_order" CHECK ("checked_out_at" IS NULL OR ("checked_in_at" IS NOT NULL AND "checked_out_at" >= "checked_in_at"));
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_money" CHECK ("quoted_total_fen" = "quoted_subtotal_fen" + "quoted_tax_fen" AND ("cancellation_fee_fen" IS NULL OR "cancellation_fee_fen" >= 0));
--> statement-breakpoint
-- Serves the sweeper: requests nobody decided in time.
CREATE INDEX "bookings_undecided" ON "bookings" ("approval_deadline_at") WHERE ("status" = 'pendingApproval');
--> statement-breakpoint
-- One price at a time for one instrument, form and group.
ALTER TABLE "price_policies" ADD CONSTRAINT "price_policies_no_overlap"
  EXCLUDE USING gist ("lab_id" WITH =, "instrument_id" WITH =, "form" WITH =, "price_group" WITH =, "effective" WITH &&) WHERE (NOT isempty("effective"));
--> statement-breakpoint
ALTER TABLE "price_policies" ADD CONSTRAINT "price_policies_amounts" CHECK (
  "rate_per_hour_fen" >= 0 AND "setup_fen" >= 0 AND "operator_per_hour_fen" >= 0 AND "per_sample_fen" >= 0 AND "per_day_fen" >= 0
  AND "minimum_fen" >= 0 AND ("cap_fen" IS NULL OR "cap_fen" >= "minimum_fen") AND "subsidy_permille" BETWEEN 0 AND 1000 AND "no_show_fee_fen" >= 0);
--> statement-breakpoint
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_window" CHECK ("until_at" IS NULL OR "until_at" > "from_at");
--> statement-breakpoint
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_no_end_is_a_problem" CHECK ("until_at" IS NOT NULL OR "status" = 'problem');
--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_sum" CHECK ("total_fen" = "subtotal_fen" + "tax_fen");
--> statement-breakpoint
-- A use is charged once; a fee for one booking is charged once.
CREATE UNIQUE INDEX "charges_once_a_usage" ON "charges" ("lab_id", "usage_record_id") WHERE ("kind" = 'usage');
--> statement-breakpoint
CREATE UNIQUE INDEX "charges_once_a_fee" ON "charges" ("lab_id", "booking_id", "kind") WHERE ("kind" IN ('cancellation', 'noShow'));
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_uscc_shape" CHECK ("uscc" ~ '^[0-9A-Z]{18}$');
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower" CHECK ("email" = lower("email"));
--> statement-breakpoint
ALTER TABLE "instruments" ADD CONSTRAINT "instruments_value" CHECK ("original_value_fen" IS NULL OR "original_value_fen" >= 0);
--> statement-breakpoint
ALTER TABLE "booking_rules" ADD CONSTRAINT "booking_rules_ranges" CHECK (
  "slot_minutes" >= 1 AND "min_minutes" >= 1 AND "max_minutes" >= "min_minutes" AND "lead_minutes" >= 0
  AND "horizon_days" BETWEEN 1 AND 730 AND "setup_minutes" >= 0 AND "teardown_minutes" >= 0);
--> statement-breakpoint
-- Serves the relay: what is not handled yet, oldest first. It stays small however long the history grows.
CREATE INDEX "outbox_open" ON "outbox" ("lab_id", "occurred_at", "id") WHERE ("processed_at" IS NULL);
--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" ("next_attempt_at") WHERE ("status" = 'pending');
--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" ("user_id") WHERE ("read_at" IS NULL);
