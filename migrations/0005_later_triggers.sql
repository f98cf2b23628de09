-- Search reads rows in order and stops at the end of a page, whatever the archive holds: beginnings of words have lists
-- of their own (longer syllables than seven letters there are not in Vietnamese), and lists are cut into short pages, so
-- that a rare word leaps over those of a common one, in few segments (at 300,000 comments 8 instead of 16). Which words are in a text is all that is kept, already split: `ascii`
-- leaves every other letter alone. Half the disk of what it replaces; whatever there is already is indexed anew.
DROP TABLE comment_search;
--> statement-breakpoint
CREATE VIRTUAL TABLE comment_search USING fts5(
  words,
  content = '', contentless_delete = 1,
  detail = none, prefix = '1 2 3 4 5 6',
  tokenize = 'ascii'
);
--> statement-breakpoint
INSERT INTO comment_search (comment_search, rank) VALUES ('pgsz', 1000);
--> statement-breakpoint
INSERT INTO comment_search (comment_search, rank) VALUES ('automerge', 2);
--> statement-breakpoint
INSERT INTO search_pending (comment_seq) SELECT seq FROM comment WHERE true ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- Columns are told apart, because not everybody may know who has sent a share.
CREATE VIRTUAL TABLE share_search USING fts5(
  sender, words,
  content = '', contentless_delete = 1,
  detail = column, prefix = '1 2 3 4 5 6',
  tokenize = 'ascii'
);
--> statement-breakpoint
INSERT INTO share_search (share_search, rank) VALUES ('pgsz', 1000);
--> statement-breakpoint
INSERT INTO share_search (share_search, rank) VALUES ('automerge', 2);
--> statement-breakpoint
INSERT INTO share_search_pending (share_seq) SELECT seq FROM share;
--> statement-breakpoint
CREATE TRIGGER share_worded AFTER INSERT ON share BEGIN
  INSERT INTO share_search_pending (share_seq) VALUES (NEW.seq) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER share_reworded AFTER UPDATE OF sender_name, message ON share BEGIN
  INSERT INTO share_search_pending (share_seq) VALUES (NEW.seq) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER share_forgotten AFTER DELETE ON share BEGIN
  DELETE FROM share_search_pending WHERE share_seq = OLD.seq;
  DELETE FROM share_search WHERE rowid = OLD.seq;
END;
--> statement-breakpoint
CREATE TRIGGER article_retitled_shares AFTER UPDATE OF title ON article WHEN OLD.title IS NOT NEW.title BEGIN
  INSERT INTO share_search_pending (share_seq) SELECT seq FROM share WHERE article_seq = NEW.seq ON CONFLICT DO NOTHING;
END;
