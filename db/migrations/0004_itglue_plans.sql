DROP INDEX "plan_item_plan_id_position_index";--> statement-breakpoint
ALTER TABLE "plan" ALTER COLUMN "summary" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "itglue" jsonb;--> statement-breakpoint
ALTER TABLE "plan_item" ADD COLUMN "destination" text DEFAULT 'gravityzone' NOT NULL;--> statement-breakpoint
CREATE INDEX "plan_item_plan_id_destination_position_index" ON "plan_item" USING btree ("plan_id","destination","position");