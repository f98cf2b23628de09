CREATE TABLE `answer` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`comment_seq` integer NOT NULL,
	`site_seq` integer NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`signature` text,
	`desk` text,
	`desk_email` text,
	`state` text NOT NULL,
	`actor` text NOT NULL,
	`actor_name` text NOT NULL,
	`at` integer NOT NULL,
	`sent_at` integer,
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `answer_id_unique` ON `answer` (`id`);--> statement-breakpoint
CREATE INDEX `answer_by_comment` ON `answer` (`comment_seq`,`seq`);--> statement-breakpoint
CREATE TABLE `assignment` (
	`kind` text NOT NULL,
	`item_seq` integer NOT NULL,
	`assignee` text NOT NULL,
	`label` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `item_seq`)
);
--> statement-breakpoint
CREATE INDEX `assignment_by_assignee` ON `assignment` (`assignee`,`kind`,`item_seq`);--> statement-breakpoint
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
CREATE TABLE `backup_code` (
	`moderator_id` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`moderator_id`, `hash`),
	FOREIGN KEY (`moderator_id`) REFERENCES `moderator`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
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
CREATE TABLE `delivery_tally` (
	`site_seq` integer NOT NULL,
	`hour` integer NOT NULL,
	`state` text NOT NULL,
	`size` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `hour`, `state`)
);
--> statement-breakpoint
CREATE TABLE `factor` (
	`moderator_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`confirmed_at` integer,
	`last_step` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`moderator_id`) REFERENCES `moderator`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`moderator_id` text NOT NULL,
	`purpose` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`moderator_id`) REFERENCES `moderator`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_moderator_id_unique` ON `invitation` (`moderator_id`);--> statement-breakpoint
CREATE TABLE `mail_event` (
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`receipt` text NOT NULL,
	`proof` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`provider`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `mail_event_old` ON `mail_event` (`at`);--> statement-breakpoint
CREATE TABLE `note` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`item_seq` integer NOT NULL,
	`site_seq` integer NOT NULL,
	`text` text NOT NULL,
	`actor` text NOT NULL,
	`actor_name` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_id_unique` ON `note` (`id`);--> statement-breakpoint
CREATE INDEX `note_by_item` ON `note` (`kind`,`item_seq`,`seq`);--> statement-breakpoint
CREATE TABLE `notice` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`root_seq` integer NOT NULL,
	`email` text NOT NULL,
	`email_hash` text NOT NULL,
	`state` text NOT NULL,
	`pace` text DEFAULT 'each' NOT NULL,
	`due_at` integer,
	`last_sent_at` integer,
	`created_at` integer NOT NULL,
	`confirmed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_id_unique` ON `notice` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notice_once` ON `notice` (`root_seq`,`email_hash`);--> statement-breakpoint
CREATE INDEX `notice_by_address` ON `notice` (`email_hash`,`site_seq`);--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notice_unconfirmed` ON `notice` (`created_at`) WHERE state = 'unconfirmed';--> statement-breakpoint
CREATE TABLE `notice_reply` (
	`notice_seq` integer NOT NULL,
	`comment_seq` integer NOT NULL,
	`sent_at` integer,
	PRIMARY KEY(`notice_seq`, `comment_seq`)
);
--> statement-breakpoint
CREATE TABLE `outbox_hold` (
	`provider` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `presence` (
	`moderator_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`item_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `presence_by_item` ON `presence` (`item_id`);--> statement-breakpoint
CREATE TABLE `saved_queue` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`site_seq` integer NOT NULL,
	`owner_id` text NOT NULL,
	`is_shared` integer NOT NULL,
	`address` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_queue_id_unique` ON `saved_queue` (`id`);--> statement-breakpoint
CREATE INDEX `saved_queue_of_owner` ON `saved_queue` (`owner_id`,`seq`);--> statement-breakpoint
CREATE INDEX `saved_queue_shared` ON `saved_queue` (`seq`) WHERE is_shared = 1;--> statement-breakpoint
CREATE TABLE `sealed` (
	`comment_seq` integer PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sealed_until` ON `sealed` (`until`);--> statement-breakpoint
CREATE TABLE `sender_revocation` (
	`site_seq` integer NOT NULL,
	`sender_hash` text NOT NULL,
	`revoked_at` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `sender_hash`)
);
--> statement-breakpoint
CREATE TABLE `site_secret` (
	`site_seq` integer NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`previous` text,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `name`),
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `spent` (
	`key` text PRIMARY KEY NOT NULL,
	`item` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `spent_expired` ON `spent` (`expires_at`);--> statement-breakpoint
CREATE TABLE `stat` (
	`site_seq` integer NOT NULL,
	`day` integer NOT NULL,
	`measure` text NOT NULL,
	`part` text NOT NULL,
	`size` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `day`, `measure`, `part`)
);
--> statement-breakpoint
CREATE TABLE `stat_mark` (
	`feed` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `takedown` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`comment_seq` integer NOT NULL,
	`kind` text NOT NULL,
	`asked_by` text NOT NULL,
	`document` text,
	`detail` text,
	`received_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`outcome` text,
	`outcome_note` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_by` text,
	`closed_at` integer,
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `takedown_id_unique` ON `takedown` (`id`);--> statement-breakpoint
CREATE INDEX `takedown_open` ON `takedown` (`site_seq`,`due_at`) WHERE outcome IS NULL;--> statement-breakpoint
CREATE INDEX `takedown_due` ON `takedown` (`due_at`) WHERE outcome IS NULL;--> statement-breakpoint
CREATE INDEX `takedown_by_site` ON `takedown` (`site_seq`,`seq`);--> statement-breakpoint
CREATE INDEX `takedown_by_comment` ON `takedown` (`comment_seq`);--> statement-breakpoint
CREATE TABLE `webhook_secret` (
	`site_seq` integer NOT NULL,
	`url` text NOT NULL,
	`secret` text NOT NULL,
	`previous` text,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `url`),
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `outbox_dead`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `provider` text;--> statement-breakpoint
CREATE INDEX `outbox_by_state` ON `outbox` (`state`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_by_site` ON `outbox` (`site_seq`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_finished` ON `outbox` (`done_at`) WHERE done_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `comment_text`;--> statement-breakpoint
ALTER TABLE `comment` ADD `member_hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `comment` ADD `asks_correction` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `comment` ADD `confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `comment` ADD `priority` integer GENERATED ALWAYS AS ((-report_count)) VIRTUAL;--> statement-breakpoint
CREATE INDEX `comment_reported_all` ON `comment` (`created_at`) WHERE report_count > 0;--> statement-breakpoint
CREATE INDEX `comment_reported_first` ON `comment` (`priority`,`created_at`) WHERE report_count > 0;--> statement-breakpoint
CREATE INDEX `comment_pending_first` ON `comment` (`priority`,`created_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `comment_tickets_all` ON `comment` (`ticket`,`created_at`) WHERE ticket IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comment_by_member` ON `comment` (`site_seq`,`member_hash`,`created_at`) WHERE member_hash <> '';--> statement-breakpoint
CREATE INDEX `comment_corrections` ON `comment` (`site_seq`,`created_at`) WHERE asks_correction = 1;--> statement-breakpoint
CREATE INDEX `comment_corrections_all` ON `comment` (`created_at`) WHERE asks_correction = 1;--> statement-breakpoint
CREATE INDEX `comment_pending_by_address` ON `comment` (`site_seq`,`address_hash`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `comment_text` ON `comment` (`site_seq`,`text_hash`,`created_at`);--> statement-breakpoint
ALTER TABLE `moderator` ADD `wants_digest` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `proved_at` integer;--> statement-breakpoint
CREATE INDEX `decision_by_actor` ON `decision` (`actor`,`seq`);--> statement-breakpoint
CREATE INDEX `report_by_address` ON `report` (`address_hash`,`seq`);