-- What the index has written is merged by whoever indexes, in small steps between batches: by itself FTS5 does it inside
-- a commit, which then takes ten times as long as the others (sqlite.org/fts5.html, section 6.9).
INSERT INTO comment_search (comment_search, rank) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO comment_search (comment_search, rank) VALUES ('usermerge', 2);
--> statement-breakpoint
INSERT INTO share_search (share_search, rank) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO share_search (share_search, rank) VALUES ('usermerge', 2);
