CREATE INDEX "approvals_by_district" ON "approvals" USING btree ("district_id","status","deadline_at","id");--> statement-breakpoint
CREATE INDEX "approvals_by_lab" ON "approvals" USING btree ("lab_id","status","deadline_at","id");--> statement-breakpoint
CREATE INDEX "approvals_by_organisation" ON "approvals" USING btree ("organisation_id","status","deadline_at","id");--> statement-breakpoint
CREATE INDEX "charges_by_instrument" ON "charges" USING btree ("instrument_id","created_at","id");--> statement-breakpoint
CREATE INDEX "charges_of_a_kind" ON "charges" USING btree ("payee_id","kind","created_at","id") WHERE kind <> 'usage';
--> statement-breakpoint
-- Whether a request with this key has been answered. Always by the index: the statement that books keeps its plan, and one made while
-- the table was empty would read the whole table for each batch, until it is next analysed.
CREATE FUNCTION idempotency_key_is_known(of_user uuid, of_operation text, of_key text) RETURNS boolean
LANGUAGE sql STABLE SET enable_seqscan = off
RETURN EXISTS (SELECT FROM idempotency_keys WHERE user_id = of_user AND operation = of_operation AND key = of_key);
