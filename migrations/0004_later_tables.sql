CREATE TABLE `share_search_pending` (
	`share_seq` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE INDEX `site_second_factor` ON `site` (`key`) WHERE settings ->> '$.moderation.secondFactor' <> 'off';