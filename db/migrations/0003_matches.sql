CREATE TABLE "device_audit" (
	"tenant_id" uuid NOT NULL,
	"device_uid" text NOT NULL,
	"audited_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"audit" jsonb NOT NULL,
	CONSTRAINT "device_audit_tenant_id_device_uid_pk" PRIMARY KEY("tenant_id","device_uid")
);
--> statement-breakpoint
ALTER TABLE "device_audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "match" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"organization_source_id" text NOT NULL,
	"site_uid" text NOT NULL,
	"state" text NOT NULL,
	"destination_id" text,
	"destination_name" text,
	"origin" text,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"by" jsonb,
	"verdict" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"details" jsonb NOT NULL,
	"present" boolean DEFAULT true NOT NULL,
	"last_run_id" uuid,
	"matched_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "match_tenant_id_kind_source_id_unique" UNIQUE("tenant_id","kind","source_id")
);
--> statement-breakpoint
ALTER TABLE "match" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "match_item" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"choice" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"outcome" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "match_item_decision_id_position_unique" UNIQUE("decision_id","position")
);
--> statement-breakpoint
ALTER TABLE "match_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "not_a_match" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"destination_id" text NOT NULL,
	"because" text NOT NULL,
	"by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "not_a_match_tenant_id_kind_source_id_destination_id_pk" PRIMARY KEY("tenant_id","kind","source_id","destination_id")
);
--> statement-breakpoint
ALTER TABLE "not_a_match" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenant" ADD COLUMN "primary_organization_id" text;--> statement-breakpoint
ALTER TABLE "tenant" ADD COLUMN "itglue_settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "subject_kind" text DEFAULT 'association' NOT NULL;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "match_subject" text;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "match_item_id" uuid;--> statement-breakpoint
ALTER TABLE "device_audit" ADD CONSTRAINT "device_audit_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match" ADD CONSTRAINT "match_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_item" ADD CONSTRAINT "match_item_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "not_a_match" ADD CONSTRAINT "not_a_match_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_tenant_id_kind_state_name_index" ON "match" USING btree ("tenant_id","kind","state","name");--> statement-breakpoint
CREATE INDEX "match_tenant_id_kind_organization_source_id_state_index" ON "match" USING btree ("tenant_id","kind","organization_source_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "one_device_per_configuration" ON "match" USING btree ("tenant_id","destination_id") WHERE kind = 'device' and state = 'matched';--> statement-breakpoint
CREATE INDEX "match_item_tenant_id_state_index" ON "match_item" USING btree ("tenant_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_item_per_match" ON "match_item" USING btree ("tenant_id","kind","source_id") WHERE state in ('pending', 'working');--> statement-breakpoint
CREATE UNIQUE INDEX "one_action_per_match_item" ON "action" USING btree ("match_item_id");--> statement-breakpoint
CREATE POLICY "one_tenant" ON "device_audit" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "device_audit" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "match" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "match" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "match_item" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "match_item" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "not_a_match" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "not_a_match" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);