CREATE TABLE "booking_patterns" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "booking_patterns_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"digest" text NOT NULL,
	"zone" text NOT NULL,
	"offers_machine_time" boolean NOT NULL,
	"rules" jsonb,
	CONSTRAINT "booking_patterns_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
CREATE TABLE "calendar_notes" (
	"lab_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "calendar_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument_id" uuid NOT NULL,
	"from_at" timestamptz(3),
	"until_at" timestamptz(3),
	CONSTRAINT "calendar_notes_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
CREATE TABLE "facet_counts" (
	"pattern_id" integer NOT NULL,
	"a" integer NOT NULL,
	"b" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "facet_counts_a_pattern_id_b_pk" PRIMARY KEY("a","pattern_id","b")
);
--> statement-breakpoint
CREATE TABLE "instrument_days" (
	"lab_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"day" date NOT NULL,
	"pattern_id" integer NOT NULL,
	"busy" bit(100) NOT NULL,
	"lapses_at" timestamptz(3),
	"facets" integer[] NOT NULL,
	CONSTRAINT "instrument_days_lab_id_instrument_id_day_pk" PRIMARY KEY("lab_id","instrument_id","day")
);
--> statement-breakpoint
CREATE TABLE "instrument_facets" (
	"lab_id" uuid NOT NULL,
	"instrument_id" uuid NOT NULL,
	"pattern_id" integer NOT NULL,
	"facets" integer[] NOT NULL,
	CONSTRAINT "instrument_facets_lab_id_instrument_id_pk" PRIMARY KEY("lab_id","instrument_id")
);
--> statement-breakpoint
CREATE INDEX "instrument_facets_by_instrument" ON "instrument_facets" USING btree ("instrument_id");--> statement-breakpoint
-- Serves "free between": all rows of one day and one set of rules, with what is counted of them, from the index alone.
CREATE INDEX "instrument_days_of_day" ON "instrument_days" ("day", "pattern_id", "lab_id", "instrument_id") INCLUDE ("busy", "lapses_at", "facets");
--> statement-breakpoint
-- What is there already is noted once, for the worker to take in.
INSERT INTO "calendar_notes" ("lab_id", "instrument_id") SELECT "lab_id", "id" FROM "instruments";
