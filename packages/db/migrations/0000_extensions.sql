-- btree_gist lets a plain id stand in the same exclusion constraint as a range; pg_trgm finds parts of model numbers.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
