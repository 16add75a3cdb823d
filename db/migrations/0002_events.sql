CREATE TABLE "event" (
	"id" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"type" text NOT NULL,
	"site_uid" text NOT NULL,
	"site_name" text NOT NULL,
	"company_id" text,
	"company_name" text,
	"state" text NOT NULL,
	"occurrence" integer DEFAULT 1 NOT NULL,
	"occurrences" integer DEFAULT 1 NOT NULL,
	"facts" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"runs_with_facts" integer DEFAULT 1 NOT NULL,
	"sentence" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"sites_reading_id" uuid,
	"companies_reading_id" uuid,
	"automatic" text,
	"waits" text,
	"ignored_facts_hash" text,
	"action_id" uuid,
	"outcome" text,
	"handled_by" jsonb,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"last_run_id" uuid NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "event_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "one_event_per_type_and_site" UNIQUE("tenant_id","type","site_uid")
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "association" ADD COLUMN "previous_link" text;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "event_id" text;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "decision_id" uuid;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_tenant_id_state_raised_at_index" ON "event" USING btree ("tenant_id","state","raised_at");--> statement-breakpoint
CREATE INDEX "action_tenant_id_event_id_index" ON "action" USING btree ("tenant_id","event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_action_per_decision" ON "action" USING btree ("decision_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_action_at_work_per_event" ON "action" USING btree ("tenant_id","event_id") WHERE event_id is not null and state in ('waiting', 'working');--> statement-breakpoint
CREATE INDEX "decision_tenant_id_target_id_created_at_index" ON "decision" USING btree ("tenant_id","target_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_tenant_id_subject_id_index" ON "audit" USING btree ("tenant_id","subject","id");--> statement-breakpoint
CREATE POLICY "one_tenant" ON "event" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "event" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);