CREATE SEQUENCE "public"."fence" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "connection" (
	"tenant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"url" text NOT NULL,
	"identity" text NOT NULL,
	"state" text NOT NULL,
	"missing" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "connection_tenant_id_vendor_pk" PRIMARY KEY("tenant_id","vendor")
);
--> statement-breakpoint
ALTER TABLE "connection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "install" (
	"id" integer PRIMARY KEY NOT NULL,
	"frozen_at" timestamp (3) with time zone,
	"sign_in_key" text
);
--> statement-breakpoint
CREATE TABLE "secret" (
	"tenant_id" uuid NOT NULL,
	"field" text NOT NULL,
	"origin" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "secret_tenant_id_field_pk" PRIMARY KEY("tenant_id","field")
);
--> statement-breakpoint
ALTER TABLE "secret" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"api_origin" text NOT NULL,
	"account_uid" text NOT NULL,
	"root_company_id" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"settings_version" integer DEFAULT 1 NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"frozen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "tenant_root_company_id_unique" UNIQUE("root_company_id"),
	CONSTRAINT "tenant_api_origin_account_uid_unique" UNIQUE("api_origin","account_uid")
);
--> statement-breakpoint
ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_token_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"tenant_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "membership_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"tenant_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reading" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"attempt" text NOT NULL,
	"identity" text NOT NULL,
	"item_count" integer DEFAULT 0 NOT NULL,
	"pages_read" integer DEFAULT 0 NOT NULL,
	"proves" boolean,
	"verdict" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"touched_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "reading" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshot_key" (
	"tenant_id" uuid NOT NULL,
	"reading_id" uuid NOT NULL,
	"key" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "snapshot_key_reading_id_key_pk" PRIMARY KEY("reading_id","key")
);
--> statement-breakpoint
ALTER TABLE "snapshot_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshot_payload" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "snapshot_payload_tenant_id_kind_hash_pk" PRIMARY KEY("tenant_id","kind","hash")
);
--> statement-breakpoint
ALTER TABLE "snapshot_payload" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "association" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"site_uid" text NOT NULL,
	"site_name" text NOT NULL,
	"company_id" text NOT NULL,
	"company_name" text NOT NULL,
	"expected_parent_id" text NOT NULL,
	"company_created" boolean NOT NULL,
	"state" text NOT NULL,
	"package_id" text,
	"package_name" text,
	"install_link" text,
	"variable_id" bigint,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "one_association_per_site" UNIQUE("tenant_id","site_uid"),
	CONSTRAINT "one_association_per_company" UNIQUE("tenant_id","company_id")
);
--> statement-breakpoint
ALTER TABLE "association" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusion" (
	"tenant_id" uuid NOT NULL,
	"site_uid" text NOT NULL,
	"excluded" boolean NOT NULL,
	"by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "exclusion_tenant_id_site_uid_pk" PRIMARY KEY("tenant_id","site_uid")
);
--> statement-breakpoint
ALTER TABLE "exclusion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refusal" (
	"tenant_id" uuid NOT NULL,
	"site_uid" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings_hash" text NOT NULL,
	"details" text NOT NULL,
	"refused_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refusal_tenant_id_site_uid_kind_pk" PRIMARY KEY("tenant_id","site_uid","kind")
);
--> statement-breakpoint
ALTER TABLE "refusal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hold" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"sentence" text NOT NULL,
	"items" jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "hold" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"summary" jsonb NOT NULL,
	"would_hold" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_item" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"site_uid" text NOT NULL,
	"facts_hash" text NOT NULL,
	"item" jsonb NOT NULL,
	"permitted" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plan_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "problem" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"site_uid" text,
	"site_name" text,
	"code" text NOT NULL,
	"sentence" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "problem" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"workflow_id" text NOT NULL,
	"workflow_run_id" text NOT NULL,
	"fence" bigint NOT NULL,
	"counts" jsonb,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"last_failure" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run_call" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "run_call_run_id_operation_pk" PRIMARY KEY("run_id","operation")
);
--> statement-breakpoint
ALTER TABLE "run_call" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run_lease" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"fence" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_lease" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"plan_id" uuid,
	"by" jsonb NOT NULL,
	"why" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"run_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "run_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "action" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"site_uid" text NOT NULL,
	"verb" text NOT NULL,
	"details" jsonb NOT NULL,
	"facts_hash" text NOT NULL,
	"by" jsonb NOT NULL,
	"run_id" uuid,
	"plan_item_id" uuid,
	"mapping_id" uuid,
	"position" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"step" text,
	"problem_code" text,
	"problem" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "action" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "intent" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"operation" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"natural_key" text NOT NULL,
	"action_id" uuid NOT NULL,
	"desired" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"state" text NOT NULL,
	"sends" integer NOT NULL,
	"fence" bigint NOT NULL,
	"first_sent_at" timestamp (3) with time zone NOT NULL,
	"send_by" timestamp (3) with time zone NOT NULL,
	"settle_at" timestamp (3) with time zone NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"note" text,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "intent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "owned_object" (
	"tenant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"intent_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "owned_object_tenant_id_vendor_kind_object_id_pk" PRIMARY KEY("tenant_id","vendor","kind","object_id")
);
--> statement-breakpoint
ALTER TABLE "owned_object" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "subject_lock" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"workflow_id" text NOT NULL,
	"workflow_run_id" text NOT NULL,
	"fence" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "subject_lock_tenant_id_kind_subject_id_pk" PRIMARY KEY("tenant_id","kind","subject_id")
);
--> statement-breakpoint
ALTER TABLE "subject_lock" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decision" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"choice" jsonb NOT NULL,
	"by" jsonb NOT NULL,
	"why" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"outcome" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mapping" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"state" text DEFAULT 'staged' NOT NULL,
	"by" jsonb NOT NULL,
	"confirmed_by" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "mapping" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mapping_row" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"mapping_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"site_uid" text NOT NULL,
	"site_name" text NOT NULL,
	"choice" jsonb NOT NULL,
	"accepted" boolean NOT NULL,
	"facts_hash" text NOT NULL,
	"lines" jsonb NOT NULL,
	CONSTRAINT "mapping_row_mapping_id_position_unique" UNIQUE("mapping_id","position")
);
--> statement-breakpoint
ALTER TABLE "mapping_row" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"verb" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"why" text,
	"workflow_id" text,
	"workflow_run_id" text,
	"run_id" uuid,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "connection" ADD CONSTRAINT "connection_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret" ADD CONSTRAINT "secret_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_key" ADD CONSTRAINT "snapshot_key_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_key" ADD CONSTRAINT "snapshot_key_reading_id_reading_id_fk" FOREIGN KEY ("reading_id") REFERENCES "public"."reading"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_payload" ADD CONSTRAINT "snapshot_payload_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "association" ADD CONSTRAINT "association_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusal" ADD CONSTRAINT "refusal_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem" ADD CONSTRAINT "problem_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem" ADD CONSTRAINT "problem_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_call" ADD CONSTRAINT "run_call_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_call" ADD CONSTRAINT "run_call_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_lease" ADD CONSTRAINT "run_lease_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intent" ADD CONSTRAINT "intent_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intent" ADD CONSTRAINT "intent_action_id_action_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."action"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "owned_object" ADD CONSTRAINT "owned_object_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subject_lock" ADD CONSTRAINT "subject_lock_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping_row" ADD CONSTRAINT "mapping_row_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping_row" ADD CONSTRAINT "mapping_row_mapping_id_mapping_id_fk" FOREIGN KEY ("mapping_id") REFERENCES "public"."mapping"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reading_tenant_id_kind_finished_at_index" ON "reading" USING btree ("tenant_id","kind","finished_at");--> statement-breakpoint
CREATE INDEX "reading_run_id_index" ON "reading" USING btree ("run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_hold" ON "hold" USING btree ("tenant_id") WHERE state in ('open', 'allowed');--> statement-breakpoint
CREATE INDEX "outbox_pending" ON "outbox" USING btree ("next_at") WHERE delivered_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_plan_per_run" ON "plan" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "plan_item_plan_id_position_index" ON "plan_item" USING btree ("plan_id","position");--> statement-breakpoint
CREATE INDEX "problem_run_id_index" ON "problem" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "run_tenant_id_created_at_index" ON "run" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_run_per_execution" ON "run" USING btree ("tenant_id","workflow_run_id");--> statement-breakpoint
CREATE INDEX "run_request_tenant_id_state_index" ON "run_request" USING btree ("tenant_id","state");--> statement-breakpoint
CREATE INDEX "action_run_id_position_index" ON "action" USING btree ("run_id","position");--> statement-breakpoint
CREATE INDEX "action_mapping_id_position_index" ON "action" USING btree ("mapping_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "one_action_per_plan_item" ON "action" USING btree ("plan_item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_unsettled_intent_per_natural_key" ON "intent" USING btree ("tenant_id","natural_key") WHERE state in ('open', 'unknown', 'person');--> statement-breakpoint
CREATE UNIQUE INDEX "one_unsettled_intent_per_subject" ON "intent" USING btree ("tenant_id","subject_kind","subject_id") WHERE state in ('open', 'unknown', 'person');--> statement-breakpoint
CREATE INDEX "intent_action_id_index" ON "intent" USING btree ("action_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_decision_per_item" ON "decision" USING btree ("tenant_id","kind","target_id") WHERE state in ('pending', 'taken');--> statement-breakpoint
CREATE INDEX "audit_tenant_id_id_index" ON "audit" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE POLICY "one_tenant" ON "connection" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "connection" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "secret" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "secret" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_row" ON "tenant" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "tenant" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "api_token" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "api_token" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "membership" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "membership" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "reading" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "reading" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "snapshot_key" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "snapshot_key" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "snapshot_payload" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "snapshot_payload" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "association" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "association" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "exclusion" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "exclusion" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "refusal" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "refusal" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "hold" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "hold" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "outbox" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "outbox" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "plan" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "plan" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "plan_item" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "plan_item" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "problem" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "problem" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "run" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "run" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "run_call" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "run_call" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "run_lease" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "run_lease" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "run_request" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "run_request" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "action" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "action" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "intent" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "intent" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "owned_object" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "owned_object" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "subject_lock" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "subject_lock" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "decision" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "decision" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "mapping" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "mapping" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant" ON "mapping_row" AS PERMISSIVE FOR ALL TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "mapping_row" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_tenant_reads" ON "audit" AS PERMISSIVE FOR SELECT TO "sitesync_serving" USING (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "one_tenant_appends" ON "audit" AS PERMISSIVE FOR INSERT TO "sitesync_serving" WITH CHECK (tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "install" ON "audit" AS PERMISSIVE FOR ALL TO "sitesync_install" USING (true) WITH CHECK (true);