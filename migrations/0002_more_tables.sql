CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`site_seq` integer NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_id_unique` ON `audit` (`id`);--> statement-breakpoint
CREATE INDEX `audit_by_site` ON `audit` (`site_seq`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_by_actor` ON `audit` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_by_action` ON `audit` (`action`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_by_subject` ON `audit` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `ban` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`label` text NOT NULL,
	`reason` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`lifted_at` integer,
	`lifted_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ban_id_unique` ON `ban` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `ban_once` ON `ban` (`site_seq`,`kind`,`value`) WHERE lifted_at IS NULL;--> statement-breakpoint
CREATE INDEX `ban_recent` ON `ban` (`site_seq`,`seq`);--> statement-breakpoint
CREATE TABLE `sender_revocation` (
	`site_seq` integer NOT NULL,
	`sender_hash` text NOT NULL,
	`revoked_at` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `sender_hash`)
);
