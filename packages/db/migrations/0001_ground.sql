CREATE TABLE "charges" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payee_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"booking_id" uuid,
	"usage_record_id" uuid,
	"refers_to_charge_id" uuid,
	"price_policy_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"subtotal_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "charges_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "price_policies" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"form" text NOT NULL,
	"price_group" text NOT NULL,
	"effective" "tstzrange" NOT NULL,
	"charge_for" text NOT NULL,
	"rate_per_hour_fen" bigint NOT NULL,
	"steps" jsonb NOT NULL,
	"time_factors" jsonb NOT NULL,
	"setup_fen" bigint NOT NULL,
	"operator_per_hour_fen" bigint NOT NULL,
	"per_sample_fen" bigint NOT NULL,
	"per_day_fen" bigint NOT NULL,
	"minimum_fen" bigint NOT NULL,
	"cap_fen" bigint,
	"subsidy_permille" integer NOT NULL,
	"cancellation" jsonb NOT NULL,
	"no_show_fee_fen" bigint NOT NULL,
	"tax_category" text NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "price_policies_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "usage_records" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid,
	"booking_id" uuid,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3),
	"idle_minutes" integer DEFAULT 0 NOT NULL,
	"samples" integer,
	"service_way" text NOT NULL,
	"status" text NOT NULL,
	"problem" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "usage_records_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "alliances" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"lead_lab_id" uuid
);
--> statement-breakpoint
CREATE TABLE "booking_rules" (
	"lab_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"weekly" jsonb NOT NULL,
	"slot_minutes" integer NOT NULL,
	"min_minutes" integer NOT NULL,
	"max_minutes" integer NOT NULL,
	"lead_minutes" integer NOT NULL,
	"horizon_days" integer NOT NULL,
	"setup_minutes" integer NOT NULL,
	"teardown_minutes" integer NOT NULL,
	"closed_on_holidays" boolean NOT NULL,
	"no_show_minutes" integer NOT NULL,
	"quotas" jsonb NOT NULL,
	"qualification_ids" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "booking_rules_lab_id_instrument_id_pk" PRIMARY KEY("lab_id","instrument_id")
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"day" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_off_day" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"year" smallint PRIMARY KEY NOT NULL,
	"is_published" boolean NOT NULL,
	"source" text
);
--> statement-breakpoint
CREATE TABLE "class_codes" (
	"scheme" text NOT NULL,
	"edition" text NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"level" smallint NOT NULL,
	"parent_code" text,
	CONSTRAINT "class_codes_scheme_edition_code_pk" PRIMARY KEY("scheme","edition","code")
);
--> statement-breakpoint
CREATE TABLE "disciplines" (
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"position" smallint NOT NULL,
	CONSTRAINT "disciplines_scheme_code_pk" PRIMARY KEY("scheme","code")
);
--> statement-breakpoint
CREATE TABLE "file_contents" (
	"file_id" uuid PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid,
	"lab_id" uuid,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instruments" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asset_number" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"model" text NOT NULL,
	"manufacturer" text NOT NULL,
	"class_scheme" text NOT NULL,
	"class_edition" text NOT NULL,
	"class_code" text NOT NULL,
	"suggested_class_code" text,
	"disciplines" text[] NOT NULL,
	"acquired_on" date,
	"original_value_fen" bigint,
	"funding_source" text,
	"customs_supervised_until" date,
	"location" text,
	"description_zh" text,
	"description_en" text,
	"zone" text,
	"status" text DEFAULT 'active' NOT NULL,
	"is_incomplete" boolean DEFAULT false NOT NULL,
	"region" text NOT NULL,
	"lab_level" text NOT NULL,
	"alliances" text[] NOT NULL,
	"district_id" uuid NOT NULL,
	"modes" text[] NOT NULL,
	"forms" text[] NOT NULL,
	"price_from_fen" bigint,
	"search_tokens" "tsvector" NOT NULL,
	"search_text" text NOT NULL,
	"is_generated" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "instruments_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "labs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"district_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"level" text NOT NULL,
	"disciplines" text[] NOT NULL,
	"alliances" text[] NOT NULL,
	"region" text NOT NULL,
	"city" text NOT NULL,
	"address" text,
	"latitude" double precision,
	"longitude" double precision,
	"zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"is_bsl3" boolean DEFAULT false NOT NULL,
	"accreditations" text[] NOT NULL,
	"contact" jsonb,
	"is_generated" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offerings" (
	"lab_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"forms" text[] NOT NULL,
	"approval" text NOT NULL,
	"eligibility" jsonb NOT NULL,
	"deposit_fen" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "offerings_lab_id_instrument_id_mode_pk" PRIMARY KEY("lab_id","instrument_id","mode")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid,
	"lab_id" uuid,
	"status" text DEFAULT 'running' NOT NULL,
	"progress_permille" integer DEFAULT 0 NOT NULL,
	"input" jsonb NOT NULL,
	"result" jsonb,
	"problem" jsonb,
	"finished_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"level" smallint NOT NULL,
	"parent_code" text
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor_user_id" uuid,
	"organisation_id" uuid,
	"lab_id" uuid,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb,
	"headers" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_operation_key_pk" PRIMARY KEY("user_id","operation","key")
);
--> statement-breakpoint
CREATE TABLE "login_failures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_hash" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"lab_id" uuid,
	"role" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_once" UNIQUE NULLS NOT DISTINCT("user_id","organisation_id","lab_id","role")
);
--> statement-breakpoint
CREATE TABLE "one_time_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"uscc" text NOT NULL,
	"region" text NOT NULL,
	"contact" jsonb,
	"status" text DEFAULT 'pending' NOT NULL,
	"is_sme" boolean DEFAULT false NOT NULL,
	"verified_at" timestamptz(3),
	"override_evidence" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"issued_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"rotated_at" timestamptz(3),
	"revoked_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"token_version" integer DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notification_id" uuid,
	"user_id" uuid,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"locale" text NOT NULL,
	"template" text NOT NULL,
	"payload" jsonb NOT NULL,
	"message_id" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamptz(3) NOT NULL,
	"claimed_until_at" timestamptz(3),
	"sent_at" timestamptz(3),
	"last_error" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailbox_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text_body" text NOT NULL,
	"html_body" text NOT NULL,
	"received_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"read_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lab_id" uuid,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"payload" jsonb NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"claimed_until_at" timestamptz(3),
	"attempts" integer DEFAULT 0 NOT NULL,
	"processed_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "outbox_handled" (
	"outbox_id" uuid NOT NULL,
	"handler" text NOT NULL,
	"handled_at" timestamptz(3) NOT NULL,
	CONSTRAINT "outbox_handled_outbox_id_handler_pk" PRIMARY KEY("outbox_id","handler")
);
--> statement-breakpoint
CREATE TABLE "booking_history" (
	"lab_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"action" text NOT NULL,
	"actor_user_id" uuid,
	"from_status" text,
	"to_status" text NOT NULL,
	"reason" text,
	CONSTRAINT "booking_history_lab_id_booking_id_position_pk" PRIMARY KEY("lab_id","booking_id","position")
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"form" text DEFAULT 'machineTime' NOT NULL,
	"status" text NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"purpose_kind" text NOT NULL,
	"purpose_text" text NOT NULL,
	"project_code" text,
	"service_way" text NOT NULL,
	"quote_id" uuid,
	"price_policy_id" uuid NOT NULL,
	"price_group" text NOT NULL,
	"quoted_subtotal_fen" bigint NOT NULL,
	"quoted_tax_fen" bigint NOT NULL,
	"quoted_total_fen" bigint NOT NULL,
	"approval_deadline_at" timestamptz(3),
	"checked_in_at" timestamptz(3),
	"checked_out_at" timestamptz(3),
	"decision_reason" text,
	"cancellation_fee_fen" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "bookings_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "occupancy" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"kind" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"claim_id" uuid NOT NULL,
	"organisation_id" uuid,
	"user_id" uuid,
	"expires_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "occupancy_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"user_id" uuid,
	"organisation_id" uuid,
	"form" text NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"samples" integer,
	"service_way" text NOT NULL,
	"price_group" text NOT NULL,
	"price_policy_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"subtotal_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "quotes_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "price_policies" ADD CONSTRAINT "price_policies_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_rules" ADD CONSTRAINT "booking_rules_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_contents" ADD CONSTRAINT "file_contents_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instruments" ADD CONSTRAINT "instruments_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labs" ADD CONSTRAINT "labs_district_id_organisations_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_history" ADD CONSTRAINT "booking_history_lab_id_booking_id_bookings_lab_id_id_fk" FOREIGN KEY ("lab_id","booking_id") REFERENCES "public"."bookings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charges_by_id" ON "charges" USING btree ("id");--> statement-breakpoint
CREATE INDEX "charges_by_organisation" ON "charges" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_payee" ON "charges" USING btree ("payee_id","created_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_booking" ON "charges" USING btree ("lab_id","booking_id");--> statement-breakpoint
CREATE INDEX "price_policies_by_id" ON "price_policies" USING btree ("id");--> statement-breakpoint
CREATE INDEX "price_policies_by_instrument" ON "price_policies" USING btree ("lab_id","instrument_id","form","price_group");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_records_source_key" ON "usage_records" USING btree ("lab_id","source","source_id");--> statement-breakpoint
CREATE INDEX "usage_records_by_id" ON "usage_records" USING btree ("id");--> statement-breakpoint
CREATE INDEX "usage_records_by_booking" ON "usage_records" USING btree ("lab_id","booking_id");--> statement-breakpoint
CREATE INDEX "usage_records_by_organisation" ON "usage_records" USING btree ("organisation_id","from_at","id");--> statement-breakpoint
CREATE INDEX "usage_records_by_district" ON "usage_records" USING btree ("district_id","from_at","id");--> statement-breakpoint
CREATE INDEX "files_by_user" ON "files" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "instruments_asset_number_key" ON "instruments" USING btree ("lab_id","asset_number");--> statement-breakpoint
CREATE INDEX "instruments_by_id" ON "instruments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "instruments_by_class" ON "instruments" USING btree ("class_code","id");--> statement-breakpoint
CREATE INDEX "instruments_by_region" ON "instruments" USING btree ("region","id");--> statement-breakpoint
CREATE INDEX "instruments_newest" ON "instruments" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "instruments_search" ON "instruments" USING gin ("search_tokens");--> statement-breakpoint
CREATE INDEX "instruments_partial_text" ON "instruments" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "labs_code_key" ON "labs" USING btree ("code");--> statement-breakpoint
CREATE INDEX "labs_by_district" ON "labs" USING btree ("district_id");--> statement-breakpoint
CREATE INDEX "labs_by_region" ON "labs" USING btree ("region");--> statement-breakpoint
CREATE INDEX "operations_by_user" ON "operations" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "regions_by_parent" ON "regions" USING btree ("parent_code");--> statement-breakpoint
CREATE INDEX "audit_events_by_subject" ON "audit_events" USING btree ("subject_type","subject_id","at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "login_failures_recent" ON "login_failures" USING btree ("account_hash","address","at");--> statement-breakpoint
CREATE INDEX "memberships_by_organisation" ON "memberships" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "memberships_by_lab" ON "memberships" USING btree ("lab_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_tokens_hash_key" ON "one_time_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_uscc_key" ON "organisations" USING btree ("uscc");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_slug_key" ON "organisations" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_tokens_hash_key" ON "refresh_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_family" ON "refresh_tokens" USING btree ("family_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_message_key" ON "deliveries" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "deliveries_by_notification" ON "deliveries" USING btree ("notification_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mailbox_message_key" ON "mailbox" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("event_id","user_id","kind");--> statement-breakpoint
CREATE INDEX "notifications_by_user" ON "notifications" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "bookings_by_id" ON "bookings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "bookings_by_organisation" ON "bookings" USING btree ("organisation_id","from_at","id");--> statement-breakpoint
CREATE INDEX "bookings_by_lab" ON "bookings" USING btree ("lab_id","status","from_at","id");--> statement-breakpoint
CREATE INDEX "bookings_by_instrument" ON "bookings" USING btree ("lab_id","instrument_id","from_at");--> statement-breakpoint
CREATE INDEX "bookings_by_district" ON "bookings" USING btree ("district_id","from_at","id");--> statement-breakpoint
CREATE INDEX "occupancy_by_claim" ON "occupancy" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "quotes_by_id" ON "quotes" USING btree ("id");