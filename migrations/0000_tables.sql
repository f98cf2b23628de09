CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `moderator`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_by_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `article` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`key` text NOT NULL,
	`claimed_url` text,
	`url` text,
	`title` text,
	`excerpt` text,
	`verified_at` integer,
	`published_at` integer NOT NULL,
	`is_open` integer DEFAULT true NOT NULL,
	`closes_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`comment_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_id_unique` ON `article` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `article_key` ON `article` (`site_seq`,`key`);--> statement-breakpoint
CREATE INDEX `article_recent` ON `article` (`site_seq`,`published_at`) WHERE verified_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `article_discussed` ON `article` (`site_seq`,`comment_count`) WHERE verified_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `author_record` (
	`site_seq` integer NOT NULL,
	`author_hash` text NOT NULL,
	`approved` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`spam` integer DEFAULT 0 NOT NULL,
	`first_seen_at` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `author_hash`)
);
--> statement-breakpoint
CREATE TABLE `comment` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`article_seq` integer NOT NULL,
	`parent_seq` integer,
	`root_seq` integer,
	`audience` text NOT NULL,
	`state` text NOT NULL,
	`first_state` text NOT NULL,
	`ticket` text,
	`author_name` text NOT NULL,
	`author_email` text,
	`author_phone` text,
	`author_address` text,
	`author_hash` text NOT NULL,
	`address_hash` text NOT NULL,
	`badge` text,
	`subject` text,
	`body` text NOT NULL,
	`text_hash` text NOT NULL,
	`fingerprint` text NOT NULL,
	`token_hash` text,
	`reasons` text NOT NULL,
	`like_count` integer DEFAULT 0 NOT NULL,
	`reply_count` integer DEFAULT 0 NOT NULL,
	`report_count` integer DEFAULT 0 NOT NULL,
	`is_featured` integer DEFAULT false NOT NULL,
	`consent_version` text NOT NULL,
	`wants_notice` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`editable_until` integer NOT NULL,
	`edited_at` integer,
	`decided_at` integer,
	`decided_by` text,
	`told_reason` text,
	`held_until` integer,
	`held_reason` text,
	`is_listed` integer GENERATED ALWAYS AS ((audience = 'public' AND (state = 'approved' OR (state = 'withdrawn' AND reply_count > 0)))) VIRTUAL,
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_seq`) REFERENCES `article`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `comment_id_unique` ON `comment` (`id`);--> statement-breakpoint
CREATE INDEX `comment_thread` ON `comment` (`article_seq`,`is_listed`,`is_featured`,`created_at`) WHERE root_seq IS NULL;--> statement-breakpoint
CREATE INDEX `comment_thread_top` ON `comment` (`article_seq`,`is_listed`,`is_featured`,`like_count`,`created_at`) WHERE root_seq IS NULL;--> statement-breakpoint
CREATE INDEX `comment_replies` ON `comment` (`root_seq`,`is_listed`,`created_at`) WHERE root_seq IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comment_queue` ON `comment` (`site_seq`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `comment_state` ON `comment` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `comment_site` ON `comment` (`site_seq`);--> statement-breakpoint
CREATE INDEX `comment_tickets` ON `comment` (`site_seq`,`ticket`,`created_at`) WHERE ticket IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comment_reported` ON `comment` (`site_seq`,`created_at`) WHERE report_count > 0;--> statement-breakpoint
CREATE INDEX `comment_by_article` ON `comment` (`article_seq`,`created_at`);--> statement-breakpoint
CREATE INDEX `comment_by_author` ON `comment` (`site_seq`,`author_hash`,`created_at`) WHERE author_hash <> '';--> statement-breakpoint
CREATE INDEX `comment_text` ON `comment` (`article_seq`,`text_hash`,`created_at`);--> statement-breakpoint
CREATE TABLE `counter` (
	`key` text PRIMARY KEY NOT NULL,
	`hits` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counter_expired` ON `counter` (`expires_at`);--> statement-breakpoint
CREATE TABLE `decision` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`item_seq` integer NOT NULL,
	`site_seq` integer NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`reason` text,
	`message` text,
	`note` text,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	`undoes` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decision_once` ON `decision` (`id`,`kind`,`item_seq`);--> statement-breakpoint
CREATE INDEX `decision_by_item` ON `decision` (`kind`,`item_seq`,`seq`);--> statement-breakpoint
CREATE INDEX `decision_by_site` ON `decision` (`site_seq`,`seq`);--> statement-breakpoint
CREATE INDEX `decision_undone` ON `decision` (`undoes`) WHERE undoes IS NOT NULL;--> statement-breakpoint
CREATE TABLE `like_vote` (
	`comment_seq` integer NOT NULL,
	`reader_hash` text NOT NULL,
	`address_hash` text NOT NULL,
	PRIMARY KEY(`comment_seq`, `reader_hash`),
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `like_by_address` ON `like_vote` (`comment_seq`,`address_hash`);--> statement-breakpoint
CREATE TABLE `moderator` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`role` text DEFAULT 'viewer' NOT NULL,
	`sites` text,
	`is_disabled` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `moderator_email_unique` ON `moderator` (`email`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`site_seq` integer,
	`payload` text,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`lease_owner` text,
	`last_error` text,
	`created_at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_once` ON `outbox` (`cause`,`kind`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_dead` ON `outbox` (`seq`) WHERE state = 'dead';--> statement-breakpoint
CREATE TABLE `recipient` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`share_seq` integer NOT NULL,
	`address` text,
	`address_hash` text NOT NULL,
	`state` text NOT NULL,
	`at` integer,
	FOREIGN KEY (`share_seq`) REFERENCES `share`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recipient_id_unique` ON `recipient` (`id`);--> statement-breakpoint
CREATE INDEX `recipient_by_share` ON `recipient` (`share_seq`);--> statement-breakpoint
CREATE INDEX `recipient_by_address` ON `recipient` (`address_hash`);--> statement-breakpoint
CREATE TABLE `report` (
	`seq` integer PRIMARY KEY NOT NULL,
	`comment_seq` integer NOT NULL,
	`reader_hash` text NOT NULL,
	`address_hash` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_once` ON `report` (`comment_seq`,`reader_hash`);--> statement-breakpoint
CREATE TABLE `revision` (
	`seq` integer PRIMARY KEY NOT NULL,
	`comment_seq` integer NOT NULL,
	`subject` text,
	`body` text NOT NULL,
	`replaced_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment_seq`) REFERENCES `comment`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `revision_by_comment` ON `revision` (`comment_seq`,`seq`);--> statement-breakpoint
CREATE TABLE `search_pending` (
	`comment_seq` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `moderator`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_by_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `share` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`site_seq` integer NOT NULL,
	`article_seq` integer NOT NULL,
	`state` text NOT NULL,
	`first_state` text NOT NULL,
	`sender_name` text NOT NULL,
	`sender_email` text NOT NULL,
	`sender_hash` text NOT NULL,
	`message` text,
	`address_hash` text NOT NULL,
	`fingerprint` text NOT NULL,
	`token_hash` text,
	`reasons` text NOT NULL,
	`consent_version` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_seq`) REFERENCES `article`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `share_id_unique` ON `share` (`id`);--> statement-breakpoint
CREATE INDEX `share_queue` ON `share` (`site_seq`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `share_state` ON `share` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `share_site` ON `share` (`site_seq`);--> statement-breakpoint
CREATE INDEX `share_by_sender` ON `share` (`site_seq`,`sender_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `share_by_article` ON `share` (`article_seq`,`created_at`);--> statement-breakpoint
CREATE INDEX `share_unconfirmed` ON `share` (`created_at`) WHERE state = 'unconfirmed';--> statement-breakpoint
CREATE TABLE `site` (
	`seq` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`feed_due_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_key_unique` ON `site` (`key`);--> statement-breakpoint
CREATE TABLE `site_origin` (
	`origin` text NOT NULL,
	`site_seq` integer NOT NULL,
	PRIMARY KEY(`origin`, `site_seq`),
	FOREIGN KEY (`site_seq`) REFERENCES `site`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `site_origin_by_site` ON `site_origin` (`site_seq`);--> statement-breakpoint
CREATE TABLE `suppression` (
	`address_hash` text NOT NULL,
	`site_seq` integer NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`address_hash`, `site_seq`)
);
--> statement-breakpoint
CREATE TABLE `tally` (
	`site_seq` integer NOT NULL,
	`kind` text NOT NULL,
	`queue` text NOT NULL,
	`size` integer NOT NULL,
	PRIMARY KEY(`site_seq`, `kind`, `queue`)
);
--> statement-breakpoint
CREATE TABLE `token` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`sites` text,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_id_unique` ON `token` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `token_hash_unique` ON `token` (`hash`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_by_identifier` ON `verification` (`identifier`);