CREATE TABLE "credit_limits" (
	"payee_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"limit_fen" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "credit_limits_payee_id_organisation_id_pk" PRIMARY KEY("payee_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "project_budgets" (
	"organisation_id" uuid NOT NULL,
	"project_code" text NOT NULL,
	"id" uuid NOT NULL,
	"limit_fen" bigint NOT NULL,
	"kind" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "project_budgets_organisation_id_project_code_pk" PRIMARY KEY("organisation_id","project_code")
);
--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_budgets" ADD CONSTRAINT "project_budgets_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_limits_id_key" ON "credit_limits" USING btree ("id");--> statement-breakpoint
CREATE INDEX "credit_limits_by_organisation" ON "credit_limits" USING btree ("organisation_id","payee_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_budgets_id_key" ON "project_budgets" USING btree ("id");--> statement-breakpoint
CREATE INDEX "project_budgets_by_age" ON "project_budgets" USING btree ("organisation_id","created_at","id");--> statement-breakpoint
ALTER TABLE "project_budgets" ADD CONSTRAINT "project_budgets_limit" CHECK ("limit_fen" >= 0);
--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_limit" CHECK ("limit_fen" >= 0);
--> statement-breakpoint
-- Serves the sum of what a project holds; bookings without a project are not in it.
CREATE INDEX "bookings_by_project" ON "bookings" ("organisation_id", "project_code") WHERE ("project_code" IS NOT NULL);
