CREATE TABLE "credit_notes" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"number" text NOT NULL,
	"reason" text NOT NULL,
	"lines" jsonb NOT NULL,
	"subtotal_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "credit_notes_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "credit_notes_number" UNIQUE("payee_id","year","sequence"),
	CONSTRAINT "credit_notes_sum" CHECK ("credit_notes"."total_fen" = "credit_notes"."subtotal_fen" + "credit_notes"."tax_fen" AND "credit_notes"."subtotal_fen" > 0 AND "credit_notes"."tax_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "statement_counters" (
	"payee_id" uuid NOT NULL,
	"series" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "statement_counters_payee_id_series_year_pk" PRIMARY KEY("payee_id","series","year")
);
--> statement-breakpoint
CREATE TABLE "statement_lines" (
	"payee_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"lab_id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"occurred_at" timestamptz(3) NOT NULL,
	"subtotal_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"credited_fen" bigint DEFAULT 0 NOT NULL,
	"credited_tax_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "statement_lines_payee_id_statement_id_charge_id_pk" PRIMARY KEY("payee_id","statement_id","charge_id"),
	CONSTRAINT "statement_lines_credit" CHECK ("statement_lines"."credited_fen" >= 0 AND "statement_lines"."credited_fen" <= greatest("statement_lines"."subtotal_fen", 0) AND "statement_lines"."credited_tax_fen" >= 0 AND "statement_lines"."credited_tax_fen" <= greatest("statement_lines"."tax_fen", 0))
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"period" text NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"number" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"charge_count" integer NOT NULL,
	"subtotal_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"voucher_fen" bigint DEFAULT 0 NOT NULL,
	"paid_fen" bigint DEFAULT 0 NOT NULL,
	"credited_fen" bigint DEFAULT 0 NOT NULL,
	"tax_invoice_ref" text,
	"remittance_ref" text,
	"issued_at" timestamptz(3),
	"issued_by" uuid,
	"due_on" date,
	"void_reason" text,
	"frozen" jsonb,
	"operation_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "statements_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "statements_number" UNIQUE("payee_id","year","sequence"),
	CONSTRAINT "statements_sum" CHECK ("statements"."total_fen" = "statements"."subtotal_fen" + "statements"."tax_fen"),
	CONSTRAINT "statements_settled" CHECK ("statements"."voucher_fen" >= 0 AND "statements"."paid_fen" >= 0 AND "statements"."credited_fen" >= 0),
	CONSTRAINT "statements_issued" CHECK (("statements"."status" IN ('issued', 'partlyPaid', 'paid')) = ("statements"."issued_at" IS NOT NULL) AND ("statements"."issued_at" IS NULL) = ("statements"."frozen" IS NULL)),
	CONSTRAINT "statements_unissued_is_unpaid" CHECK ("statements"."issued_at" IS NOT NULL OR ("statements"."paid_fen" = 0 AND "statements"."credited_fen" = 0))
);
--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_payee_id_statement_id_statements_payee_id_id_fk" FOREIGN KEY ("payee_id","statement_id") REFERENCES "public"."statements"("payee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_counters" ADD CONSTRAINT "statement_counters_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_payee_id_statement_id_statements_payee_id_id_fk" FOREIGN KEY ("payee_id","statement_id") REFERENCES "public"."statements"("payee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_lines" ADD CONSTRAINT "statement_lines_lab_id_charge_id_charges_lab_id_id_fk" FOREIGN KEY ("lab_id","charge_id") REFERENCES "public"."charges"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_notes_by_statement" ON "credit_notes" USING btree ("payee_id","statement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "statement_lines_once" ON "statement_lines" USING btree ("payee_id","charge_id") WHERE "statement_lines"."active";--> statement-breakpoint
CREATE INDEX "statements_by_id" ON "statements" USING btree ("id");--> statement-breakpoint
CREATE INDEX "statements_by_payee" ON "statements" USING btree ("payee_id","created_at","id");--> statement-breakpoint
CREATE INDEX "statements_by_organisation" ON "statements" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_period" ON "charges" USING btree ("payee_id","occurred_at");