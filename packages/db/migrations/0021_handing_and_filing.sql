CREATE TABLE "filings" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chain_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"subject_number" text NOT NULL,
	"district_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"zone" text NOT NULL,
	"due_on" date NOT NULL,
	"status" text NOT NULL,
	"remind_at" timestamptz(3),
	"filed_at" timestamptz(3),
	"filed_by" uuid,
	"reference" text,
	"file_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "filings_lab_id_id_pk" PRIMARY KEY("lab_id","id"),
	CONSTRAINT "filings_chain_key" UNIQUE("lab_id","chain_id")
);
--> statement-breakpoint
CREATE TABLE "checklists" (
	"lab_id" uuid NOT NULL,
	"class_code" text NOT NULL,
	"items" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "checklists_lab_id_class_code_pk" PRIMARY KEY("lab_id","class_code")
);
--> statement-breakpoint
CREATE TABLE "condition_signatures" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"moment" text NOT NULL,
	"party" text NOT NULL,
	"content_hash" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"strokes" jsonb,
	"signature_hash" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "condition_signatures_lab_id_lending_id_moment_party_pk" PRIMARY KEY("lab_id","lending_id","moment","party")
);
--> statement-breakpoint
CREATE TABLE "lending_inspections" (
	"lab_id" uuid NOT NULL,
	"lending_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"planned_on" date NOT NULL,
	"purpose" text NOT NULL,
	"planned_by" uuid NOT NULL,
	"status" text NOT NULL,
	"recorded_at" timestamptz(3),
	"recorded_by" uuid,
	"conditions" jsonb,
	"meter_reading" integer,
	"photo_ids" uuid[] NOT NULL,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "lending_inspections_lab_id_lending_id_id_pk" PRIMARY KEY("lab_id","lending_id","id")
);
--> statement-breakpoint
ALTER TABLE "condition_reports" ADD COLUMN "number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "condition_reports" ADD COLUMN "content" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "condition_reports" ADD COLUMN "content_hash" text DEFAULT encode(sha256(''), 'hex') NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "status" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "proposal" text;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "counter_fen" bigint;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "answer_due_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "photo_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "captured_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "charged_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "charge_id" uuid;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "created_at" timestamptz(3) DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "damage_claims" ADD COLUMN "updated_at" timestamptz(3) DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_filed_by_users_id_fk" FOREIGN KEY ("filed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_lab_id_chain_id_approval_chains_lab_id_id_fk" FOREIGN KEY ("lab_id","chain_id") REFERENCES "public"."approval_chains"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checklists" ADD CONSTRAINT "checklists_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_reports" ADD CONSTRAINT "condition_reports_content" UNIQUE("lab_id","lending_id","moment","content_hash");--> statement-breakpoint
ALTER TABLE "condition_signatures" ADD CONSTRAINT "condition_signatures_content_fk" FOREIGN KEY ("lab_id","lending_id","moment","content_hash") REFERENCES "public"."condition_reports"("lab_id","lending_id","moment","content_hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_inspections" ADD CONSTRAINT "lending_inspections_planned_by_users_id_fk" FOREIGN KEY ("planned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_inspections" ADD CONSTRAINT "lending_inspections_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lending_inspections" ADD CONSTRAINT "lending_inspections_lab_id_lending_id_lendings_lab_id_id_fk" FOREIGN KEY ("lab_id","lending_id") REFERENCES "public"."lendings"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "filings_by_id" ON "filings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "filings_by_subject" ON "filings" USING btree ("lab_id","subject_id");--> statement-breakpoint
CREATE INDEX "filings_by_district" ON "filings" USING btree ("district_id","due_on","id");--> statement-breakpoint
CREATE INDEX "lending_inspections_by_id" ON "lending_inspections" USING btree ("id");--> statement-breakpoint
CREATE INDEX "condition_reports_by_number" ON "condition_reports" USING btree ("number");--> statement-breakpoint
CREATE INDEX "damage_claims_by_id" ON "damage_claims" USING btree ("id");--> statement-breakpoint
ALTER TABLE "lendings" DROP COLUMN "filing_due_on";--> statement-breakpoint
ALTER TABLE "lendings" DROP COLUMN "filed_at";--> statement-breakpoint
ALTER TABLE "lendings" DROP COLUMN "filing_reference";
--> statement-breakpoint
-- The defaults served rows that were there; new ones say what they are.
ALTER TABLE "condition_reports" ALTER COLUMN "number" DROP DEFAULT, ALTER COLUMN "content" DROP DEFAULT, ALTER COLUMN "content_hash" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "damage_claims" ALTER COLUMN "status" DROP DEFAULT, ALTER COLUMN "photo_ids" DROP DEFAULT;
--> statement-breakpoint
-- A claim that somebody put a price on carries it; a settled one is paid to the fen.
ALTER TABLE "damage_claims" ADD CONSTRAINT "damage_claims_amounts" CHECK (
  ("status" IN ('open', 'waived') OR "amount_fen" IS NOT NULL) AND "captured_fen" >= 0 AND "charged_fen" >= 0
  AND CASE WHEN "status" = 'settled' THEN "captured_fen" + "charged_fen" = "amount_fen" ELSE "captured_fen" + "charged_fen" = 0 END
  AND ("charged_fen" > 0) = ("charge_id" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "condition_reports" ADD CONSTRAINT "condition_reports_hash" CHECK ("content_hash" = encode(sha256(convert_to("content", 'UTF8')), 'hex'));
--> statement-breakpoint
ALTER TABLE "condition_signatures" ADD CONSTRAINT "condition_signatures_kind" CHECK (("kind" = 'drawn') = ("strokes" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "lending_inspections" ADD CONSTRAINT "lending_inspections_done" CHECK (
  ("status" = 'done') = ("recorded_at" IS NOT NULL AND "recorded_by" IS NOT NULL AND "conditions" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_filed" CHECK (
  ("status" = 'filed') = ("filed_at" IS NOT NULL AND "filed_by" IS NOT NULL AND "reference" IS NOT NULL));
--> statement-breakpoint
-- Serves the sweeper.
CREATE INDEX "filings_to_remind" ON "filings" ("remind_at") WHERE ("status" = 'open');
--> statement-breakpoint
-- Serves whether a picture stands in something that a reader may see.
CREATE INDEX "condition_reports_photos" ON "condition_reports" USING gin ("photo_ids");
--> statement-breakpoint
CREATE INDEX "lending_inspections_photos" ON "lending_inspections" USING gin ("photo_ids");
--> statement-breakpoint
CREATE INDEX "damage_claims_photos" ON "damage_claims" USING gin ("photo_ids");
