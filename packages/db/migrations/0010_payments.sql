CREATE TABLE "payment_allocations" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"created_by" uuid,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "payment_allocations_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "payment_allocations_amount" CHECK ("payment_allocations"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_refunds" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "payment_refunds_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "payment_refunds_amount" CHECK ("payment_refunds"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"payee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid,
	"account_owner_id" uuid NOT NULL,
	"payer" text NOT NULL,
	"payer_key" text NOT NULL,
	"payer_account" text,
	"reference" text NOT NULL,
	"remark" text NOT NULL,
	"method" text NOT NULL,
	"received_on" date NOT NULL,
	"amount_fen" bigint NOT NULL,
	"allocated_fen" bigint DEFAULT 0 NOT NULL,
	"refunded_fen" bigint DEFAULT 0 NOT NULL,
	"import_id" uuid,
	"line" integer,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "payments_payee_id_id_pk" PRIMARY KEY("payee_id","id"),
	CONSTRAINT "payments_once" UNIQUE("payee_id","payer_key","reference"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_fen" > 0),
	CONSTRAINT "payments_given_once" CHECK ("payments"."allocated_fen" >= 0 AND "payments"."refunded_fen" >= 0 AND "payments"."allocated_fen" + "payments"."refunded_fen" <= "payments"."amount_fen")
);
--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payee_id_payment_id_payments_payee_id_id_fk" FOREIGN KEY ("payee_id","payment_id") REFERENCES "public"."payments"("payee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_payee_id_payment_id_payments_payee_id_id_fk" FOREIGN KEY ("payee_id","payment_id") REFERENCES "public"."payments"("payee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_allocations_by_payment" ON "payment_allocations" USING btree ("payee_id","payment_id");--> statement-breakpoint
CREATE INDEX "payment_allocations_by_statement" ON "payment_allocations" USING btree ("payee_id","statement_id");--> statement-breakpoint
CREATE INDEX "payment_refunds_by_payment" ON "payment_refunds" USING btree ("payee_id","payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_by_id" ON "payments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payments_by_payee" ON "payments" USING btree ("payee_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_by_organisation" ON "payments" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_free" ON "payments" USING btree ("payee_id","created_at","id") WHERE "payments"."allocated_fen" + "payments"."refunded_fen" < "payments"."amount_fen";