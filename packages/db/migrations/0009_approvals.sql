CREATE TABLE "approval_chains" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"subject_number" text NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"form" text,
	"value_fen" bigint NOT NULL,
	"days" integer NOT NULL,
	"policy_id" uuid NOT NULL,
	"filing_working_days" integer,
	"zone" text NOT NULL,
	"status" text NOT NULL,
	"answer_due_at" timestamptz(3),
	"closed_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "approval_chains_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "approval_delegations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"delegate_user_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"reason" text,
	"revoked_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope_type" text NOT NULL,
	"scope_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"form" text NOT NULL,
	"value_from_fen" bigint NOT NULL,
	"value_until_fen" bigint,
	"days_from" integer NOT NULL,
	"steps" jsonb NOT NULL,
	"filing_working_days" integer,
	"effective" "tstzrange" NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chain_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"stage" integer NOT NULL,
	"round" integer NOT NULL,
	"roles" text[] NOT NULL,
	"sla_hours" integer NOT NULL,
	"on_timeout" text NOT NULL,
	"status" text NOT NULL,
	"opened_at" timestamptz(3),
	"deadline_at" timestamptz(3) NOT NULL,
	"decided_at" timestamptz(3),
	"decided_by" uuid,
	"on_behalf_of" uuid,
	"comment" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "approvals_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "approval_chains" ADD CONSTRAINT "approval_chains_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_chains" ADD CONSTRAINT "approval_chains_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_chains" ADD CONSTRAINT "approval_chains_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_delegations" ADD CONSTRAINT "approval_delegations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_delegations" ADD CONSTRAINT "approval_delegations_delegate_user_id_users_id_fk" FOREIGN KEY ("delegate_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_on_behalf_of_users_id_fk" FOREIGN KEY ("on_behalf_of") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_lab_id_chain_id_approval_chains_lab_id_id_fk" FOREIGN KEY ("lab_id","chain_id") REFERENCES "public"."approval_chains"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_chains_by_subject" ON "approval_chains" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "approval_delegations_by_delegate" ON "approval_delegations" USING btree ("delegate_user_id");--> statement-breakpoint
CREATE INDEX "approval_delegations_by_user" ON "approval_delegations" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_once_a_round" ON "approvals" USING btree ("lab_id","chain_id","step","round");--> statement-breakpoint
CREATE INDEX "approvals_by_id" ON "approvals" USING btree ("id");--> statement-breakpoint
CREATE INDEX "approvals_by_subject" ON "approvals" USING btree ("subject_id","deadline_at","id");--> statement-breakpoint
-- One chain for a case at a time. Least terms are told apart, because the longer one wins; defaults stand behind whatever is set.
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_no_overlap"
  EXCLUDE USING gist ("scope_type" WITH =, "scope_id" WITH =, "mode" WITH =, "form" WITH =, "days_from" WITH =,
    int8range("value_from_fen", "value_until_fen") WITH &&, "effective" WITH &&) WHERE (NOT "is_default" AND NOT isempty("effective"));
--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_ranges" CHECK (
  "value_from_fen" >= 0 AND ("value_until_fen" IS NULL OR "value_until_fen" > "value_from_fen") AND "days_from" >= 0
  AND jsonb_array_length("steps") > 0 AND ("filing_working_days" IS NULL OR "filing_working_days" >= 0));
--> statement-breakpoint
-- A subject has one chain under way.
CREATE UNIQUE INDEX "approval_chains_one_open" ON "approval_chains" ("lab_id", "subject_type", "subject_id") WHERE ("status" IN ('open', 'returned'));
--> statement-breakpoint
ALTER TABLE "approval_chains" ADD CONSTRAINT "approval_chains_closed" CHECK (("status" IN ('open', 'returned')) = ("closed_at" IS NULL));
--> statement-breakpoint
-- Serves the sweeper: what was returned and never completed.
CREATE INDEX "approval_chains_unanswered" ON "approval_chains" ("answer_due_at") WHERE ("status" = 'returned');
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided" CHECK (
  ("status" = 'pending') = ("decided_at" IS NULL) AND cardinality("roles") > 0 AND ("decided_by" IS NULL OR "decided_at" IS NOT NULL));
--> statement-breakpoint
-- Serve the work lists of district, lab, customer and nation, and the sweeper: only what waits is in them, however much was decided.
CREATE INDEX "approvals_waiting_in_district" ON "approvals" ("district_id", "deadline_at", "id") WHERE ("status" = 'pending' AND "opened_at" IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "approvals_waiting_in_lab" ON "approvals" ("lab_id", "deadline_at", "id") WHERE ("status" = 'pending' AND "opened_at" IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "approvals_waiting_for_customer" ON "approvals" ("organisation_id", "deadline_at", "id") WHERE ("status" = 'pending' AND "opened_at" IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" ("deadline_at", "id") WHERE ("status" = 'pending' AND "opened_at" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "approval_delegations" ADD CONSTRAINT "approval_delegations_one_at_a_time"
  EXCLUDE USING gist ("user_id" WITH =, "during" WITH &&) WHERE ("revoked_at" IS NULL);
--> statement-breakpoint
ALTER TABLE "approval_delegations" ADD CONSTRAINT "approval_delegations_to_another" CHECK ("user_id" <> "delegate_user_id" AND NOT isempty("during"));
--> statement-breakpoint
-- Out of the box: below 8,000,000.00 the department approves and files within 15 working days, at or above it the ministry decides too.
INSERT INTO "approval_policies" ("id", "scope_type", "scope_id", "mode", "form", "value_from_fen", "value_until_fen", "days_from", "steps",
  "filing_working_days", "effective", "is_default")
SELECT gen_random_uuid(), 'national', '00000000-0000-0000-0000-000000000000', m.mode, m.form, b.value_from, b.value_until, 0, b.steps, 15,
  tstzrange('1970-01-01T00:00Z', NULL, '[)'), true
FROM (VALUES ('rent', 'termLease'), ('loan', ''), ('equity', '')) AS m (mode, form),
  (VALUES
    (0::bigint, 800000000::bigint, '[{"role": "labManager", "slaHours": 48, "onTimeout": "escalate"},
      {"role": "assetOfficer", "slaHours": 72, "onTimeout": "escalate"}]'::jsonb),
    (800000000::bigint, NULL, '[{"role": "labManager", "slaHours": 48, "onTimeout": "escalate"},
      {"role": "assetOfficer", "slaHours": 72, "onTimeout": "escalate"},
      {"role": "hqReviewer", "slaHours": 240, "onTimeout": "escalate"}]'::jsonb)) AS b (value_from, value_until, steps);
