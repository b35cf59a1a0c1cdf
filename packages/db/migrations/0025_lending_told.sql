CREATE TABLE "approval_links" (
	"lab_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3),
	CONSTRAINT "approval_links_lab_id_id_pk" PRIMARY KEY("lab_id","id")
);
--> statement-breakpoint
ALTER TABLE "lendings" ADD COLUMN "displaces" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lendings" ADD COLUMN "suspended_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_lab_id_approval_id_approvals_lab_id_id_fk" FOREIGN KEY ("lab_id","approval_id") REFERENCES "public"."approvals"("lab_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_links_by_hash" ON "approval_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "approval_links_by_approval" ON "approval_links" USING btree ("lab_id","approval_id");
--> statement-breakpoint
-- Serves whether a customer may ask for more.
CREATE INDEX "lendings_suspending" ON "lendings" ("organisation_id") WHERE ("suspended_at" IS NOT NULL AND "status" = 'overdue');
