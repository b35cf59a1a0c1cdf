CREATE TABLE "payment_reminders" (
	"payee_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"overdue_fen" bigint NOT NULL,
	"statement_count" integer NOT NULL,
	"due_on" date NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "payment_reminders_payee_id_organisation_id_statement_id_step_pk" PRIMARY KEY("payee_id","organisation_id","statement_id","step"),
	CONSTRAINT "payment_reminders_step" CHECK ("payment_reminders"."step" BETWEEN 1 AND 3 AND "payment_reminders"."overdue_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "voucher_caps" (
	"programme_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"cap_fen" bigint NOT NULL,
	"used_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "voucher_caps_programme_id_organisation_id_pk" PRIMARY KEY("programme_id","organisation_id"),
	CONSTRAINT "voucher_caps_hold" CHECK ("voucher_caps"."used_fen" >= 0 AND "voucher_caps"."used_fen" <= "voucher_caps"."cap_fen")
);
--> statement-breakpoint
CREATE TABLE "voucher_programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sponsor_id" uuid NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"year" integer NOT NULL,
	"cap_per_organisation_fen" bigint NOT NULL,
	"share_permille" integer NOT NULL,
	"modes" text[] NOT NULL,
	"settle" text NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "voucher_programmes_terms" CHECK ("voucher_programmes"."cap_per_organisation_fen" >= 0 AND "voucher_programmes"."share_permille" BETWEEN 1 AND 1000 AND cardinality("voucher_programmes"."modes") > 0)
);
--> statement-breakpoint
CREATE TABLE "voucher_redemptions" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"voucher_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"settle" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "voucher_redemptions_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "voucher_redemptions_once" UNIQUE("payee_id","statement_id"),
	CONSTRAINT "voucher_redemptions_amount" CHECK ("voucher_redemptions"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "vouchers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"number" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"used_fen" bigint DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "vouchers_number_key" UNIQUE("number"),
	CONSTRAINT "vouchers_hold" CHECK ("vouchers"."amount_fen" > 0 AND "vouchers"."used_fen" >= 0 AND "vouchers"."used_fen" <= "vouchers"."amount_fen")
);
--> statement-breakpoint
ALTER TABLE "voucher_caps" ADD CONSTRAINT "voucher_caps_programme_id_voucher_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."voucher_programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_caps" ADD CONSTRAINT "voucher_caps_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_programmes" ADD CONSTRAINT "voucher_programmes_sponsor_id_organisations_id_fk" FOREIGN KEY ("sponsor_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_redemptions" ADD CONSTRAINT "voucher_redemptions_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_redemptions" ADD CONSTRAINT "voucher_redemptions_payee_id_statement_id_statements_payee_id_id_fk" FOREIGN KEY ("payee_id","statement_id") REFERENCES "public"."statements"("payee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "vouchers_programme_id_organisation_id_voucher_caps_programme_id_organisation_id_fk" FOREIGN KEY ("programme_id","organisation_id") REFERENCES "public"."voucher_caps"("programme_id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "voucher_programmes_by_sponsor" ON "voucher_programmes" USING btree ("sponsor_id","created_at","id");--> statement-breakpoint
CREATE INDEX "voucher_redemptions_by_voucher" ON "voucher_redemptions" USING btree ("voucher_id","created_at");--> statement-breakpoint
CREATE INDEX "vouchers_by_organisation" ON "vouchers" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "vouchers_by_programme" ON "vouchers" USING btree ("programme_id","created_at","id");--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payee_id_statement_id_statements_payee_id_id_fk" FOREIGN KEY ("payee_id","statement_id") REFERENCES "public"."statements"("payee_id","id") ON DELETE no action ON UPDATE no action;