CREATE TABLE "priority_hours" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"venture_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"weekly" jsonb NOT NULL,
	"release_hours" integer NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	CONSTRAINT "priority_hours_lab_id_id_pk" PRIMARY KEY("lab_id","id"),
	CONSTRAINT "priority_hours_release" CHECK ("priority_hours"."release_hours" BETWEEN 0 AND 8760)
);
--> statement-breakpoint
ALTER TABLE "priority_hours" ADD CONSTRAINT "priority_hours_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priority_hours" ADD CONSTRAINT "priority_hours_lab_id_venture_id_ventures_lab_id_id_fk" FOREIGN KEY ("lab_id","venture_id") REFERENCES "public"."ventures"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priority_hours" ADD CONSTRAINT "priority_hours_lab_id_instrument_id_instruments_lab_id_id_fk" FOREIGN KEY ("lab_id","instrument_id") REFERENCES "public"."instruments"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "priority_hours_key" ON "priority_hours" USING btree ("lab_id","venture_id","instrument_id","organisation_id");--> statement-breakpoint
CREATE INDEX "priority_hours_in_force" ON "priority_hours" USING btree ("lab_id","instrument_id") WHERE "priority_hours"."ended_at" IS NULL;