CREATE INDEX "credit_notes_by_number" ON "credit_notes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "statements_by_number" ON "statements" USING btree ("number");