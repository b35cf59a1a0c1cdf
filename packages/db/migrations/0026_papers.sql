ALTER TABLE "equity_documents" ADD COLUMN "readers" uuid[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- The default served papers that were there; new ones say who reads them.
ALTER TABLE "equity_documents" ALTER COLUMN "readers" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "equity_documents" ADD CONSTRAINT "equity_documents_readers" CHECK ("audience" = 'named' OR "readers" = '{}');
