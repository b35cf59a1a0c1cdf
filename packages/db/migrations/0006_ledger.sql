CREATE TABLE "ledger_accounts" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit" text NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"scope_id" uuid,
	"side" text NOT NULL,
	"floor" boolean NOT NULL,
	"debit_sum" bigint DEFAULT 0 NOT NULL,
	"credit_sum" bigint DEFAULT 0 NOT NULL,
	"debit_pending" bigint DEFAULT 0 NOT NULL,
	"credit_pending" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "ledger_accounts_district_id_id_pk" PRIMARY KEY("district_id","id"),
	CONSTRAINT "ledger_accounts_name" UNIQUE NULLS NOT DISTINCT("district_id","kind","owner_id","scope_id"),
	CONSTRAINT "ledger_accounts_unit" UNIQUE("district_id","id","unit"),
	CONSTRAINT "ledger_accounts_sums" CHECK ("ledger_accounts"."debit_sum" >= 0 AND "ledger_accounts"."credit_sum" >= 0 AND "ledger_accounts"."debit_pending" >= 0 AND "ledger_accounts"."credit_pending" >= 0),
	CONSTRAINT "ledger_accounts_floor" CHECK (NOT "ledger_accounts"."floor" OR CASE "ledger_accounts"."side" WHEN 'debit' THEN "ledger_accounts"."debit_sum" - "ledger_accounts"."credit_sum" - "ledger_accounts"."credit_pending" ELSE "ledger_accounts"."credit_sum" - "ledger_accounts"."debit_sum" - "ledger_accounts"."debit_pending" END >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_periods" (
	"district_id" uuid NOT NULL,
	"period" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"changed_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_periods_district_id_period_pk" PRIMARY KEY("district_id","period"),
	CONSTRAINT "ledger_periods_month" CHECK ("ledger_periods"."period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit" text NOT NULL,
	"debit_account_id" uuid NOT NULL,
	"credit_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"day" date NOT NULL,
	"period" text NOT NULL,
	"state" text NOT NULL,
	"resolves_id" uuid,
	"reverses_id" uuid,
	"created_by" uuid,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "transfers_district_id_id_pk" PRIMARY KEY("district_id","id"),
	CONSTRAINT "transfers_once" UNIQUE("district_id","kind","reference","state"),
	CONSTRAINT "transfers_amount" CHECK ("transfers"."amount" > 0),
	CONSTRAINT "transfers_two_accounts" CHECK ("transfers"."debit_account_id" <> "transfers"."credit_account_id"),
	CONSTRAINT "transfers_voided_resolves" CHECK ("transfers"."state" <> 'voided' OR "transfers"."resolves_id" IS NOT NULL),
	CONSTRAINT "transfers_pending_stands_alone" CHECK ("transfers"."state" <> 'pending' OR "transfers"."resolves_id" IS NULL),
	CONSTRAINT "transfers_period_of_day" CHECK ("transfers"."period" = lpad(extract(year FROM "transfers"."day")::text, 4, '0') || '-' || lpad(extract(month FROM "transfers"."day")::text, 2, '0'))
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "zone" text DEFAULT 'Asia/Shanghai' NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_district_id_organisations_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_periods" ADD CONSTRAINT "ledger_periods_district_id_organisations_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_debit_account" FOREIGN KEY ("district_id","debit_account_id","unit") REFERENCES "public"."ledger_accounts"("district_id","id","unit") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_credit_account" FOREIGN KEY ("district_id","credit_account_id","unit") REFERENCES "public"."ledger_accounts"("district_id","id","unit") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_period" FOREIGN KEY ("district_id","period") REFERENCES "public"."ledger_periods"("district_id","period") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_resolves" FOREIGN KEY ("district_id","resolves_id") REFERENCES "public"."transfers"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_reverses" FOREIGN KEY ("district_id","reverses_id") REFERENCES "public"."transfers"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_resolve_once" ON "transfers" USING btree ("district_id","resolves_id") WHERE "transfers"."resolves_id" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_reverse_once" ON "transfers" USING btree ("district_id","reverses_id") WHERE "transfers"."reverses_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transfers_by_time" ON "transfers" USING btree ("district_id","created_at","id");--> statement-breakpoint
CREATE INDEX "transfers_by_debit" ON "transfers" USING btree ("district_id","debit_account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "transfers_by_credit" ON "transfers" USING btree ("district_id","credit_account_id","created_at","id");