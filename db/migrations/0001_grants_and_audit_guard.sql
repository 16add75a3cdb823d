-- The roles are made by migrate.ts. Neither owns a table, so row-level security binds both.
grant usage on schema public to sitesync_serving, sitesync_install;--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to sitesync_serving, sitesync_install;--> statement-breakpoint
grant usage, select on all sequences in schema public to sitesync_serving, sitesync_install;--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to sitesync_serving, sitesync_install;--> statement-breakpoint
alter default privileges in schema public grant usage, select on sequences to sitesync_serving, sitesync_install;--> statement-breakpoint
revoke update, delete, truncate on audit from sitesync_serving, sitesync_install;--> statement-breakpoint
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit rows are never changed or removed';
end $$;--> statement-breakpoint
create trigger audit_is_append_only before update or delete on audit
  for each row execute function refuse_audit_change();--> statement-breakpoint
create trigger audit_is_never_emptied before truncate on audit
  for each statement execute function refuse_audit_change();--> statement-breakpoint
insert into install (id) values (1);
