CREATE TABLE "equity_document_reads" (
	"lab_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid,
	"first_at" timestamptz(3) NOT NULL,
	"last_at" timestamptz(3) NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "equity_document_reads_lab_id_document_id_user_id_pk" PRIMARY KEY("lab_id","document_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "equity_documents" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"position" integer NOT NULL,
	"audience" text NOT NULL,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "equity_documents_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "equity_questions" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"text" text NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "equity_questions_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "distributions" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"venture_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"declared_on" date NOT NULL,
	"parts" jsonb NOT NULL,
	"route" text NOT NULL,
	"user_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "distributions_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "equity_appraisals" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"agency" text NOT NULL,
	"report_number" text NOT NULL,
	"method" text NOT NULL,
	"base_date" date NOT NULL,
	"valid_until" date NOT NULL,
	"value_fen" bigint NOT NULL,
	"file_id" uuid,
	"user_id" uuid NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "equity_appraisals_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "equity_cases" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"instrument_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"venture_name" text NOT NULL,
	"purpose_kind" text NOT NULL,
	"purpose_text" text NOT NULL,
	"status" text NOT NULL,
	"approved_at" timestamptz(3),
	"lapses_at" timestamptz(3),
	"feasibility" jsonb,
	"appraisal_id" uuid,
	"notice_text" text,
	"notice_published_at" timestamptz(3),
	"notice_first_day" date,
	"notice_last_day" date,
	"agreement_from" date,
	"venture_id" uuid,
	"first_day" date,
	"exit_kind" text,
	"last_day" date,
	"instrument_returns" boolean,
	"consideration_fen" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "equity_cases_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "equity_objections" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"text" text NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text NOT NULL,
	"answer" text,
	"answered_at" timestamptz(3),
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "equity_objections_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "equity_parties" (
	"lab_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"since" timestamptz(3) NOT NULL,
	CONSTRAINT "equity_parties_lab_id_case_id_organisation_id_pk" PRIMARY KEY("lab_id","case_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "equity_rules" (
	"effective_from" date PRIMARY KEY NOT NULL,
	"notice_days" integer NOT NULL,
	"appraisal_months" integer NOT NULL,
	"idle_months" integer NOT NULL,
	"references" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "equity_steps" (
	"lab_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"action" text NOT NULL,
	"actor_user_id" uuid,
	"from_status" text,
	"to_status" text NOT NULL,
	"note" text,
	CONSTRAINT "equity_steps_lab_id_case_id_position_pk" PRIMARY KEY("lab_id","case_id","position")
);
--> statement-breakpoint
CREATE TABLE "ventures" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"capital_fen" bigint NOT NULL,
	"value_fen" bigint NOT NULL,
	"agreed_units" bigint NOT NULL,
	"agreed_holdings" jsonb NOT NULL,
	"cash_fen" bigint NOT NULL,
	"signed_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "ventures_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "equity_document_reads" ADD CONSTRAINT "equity_document_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_document_reads" ADD CONSTRAINT "equity_document_reads_lab_id_document_id_equity_documents_lab_id_id_fk" FOREIGN KEY ("lab_id","document_id") REFERENCES "public"."equity_documents"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_documents" ADD CONSTRAINT "equity_documents_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_documents" ADD CONSTRAINT "equity_documents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_documents" ADD CONSTRAINT "equity_documents_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_questions" ADD CONSTRAINT "equity_questions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_questions" ADD CONSTRAINT "equity_questions_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distributions" ADD CONSTRAINT "distributions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distributions" ADD CONSTRAINT "distributions_lab_id_venture_id_ventures_lab_id_id_fk" FOREIGN KEY ("lab_id","venture_id") REFERENCES "public"."ventures"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_appraisals" ADD CONSTRAINT "equity_appraisals_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_appraisals" ADD CONSTRAINT "equity_appraisals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_appraisals" ADD CONSTRAINT "equity_appraisals_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_district_id_organisations_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_objections" ADD CONSTRAINT "equity_objections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_objections" ADD CONSTRAINT "equity_objections_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_parties" ADD CONSTRAINT "equity_parties_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_parties" ADD CONSTRAINT "equity_parties_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_steps" ADD CONSTRAINT "equity_steps_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ventures" ADD CONSTRAINT "ventures_district_id_organisations_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ventures" ADD CONSTRAINT "ventures_signed_by_users_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ventures" ADD CONSTRAINT "ventures_lab_id_case_id_equity_cases_lab_id_id_fk" FOREIGN KEY ("lab_id","case_id") REFERENCES "public"."equity_cases"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "equity_documents_position_key" ON "equity_documents" USING btree ("lab_id","case_id","kind","title","position");--> statement-breakpoint
CREATE UNIQUE INDEX "equity_documents_number_key" ON "equity_documents" USING btree ("number");--> statement-breakpoint
CREATE INDEX "equity_questions_by_case" ON "equity_questions" USING btree ("lab_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "distributions_by_venture" ON "distributions" USING btree ("lab_id","venture_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "equity_appraisals_position_key" ON "equity_appraisals" USING btree ("lab_id","case_id","position");--> statement-breakpoint
CREATE INDEX "equity_cases_by_id" ON "equity_cases" USING btree ("id");--> statement-breakpoint
CREATE INDEX "equity_cases_by_district" ON "equity_cases" USING btree ("district_id","created_at","id");--> statement-breakpoint
CREATE INDEX "equity_cases_by_lab" ON "equity_cases" USING btree ("lab_id","created_at","id");--> statement-breakpoint
CREATE INDEX "equity_cases_by_instrument" ON "equity_cases" USING btree ("lab_id","instrument_id");--> statement-breakpoint
CREATE INDEX "equity_objections_by_case" ON "equity_objections" USING btree ("lab_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "equity_parties_by_organisation" ON "equity_parties" USING btree ("organisation_id","case_id");--> statement-breakpoint
CREATE INDEX "ventures_by_id" ON "ventures" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "ventures_case_key" ON "ventures" USING btree ("lab_id","case_id");--> statement-breakpoint
CREATE INDEX "ventures_by_district" ON "ventures" USING btree ("district_id","created_at","id");--> statement-breakpoint
-- The rules as they came with the product; a later row takes their place from its day on.
INSERT INTO "equity_rules" ("effective_from", "notice_days", "appraisal_months", "idle_months", "references") VALUES
  ('2000-01-01', 15, 12, 24, '{"unitType": "行政事业性国有资产管理条例（国务院令第738号）", "notice": "实施《促进科技成果转化法》若干规定（国发〔2016〕16号）：公示时间不少于15日", "appraisal": "资产评估执业准则——资产评估报告：评估基准日与经济行为实现日相距不超过一年", "supervision": "海关法；中华人民共和国海关进出口货物减免税管理办法（海关总署令第245号）"}');
--> statement-breakpoint
ALTER TABLE "equity_rules" ADD CONSTRAINT "equity_rules_ranges" CHECK ("notice_days" BETWEEN 1 AND 365 AND "appraisal_months" BETWEEN 1 AND 120 AND "idle_months" BETWEEN 1 AND 120);
--> statement-breakpoint
-- A case is never further than what it has: no notice without its days, no venture before it is signed, no exit without its terms.
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_notice_whole" CHECK (
  ("notice_published_at" IS NULL) = ("agreement_from" IS NULL) AND ("notice_published_at" IS NULL) = ("notice_text" IS NULL));
--> statement-breakpoint
ALTER TABLE "equity_cases" ADD CONSTRAINT "equity_cases_stages" CHECK (CASE "status"
  WHEN 'intent' THEN "appraisal_id" IS NULL AND "venture_id" IS NULL
  WHEN 'appraised' THEN "appraisal_id" IS NOT NULL AND "venture_id" IS NULL
  WHEN 'inApproval' THEN "appraisal_id" IS NOT NULL AND "venture_id" IS NULL
  WHEN 'noticed' THEN "approved_at" IS NOT NULL AND "agreement_from" IS NOT NULL AND "venture_id" IS NULL
  WHEN 'agreed' THEN "venture_id" IS NOT NULL AND "first_day" IS NULL
  WHEN 'contributed' THEN "venture_id" IS NOT NULL AND "first_day" IS NOT NULL AND "exit_kind" IS NULL
  WHEN 'exited' THEN "exit_kind" IS NOT NULL AND "last_day" >= "first_day" AND "consideration_fen" >= 0
  ELSE "venture_id" IS NULL END);
--> statement-breakpoint
-- Serves the sweeper: cases that nobody took further in time.
CREATE INDEX "equity_cases_idle" ON "equity_cases" ("lapses_at") WHERE ("lapses_at" IS NOT NULL);
--> statement-breakpoint
-- Serves the list of notices, for anybody.
CREATE INDEX "equity_cases_published" ON "equity_cases" ("notice_published_at", "id") WHERE ("notice_published_at" IS NOT NULL);
--> statement-breakpoint
CREATE UNIQUE INDEX "equity_cases_venture_key" ON "equity_cases" ("lab_id", "venture_id") WHERE ("venture_id" IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "equity_cases_by_venture" ON "equity_cases" ("venture_id") WHERE ("venture_id" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "equity_appraisals" ADD CONSTRAINT "equity_appraisals_value" CHECK ("value_fen" > 0 AND "valid_until" >= "base_date");
--> statement-breakpoint
ALTER TABLE "equity_objections" ADD CONSTRAINT "equity_objections_answered" CHECK (("status" = 'open') = ("answered_at" IS NULL));
--> statement-breakpoint
ALTER TABLE "ventures" ADD CONSTRAINT "ventures_terms" CHECK ("capital_fen" >= "value_fen" AND "value_fen" > 0 AND "agreed_units" > 0 AND "cash_fen" >= 0);
--> statement-breakpoint
ALTER TABLE "distributions" ADD CONSTRAINT "distributions_amount" CHECK ("amount_fen" > 0);
--> statement-breakpoint
-- Serves the register of one venture: its movements in order, in a table where most rows are money.
CREATE INDEX "transfers_of_stakes" ON "transfers" ("district_id", "unit", "created_at", "id") WHERE ("unit" <> 'fen');
--> statement-breakpoint
-- Serves the holders of one venture.
CREATE INDEX "ledger_accounts_of_venture" ON "ledger_accounts" ("scope_id", "kind") WHERE ("unit" <> 'fen');
