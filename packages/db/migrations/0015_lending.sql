CREATE TABLE "condition_reports" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"moment" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"user_id" uuid NOT NULL,
	"conditions" jsonb NOT NULL,
	"accessories" text[] NOT NULL,
	"meter_reading" integer,
	"photo_ids" uuid[] NOT NULL,
	"signed_by" text[] NOT NULL,
	CONSTRAINT "condition_reports_lab_id_lending_id_moment_pk" PRIMARY KEY("lab_id","lending_id","moment")
);
--> statement-breakpoint
CREATE TABLE "contract_signatures" (
	"lab_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"party" text NOT NULL,
	"content_hash" text NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "contract_signatures_lab_id_contract_id_party_pk" PRIMARY KEY("lab_id","contract_id","party")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"status" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "contracts_lab_id_id_pk" PRIMARY KEY("lab_id","id"),
	CONSTRAINT "contracts_number_key" UNIQUE("lab_id","number"),
	CONSTRAINT "contracts_content" UNIQUE("lab_id","id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "damage_claims" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item" text NOT NULL,
	"description" text NOT NULL,
	"amount_fen" bigint,
	"source" text NOT NULL,
	"reported_by" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "damage_claims_lab_id_lending_id_id_pk" PRIMARY KEY("lab_id","lending_id","id")
);
--> statement-breakpoint
CREATE TABLE "lending_extensions" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"last_day" date NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"user_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "lending_extensions_lab_id_lending_id_id_pk" PRIMARY KEY("lab_id","lending_id","id")
);
--> statement-breakpoint
CREATE TABLE "lending_history" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"action" text NOT NULL,
	"actor_user_id" uuid,
	"from_status" text,
	"to_status" text NOT NULL,
	"note" text,
	CONSTRAINT "lending_history_lab_id_lending_id_id_pk" PRIMARY KEY("lab_id","lending_id","id")
);
--> statement-breakpoint
CREATE TABLE "lendings" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"until_at" timestamptz(3) NOT NULL,
	"zone" text NOT NULL,
	"purpose_kind" text NOT NULL,
	"purpose_text" text NOT NULL,
	"address" text NOT NULL,
	"accessories" text[] NOT NULL,
	"original_value_fen" bigint NOT NULL,
	"deposit_fen" bigint NOT NULL,
	"held_fen" bigint DEFAULT 0 NOT NULL,
	"captured_fen" bigint DEFAULT 0 NOT NULL,
	"released_fen" bigint DEFAULT 0 NOT NULL,
	"price_policy_id" uuid,
	"price_group" text,
	"filing_due_on" date,
	"filed_at" timestamptz(3),
	"filing_reference" text,
	"decision_reason" text,
	"handed_over_at" timestamptz(3),
	"returned_at" timestamptz(3),
	"made_way_until_at" timestamptz(3),
	"due_soon_told_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "lendings_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "condition_reports" ADD CONSTRAINT "condition_reports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_reports" ADD CONSTRAINT "condition_reports_lab_id_lending_id_lendings_lab_id_id_fk" FOREIGN KEY ("lab_id","lending_id") REFERENCES "public"."lendings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_signatures" ADD CONSTRAINT "contract_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_signatures" ADD CONSTRAINT "contract_signatures_lab_id_contract_id_content_hash_contracts_lab_id_id_content_hash_fk" FOREIGN KEY ("lab_id","contract_id","content_hash") REFERENCES "public"."contracts"("lab_id","id","content_hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD CONSTRAINT "damage_claims_reported_by_users_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD CONSTRAINT "damage_claims_lab_id_lending_id_lendings_lab_id_id_fk" FOREIGN KEY ("lab_id","lending_id") REFERENCES "public"."lendings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_extensions" ADD CONSTRAINT "lending_extensions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_extensions" ADD CONSTRAINT "lending_extensions_lab_id_lending_id_lendings_lab_id_id_fk" FOREIGN KEY ("lab_id","lending_id") REFERENCES "public"."lendings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_history" ADD CONSTRAINT "lending_history_lab_id_lending_id_lendings_lab_id_id_fk" FOREIGN KEY ("lab_id","lending_id") REFERENCES "public"."lendings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contracts_by_id" ON "contracts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "contracts_by_number" ON "contracts" USING btree ("number");--> statement-breakpoint
CREATE INDEX "contracts_by_subject" ON "contracts" USING btree ("lab_id","subject_id");--> statement-breakpoint
CREATE INDEX "lendings_by_id" ON "lendings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "lendings_by_organisation" ON "lendings" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "lendings_by_lab" ON "lendings" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "lendings_by_district" ON "lendings" USING btree ("district_id","created_at","id");--> statement-breakpoint
CREATE INDEX "lendings_by_instrument" ON "lendings" USING btree ("lab_id","instrument_id");--> statement-breakpoint
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_days" CHECK ("last_day" >= "first_day" AND "until_at" > "from_at");
--> statement-breakpoint
-- A deposit is held once; what was captured and released never exceeds it.
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_deposit" CHECK (
  "deposit_fen" >= 0 AND "held_fen" >= 0 AND "captured_fen" >= 0 AND "released_fen" >= 0
  AND "held_fen" + "captured_fen" + "released_fen" IN (0, "deposit_fen"));
--> statement-breakpoint
-- Closed only when nothing is held.
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_closed" CHECK ("status" <> 'closed' OR "held_fen" = 0);
--> statement-breakpoint
ALTER TABLE "lendings" ADD CONSTRAINT "lendings_handed_over" CHECK (
  ("status" IN ('handedOver', 'overdue', 'returned', 'closed')) = ("handed_over_at" IS NOT NULL)
  AND ("status" IN ('returned', 'closed')) = ("returned_at" IS NOT NULL));
--> statement-breakpoint
-- Serves the sweeper: what is under way, by the end of its last day.
CREATE INDEX "lendings_running" ON "lendings" ("until_at") WHERE ("status" IN ('requested', 'approved', 'contracted', 'handedOver', 'overdue'));
--> statement-breakpoint
-- Serves closing after the return.
CREATE INDEX "lendings_to_close" ON "lendings" ("returned_at") WHERE ("status" = 'returned' AND "held_fen" = 0);
--> statement-breakpoint
-- One extension waits for an answer at a time.
CREATE UNIQUE INDEX "lending_extensions_one_open" ON "lending_extensions" ("lab_id", "lending_id") WHERE ("status" = 'requested');
--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_hash" CHECK ("content_hash" = encode(sha256(convert_to("content", 'UTF8')), 'hex'));
