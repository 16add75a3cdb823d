ALTER TABLE "mapping_row" DROP CONSTRAINT "mapping_row_mapping_id_site_uid_unique";--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "would_hold" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "last_failure" text;--> statement-breakpoint
ALTER TABLE "mapping_row" ADD CONSTRAINT "mapping_row_mapping_id_position_unique" UNIQUE("mapping_id","position");